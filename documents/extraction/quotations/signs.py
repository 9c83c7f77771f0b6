"""The signs that tell a quotation from a term, each seen before the marks, between them or after them.

A sign is a name; `words/quotation_weights.txt` says how much it counts. Where several patterns of a table fit, the
first one gives the sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from archive.lib.chinese import simplify
from archive.lib.words import alternation

from ..lexicon import Endings, words

STOPS = "。！？!?…"
OPENERS, CLOSERS = "“「『‘", "”」』’"
_SENTENCE_END = re.compile(r"[。！？!?；;…]")
_CLAUSE_BREAK = re.compile(r".*[，。；：！？、,;:!?“”‘’「」『』（）()《》…\s]", re.DOTALL)

_VERBS = words("cue_verbs")
_STRONG = alternation(set(_VERBS) - set(words("claim_verbs")))
_WHOM = r"(?:我们|他们|她们|你们|咱们|大家|人们|我|你|他|她|全党|全国|记者)"
_CUE = re.compile(rf"{_STRONG}(?:了|过|着|到|道|给)?{_WHOM}?(?:说|道|问|是|要|有)?$")
_CLAIM = re.compile(f"{alternation(words('claim_verbs'))}(?:了|过|着|到|出|为|成|做)?$")
_SAID_OF = re.compile(f"{_STRONG}(?:过|出|到)?的$")
_HAS_CUE = re.compile(
    f"{alternation(v for v in _VERBS if len(v) > 1)}|{alternation(v for v in _VERBS if len(v) == 1)}$"
)
_NOUN = re.compile(f"{alternation(words('cue_nouns'))}(?:是|为|说|有|就是|如下|写道)?$")
_PROVERB = re.compile(f"{alternation(words('proverb_cues'))}(?:[说讲云曰道是]|[说讲]得好|有云|叫做)?[：:，,]?$")
_TERM_LEAD = Endings(words("term_leads"))
_THEME = re.compile(f"{alternation(words('theme_nouns'))}(?:就?是|为|叫|：)+$|以$")
_TITLE_LEAD = Endings(words("title_leads"))
_REPORTED = re.compile(alternation(words("reporting_verbs")))

# What the clause before a colon, a comma, or the opening mark itself says: the first that fits.
_BEFORE_COLON = (("colon-cue", _CUE), ("colon-noun", _NOUN), ("colon-has-cue", _HAS_CUE))
_BEFORE_COMMA = (("comma-cue", _CUE), ("comma-noun", _NOUN), ("comma-claim", _CLAIM))
_BEFORE_MARK = (
    ("claim", _CLAIM),
    ("cue", _CUE),
    ("said-of", _SAID_OF),
    ("noun", _NOUN),
    ("of", re.compile("的$")),
    ("should", re.compile("要$")),
    ("is", re.compile("是$")),
)
_LABEL = re.compile(r"^\W*[^，。；：！？“”]{1,12}$")

_ENDS_LIKE_PLACE = frozenset(
    [
        "上",
        "下",
        "中",
        "内",
        "外",
        "前",
        "后",
        "时",
        "号",
        "者",
        "间",
        "里",
        "日",
        "期",
        "力量",
        "要求",
        "问题",
        "规律",
        "道路",
    ]
)
_TERM_END = Endings(set(words("term_heads")) - _ENDS_LIKE_PLACE)
_PRONOUN = re.compile(r"我|你|他|她|咱|俺|吾|汝|尔|谁|大家|自己|咱们|您")
_FUNCTION = re.compile(alternation(words("function_words")))
_ENUMERATION = re.compile(r"^[^，。；：！？、]+(?:、[^，。；：！？、]+)+$")
_SAME_ENDINGS = re.compile(r"[^，、]{1,2}([^，、]{2})(?:[，、][^，、]{1,2}\1)+$")  # 懂规则，敬规则，守规则
_COMMAS = re.compile(r"[，；,;]")
_PUNCTUATION = re.compile(r"[，；、。,;：]")
_FIGURES = re.compile(r"[A-Za-z0-9０-９]|[一二三四五六七八九十]+[·•.][一二三四五六七八九十]+")
_COUNT = "[一二三四五六七八九十两双多几]+"
_NUMBERED = re.compile(rf"^{_COUNT}[个大条项种不要有讲]?\S{{1,4}}(?:[、，,]{_COUNT}\S{{1,6}})*$")
_CLASSICAL = re.compile(
    r"[之其乎焉矣者莫勿岂孰曰兮]|而(?!且|是|已)|则(?!是)|以[^及后前来下上往]|亦|若|不如|不[^，]{0,3}不|无[^，]{1,3}[，无不]"
)
_TITLE_END = Endings(words("title_ends"))
_TITLE_BEGINNING = re.compile(r"(?:关于|对于|论(?!坛)|试论|谈|致|给|与|为)[^，。]{3,}$")
_LENGTHS = ((2, "2"), (4, "4"), (6, "6"), (9, "9"), (14, "14"), (24, "24"), (48, "48"))

_WHOLE = frozenset({"then-stop", "then-sentence", "ends-paragraph"})
_WHICH = "(?:这|那|等|之|的|一|句|个|样|段|番|些|类|种|首|则|条|几|两){0,4}"
_THEN_NOUN = re.compile(
    rf"^(?:[、和，]?“[^“”]{{1,40}}”){{0,4}}[，,]?{_WHICH}(?:[^，。；：“”的]{{0,6}}的|(?<=等)[^，。；：“”的]{{0,4}})?{alternation(words('cue_nouns'))}"
)
_THEN_HEAD = re.compile(f"^(?:的|这[一个种]|等|之类的?|那样的?|重要|伟大|大)?{alternation(words('term_heads'))}")
_THEN_CUE = re.compile(rf"^[，,。]?[^，。；：“”]{{1,24}}?{_STRONG}[了过道着到]?[，。：！；]")
_THEN_SOURCE = re.compile(r"^[，。；、]?(?:[（(\[【][^）)\]】]{2,60}[）)\]】]|[①-⑳❶-❿⑴-⒇]|<sup>|\[\d+\]|——|--)")
_THEN_THEME = re.compile(f"^(?:为|作为|成为){alternation(words('theme_roles'))}|^(?:主题|专题|系列)")
_THEN_THIS = re.compile(r"^[，,]?[这那]")


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch and what surrounds it, in simplified characters, white space gone from the inner edges."""

    before: str
    text: str
    after: str
    repeated: int = 1  # how often the document has the stretch between marks
    continued: bool = False  # one of the two marks is missing

    @property
    def cued(self) -> bool:
        """A verb of saying stands right before the marks."""
        return bool(_CUE.search(last_clause(self.before.rstrip("：:，,"))))


def last_clause(text: str) -> str:
    """What stands after the last punctuation of `text`.

    >>> last_clause("天亮了，周大山说")
    '周大山说'
    """
    broken = _CLAUSE_BREAK.match(text)
    return text[broken.end() :] if broken else text


@cache
def known_sayings() -> frozenset[str]:
    """The clauses of words/sayings.txt."""
    return frozenset(clause for entry in words("sayings") for clause in simplify(entry).split("，"))


def signs(place: Setting) -> Iterator[str]:
    """The names of the signs present.

    >>> sorted(signs(Setting("周大山说：", "走。", "")))
    ['colon-cue', 'cued-2', 'ends-paragraph', 'ends-sentence', 'in-report']
    """
    before = list(_before(place.before))
    yield from before
    next_ = _what_follows(place.after, ended=place.text[-1:] in STOPS)
    whole = "comma-cue" in before and next_ in _WHOLE  # 周大山说，“水从山上来”。
    yield from _inside(place, cued=whole or not {"colon-cue", "colon-noun", "proverb"}.isdisjoint(before))
    yield next_
    yield from _after(place.after)
    if place.repeated > 1:
        yield "long-repeated" if len(place.text) >= 12 else "repeated" if place.repeated > 2 else "twice"
    if _REPORTED.search(_SENTENCE_END.split(place.before)[-1][:-1]):
        yield "in-report"
    if place.continued and len(place.text) < 12:
        yield "broken"


def _first(table: Iterable[tuple[str, re.Pattern[str]]], text: str, otherwise: str) -> str:
    return next((sign for sign, pattern in table if pattern.search(text)), otherwise)


def _before(before: str) -> Iterator[str]:
    last = before[-1:]
    if not before or last in STOPS + "；;":
        yield "begins-sentence"
        return
    if last in CLOSERS:
        yield "after-quoted"
        return
    if last in "、和与及或" and before[-2:-1] in CLOSERS:
        yield "after-list"
        return
    if _PROVERB.search(before):
        yield "proverb"
    if _THEME.search(before):
        yield "leads-to-theme"
    elif _TITLE_LEAD.at_end_of(before.rstrip("：:")):
        yield "leads-to-title"
    if last in "：:":
        label = "colon-label" if _LABEL.match(before[:-1]) else "colon"
        yield _first(_BEFORE_COLON, last_clause(before[:-1]), label)
    elif last in "，,":
        yield _first(_BEFORE_COMMA, last_clause(before[:-1]), "comma")
    elif last in "、（(《—-":
        yield "before" + ("-dash" if last in "—-" else last.replace("(", "（"))
    else:
        yield _first(_BEFORE_MARK, last_clause(before), "word")
        if _TERM_LEAD.at_end_of(before):
            yield "term-lead"


def _inside(place: Setting, cued: bool) -> Iterator[str]:
    text = place.text
    letters = sum(map(str.isalnum, text[:60]))
    yield ("cued-" if cued else "length-") + next((name for limit, name in _LENGTHS if letters <= limit), "long")
    ended = text[-1:] in STOPS
    if ended:
        yield "ends-sentence"
    body = text[:-1] if ended else text
    yield from _structure(body, letters)
    if _PRONOUN.search(text):
        yield "pronoun"
    if any(part.strip() in known_sayings() for part in _PUNCTUATION.split(body)):
        yield "saying-as-name" if _THEN_HEAD.match(place.after) else "known-saying"
    if letters <= 24 and not cued:
        yield from _of_term_or_clause(text, body, letters)


def _structure(body: str, letters: int) -> Iterator[str]:
    if any(mark in body for mark in "。！？；!?"):
        yield "several-sentences"
    elif _ENUMERATION.match(body):
        yield "enumeration" if letters > 10 else "enumeration-short"
    elif "，" in body or "," in body:
        yield "clauses"
        parts = [len(part.strip()) for part in _COMMAS.split(body)]
        if len(set(parts)) == 1 and 3 <= parts[0] <= 8:
            yield "verse"
    if _SAME_ENDINGS.match(body):
        yield "same-endings"


def _of_term_or_clause(text: str, body: str, letters: int) -> Iterator[str]:
    function = len(_FUNCTION.findall(text))
    yield "function-" + (str(function) if function < 3 else "many")
    if not function and letters > 4:
        yield "no-function-long"
    if _TERM_END.at_end_of(body):
        yield "term-end"
    for sign, pattern in (("figures", _FIGURES), ("numbered", _NUMBERED)):
        if pattern.search(body):
            yield sign
    titled = _TITLE_BEGINNING.match(body), _TITLE_END.at_end_of(body)
    if any(titled):
        yield "work-title"
    if all(titled):
        yield "work-title-whole"
    if letters > 4 and len(_CLASSICAL.findall(text)) > 1 - ("，" in text):
        yield "classical"


def _after(after: str) -> Iterator[str]:
    if _THEN_NOUN.match(after):
        yield "then-noun"
    elif _THEN_HEAD.match(after):
        yield "then-term-head"
    if _THEN_THEME.match(after):
        yield "then-theme"
    elif _THEN_THIS.match(after):
        yield "then-this"
    if _THEN_SOURCE.match(after):
        yield "then-source"
    if _THEN_CUE.match(after):
        yield "then-cue"


def _what_follows(after: str, ended: bool) -> str:
    first = after[:1]
    if not after:
        return "ends-paragraph"
    if first in STOPS + "；;":
        return "then-stop"
    if first in "，,":
        return "then-comma"
    if first in OPENERS:
        return "then-quoted"
    if first in "、和与及或" and set(after[1:3]) & set(OPENERS):
        return "then-list"
    if first == "的":
        return "then-of"
    if first.isalnum():
        return "then-sentence" if ended else "then-word"
    return "then-other"
