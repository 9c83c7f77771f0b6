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

from archive.lib.words import alternation
from people.names import is_person_name
from people.names.shapes import HAN, OFFICES

from ..lexicon import Endings
from .guessed_names import (
    addressed,
    bare_at,
    called,
    is_bare_surname,
    long_foreign,
    name_at,
    stands_alone,
    titled,
    unlisted_at,
)
from .kinds import (
    ADVERB,
    BODY,
    BY_TAG,
    CONJUNCTION,
    DAY,
    MARK,
    NAME,
    NOUN,
    NOUNS,
    OF,
    OTHER,
    ROLE,
    TIME,
    VERB,
    VERBS,
    kind_of,
    may_bear_name,
)
from .roster import SURNAME_LETTERS, Roster, acts_alone, believable

_ADDRESS_END = Endings(("胡同", "号", "路", "街", "巷", "村", "屯", "庄"))  # 市场胡同弓小河
_HANS = re.compile(f"[{HAN}]+")
_COUNTED = "(?:[位个名]|一[位个名些]|一?部分|少数|不少|许多|几[位个])"
_NOT_BEFORE_TO, _NOT_AFTER_TO = "反针面绝相应敌核校不一成作配答派", "于外内待面着手象策立比付方"  # 反对, 对于
_DEPUTY = f"付{alternation(office[1:] for office in OFFICES if office[0] == '副')}"  # 付书记, as it was written
_SEAM = re.compile(  # where a word begins whatever the tagger says: 有|位|老人, 学生|中有, 《|
    f"(?<![0-9０-９])(?=[0-9０-９]{{1,4}}年)|(?<![没只所拥具享占])(?=有(?:[的些人]|{_COUNTED}))|(?<=[^没只所拥具享占]有)(?={_COUNTED})|(?<=有[位个名])"
    f"|(?<![{_NOT_BEFORE_TO}])(?=对[^{_NOT_AFTER_TO}])|(?<=[^{_NOT_BEFORE_TO}]对)(?=[^{_NOT_AFTER_TO}])|(?<=^对)(?=[^{_NOT_AFTER_TO}])"
    "|(?=负责人们)|(?<=负责人们)|(?=《[^《》]+》|“[^“”]{1,20}”)|(?<=[》”])|(?<=[生人部众员农工民])(?=[中里](?:有|的|，))"
    "|(?<=[我他她])(?=[要想又也就还再在])"  # 我要 is no word
    f"|(?<![交支对应托给])(?={_DEPUTY})|(?<=[{HAN}][员科])(?=[{SURNAME_LETTERS}])"  # 调配员|桂, 工资科|谢
)
_ONE_WORD = re.compile(
    "有(?:[一几]?[天次回]|[一几]年)|[0-9０-９]{1,4}年(?:[0-9０-９]{1,2}月)?(?:[0-9０-９]{1,2}日)?|有[的些人]"
    "|被[一-龥]{2,4}者|《[^《》]+》|“[^“”]{1,20}”"
    f"|{_DEPUTY}"
)
_ACTS_AFTER = frozenset(("并", "并且", "而且", "即", "便", "又", "还"))
_WHO = frozenset(("他", "她", "我", "他们", "她们", "我们", "有人"))
_UNIT_NUMBER = re.compile("[一二三四五六七八九十0-9]{1,3}[班组队连排科系级]")  # 二年级一班万长青


class Token(NamedTuple):
    """A word of a clause; `kind` is one of the constants of kinds.py, `name` whom a name stands for."""

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
    known = roster.read.get(text)
    if known is None:
        known = roster.read[text] = _read(text, roster)
    return known


def _read(text: str, roster: Roster) -> list[Token]:
    found: list[Token] = []
    titles = [word.span() for word in _ONE_WORD.finditer(text)] if "《" in text or "“" in text else []
    at, role = 0, False
    for mention in roster.scan(text):
        if any(low < mention.start < high for low, high in titles):
            continue
        found.extend(_between(text, at, mention.start, roster, role))
        person = roster.kind(mention.name) == "person"
        name = mention.name or mention.label
        found.append(Token(mention.start, mention.end, mention.label, NAME if person else NOUN, name))
        at, role = mention.end, may_bear_name(mention.label)
    found.extend(_between(text, at, len(text), roster, role))
    return [_as_verb(token, *beside) for token, *beside in zip(found, (None, *found), (*found[1:], None), strict=False)]


def _as_verb(token: Token, before: Token | None, after: Token | None) -> Token:
    """A word that the tagger takes for the noun of a doing, as the verb it is here: 又挑动孙小河."""
    if token.kind != NOUN or len(token.word) < 2 or before is None:
        return token
    if token.word == "代表" and before.kind == NAME and after and after.kind in (NOUN, NAME):  # 万长青代表全厂职工
        return token._replace(kind=VERB)
    if token.tag not in ("vn", "z"):  # 他质问, 并举例
        objects = token.word in VERBS or (after is not None and after.tag == "m")  # 他质问一位干部
        saying = token.tag == "n" and objects and before.word in _WHO
        ends = token.tag == "n" and after is None and before.word in _ACTS_AFTER and not ROLE.at_end_of(token.word)
        return token._replace(kind=VERB) if saying or ends else token
    if token.word in NOUNS or ROLE.at_end_of(token.word) or (after and after.kind == OF):
        return token
    told = before.tag == "d" or before.word in _ACTS_AFTER
    told = told or (before.tag == "r" and before.word in _WHO) or (before.kind == NAME and after is not None)
    return token._replace(kind=VERB) if told else token


def _between(text: str, start: int, end: int, roster: Roster, role: bool) -> Iterator[Token]:
    seams = (seam.start() for seam in _SEAM.finditer(text, start, end))
    for begin, stop in pairwise((start, *(at for at in seams if start < at < end), end)):
        led = begin > start and text[begin - 1] in "员科" and stop - begin > 1
        yield from _words(text, begin, stop, roster, led or (role and begin == start))


def _words(text: str, at: int, end: int, roster: Roster, role: bool) -> Iterator[Token]:
    body, lone, number, first = False, False, False, True
    while at < end:
        whole = _ONE_WORD.match(text, at, end)
        if whole:
            when = whole[0][-1] in "年月日天次回" or DAY.fullmatch(whole[0])
            tag = "t" if when else "n" if whole[0][0] in "《“" else "r"
            yield Token(at, whole.end(), whole[0], TIME if when else NOUN, None, tag)
            at, role = whole.end(), role or whole[0][0] == "付"
        if (
            first and at < end and not _HANS.match(text[at - 1 : at]) and is_bare_surname(text, at, end, roster)
        ):  # 席很生气地批评
            yield Token(at, at + 1, text[at], NAME, roster.resolve(text[at]) or text[at], "nr")
            at, first = at + 1, False
        for word, tag in rjieba.tag(text[at:end]):
            may_be = role or (tag.startswith("nr") and not number) or (first and tag[0] in "nvzxadbj")
            if may_be and not role and len(word) > 1 and tag in ("n", "v", "a", "d", "b", "j"):  # 任务重
                may_be = is_person_name(text[at : at + 3]) and roster.times(text[at : at + 3]) > 1
            named = (
                titled(text, at, end, tag)
                or addressed(text, at, end)
                or called(text, at, end, roster)
                or bare_at(text, at, end, roster)
            )
            name = (None if lone else named) or (
                word
                if tag in ("nr", "nrfg")
                and len(word) == 3
                and is_person_name(word)
                and believable(word, role)
                and not long_foreign(text, at, end)
                else None
            )
            name = name or (name_at(text, at, end, role) if may_be else None)
            if name and not role and _is_surname_and_verb(name, roster):  # 万|结婚后
                name = name[0]
            if name is None and role and tag in ("nr", "nrfg") and stands_alone(text, at, len(word), end):
                name = word
            name = name or (unlisted_at(text, at, end) if body or (role and len(word) > 1) else None)
            if name is None and tag.startswith("nr") and is_person_name(word) and roster.whole(word) != word:
                name = word
            if name:
                name = text[at : at + len(roster.whole(name))]
                yield Token(at, at + len(name), name, NAME, roster.resolve(name) or name, "nr")
                at += len(name)
                role = body = lone = first = False
                break  # tag again from here
            kind = kind_of(word, tag)
            if len(word) == 1 and word in VERBS and tag[0] != "v":  # 道 is a street, 言 at the end is said
                kind = VERB if at + 1 == end else BY_TAG.get(tag[0], OTHER)
            if kind == NOUN and _is_verb_here(word, tag, text[at + len(word) : min(end, at + len(word) + 2)]):
                kind = VERB
            yield Token(at, at + len(word), word, kind, None, tag)
            at += len(word)
            first = first and kind in (CONJUNCTION, ADVERB, TIME, MARK)
            role, number = may_bear_name(word) or _UNIT_NUMBER.fullmatch(word) is not None, tag == "m"
            lone = len(word) == 1 and kind == NOUN and tag[0] not in "mqrfn"  # 奥|兰总统
            body = len(word) > 1 and bool(BODY.at_end_of(word) or _ADDRESS_END.at_end_of(word))
        else:
            return


def _is_surname_and_verb(name: str, roster: Roster) -> bool:
    """Whether what looks like a name is the surname of somebody the document names, and what he does: 万|结婚."""
    if len(name) != 3 or not roster.has_surname(name[0]) or roster.times(name) > 1:
        return False
    return acts_alone(name, 0) == name[1:]


def _is_verb_here(word: str, tag: str, after: str) -> bool:
    """Whether what a list calls a noun acts: 群众组织了巡逻, 审查对象交代罪行 in one word."""
    whole = len(word) == 4 and tag == "n" and word[:2] in VERBS and word[2:] not in VERBS
    aspect = after[:1] in tuple("了着过")
    noun = (
        tag == "n" and len(word) > 1 and len(after) > 1 and after[0] == "了" and after[1] not in "，的吗呢吧"
    )  # 党派了人
    return whole or (tag == "v" and aspect) or noun or (len(word) > 2 and word[-1] == "给")  # 写信给
