"""What a feed of a search holds: hits in what came into the archive last, whatever its own day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from documents import visibility
from documents.models import SearchText

from .base import COUNT_CAP, keys_of, rows_of, some
from .engines import engine
from .query import Query, held
from .way import Way
from .ways import across, ways

LATEST = 500  # documents, among which those are looked for that hold a frequent word


def arrivals(query: Query, most: int) -> list[tuple[SearchText, datetime]]:
    """The first hit of each document that holds the words, the last added first; and when the document was changed.

    A meeting came with the first document about it. A person is no news.
    """
    if query.empty:
        return []
    keys = keys_of(*some(query, COUNT_CAP + 1))
    if len(keys) > COUNT_CAP:
        keys = keys_of(*_among_latest(query))
    about = visibility.documents().filter(meeting=OuterRef("meeting")).order_by().values("meeting")
    came = Coalesce("document__created", Subquery(about.annotate(first=Min("created")).values("first")))
    texts = SearchText.objects.filter(pk__in=engine().among(keys)).exclude(kind=SearchText.Kind.NAME).order_by("pk")
    found = texts.annotate(came=came).values_list("pk", "document", "meeting", "came", "document__changed")
    first: dict[tuple[int | None, int | None], tuple[datetime, int, datetime]] = {}
    for pk, document, meeting, at, changed in found:
        if at:
            first.setdefault((document, None if document else meeting), (at, pk, changed or at))
    latest = sorted(first.values(), reverse=True)[:most]
    rows = {row.pk: row for row in rows_of([pk for _at, pk, _changed in latest])}
    return [(rows[pk], changed) for _at, pk, changed in latest if pk in rows]


def _among_latest(query: Query) -> tuple[str, list[Any]]:
    """SQL for the keys of the hits in the documents that came last, read one by one."""
    checks, terms = held(query.all_of, engine().CONTAINS)
    latest = f"SELECT id FROM documents_document WHERE published ORDER BY created DESC LIMIT {LATEST}"
    there = f"t.document_id IN (SELECT id FROM ({latest}) latest)"

    def compiled(way: Way) -> tuple[str, list[Any]]:
        where = " AND ".join([there, *checks, *way.conditions])
        return f"SELECT t.id FROM documents_searchtext t WHERE {where}", [*terms, *way.values]

    return across(ways(query), compiled)
