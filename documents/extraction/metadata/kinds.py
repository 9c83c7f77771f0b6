"""What kind of document a text is: speech, transcript, article or book. (A compilation shows in its structure.)"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.lib.words import alternation
from people.names import is_person_name

from ..lexicon import words
from ..turn_labels import TurnLabel

_NOTE = (
    r"(?:\s*[（(〔【\[《〈][^（()）〔〕【】\[\]]{1,20}[)）〕】\]》〉]"
    r"|范文|精选|模板|例文|优秀|通用|大全|[0-9一二三四五六七八九十]{1,2}篇|\s*篇\s*[0-9一二三四五六七八九十]{1,2}|提纲|纪录|紀錄|记录|摘要|摘录|要点|全文|纪要|录音)*$"
)
_SPEECH = re.compile(alternation(words("speech_titles")) + _NOTE)
_AT_A_MEETING = re.compile(
    rf"(?:在|于|於|向)[^。，]{{2,60}}(?:会|會|会议|會議|典礼|仪式|论坛|班|座|室|厅|节|大学|学院|中学|厂|礼堂)"
    rf"(?:上|时|期间|开幕式|闭幕式)?的?[^。]{{0,20}}?{alternation(words('speech_titles'))}"
    rf"|[在于][^。，]{{2,60}}[会會][议議]?(?:上|时|期间)?的?[^。，]{{0,8}}{alternation(words('meeting_reports'))}"
)
# ——在某年某月某日的某某会议上
_BELOW = re.compile(
    r"(?:——|──|[（(])?\s*[0-9一二三四五六七八九十〇年月日 ]*在[^，。]{4,60}(?:会议|会)上"
    rf"(?:的?{alternation(words('speech_titles'))})?[)）]?$"
)
_REPORTS_ON = re.compile(  # 关于工商界座谈会情况的报告 is written, 关于治水会议的总结报告 is given
    r"关[于於][^。]{2,60}(?:情况|会议|会谈|座谈会|问题)的?(?:向[^，。]{2,10}的)?报告$"
)
_CITED = re.compile(r"《[^》]*》")  # 重新发表《在某某座谈会上的讲话》按语 is no speech
_TRANSCRIPT = re.compile(alternation(words("transcript_titles")))
_BOOK = re.compile(
    r"图书在版编目|圖書在版編目|ISBN\s*[0-9X-]{10}|出版发行|出版發行|版\s*次\s*[：:]|印\s*张\s*[：:]|统一书号"
)


def is_speech_title(title: str) -> bool:
    """Whether a title is that of one person's address.

    >>> [is_speech_title(t) for t in ("在全县河道工作会议上的讲话（摘要）", "2026年某市政府工作报告", "论形势")]
    [True, True, False]
    """
    own = _CITED.sub("", title)
    parts = re.split(r"——|──|\s|[:：]", own)
    return any(_SPEECH.search(p) or (_AT_A_MEETING.search(p) and not _REPORTS_ON.search(p)) for p in parts)


def forwards(title: str) -> bool:
    """Whether a title is that of a letter which sends out what another said: 省委批转某人同志的讲话."""
    return bool(re.match("[^，。《]{2,20}(?:批转|转发|印发|批发|转批|下发)", title))


def is_transcript_title(title: str) -> bool:
    """Whether a title promises a record of turns: minutes, an interview, a dialogue.

    >>> [is_transcript_title(t) for t in ("护水座谈会实录", "与外宾谈话记录", "护水工作总结")]
    [True, True, False]
    """
    return bool(_TRANSCRIPT.search(_CITED.sub("", title)))


def is_book(lines: Iterable[str]) -> bool:
    """Whether the lines before or after a text are those of a book's imprint: two marks of it or more."""
    marks = {mark.split()[0][:2] for line in lines for mark in _BOOK.findall(line)}
    return len(marks) > 1


# 某某某与某社干部的谈话, 某某某接见某队时的谈话
_TALK = re.compile(
    r"^(?P<who>[^，。《]{0,24}?)(?:接见|接見|会见|會見|召见|听取|同(?!志)|[与與和对對在])(?P<whom>[^，。]{2,50})的?(?:谈话|談話|指示)$"
)


def talk_kind(title: str, head: Sequence[str]) -> str | None:
    """What a talk is that prints no turns: a speech, or the record of one that several hold; None for other titles.

    >>> [talk_kind(t, ()) for t in ("沈石桥与青石社干部的谈话", "沈石桥、周青山在水利局的谈话", "关于节约用水的指示")]
    ['speech', 'transcript', None]
    """
    talk = _TALK.match(_CITED.sub("", title))
    if not talk:
        return None
    who = re.sub("等(?:同志|人)?$|同志$", "", talk["who"])
    several = any(map(_are_persons, (who, *(line for line in head if len(line) < 40))))
    if several:
        return "transcript"
    return "speech" if not who or is_person_name(who) else None


def _are_persons(text: str) -> bool:
    return "、" in text and all(map(is_person_name, text.split("、")))


def kind_of(title: str | None, head: Sequence[str], labels: Sequence[TurnLabel | None]) -> str:
    """Speech, transcript or article, by the title, the lines below it, and whether the paragraphs are turns."""
    turns = sum(label is not None for label in labels)
    if turns:
        return "transcript"
    if (title and is_speech_title(title)) or any(map(_BELOW.match, head)):
        return "speech"
    if title and is_transcript_title(title):
        return "transcript"
    return (title and talk_kind(title, head)) or "article"
