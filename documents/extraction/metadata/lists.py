"""Lists of persons read: names parted by 、 or blanks, with offices before, after or in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from archive.lib.words import alternation
from people.names import is_office, is_person_name, split_position
from people.names.shapes import HAN, OFFICES, SURNAMES, is_foreign_name, join_padded, strip_honorific

from ..lexicon import words
from ..types import ParticipantData
from .bylines import unpadded

_SIDE = re.compile(rf"^[（(]?[{HAN}]{{1,6}}(?:方面?|外宾|代表团)?\s*(?:[：:]|[—－–-]{{1,2}})\s*")
HONOURS = re.compile(r"[,，]\s*(?:PhD|(?:[A-Z]\.?){2,6})|[,，]\s*(?:大紫荊勳賢|太平紳士)")
_GAP_BEFORE_BRACKET = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[（(])")  # 沈某某女士　　（副主席）
_PADDED_POST = re.compile(  # 縣　長　周某某
    rf"(?<![{HAN}])([縣县市鄉乡鎮镇區区局處处科课課議议院校])[ \u3000]{{1,3}}([長长])(?=[ \u3000])"
)
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
_DASHED = re.compile(
    rf"(?:^|(?<=[、；;。，,]))\s*(?P<name>[{HAN}·]{{1,8}}(?: [{HAN}]{{1,2}})?)(?:，(?P<rank>[{HAN}]{{2,6}}))?"
    rf"\s*[－—–]{{1,2}}\s*(?=[{HAN}])"
)
_ONE_OF_A_LIST = re.compile(
    rf"(?P<name>[{HAN}·]{{2,4}}?)(?:先生|女士|小姐|博士|教授)?[ \u3000]{{1,4}}(?P<office>[^ \u3000].{{1,38}})"
)  # 裴某某　建筑师，…
_LIFE = re.compile(rf"(?P<name>[{HAN}·]{{2,8}})[，,](?:男|女)[，,](?P<rest>.*)")  # 罗大山，男，1934年生，原水管所堰工
_FORMER = re.compile("(?:原|现|曾|时任|曾任|现任|前)(?=.{3})")
_SPACED_BEHIND_OFFICE = re.compile(  # 教育科长方　圆
    rf"(?P<office>[{HAN}]{{2,12}})({alternation(SURNAMES)})[ \u3000]{{1,4}}([{HAN}])(?![{HAN}])"
)
_TWO_LETTERS = re.compile(f"[{HAN}]{{2}}")
_COMRADES = re.compile("(?:同志|同誌)们?$")
_NO_GIVEN_NAMES = OFFICES | frozenset(
    (*words("group_heads"), *words("group_speakers"), *words("not_labels"), *words("kin"))
)
_NAME_INSIDE = re.compile(rf"(?P<before>[{HAN}]{{4,16}}?)(?P<office>{alternation(OFFICES)})")
_UNIT = re.compile(rf"[{HAN}]{{1,12}}[局处處科部厅廳会會院室所社校厂廠队隊乡鄉镇鎮县縣市省区區系]")
_OF_PRESENCE = re.compile(".{0,6}(?:代|代理|请假|請假|病假|公出|缺席|迟到|早退|后到|未到)")  # 周某（赵某代）
_HEADS = frozenset(("总理", "主席", "总统", "首相", "總理", "總統"))  # 总理、伯达、春生: one of those who are there
_MEMBER = (None, "議員", "议员", "委員", "委员", "代表")


def read_list(text: str, role: str) -> Iterator[ParticipantData]:
    """The persons of an attendance list, offices before, after or in brackets.

    >>> [(p.name, p.position) for p in read_list("縣長周慕白　秘書林世昌　科長吳子良", "participant")]
    [('周慕白', '縣長'), ('林世昌', '秘書'), ('吳子良', '科長')]
    >>> [(p.name, p.position) for p in read_list("副县长秦满囤、谢如兰，县长助理黎明生", "participant")]
    [('秦满囤', '副县长'), ('谢如兰', '副县长'), ('黎明生', '县长助理')]
    >>> [p.name for p in read_list("沈静川、何秀兰、春生、罗　念等同志", "participant")]
    ['沈静川', '何秀兰', '春生', '罗念']
    >>> [(p.name, p.position) for p in read_list("中方：周恩来、沈静川（水务局局长），王院長金平", "participant")]
    [('周恩来', None), ('沈静川', '水务局局长'), ('王金平', '院長')]
    """
    text = _PADDED_POST.sub(r"\1\2", _GAP_BEFORE_BRACKET.sub("", HONOURS.sub("", text)))
    given = _given_names(text)
    text = re.sub(r"等(?:同志|同誌|先生|女士|人|首长|领导)?(?=[。；;]|[，,）)]?$)", "", text.strip())
    if len(_DASHED.findall(text)) > 1:
        yield from _dashed(text, role)
        return
    if life := _LIFE.fullmatch(text):
        posts = [post for post in re.split("[，,；;。]", life["rest"]) if is_office(post) or _FORMER.match(post)]
        yield ParticipantData(life["name"], posts[-1] if posts else None, role)
        return
    text = _filled_out(_SIDE.sub("", text))
    one = _ONE_OF_A_LIST.fullmatch(text)
    if one and is_person_name(one["name"]) and not any(map(_person, _SPLIT.split(_BRACKETS.sub("", one["office"])))):
        yield ParticipantData(one["name"], one["office"].strip(), role)
        return
    yield from _entries(text, role, given)


def _filled_out(text: str) -> str:
    """A list with its names of two letters put together, which a printer spaced out: 沈静川　罗　念　科长方　圆."""
    return _SPACED_BEHIND_OFFICE.sub(
        lambda hit: hit[1] + hit[2] + hit[3] if is_office(hit["office"]) else hit[0], unpadded(text)
    )


def _given_names(text: str) -> frozenset[str]:
    """The given names of a list that calls some by them alone: 沈静川、罗念、满仓、春生、何秀兰等同志.

    Empty where fewer than two are named in full and no 同志 ends the list, or where what has two letters may be
    a group (工人).
    """
    return frozenset(name for stretch in re.split("[。；，;,]", text) for name in _given_in(stretch))


def _given_in(stretch: str) -> list[str]:
    pieces = [strip_honorific(piece.strip(" 等和与及有：:")).rstrip("等") for piece in stretch.split("、")]
    full = sum(is_person_name(piece) and len(piece) > 2 for piece in pieces)
    short = [piece for piece in pieces if _TWO_LETTERS.fullmatch(piece) and piece not in _NO_GIVEN_NAMES]
    if len(pieces) < 3 or (full < 2 and not (_COMRADES.search(stretch) and len(short) * 2 > len(pieces))):
        return []
    return [piece for piece in short if not is_office(piece)]


def _entries(text: str, role: str, given: Set[str] = frozenset()) -> Iterator[ParticipantData]:
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
        found = (plain, None) if plain in given else _person(plain)
        if found is None and (
            _TITLED.fullmatch(plain) or _SOME.search(plain) or (plain in _HEADS and f"{plain}、" in text)
        ):
            waiting = ""  # 周总理 is somebody, 部分干部 are several: neither is the office of whoever comes next
            continue
        if found is None:
            waiting = f"{waiting}、{plain}" if waiting and is_office(plain) else plain if is_office(plain) else ""
            continue
        name, position = found
        if noted and position in _MEMBER and not _OF_PRESENCE.fullmatch(brackets[int(noted[1])]):
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
    return _within(bare) or _strange(bare)


def _within(bare: str) -> tuple[str, str] | None:
    """Name and office of an entry that prints the name between unit and office: 教育局罗某局长."""
    hit = _NAME_INSIDE.fullmatch(bare)
    if hit is None:
        return None
    for length in (3, 2):
        name, unit = hit["before"][-length:], hit["before"][:-length]
        if is_person_name(name) and _UNIT.fullmatch(unit):
            return name, unit + hit["office"]
    return None


def _strange(bare: str) -> tuple[str, str | None] | None:
    """A foreign name behind its office: 外交国务部长阿齐兹·艾某某, 总书记恩科莫."""
    if "·" in bare:  # 外交国务部长阿齐兹·艾某某
        starts = (at for at in range(2, len(bare) - 3) if bare[:at].endswith(tuple(OFFICES)))
        at = next((at for at in starts if is_foreign_name(bare[at:]) and is_office(bare[:at])), None)
        return (bare[at:], bare[:at]) if at else None
    for length in (3, 4, 5, 6, 2):  # 总书记恩科莫
        if is_foreign_name(bare[-length:]) and is_office(bare[:-length]):
            return bare[-length:], bare[:-length]
    return None
