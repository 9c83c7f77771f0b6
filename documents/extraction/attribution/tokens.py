"""The words of a clause with their kinds, and the names among them, which no tagger's list holds.

rjieba tells words and tags; what it gets wrong in these texts (`社员汪老四分到粮食` is no 汪老, `村有位` no word) is
set right by word lists, by the known names, and by what may stand before and after a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import rjieba

from people.names import is_person_name, name_after
from people.names.shapes import HAN, OFFICES, SURNAMES, is_foreign_name

from ..lexicon import Endings, words
from .roster import Roster, believable

NOUN, NAME, VERB, ADVERB, PREPOSITION, CONJUNCTION, TIME, OF, PLACE, MARK, OTHER = range(11)

_BY_TAG = {
    **dict.fromkeys("nsjlibmqazrhkg", NOUN), **dict.fromkeys("eoyu", OTHER),
    "v": VERB, "d": ADVERB, "p": PREPOSITION, "c": CONJUNCTION, "t": TIME, "f": PLACE, "x": MARK,
}  # fmt: skip
_CUE_NOUNS = frozenset(words("cue_nouns"))
VERBS = frozenset(words("cue_verbs")) - _CUE_NOUNS
NOUNS = _CUE_NOUNS.union(words("document_endings"))
PARTS = frozenset(words("parts"))
_ADVERBS = frozenset(words("adverbs"))
_OPENERS = frozenset(words("openers"))
ROLE = Endings((*OFFICES, *words("group_heads"), *words("kin"), *words("body_endings")))
_ADDRESS = frozenset(words("forms_of_address"))
_QUESTIONS = frozenset(("怎样", "如何", "怎么", "为什么", "为何", "什么", "所"))
_UNITS = frozenset(
    "县村乡镇省市区厂社队校院局处科部厅党团家人"
)  # single letters that the tagger has no part of speech for
_AFTER_NAME = (VERB, ADVERB, PREPOSITION, CONJUNCTION, MARK, OF, TIME, OTHER, PLACE)
_WITH_NAME = re.compile(
    f"同志|先生|女士|同学|老师|教授|一家|一行|夫妇|父子|兄弟|全家|等|本人|生前|一再|一面|一边|[他她我]|[^{HAN}]|$"
)
_COUNTED = "(?:[位个名]|一[位个名些]|一?部分|少数|不少|许多|几[位个])"
_NOT_BEFORE_TO, _NOT_AFTER_TO = "反针面绝相应敌核校不一成作配答派", "于外内待面着手象策立比付方"  # 反对, 对于
_SEAM = re.compile(  # where a word begins whatever the tagger says: 有|位|老人, 学生|中有, 《|
    f"(?<![没只所拥具享占])(?=有(?:[的些人]|{_COUNTED}))|(?<=[^没只所拥具享占]有)(?={_COUNTED})|(?<=有[位个名])"
    f"|(?<![{_NOT_BEFORE_TO}])(?=对[^{_NOT_AFTER_TO}])|(?<=[^{_NOT_BEFORE_TO}]对)(?=[^{_NOT_AFTER_TO}])|(?<=^对)(?=[^{_NOT_AFTER_TO}])"
    "|(?=《[^《》]+》|“[^“”]{1,20}”)|(?<=[》”])|(?<=[生人部众员农工民])(?=[中里](?:有|的|，))"
)
_ONE_WORD = re.compile("有[的些人]|《[^《》]+》|“[^“”]{1,20}”")
_WHEN = re.compile(
    "[0-9０-９一二三四五六七八九十上下本今去前同当这那]{1,4}(?:月份?|年|日|号|季度|年度|世纪|年代)[初末底]?"
)
_MONTH = re.compile("[一二三四五六七八九十]月")


class Token(NamedTuple):
    """A word of a clause; `kind` is one of the constants of this module, `name` whom a name stands for."""

    start: int
    end: int
    word: str
    kind: int
    name: str | None = None
    tag: str = ""


def tokens(text: str, roster: Roster) -> list[Token]:
    """The words of `text`; a known name is one word, and so is a name that what stands before and after it shows.

    >>> from people.names import Gazetteer
    >>> [t.word for t in tokens("县委书记万长才说", Roster(Gazetteer()))]
    ['县委书记', '万长才', '说']
    """
    found: list[Token] = []
    titles = [word.span() for word in _ONE_WORD.finditer(text)] if "《" in text or "“" in text else []
    at = 0
    for mention in roster.scan(text):
        if any(low < mention.start < high for low, high in titles):
            continue
        found.extend(_between(text, at, mention.start, roster))
        person = roster.kind(mention.name) == "person"
        name = mention.name or mention.label
        found.append(Token(mention.start, mention.end, mention.label, NAME if person else NOUN, name))
        at = mention.end
    found.extend(_between(text, at, len(text), roster))
    return found


def _between(text: str, start: int, end: int, roster: Roster) -> Iterator[Token]:
    seams = (seam.start() for seam in _SEAM.finditer(text, start, end))
    for begin, stop in pairwise((start, *(at for at in seams if start < at < end), end)):
        yield from _words(text, begin, stop, roster)


def _words(text: str, at: int, end: int, roster: Roster) -> Iterator[Token]:
    role, number, first = False, False, True
    while at < end:
        whole = _ONE_WORD.match(text, at, end)
        if whole:
            yield Token(at, whole.end(), whole[0], NOUN, None, "n" if whole[0][0] in "《“" else "r")
            at = whole.end()
        for word, tag in rjieba.tag(text[at:end]):
            may_be = role or (tag.startswith("nr") and not number) or (first and tag[0] in "nvzxa")
            name = _addressed(text, at, end) or (_name_at(text, at, end, role) if may_be else None)
            if name:
                yield Token(at, at + len(name), name, NAME, roster.resolve(name) or name, "nr")
                at += len(name)
                role = first = False
                break  # tag again from here
            kind = _kind(word, tag)
            if len(word) == 1 and word in VERBS and tag[0] != "v":  # 道 is a street, 言 at the end is said
                kind = VERB if at + 1 == end else _BY_TAG.get(tag[0], OTHER)
            yield Token(at, at + len(word), word, kind, None, tag)
            at += len(word)
            first = first and kind in (CONJUNCTION, ADVERB, TIME, MARK)
            role, number = bool(ROLE.at_end_of(word)), tag == "m"
        else:
            return


def _kind(word: str, tag: str) -> int:
    if word in ("的", "之"):
        return OF
    if _WHEN.fullmatch(word):
        return TIME
    if len(word) > 1 and word in _ADVERBS and word not in PARTS:
        return ADVERB
    if word in _OPENERS or (len(word) > 2 and word[0] == "在"):
        return CONJUNCTION
    if word in PARTS or (len(word) > 1 and ROLE.at_end_of(word)) or tag in ("vn", "an"):
        return NOUN if word not in VERBS else VERB
    if word in _QUESTIONS:
        return OTHER
    if word in VERBS or word in ("是", "有"):
        return VERB
    if tag in ("ad", "vd") or (word in _ADVERBS and tag[:1] not in "amnr"):
        return ADVERB
    if tag in ("zg", "nrfg"):
        return VERB if len(word) == 1 and word not in _UNITS else NOUN
    return _BY_TAG.get(tag[:1], OTHER)


def _addressed(text: str, at: int, end: int) -> str | None:
    """A surname with the office or the word of address after it: 顾教授."""
    surname = text[at : at + 2] if text[at : at + 2] in SURNAMES else text[at : at + 1]
    if surname not in SURNAMES or not believable(surname):
        return None
    begin = at + len(surname)
    for stop in range(min(end, begin + 4), begin + 1, -1):
        if text[begin:stop] in OFFICES or text[begin:stop] in _ADDRESS:
            return text[at:stop]
    return None


def _name_at(text: str, at: int, end: int, role: bool) -> str | None:
    """The name at `at`: a word that may follow a name stands after it; `role` says that an office stands before it."""
    foreign = _foreign_at(text, at, end) if role else None
    if foreign:
        return foreign
    for length in (4, 3, 2):
        name = text[at : at + length]
        joined = role and length == 3 and name[-1] in "和同与"  # 教授顾清和看过
        shape = name[:2] if joined else name
        if at + length > end or not is_person_name(shape) or not believable(shape, role) or _MONTH.search(name):
            continue
        if length == 3 and _verb_begins(text, at + 2, end):  # 刘䶮带来
            continue
        rest = text[at + length : min(end, at + length + 8)]
        if _WITH_NAME.match(rest) or _kind(*rjieba.tag(rest)[0]) in ((VERB, ADVERB) if joined else _AFTER_NAME):
            return name
    return None


def _verb_begins(text: str, at: int, end: int) -> bool:
    """Whether a verb of several letters begins at `at` that is no verb of saying with an adverb before it."""
    word, tag = rjieba.tag(text[at : min(end, at + 6)])[0]
    return len(word) > 1 and tag[0] == "v" and word[-1] not in VERBS


def _foreign_at(text: str, at: int, end: int) -> str | None:
    """A foreign name at `at`: all its letters, or all but one, write foreign sounds."""
    named = name_after(text[:end], at)
    if named and "·" in named[1]:
        return named[1]
    for stop in range(min(at + 8, end), at + 2, -1):
        if sounds_foreign(text[at:stop]) and (stop == end or _kind(*rjieba.tag(text[stop:end])[0]) in _AFTER_NAME):
            return text[at:stop]
    return None


def sounds_foreign(name: str) -> bool:
    """Whether all letters of a name after 德国哲学家, or all but one, write foreign sounds.

    >>> sounds_foreign("莱布马茨"), sounds_foreign("周大山")
    (True, False)
    """
    return is_foreign_name(name) or (len(name) > 3 and (is_foreign_name(name[:-1]) or is_foreign_name(name[1:])))
