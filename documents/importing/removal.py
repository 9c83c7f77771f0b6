"""Rows that the sources no longer give: taken out with their addresses retired, unless a person has worked on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from documents.models import Conflict, Document, ImportRun, Meeting, Publication, Quotation
from documents.models.among import among
from documents.models.deletion import removing_by_import
from documents.models.events import written
from people.models import Record, Speaker

from .build import KINDS
from .claims import withdraw_claim
from .traces import retire

NO_LONGER_FOUND = "no longer found in the source"
NO_LONGER_NAMED = "no document names it any more"
AT_ONCE = 500  # quotations whose speakers are read


def is_kept(row: Any) -> bool:
    """Whether a person entered a row, changed it or decided about it, so that no import may take it away."""
    if not row.imported or row.edited_fields():
        return True
    return isinstance(row, Quotation) and row.status != Quotation.Status.MACHINE


def has_kept_rows(document: Document) -> bool:
    """Whether a person has worked on a document or anything in it."""
    if is_kept(document) or not document.published:
        return True
    return any(is_kept(row) for model in KINDS.values() for row in rows_under(document, model))


def rows_under(document: Document, model: Any) -> list[Any]:
    """The rows of one kind in a document, in order, with what they refer to; locked until the transaction ends."""
    related = [name for name in ("speaker", "meeting", "cited_work") if hasattr(model, name)]
    rows = model._default_manager.filter(document=document).order_by("sequence", "pk")
    if related:
        rows = rows.select_related(*related)
    found = list(rows.select_for_update(of=("self",)))
    if model is Quotation:
        for start in range(0, len(found), AT_ONCE):
            prefetch_related_objects(found[start : start + AT_ONCE], "speakers")
    return found


def remove(rows: Iterable[Any], reason: str) -> None:
    """Delete rows of one kind and retire their addresses; what hangs on a document goes with it."""
    rows = list(rows)
    if not rows:
        return
    with removing_by_import():
        for row in rows:
            if isinstance(row, Document):
                for model in KINDS.values():
                    retire(rows_under(row, model), reason)
        retire(rows, reason)
        Conflict.objects.filter(public_id__in=among([row.public_id for row in rows])).delete()
        type(rows[0])._default_manager.filter(pk__in=among([row.pk for row in rows])).delete()


def remove_document(document: Document, key: str, reason: str, run: ImportRun | None) -> int:
    """Remove a document and its claims on what it shares with others; returns the conflicts that this makes."""
    shared = [row for row in (document.meeting, document.publication) if row is not None]
    Document.objects.filter(parent=document).update(parent=None)  # parts that stand, stand alone
    remove([document], reason)
    return sum(withdraw_claim(row, (key, document.part), run) for row in shared)


def shared_of(document: Document) -> dict[type[Record], set[int]]:
    """The keys of the speakers, meetings and publications that a document and its rows refer to."""
    found: dict[type[Record], set[int]] = {Speaker: set(), Meeting: set(), Publication: set()}
    found[Meeting] |= {document.meeting_id} - {None}  # type: ignore[arg-type]
    found[Publication] |= {document.publication_id} - {None}  # type: ignore[arg-type]
    for model in KINDS.values():
        rows = model._default_manager.filter(document=document)
        for name, target in (("speaker", Speaker), ("meeting", Meeting), ("speakers", Speaker)):
            if hasattr(model, name):
                keys = rows.filter(**{f"{name}__isnull": False}).values_list(name, flat=True)
                found[target] |= set(keys.distinct().order_by())
    return found


def remove_unnamed(candidates: dict[type[Record], set[int]]) -> None:
    """Remove those speakers, meetings and publications, made by imports, to which nothing refers any more."""
    for model, keys in candidates.items():
        if not keys:
            continue
        rows = model._default_manager.filter(pk__in=among(keys)).exclude(imported={})
        for relation in model._meta.related_objects:
            rows = rows.filter(~Exists(referring(relation)))
        if model is not Publication:
            rows = rows.filter(Q(authority=False))
        remove([row for row in rows if not row.edited_fields()], NO_LONGER_NAMED)
    alone = Meeting.objects.filter(pk__in=candidates.get(Meeting, ()), documents=None).values_list("pk", flat=True)
    if alone:  # they stand, but search finds what documents tell of
        written.send(sender=Meeting, documents=[], meetings=list(alone), speakers=[])


def referring(relation: Any) -> Any:
    """A subquery for what refers to the outer row through a relation."""
    if relation.many_to_many:
        through = relation.through or relation.field.remote_field.through
        return through._default_manager.filter(**{relation.field.m2m_reverse_name(): OuterRef("pk")})
    return relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
