"""What a harvester may fetch: records in an order that no change moves, and the sets they belong to.

Records are listed by their public ids, living and gone ones together, and a list is resumed after the last id given.
So a record that changes, comes or goes while a list is taken is in it once at most, and one that was there throughout
just once, in whatever state it has when its turn comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from documents import visibility
from documents.models import Address, Document, Publication

from .protocol import OAIError, Query


@dataclass(frozen=True, slots=True)
class Header:
    """A record without its metadata: its public id, when it last changed, its sets, whether it is gone."""

    id: str
    changed: datetime
    sets: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Set:
    """A set of records."""

    spec: str
    name: str


def documents() -> QuerySet[Document]:
    """Every document, with what tells whether the public sees it. One that is withdrawn counts as deleted."""
    return Document.objects.annotate(shown=Case(When(visibility.public(), then=Value(True)), default=Value(False)))


def gone() -> QuerySet[Address]:
    """Documents that were removed."""
    return Address.objects.filter(kind="document")


def headers(query: Query, most: int) -> tuple[list[Header], bool]:
    """The next headers of a list, and whether there are more."""
    living, lost = selected(query)
    fields = ("public_id", "changed", "kind", "publication__public_id", "shown")
    rows = living.filter(public_id__gt=query.after).order_by("public_id").values_list(*fields)[: most + 1]
    found = [header(*row) for row in rows]
    stones = lost.filter(public_id__gt=query.after).order_by("public_id").values_list("public_id", "at")
    found += [Header(public_id, at, (), True) for public_id, at in stones[: most + 1]]
    found.sort(key=lambda each: each.id)
    return found[:most], len(found) > most


def count(query: Query) -> int:
    """How many records a list has."""
    return sum(rows.count() for rows in selected(query))


def selected(query: Query) -> tuple[QuerySet[Document], QuerySet[Address]]:
    """The living and the lost records that a list asks for. What is lost may have been in any set."""
    living, lost = documents(), gone()
    if query.since:
        living, lost = living.filter(changed__gte=query.since), lost.filter(at__gte=query.since)
    if query.before:
        living, lost = living.filter(changed__lt=query.before), lost.filter(at__lt=query.before)
    if spec := query.arguments.get("set"):
        living = living.filter(in_set(spec))
    return living, lost


def in_set(spec: str) -> Q:
    """The condition that a document is in a set: `kind:speech`, `publication:…`, or one of the two above them."""
    name, _, value = spec.partition(":")
    if name == "kind":
        return Q(kind=value) if value else Q()
    if name == "publication":
        return Q(publication__public_id=value) if value else Q(publication__isnull=False)
    raise OAIError("noRecordsMatch", "There is no such set.")


def header(public_id: str, changed: datetime, kind: str, publication: str | None, shown: bool) -> Header:
    """The header of a document."""
    sets = (f"kind:{kind}", *([f"publication:{publication}"] if publication else []))
    return Header(public_id, changed, sets, not shown)


def one(public_id: str) -> Header | None:
    """The header of one record."""
    fields = ("public_id", "changed", "kind", "publication__public_id", "shown")
    if row := documents().filter(public_id=public_id).values_list(*fields).first():
        return header(*row)
    if at := gone().filter(public_id=public_id).values_list("at", flat=True).first():
        return Header(public_id, at, (), True)
    return None


def sets(query: Query, most: int) -> tuple[list[Set], bool, int]:
    """The next sets of the list, whether there are more, and how many there are in all."""
    fixed = [Set("kind", "文献类型"), *(Set(f"kind:{value}", str(label)) for value, label in Document.Kind.choices)]
    fixed.append(Set("publication", "刊载出处"))
    rows: QuerySet[Publication, Any] = visibility.publications().order_by("public_id")
    after = query.after.partition(":")[2] if query.after.startswith("publication:") else ""
    found = fixed[query.given :] if query.given < len(fixed) else []
    further = rows.filter(public_id__gt=after).values_list("public_id", "title")[: most + 1]
    found += [Set(f"publication:{public_id}", title) for public_id, title in further]
    return list(islice(found, most)), len(found) > most, query.size or len(fixed) + rows.count()


def earliest() -> datetime | None:
    """Before when nothing changed."""
    first = Document.objects.order_by(F("created").asc()).values_list("created", flat=True).first()
    lost = gone().order_by("at").values_list("at", flat=True).first()
    return min(filter(None, (first, lost)), default=None)
