"""Where a meeting was held: stated, in brackets below the title with the day, in the title of a talk, in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.lib.chinese_dates import find_dates
from archive.lib.words import alternation

from ..lexicon import words
from ..types import Block
from .lines import is_bracketed, unbracketed

_PLACE = re.compile(
    rf"在(?P<place>[^，。；：“”在]{{1,24}}?{alternation(words('rooms'))})(?=[内里內召举举行开開舉，。隆胜接])"
)
_DATED_AT = re.compile(  # 一九五四年九月二十日下午二时于市府礼堂, below a title
    r"^[（(]?[0-9〇○一二三四五六七八九十年月日上下午晚时\s]{8,24}[于在於](?P<place>[\u4e00-\u9fff]{2,16})[）)]?$"
)
_HOUR = re.compile("[昨今明][天日]|[上下]午|晚")
_HELD_AT = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{2,10}?)(?:[0-9一二三四五六七八九十]{1,3}[月日]){0,2}(?:联合|共同|隆重)?(?:召开|举行|舉行|召開|举办)"
)
_TALK_AT = re.compile(  # 在归云同沈静川的谈话
    r"[\u4e00-\u9fff]{0,4}在(?P<place>[\u4e00-\u9fff]{2,4})[同与和对](?!志)[^，。]{2,20}的?(?:谈话|談話|会谈)"
)
_NO_PLACE = re.compile(r"[0-9](?![0-9]*[室楼号厅]$)|记录|整理|摘|上午|下午|根据")


def of_talk(title: str) -> str | None:
    """The place that the title of a talk names.

    >>> of_talk("在归云同沈静川的谈话"), of_talk("在归云县治水会议上的讲话")
    ('归云', None)
    """
    talk = _TALK_AT.match(title)
    return talk["place"] if talk else None


def find_place(title: str, front: Sequence[Block], opening: Sequence[str], stated: str | None, held: str) -> str | None:
    """The place of a meeting: `stated` in a field, or read from the lines around the title, the title, the first
    paragraphs, or the sentence that says the meeting was `held`.
    """
    if stated:
        return re.split(r"[。；]", stated)[0].strip("，, ")
    if found := next((place for block in front if (place := _bracketed(block.text.text))), None):
        return found
    if talk := of_talk(title):
        return talk
    dated = (_DATED_AT.search(block.text.text) for block in front if block.kind == "head")
    if at := next((hit for hit in dated if hit), None):
        return at["place"]
    hits = (hit for text in opening if (hit := _PLACE.search(text)) and not _HOUR.search(hit["place"]))
    hit = next(hits, None) or _HELD_AT.search(held)
    return hit["place"] if hit else None


def _bracketed(text: str) -> str | None:
    """The place behind the day in brackets: （2014年5月5日，归云市）."""
    inner = unbracketed(text) if is_bracketed(text) else ""
    date = next(find_dates(inner), None)
    if date is None or not re.match(r"\s*[，,·　 ]", inner[date.end :]):
        return None
    place = re.split(r"[，。；]", inner[date.end :].strip("，,·　 "))[0]
    return place if 2 <= len(place) <= 16 and not _NO_PLACE.search(place) else None
