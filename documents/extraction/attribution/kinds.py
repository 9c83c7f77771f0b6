"""The kinds of words: what a tagger says a word is, set right by the word lists."""

from __future__ import annotations

import re

from people.names.shapes import OFFICES

from ..lexicon import Endings, words

NOUN, NAME, VERB, ADVERB, PREPOSITION, CONJUNCTION, TIME, OF, PLACE, MARK, OTHER = range(11)

BY_TAG = {
    **dict.fromkeys("nsjlibmqazrhkg", NOUN), **dict.fromkeys("eoyu", OTHER),
    "v": VERB, "d": ADVERB, "p": PREPOSITION, "c": CONJUNCTION, "t": TIME, "f": PLACE, "x": MARK,
}  # fmt: skip
_CUE_NOUNS = frozenset(words("cue_nouns"))
SAYING = frozenset(words("cue_verbs"))
VERBS = SAYING - _CUE_NOUNS
NOUNS = _CUE_NOUNS.union(words("document_endings"))
PARTS = frozenset(words("parts"))
ADVERBS = frozenset(words("adverbs"))
_OPENERS = frozenset(words("openers"))
ROLE = Endings((*OFFICES, *words("group_heads"), *words("kin"), *words("body_endings")))
BODY = Endings(words("body_endings"))
_DOINGS = frozenset(("动员", "复员", "裁员"))  # no calling, though it ends like one
_QUESTIONS = frozenset(("怎样", "如何", "怎么", "为什么", "为何", "什么", "所"))
_UNITS = frozenset("县村乡镇省市区厂社队校院局处科部厅党团家人铺行店坊")  # single letters the tagger has no tag for
_WHEN = re.compile(
    "[0-9０-９一二三四五六七八九十上下本今去前同当这那]{1,4}(?:月份?|年|日|号|季度|年度|世纪|年代)[初末底]?"
)
DAY = re.compile("“[0-9０-９一二三四五六七八九十·．.]+”")
_NAMELESS = frozenset(
    ("", "群众", "们", "人", "者", "方", "派", "部门", "单位", "百姓", "老百姓", "人家", "户", "听众", "观众")
)


def kind_of(word: str, tag: str) -> int:
    """The kind of a word that stands alone, given the tagger's tag.

    >>> kind_of("强调", "v") == VERB, kind_of("社员", "n") == NOUN, kind_of("在", "p") == PREPOSITION
    (True, True, True)
    """
    if word in ("的", "之"):
        return OF
    if _WHEN.fullmatch(word) or DAY.fullmatch(word):
        return TIME
    if len(word) > 1 and word[-1] == "在" and tag != "t" and word in _OPENERS:  # 还在; not 现在
        return PREPOSITION
    if len(word) > 1 and word in ADVERBS and word not in PARTS:
        return ADVERB
    if word in _OPENERS or (len(word) > 2 and word[0] == "在"):
        return CONJUNCTION
    if word in PARTS or (len(word) > 1 and ROLE.at_end_of(word) and word not in _DOINGS) or tag in ("vn", "an"):
        to_people = (
            len(word) > 1 and word[-1] == "人" and (tag in ("v", "vn") or (len(word) == 2 and word[0] in SAYING))
        )  # 吓唬人, 骂人
        return VERB if word in VERBS or to_people else NOUN
    if word in _QUESTIONS:
        return OTHER
    if word in VERBS or word in ("是", "有"):
        return VERB
    if tag in ("ad", "vd") or (word in ADVERBS and tag[:1] not in "amnr"):
        return ADVERB
    if word in _UNITS:
        return NOUN
    if tag in ("zg", "nrfg"):
        return VERB if len(word) == 1 else NOUN
    return BY_TAG.get(tag[:1], OTHER)


def may_bear_name(word: str) -> bool:
    """Whether a name may follow a word: an office, a body, a calling, but no crowd.

    >>> may_bear_name("县长"), may_bear_name("群众")
    (True, False)
    """
    return ROLE.at_end_of(word) not in _NAMELESS
