"""The meeting a document records: its name, days, place, theme, host, and who took part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.lib.chinese_dates import FoundDate, find_dates, read_date
from archive.lib.words import alternation
from people.names import is_person_name, parse_label, split_position

from ..lexicon import words
from ..openings import DATELINE
from ..types import Block, MeetingData
from . import places
from .days import day_before, day_of
from .kinds import is_speech_title
from .lines import Field, clean

_NOUN = alternation(words("meeting_nouns"))
_HOLDABLE = alternation(set(words("meeting_nouns")) - {"学习", "座谈", "会", "會"})
_AT = re.compile(
    rf"(?:(?<![存所正实现])在|于|出席|参加|致)(?P<name>[^，。：]{{2,70}}?{_NOUN})(?:开幕式|闭幕式|开幕会|闭幕会|结束时)?"
    r"(?:(?:上|中|期间|时|会上)?的(?=[^，。]{0,24}(?:讲话|主持词|主持|表态|典型|交流|報告|报告|发言|演讲|致辞|致词|总结|讲|说明|指示|插话|講話|發言|開幕|开幕|闭幕|谈话))|上(?=$|作|所|发言|讲话|$))"
)
_RECORD = re.compile(
    r"(?:的)?(?:录音|文字|现场)?(?:(?<=[会會议議])(?:发言|發言))?(?:(?<=[谈談话話])[录錄]|摘登|选登|選登|記錄稿?|紀錄|记录稿?|纪录稿?|纪要|紀要|記要|记要|实录|實錄|笔录|筆錄|摘要|节选|节录|摘录|简报|議事錄|议事录)+"
    r"(?:[（(〔【\[].{0,20}[)）〕】\]])?$"
)
_HELD = re.compile(
    rf"(?:举行|召开|召開|舉行|举办|舉辦|开了|組織|组织召开|召集)(?:了|的)?(?P<name>[^，。；：]{{0,40}}?{_HOLDABLE})(?![\u4e00-\u9fff]?[员议场]|(?:扩大|全体|联席|工作)会)"
)
_MET = re.compile(
    rf"(?P<name>[^，。；：“”]{{2,40}}?{_NOUN})[，,]?(?:于|在|今天|昨天|[0-9一二三四五六七八九十]{{1,3}}日)[^。；]{{0,30}}?(?:举行|召开|继续(?:深入)?(?=批判|讨论|进行|开会|发言|辩论)|開幕|开幕|閉幕|闭幕|舉行|結束|结束)"
)
_BRIEFING_IN_TITLE = re.compile(  # 国务院新闻办就夏季防汛抗旱情况举行发布会
    r"(?P<who>[^，。：\s]{0,24}?)就(?P<about>[^，。：]{2,30}?)(?:等?有关(?:情况|问题))?(?:举行|召开|舉行|召開)(?:中外)?(?P<noun>(?:新闻|新聞)?(?:发布会|發布會|吹风会|记者会|記者會|通气会))"
)
_ACCOUNT = re.compile("的?(?:纪实|侧记|散记|特写|剪影|旁听记)$")  # 中年教师座谈会纪实
_OPENS = re.compile("(?:隆重|胜利|圆满)?(?:开幕|闭幕|举行|召开|结束|開幕|閉幕|舉行|召開)$")  # 首届农民代表会议闭幕
_HELD_IN_TITLE = re.compile(
    rf"(?P<who>[^，。：\s]{{0,24}}?)(?:举行|召开|召開|舉行|举办|舉辦)(?P<name>[^，。：\s]{{2,40}}?{_NOUN})(?=$|[\s——，]|时?(?:强调|指出|要求))"
)
# 中共某市委统战部召开的工商界座谈会; 由某某系与某某编辑部联合主办的“…”学术座谈会
_CALLED_BY = re.compile(
    rf"(?:召开|召開|举行|舉行|主办|主辦|举办|舉辦|召集)的(?P<name>(?:“[^“”]{{2,40}}”)?[^，。；：“”]{{0,30}}?{_HOLDABLE})(?![\u4e00-\u9fff]?[员议场])"
)
_NO_NAME = re.compile(
    r"[一二两三四五六七八九十几这那每某]次|^(?:一些|这些|那些|许多|几个|多次)|各种|有关|(?:会议|大会|会)$|的"
)
# 某市妇联二十三日邀请各界妇女座谈宪法草案
_INVITED = re.compile(
    r"(?P<host>[^，。；：“”】]{2,30}?)(?:于|特|日前|近日)?(?:[0-9一二三四五六七八九十]{1,3}[月日]){0,2}邀请(?:了)?(?P<name>[^，。；：]{2,24}?座谈)"
)
_WITH_BUSINESS = re.compile(
    r"(?P<name>.{2,30}?(?:扩大会议|全体会议|常务会议|工作会议|座谈会|会议))(?=[\u4e00-\u9fff]{2,16}$)(?!.{0,2}(?:发言|讲话|记录|纪录|文件))"
)
_PRESIDED_IN_TITLE = re.compile(  # 沈石桥主持召开全市护水座谈会强调 要一年一年修下去
    rf"(?P<who>[^，。：\s]{{2,30}}?)主持(?:召开|召開|举行|舉行)?(?P<name>[^，。：\s]{{0,30}}?{_NOUN})(?:时?(?:强调|指出|要求)|$)"
)
_HOLDING = ("继续", "举行", "召开", "召開", "舉行", "举办", "舉辦", "开了", "开幕", "闭幕", "結束", "结束")
_SAID_EARLY = 600  # characters of a paragraph in which it says that a meeting is held
_THEME = (
    re.compile(r"围绕\s*[“\"「]([^”\"」]{4,80})[”\"」]\s*(?:进行|开展|展开|谈|畅谈|交流)"),
    re.compile(r"主题(?:是|为|：|:)?\s*[“\"「]([^”\"」]{4,80})[”\"」]"),
    re.compile(r"(?:以|围绕)\s*[“\"「]([^”\"」]{4,80})[”\"」]\s*为(?:主题|题)"),
    re.compile(r"(?:会议|座谈会|大会|会)的(?:主要)?任务[，,]?(?:主要)?是[：:]?([^。！？]{8,200})"),
    re.compile(
        r"召开(?:了)?(?:这次)?[^，。]{0,40}会(?:议)?[，,](?:其|会议的?)?(?:主要)?(?:任务|目的)(?:就)?是[：:]?([^。！？]{8,200})"
    ),
    re.compile(r"座谈((?:如何|怎样|怎么)[^。，？；]{4,40})"),
    re.compile(r"(?:会议|座谈会|大会|会)的主题(?:是|为)[：:]?([^。！？，]{4,80})"),
)
_DECIDED = re.compile(
    r"会议?[，,]?是(?P<host>[^，。；经]{2,24}?)(?:研究)?决定召开的"
)  # 这次会议是县委、县政府决定召开的
_HOST = (
    re.compile(
        r"(?P<host>[^，。；：“”】]{2,30}?)(?:于|特|日前|近日)?(?:[0-9一二三四五六七八九十]{1,3}[月日]){1,2}(?:[上下]午|晚上?)?(?:邀请|召集|邀集)"
    ),
    re.compile(
        r"(?P<host>[^，。；：“”]{2,30}?(?:编辑部|办公室|委员会|部|社|会|室|局))(?:于[^，。]{2,16}日|日前|近日|最近|特|[昨今][天日](?:[上下]午|晚)?)?邀请"
    ),
    re.compile(r"由(?P<host>[^，。；由]{2,40}?)(?:共同|联合)?(?:主持|主办|主辦|举办|舉辦|召集)(?:下|的)?"),
    re.compile(
        r"(?P<host>[^，。；：“”]{2,30}?)[于在][^，。；“”]{2,40}?(?:联合|共同)?(?:举行|主办|召开|召開|舉行|举办)(?:了|的)?"
    ),
    re.compile(
        r"(?P<host>[^，。；：“”]{2,40}?)(?:决定|研究决定|今天|昨天|在[^，。；]{2,20}|联合|共同|正式)?(?:继续|繼續)?(?:举行|主办|召开|召開|舉行|举办)(?:了|的)?"
    ),
)
_BODY = re.compile(alternation((*words("body_endings"), *words("hosting_bodies"))) + "$")
_SENDS = re.compile("(?:通知|批示|按语|按語|批复|通报|的函)$")  # 关于印发某人在某会议上讲话的通知 was said nowhere
_TALK = re.compile(r"时?的?(?:讲话|谈话|指示|插话|講話|談話)(?:[（(].{0,20}[)）])?$")
_NOTED = re.compile("[（(](?:节录|摘录|摘要|节选|记录稿?|要点)[)）]$")
_DATED = re.compile(r"^[0-9〇零一二三四五六七八九十年月日]+(?:[上下]午)?")
# An interview is no meeting, unless it is printed where it was held; a talk with a guest is one.
_RECEIVED = re.compile("接见|会见|召见|接見|會見")  # …接见各地学生时的谈话纪要
_INTERVIEW = re.compile("对谈|對談|对话|對話|节目|節目|[访訪谈談问問]")
_MEETING = re.compile("谈话|談話|会谈|會談|座谈|座談|接见|会见|召见|接見|會見|审问|訊問|讯问|询问")
_INTERVIEWED = re.compile("(?:访谈|訪談|专访|專訪)$")  # 罗大山访谈, out of 堰上四十年——罗大山访谈录
_ASKED = re.compile("嘉宾|对谈|對談|受访|对话|被采访|采访对象")
_YESTERDAY = re.compile("昨[天日]")
_WIRED_ON = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})日\s*[电電讯訊消]")  # 新华社北京25日电 … 今天
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
    published: FoundDate | None = None  # the day of a newspaper, for its 昨天
    lead: Sequence[str] = ()  # what a record of turns tells before the first of them


def find_meeting(sources: MeetingSources) -> MeetingData | None:
    """The meeting without its participants; None where the document records none."""
    name, held = _name(sources)
    by_meaning = {field.meaning: field.value for field in reversed(sources.fields)}
    title = sources.title or ""
    told = {"when", "where", "present"} & by_meaning.keys() or _RECEIVED.search(title) or places.of_talk(title)
    if name is None and not (sources.kind == "transcript" and told):
        return None
    if name is None:
        stem = _NOTED.sub("", _RECORD.sub("", title))
        if _INTERVIEW.search(stem) and not _MEETING.search(stem) and not _gathers(sources.fields):
            if "where" not in by_meaning or re.search("对[谈话]|對[談話]", stem):
                return None
            name = next((piece for piece in re.split("——|──", stem) if _INTERVIEWED.search(piece)), None)
    if name is None:
        if re.search(f"——[^—]{{2,20}}{_NOUN}$", stem):
            stem = stem.rpartition("——")[2]  # 老街往何处去——本报圆桌会
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
        place=places.find_place(title, sources.front, sources.opening, by_meaning.get("where"), held),
        theme=by_meaning.get("theme") or _first(_THEME, sources.opening),
        host=_host(sources, by_meaning, name, held),
    )


def _gathers(fields: Sequence[Field]) -> bool:
    """Whether a list says who was present, and not merely who was asked: 与会者, not 访谈嘉宾."""
    return any(field.meaning == "present" and not _ASKED.search(field.name) for field in fields)


def _name(sources: MeetingSources) -> tuple[str | None, str]:
    """The meeting's name and the sentence that says it was held."""
    said = [held for text in sources.opening[:3] if (held := _sentence(text))]
    sentence = said[0] if said else ""
    stated = next((field.value for field in sources.fields if field.meaning == "meeting"), None)
    name = stated or _addressed(sources) or _recorded(sources, sentence) or _reported(sources, sentence)
    if name is None:
        return _told(sources, sentence), sentence
    # of two meetings that news tell of, the one that the title names: 十五日…举行动员大会
    return name, next((held for held in said if name[-4:] in held), sentence)


def _addressed(sources: MeetingSources) -> str | None:
    """The meeting a speech was made at: 在全县治水会议上的讲话."""
    title = sources.title or ""
    for line in (*re.split(r"——|──|\s", title), *(clean(block.text.text) for block in sources.front)):
        says = sources.kind == "speech" or (is_speech_title(line) and not _SENDS.search(line))
        at = _AT.search(line) if says else None
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
            return stem.lstrip("—").split()[-1] if "会发言" in line else stem.lstrip("—")  # 护一溪水 治水座谈会发言摘登
        # 某某委员会扩大会议批判某人纪要: what the meeting did stands between its name and the word for the record
        business = _WITH_BUSINESS.match(stem) if stem != line else None
        if business:
            return business["name"].lstrip("—")
        presided = _PRESIDED_IN_TITLE.match(line)
        if presided:
            return _bare(presided["name"])
    return None


def _told(sources: MeetingSources, sentence: str) -> str | None:
    """The meeting that the first paragraph of a report or record says was held, where the title speaks of it too.

    中共某市委统战部召开的工商界座谈会，昨天继续举行: the body that held it stands before it.
    """
    if sources.kind == "transcript":
        sentence = next((found for text in sources.lead[:3] if (found := _sentence(text))), "")
    if sources.kind == "speech" or not sentence:
        return None
    called = _CALLED_BY.search(sentence)
    told = called or _HELD.search(sentence) or _MET.search(sentence)
    invited = _INVITED.search(sentence) if not told else None
    if invited and ("座谈" in (sources.title or "") or _is_about(sources.opening, sentence)):
        return invited["name"]
    if not told or not sources.title:
        return None
    name = _bare(told["name"])
    if _NO_NAME.match(name):
        return None
    noun = re.search(_HOLDABLE + "$", name)
    if noun is None:
        return None
    titled = (called and noun[0][-2:] in sources.title) or _shares_subject(name[: noun.start()], sources.title)
    if sources.kind != "transcript" and not titled and not _is_about(sources.opening, sentence):
        return None
    if name == noun[0] and not called:  # 归云代表团举行全体会议
        host = _host(sources, {}, name, sentence)
        return host + name if host and host[0] not in "本我" else name
    return name


def _shares_subject(subject: str, title: str) -> bool:
    """Whether a title speaks of what a meeting was about: 座谈增产节约 and the 增产节约座谈会."""
    return any(subject[at : at + 4] in title for at in range(len(subject) - 3))


def _is_about(opening: Sequence[str], sentence: str) -> bool:
    """Whether news tell of nothing but a meeting: they begin with it, and the next paragraphs speak of it again."""
    later = opening[1:]
    if not opening or not DATELINE.match(opening[0]) or sentence not in opening[0][:_SAID_EARLY]:
        return False
    return len(later) > 1 and sum(bool(_AT_IT.search(text)) for text in later) * 5 >= len(later) * 2


_AT_IT = re.compile(
    "会上|會上|[到与]会者|会议|會議|座谈会|大会|发言|發言|^.{1,24}?(?:说|谈到|主张|认为|指出|表示|讲话|建议|要求)[，：。]"
)


def _reported(sources: MeetingSources, sentence: str) -> str | None:
    """The meeting that a report's title names: 某市召开护水座谈会, 某区的仲裁会议."""
    title = sources.title or ""
    held = _HELD_IN_TITLE.search(title) if not _BRIEFING_IN_TITLE.search(title) else None
    if held:
        who = held["who"] if re.search(r"[省市县区州国院委府部]$", held["who"]) else ""
        return who + held["name"]
    briefing = _BRIEFING_IN_TITLE.search(title)
    if briefing:
        return briefing["about"] + briefing["noun"]
    for piece in re.split(r"——|──|\s", title):
        stem = _ACCOUNT.sub("", piece)
        if stem != piece and re.search(_HOLDABLE + "$", stem):
            return stem
    first = _OPENS.sub("", re.split(r"——|──|\s", title)[0])
    return first if sentence and re.search(r"(?:会议|座谈会|會議|研讨会|论坛|大会)$", first) else None


# 【据新华社北京25日电】 新闻工作座谈会
_WIRE = re.compile(
    r"^(?:.{0,20}?[日号]\s*[电電]|.{0,8}?[社报報刊台].{0,12}?[电電讯訊]|.{0,12}?(?<![通资資审審])[讯訊])"
    r"(?:[】\])）:：]|[\s\u3000]|(?=[\u4e00-\u9fff]))[\s\u3000]*(?![影视台报])"
)


def _bare(name: str) -> str:
    """A meeting's name without the day before it: 2026年2月3日在…."""
    name = _WIRE.sub("", name)
    name = re.sub(r"^(?:[0-9一二三四五六七八九十〇年月日]+在|在|了)", "", name)
    return name.strip()


def _when(sources: MeetingSources, by_meaning: dict[str, str], held: str) -> FoundDate | None:
    stated = by_meaning.get("when")
    if stated:
        date = read_date(stated, sources.year, republic=True)
        if date:
            return date
    if sources.kind == "speech" and not sources.lead:
        return sources.date
    if sources.published and (day := day_of(held, sources.published)):
        return day
    titled = next((date for date in find_dates(sources.title or "") if date.day), None)
    if titled and titled.year:  # 2016年3月8日外交部发言人某某主持例行记者会
        return titled
    before = _HELD.search(held)
    if sources.published and _NOW.search(held) and (wired := _WIRED_ON.search(sources.opening[0][:40])):
        return day_of(wired[1] + "日", sources.published)
    if sources.published and (said := _YESTERDAY.search(held)):
        return day_before(sources.published, said[0])
    for sentence in (held[: before.start()] if before else "", *sources.opening[:2]):
        days = [date for date in find_dates(sentence) if date.day]
        if days and sources.year:
            return days[-1 if sentence and sentence in held else 0].in_year(sources.year)
    return sources.date if sources.kind == "transcript" and stated is None and not held else None


def _host(sources: MeetingSources, by_meaning: dict[str, str], name: str, held: str) -> str | None:
    stated = by_meaning.get("host")
    if stated:
        return stated
    presided = _PRESIDED_IN_TITLE.match(sources.title or "")
    pair = split_position(_DATED.sub("", presided["who"])) if presided else None
    if pair:
        return pair[1]
    if presided and is_person_name(presided["who"]):
        return presided["who"]
    if decided := next((hit for text in sources.opening[:3] if (hit := _DECIDED.search(text))), None):
        return decided["host"]
    noun = _HELD.search(held) or _INVITED.search(held)
    told = sources.kind == "transcript" and noun and held in "".join(sources.lead)
    told = told and (name.endswith(noun["name"]) or noun["name"].endswith("座谈")) if noun else False
    if held and (told or _letters(name) in _letters(held) or _NOW.search(held[:12]) or sources.kind == "article"):
        for pattern in _HOST:
            hit = pattern.search(held)
            if hit:
                host = _subject(hit["host"])
                if host:
                    return _fuller(host, sources.title or "")
    titled = _BRIEFING_IN_TITLE.search(sources.title or "") or _HELD_IN_TITLE.search(sources.title or "")
    who = titled["who"].split("在")[0] if titled else ""
    if speaks := split_position(_DATED.sub("", who)):  # 外交部发言人某某举行例行记者会
        return speaks[1]
    if (named := parse_label(who)) and named.name and named.position:  # 沈静川部长举行中外记者招待会
        return named.name
    return who if len(who) > 1 and (_BODY.search(who) or who[-1] in _HOLDERS) else None


_HOLDERS = frozenset("省市县區区州镇鎮乡鄉院厅廳局委办辦")  # 桐县召开夏粮生产现场推进会


def _subject(text: str) -> str | None:
    """The body at the end of the words before 举行: 今天，自治区党委…中心组."""
    text = _WIRE.sub("", text) if DATELINE.match(text) or "讯" in text[:12] else text
    text = re.sub(r"^(?:本报|本刊|本社|新华社)[^，。]{0,8}?[讯电]\s*", "", text)
    text = re.sub("(?:今天|昨天|今日|日前|近日|最近)$", "", text)
    text = re.sub(r"^.*?(?:今天|昨天|今日|日前|近日|最近|于是|日|，|在这里)", "", text)
    text = text.strip("，、 \u3000在于").lstrip("是由")
    if not 2 <= len(text) <= 40 or re.search(r"同意|经|会议|我们|大家|必须|要|^该", text):
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
    if not any(verb in opening for verb in (*_HOLDING, "邀请")):
        return ""
    hit = _HELD.search(opening) or _MET.search(opening) or _CALLED_BY.search(opening) or _INVITED.search(opening)
    if not hit:
        return ""
    start = max(text.rfind(mark, 0, hit.start()) for mark in "。！？；\n】") + 1
    ends = [end for mark in "。！？；" if (end := text.find(mark, hit.end())) >= 0]
    return text[start : min(ends, default=len(text))]


def _first(patterns: Sequence[re.Pattern[str]], texts: Sequence[str]) -> str | None:
    return next((hit[1].strip(" ，,、") for p in patterns for text in texts if (hit := p.search(text))), None)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
