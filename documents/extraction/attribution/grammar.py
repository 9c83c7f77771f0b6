"""The subject of a clause, read with a tagger: the noun phrase before its first verb is who acts, and who speaks.

`高桥社贫农社员汪老四分到粮食` acts by 汪老四, `当时台下有人小声嘀咕` by 有人, `在会上提出` by nobody it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..lexicon import words
from .kinds import (
    ADVERB,
    BODY,
    CONJUNCTION,
    MARK,
    NAME,
    NOUN,
    NOUNS,
    OF,
    OTHER,
    PARTS,
    PLACE,
    PREPOSITION,
    ROLE,
    SAYING,
    TIME,
    VERB,
    VERBS,
)
from .tokens import Token

LINKS = frozenset(("、", "和", "与", "及", "以及", "同"))
_BEFORE_LISTENER = frozenset(words("before_listeners"))
_PHRASE = frozenset(words("phrase_beginnings"))
_PHRASE_END = frozenset(words("phrase_ends"))
_HAVE = frozenset(("有", "还有", "也有", "另有", "又有"))
_SOMEBODY = frozenset(("有人", "有些人", "有的人", "有的", "有些"))
_PRONOUNS = frozenset(("他", "她", "我", "他们", "她们", "我们"))
_TOGETHER = frozenset(
    ("谈话", "谈", "谈到", "商量", "讨论", "见面", "一起", "一道", "握手", "吵", "吵架", "聊天", "交谈")
)
_NAMED_TOGETHER = frozenset(("一家", "一行", "两人", "二人", "三人", "四人", "俩", "两", "二", "三", "一家人"))
_AFTER_TIME = {"m": (PLACE, TIME), "t": (OF,)}  # 三百年|前, 清代|的县志
_BESIDE = frozenset((CONJUNCTION, TIME, MARK, OTHER, ADVERB))
_LONGEST_CLAUSE = 9  # words of a clause that goes before its noun: 一位住了三十年的婆婆


def subject_span(found: Sequence[Token]) -> tuple[int, int] | None:
    """The first and past the last of the words that are the subject; None where the clause names none."""
    first = _skip_adverbials(found)
    beside = 0 < first < len(found) - 1 and found[first].kind == OF and found[first - 1].kind == PLACE
    if beside and _is_somebody(found, first + 1):  # 在旁边的周大山
        first += 1
    named = _after_of(found, first) if first < len(found) and found[first].word in _PHRASE else None
    if named and _is_somebody(found, named):  # 在县城工作的周大山, 从石桥来的社员
        first = named
    elif first < len(found) and found[first].word in _PHRASE:  # 当汇报到有的青年
        first = next((at for at in range(first, len(found)) if found[at].word in _SOMEBODY), len(found))
    if first < len(found) and found[first].word in _HAVE:
        first += 1
    at = last = first
    while at < len(found):
        step = _step(found, first, at, last)
        if step is None:
            break
        first, at, last, whole = step
        if whole:
            break
    return _trimmed(found, first, last) if last > first else None


def _is_somebody(found: Sequence[Token], at: int) -> bool:
    """Whether a name stands there, or the calling of somebody that nothing goes on with."""
    if found[at].kind == NAME:
        return True
    after = found[at + 1] if at + 1 < len(found) else None
    ends = after is None or after.kind not in (NOUN, NAME, OF, PLACE, MARK)
    return ends and bool(ROLE.at_end_of(found[at].word)) and not BODY.at_end_of(found[at].word)


def _step(found: Sequence[Token], first: int, at: int, last: int) -> tuple[int, int, int, bool] | None:
    """One word further: where the phrase begins, the next word, past its last noun, whether it ends; None if it does.

    A phrase that has begun goes on after 的, 、 and 和; one that has no noun yet may have a clause before it.
    """
    token, after = found[at], found[at + 1] if at + 1 < len(found) else None
    begun = last > first
    named = any(known.kind == NAME or known.tag[:1] not in "mqrba" for known in found[first:last])
    if named and token.word in SAYING and after and after.kind == NAME:  # 有的战士质问周大山
        return None
    if begun and token.tag == "m" and found[at - 1].kind == NAME and token.word not in _NAMED_TOGETHER:  # 周大山7口人
        return None
    if token.kind in (NOUN, NAME) or (token.tag == "zg" and named and found[at - 1].kind != NAME):
        if token.word in _SOMEBODY and begun and found[at - 1].word not in LINKS:
            first = at  # 台下有人
        elif named and token.word in _PRONOUNS:
            return None
        alone = token.word in _PRONOUNS and after is not None and after.kind not in (OF, NOUN)
        return first, at + 1, at + 1, alone
    if begun and after and _joins(found[at - 1], token, after, found[at + 2] if at + 2 < len(found) else None):
        return first, at + 1, last, False
    if begun and token.kind == OF:
        return first, at + 1, last, False
    if named and token.word in NOUNS and token.kind == VERB and not (after and after.kind in (NOUN, NAME, OTHER)):
        return first, at + 1, at + 1, False  # 房屋署的回复, 党的十五大报告
    somebody = any((known.name and not known.tag) or known.word in ("他", "她") for known in found[first:last])
    there = (
        0
        if somebody
        else at + 1
        if token.word == "有"
        else at + 2
        if token.kind == PLACE and after and after.word == "有"
        else at + 1
        if token.kind == PLACE and after and after.word in _SOMEBODY
        else 0
    )
    if begun and there and there < len(found) and _counted(found[there]):
        return there, there, there, False  # 村里有位老人, 学生中有少数人
    return _past_clause(found, first, at, last, named)


def _past_clause(
    found: Sequence[Token], first: int, at: int, last: int, named: bool
) -> tuple[int, int, int, bool] | None:
    """Past a verb that 的 makes a part of the phrase: 县委通过的决议, 参加会议的代表, 一位住了三十年的婆婆."""
    token, after = found[at], found[at + 1] if at + 1 < len(found) else None
    if token.kind in (VERB, PREPOSITION) and named and after and after.kind == OF and at + 2 < len(found):
        if found[at + 2].word in _PHRASE_END:  # 我爹活着的时候
            return None
        return first, at + 2, last, False
    if at > first and found[at - 1].word in _SOMEBODY and token.word not in VERBS:  # 有些有孩子的妇女
        beyond = _after_of(found, at)
        crowd = beyond is not None and ROLE.at_end_of(found[beyond].word)
        return (first, beyond, last, False) if beyond and crowd else None
    if named or token.word in VERBS:
        return None
    if token.kind in (VERB, PREPOSITION, ADVERB):
        beyond = _after_of(found, at)
        return (first, beyond, last, False) if beyond else None
    return None


def _joins(before: Token, token: Token, after: Token, then: Token | None) -> bool:
    """Whether a word goes on with the phrase to the noun after it."""
    if token.kind == TIME:  # 有些老年工人
        return after.kind in (NOUN, OF)
    if token.kind == PLACE:  # 职员中的积极分子
        return after.kind == OF
    if token.word in ("等", "等等"):
        return after.kind == NOUN
    if token.word in ("与", "同") and after.kind == NOUN and before.kind == NAME:  # 周大山与群众表态
        return False
    return token.word in LINKS and after.kind in (NOUN, NAME) and not (then and then.word in _TOGETHER)


def _trimmed(found: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The phrase without the place it begins with and without what the tagger took for nouns after its head."""
    while last - first > 1 and found[first].tag == "s" and found[first].word != "当地":  # 区内耆老, 街头的老人
        first += 2 if found[first + 1].kind == OF and last - first > 2 else 1
    begins = found[first]
    if begins.kind in (VERB, PREPOSITION, ADVERB):  # 离区政府三十里内的妇女
        after = [at + 1 for at in range(first, last - 1) if found[at].kind == OF]
        first = after[-1] if after else first
    for at in range(last - 1, first - 1, -1):
        if found[at].kind == NAME or ROLE.at_end_of(found[at].word):
            goes_on = any(token.kind == OF or token.word in NOUNS for token in found[at:last])
            return (first, last) if goes_on else (first, at + 1)
    return first, last


def tail_name(found: Sequence[Token]) -> int | None:
    """Where a name stands right before the verb at the end, after the nouns that go with it: 石桥行经理万长青."""
    at = len(found) - 1
    while at > 0 and (found[at].kind in (ADVERB, OTHER, TIME) or (at + 1 < len(found) and _is_manner(found[at + 1]))):
        at -= 1
    if at < 1 or found[at].kind != NAME or not ROLE.at_end_of(found[at - 1].word):
        return None
    first = at
    while first and (
        found[first - 1].kind in (NOUN, NAME, OF) or found[first - 1].tag == "zg" or found[first - 1].word == "、"
    ):
        first -= 1
    return at if first < 2 and not (first and found[0].word in _BEFORE_LISTENER) else None


def last_span(found: Sequence[Token]) -> tuple[int, int] | None:
    """The first and past the last of the nouns that stand before the verb at the end: 落实周大山同志所."""
    last = len(found)
    while last and found[last - 1].kind in (ADVERB, OTHER, TIME):
        last -= 1
    first = last
    while first and (found[first - 1].kind in (NOUN, NAME, OF) or found[first - 1].word in LINKS):
        first -= 1
        if found[first].kind == NAME and not (first and found[first - 1].word in LINKS):
            break
    while first < last and found[first].kind not in (NOUN, NAME):
        first += 1
    named = any(token.kind == NAME for token in found[first:last])
    body = first < last and BODY.at_end_of(found[last - 1].word)  # 我对县委(提出的)
    if not (named or body) and first and found[first - 1].kind in (VERB, PREPOSITION):  # 她常挂在嘴边的一(句话)
        return None
    return (first, last) if first < last else None


def _counted(token: Token) -> bool:
    return token.word in PARTS or token.tag in ("m", "q", "r") or token.word.startswith(("一", "几"))


def _after_of(found: Sequence[Token], at: int) -> int | None:
    """Past the 的 that ends a phrase that begins with a verb, where a noun follows."""
    for later in range(at + 1, min(len(found) - 1, at + _LONGEST_CLAUSE)):
        if found[later].kind == MARK and found[later].word != "、":
            return None
        if found[later].kind == OF:
            return later + 1 if found[later + 1].kind in (NOUN, NAME) else None
    return None


def _skip_adverbials(found: Sequence[Token]) -> int:
    at = 0
    while at < len(found):
        token, after = found[at], found[at + 1] if at + 1 < len(found) else None
        if token.kind == PREPOSITION or token.word in _PHRASE or token.word in _BEFORE_LISTENER:
            beyond = _after_phrase(found, at)
            if beyond is None:
                return at
            at = beyond
        elif after and (_is_manner(after) or after.kind in _AFTER_TIME.get(token.tag, ())):
            at += 2
        elif token.kind in _BESIDE or (token.word == "是" and at) or _there(token, after):
            at += 1
        else:
            return at
    return at


def _goes_on(found: Sequence[Token], at: int) -> bool:
    """Whether a word joins those who are spoken to or dealt with: 对方针、政策及领导同志."""
    joined = found[at].word in ("、", "及", "和", "以及") and at + 1 < len(found)
    return joined and found[at + 1].kind in (NOUN, NAME)


def _there(token: Token, after: Token | None) -> bool:
    """Whether a word says where somebody is who is counted after it: 旁边一个人."""
    return token.kind == PLACE and after is not None and after.tag == "m"


def _is_manner(token: Token) -> bool:
    """Whether 地 makes a manner of the word before it: 洋洋得意地."""
    return token.word == "地" and token.tag[:1] == "u"


def _after_phrase(found: Sequence[Token], at: int) -> int | None:
    """Past a phrase of place or time; past the listener after 对; None where it does not end."""
    if found[at].word in _BEFORE_LISTENER:
        later = at + 1
        while later < len(found) and (found[later].kind in (NOUN, NAME, OF) or _goes_on(found, later)):
            later += 1
        beyond = _after_of(found, later - 1) if found[at].word in ("对", "向") else None  # 对走错了路的干部
        while beyond and beyond < len(found) and found[beyond].kind in (NOUN, NAME, OF):
            beyond += 1
        return beyond or later
    end = None
    for later in range(at + 1, len(found)):
        if found[later].word in _PHRASE_END or found[later].kind == PLACE:
            end = later + 1
        elif found[later].word == "，":
            return end or later + 1
    return end
