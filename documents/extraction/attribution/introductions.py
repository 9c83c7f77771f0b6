"""The people a document introduces: its own, who takes part and speaks, whom its text names first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import rjieba

from archive.lib.chinese import simplify
from archive.lib.words import alternation
from people.names import Gazetteer, is_person_name
from people.names.shapes import HAN, SURNAMES, is_foreign_name, strip_honorific

from ..lexicon import words
from ..types import MentionData, Metadata, ParagraphData, RemarkData
from .roster import (
    COMMON,
    FIRST_PAGES,
    NO_NAMES,
    SURNAME_LETTERS,
    Roster,
    acts_alone,
    believable,
    holds_a_word,
    is_calling,
    reads_as_words,
)

# Of a text that begins with a line end, so that something stands before every name.
_INTRODUCED = re.compile(rf"[^{HAN}]([{HAN}]{{2,4}})(?:[（(][^（()）\n]{{2,40}}[)）]|同志|同学|先生|女士)")
_TITLES = (
    *("教授", "主席", "总理", "部长", "书记", "院长", "校长", "博士", "老师", "主任", "司令员", "司令", "市长", "省长"),
    *("县长", "局长", "处长", "委员", "議員", "议员", "将军", "大使", "医生", "記者", "记者"),
)
_TITLED = re.compile(rf"[^{HAN}]([{HAN}]{{2,3}}){alternation(_TITLES)}")
_OFFICE_BEFORE = re.compile(rf"{alternation(_TITLES)}([{HAN}]{{3}})")
# 岚江大学顾清和教授: before a title the last letter of a name may be a word elsewhere (和, 与, 有).
_TITLE_BEHIND = re.compile("教授|先生|女士|博士|院士|老师|研究员|副教授")
_PLACE_ENDS = frozenset("村乡镇县区市省州社校厂路街山河江湖海岛寺庙桥港屯庄店馆院局所队组室科处部系班站台报刊会团")
_CLAUSE_HEADS = re.compile(rf"[，。！？；\n\s]([{SURNAME_LETTERS}][{HAN}]{{2}})(?=[{HAN}])")
_HANS = re.compile(f"[{HAN}]+")
_DEALT_WITH = re.compile(f"(?:关于对?|[对给])(?!关于)([{HAN}]{{3}})")  # 关于对束长青摘掉帽子的报告
_COUNTED = re.compile("[有的些这那各们某老女男全诸两几众先位个大小本该]")  # 有的同志 are several
_COMRADES = re.compile(rf"(?:^|[^{HAN}])([{HAN}]{{2}})同志(?!们)")
_LATIN = re.compile(r"[（(](?=[A-Z][a-z])[A-Za-z .·'’-]{4,40}[）)]")  # 多雷米（Dore Miller）
_BEFORE_LATIN = re.compile(rf"(?:^|[^{HAN}·]|的)((?:(?!的)[{HAN}·]){{2,8}})$")
_SEX = re.compile("[男女](?=[，,。])")  # 多雷米，男，
_BEFORE_SEX = re.compile(rf"[，。、\s]([{HAN}]{{2,4}})[，,]\s*$")
_SPEAKS = re.compile(
    rf"\n(?![我你他她它这那])([{HAN}]{{2,3}}?)(?<![又还再也反追质])[又还再也反追质]?(?:说|认为|指出|问|答)[，：:]"
)
_ADVERBS = frozenset(words("adverbs"))
_HEAD_SURNAME = re.compile(rf"[^{HAN}]([{SURNAME_LETTERS}])(?=[{HAN}])")
_OFTEN = 3  # times that a letter does not stand alone by chance


def build_roster(
    gazetteer: Gazetteer,
    metadata: Metadata,
    remarks: Iterable[RemarkData],
    paragraphs: Iterable[ParagraphData],
    mentions: Iterable[MentionData] = (),
) -> Roster:
    """The roster of a document: its people, its participants, who speaks in it, whom its text introduces."""
    printed = "\n".join(paragraph.text.text for paragraph in paragraphs)
    text = simplify(printed)
    roster = Roster(gazetteer, text=text, printed=printed)
    for person in metadata.people:
        roster.add(person.name)
    for name in list(_in_title(metadata.title or "", roster)):
        roster.add(name)
    for participant in metadata.meeting.participants if metadata.meeting else ():
        roster.add(participant.name)
    for remark in remarks:
        if remark.speaker and not reads_as_words(simplify(remark.speaker)):
            roster.add(remark.speaker, remark.label if len(remark.label) > 1 and remark.label not in NO_NAMES else None)
    for name in _introduced_in(text):
        roster.add(name)
    for name in dict.fromkeys(simplify(mention.name) for mention in mentions):
        if (
            not roster.resolve(name)
            and roster.times(name) > 1
            and is_person_name(name)
            and believable(name, after_office=True)
        ):
            roster.add(name)
    roster.bare_surnames = frozenset(_bare_surnames(text[:FIRST_PAGES], roster))
    return roster


def _in_title(title: str, roster: Roster) -> Iterator[str]:
    """The names in a title."""
    yield from (name for name in _HANS.findall(title) if is_person_name(name) and believable(simplify(name)))
    for name in _DEALT_WITH.findall(simplify(title)):
        if is_person_name(name) and roster.times(name) > 2 and not reads_as_words(name):
            yield name
    for mention in list(roster.people_in(simplify(title))):
        yield mention.name or mention.label


def _bare_surnames(text: str, roster: Roster) -> Iterator[str]:
    """The surnames that stand alone at the head of clauses, each before several words that say what somebody does.

    >>> text = "万长青不服。万又说，修路不急。万公然拒绝。后来，万立即反对。"
    >>> list(_bare_surnames(text, Roster(Gazetteer(), ["万长青"], text=text)))
    ['万']
    """
    heads: dict[str, list[int]] = defaultdict(list)
    for head in _HEAD_SURNAME.finditer(text):
        heads[head[1]].append(head.start(1))
    for surname, places in heads.items():
        known = roster.has_surname(surname) and surname not in _ADVERBS  # 万大山，曾在旁说
        needed = _OFTEN - known
        if len(places) < needed or not (known or rjieba.tag(surname)[0][1] == "nr"):
            continue
        followed = set()
        for at in places:
            after = acts_alone(text, at)
            if after and roster.times(text[at : at + 3]) < _OFTEN:
                followed.add(after)
                if len(followed) == needed:
                    yield surname
                    break


def _recurring(text: str) -> Iterator[str]:
    """Names that begin a clause and recur, whose first two letters nothing else begins with, in changing company."""
    text = text[:FIRST_PAGES]
    for name, often in Counter(_CLAUSE_HEADS.findall(text)).items():
        if name[-1] in _PLACE_ENDS or not is_person_name(name) or holds_a_word(name):
            continue
        total = text.count(name)
        if total > 2 and total + often > 4 and text.count(name[:2]) == total and rjieba.tag(name)[0][0] != name:
            after = set(re.findall(f"{name}(.)", text))
            if len(after) > 2:
                yield name


def _after_offices(text: str) -> Iterator[str]:
    """Names of three letters that recur, after an office: 县长李明哲住在村里."""
    for name, often in Counter(_OFFICE_BEFORE.findall(text)).items():
        last = rjieba.tag(name[2])[0][1][:1]
        named = is_person_name(name) and believable(simplify(name)) and not is_calling(name) and last in "najg"
        if named and (often > 1 or text.count(name) > 1):
            yield name


def _introduced_in(text: str) -> Iterator[str]:
    """The names a text introduces: with 同志 or an office after them, with brackets, with the sex."""
    text = f"\n{text}"
    before_sex = (_BEFORE_SEX.search(text, max(0, sex.start() - 9), sex.start()) for sex in _SEX.finditer(text))
    of_sex = (before[1] for before in before_sex if before)
    for name in dict.fromkeys((*_INTRODUCED.findall(text), *of_sex, *_TITLED.findall(text))):
        if (
            is_person_name(name)
            and not (name[0] == "向" and len(name) == 2 and name[1] in SURNAMES)  # 向李校长说
            and believable(simplify(name))
            and not is_calling(name)
            and not (name[-1] in "总副" and is_person_name(name[:2]))  # 朱德|总司令
        ):
            yield name
    for name, often in Counter(_COMRADES.findall(text)).items():
        tagged = rjieba.tag(name)
        unknown = tagged[0][1] == "nr" or len(tagged) == 2
        if often > 1 and unknown and not is_person_name(name) and not _COUNTED.search(name):
            yield name  # 拓青同志, though no list has the surname
    yield from _recurring(text)
    for latin in _LATIN.finditer(text):
        before = _BEFORE_LATIN.search(text, max(0, latin.start() - 10), latin.start())
        name = before[1] if before else ""
        if is_person_name(name) or is_foreign_name(name) or (1 < len(name) < 5 and not is_calling(name)):
            yield name
    for name, often in Counter(_SPEAKS.findall(text)).items():
        if often > 1 and name not in NO_NAMES and strip_honorific(name) == name and not is_calling(name):
            yield name  # 剧谱说, though no surname
    yield from _after_offices(text)
    for title in _TITLE_BEHIND.finditer(text, 3):
        name = text[title.start() - 3 : title.start()]
        is_word = is_calling(name) or is_calling(name[:2]) or name.endswith(("副", "大学"))  # 陆文副教授
        if name[0] in COMMON and is_person_name(name) and not is_word:
            yield name
