"""Persons named in running text, with the office printed beside them: 固原市委书记李文章同志, 习近平总书记.

Precision comes first: a name counts where an office stands before it, where a word of address follows it, or where
it is known already. How far an office reaches to the left is told by the parts of speech that rjieba gives.
Shared by the stages that look for people in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

import rjieba

from archive.lib.chinese import simplify
from archive.lib.words import alternation
from people.names import Gazetteer, is_office, is_person_name, name_after, name_before
from people.names.shapes import CALLINGS, EVERYDAY_SURNAMES, HAN, HONORIFICS, OFFICES

from .lexicon import words

_BY_LENGTH = sorted(OFFICES, key=len, reverse=True)
_BY_END = {end: tuple(o for o in _BY_LENGTH if o.endswith(end)) for end in {office[-2:] for office in OFFICES}}
_LAST_BUT_ONE, _LAST = ("".join(sorted(set(letters))) for letters in zip(*_BY_END, "方面", strict=True))  # 业主方面林某
# Where an office may end and a name begin; every hit is looked at closely.
_SEAM = re.compile(rf"[{_LAST_BUT_ONE}](?=[{_LAST}](?P<gap>[ \u3000]?)[{HAN}][{HAN}·])")
_BEFORE_OFFICE = re.compile(rf"(?=({alternation(OFFICES)}))(?<=[{HAN}])")
_HIGH = frozenset(
    {
        "主席",
        "总理",
        "书记",
        "总统",
        "部长",
        "市长",
        "省长",
        "主任",
        "局长",
        "委员长",
        "首相",
        "教授",
        "院士",
        "县长",
        "厅长",
        "院长",
        "校长",
        "大使",
    }
)
_CHIEFS = _HIGH - {"主席", "总统", "首相", "委员长", "教授", "院士", "大使"}
_ACADEMIC = frozenset({"教授", "副教授", "研究员", "副研究员", "院士"})
_LONGEST_NAME = 8
_GOES_ON = frozenset("团團处處台会會府级級办辦室")
_OFFICE_IN_BRACKETS = re.compile(rf"[（(](?<=[{HAN}].)(?:时任|现任)?([{HAN}、]{{2,30}})[)）]")
_ADDRESS = re.compile(alternation(h for h in HONORIFICS if len(h) > 1 and h not in OFFICES))
_OWN = frozenset(("“", "”", "本报", "本刊", "本台", "本报社"))  # 本报副总编辑 is an office as printed
_NOUN = re.compile(r"n|b|j|l|s|f|vn|an|i|z|q|eng|m")
_VERBS = frozenset(words("office_verbs"))
_LEADS = re.compile("^(?!本[报刊台])(?:" + alternation(words("before_offices")) + ")+")
# 岚江大学历史系 + 顾某某 + 教授: the unit before a name whose title stands behind it
_UNIT_BEFORE = re.compile(rf"(?:(?![与和同及请由对向邀约])[{HAN}]){{2,18}}(大学|学院|系|所|院|中心|社|编辑部)$")
_ROW_GAP = re.compile(rf"、(?![和与及])[{HAN}]{{1,12}}")
_DATE_LEAD = re.compile(r"(?:[0-9〇零一二三四五六七八九十]{1,4}[年月日号])+")  # 2016年3月8日外交部发言人
_MEETING_WORDS = frozenset(("会见", "接见", "召见", "会晤", "拜会", "會見", "接見", "采访", "专访", "访"))
_PLACE_ENDS = frozenset("省市县区州乡镇村社旗盟校厂")
_ENDS = frozenset((*_PLACE_ENDS, *"局部委处科会院校厅室团", *"为任兼是位"))  # of what has a deputy, or becomes one
_COMMON = frozenset(words("common_surnames"))
_ACTS = re.compile("介绍|说|讲|谈|指出|强调|要求|表示|宣布|主持|汇报|通报|致|作|还要|将|首先|最后|到会|出席|代表|在会")
_WINDOW = 48  # characters looked at to the left of an office


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person named at `start`..`end` of a text; `position` is the office printed beside, None where there is none.

    `label` is the stretch as printed, office included.
    """

    name: str
    position: str | None
    label: str
    start: int
    end: int


def find_named(text: str, gazetteer: Gazetteer, known: Set[str] = frozenset()) -> list[NamedPerson]:
    """Persons named in `text`, in order, each place once; `known` are names the document gives elsewhere.

    >>> [(p.name, p.position) for p in find_named("得到固原市委书记李建华同志，副书记崔波同志的支持", Gazetteer())]
    [('李建华', '固原市委书记'), ('崔波', '副书记')]
    """
    found: dict[int, NamedPerson] = {}
    persons = (*_after_offices(text), *_before_offices(text, gazetteer, known), *_bracketed(text), *_addressed(text))
    for person in persons:
        at = person.end
        if at not in found or (person.position and not found[at].position):
            found[at] = person
    return _in_rows(text, sorted(found.values(), key=lambda p: p.start))


def _in_rows(text: str, persons: list[NamedPerson]) -> list[NamedPerson]:
    """The same persons; in a row of them, an office begins after the 、 before it: 、省卫生健康委二级巡视员裴某某."""
    row: list[NamedPerson] = []
    for person in persons:
        gap = text[row[-1].end : person.start] if row else ""
        if person.position and _ROW_GAP.fullmatch(gap):
            start = person.start - len(gap) + 1
            position = gap[1:] + person.position
            person = replace(person, position=position, label=text[start : person.end], start=start)
        row.append(person)
    return row


def _after_offices(text: str) -> Iterator[NamedPerson]:
    """Office and name: 自治区党委书记陈建国."""
    for seam in _SEAM.finditer(text):
        at = seam.start() + 2
        side = 2 if text.endswith("方面", 0, at) else 0  # 业主方面林某
        office = _office_ending(text, at - side)
        if office is None:
            continue
        named = name_after(text, seam.end("gap"))
        if named is None:
            continue
        end, name = named
        if not _is_seam(text, at, end, name):
            continue
        start = position_start(text, at, len(office) + side)
        yield NamedPerson(name, text[start:at].strip(), text[start:end], start, end)


def _is_seam(text: str, at: int, end: int, name: str) -> bool:
    """Whether a word ends where the office does (not 湖南省长 + 沙市), and the name is no verb with its adverb
    (局长 + 曾表示): rjieba's words tell."""
    low = max(0, at - 12)
    around = simplify(text[low : end + 4])
    begin, words_after = low, []
    for word, tag in _tokens(around):
        if begin < at < begin + len(word):
            # 副厅长 + 江某某, which rjieba parts at 长江: the name alone must read as one
            after = _tokens(simplify(text[at : end + 4]))
            return len(name) > 2 and after[0][0] == simplify(name) and after[0][1].startswith("nr")
        if begin >= at:
            words_after.append((word, tag))
        begin += len(word)
    if not words_after or name[0] not in EVERYDAY_SURNAMES:
        return True
    word, tag = words_after[0]
    if len(word) > 1:
        return tag.startswith("n") or word == name
    return tag.startswith("n") or len(words_after) < 2 or words_after[1][1][0] not in "vdpcuatr"


def _before_offices(text: str, gazetteer: Gazetteer, known: Set[str]) -> Iterator[NamedPerson]:
    """Name and office: 习近平总书记. Names that are known, or that rjieba takes for one too; 毛主席 names no office."""
    for seam in _BEFORE_OFFICE.finditer(text, 2):
        at, office = seam.start(), seam[1]
        goes_on = text[at + len(office) : at + len(office) + 1] in _GOES_ON  # 主席团 and 书记处 are none
        if goes_on or office in CALLINGS:
            continue
        for length in range(min(_LONGEST_NAME, at), 1, -1):
            form = text[at - length : at]
            if not (candidates := gazetteer.candidates(form)) and form not in known:
                continue
            people = [person for person in candidates if person.kind == "person"]
            if len(people) == 1 or (form in known and not people):
                name = people[0].name if people else form
                yield NamedPerson(name, office, form + office, at - length, at + len(office))
                break
        else:
            named = name_before(text, at) if len(office) > 2 or office in _HIGH else None
            if named is None or named[1][-1] in "付副" or named[1][0] == "任":  # 任砚溪县长 served there
                continue
            unit = _UNIT_BEFORE.search(text, max(0, named[0] - 24), named[0])
            where = text[position_start(text, named[0], len(unit[1])) : named[0]] if unit else ""
            sure = (where and office in _ACADEMIC) or _opens_clause(text, named, office)
            if sure or (named[1], True) in _names_of(text[max(0, at - 12) : at]):
                yield NamedPerson(named[1], where + office, text[named[0] : at] + office, named[0], at + len(office))


def _opens_clause(text: str, named: tuple[int, str], office: str) -> bool:
    """Whether a name of three letters opens a clause and a deputy's or a chief's office follows: 刚才，罗大山副市长."""
    start, name = named
    opens = start == 0 or text[start - 1] in "，。；：、！？（ \u3000"
    if not opens or len(name) != 3 or name[0] not in _COMMON or name[-1] in _ENDS or name.startswith("敬祝"):
        return False  # 敬祝林副主席身体健康
    if office[0] == "副":
        return True
    acts = office in _CHIEFS and _ACTS.match(text, start + len(name) + len(office))
    return bool(acts) and name[0] not in EVERYDAY_SURNAMES and (name, "ns") not in _tokens(text[start : start + 5])


def _names_of(text: str) -> set[tuple[str, bool]]:
    """The words of a stretch, and whether rjieba takes each for a person's name."""
    return {(word, tag.startswith("nr")) for word, tag in _tokens(text)}


def _bracketed(text: str) -> Iterator[NamedPerson]:
    """Name and office in brackets: 罗大山（石桥乡农会主任）."""
    for hit in _OFFICE_IN_BRACKETS.finditer(text):
        named = name_before(text, hit.start()) if is_office(hit[1]) else None
        if named:
            start, name = named
            yield NamedPerson(name, hit[1], text[start : hit.end()], start, hit.end())


def _addressed(text: str) -> Iterator[NamedPerson]:
    """Name and word of address: 李文章同志, 伊申格尔先生."""
    for hit in _ADDRESS.finditer(text):
        named = name_before(text, hit.start())
        if named:
            start, name = named
            yield NamedPerson(name, None, text[start : hit.start()], start, hit.start())


def _office_ending(text: str, end: int) -> str | None:
    """The longest office noun that ends at `end`."""
    return next((office for office in _BY_END.get(text[end - 2 : end], ()) if text.endswith(office, 0, end)), None)


def position_start(text: str, end: int, length: int) -> int:
    """Where the office begins whose last noun, of `length` characters, ends at `end`.

    >>> text = "接见了市委常委、宣传部部长王强"
    >>> text[position_start(text, 13, 2) : 13]
    '市委常委、宣传部部长'
    """
    low = max(0, end - _WINDOW)
    clause = max((text.rfind(mark, low, end) for mark in "，。；：！？（）()《》:,;!? \u3000\n"), default=-1) + 1
    low = max(low, clause)
    at = end - length
    tokens = _tokens(text[low:end])
    back = 0
    while tokens and back < length:  # the word the noun ends: 小组长, 老工人
        back += len(tokens.pop()[0])
    at = end - back
    while tokens:
        word, tag = tokens.pop()
        place = word[-1] in _PLACE_ENDS or text[at] in _PLACE_ENDS  # 石桥镇 and the 白塔 of 白塔乡 are no persons
        if not (place and len(word) > 1 and tag[:2] == "nr") and not _belongs(word, tag, tokens):
            break
        at -= len(word)
        if word[0] == "由" and len(word) > 1:  # 会议由市 + 总工会主席, which rjieba parts at 由市
            at += 1
            break
    lead = _LEADS.match(text[at:end])
    if lead and lead.end() < end - at:
        at += lead.end()
    dated = _DATE_LEAD.match(text, at, end)
    if dated:
        at = dated.end()
    while at < end and text[at] in "、和与及暨”":
        at += 1
    return at


def _belongs(word: str, tag: str, before: list[tuple[str, str]]) -> bool:
    """Whether a word belongs to the office on its right, given the words before it."""
    if word == "、":
        left = "".join(w for w, _ in before)
        return is_office(left) and left not in CALLINGS
    if word in ("和", "与", "及", "暨"):
        left, left_tag = before[-1] if before else ("", "")
        person = name_before(joined := "".join(w for w, _ in before), len(joined))
        return bool(_NOUN.match(left_tag)) and person is None and not is_office(left)
    if word in _MEETING_WORDS or word in HONORIFICS or (tag.startswith("nr") and is_person_name(word)):
        return False
    return bool(_NOUN.match(tag)) or word in _VERBS or word in _OWN


def _tokens(text: str) -> list[tuple[str, str]]:
    return list(rjieba.tag(text)) if text else []
