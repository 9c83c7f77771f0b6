"""What a hit must meet beyond holding the words, in SQL: words absent, fields, days that are not wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archive.lib.chinese import fold
from documents.models import Publication, SearchText

from .days import Days
from .engines import engine
from .names import naming, whole
from .query import Query, held

MAX_NAMESAKES = 200

Condition = tuple[str, list[Any]]


def conditions(query: Query) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The conditions, all to be met, in which a text is `t`, and their parameters."""
    found = list(_conditions(query))
    return tuple(sql for sql, _bound in found), tuple(value for _sql, bound in found for value in bound)


def _conditions(query: Query) -> Iterator[Condition]:
    for term in query.none_of:
        yield f"NOT {engine().CONTAINS}", [term]
    for name, wanted in query.fields:
        yield _field(name, wanted)
    for name, unwanted in query.none_in:
        yield _not(*_field(name, unwanted))
    for days in query.none_on:
        yield _not(*_on(days))


def _not(sql: str, values: list[Any]) -> Condition:
    """The opposite, which is also met by what has no speaker, no meeting, no day at all."""
    return f"({sql}) IS NOT TRUE", values


def _field(name: str, wanted: tuple[str, ...]) -> Condition:
    if name == "kind":
        texts = [kind for kind in wanted if kind != "remark"]
        condition = _one_of("t.kind", texts)
        return (f"({condition} OR t.remark <> '')" if "remark" in wanted else condition), list(texts)
    if name == "position":
        contains = engine().CONTAINS.replace("t.folded", "t.position")
        return f"({' OR '.join([contains] * len(wanted))})", list(wanted)
    if name == "document":
        named = f"SELECT id FROM documents_document WHERE {_one_of('public_id', wanted)}"
        return engine().of_rows("t.document_id", named), list(wanted)
    if name == "title":
        return _titled(wanted)
    ids = _ids_named(name, wanted)
    return _one_of(f"t.{name}_id", ids), list(ids)


def _titled(wanted: tuple[str, ...]) -> Condition:
    """In a document whose title holds one of the folded values."""
    checks, values = held([wanted], engine().CONTAINS)
    titles = f"SELECT t.document_id FROM documents_searchtext t WHERE t.kind = 'title' AND {checks[0]}"
    return engine().of_rows("t.document_id", titles), values


def _on(days: Days) -> Condition:
    """Of these days, or said at a meeting that was held on them: a newspaper prints it weeks later."""
    first, last = days
    own, met = [], []
    if first:
        own.append("t.latest >= %s")
        met.append("date_latest >= %s")
    if last:
        own.append("t.earliest <= %s")
        met.append("date_earliest <= %s")
    values = [day for day in days if day]
    held = f"SELECT id FROM documents_meeting WHERE {' AND '.join(met)}"
    return f"({' AND '.join(own)} OR t.meeting_id IN ({held}))", [*values, *values]


def _one_of(column: str, values: Iterable[object]) -> str:
    marks = ", ".join("%s" for _ in values)
    return f"{column} IN ({marks})" if marks else "1 = 0"


def _ids_named(name: str, wanted: tuple[str, ...]) -> list[int]:
    """Keys of the speakers, meetings or publications whose name holds one of the folded values."""
    if name == "publication":
        return [
            pk for pk, title in Publication.objects.values_list("pk", "title") if any(w in fold(title) for w in wanted)
        ]
    kind = SearchText.Kind.NAME if name == "speaker" else SearchText.Kind.MEETING
    named = naming(kind, wanted).annotate(whole=whole(wanted)).order_by("-whole", "pk")
    found = list(named.values_list(f"{name}_id", "whole")[:MAX_NAMESAKES])
    return [pk for pk, exact in found if exact] or [pk for pk, _exact in found]
