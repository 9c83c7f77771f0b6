"""Searching: hits, their number, what narrows them, and the words around them. One meaning on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.db.models import Value

from archive.lib.chinese import fold, fold_with_places
from archive.replicas import connection
from documents import visibility
from documents.models import Publication, Remark, SearchText

from . import postgres, sqlite
from .names import naming
from .query import Query

PAGE = 20
COUNT_CAP = 10_000
RANKED = 1_000  # the newest so many hits are put in order of rank
MAX_NAMESAKES = 200
FACTS = "t.year, t.speaker_id, t.meeting_id, t.publication_id, t.kind, t.remark <> '' AS said"  # what facets count
REMARK = "remark"  # a kind of text that is also another

_ENGINES = {"sqlite": sqlite, "postgresql": postgres}


@dataclass(frozen=True, slots=True)
class Snippet:
    """The words around a hit: pieces of text, each marked or not."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `after` is what to ask the next page with, None on the last; `capped` says "more than".

    `every` has the keys of all hits, newest first, where they are not capped.
    """

    hits: tuple[SearchText, ...]
    total: int
    capped: bool
    after: str | None
    every: tuple[int, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a search: the value for the query, what to show, and how many hits it leaves."""

    field: str
    value: str
    label: str
    count: int


def engine() -> ModuleType:
    """The module that compiles queries for the database that is read."""
    return _ENGINES[connection.vendor]


def search(query: Query, order: str = "rank", after: str | None = None, size: int = PAGE) -> Results:
    """The hits of `query`: `order` is rank (best first) or date (newest first); `after` continues a page.

    A bad `after` starts from the beginning.
    """
    if query.empty:
        return Results((), 0, False, None)
    total, every = _counted(query)
    if order == "date":
        keys = _by_date(query, total, every, after, size + 1)
        following = str(keys[size - 1]) if len(keys) > size else None
    else:
        start = int(after) if after and after.isdecimal() and int(after) < RANKED else 0
        keys = _by_rank(query, total, every)[start : start + size + 1]
        following = str(start + size) if len(keys) > size else None
    all_keys = None if every is None else tuple(every)
    return Results(_rows(keys[:size]), min(total, COUNT_CAP), total > COUNT_CAP, following, all_keys)


def merge() -> None:
    """Put the index in its quickest shape, after much has been written."""
    engine().merge()


def newest(query: Query, most: int) -> tuple[SearchText, ...]:
    """The newest hits of `query`, at most so many, uncounted."""
    return () if query.empty else _rows(_keys(*_candidates(query, most)))


def count(query: Query) -> int:
    """How many hits there are, exact up to COUNT_CAP, one more than it beyond."""
    sql, values = some(query, COUNT_CAP + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) hits", values)
        return int(cursor.fetchone()[0])


def some(query: Query, limit: int, *conditions: str) -> tuple[str, list[Any]]:
    """SQL for the ids of at most `limit` hits that meet the conditions, in whatever order is quickest."""
    more, values = _conditions(query)
    return engine().some(query, [*conditions, *more], values, limit)


def facets(query: Query, results: Results, most: int = 12) -> dict[str, list[Facet]]:
    """Years (in order), speakers, meetings, publications and kinds among the hits, most hits first.

    Where hits are capped they are counted among `faceted()` of them: the newest on SQLite, those that PostgreSQL
    comes upon first there. Texts that are remarks count among the kinds a second time,
    as `remark`, right after the texts.
    """
    compiler = engine()
    if results.every is None:
        sql, values = compiler.facts(FACTS, query, *_conditions(query), compiler.FACETED)
    elif results.every:
        sql, values = f"SELECT {FACTS} FROM {compiler.FACTUAL} WHERE t.id IN ({_listed(results.every)})", []
    else:
        return {}
    found: dict[str, list[tuple[object, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT year, speaker_id, meeting_id, publication_id, kind, said, count(*) FROM ({sql}) hits "
            "GROUP BY year, speaker_id, meeting_id, publication_id, kind, said",
            values,
        )
        rows = cursor.fetchall()
    for index, name in enumerate(("date", "speaker", "meeting", "publication", "kind")):
        counts: dict[object, int] = {}
        for row in rows:
            if row[index] is not None:
                counts[row[index]] = counts.get(row[index], 0) + row[-1]
        found[name] = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    if remarks := sum(row[-1] for row in rows if row[-2]):
        texts = next(n for n, (kind, _count) in enumerate(found["kind"]) if kind == SearchText.Kind.PARAGRAPH)
        found["kind"].insert(texts + 1, (REMARK, remarks))
    first, *others = (
        rows.filter(pk__in=[pk for pk, _ in found[field][:most]]).order_by().values_list(Value(field), "pk", shown)
        for field, rows, shown in (
            ("speaker", visibility.speakers(), "name"),
            ("meeting", visibility.meetings(), "name"),
            ("publication", visibility.publications(), "title"),
        )
    )
    names = {(field, pk): called for field, pk, called in first.union(*others, all=True)}
    kinds = {**dict(SearchText.Kind.choices), REMARK: Remark._meta.verbose_name}
    return {
        "date": [
            Facet("date", str(year), str(year), n) for year, n in sorted(found["date"], key=lambda i: int(str(i[0])))
        ],
        **{
            field: [Facet(field, known, known, n) for pk, n in found[field][:most] if (known := names.get((field, pk)))]
            for field in ("speaker", "meeting", "publication")
        },
        "kind": [Facet("kind", str(kind), str(kinds[str(kind)]), n) for kind, n in found["kind"]],
    }


def faceted() -> int:
    """How many of capped hits the facets are counted among."""
    return engine().FACETED


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


def _counted(query: Query) -> tuple[int, list[int] | None]:
    """How many hits there are, COUNT_CAP + 1 at most; where they are fewer also their keys, newest first.

    A phrase is dear to find: what was found for counting need not be found again for showing.
    """
    compiler = engine()
    if not any(_conditions(query)) and compiler.surely_more(query, COUNT_CAP):
        return COUNT_CAP + 1, None
    sql, values = some(query, COUNT_CAP + 1)
    listed = f"CASE WHEN count(*) <= {COUNT_CAP} THEN {compiler.LISTED} END"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), {listed} FROM ({sql}) hits", values)
        total, keys = cursor.fetchone()
    if total > COUNT_CAP:
        return total, None
    return total, sorted(map(int, keys.split(",")), reverse=True) if keys else []


def _candidates(query: Query, limit: int, before: int | None = None, least: int = 0) -> tuple[str, list[Any]]:
    conditions, values = _conditions(query)
    if before is not None:
        conditions, values = [*conditions, "t.id < %s"], [*values, before]
    return engine().candidates(query, conditions, values, limit, least)


def _conditions(query: Query) -> tuple[list[str], list[Any]]:
    """What a hit must meet beyond holding the words: words absent, fields, dates."""
    contains = engine().CONTAINS
    conditions: list[str] = []
    values: list[Any] = []
    for term in query.none_of:
        conditions.append(f"NOT {contains}")
        values.append(term)
    for name, wanted in query.fields:
        condition, bound = _field(name, wanted)
        conditions.append(condition)
        values += bound
    if query.since:
        conditions.append("t.latest >= %s")
        values.append(query.since)
    if query.until:
        conditions.append("t.earliest <= %s")
        values.append(query.until)
    return conditions, values


def _field(name: str, wanted: tuple[str, ...]) -> tuple[str, list[Any]]:
    if name == "kind":
        texts = [kind for kind in wanted if kind != "remark"]
        condition = _one_of("t.kind", texts)
        return (f"({condition} OR t.remark <> '')" if "remark" in wanted else condition), list(texts)
    if name == "position":
        contains = engine().CONTAINS.replace("t.folded", "t.position")
        return f"({' OR '.join([contains] * len(wanted))})", list(wanted)
    if name == "document":
        return f"t.document_id IN (SELECT id FROM documents_document WHERE {_one_of('public_id', wanted)})", list(
            wanted
        )
    ids = _ids_named(name, wanted)
    return _one_of(f"t.{name}_id", ids), list(ids)


def _one_of(column: str, values: Iterable[object]) -> str:
    marks = ", ".join("%s" for _ in values)
    return f"{column} IN ({marks})" if marks else "1 = 0"


def _ids_named(name: str, wanted: tuple[str, ...]) -> list[int]:
    """Keys of the speakers, meetings or publications whose name holds one of the folded values."""
    if name == "publication":
        return [
            pk for pk, title in Publication.objects.values_list("pk", "title") if any(w in fold(title) for w in wanted)
        ]
    named = naming(SearchText.Kind.NAME if name == "speaker" else SearchText.Kind.MEETING, wanted)
    exact = [
        pk
        for pk, folded in named.values_list(f"{name}_id", "folded")[:MAX_NAMESAKES]
        if set(folded.split()) & set(wanted)
    ]
    return exact or list(named.values_list(f"{name}_id", flat=True)[:MAX_NAMESAKES])


def _by_date(query: Query, total: int, every: list[int] | None, after: str | None, limit: int) -> list[int]:
    before = int(after) if after and after.isdecimal() and len(after) < 20 else None
    if before and before >= 2**63:  # no database has such a key, nor takes it for one
        before = None
    if every is None:
        return _keys(*_candidates(query, limit, before, total))
    return [key for key in every if before is None or key < before][:limit]


def _by_rank(query: Query, total: int, every: list[int] | None) -> list[int]:
    """Keys of the hits, best first: the newest RANKED of them are ranked."""
    some = _keys(*_candidates(query, RANKED, least=total)) if every is None else every[:RANKED]
    if not some:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, kind, folded FROM documents_searchtext WHERE id IN ({_listed(some)})")
        ranked = [(_rank(kind, folded, query.terms), key) for key, kind, folded in cursor.fetchall()]
    return [key for _rank_, key in sorted(ranked, reverse=True)]


def _listed(keys: Iterable[int]) -> str:
    return ", ".join(map(str, keys))


_WEIGHT = {
    SearchText.Kind.NAME: 8.0,
    SearchText.Kind.MEETING: 5.0,
    SearchText.Kind.TITLE: 4.0,
    SearchText.Kind.QUOTATION: 1.5,
    SearchText.Kind.PARAGRAPH: 1.0,
}


def _rank(kind: str, folded: str, terms: Iterable[str]) -> float:
    """Saturated term frequency over length (as in BM25, without the rarity that is the same for every hit)."""
    length = 0.25 + 0.75 * len(folded) / 180  # 180: mean length of a paragraph
    frequencies = (folded.count(term) for term in terms)
    return sum(n * 2.2 / (n + 1.2 * length) for n in frequencies) * _WEIGHT[SearchText.Kind(kind)]


def _keys(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _rows(keys: list[int]) -> tuple[SearchText, ...]:
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
