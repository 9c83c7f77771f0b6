"""The label before a turn, read: who it prints, with what office, and which short form it introduces.

陈建国（自治区党委书记）： 自治区主席　李群： 王院長金平： 毛主席（以下简称主席）： 江青同志说： 周总理： 问：
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from archive.lib.words import alternation, read_words

from .shapes import (
    HAN,
    OFFICES,
    SURNAMES,
    is_foreign_name,
    is_office,
    is_person_name,
    join_padded,
    name_before,
    split_position,
    strip_honorific,
)

_VERBS = read_words(Path(__file__).parent.parent / "words" / "label_verbs.txt")
_TOGETHER = re.compile("[、和与]")
_NUMBER = re.compile(
    r"^(?:[0-9]{1,3}[.、．]|[一二三四五六七八九十]{1,3}、(?=[问答問][：:]?$|.{2,}（)|[●○◎■□◆◇▲★☆*•·]+)\s*"
)
_BRACKETS = re.compile(r"\s*[（(〔\[［]([^（()）〔〕\[\]［］]{1,60})[)）〕\]］]\s*")
_ALIAS = re.compile(r"(?:以下|下文|后文|下)?(?:均|皆)?(?:简称|簡稱|称|稱)[“”\"「]?([^，。；,“”\"」]{1,8})[“”\"」]?")
# What stands in brackets beside a speaker and is no office of his: 对总理, 笑, 指着地图
_ASIDE = re.compile(
    r"^(?:对|對|向|指|在|书面|書面|[0-9上下]+[時时点午]|面向|转向|笑|插话|插話|鼓掌|用手|拿|看|站|起立|举手|女|男|未|问|答|批评|大声|激动|不清|同时"
    r"|首先|接着|接著|又|再|然后|最后|这时|此时|打断|回头|微笑|点头|摇头|情绪|沉默|略停)|(?:谈到|谈|说|当).*时$|[着著]$|[说说道]$|(?:点头|摇头|招手|挥手)$"
)
# Before a label, and no part of it: 会后，有记者问
_LEAD = re.compile(
    r"^(?:(?:会后|会上|会前|随后|之后|最后|期间|此时|这时)[，,]?)?(?:有一?[位名个]?|一[位名个])?(?=[^，,]{0,12}记者)"
)
_OF_A_PAPER = re.compile(rf"《[^《》，。]{{1,20}}》[{HAN}]{{0,6}}(?:记者|記者)")
_LATIN_NAME = re.compile(r"[A-Z][a-zé]+(?:[ -](?:[A-Z]\.|[A-Z][a-zé]+|van|von|de)){1,3}")
# 总理又关心地：, 汪对张继续谈：, 谢问师大：: whom a label names, before how and to whom he speaks
_MANNER = re.compile(
    rf"(?:[又还再]|马上|立即|当即|[{HAN}]{{2,5}}地|[{HAN}]{{2,12}}后|(?:对|向|问|转向|转对|指着|面对)[{HAN}·]{{1,12}}?){{1,3}}"
    r"(?:继续)?(?:说|讲|谈|道|问|答)?"
)
_ADDRESSED = re.compile("[、对向问和与同]")  # 王、戚对陈某某
_FIRST_WORDS = re.compile("^(?:最后|接着|这时|此时|首先|开始时|会上)(?=.{2})")
_AFTER_DOING = re.compile("(?<=.{4})后[，,](?=(?:继续)?[说讲]$)")  # 谢局长一一点名后，说
_MANNER_WORD = re.compile("[又还再地后对向问转指面]|马上|立即|当即")
_VERB_END = re.compile(alternation(_VERBS) + "$")
_SURNAME_OFFICE = re.compile(rf"({alternation(SURNAMES)})({alternation(OFFICES)})([{HAN}]{{1,3}})?")

_UNIT_SURNAME_OFFICE = re.compile(
    rf"(?P<unit>[{HAN}]{{1,10}}[局处處科部厅廳会會院室所课課股署司])(?P<surname>{alternation(SURNAMES)})"
    rf"(?P<office>副?[局处處科部厅廳会會院室所课課股署司][长長])(?P<given>[{HAN}]{{1,2}})"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label prints. `name` is the full name, None where only a short form stands; `core` is the label
    without brackets, honorific and verb; `alias` the short form it introduces; `aside` a stage direction in it.
    """

    printed: str
    core: str
    name: str | None = None
    position: str | None = None
    alias: str | None = None
    aside: str | None = None
    verb: str | None = None


def parse_label(text: str) -> Label | None:
    """The parts of a label given without its colon; None where it reads as no label at all.

    >>> parse_label("陈建国（自治区党委书记、自治区人大常委会主任）").position
    '自治区党委书记、自治区人大常委会主任'
    >>> [(p.name, p.core, p.alias) for p in map(parse_label, ("毛主席（以下简称主席）", "周  总  理", "王院長金平"))]
    [(None, '毛主席', '主席'), (None, '周总理', None), ('王金平', '王院長金平', None)]
    """
    rest = _NUMBER.sub("", text.strip().strip("*_").strip())
    position = alias = aside = person = None
    for bracket in _BRACKETS.findall(rest):
        introduced = _ALIAS.search(bracket)
        if introduced:
            alias = introduced[1]
        elif _ASIDE.search(bracket):
            aside = bracket
        elif holder := _SURNAME_OFFICE.fullmatch(bracket):  # 主席（王院長金平）
            person = (holder[1] + holder[3], holder[2]) if holder[3] else None
        elif is_person_name(bracket.strip()):  # 主持人（方晓晓）
            holds = join_padded(_BRACKETS.sub("", rest).strip())
            person = (bracket.strip(), holds) if not is_person_name(holds) else None
        elif len(bracket.strip()) > 1:  # 满某某(1) is numbered
            position = bracket.strip()
    core, verb = _core_and_verb(join_padded(_BRACKETS.sub("", rest).strip()))
    if core[:1] == "《" and _OF_A_PAPER.fullmatch(core):  # 《某报》记者
        return Label(text, core, None, position, alias, aside, verb)
    if not core or len(core) > 40 or re.search(r"[，。；！？、“”《》]$|[，。；！？“”《》]", core):
        return None
    name, office = person or _name_and_office(core)
    if name is None and verb and len(core) > 5:
        name, office = _name_at_the_end(core)
    office = re.sub("^(?:主持人|主持)(?=.{3})", "", office) if office else office  # 主持人　县委办副主任　许某某
    return Label(text, core, name, position or office, alias, aside, verb)


def joint_names(core: str) -> tuple[str, ...]:
    """The persons of a label that names several at once; empty where it does not.

    >>> joint_names("罗大山、秦满囤同志"), joint_names("罗大山和秦满囤"), joint_names("罗大山")
    (('罗大山', '秦满囤'), ('罗大山', '秦满囤'), ())
    """
    if len(core) < 5:
        return ()
    names = tuple(strip_honorific(piece.strip()) for piece in _TOGETHER.split(core))
    return names if len(names) > 1 and all(map(is_person_name, names)) else ()


def _name_at_the_end(core: str) -> tuple[str | None, str | None]:
    """Name and calling of a label with a verb, whatever the calling is: 归云机务段司炉李某某 + 问."""
    ending = name_before(core, len(core))
    if ending is None or len(ending[1]) != 3 or ending[1][-1] in "上下中里" or _ADDRESSED.search(core, 0, ending[0]):
        return None, None
    return ending[1], core[: ending[0]]


def _core_and_verb(core: str) -> tuple[str, str | None]:
    """A label without the words around the name: 会后，有记者问, 最后沈某某, 石某某等同志插话, 总理又关心地."""
    core = _AFTER_DOING.sub("后", core)
    if "记者" in core:
        core = _LEAD.sub("", core)
    core, verb = _without_verb(core)
    if len(core) > 3:
        core = _FIRST_WORDS.sub("", core)
    if "等" in core[-3:]:
        core = re.sub("等(?:同志|同誌|人|代表)?$", "", core) or core
    if len(core) > 2 and _MANNER_WORD.search(core, 1) and not is_person_name(core):
        who = next((n for n in range(8, 0, -1) if _MANNER.fullmatch(core, n) and _is_somebody(core[:n])), None)
        core, verb = (core[:who], verb or core[who:]) if who else (core, verb)
    return core, verb


def _without_verb(core: str) -> tuple[str, str | None]:
    """A label without the verbs at its end, one or two: 沈某某汇报说, 沈某某又汇报说."""
    found = _VERB_END.search(core)
    if not found or not found.start():
        return core, None
    rest = core[: found.start()].strip()
    if found[0][-1] in "说說" and len(rest) > 2 and (before := _VERB_END.search(rest)) and before.start() > 1:
        rest = rest[: before.start()].removesuffix("又").removesuffix("再")
        return rest.strip(), core[len(rest) :]
    return rest, found[0]


def _is_somebody(form: str) -> bool:
    """Whether a form is one that labels name somebody by: a name, 总理, 周总理, 本禹同志, a surname."""
    titled = _SURNAME_OFFICE.fullmatch(form)
    return (
        is_person_name(form)
        or form in OFFICES
        or form in SURNAMES
        or (titled is not None and titled[3] is None)  # 沈主任听完 is no 沈听完
        or strip_honorific(form) != form
    )


def _office_behind(core: str) -> tuple[str, str | None] | None:
    """Name and office of a label that prints the office behind, 阿尔贝托部长; 代表 says only that he is one."""
    for at in (*(len(core) - length for length in (2, 3, 4)), 4, 3, 2):
        name, office = core[: max(at, 0)], core[max(at, 0) :]
        if (
            office in OFFICES
            and office != "博士"
            and (is_foreign_name(name) or (len(name) < 5 and is_person_name(name)))
        ):
            return name, office if office != "代表" else None
    return None


def _name_and_office(core: str) -> tuple[str | None, str | None]:
    """Name and office that the bare label prints, as far as it prints them."""
    bare = strip_honorific(core)
    if "·" in core:  # 佐·阿·布某总理
        office = next((o for o in (core[-3:], core[-2:], core[-4:]) if o in OFFICES), "")
        foreign = core.removesuffix(office) if office else ""
        if foreign and is_foreign_name(foreign):
            return foreign, office
    if is_person_name(bare):
        return bare, None
    if of_unit := _UNIT_SURNAME_OFFICE.fullmatch(core):  # 都市發展局林局長志遠
        return of_unit["surname"] + of_unit["given"], of_unit["unit"] + of_unit["office"]
    middle = _SURNAME_OFFICE.fullmatch(core)
    if middle:  # 王院長金平 prints the office between surname and given name; 周总理 has no given name
        return (middle[1] + middle[3], middle[2]) if middle[3] else (None, None)
    before = split_position(bare)
    if before:
        return before[1], before[0]
    if behind := _office_behind(core):
        return behind
    words = core.split()
    if len(words) > 1 and is_foreign_name(words[-1]) and is_office("".join(words[:-1])):
        return words[-1], "".join(words[:-1])
    if is_foreign_name(bare) or _LATIN_NAME.fullmatch(bare):
        return bare, None
    return None, None
