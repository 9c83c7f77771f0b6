"""Where the text of a document ends, and what stands under it: signature, date, source, editors."""

from __future__ import annotations

import re

from people.names import is_office, is_person_name
from people.names.shapes import join_padded

from .beginnings import NUMBERED
from .openings import (
    ADDRESS,
    BYLINE,
    CATALOGUED,
    DATE,
    SENTENCE,
    SOURCE,
    STOPPED,
    is_heading_word,
    is_party,
    tells_of_meeting,
)
from .types import Line

# What stands under a record: 以上笔录我看过，和我说的一样。某报报料：0570-…
AFTERWORD = re.compile(
    r"附件\s*[:：].{2,60}\.(?:pdf|docx?|xlsx?|zip|rar|ofd)$|以上(?:笔录|记录|筆錄|紀錄)|散\s{0,4}[会會]\s*[：:]"
    r"|[^，。]{2,10}(?:报料|爆料|热线|热线电话|投稿|邮箱|电话)\s*[:：]\s*[\w.@ -]{5,40}$"
)
SIGNED_DAY = re.compile(  # 中南财委八月十三日: who signs, and a day without its year
    r"[^\d\s，。；：！？“”、]{2,20}?\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})月(?:[一二三四五六七八九十]{1,3}|\d{1,2})日(?:[上下]午|晚|夜)?$"
)
MAKER = re.compile(r"(?:[编編作著译譯]\s*者|(?:本书)?(?:编写组|编委会|编辑组))$")  # 编　者 under a preface
TOLD_AND_KEPT = re.compile(  # 罗某某口述　许某某整理, under the heading of his story
    r"[\u4e00-\u9fff、]{2,12}\s*(?:口述|讲述)(?:[、，;；\s]*[\u4e00-\u9fff、]{2,12}\s*(?:整理|记录|笔录|采访|采写|撰文)+)?"
)
SIGNATURE = re.compile(r"[^，。；：！？“”]{2,40}$")


def text_end(units: list[Line], start: int) -> int:
    """The index past the last unit of the text: what follows is signature, date, source, editors."""
    end = len(units)
    for i in range(max(start + 1, end - 8), end):
        if SOURCE.match(units[i].text.text) and len(units[i].text) < 120 and units[i].text.text[-1:] in "：:":
            end = i  # 来源： on a line of its own, the source on the next
            break
    addressed = start < end and ADDRESS.match(units[start].text.text)  # 全市同胞们：
    while end > start + 1:
        signed = addressed and end < len(units) and signs_as(units[end - 1].text.text)
        if not (signed or is_tail(units[end - 1])):
            break
        end -= 1
    return end


def signs_as(text: str) -> bool:
    """Whether a line under a letter is a signature that names the office first: 副主席：罗念、何秀兰."""
    post, colon, names = text.partition("：")
    signs = colon and len(text) < 60 and is_office(post)
    return bool(signs) and all(is_person_name(join_padded(name)) for name in re.split("、|\u3000(?=..)", names.strip()))


GAPS = re.compile(r"[ \u3000]{2,}")


def is_tail(unit: Line) -> bool:
    """Whether a unit after the text is a signature, a date, a source or an editor's line."""
    text = GAPS.sub(" ", unit.text.text)
    if unit.markup[:1] == "h" or len(text) > 200:
        return False
    if SOURCE.match(text) or BYLINE.match(text) or CATALOGUED.match(text) or is_party(text) or AFTERWORD.match(text):
        return True
    if tells_of_meeting(text) and not STOPPED.search(text) and LISTS_PRESENT.match(text):
        return True
    if DATE.search(text[-24:]) and len(text) < 50 and not SENTENCE.search(text):
        return True
    return len(text) <= 24 and bool(SIGNATURE.match(text)) and not NUMBERED.match(text) and not is_heading_word(text)


LISTS_PRESENT = re.compile(  # 出席：沈静川、罗念 / 记录：许知微 / 发：各股室 under minutes
    r"(?:出席|参加|參加|列席|缺席|请假|請假|记录|記錄|紀錄|整理|与会)[\u4e00-\u9fff\s]{0,6}[：:]"
)


def is_signature(unit: Line) -> bool:
    """Whether a unit inside a text signs what is above it: a date alone, an office with a date, ——编者."""
    text = unit.text.text
    if len(text) > 44 or unit.markup or SENTENCE.search(text):
        return False
    if BYLINE.match(text) or DATE.match(text) or SIGNED_DAY.match(text) or MAKER.match(text):
        return True
    return "日" in text[-4:] and bool(DATE.search(text[-24:]))
