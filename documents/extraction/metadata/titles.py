"""The title of a document: the line that is one, with the parts a newspaper or a page breaks it into."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.lib.words import alternation
from people.names import is_person_name
from people.names.shapes import join_padded

from ..lexicon import words
from ..openings import NUMBERED_DOCUMENT, PERIODICAL
from ..types import Block
from .bylines import is_body, read_byline
from .kinds import is_speech_title, is_transcript_title
from .lines import clean, date_line, is_bracketed, read_fields

_DASHED = re.compile(r"^\s*(?:[—－–─-]{1,3}|――)\s*(?=\S)")
# What a cataloguer leaves out of a title: (未经本人审阅), a note mark, the word 标题
_REVIEW_NOTE = re.compile(
    r"\s*[（(【〔\[](?:[^（()）]{0,12}(?:未经|未經)[^（()）]{0,20}|[①-⑳*＊※]{1,3})[)）】〕\]]\s*|\[[0-9]{1,2}\]$"
)
_LABEL = re.compile(r"^(?:标\s*题|標\s*題|题\s*目|題\s*目|篇\s*名|名\s*称|(?:文件|信息)名称)\s*[：:]\s*")
_UNFINISHED = re.compile(r"(?:[暨和与與及、，：的在对對向关於于]|——)$")
_PAIRS = {"《": "》", "“": "”", "（": "）", "「": "」", "『": "』"}
_LOCATOR = re.compile(r"^第?\s*[0-9一二三四五六七八九十A-D]{1,4}\s*版(?:面)?\s*(?:[（(][^（()）]*[）)])?$")
_SIGNED = re.compile(r"^(?:新华社|中新社)$|(?:社论|评论员|编辑部|记者|通讯员|编写组|大批判组|供稿)$|》$")
_DATED_HEAD = re.compile(
    r"^[\u4e00-\u9fff]{2,12}\s*[─—–-]{1,2}\s*\d{4}\s*年.{3,10}日\s*$"
)  # 立法會 ─ 2013年2月21日, over each page
_OF_BODY = re.compile("(?:議會|议会|委員會|委员会|小組|小组|法院|党组)$")
_MENU = re.compile(r"\S\s*(?:[|｜│>»›]|>>)\s*(?=\S)")  # 首页 | 新闻 | 评论 | 访谈
_PATH = re.compile(r"[^>]{1,20}>[^>]{1,20}>\s*\S|^\d{4}年.{4,16}第\s?[A-Z]?\d{1,3}\s?版")  # 某网 > 数字报 > 某某晚报
_NAVIGATION = frozenset(words("page_words"))
_CHANNEL = re.compile(
    r"^.{0,5}(?:要闻|新闻|动态|资讯|信息|频道|专栏|栏目|首页)$"
)  # 某省要闻, what a site calls its column
_ISSUE = re.compile(
    r"^《[^》]{2,20}》\s*[0-9一二〇○]{4}年?.{0,12}期|^《[^》]{2,24}》\s*第.{1,6}[期辑輯卷]\s*(?:[（(].{0,12}[)）])?$|^《[^》]{2,20}》\s*(?:月刊|半月刊|周刊|週刊|双月刊|季刊|杂志|雜誌)?[\s\u3000].{0,24}[期號号]$|(?:公报|公報)\s*第.{1,8}卷\s*第.{1,8}期"
)


def find_title(front: Sequence[Block]) -> str | None:
    """The title among the lines before a text; None where none of them can be one.

    A line marked as a heading is taken first, then the first that is no date, field, by-line or page number.
    """
    at = next((i for i, block in enumerate(front) if block.markup in _HEADINGS and _may_be_title(block)), None)
    if at is None:
        at = next((i for i, block in enumerate(front) if _may_be_title(block)), None)
    if at is None:
        return None
    if at + 1 < len(front) and _LATIN.fullmatch(clean(front[at + 1].text.text)):  # 立法會 / Legislative Council
        at = next((i for i, block in enumerate(front[at + 2 :], at + 2) if _may_be_title(block)), at)
    if _LETTERHEAD.match(clean(front[at].text.text)):
        at = next((i for i, block in enumerate(front[at + 1 :], at + 1) if _may_be_title(block)), at)
    title, at = _joined(front, at)
    title, at = _with_record(front, title, at)
    # a yearbook heads a speech with the meeting's name; the title that follows says it again and more
    while at < len(front) and _may_be_title(front[at]):
        longer, after = _joined(front, at)
        if not _letters(title) or _letters(title) == _letters(longer) or _letters(title) not in _letters(longer):
            break
        title, at = longer, after
    if (line := _occasion_below(front[at : at + 6])) and "——" not in title[1:]:
        title = f"{title}——{line}"
    if _letters(title) in _GENERIC:
        fuller = (clean(block.text.text) for block in front[at:] if _may_be_title(block))
        title = next((_ITEM.sub("", line) for line in fuller if line.endswith(title[-2:]) and _is_fuller(line)), title)
    return tidy_title(title)


def _with_record(front: Sequence[Block], title: str, at: int) -> tuple[str, int]:
    """The title with the record that the lines below a body's name say it is: 某某法院 / 法庭审理笔录."""
    longer, after = title, at
    while after < len(front) and after < at + 3 and (is_body(longer) or _OF_BODY.search(longer)):
        if not _may_be_title(front[after]) and not _OF_BODY.search(clean(front[after].text.text)):
            break
        record, after = _joined(front, after)
        longer = record if longer in record else longer + join_padded(record)  # 某議會 / 第五屆某議會會議紀錄
        if is_transcript_title(record) or is_transcript_title(join_padded(record)):
            return longer, after
    return title, at


def _occasion_below(lines: Sequence[Block]) -> str | None:
    """The subtitle ——…在某某会议上 where a site's source and date stand between it and the title."""
    for block in lines:
        text = block.text.text
        if _DASHED.match(text) and _OCCASION.search(text):
            return clean(text).lstrip("—－–─―- ")
        if not date_line(text) and next(read_fields(text), None) is None:
            return None
    return None


_OCCASION = re.compile(r"[在于].{4,60}[会會]议?上(?:的?.{2,8})?[)）]?$")


def _is_fuller(line: str) -> bool:
    return _letters(line) not in _GENERIC and not re.search(
        r"公报|公報|第[0-9〇一二三四五六七八九十百]{1,6}[卷期]", line
    )


_ITEM = re.compile(r"^[一二三四五六七八九十]{1,2}、")
_GENERIC = frozenset(words("generic_titles"))
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def tidy_title(text: str) -> str | None:
    """A title as a catalogue gives it: on one line, without labels, note marks and notes on its review.

    >>> tidy_title("某人会见外宾谈话记录（未经本人审阅）"), tidy_title("标题：一分为二  合二为一①")
    ('某人会见外宾谈话记录', '一分为二 合二为一')
    """
    plain = _LABEL.sub("", clean(text))
    stripped = _REVIEW_NOTE.sub("", plain).rstrip("①②③④⑤*＊※ ")
    if stripped != plain and "）" in stripped:
        # …的谈话（节录）毛某某（未经审阅）: the speaker's name is not the title's
        before, note, after = stripped.rpartition("）")
        stripped = before + note if is_person_name(after) else stripped
    plain = re.sub(r"\s+", " ", stripped).strip()
    return join_padded(plain) or None


def _joined(front: Sequence[Block], at: int) -> tuple[str, int]:
    """The title that begins at line `at`, with the lines that continue it, and the line after it."""
    title = clean(front[at].text.text)
    bold = front[at].markup == "b"
    at += 1
    while at < len(front):
        line = join_padded(clean(front[at].text.text))  # 工　作　的　报　告
        dashed = _DASHED.match(front[at].text.text.replace("*", ""))
        if dashed and not is_person_name(line.lstrip("—－–─- ")) and "——" not in title[1:]:
            title = f"{title}——{line.lstrip('—－–─―- ')}"
        elif (
            _is_unfinished(title) or _is_half(title, line) or (bold and front[at].markup == "b" and title[-1] == "，")
        ) and _may_be_title(front[at]):
            title += f" {line}" if _STRESSED.search(title) else line
        else:
            break
        at += 1
    return title, at


def _is_unfinished(title: str) -> bool:
    return bool(_UNFINISHED.search(title) or _STRESSED.search(title)) or any(
        title.count(a) > title.count(b) for a, b in _PAIRS.items()
    )


_STRESSED = re.compile(r"(?<=.{6})(?:强调|強調|指出|要求|提出)$")  # 某某在某会议上强调 / 立足防大汛


_DATED = re.compile(  # 2016年3月8日外交部发言人主持例行记者会
    r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?![上下晚早中凌星于在至到])[\u4e00-\u9fff]{8}"
)


def _is_half(title: str, line: str) -> bool:
    """Whether a line is the other half of a title: 某办公厅关于加强农村 / 饮水安全工作的通知."""
    bare = re.sub(r"\s", "", line)
    if title[0] in "在于" and line[0] not in "在于" and not is_speech_title(title) and is_speech_title(title + line):
        return True  # 在全县治水工作会议暨 / 修渠动员会上的讲话
    if len(bare) <= 6 and _DOCUMENT.search(bare) and is_body(title):
        return True  # 某市劳动争议仲裁委员会 / 庭审笔录
    whole = _DOCUMENT.search(title) or _ISSUER.search(line)
    return "关于" in title and not whole and "关于" not in line and bool(_DOCUMENT.search(line))


_LATIN = re.compile("[A-Za-z][A-Za-z &]{5,60}")
_LETTERHEAD = re.compile(
    r"(?!.*(?:关于|的))[\u4e00-\u9fff]{3,24}文件$"
)  # 某县水利局文件, over the number and the title
_ISSUER = re.compile(r"文件|[省市县区院局委部厅社]")  # 某人民检察院起诉书 begins what an earlier line announced
_DOCUMENT = re.compile(alternation(words("document_titles")) + r"\s*(?:[（(〔\[][^（）()]{1,20}[)）〕\]])?$")


def _may_be_title(block: Block) -> bool:
    text = clean(block.text.text)
    letters = _letters(text)
    if len(letters) < 2 or len(text) > 120 or letters in _NAVIGATION or text.endswith(("：", ":", "。", "；")):
        return False
    if letters.isdigit() or len(_MENU.findall(text)) > 2 or _DATED_HEAD.match(text) or _PATH.search(text):
        return False
    if NUMBERED_DOCUMENT.match(text) or _LOCATOR.match(text) or _CHANNEL.match(text):
        return False
    if _ISSUE.search(text) or PERIODICAL.match(text):
        return False
    if date_line(text) and not _is_record(text) and not _DATED.match(text):
        return False
    if is_bracketed(text) or block.text.text.lstrip().startswith(("——", "──", "[", "!")):
        return False
    if any(field.meaning != "author" or len(field.value) < 8 for field in read_fields(text)):
        return False
    return block.markup in _HEADINGS or not any(not s.is_body or _SIGNED.search(text) for s in read_byline(text))


def _is_record(text: str) -> bool:
    """Whether a line that begins with a date is a title all the same: 2016年3月8日外交部发言人某某主持例行记者会."""
    return len(_letters(text)) > 16 and (is_transcript_title(text) or is_speech_title(text))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
