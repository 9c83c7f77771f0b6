"""The query language of the search box, parsed. Pure: it knows no database.

Space means and; `"…"` or `“…”` a phrase; `OR` (or `|`) either; `-` not; `speaker:`, `position:`, `meeting:`,
`publication:`, `kind:` and `date:1950..1957` narrow. Any input is a query: what cannot be read as an operator
is read as words, and what was left out is said in `problems`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from archive.lib import edtf
from archive.lib.chinese import fold

MAX_CHARACTERS = 1_000
MAX_TERMS = 32
MAX_TERM_CHARACTERS = 200
SAMPLES = ((1_024, 100), (32, 0))  # one text in so many, drawn evenly; which will do if it has so many hits

FIELDS = {
    "speaker": "speaker",
    "讲话人": "speaker",
    "发言人": "speaker",
    "人物": "speaker",
    "author": "speaker",
    "作者": "speaker",
    "position": "position",
    "职务": "position",
    "meeting": "meeting",
    "会议": "meeting",
    "publication": "publication",
    "出版物": "publication",
    "出处": "publication",
    "kind": "kind",
    "类型": "kind",
    "date": "date",
    "日期": "date",
    "年": "date",
    "in": "document",
}
KINDS = {
    "paragraph": "paragraph",
    "文字": "paragraph",
    "段落": "paragraph",
    "remark": "remark",
    "发言": "remark",
    "quotation": "quotation",
    "引文": "quotation",
    "引语": "quotation",
    "title": "title",
    "题名": "title",
    "标题": "title",
    "name": "name",
    "人名": "name",
    "meeting": "meeting",
    "会议": "meeting",
}

_TOKEN = re.compile(
    r"""(?P<not>[-－](?=\S))?
        (?:(?P<field>[A-Za-z]{2,12}|[一-鿿]{1,4})[:：](?=\S))?
        (?: "(?P<straight>[^"]*)"? | “(?P<curly>[^”]*)”? | (?P<word>[^\s"“]+) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One `field:value` of what was typed: the field's own name, the value as typed, and the rest without it."""

    field: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Query:
    """What to find. Every group of `all_of` must be met by one of its folded terms; none of `none_of` may occur.

    `fields` holds folded values by field name, each field's values being alternatives.
    """

    all_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: date | None = None
    until: date | None = None
    problems: tuple[str, ...] = field(default=(), compare=False)

    @property
    def terms(self) -> tuple[str, ...]:
        """Every folded term that a hit may show, for marking."""
        return tuple(term for group in self.all_of for term in group)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.all_of or self.fields or self.since or self.until)


def parse(text: str, *, narrowing: bool = True) -> Query:
    """A query from what was typed. Never fails; `problems` holds codes: too_long, too_many_terms, bad_date, only_not,
    no_words. Without `narrowing`, names of fields are words like others.

    >>> parse('群眾 "血肉聯繫" -官僚 speaker:马启智 date:2003').all_of
    (('群众',), ('血肉联系',))
    >>> parse("改革 OR 开放 经济").all_of
    (('改革', '开放'), ('经济',))
    >>> parse("date:1950..1957").since
    datetime.date(1950, 1, 1)
    >>> parse("date:1957", narrowing=False).all_of, parse("——").problems
    ((('date1957',),), ('no_words',))
    """
    builder = _Builder(FIELDS if narrowing else {})
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
        builder.problems.append("too_long")
    either = False
    for count, token in enumerate(_TOKEN.finditer(text)):
        if count >= MAX_TERMS:
            builder.problems.append("too_many_terms")
            break
        if token["word"] in ("OR", "|", "｜") and not token["field"] and not token["not"]:
            either = True
            continue
        builder.add(token, either)
        either = False
    if text.strip() and not (builder.asked or builder.problems):
        builder.problems.append("no_words")
    return builder.query()


def narrowings(text: str) -> list[Narrowing]:
    """What narrows a query, in order of writing.

    >>> narrowings('群众 类型:发言 date:2003')[0]
    Narrowing(field='kind', value='发言', without='群众 date:2003')
    """
    found = []
    for token in islice(_TOKEN.finditer(text[:MAX_CHARACTERS]), MAX_TERMS):
        if name := FIELDS.get((token["field"] or "").lower()):
            rest = f"{text[: token.start()].rstrip()} {text[token.end() :].lstrip()}".strip()
            found.append(Narrowing(name, _value(token), rest))
    return found


def _value(token: re.Match[str]) -> str:
    return next(v for v in (token["straight"], token["curly"], token["word"]) if v is not None)


class _Builder:
    """Collects the pieces of one query."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known
        self.groups: list[list[str]] = []
        self.none_of: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.since: date | None = None
        self.until: date | None = None
        self.problems: list[str] = []

    def add(self, token: re.Match[str], either: bool) -> None:
        value = _value(token)
        name = self.known.get((token["field"] or "").lower())
        if token["field"] and name is None:
            value = f"{token['field']}:{value}"
        if name == "date":
            self.add_date(value)
        elif name == "kind":
            if kind := KINDS.get(value.lower()):
                self.fields.setdefault("kind", []).append(kind)
            else:
                self.problems.append("bad_kind")
        elif name == "document":
            self.fields.setdefault("document", []).append(value.lower())
        elif folded := fold(value)[:MAX_TERM_CHARACTERS]:
            self.add_words(name, folded, either, bool(token["not"]))

    def add_words(self, name: str | None, folded: str, either: bool, negated: bool) -> None:
        if name:
            self.fields.setdefault(name, []).append(folded)
        elif negated:
            self.none_of.append(folded)
        elif either and self.groups:
            self.groups[-1].append(folded)
        else:
            self.groups.append([folded])

    def add_date(self, value: str) -> None:
        start, dots, end = value.replace("—", "..").replace("～", "..").partition("..")
        try:
            low, high = edtf.parse(f"{start or '..'}/{end or '..'}" if dots else start.removesuffix("年"))
        except ValueError:
            self.problems.append("bad_date")
            return
        self.since, self.until = low or self.since, high or self.until

    @property
    def asked(self) -> bool:
        """Whether there is a word, wanted or not, or anything that narrows."""
        return bool(self.groups or self.none_of or self.fields or self.since or self.until)

    def query(self) -> Query:
        fields = tuple((name, tuple(dict.fromkeys(values))) for name, values in sorted(self.fields.items()))
        groups = tuple(tuple(dict.fromkeys(group)) for group in self.groups)
        if self.none_of and not groups and not fields:
            self.problems.append("only_not")
        return Query(groups, tuple(self.none_of), fields, self.since, self.until, tuple(dict.fromkeys(self.problems)))


def token_expression(
    groups: Iterable[tuple[str, ...]], both: str, either: str, term_expression: Callable[[str], str]
) -> str:
    """The condition on index tokens that every hit of `groups` meets, in a database's own operators.

    Terms are letters, digits and ideographs only, so that quoting them needs no escapes.

    >>> token_expression(parse("群众 OR 改 革").all_of, "AND", "OR", lambda term: f'"{term}"')
    '("群众" OR "改") AND ("革")'
    """
    return f" {both} ".join(f"({f' {either} '.join(map(term_expression, group))})" for group in groups)


def held(groups: Iterable[tuple[str, ...]], contains: str) -> tuple[list[str], list[str]]:
    """SQL conditions that the text itself holds a term of each group, and their parameters.

    >>> held([("群众", "改")], "instr(t.folded, %s) > 0")
    (['(instr(t.folded, %s) > 0 OR instr(t.folded, %s) > 0)'], ['群众', '改'])
    """
    groups = list(groups)
    return [f"({' OR '.join([contains] * len(group))})" for group in groups], [term for g in groups for term in g]
