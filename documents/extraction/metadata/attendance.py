"""Who took part: attendance lists, and the sentences of a text that say who is present, presides or is away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.lib.words import alternation
from people.names import Gazetteer, is_office, is_person_name, name_after, name_before, split_position
from people.names.shapes import EVERYDAY_SURNAMES, HAN, OFFICES, SURNAMES, is_foreign_name, join_padded, strip_honorific

from ..lexicon import words
from ..named_persons import NamedPerson, find_named
from ..openings import PRESENT
from ..types import Block, ParticipantData
from .lines import Field, clean, read_fields

_ROLES = {"present": "participant", "attending": "participant", "chair": "chair", "absent": "absent"}
_SIDE = re.compile(rf"^[（(]?[{HAN}]{{1,6}}(?:方面?|外宾|代表团)?\s*(?:[：:]|[—－–-]{{1,2}})\s*")
_HONOURS = re.compile(r"[,，]\s*(?:[A-Z]\.?){2,6}|[,，]\s*(?:大紫荊勳賢|太平紳士)")
_GAP_BEFORE_BRACKET = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[（(])")  # 沈某某女士　　（副主席）
_SPLIT = re.compile(r"[、，,；;。]|\s{2,}|[\u3000\xa0]+|\n")
# 副县长秦某某、谢某某 are both; of 县长顾某某、秦某某 only the first is
_HELD_BY_SEVERAL = re.compile(
    "^副(?!主席)|[^第]副[^副]{1,4}$|(?:委员|委員|議員|议员|常委|代表|教授|干事|队员|成员|秘书)$"
)
_BRACKETS = re.compile(r"[（(]([^（()）]{1,50})[)）]")
_SURNAME_OFFICE = re.compile(rf"({alternation(SURNAMES)})({alternation(OFFICES)})([{HAN}]{{1,3}})")
# 助理秘書長馬朱雪履女士: her husband's surname stands before her own
_MARRIED = re.compile(
    rf"(?P<office>[{HAN}]{{0,20}}?)(?P<name>(?:{alternation(SURNAMES)}){{2}}[{HAN}]{{2}})(?:女士|太太|夫人|議員)"
)
_LEARNED = re.compile("(?:醫生|医生|博士|大律師|測量師)$")  # 食物及衞生局局長高某某醫生
_SHORT_FORM = re.compile("[，,；;、]?(?:以下|下文|后文)?(?:简称|簡稱).*$")
_TITLED = re.compile(rf"(?:{alternation(SURNAMES)}){alternation(OFFICES)}")
_SOME = re.compile("部分|全体|以上|[及各]")
_PRESENT = re.compile(
    r"(?:出席|参加|參加|列席|到会|莅临|光临|专程到会|主持)(?:了|的)?(?:还有|有|的有)?(?:今天|今日|这次|本次|此次|了)*(?:的)?(?:会议|會議|大会|座谈|座谈会|会|接见|谈话|活动|开幕|指导|本届)?"
)
_SPOKE = re.compile(
    r"报告了|(?:发表了?|作了?|致|提出了?)[^，。]{0,30}(?:讲话|發言|发言|致辞|欢迎辞|演讲|介绍|报告|书面意见|安排|部署|动员|说明|汇报|通报)|介绍了|(?:继起|先后|相继)?(?:讲话|发言)$"
)
_PRESIDES = re.compile(r"主持(?:了)?(?:今天的|这次|本次)?(?:会议|會議|座谈会|大会|座谈|仪式|发布会)?(?=[，。；、]|$)")
# 毛某某－某党主席、: a name, a dash, and the office up to the next name with a dash
_DASHED = re.compile(
    rf"(?:^|(?<=[、；;。，,]))\s*(?P<name>[{HAN}·]{{1,8}}(?: [{HAN}]{{1,2}})?)(?:，(?P<rank>[{HAN}]{{2,6}}))?"
    rf"\s*[－—–]{{1,2}}\s*(?=[{HAN}])"
)
_ONE_OF_A_LIST = re.compile(
    rf"(?P<name>[{HAN}·]{{2,4}}?)(?:先生|女士|小姐|博士|教授)?[ \u3000]{{1,4}}(?P<office>[^ \u3000].{{1,38}})"
)  # 裴某某　建筑师，…
_MEMBER = (None, "議員", "议员", "委員", "委员", "代表")
_THOSE = re.compile(r"(?:发言|發言|出席|参加|參加|到会|到會|列席|在座|到场|讲话|陪同|与会)的(?:还|還|计|計|先后)?有")
_REACH = 16  # characters between a name, or a list of names, and what it does
# 业主汤某的纠纷 says nothing of him, nor does 高呼毛主席万岁
_OTHERS = re.compile("[的家与同]|对(?![^，。]{1,24}[作做]了)|万[岁寿歲壽]|语录|語錄|思想|著作|画像|身体|健康")
_QUOTED = re.compile("“[^“”]{0,60}”")  # 沈某某以“…”为题在会上讲话
_SPEECH_CUES = (_PRESIDES, _PRESENT, _SPOKE)
_SPEAKS = re.compile(
    r"汇报|通报|部署|安排|谈到|认为|宣布|指出|提出|叙述|询问|说明|说[：，“]|说他|讲了?话|发言|表示|答|问|代表|一致"
    "|致[^，。]{0,6}[词辞詞辭]|在(?:今天的)?(?:大会|会议|座谈会|会)上|在(?:书面|联合)?发言中"
)
_ACTS = re.compile("宣布|主持|起立|即起|出席|到会|讲话|致|总结|报告|发言|参加|号召|作了|介绍")
_REPORT_CUES = (*_SPEECH_CUES, _SPEAKS)
_SURNAME_POST = re.compile(
    rf"(?<![{HAN}]副)(?:{alternation(SURNAMES - EVERYDAY_SURNAMES)})(副?{alternation(words('chief_posts'))})"
)
_COURTESY = re.compile("^(?:同志|先生|女士)")
_HERE = re.compile(r"今天|这次|本次|刚才|到会|与会|座谈|本届|莅临")
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
    office = ""  # on a line of its own, over the name it belongs to
    for at, block in enumerate(front):
        text = clean(block.text.text)
        fields = [field for field in read_fields(text) if field.meaning in _ROLES or field.value]
        people: list[ParticipantData] = []
        if fields:
            role = None
        for field in fields:
            role = _ROLES.get(field.meaning)
            if field.meaning == "party":
                people += _parties(field)
            if role:
                people += read_list(field.value, role)
                office = field.value if _is_office_alone(field.value, people) else ""
        if not fields and (said := PRESENT.match(text) if len(text) < 240 else None):
            people += read_list(said["list"], "participant")
            role = None
        elif not fields and role:
            people += read_list(office + text, role)
            office = text if _is_office_alone(text, people) else ""
            plain = _HONOURS.sub("", text)
            if (not people and len(plain) > 24) or (len(plain) > 60 and "、" not in plain):
                role = None  # a short line may be a name of a shape unknown
        yield at, people


def _is_office_alone(text: str, people: Sequence[ParticipantData]) -> bool:
    """Whether a line of a list holds an office and nobody: 食物環境衞生署助理署長 / 申某某先生."""
    return not people and len(text) < 40 and is_office(text)


def _parties(field: Field) -> Iterator[ParticipantData]:
    """Who takes part in a hearing, with the role printed before the name: 委托代理人：何某某，某律师事务所律师。"""
    value = re.split("[，,。；;（(]", field.value)[0]
    pair = split_position(value)
    if pair:  # 公诉人：某某人民检察院检察员　陶某某
        yield ParticipantData(pair[1], field.name, "participant")
        return
    for person in read_list(value, "participant"):
        yield ParticipantData(person.name, field.name, "participant")


def read_list(text: str, role: str) -> Iterator[ParticipantData]:
    """The persons of an attendance list, offices before, after or in brackets.

    >>> [(p.name, p.position) for p in read_list("縣長周慕白　秘書林世昌　科長吳子良", "participant")]
    [('周慕白', '縣長'), ('林世昌', '秘書'), ('吳子良', '科長')]
    >>> [(p.name, p.position) for p in read_list("副县长秦满囤、谢如兰，县长助理黎明生", "participant")]
    [('秦满囤', '副县长'), ('谢如兰', '副县长'), ('黎明生', '县长助理')]
    >>> [(p.name, p.position) for p in read_list("中方：周恩来、沈静川（水务局局长），王院長金平", "participant")]
    [('周恩来', None), ('沈静川', '水务局局长'), ('王金平', '院長')]
    """
    text = _GAP_BEFORE_BRACKET.sub("", _HONOURS.sub("", text))
    text = re.sub(r"等(?:同志|同誌|先生|女士|人|首长|领导)?(?=[，,。；;）)]?$)", "", text.strip())
    if len(_DASHED.findall(text)) > 1:
        yield from _dashed(text, role)
        return
    text = _SIDE.sub("", text)
    one = _ONE_OF_A_LIST.fullmatch(text)
    if one and is_person_name(one["name"]) and not any(map(_person, re.split("[，,、]", one["office"]))):
        yield ParticipantData(one["name"], one["office"].strip(), role)
        return
    yield from _entries(text, role)


def _entries(text: str, role: str) -> Iterator[ParticipantData]:
    """The persons of a list that is parted by 、 or blanks; an office without a name waits for the next of them."""
    brackets: list[str] = []

    def keep(hit: re.Match[str]) -> str:
        brackets.append(_SHORT_FORM.sub("", hit[1]))
        return f"\x00{len(brackets) - 1}\x00"

    waiting = ""
    shared: str | None = None
    for piece, listed in _pieces(_BRACKETS.sub(keep, text)):
        noted = re.search(r"\x00(\d+)\x00", piece)
        plain = _without_joints(re.sub(r"\x00\d+\x00", "", piece))
        if not plain:
            continue
        found = _person(plain)
        if found is None and (_TITLED.fullmatch(plain) or _SOME.search(plain)):
            waiting = ""  # 周总理 is somebody, 部分干部 are several: neither is the office of whoever comes next
            continue
        if found is None:
            waiting = f"{waiting}、{plain}" if waiting and is_office(plain) else plain if is_office(plain) else ""
            continue
        name, position = found
        if noted and position in _MEMBER:
            position = brackets[int(noted[1])]  # 岑某某議員（主席）
        if waiting:
            position = f"{waiting}、{position}" if position else waiting
            waiting = ""
        # 主席曾某某議員 leads the list of an assembly, 陸某某先生（主席） that of a council
        presides = position == "主席" and (noted is not None or plain.endswith(("議員", "议员")))
        position = position or (shared if listed else None)
        yield ParticipantData(name, position, "chair" if presides else role)
        before = plain.endswith(name) and not noted  # 谷牧副总理、胡某某: the office is his who stands before it
        shared = position if position and before and _HELD_BY_SEVERAL.search(position) else None


def _without_joints(piece: str) -> str:
    """An entry without what joins it to its list: 以及副县长沈某某等."""
    plain = join_padded(piece.lstrip(" 等和与及有：:").rstrip(" 等：:"))
    return re.sub(
        r"^(?:以及|还有|和|及|有|团长|团员)[：:]?(?=.{2})", lambda m: m[0] if m[0].startswith("团") else "", plain
    )


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The entries of a list, and whether 、 or 和 or a blank joins each to the one before.

    谷牧副总理和胡乔木 are two, for both halves are persons.
    """
    marks = ["", *_SPLIT.findall(text)]
    for piece, mark in zip(_SPLIT.split(text), marks, strict=True):
        left, joined, right = piece.partition("和")
        if joined and _person(join_padded(left.strip())) and _person(join_padded(right.strip())):
            yield from ((left, mark.strip() in _JOINING), (right, True))
        else:
            yield piece, mark.strip() in _JOINING


_JOINING = ("、", "")


def _dashed(text: str, role: str) -> Iterator[ParticipantData]:
    """The persons of a list that prints offices behind dashes: 黎明生－处长，兼通译、石某某－司长."""
    entries = list(_DASHED.finditer(text))
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        office = text[
            entry.start("rank") if entry["rank"] else entry.end() : following.start() if following else len(text)
        ]
        name = join_padded(entry["name"].strip())
        found = _person(name) or (name, None)
        if len(found[0]) > 1:
            yield ParticipantData(found[0], office.strip(" 、；;。，,") or found[1], role)


def _person(text: str) -> tuple[str, str | None] | None:
    """Name and office of one entry."""
    bare = strip_honorific(text)
    learned = split_position(_LEARNED.sub("", bare))
    bare = "".join(learned) if learned else bare
    for office in ("議員", "议员", "委員", "委员"):  # 主席曾某某議員
        rest = bare.removesuffix(office)
        if rest != bare and (pair := split_position(rest)):
            return pair[1], pair[0]
    married = _MARRIED.fullmatch(text)
    if married and (not married["office"] or is_office(married["office"])):
        return married["name"], married["office"] or None
    middle = _SURNAME_OFFICE.fullmatch(bare)
    if middle:
        return middle[1] + middle[3], middle[2]
    pair = split_position(bare)
    if pair:
        return pair[1], pair[0]
    for length in (2, 3, 4):  # 谷某副总理, not 谷某副 + 总理
        if bare[length:] in OFFICES and is_person_name(bare[:length]):
            return bare[:length], bare[length:]
    if is_person_name(bare) or is_foreign_name(bare):
        return bare, None
    if "·" in bare:  # 外交国务部长阿齐兹·艾某某
        starts = (at for at in range(2, len(bare) - 3) if bare[:at].endswith(tuple(OFFICES)))
        at = next((at for at in starts if is_foreign_name(bare[at:]) and is_office(bare[:at])), None)
        return (bare[at:], bare[:at]) if at else None
    for length in (3, 4, 5, 6, 2):  # 总书记恩科莫
        if is_foreign_name(bare[-length:]) and is_office(bare[:-length]):
            return bare[-length:], bare[:-length]
    return None


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
    those = _THOSE.search(sentence) if report else None
    if those:
        yield from _told_in_a_row(sentence[those.end() :])
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
        entry = re.sub("^(?:和|以及|还有|及)|(?:等?(?:同志|先生|女士|人)|等)?[。！]?$", "", piece.strip())
        named = (0, entry) if _BARE_NAME.fullmatch(entry) else name_before(entry, len(entry))
        if named is None:
            return
        yield ParticipantData(named[1], entry[: named[0]].removesuffix("的") or None)


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
            if not any(hit.end() <= cue.start() <= hit.end() + _REACH for cue in _ACTS.finditer(sentence)):
                continue  # 毛主席的话 is quoted there, and he is not
            known = [person for person in gazetteer.candidates(hit[0]) if person.kind == "person"]
            yield ParticipantData(known[0].name if len(known) == 1 else hit[0], hit[1])


def with_offices(
    people: Sequence[ParticipantData], paragraphs: Sequence[str], gazetteer: Gazetteer
) -> list[ParticipantData]:
    """The same persons, with the fullest office that the first paragraphs print beside their names."""
    named = [p for text in paragraphs for p in find_named(text, gazetteer) if p.position]
    known = {person.name for person in people}
    return [*people, *(ParticipantData(p.name, p.position, "absent") for p in named if p.name in known)]


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
        position = max((known.position, person.position), key=lambda p: len(p or ""))
        role = next((r for r in ("chair", "participant") if r in (known.role, person.role)), "absent")
        found[person.name] = ParticipantData(person.name, position, role)
    return tuple(found.values())
