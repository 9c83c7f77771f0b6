"""A few documents at a time with everything under them and everything their rows point to, each kind read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

from documents.models import (
    Contribution,
    Deletion,
    Document,
    Meeting,
    Mention,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
    SourceFile,
    Work,
)
from people.models import Speaker

# Rows by the document they stand in, in an order that depends on nothing but them.
ORDER: dict[Any, tuple[str, ...]] = {
    Paragraph: ("sequence", "public_id"),
    Contribution: ("sequence", "public_id"),
    Participation: ("sequence", "public_id"),
    Mention: ("sequence", "public_id"),
    Remark: ("first", "sequence", "public_id"),
    Quotation: ("paragraph__sequence", "start", "sequence", "public_id"),
    Deletion: ("kind", "sequence", "public_id"),
}


class Chunk:
    """These documents, in this order; rejected quotations only if `everything` is wanted."""

    def __init__(self, keys: list[int], everything: bool) -> None:
        rows = Document.objects.filter(pk__in=keys).select_related("source", "parent").defer("source__data")
        by_key = {document.pk: document for document in rows}
        self.documents = [by_key[key] for key in keys]
        self.under = {model: rows_under(model, keys, everything) for model in ORDER}
        self.copies: dict[int, list[str]] = defaultdict(list)
        sources = present(document.source_id for document in self.documents)
        copies = SourceFile.objects.filter(same_as__in=sources, current=True).order_by("key")
        for same_as, key in copies.values_list("same_as_id", "key"):
            self.copies[same_as or 0].append(key)
        self._read_meetings()
        self._read_works()
        self._read_speakers()
        publications = present(document.publication_id for document in self.documents)
        self.publications: dict[int, Publication] = by_key_of(Publication.objects.filter(pk__in=publications))

    def rows(self, model: type[Model]) -> Iterator[Any]:
        """All rows of one kind."""
        return (row for rows in self.under[model].values() for row in rows)

    def _read_meetings(self) -> None:
        meetings = present(row.meeting_id for row in self.documents)
        for model in (Participation, Remark, Quotation):
            meetings |= present(row.meeting_id for row in self.rows(model))
        self.meetings: dict[int, Meeting] = by_key_of(Meeting.objects.filter(pk__in=meetings))
        by_hand = Participation.objects.filter(meeting__in=meetings, document=None)
        self.by_hand: dict[int, list[Participation]] = defaultdict(list)
        for participation in by_hand.order_by("sequence", "public_id"):
            self.by_hand[participation.meeting_id].append(participation)

    def _read_works(self) -> None:
        works = present(row.cited_work_id for row in self.rows(Quotation))
        self.works: dict[int, Work] = by_key_of(Work.objects.filter(pk__in=works).prefetch_related("authors"))

    def _read_speakers(self) -> None:
        self.attributed: dict[int, list[int]] = defaultdict(list)
        attributed = Quotation.speakers.through.objects.filter(quotation__document__in=self.documents)
        for quotation, speaker in attributed.values_list("quotation_id", "speaker_id"):
            self.attributed[quotation].append(speaker)
        speakers = {speaker for keys in self.attributed.values() for speaker in keys}
        for model in (Contribution, Participation, Remark, Mention):
            speakers |= present(row.speaker_id for row in self.rows(model))
        speakers |= present(row.speaker_id for rows in self.by_hand.values() for row in rows)
        speakers |= {author.pk for work in self.works.values() for author in work.authors.all()}
        self.speakers = with_merged(speakers)
        self.merged: dict[int, list[int]] = defaultdict(list)
        for row in self.speakers.values():
            if row.merged_into_id:
                self.merged[row.merged_into_id].append(row.pk)


def rows_under(model: Any, keys: list[int], everything: bool) -> dict[int, list[Any]]:
    """The rows of one kind by the key of their document, in order."""
    rows = model._default_manager.filter(document__in=keys).order_by(*ORDER[model])
    if model is Quotation and not everything:
        rows = rows.exclude(status=Quotation.Status.REJECTED)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.document_id].append(row)
    return found


def with_merged(keys: set[int]) -> dict[int, Speaker]:
    """These speakers, whom they were merged into, and who was merged into them."""
    rows = Speaker.objects.select_related("merged_into").prefetch_related("names", "tenures")
    found: dict[int, Speaker] = {}
    asked: set[int] = set()
    while wanted := (keys | set(found) | present(row.merged_into_id for row in found.values())) - asked:
        asked |= wanted
        found |= by_key_of(rows.filter(pk__in=wanted) | rows.filter(merged_into__in=wanted))
    return found


def by_key_of(rows: QuerySet[Any]) -> dict[int, Any]:
    """Rows by their keys."""
    return {row.pk: row for row in rows}


def present(keys: Iterable[int | None]) -> set[int]:
    """The keys that are there."""
    return {key for key in keys if key is not None}
