"""Who took part: attendance lists, and the sentences of a text that say who is present, presides or is away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.lib.words import alternation
from people.names import Gazetteer, is_office, is_person_name, name_after, name_before, split_position
from people.names.shapes import EVERYDAY_SURNAMES, HAN, SURNAMES, join_padded

from ..lexicon import words
from ..named_persons import NamedPerson, find_named
from ..openings import PRESENT
from ..types import Block, ParticipantData
from .lines import Field, clean, read_fields
from .lists import HONOURS, read_list

_ROLES = {"present": "participant", "attending": "participant", "chair": "chair", "absent": "absent"}
_PRESENT = re.compile(
    r"(?:出席|参加|參加|列席|到会|莅临|光临|专程到会|主持)(?:了|的)?(?:还有|有|的有)?(?:今天|今日|这次|本次|此次|了)*(?:的)?(?:会议|會議|大会|座谈|座谈会|会|接见|谈话|活动|开幕|指导|本届)?"
)
_SPOKE = re.compile(
    r"报告了|(?:发表了?|作了?|致|提出了?)[^，。]{0,30}(?:讲话|發言|发言|致辞|欢迎辞|演讲|介绍|报告|书面意见|安排|部署|动员|说明|汇报|通报)|(?:介绍|宣读|通报|汇报|传达|总结|部署)了|(?:还要|还将|将要?|要)(?:作|做|发表|给)?[^，。]{0,12}(?:讲话|讲课|部署|总结|辅导)|(?:继起|先后|相继)?(?:讲话|发言)$"
)
_PRESIDES = re.compile(
    r"主持(?:召开|召開|举行|舉行)[^，。]{0,30}?会"
    r"|主持(?:了)?(?:今天的|这次|本次)?(?:会议|會議|座谈会|大会|座谈|仪式|发布会)?(?=[，。；、]|$)"
)
# 市领导许某某、秦某某，市政府秘书长余某某参加: an office of several, which is none of any of them alone
_LEADING = re.compile(
    rf"(?P<office>(?:自治区|[省市县区州盟旗校])领导(?:同志)?)(?P<names>[{HAN}·]{{2,4}}(?:[、和][{HAN}·]{{2,4}}?){{0,12}})"
    r"(?:等|等人|等同志)?(?:分别|一同|也|一起|一并)?(?=[，、]|(?:在[^，。]{1,10})?(?:参加|出席|列席|陪同|主持))"
)
_THOSE = re.compile(
    r"(?:发言|發言|出席|参加|參加|到会|到會|列席|在座|到场|讲话|陪同|与会)(?:今天|这次|本次)?(?:的)?(?:会议|大会|座谈会|会|仪式|活动)?的(?:领导)?(?:还|還|计|計|先后)?有"
)
_REACH = 16  # characters between a name, or a list of names, and what it does
# 业主汤某的纠纷 says nothing of him, nor does 高呼毛主席万岁
_OTHERS = re.compile("[的家与同]|对(?![^，。]{1,24}[作做]了)|万[岁寿歲壽]|语录|語錄|思想|著作|画像|身体|健康")
_QUOTED = re.compile("“[^“”]{0,60}”")  # 沈某某以“…”为题在会上讲话
_SPEECH_CUES = (_PRESIDES, _PRESENT, _SPOKE)
_SPEAKS = re.compile(
    r"汇报|通报|部署|安排|谈到|认为|宣布|指出|提出|叙述|询问|说明|说[：，“]|说他|讲了?话|发言|表示|答|问|(?<![会會的各])代表|一致"
    "|致[^，。]{0,6}[词辞詞辭]|在(?:今天的)?(?:大会|会议|座谈会|会)上|在(?:书面|联合)?发言中"
)
_ACTS = re.compile("宣布|主持|起立|即起|出席|到会|讲话|致|总结|报告|发言|参加|号召|作了|介绍")
_REPORT_CUES = (*_SPEECH_CUES, _SPEAKS)
_SURNAME_POST = re.compile(
    rf"(?<![{HAN}]副)(?:{alternation(SURNAMES - EVERYDAY_SURNAMES)})(副?{alternation(words('chief_posts'))})"
)
_COURTESY = re.compile("^(?:同志|先生|女士)")
_HERE = re.compile(
    r"(?:介绍|交流)了?(?:先进|典型)?经验|典型发言|今天|这次|本次|刚才|一会儿?|稍后|接下来|到会|与会|座谈|本届|莅临"
)
_WELCOME = re.compile(r"^(?:尊敬的|敬爱的|各位|亲爱的)")


def listed(front: Sequence[Block]) -> list[ParticipantData]:
    """The persons of attendance lines, and of the lines that continue one."""
    return [person for _, people in _lists(front) for person in people]


def list_lines(front: Sequence[Block]) -> set[int]:
    """Which lines belong to an attendance list: a name alone on one of them is no by-line."""
    return {at for at, people in _lists(front) if people}


def _lists(front: Sequence[Block]) -> Iterator[tuple[int, list[ParticipantData]]]:
    """The index of each line that may belong to an attendance list, and the persons it names.

    A list goes on until the next field or until a line that is no list.
    """
    role: str | None = None
    fields_above = ""  # the name of the list
    office = ""  # on a line of its own, over the name it belongs to
    for at, block in enumerate(front):
        text = clean(block.text.text)
        fields = [field for field in read_fields(text) if field.meaning in _ROLES or field.value]
        people: list[ParticipantData] = []
        if fields:
            role, fields_above = None, fields[-1].name
        for field in fields:
            role = _ROLES.get(field.meaning)
            if field.meaning == "party":
                people += _parties(field)
            if role:
                people += _members(read_list(field.value, role), field.name)
                office = field.value if _is_office_alone(field.value, people) else ""
        if not fields and (said := PRESENT.match(text) if len(text) < 240 else None):
            people += read_list(said["list"], "participant")
            role = None
        elif not fields and (introduced := _INTRODUCED.fullmatch(text)) and is_person_name(introduced["name"]):
            people.append(ParticipantData(introduced["name"], introduced["post"]))
        elif not fields and role:
            people += _members(_under(office, text, role), fields_above)
            office = text if _is_office_alone(text, people) else ""
            plain = HONOURS.sub("", text)
            if (not people and len(plain) > 24) or (len(plain) > 60 and "、" not in plain):
                role = None  # a short line may be a name of a shape unknown
        yield at, people


# 方某某（作家，以下简称方）, on a line of the head
_INTRODUCED = re.compile(
    rf"(?P<name>[{HAN}·]{{2,8}})\s?[（(](?P<post>[^（()）]{{2,40}})[，,;；]\s?(?:以下|下文|下)(?:均)?简?[称稱].{{1,6}}[)）]"
)


def _members(people: Iterable[ParticipantData], name: str) -> list[ParticipantData]:
    """The same persons; whom a list of members names without an office is a member: 出席議員：沈静川　罗念."""
    member = _MEMBERS.search(name)
    return [p if p.position or not member else replace(p, position=member[0]) for p in people]


_MEMBERS = re.compile("(?:議員|议员|委員|委员|代表|理事|董事)$")


def _under(office: str, text: str, role: str) -> list[ParticipantData]:
    """The persons of a line of a list below an office that has a line to itself, which is the first one's."""
    if not _NUMBERED_POST.fullmatch(office):
        return list(read_list(office + text, role))
    people = list(read_list(text, role))
    return [replace(person, position=person.position or office) for person in people[:1]] + people[1:]


_NUMBERED_POST = re.compile(rf"[{HAN}]{{2,20}}[（(]\d{{1,2}}[)）]\s?\d{{0,2}}")  # 總議會秘書(2)5


def _is_office_alone(text: str, people: Sequence[ParticipantData]) -> bool:
    """Whether a line of a list holds an office and nobody: 食物環境衞生署助理署長 / 申某某先生."""
    return not people and len(text) < 40 and (is_office(text) or _NUMBERED_POST.fullmatch(text) is not None)


def _parties(field: Field) -> Iterator[ParticipantData]:
    """Who takes part in a hearing, with the role printed before the name: 委托代理人：何某某，某律师事务所律师。"""
    value = re.split("[，,。；;（(]", field.value)[0]
    pair = split_position(value)
    if pair:  # 公诉人：某某人民检察院检察员　陶某某
        yield ParticipantData(pair[1], field.name, "participant")
        return
    for person in read_list(value, "participant"):
        yield ParticipantData(person.name, field.name, "participant")


def said_present(paragraphs: Sequence[str], kind: str, gazetteer: Gazetteer) -> list[ParticipantData]:
    """Persons that a speech or a report says are there: 崔波同志还出席今天的会议, 副市长陆文澜主持会议.

    In a speech the sentence must speak of this meeting (今天, 这次); a report of one speaks of nothing else.
    """
    people: list[ParticipantData] = []
    for index, text in enumerate(paragraphs):
        if index == 0 and _WELCOME.match(text) and len(text) < 120:
            greeting = re.split("[。！!]", text)[0]
            people += [_participant(p, "participant") for p in find_named(greeting, gazetteer) if p.position]
            continue
        for sentence in re.split(r"(?<=[。！？；])", text):
            people += _in_sentence(sentence, kind, gazetteer)
    return people


def _in_sentence(sentence: str, kind: str, gazetteer: Gazetteer) -> Iterator[ParticipantData]:
    """Those of whom a sentence says that they are there, preside or speak: the cue stands right behind them."""
    report = kind == "article"
    if not report and not _HERE.search(sentence):
        return
    named = [person for person in find_named(sentence, gazetteer) if person.position or not report]
    those = _THOSE.search(sentence)
    if those:
        yield from _told_in_a_row(sentence[those.end() :])
    if report and (leading := _LEADING.search(sentence)):
        names = [join_padded(name) for name in re.split("[、和]", leading["names"])]
        yield from (ParticipantData(name, leading["office"]) for name in names if is_person_name(name))
    cues = [hit.start() for cue in (_REPORT_CUES if report else _SPEECH_CUES) for hit in cue.finditer(sentence)]
    for at, person in enumerate(named):
        behind = _end_of_list(sentence, named[at:])
        reach = min((cue for cue in cues if cue >= behind), default=None)
        if reach is None or len(_QUOTED.sub("", sentence[behind:reach])) > _REACH or _OTHERS.match(sentence, behind):
            continue
        yield _participant(person, "chair" if _PRESIDES.match(sentence, reach) else "participant")
        for name, _ in _listed_after(sentence, person):
            yield ParticipantData(name, person.position)
    if report:
        yield from _by_surname(sentence, named, gazetteer)


def _told_in_a_row(text: str) -> Iterator[ParticipantData]:
    """The persons of a list in a sentence, 在会上发言的有某会副主任某某、某店代理人某某: a name ends each entry."""
    for piece in re.split("[、，,；]|(?<=[\u4e00-\u9fff])和(?=[\u4e00-\u9fff]{3,})", text):
        entry = re.sub(
            "^(?:[：:]|和|以及|还有|及)|(?:等[一二三四五六七八九十百0-9]{1,4}(?:余|多|几)?[人位].*|等?(?:同志|先生|女士|人)|等)?[。！]?$",
            "",
            piece.strip(),
        )
        if _COUNTED.match(entry):
            return  # 十二位工程师、教师和医生 are nobody
        named = (0, entry) if _BARE_NAME.fullmatch(entry) else name_before(entry, len(entry))
        if named is None:
            return
        yield ParticipantData(named[1], entry[: named[0]].removesuffix("的") or None)


_COUNTED = re.compile("[0-9一二三四五六七八九十百两几数]{1,4}(?:余|多)?[位名个]|各|部分|有关")
_BARE_NAME = re.compile(rf"(?:{alternation(SURNAMES)})[{HAN}]{{1,2}}")  # 侯外某 in a row of names


def _end_of_list(sentence: str, named: Sequence[NamedPerson]) -> int:
    """Where the list ends that the first of some persons stands in: 局长沈某、教授顾某以及村民代表罗某、何某等."""
    end = max((at for _, at in _listed_after(sentence, named[0])), default=named[0].end)
    for following in named[1:]:
        if _COURTESY.sub("", sentence[end : following.start]) not in ("、", "和", "与", "及", "以及", "，", "同", ""):
            break
        end = max((at for _, at in _listed_after(sentence, following)), default=following.end)
    rest = re.compile("等人|等|同志|先生|女士").match(sentence, end)
    return rest.end() if rest else end


def _listed_after(sentence: str, person: NamedPerson) -> Iterator[tuple[str, int]]:
    """The names, and their ends, that go on a list after one with an office: 业主林某、赵某、秦某等."""
    at = person.end
    while person.position and sentence[at : at + 1] == "、" and (following := name_after(sentence, at + 1)):
        at, name = following
        yield name, at


def _by_surname(sentence: str, named: Sequence[NamedPerson], gazetteer: Gazetteer) -> Iterator[ParticipantData]:
    """Those a report calls by surname and office only: 孙县长即起讲话."""
    for hit in _SURNAME_POST.finditer(sentence):
        if not any(person.start <= hit.start() < person.end for person in named):
            acts = any(hit.end() <= cue.start() <= hit.end() + _REACH for cue in _ACTS.finditer(sentence))
            if not acts or sentence.startswith("的", hit.end()):
                continue  # 毛主席的话 is quoted there, 根据毛主席的号召 obeyed, and he is not
            known = [person for person in gazetteer.candidates(hit[0]) if person.kind == "person"]
            yield ParticipantData(known[0].name if len(known) == 1 else hit[0], hit[1])


def with_offices(
    people: Sequence[ParticipantData], paragraphs: Sequence[str], gazetteer: Gazetteer
) -> list[ParticipantData]:
    """The same persons, with the fullest office that the first paragraphs print beside their names."""
    named = [p for text in paragraphs for p in find_named(text, gazetteer) if p.position]
    known = {person.name for person in people}
    return [*people, *(ParticipantData(p.name, p.position, "absent") for p in named if p.name in known)]


def with_full_names(people: Iterable[ParticipantData], gazetteer: Gazetteer) -> list[ParticipantData]:
    """The same persons; whom a list calls by the given name alone bears the full name that 某某同志 is known for."""
    return [replace(person, name=_full_name(person.name, gazetteer)) for person in people]


def _full_name(name: str, gazetteer: Gazetteer) -> str:
    if len(name) != 2 or gazetteer.candidates(name):
        return name
    known = [person.name for person in gazetteer.candidates(name + "同志") if person.kind == "person"]
    return known[0] if len(known) == 1 and known[0].endswith(name) else name


def _participant(person: NamedPerson, role: str) -> ParticipantData:
    return ParticipantData(person.name, person.position, role)


def merged(people: Iterable[ParticipantData]) -> tuple[ParticipantData, ...]:
    """Each person once, with the fullest office printed; who presides is chair, who came is not absent.

    >>> merged([ParticipantData("李群"), ParticipantData("李群", "县长", "chair")])
    (ParticipantData(name='李群', position='县长', role='chair'),)
    """
    found: dict[str, ParticipantData] = {}
    people = list(people)
    names = {person.name for person in people}
    for person in people:
        if any(len(name) > 1 and name[0] == person.name[0] and name != person.name for name in names) and (
            _SURNAME_POST.fullmatch(person.name)
        ):
            continue  # 孙县长, where somebody else is 孙某某
        known = found.get(person.name)
        if known is None:
            found[person.name] = person
            continue
        position = max((known.position, person.position), key=lambda p: (not _MEMBERS.fullmatch(p or ""), len(p or "")))
        role = next((r for r in ("chair", "participant") if r in (known.role, person.role)), "absent")
        found[person.name] = ParticipantData(person.name, position, role)
    return tuple(found.values())
