"""Names that no list holds, read out of a clause by what stands before and after them."""

from __future__ import annotations

import re

import rjieba

from people.names import is_person_name, name_after
from people.names.shapes import HAN, OFFICES, SURNAMES, is_foreign_name

from ..lexicon import words
from .kinds import (
    ADVERB,
    ADVERBS,
    CONJUNCTION,
    MARK,
    OF,
    OTHER,
    PLACE,
    PREPOSITION,
    ROLE,
    SAYING,
    TIME,
    VERB,
    VERBS,
    kind_of,
)
from .roster import COUNT, MEASURES, Roster, acts_alone, believable

_ADDRESS = frozenset(words("forms_of_address"))
_TITLES = _ADDRESS.union(OFFICES)
_AFTER_NAME = (VERB, ADVERB, PREPOSITION, CONJUNCTION, MARK, OF, TIME, OTHER, PLACE)
_WITH_NAME = re.compile(
    f"同志|先生|女士|同学|老师|教授|老人|老汉|大[爷妈娘叔婶]|师傅|一家|一行|夫妇|父子|兄弟|全家|等|本人|生前|一再|一面|一边|[他她我]|[^{HAN}]|$"
)
_AFTER_SURNAME = frozenset("接继给很还对向在就又也却便即则乃曾已把被拿听再仍亦")
NO_SURNAME = frozenset(("向", "付"))  # before an office: 向干部说; 付组长, for 副
_NOT_ACTING = frozenset("有是没为以")
_SAID = frozenset("说讲问答骂喊叫写看听称认污攻主多当")  # 王说, 黄看后
_PLACES = frozenset("村乡镇县区社校厂")
_NO_NAME_ENDS = frozenset("系部科处室组班队厂社会院所局委站台网报刊校站库场店")
_GOES_ON = re.compile("(?<=..)[也又还就都却则便曾]|$")
_ONE_PIECE = frozenset(words("unparted_words"))
_NOT_AFTER_CALLED = frozenset("子家师板总头人汉孩伙姐妹弟学孙村河山庄镇乡路们")
_HANS = re.compile(f"[{HAN}]+")
_DOTTED = re.compile(f"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,3}}(?=[0-9０-９])")
_MONTH = re.compile("[一二三四五六七八九十]月")


def addressed(text: str, at: int, end: int) -> str | None:
    """A surname with the office or the word of address after it: 顾教授."""
    surname = text[at : at + 2] if text[at : at + 2] in SURNAMES else text[at : at + 1]
    if surname not in SURNAMES or not believable(surname) or surname in NO_SURNAME:
        return None
    begin = at + len(surname)
    if text[begin : begin + 1] == "某":  # 杨某, 周某某
        return text[at : begin + (2 if text[begin + 1 : begin + 2] == "某" else 1)]
    for stop in range(min(end, begin + 4), begin + 1, -1):
        if text[begin:stop] in OFFICES or text[begin:stop] in _ADDRESS:
            return text[at:stop]
    return None


def titled(text: str, at: int, end: int, tag: str) -> str | None:
    """The name of three letters before an office or a word of address: 侨办|万国华|委员."""
    name, after = text[at : at + 3], at + 3
    if tag[:2] not in ("nr", "zg") or after >= end or not is_person_name(name) or not believable(name):
        return None
    behind = [
        {text[begin:stop] for stop in range(begin + 2, min(end, begin + 4) + 1)} & _TITLES
        for begin in (after - 1, after)
    ]
    return name if behind[1] and not behind[0] else None  # 朱德|总司令


def called(text: str, at: int, end: int, roster: Roster) -> str | None:
    """小 or 老 and a surname that the document uses more than once: 小夏小声应道."""
    if text[at] not in "小老" or at + 2 > end or not believable(text[at + 1]) or text[at + 1] not in SURNAMES:
        return None
    if roster.times(text[at : at + 2]) < 2 or (at + 2 < end and text[at + 2] in _NOT_AFTER_CALLED):
        return None
    if at + 2 < end and kind_of(*rjieba.tag(text[at + 2 : end])[0]) not in _AFTER_NAME:
        return None
    return text[at : at + 2]


def bare_at(text: str, at: int, end: int, roster: Roster) -> str | None:
    """A surname by which alone the document calls somebody, where what he does follows or the clause ends."""
    if text[at] not in roster.bare_surnames:
        return None
    if at + 1 < end and text[at + 1] not in "“，" and acts_alone(text[:end], at) is None:
        return None
    return text[at] if roster.times(text[at : at + 3]) < 3 else None


def is_bare_surname(text: str, at: int, end: int, roster: Roster) -> bool:
    """Whether a clause begins with a surname alone: what follows is an adverb or a preposition.

    A verb of saying may follow the surname of somebody whom the document names.
    """
    if at + 1 >= len(text) or text[at] not in SURNAMES or not believable(text[at]):
        return False
    if text[at] in ADVERBS and not roster.has_surname(text[at]):  # 曾把他吓跑
        return False
    if text[at + 1] in _AFTER_SURNAME or (text[at + 1] in _SAID and roster.has_surname(text[at])):
        return True
    word, tag = rjieba.tag(text[at + 1 : at + 7])[0]
    acts = len(word) == 2 and tag == "v" and roster.has_surname(text[at]) and word[0] not in _NOT_ACTING  # 肖知道
    return bool(acts) or (len(word) > 3 and tag in ("i", "l"))  # 王别有用心地说


def name_at(text: str, at: int, end: int, role: bool) -> str | None:
    """The name at `at`: a word that may follow a name stands after it; `role` says that an office stands before it."""
    if at and text[at] in MEASURES and COUNT.match(text[at - 1]):  # 这封信上
        return None
    foreign = _foreign_at(text, at, end) if role or long_foreign(text, at, end) else None
    if foreign and (len(foreign) > 4 or not (is_person_name(text[at : at + 3]) and believable(text[at : at + 3]))):
        return foreign
    for length in (4, 3, 2):
        name = text[at : at + length]
        joined = role and length == 3 and name[-1] in "和同与"  # 教授顾清和看过
        shape = name[:2] if joined else name
        if at + length > end or not is_person_name(shape) or not believable(shape, role) or _MONTH.search(name):
            continue
        if name[-1] in _PLACES or (length == 2 and name[1] in _AFTER_SURNAME):  # 石桥村, 叶再说
            continue
        if length == 3 and _verb_begins(text, at + 2, end):  # 刘䶮带来
            continue
        if _cuts_word(text, at, length, end):  # 苏修可以决定, 黄明微笑着说
            continue
        rest = text[at + length : min(end, at + length + 8)]
        if _WITH_NAME.match(rest):
            return name
        word, tag = rjieba.tag(rest)[0]
        if (
            word in SAYING
            or kind_of(word, tag) in ((VERB, ADVERB) if joined else _AFTER_NAME)
            or (len(word) > 3 and tag[0] in "izl")
            or (tag == "vn" and rest[len(word) : len(word) + 1] in ("着", "了", "道", "地"))  # 微笑着
            or (len(word) > 1 and rest[len(word) : len(word) + 1] == "地")  # 急切地
        ):
            return name
    return foreign  # 秘书长古特雷斯


def stands_alone(text: str, at: int, length: int, end: int) -> bool:
    """Whether what the tagger calls a name after an office is one before a longer word: 科长万戈|开口闭口就骂."""
    name, rest = text[at : at + length], text[at + length : min(end, at + length + 6)]
    if length not in (2, 3) or not rest or not is_person_name(name) or not believable(name):
        return False
    after = rjieba.tag(rest)[0][0]
    return len(after) > 2 and not ROLE.at_end_of(after)


def long_foreign(text: str, at: int, end: int) -> bool:
    """Whether five letters in a row write foreign sounds: 苏霍姆林|斯基."""
    return at + 5 <= end and is_foreign_name(text[at : at + 5])


def unlisted_at(text: str, at: int, end: int) -> str | None:
    """What stands between an office or a body and the end of a clause, or 也, a name but for its surname: 弓小河."""
    stop = _GOES_ON.search(text, at, min(end, at + 5))
    name = text[at : stop.start() if stop else end]
    if not 2 <= len(name) <= 3 or not _HANS.fullmatch(name) or name[0] in "的在会上所嘴想不有":
        return None
    found = rjieba.tag(name)
    if len(found) == 1 and found[0][1][:2] != "nr" and found == rjieba.tag(name, False):  # 临终前 is in the dictionary
        return None
    tags = [tag for _, tag in found]
    if any(len(word) > 1 and tag[0] == "v" for word, tag in found):
        return None
    if set(tags) & {"d", "p", "c", "f", "u", "r", "m"} or ROLE.at_end_of(name) or name[-1] in _NO_NAME_ENDS:
        return None
    if name in ADVERBS or (name[1:] in ADVERBS and len(name) > 2) or name[-1] == "地":  # 代表齐声, 同志气愤地
        return None
    return name if len(name) == 3 or any(tag.startswith("nr") for tag in tags) else None


def _verb_begins(text: str, at: int, end: int) -> bool:
    """Whether a verb of several letters begins at `at` that is no verb of saying with an adverb before it."""
    word, tag = rjieba.tag(text[at : min(end, at + 6)], False)[0]
    return len(word) > 1 and tag[0] == "v" and word[-1] not in VERBS and rjieba.tag(word[0])[0][1][0] == "v"


def _cuts_word(text: str, at: int, length: int, end: int) -> bool:
    """Whether a name of `length` letters would end inside a word: 可|以, 微|笑."""
    stop = at + length
    if text[stop - 1 : stop + 1] in _ONE_PIECE or _inside_doing(text, at, stop, end):
        return True
    if length != 3 or stop >= end:
        return False
    first, *rest = rjieba.tag(text[at : min(end, at + 6)])
    if len(first[0]) != 2 or not rest or len(rest[0][0]) < 2:
        return False
    manner = len(rest) > 1 and rest[1][0] in ("着", "地", "道")
    return manner or rest[0][0] in ADVERBS or bool(ROLE.at_end_of(rest[0][0]))


def _inside_doing(text: str, at: int, stop: int, end: int) -> bool:
    """Whether `stop` lies in a word of the dictionary that says how something is done, or is what is done: 曾深|刻."""
    begin = at
    for word, tag in rjieba.tag(text[at : min(end, stop + 3)], False):
        if begin < stop < begin + len(word):
            return begin > at and (tag in ("d", "ad", "vd") or word in ADVERBS)
        begin += len(word)
    return False


def _foreign_at(text: str, at: int, end: int) -> str | None:
    """A foreign name at `at`: all its letters, or all but one, write foreign sounds."""
    dotted = _DOTTED.match(text, at, end)
    named = name_after(text[: dotted.end() if dotted else end], at)  # 诺瓦克10日表示
    if named and "·" in named[1]:
        return named[1]
    for stop in range(min(at + 8, end), at + 2, -1):
        if sounds_foreign(text[at:stop]) and (stop == end or kind_of(*rjieba.tag(text[stop:end])[0]) in _AFTER_NAME):
            return text[at:stop]
    return None


def sounds_foreign(name: str) -> bool:
    """Whether all letters of a name after 德国哲学家, or all but one, write foreign sounds.

    >>> sounds_foreign("莱布马茨"), sounds_foreign("周大山")
    (True, False)
    """
    return is_foreign_name(name) or (len(name) > 3 and (is_foreign_name(name[:-1]) or is_foreign_name(name[1:])))
