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
from people.names import is_person_name, name_after
from people.names.shapes import HAN, OFFICES, SURNAMES, is_foreign_name

from ..lexicon import Endings, words
from .roster import COUNT, MEASURES, SURNAME_LETTERS, Roster, acts_alone, believable

NOUN, NAME, VERB, ADVERB, PREPOSITION, CONJUNCTION, TIME, OF, PLACE, MARK, OTHER = range(11)

_BY_TAG = {
    **dict.fromkeys("nsjlibmqazrhkg", NOUN), **dict.fromkeys("eoyu", OTHER),
    "v": VERB, "d": ADVERB, "p": PREPOSITION, "c": CONJUNCTION, "t": TIME, "f": PLACE, "x": MARK,
}  # fmt: skip
_CUE_NOUNS = frozenset(words("cue_nouns"))
SAYING = frozenset(words("cue_verbs"))
VERBS = SAYING - _CUE_NOUNS
NOUNS = _CUE_NOUNS.union(words("document_endings"))
PARTS = frozenset(words("parts"))
_ADVERBS = frozenset(words("adverbs"))
_OPENERS = frozenset(words("openers"))
ROLE = Endings((*OFFICES, *words("group_heads"), *words("kin"), *words("body_endings")))
BODY = Endings(words("body_endings"))
_ADDRESS_END = Endings(("胡同", "号", "路", "街", "巷", "村", "屯", "庄"))  # 市场胡同弓小河
_ADDRESS = frozenset(words("forms_of_address"))
_QUESTIONS = frozenset(("怎样", "如何", "怎么", "为什么", "为何", "什么", "所"))
_UNITS = frozenset(
    "县村乡镇省市区厂社队校院局处科部厅党团家人铺行店坊"
)  # single letters that the tagger has no part of speech for
_AFTER_NAME = (VERB, ADVERB, PREPOSITION, CONJUNCTION, MARK, OF, TIME, OTHER, PLACE)
_WITH_NAME = re.compile(
    f"同志|先生|女士|同学|老师|教授|一家|一行|夫妇|父子|兄弟|全家|等|本人|生前|一再|一面|一边|[他她我]|[^{HAN}]|$"
)
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
_WHEN = re.compile(
    "[0-9０-９一二三四五六七八九十上下本今去前同当这那]{1,4}(?:月份?|年|日|号|季度|年度|世纪|年代)[初末底]?"
)
_DAY = re.compile("“[0-9０-９一二三四五六七八九十·．.]+”")
_AFTER_SURNAME = frozenset("接继给很还对向在就又也却便即则乃曾已把被拿听再仍亦")
NO_SURNAME = frozenset(("向", "付"))  # before an office: 向干部说; 付组长, for 副
_NOT_ACTING = frozenset("有是没为以")
_SAID = frozenset("说讲问答骂喊叫写看听称认污攻主多当")  # 王说, 黄看后
_NAMELESS = frozenset(
    ("", "群众", "们", "人", "者", "方", "派", "部门", "单位", "百姓", "老百姓", "人家", "户", "听众", "观众")
)
_ACTS_AFTER = frozenset(("并", "并且", "而且", "即", "便", "又", "还"))
_WHO = frozenset(("他", "她", "我", "他们", "她们", "我们", "有人"))
_PLACES = frozenset("村乡镇县区社校厂")
_NO_NAME_ENDS = frozenset("系部科处室组班队厂社会院所局委站台网报刊校站库场店")
_GOES_ON = re.compile("(?<=..)[也又还就都却则便曾]|$")
_ONE_PIECE = frozenset(words("unparted_words"))
_NOT_AFTER_CALLED = frozenset("子家师板总头人汉孩伙姐妹弟学孙村河山庄镇乡路们")
_HANS = re.compile(f"[{HAN}]+")
_UNIT_NUMBER = re.compile("[一二三四五六七八九十0-9]{1,3}[班组队连排科系级]")  # 二年级一班万长青
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
        at, role = mention.end, _may_bear_name(mention.label)
    found.extend(_between(text, at, len(text), roster, role))
    return [_as_verb(token, *beside) for token, *beside in zip(found, (None, *found), (*found[1:], None), strict=False)]


def _as_verb(token: Token, before: Token | None, after: Token | None) -> Token:
    """A word that the tagger takes for the noun of a doing, as the verb it is here: 又挑动孙小河."""
    if token.kind != NOUN or len(token.word) < 2 or before is None:
        return token
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
            when = whole[0][-1] in "年月日天次回" or _DAY.fullmatch(whole[0])
            tag = "t" if when else "n" if whole[0][0] in "《“" else "r"
            yield Token(at, whole.end(), whole[0], TIME if when else NOUN, None, tag)
            at, role = whole.end(), role or whole[0][0] == "付"
        if (
            first and at < end and not _HANS.match(text[at - 1 : at]) and _is_bare_surname(text, at, end, roster)
        ):  # 席很生气地批评
            yield Token(at, at + 1, text[at], NAME, roster.resolve(text[at]) or text[at], "nr")
            at, first = at + 1, False
        for word, tag in rjieba.tag(text[at:end]):
            may_be = role or (tag.startswith("nr") and not number) or (first and tag[0] in "nvzxa")
            if may_be and not role and len(word) > 1 and tag in ("n", "v", "a", "d"):  # 任务重
                may_be = is_person_name(text[at : at + 3]) and roster.times(text[at : at + 3]) > 1
            named = (
                _titled(text, at, end, tag)
                or _addressed(text, at, end)
                or _called(text, at, end, roster)
                or _bare_at(text, at, end, roster)
            )
            name = (None if lone else named) or (
                word
                if tag in ("nr", "nrfg") and len(word) == 3 and is_person_name(word) and believable(word, role)
                else None
            )
            name = name or (_name_at(text, at, end, role) if may_be else None)
            name = name or (_unlisted_at(text, at, end) if body or (role and len(word) > 1) else None)
            if name is None and tag.startswith("nr") and is_person_name(word) and roster.whole(word) != word:
                name = word
            if name:
                name = text[at : at + len(roster.whole(name))]
                yield Token(at, at + len(name), name, NAME, roster.resolve(name) or name, "nr")
                at += len(name)
                role = body = lone = first = False
                break  # tag again from here
            kind = _kind(word, tag)
            if len(word) == 1 and word in VERBS and tag[0] != "v":  # 道 is a street, 言 at the end is said
                kind = VERB if at + 1 == end else _BY_TAG.get(tag[0], OTHER)
            if kind == NOUN and _is_verb_here(word, tag, text[at + len(word) : at + len(word) + 1]):
                kind = VERB
            yield Token(at, at + len(word), word, kind, None, tag)
            at += len(word)
            first = first and kind in (CONJUNCTION, ADVERB, TIME, MARK)
            role, number = _may_bear_name(word) or _UNIT_NUMBER.fullmatch(word) is not None, tag == "m"
            lone = len(word) == 1 and kind == NOUN and tag[0] not in "mqrfn"  # 奥|兰总统
            body = len(word) > 1 and bool(BODY.at_end_of(word) or _ADDRESS_END.at_end_of(word))
        else:
            return


def _is_verb_here(word: str, tag: str, after: str) -> bool:
    """Whether what a list calls a noun acts: 群众组织了巡逻, 审查对象交代罪行 in one word."""
    whole = len(word) == 4 and tag == "n" and word[:2] in VERBS and word[2:] not in VERBS
    return whole or (tag == "v" and after in tuple("了着过"))


def _kind(word: str, tag: str) -> int:
    if word in ("的", "之"):
        return OF
    if _WHEN.fullmatch(word) or _DAY.fullmatch(word):
        return TIME
    if len(word) > 1 and word[-1] == "在" and tag != "t" and word in _OPENERS:  # 还在; not 现在
        return PREPOSITION
    if len(word) > 1 and word in _ADVERBS and word not in PARTS:
        return ADVERB
    if word in _OPENERS or (len(word) > 2 and word[0] == "在"):
        return CONJUNCTION
    if word in PARTS or (len(word) > 1 and ROLE.at_end_of(word)) or tag in ("vn", "an"):
        to_people = len(word) > 2 and word[-1] == "人" and tag in ("v", "vn")  # 吓唬人
        return VERB if word in VERBS or to_people else NOUN
    if word in _QUESTIONS:
        return OTHER
    if word in VERBS or word in ("是", "有"):
        return VERB
    if tag in ("ad", "vd") or (word in _ADVERBS and tag[:1] not in "amnr"):
        return ADVERB
    if word in _UNITS:
        return NOUN
    if tag in ("zg", "nrfg"):
        return VERB if len(word) == 1 else NOUN
    return _BY_TAG.get(tag[:1], OTHER)


def _addressed(text: str, at: int, end: int) -> str | None:
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


def _titled(text: str, at: int, end: int, tag: str) -> str | None:
    """The name of three letters before an office or a word of address: 侨办|万国华|委员."""
    name, after = text[at : at + 3], at + 3
    if tag[:2] not in ("nr", "zg") or after >= end or not is_person_name(name) or not believable(name):
        return None
    titles = (text[after:stop] for stop in range(min(end, after + 4), after + 1, -1))
    return name if any(title in OFFICES or title in _ADDRESS for title in titles) else None


def _called(text: str, at: int, end: int, roster: Roster) -> str | None:
    """小 or 老 and a surname that the document uses more than once: 小夏小声应道."""
    if text[at] not in "小老" or at + 2 > end or not believable(text[at + 1]) or text[at + 1] not in SURNAMES:
        return None
    if roster.times(text[at : at + 2]) < 2 or (at + 2 < end and text[at + 2] in _NOT_AFTER_CALLED):
        return None
    if at + 2 < end and _kind(*rjieba.tag(text[at + 2 : end])[0]) not in _AFTER_NAME:
        return None
    return text[at : at + 2]


def _may_bear_name(word: str) -> bool:
    """Whether a name may follow the word: an office, a body, a calling, but no crowd."""
    return ROLE.at_end_of(word) not in _NAMELESS


def _bare_at(text: str, at: int, end: int, roster: Roster) -> str | None:
    """A surname by which alone the document calls somebody, where what he does follows or the clause ends."""
    if text[at] not in roster.bare_surnames:
        return None
    if at + 1 < end and text[at + 1] not in "“，" and acts_alone(text[:end], at) is None:
        return None
    return text[at] if roster.times(text[at : at + 3]) < 3 else None


def _is_bare_surname(text: str, at: int, end: int, roster: Roster) -> bool:
    """Whether a clause begins with a surname alone: what follows is an adverb or a preposition.

    A verb of saying may follow the surname of somebody whom the document names.
    """
    if at + 1 >= len(text) or text[at] not in SURNAMES or not believable(text[at]):
        return False
    if text[at] in _ADVERBS and not roster.has_surname(text[at]):  # 曾把他吓跑
        return False
    if text[at + 1] in _AFTER_SURNAME or (text[at + 1] in _SAID and roster.has_surname(text[at])):
        return True
    word, tag = rjieba.tag(text[at + 1 : at + 7])[0]
    acts = len(word) == 2 and tag == "v" and roster.has_surname(text[at]) and word[0] not in _NOT_ACTING  # 肖知道
    return bool(acts) or (len(word) > 3 and tag in ("i", "l"))  # 王别有用心地说


def _name_at(text: str, at: int, end: int, role: bool) -> str | None:
    """The name at `at`: a word that may follow a name stands after it; `role` says that an office stands before it."""
    if at and text[at] in MEASURES and COUNT.match(text[at - 1]):  # 这封信上
        return None
    foreign = _foreign_at(text, at, end) if role else None
    if foreign and not (is_person_name(text[at : at + 3]) and believable(text[at : at + 3])):
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
            or _kind(word, tag) in ((VERB, ADVERB) if joined else _AFTER_NAME)
            or (len(word) > 3 and tag[0] in "izl")
            or (tag == "vn" and rest[len(word) : len(word) + 1] in ("着", "了", "道", "地"))  # 微笑着
        ):
            return name
    return None


def _unlisted_at(text: str, at: int, end: int) -> str | None:
    """What stands between an office or a body and the end of a clause, or 也, a name but for its surname: 弓小河."""
    stop = _GOES_ON.search(text, at, min(end, at + 5))
    name = text[at : stop.start() if stop else end]
    if not 2 <= len(name) <= 3 or not _HANS.fullmatch(name) or name[0] in "的在会上所嘴想不有":
        return None
    found = rjieba.tag(name)
    tags = [tag for _, tag in found]
    if any(len(word) > 1 and tag[0] == "v" for word, tag in found):
        return None
    if set(tags) & {"d", "p", "c", "f", "u", "r", "m"} or ROLE.at_end_of(name) or name[-1] in _NO_NAME_ENDS:
        return None
    if name in _ADVERBS or (name[1:] in _ADVERBS and len(name) > 2) or name[-1] == "地":  # 代表齐声, 同志气愤地
        return None
    return name if len(name) == 3 or any(tag.startswith("nr") for tag in tags) else None


def _verb_begins(text: str, at: int, end: int) -> bool:
    """Whether a verb of several letters begins at `at` that is no verb of saying with an adverb before it."""
    word, tag = rjieba.tag(text[at : min(end, at + 6)])[0]
    return len(word) > 1 and tag[0] == "v" and word[-1] not in VERBS and rjieba.tag(word[0])[0][1][0] == "v"


def _cuts_word(text: str, at: int, length: int, end: int) -> bool:
    """Whether a name of `length` letters would end inside a word: 可|以, 微|笑."""
    stop = at + length
    if text[stop - 1 : stop + 1] in _ONE_PIECE:
        return True
    if length != 3 or stop >= end:
        return False
    first, *rest = rjieba.tag(text[at : min(end, at + 6)])
    if len(first[0]) != 2 or not rest or len(rest[0][0]) < 2:
        return False
    manner = len(rest) > 1 and rest[1][0] in ("着", "地", "道")
    return manner or rest[0][0] in _ADVERBS or bool(ROLE.at_end_of(rest[0][0]))


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
