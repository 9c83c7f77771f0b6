"""Searching: hits, their number, what narrows them, and the words around them. One meaning on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from archive.lib.chinese import fold_with_places
from archive.replicas import connection
from documents.models import SearchText

from . import ranking
from .engines import engine
from .names import NAMES
from .query import ANY_DAY, Query
from .tallies import FACTS, Tallies, tallied_with_keys
from .way import Way
from .ways import EVERYWHERE, across, ways

PAGE = 20
COUNT_CAP = 10_000
RANKED = 1_000  # the newest so many hits are put in order of rank,
NAMED = 100  # of which so many are names of people that would not be among them: they have no day


@dataclass(frozen=True, slots=True)
class Snippet:
    """The words around a hit: pieces of text, each marked or not."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `after` is what to ask the next page with, None on the last; `capped` says "more than".

    `every` has the keys of all hits, newest first, where they are few enough to be kept; `tallies` what facets count of
    them, if they were asked for, came along with the hits, and are of all; `ways` is where they were looked for.
    """

    hits: tuple[SearchText, ...]
    total: int
    capped: bool
    after: str | None
    every: tuple[int, ...] | None = ()
    tallies: Tallies | None = None
    ways: tuple[Way, ...] = ()


def search(
    query: Query, order: str = "rank", after: str | None = None, size: int = PAGE, *, tally: bool = False
) -> Results:
    """The hits of `query`: `order` is rank (best first) or date (newest first); `after` continues a page.

    A bad `after` starts from the beginning. `tally` asks for what facets count as well, if that is at hand.
    """
    if query.empty:
        return Results((), 0, False, None)
    there = ways(query)
    total, every, tallies = _counted(query, there, tally)
    if order == "date":
        keys = _by_date(query, there, total, every, after, size + 1)
        following = str(keys[size - 1]) if len(keys) > size else None
    else:
        start = int(after) if after and after.isdecimal() and int(after) < RANKED else 0
        keys = _by_rank(query, there, total, every)[start : start + size + 1]
        following = str(start + size) if len(keys) > size else None
    all_keys = None if every is None else tuple(every)
    return Results(rows_of(keys[:size]), min(total, COUNT_CAP), total > COUNT_CAP, following, all_keys, tallies, there)


def merge() -> None:
    """Put the index in its quickest shape, after much has been written."""
    engine().merge()


def newest(query: Query, most: int) -> tuple[SearchText, ...]:
    """The newest hits of `query`, at most so many, uncounted."""
    return () if query.empty else rows_of(keys_of(*_candidates(query, ways(query), most)))


def count(query: Query) -> int:
    """How many hits there are, exact up to COUNT_CAP, one more than it beyond."""
    sql, values = some(query, COUNT_CAP + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) hits", values)
        return int(cursor.fetchone()[0])


def counts(queries: Sequence[Query]) -> list[int]:
    """How many hits each query has, in one question."""
    asked = [some(query, COUNT_CAP + 1) for query in queries]
    if not asked:
        return []
    each = (f"SELECT {n}, count(*) FROM ({sql}) hits" for n, (sql, _values) in enumerate(asked))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [value for _sql, values in asked for value in values])
        return [total for _n, total in sorted(cursor.fetchall())]


def some(query: Query, limit: int, *further: str) -> tuple[str, list[Any]]:
    """SQL for the ids of at most `limit` hits that meet further conditions, in whatever order is quickest."""
    there = ways(query)
    for condition in further:
        there = tuple(way.also(condition) for way in there)
    return _some(query, there, limit)


def snippet(text: str, terms: Iterable[str], around: int = 40) -> Snippet:
    """The first hit of any of the folded `terms` in `text` with `around` characters on each side, all hits marked."""
    folded, places = fold_with_places(text)
    spans = []
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            spans.append((places[at], places[at + len(term) - 1] + 1))
            at = folded.find(term, at + len(term))
    spans.sort()
    start = max(0, spans[0][0] - around) if spans else 0
    end = min(len(text), (spans[0][1] if spans else 0) + around * 2)
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for low, high in spans:
        if low < at or low >= end:
            continue
        pieces += [(text[at:low], False), (text[low:high], True)]
        at = high
    pieces += [(text[at:end], False)] + ([("…", False)] if end < len(text) else [])
    return Snippet(tuple((piece, marked) for piece, marked in pieces if piece))


def _counted(query: Query, there: tuple[Way, ...], tally: bool) -> tuple[int, list[int] | None, Tallies | None]:
    """How many hits there are, to beyond COUNT_CAP; where the database keeps so many, also their keys, newest first.

    A phrase is dear to find: what was found for counting need not be found again for showing, nor for its facets.
    """
    compiler = engine()
    if there == EVERYWHERE and compiler.surely_more(query, COUNT_CAP):
        return COUNT_CAP + 1, None, None
    kept = max(COUNT_CAP, compiler.KEPT)
    listed = f"CASE WHEN count(*) <= {kept} THEN {compiler.LISTED} END"
    tallies = None
    if tally and compiler.TALLIED_AT_ONCE:
        sql, values = _some(query, there, kept + 1, f"t.id, {FACTS}")
        total, keys, tallies = tallied_with_keys(sql, values, listed)
    else:
        sql, values = _some(query, there, kept + 1)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*), {listed} FROM ({sql}) hits", values)
            total, keys = cursor.fetchone()
    if total > kept:
        return total, None, None
    every = sorted(map(int, keys.split(",")), reverse=True) if keys else []
    return total, every, tallies if total <= COUNT_CAP else None


def _some(query: Query, there: tuple[Way, ...], limit: int, columns: str = "t.id") -> tuple[str, list[Any]]:
    compiler = engine()
    asked = compiler.some if columns == "t.id" else partial(compiler.facts, columns)
    sql, values = across(there, lambda way: asked(query, way, limit))
    return f"SELECT * FROM ({sql}) hits LIMIT %s", [*values, limit]


def _candidates(
    query: Query,
    there: tuple[Way, ...],
    limit: int,
    before: int | None = None,
    least: int = 0,
    columns: str = "t.id",
) -> tuple[str, list[Any]]:
    if before is not None:
        there = tuple(way.also("t.id < %s", before) for way in there)
    sql, values = across(there, lambda way: engine().candidates(columns, query, way, limit, least))
    return f"SELECT * FROM ({sql}) hits ORDER BY id DESC LIMIT %s", [*values, limit]


def _by_date(
    query: Query, there: tuple[Way, ...], total: int, every: list[int] | None, after: str | None, limit: int
) -> list[int]:
    before = int(after) if after and after.isdecimal() and len(after) < 20 else None
    if before and before >= 2**63:  # no database has such a key, nor takes it for one
        before = None
    if every is None:
        return keys_of(*_candidates(query, there, limit, before, total))
    return [key for key in every if before is None or key < before][:limit]


def _by_rank(query: Query, there: tuple[Way, ...], total: int, every: list[int] | None) -> list[int]:
    """Keys of the hits, best first: the newest RANKED of them are ranked, names of people among them."""
    if every is None:
        sql, values = _newest_and_names(query, there, total)
    else:
        names = [key for key in every[RANKED:] if NAMES[0] <= key < NAMES[1]][:NAMED]
        shown = _listed([*every[: RANKED - len(names)], *names])
        sql, values = f"SELECT {ranking.COLUMNS} FROM documents_searchtext t WHERE t.id IN ({shown})", []
    if every == []:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return ranking.best_first(cursor.fetchall(), query.terms)


def _newest_and_names(query: Query, there: tuple[Way, ...], total: int) -> tuple[str, list[Any]]:
    newest, values = _candidates(query, there, RANKED - NAMED, least=total, columns=ranking.COLUMNS)
    if not query.all_of or query.days != ANY_DAY:  # a name has no day
        return newest, values
    compiler = engine()
    (way,) = there
    names, others = compiler.among_names(ranking.COLUMNS, query, replace(way, keys=NAMES), NAMED)
    return f"SELECT * FROM ({newest}) newest UNION ALL SELECT * FROM ({names}) named", [*values, *others]


def _listed(keys: Iterable[int]) -> str:
    return ", ".join(map(str, keys))


def keys_of(sql: str, values: list[Any]) -> list[int]:
    """The keys that a query selects, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def rows_of(keys: list[int]) -> tuple[SearchText, ...]:
    """The texts of these keys in their order, with as much of document and speaker as a line of a list says."""
    found = (
        SearchText.objects.filter(id__in=keys).select_related("document", "speaker", "meeting").only(*_SHOWN).in_bulk()
    )
    return tuple(found[key] for key in keys if key in found)


_SHOWN = (
    *("kind", "ref", "remark", "folded", "earliest"),
    *(f"document__{name}" for name in ("public_id", "title", "kind", "date")),
    *(f"speaker__{name}" for name in ("public_id", "name", "kind", "birth", "death", "note")),
    *(f"meeting__{name}" for name in ("public_id", "name", "date", "end_date", "place")),
)
