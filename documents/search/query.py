"""The query language of the search box, parsed. Pure: it knows no database.

Space means and (so does `AND`); `"…"` or `“…”` a phrase; `OR` (or `|`) either; `-` (or `NOT`) not; `speaker:`,
`position:`, `meeting:`, `publication:`, `title:`, `kind:` and `date:1950..1957` narrow, and with a minus say what is
not wanted. Any input is a query: what cannot be read as an operator is read as words, and what was left out is said in
`problems`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.lib.chinese import fold

from .days import Days, read_days
from .typed import FIELDS, KINDS, MAX_CHARACTERS, MAX_TERMS, Piece, pieces

MAX_TERM_CHARACTERS = 200
SAMPLES = ((1_024, 100), (32, 0))  # one text in so many, drawn evenly; which will do if it has so many hits
ANY_DAY: Days = (None, None)

Fields = tuple[tuple[str, tuple[str, ...]], ...]


class Problem(NamedTuple):
    """What could not be understood: a code, and the piece that was typed where there is one."""

    code: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What to find. Every group of `all_of` must be met by one of its folded terms; none of `none_of` may occur.

    `fields` holds folded values by field name, each field's values being alternatives, and `none_in` those that are
    not wanted; `days` is the time that is asked for, and `none_on` are times that are not wanted.
    """

    all_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    fields: Fields = ()
    none_in: Fields = ()
    days: Days = ANY_DAY
    none_on: tuple[Days, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def terms(self) -> tuple[str, ...]:
        """Every folded term that a hit may show, for marking."""
        return tuple(term for group in self.all_of for term in group)

    @property
    def narrowed(self) -> bool:
        """Whether fields or days say more than the words do."""
        return bool(self.fields or self.none_in or self.none_on) or self.days != ANY_DAY

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.all_of or self.fields) and self.days == ANY_DAY


def parse(text: str, *, narrowing: bool = True) -> Query:
    """A query from what was typed. Never fails; `problems` has the codes too_long, too_many_terms, bad_date, bad_kind,
    empty_field, unknown_field, only_not, no_words. Without `narrowing`, names of fields are words like others.

    >>> parse('群众 "血肉聯繫" -官僚 speaker:马启智 date:2003').all_of
    (('群众',), ('血肉联系',))
    >>> parse("改革 OR 开放 经济").all_of
    (('改革', '开放'), ('经济',))
    >>> parse("群众 -类型:引文 NOT speaker:马启智").none_in
    (('kind', ('quotation',)), ('speaker', ('马启智',)))
    >>> parse("date:1950..1957").days[0]
    datetime.date(1950, 1, 1)
    >>> parse("speeker:马启智").problems
    (Problem(code='unknown_field', typed='speeker'),)
    >>> parse("date:1957", narrowing=False).all_of, parse("——").problems
    ((('date1957',),), (Problem(code='no_words', typed=''),))
    """
    builder = _Builder()
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
        builder.say("too_long")
    known: Mapping[str, str] = FIELDS if narrowing else {}
    for count, piece in enumerate(pieces(text, known)):
        if count >= MAX_TERMS:
            builder.say("too_many_terms")
            break
        if narrowing and piece.name and not piece.field and not piece.value.startswith("//"):  # https://…
            builder.say("unknown_field", piece.name)
        builder.add(piece)
    if text.strip() and not (builder.asked or builder.problems):
        builder.say("no_words")
    return builder.query()


class _Builder:
    """Collects the pieces of one query."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.none_of: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.none_in: dict[str, list[str]] = {}
        self.days = ANY_DAY
        self.none_on: list[Days] = []
        self.problems: list[Problem] = []

    def say(self, code: str, typed: str = "") -> None:
        self.problems.append(Problem(code, typed))

    def add(self, piece: Piece) -> None:
        folded = fold(piece.words)[:MAX_TERM_CHARACTERS]
        if piece.field == "date" and piece.value.strip():
            self.add_days(piece)
        elif piece.field and not folded:
            self.say("empty_field", piece.name)
        elif piece.field == "kind" and folded not in KINDS:
            self.say("bad_kind", piece.value)
        elif piece.field:
            wanted = KINDS[folded] if piece.field == "kind" else folded
            (self.none_in if piece.negated else self.fields).setdefault(piece.field, []).append(wanted)
        elif folded and piece.negated:
            self.none_of.append(folded)
        elif folded and piece.either and self.groups:
            self.groups[-1].append(folded)
        elif folded:
            self.groups.append([folded])

    def add_days(self, piece: Piece) -> None:
        try:
            first, last = read_days(piece.value.strip())
        except ValueError:
            self.say("bad_date", piece.value)
            return
        if piece.negated:
            self.none_on.append((first, last))
        else:
            self.days = first or self.days[0], last or self.days[1]

    @property
    def wanted(self) -> bool:
        return bool(self.groups or self.fields) or self.days != ANY_DAY

    @property
    def asked(self) -> bool:
        """Whether there is a word, wanted or not, or anything that narrows."""
        return self.wanted or bool(self.none_of or self.none_in or self.none_on)

    def query(self) -> Query:
        if self.asked and not self.wanted:
            self.say("only_not")
        return Query(
            tuple(tuple(dict.fromkeys(group)) for group in self.groups),
            tuple(self.none_of),
            _sorted(self.fields),
            _sorted(self.none_in),
            self.days,
            tuple(self.none_on),
            tuple(dict.fromkeys(self.problems)),
        )


def _sorted(fields: Mapping[str, list[str]]) -> Fields:
    return tuple((name, tuple(dict.fromkeys(values))) for name, values in sorted(fields.items()))


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
