"""The meeting a document records: its name, days, place, theme, host, and who took part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.lib.chinese_dates import FoundDate, find_dates, read_date
from archive.lib.words import alternation

from ..lexicon import words
from ..types import Block, MeetingData
from .kinds import is_speech_title
from .lines import Field, clean, is_bracketed, unbracketed

_NOUN = alternation(words("meeting_nouns"))
_HOLDABLE = alternation(set(words("meeting_nouns")) - {"学习", "座谈", "会", "會"})
_AT = re.compile(
    rf"(?:(?<![存所正实现])在|于|出席|参加|致)(?P<name>[^，。：]{{2,70}}?{_NOUN})(?:开幕式|闭幕式|开幕会|闭幕会|结束时)?"
    r"(?:(?:上|中|期间|时|会上)?的(?=[^，。]{0,24}(?:讲话|報告|报告|发言|演讲|致辞|致词|总结|讲|说明|指示|插话|講話|發言|開幕|开幕|闭幕|谈话))|上(?=$|作|所|发言|讲话|$))"
)
_RECORD = re.compile(
    r"(?:的)?(?:录音|文字|现场)?(?:記錄稿?|紀錄|记录稿?|纪录稿?|纪要|記要|记要|实录|實錄|摘要|简报|議事錄|议事录)+"
    r"(?:[（(〔【\[].{0,20}[)）〕】\]])?$"
)
_HELD = re.compile(
    rf"(?:举行|召开|召開|舉行|举办|舉辦|开了|組織|组织召开)(?:了|的)?(?P<name>[^，。；：]{{0,40}}?{_HOLDABLE})(?![\u4e00-\u9fff]?[员议场])"
)
_MET = re.compile(
    rf"(?P<name>[^，。；：“”]{{2,40}}?{_NOUN})(?:于|在|今天|昨天|[0-9一二三四五六七八九十]{{1,3}}日)[^。；]{{0,30}}?(?:举行|召开|開幕|开幕|閉幕|闭幕|舉行|結束|结束)"
)
_HELD_IN_TITLE = re.compile(
    rf"(?P<who>[^，。：\s]{{0,24}}?)(?:举行|召开|召開|舉行|举办|舉辦)(?P<name>[^，。：\s]{{2,40}}?{_NOUN})(?=$|[\s——，])"
)
_HOLDING = ("举行", "召开", "召開", "舉行", "举办", "舉辦", "开了", "开幕", "闭幕", "結束", "结束")
_SAID_EARLY = 600  # characters of a paragraph in which it says that a meeting is held
_THEME = (
    re.compile(r"主题(?:是|为|：|:)?\s*[“\"「]([^”\"」]{4,80})[”\"」]"),
    re.compile(r"(?:以|围绕)\s*[“\"「]([^”\"」]{4,80})[”\"」]\s*为(?:主题|题)"),
    re.compile(r"(?:会议|座谈会|大会|会)的(?:主要)?任务[，,]?(?:主要)?是[：:]?([^。！？]{8,200})"),
    re.compile(r"(?:会议|座谈会|大会|会)的主题(?:是|为)[：:]?([^。！？，]{4,80})"),
)
_HOST = (
    re.compile(r"由(?P<host>[^，。；由]{2,40}?)(?:共同|联合)?(?:主持|主办|主辦|举办|舉辦|召集)(?:下|的)?"),
    re.compile(
        r"(?P<host>[^，。；：“”]{2,40}?)(?:今天|昨天|在[^，。；]{2,20}|联合|共同|正式)?(?:举行|主办|召开|召開|舉行|举办)(?:了|的)?"
    ),
)
_PLACE = re.compile(
    rf"在(?P<place>[^，。；：“”在]{{1,24}}?{alternation(words('rooms'))})(?=[内里內召举举行开開舉，。隆胜])"
)
_BODY = re.compile(alternation((*words("body_endings"), *words("hosting_bodies"))) + "$")
_TALK = re.compile(r"时?的?(?:讲话|谈话|指示|插话|講話|談話)(?:[（(].{0,20}[)）])?$")
_NOW = re.compile(r"今天|今日|今次|本次|这次|現在|现在")


@dataclass(frozen=True, slots=True)
class MeetingSources:
    """Where a meeting is read from: the lines around a text, what was read out of them, and how the text begins."""

    title: str | None
    kind: str
    front: Sequence[Block]
    fields: Sequence[Field]
    opening: Sequence[str]  # the first paragraphs, turn labels left out
    date: FoundDate | None  # of the document
    year: int | None


def find_meeting(sources: MeetingSources) -> MeetingData | None:
    """The meeting without its participants; None where the document records none."""
    name, held = _name(sources)
    by_meaning = {field.meaning: field.value for field in reversed(sources.fields)}
    if name is None and not (sources.kind == "transcript" and {"when", "where", "present"} & by_meaning.keys()):
        return None
    if name is None:
        stem = _RECORD.sub("", sources.title or "")
        talk = _TALK.sub("", stem) if re.search("接见|会见|召见|接見|會見", stem) else stem
        name = talk if talk != stem or re.search(f"(?:{_NOUN}|谈话|会谈|对话|访谈)$", stem) else sources.title
    if name is None:
        return None
    when = _when(sources, by_meaning, held)
    return MeetingData(
        name=name,
        date=when.edtf if when else None,
        end_date=when.end_edtf if when else None,
        date_printed=when.printed if when else None,
        place=_place(sources, by_meaning),
        theme=by_meaning.get("theme") or _first(_THEME, sources.opening),
        host=_host(sources, by_meaning, name, held),
    )


def _name(sources: MeetingSources) -> tuple[str | None, str]:
    """The meeting's name and the sentence that says it was held."""
    sentence = next((held for text in sources.opening[:3] if (held := _sentence(text))), "")
    stated = next((field.value for field in sources.fields if field.meaning == "meeting"), None)
    return stated or _addressed(sources) or _recorded(sources, sentence) or _reported(sources, sentence), sentence


def _addressed(sources: MeetingSources) -> str | None:
    """The meeting a speech was made at: 在全县治水会议上的讲话."""
    title = sources.title or ""
    for line in (*re.split(r"——|──|\s", title), *(clean(block.text.text) for block in sources.front)):
        at = _AT.search(line) if sources.kind == "speech" or is_speech_title(line) else None
        if at:
            return _bare(at["name"])
    return None


def _recorded(sources: MeetingSources, sentence: str) -> str | None:
    """The meeting whose record this is: what is opened today, or the title without 纪要, 实录."""
    if sources.kind != "transcript":
        return None
    held = _HELD.search(sentence)
    if held and _NOW.search(sentence[: held.start()]) and len(held["name"]) > 3:
        return _bare(held["name"])
    for line in re.split(r"——|──", sources.title or ""):
        stem = _RECORD.sub("", line)
        if stem != line and re.search(_NOUN + "$", stem):
            return stem.lstrip("—")
    return None


def _reported(sources: MeetingSources, sentence: str) -> str | None:
    """The meeting that a report's title names: 某市召开护水座谈会, 某区的仲裁会议."""
    title = sources.title or ""
    held = _HELD_IN_TITLE.search(title)
    if held:
        who = held["who"] if re.search(r"[省市县区州国院委府部]$", held["who"]) else ""
        return who + held["name"]
    first = re.split(r"——|──|\s", title)[0]
    return first if sentence and re.search(r"(?:会议|座谈会|會議|研讨会|论坛|大会)$", first) else None


def _bare(name: str) -> str:
    """A meeting's name without the day before it: 2026年2月3日在…."""
    name = re.sub(r"^(?:[0-9一二三四五六七八九十〇年月日]+在|在|了)", "", name)
    return name.strip()


def _when(sources: MeetingSources, by_meaning: dict[str, str], held: str) -> FoundDate | None:
    stated = by_meaning.get("when")
    if stated:
        date = read_date(stated, sources.year, republic=True)
        if date:
            return date
    if sources.kind == "speech":
        return sources.date
    before = _HELD.search(held)
    for sentence in (held[: before.start()] if before else "", *sources.opening[:2]):
        days = [date for date in find_dates(sentence) if date.day]
        if days and sources.year:
            return days[-1 if sentence and sentence in held else 0].in_year(sources.year)
    return sources.date if sources.kind == "transcript" and stated is None and not held else None


def _place(sources: MeetingSources, by_meaning: dict[str, str]) -> str | None:
    stated = by_meaning.get("where")
    if stated:
        return re.split(r"[。；]", stated)[0].strip("，, ")
    for block in sources.front:
        text = block.text.text
        if is_bracketed(text):
            inner = unbracketed(text)
            date = next(find_dates(inner), None)
            if date and re.match(r"\s*[，,·　 ]", inner[date.end :]):
                place = re.split(r"[，。；]", inner[date.end :].strip("，,·　 "))[0]
                if 2 <= len(place) <= 16 and not re.search(r"[0-9]|记录|整理|摘|上午|下午|根据", place):
                    return place
    hit = next((hit for text in sources.opening if (hit := _PLACE.search(text))), None)
    return hit["place"] if hit else None


def _host(sources: MeetingSources, by_meaning: dict[str, str], name: str, held: str) -> str | None:
    stated = by_meaning.get("host")
    if stated:
        return stated
    if held and (_letters(name) in _letters(held) or _NOW.search(held[:12]) or sources.kind == "article"):
        for pattern in _HOST:
            hit = pattern.search(held)
            if hit:
                host = _subject(hit["host"])
                if host:
                    return _fuller(host, sources.title or "")
    return None


def _subject(text: str) -> str | None:
    """The body at the end of the words before 举行: 今天，自治区党委…中心组."""
    text = re.sub(r"^.*?(?:今天|昨天|今日|日前|近日|最近|于是|日|，|在这里)", "", text).strip("，、 在于")
    if not 2 <= len(text) <= 40 or re.search(r"同意|经|会议|我们|大家|必须|要", text):
        return None
    return text if _BODY.search(text) else None


def _fuller(name: str, title: str) -> str:
    """The longer form of a body's name that the title prints: 宁夏回族自治区党委… for 自治区党委…."""
    at = title.find(name)
    if at <= 0:
        return name
    start = max((title.rfind(mark, 0, at) for mark in "—：，“《（ 、"), default=-1) + 1
    longer = title[start : at + len(name)]
    return longer if len(longer) - len(name) <= 12 else name


def _sentence(text: str) -> str:
    """The sentence of `text` that says a meeting is or was held; empty where none does."""
    opening = text[:_SAID_EARLY]
    if not any(verb in opening for verb in _HOLDING):
        return ""
    hit = _HELD.search(opening) or _MET.search(opening)
    if not hit:
        return ""
    start = max(text.rfind(mark, 0, hit.start()) for mark in "。！？；\n】") + 1
    ends = [end for mark in "。！？；" if (end := text.find(mark, hit.end())) >= 0]
    return text[start : min(ends, default=len(text))]


def _first(patterns: Sequence[re.Pattern[str]], texts: Sequence[str]) -> str | None:
    return next((hit[1].strip() for p in patterns for text in texts if (hit := p.search(text))), None)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
