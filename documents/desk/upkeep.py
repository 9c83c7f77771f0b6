"""What follows from a change made by hand: texts that search finds, words that are found elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.dispatch import receiver

from archive.editing import edited, removed
from documents.models import (
    Document,
    Meeting,
    Paragraph,
    Quotation,
    Remark,
    SearchText,
    touch_quotations,
    touch_records,
)
from documents.search.appearances import index_fingerprints
from documents.search.entries import index_documents, index_meetings, index_quotations, index_speakers
from people.models import Speaker, SpeakerName, Tenure

from .suspects import look_over

Touched = Mapping[type[models.Model], Mapping[Any, Any]]
# Fields of a remark that change nothing of which paragraphs are its text.
WHO_SPOKE = {"speaker_id", "speaker_name", "label", "position"}


def keep_up(touched: Touched, changes: Iterable[Mapping[str, Any]] | None = None) -> None:
    """Bring up to date what is derived from these records; call it in the transaction that changed them.

    `touched` maps models to their records by key; `changes`, where given, says what changed, as an act keeps it.
    """
    remarks = touched.get(Remark, {})
    light = changes is not None and only(changes, Remark, lambda change: change.get("field") in WHO_SPOKE)
    whole = {*touched.get(Document, {})} | {row.document_id for row in touched.get(Paragraph, {}).values()}
    if not light:
        whole |= {row.document_id for row in remarks.values()}
    documents = Document.objects.filter(Q(pk__in=whole) | Q(parent__in=whole)).select_related("parent")
    index_documents(documents.iterator(chunk_size=100))
    look_over({row.document_id for row in touched.get(Paragraph, {}).values()})
    if light:
        _retell_speakers(row for row in remarks.values() if row.document_id not in whole)
    unseen = changes is not None and only(changes, Quotation, is_unseen)
    quotations = [] if unseen else list(touched.get(Quotation, {}).values())
    tied = {row.quotation_id for row in touched.get(Quotation.speakers.through, {}).values()}
    quotations += Quotation.objects.filter(pk__in=tied - {row.pk for row in quotations})
    index_fingerprints(quotations)
    index_quotations(row for row in quotations if row.document_id not in whole)
    told = Q(documents__in=whole) | Q(documents__parent__in=whole)
    index_meetings(Meeting.objects.filter(Q(pk__in=touched.get(Meeting, ())) | told).distinct())
    people = {*touched.get(Speaker, {})}
    people |= {row.speaker_id for model in (SpeakerName, Tenure) for row in touched.get(model, {}).values()}
    index_speakers(Speaker.objects.filter(pk__in=people).prefetch_related("names"))
    touch_records(row for rows in touched.values() for row in rows.values())
    touch_quotations(tied)


def only(changes: Iterable[Mapping[str, Any]], model: type[models.Model], test: Callable[[Any], bool]) -> bool:
    """Whether every change to records of the model passes the test."""
    return all(test(change) for change in changes if change["model"] == model._meta.label_lower)


def is_unseen(change: Mapping[str, Any]) -> bool:
    """Whether a change to quotations is one that search does not know of: found, confirmed or corrected."""
    rejected = Quotation.Status.REJECTED in (change.get("before"), change.get("after"))
    return change.get("field") == "status" and not rejected


def forget(records: Iterable[models.Model]) -> None:
    """Take records that were removed out of search."""
    ids = [row.public_id for row in records if isinstance(row, Speaker | Meeting | Quotation | Paragraph)]
    SearchText.objects.filter(ref__in=ids).delete()


def _retell_speakers(remarks: Iterable[Remark]) -> None:
    for remark in remarks:
        texts = SearchText.objects.filter(document=remark.document_id, remark=remark.public_id)
        texts.update(speaker=remark.speaker_id)


@receiver(edited)
def on_edited(sender: type[models.Model], records: Iterable[models.Model], **_: Any) -> None:
    """After a form or a spreadsheet was saved."""
    keep_up({sender: {record.pk: record for record in records}})


@receiver(removed)
def on_removed(sender: type[models.Model], records: Iterable[models.Model], **_: Any) -> None:
    """After records were deleted in the admin."""
    forget(records)
    touch_records(records)
