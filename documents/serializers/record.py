"""Stored documents as interchange records, in an order that depends on nothing but them."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Collate, Length

from documents.extraction.interchange import by_presence
from documents.models import (
    Contribution,
    Deletion,
    Document,
    Mention,
    Paragraph,
    Participation,
    Quotation,
    Remark,
)
from documents.models.lock import code_point_order, snapshot
from people.models import Speaker

from .chunk import Chunk
from .related import edits, shared_record, speaker_record, work_record

CHUNK = 50  # documents held in memory at once
PUBLICATION = ("title", "publisher", "place", "isbn", "issn")
MEETING = ("name", "date", "end_date", "place", "theme", "host")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents to export. `everything` takes rejected quotations and unpublished documents too."""

    public_ids: tuple[str, ...] = ()
    everything: bool = False

    def documents(self) -> QuerySet[Document]:
        """The documents in the order of the format: source file, part, id; code point by code point."""
        rows = Document.objects.all()
        if self.public_ids:
            rows = rows.filter(public_id__in=self.public_ids)
        if not self.everything:
            rows = rows.filter(Q(parent=None) | Q(parent__published=True), published=True)
        key = Coalesce(F("source__key"), Value(""), output_field=CharField())
        return rows.order_by(
            Collate(key, code_point_order()), Length("part"), Collate("part", code_point_order()), "public_id"
        )


def export_lines(selection: Selection) -> Iterator[str]:
    """The lines of an export, without their line ends; constant memory, one moment of the archive."""
    with snapshot():
        yield from lines(selection)


def lines(selection: Selection) -> Iterator[str]:
    """The same for a caller who sees to it that the archive stands still."""
    keys = selection.documents().values_list("pk", flat=True).iterator(chunk_size=10_000)
    while some := list(islice(keys, CHUNK)):
        chunk = Chunk(some, selection.everything)
        for document in chunk.documents:
            record = DocumentRecord(chunk, document, selection).record()
            yield json.dumps(record, ensure_ascii=False, sort_keys=True)


class DocumentRecord:
    """One document on its way to its record; remembers the related rows that it names."""

    def __init__(self, chunk: Chunk, document: Document, selection: Selection) -> None:
        self.chunk, self.document, self.selection = chunk, document, selection
        self.speakers: set[int] = set()
        self.meetings: set[int] = set()
        self.works: set[int] = set()
        self.paragraphs: list[Paragraph] = self.rows(Paragraph)
        self.body = [row for row in self.paragraphs if row.kind == Paragraph.Kind.BODY]
        self.body_numbers = [row.sequence for row in self.body]
        self.body_index = {row.pk: index for index, row in enumerate(self.body)}
        self.address = {row.pk: row.public_id for row in self.paragraphs}

    def rows(self, model: type[Model]) -> list[Any]:
        """The document's rows of one kind, in order."""
        return self.chunk.under[model].get(self.document.pk, [])

    def record(self) -> Json:
        """The whole record."""
        document = self.document
        people = [self.person(row) for row in self.rows(Contribution)]
        participations = [self.participation(row) for row in self.participation_rows()]
        quotations = [self.quotation(row) for row in self.rows(Quotation)]
        mentions = [self.mention(row) for row in self.rows(Mention)]
        meeting = self.meeting(participations)
        return {
            "id": document.public_id,
            **self.source(),
            "part": document.part or None,
            **filled(document, ("title", "kind", "date", "date_printed", "language")),
            "published": document.published,
            "problems": document.problems,
            "claims": document.claims,
            **self.own_relations(),
            "people": people,
            "publication": self.publication(),
            "meeting": meeting,
            "participations": participations,
            "people_mentioned": mentioned(people, meeting, quotations, mentions),
            "mentions": mentions,
            **self.texts(),
            "remarks": [self.remark(row) for row in self.rows(Remark)],
            "quotations": quotations,
            "deletions": [
                {"kind": row.kind, "id": row.public_id, "sequence": row.sequence, "imported": row.imported}
                for row in self.rows(Deletion)
            ],
            "related": self.related(),
        }

    # -- the document itself -------------------------------------------------------------------------------------

    def own_relations(self) -> Json:
        """What it is a part of, and what the machine had said of its own fields."""
        document, wanted = self.document, self.selection.public_ids
        holds = {
            "parent": document.parent.public_id if document.parent else None,
            "meeting": self.meeting_id(document.meeting_id),
            "publication": self.publication_id(),
        }
        changed = edits(document, holds)
        if wanted and holds["parent"] not in wanted:
            holds["parent"] = None  # the whole is not in this export
        return {"parent": holds["parent"], "edits": changed}

    def source(self) -> Json:
        """The source file, how it was read, and which other keys hold its bytes."""
        source = self.document.source
        if source is None:
            return {"source_file": None, "source_sha256": None, "source": None}
        fields = ("encoding", "media_type", "version", "current", "engine_version")
        details = {name: getattr(source, name) for name in fields}
        details["copies"] = self.chunk.copies[source.pk]
        return {"source_file": source.key, "source_sha256": source.sha256, "source": details}

    def publication(self) -> Json | None:
        """Where it appeared, as far as anything of that is known."""
        document = self.document
        row = self.chunk.publications.get(document.publication_id or 0)
        record = {
            "id": self.publication_id(),
            **(filled(row, PUBLICATION) if row else dict.fromkeys(PUBLICATION)),
            "date": document.publication_date or None,
            "locator": document.locator or None,
            "url": document.url or None,
        }
        return record if any(record.values()) else None

    def meeting(self, participations: list[Json]) -> Json | None:
        """The meeting with those whom this document, or a person, says took part in it, or were away."""
        meeting = self.chunk.meetings.get(self.document.meeting_id or 0)
        if meeting is None:
            return None
        own = [each for each in participations if each["meeting_id"] == meeting.public_id]
        people = [{name: each[name] for name in ("name", "position", "role")} for each in own]
        return {"id": meeting.public_id, **filled(meeting, MEETING), **by_presence(people)}

    def texts(self) -> Json:
        """Its text, kind by kind, and how these stand together (`units`)."""
        of_kind: dict[str, list[Paragraph]] = {kind: [] for kind in Paragraph.Kind.values}
        for row in self.paragraphs:
            of_kind[row.kind].append(row)
        contents = of_kind["contents"]
        return {
            "headings": [{"level": row.level, "text": row.text} for row in of_kind["heading"]],
            "contents": [{"level": row.level, "text": row.text, "page": row.page or None} for row in contents],
            "paragraphs": [row.text for row in self.body],
            "notes": [{"mark": row.mark or None, "text": row.text} for row in of_kind["note"]],
            "stage": [row.text for row in of_kind["stage"]],
            "units": [unit(row) for row in self.paragraphs],
        }

    # -- rows ----------------------------------------------------------------------------------------------------

    def person(self, row: Contribution | Participation) -> Json:
        """Somebody whose words the document is, or who took part."""
        speaker = self.speaker_id(row.speaker_id)
        return {
            "id": row.public_id,
            "name": self.shown(row.speaker_id, row.label),
            "role": row.role,
            "position": row.position or None,
            "label": row.label,
            "speaker_id": speaker,
            "sequence": row.sequence,
            "edits": edits(row, {"speaker": speaker}),
        }

    def participation_rows(self) -> list[Participation]:
        """Who took part as the document shows it, and as a person has entered it for the meeting."""
        return [*self.rows(Participation), *self.chunk.by_hand.get(self.document.meeting_id or 0, [])]

    def participation(self, row: Participation) -> Json:
        """Somebody who took part."""
        return {
            **self.person(row),
            "meeting_id": self.meeting_id(row.meeting_id),
            "by_hand": row.document_id is None,
        }

    def mention(self, row: Mention) -> Json:
        """Somebody named with an office, at one place."""
        speaker = self.speaker_id(row.speaker_id)
        return {
            "id": row.public_id,
            "shown": self.shown(row.speaker_id, row.name),
            **{name: getattr(row, name) for name in ("label", "name", "position", "start", "end", "sequence")},
            "speaker_id": speaker,
            "paragraph_id": self.address.get(row.paragraph_id or 0),
            "edits": edits(row, {"speaker": speaker}),
        }

    def remark(self, row: Remark) -> Json:
        """One turn, with its text."""
        low, high = bisect_left(self.body_numbers, row.first), bisect_right(self.body_numbers, row.last)
        holds = {"speaker": self.speaker_id(row.speaker_id), "meeting": self.meeting_id(row.meeting_id)}
        return {
            "id": row.public_id,
            "speaker": self.shown(row.speaker_id, row.speaker_name or row.label),
            "position": row.position or None,
            "text": "\n".join(each.text for each in self.body[low:high]),
            **{name: getattr(row, name) for name in ("label", "speaker_name", "first", "last", "sequence")},
            "speaker_id": holds["speaker"],
            "meeting_id": holds["meeting"],
            "edits": edits(row, holds),
        }

    def quotation(self, row: Quotation) -> Json:
        """One quotation at its place."""
        speakers = in_order(row, [self.chunk.speakers[key] for key in self.chunk.attributed[row.pk]])
        holds = {
            "speakers": sorted(str(self.speaker_id(each.pk)) for each in speakers),
            "cited_work": self.work_id(row.cited_work_id),
            "meeting": self.meeting_id(row.meeting_id),
        }
        return {
            "id": row.public_id,
            "text": row.text,
            "kind": row.kind,
            "speaker": ";".join(each.name for each in speakers) or row.speaker_name or None,
            **filled(row, ("work", "occasion", "evidence")),
            "paragraph": self.body_index.get(row.paragraph_id),
            **{name: getattr(row, name) for name in ("start", "end", "source_start", "source_end", "confidence")},
            **{name: getattr(row, name) for name in ("status", "label", "speaker_name", "rule", "sequence")},
            "paragraph_id": self.address[row.paragraph_id],
            "speaker_ids": holds["speakers"],
            "cited_work_id": holds["cited_work"],
            "meeting_id": holds["meeting"],
            "edits": edits(row, holds),
        }

    # -- what rows point to --------------------------------------------------------------------------------------

    def shown(self, speaker: int | None, printed: str) -> str:
        """The name by which somebody is listed: the speaker's own, else as printed."""
        return self.chunk.speakers[speaker].name if speaker else printed

    def speaker_id(self, key: int | None) -> str | None:
        """The public id of a speaker, who thereby is in the record."""
        if key is None:
            return None
        self.speakers.add(key)
        return self.chunk.speakers[key].public_id

    def meeting_id(self, key: int | None) -> str | None:
        """The public id of a meeting, which thereby is in the record."""
        if key is None:
            return None
        self.meetings.add(key)
        return self.chunk.meetings[key].public_id

    def work_id(self, key: int | None) -> str | None:
        """The public id of a work, which thereby is in the record with its authors."""
        if key is None:
            return None
        self.works.add(key)
        self.speakers |= {author.pk for author in self.chunk.works[key].authors.all()}
        return self.chunk.works[key].public_id

    def publication_id(self) -> str | None:
        """The public id of the document's publication."""
        row = self.chunk.publications.get(self.document.publication_id or 0)
        return row.public_id if row else None

    def related(self) -> Json:
        """The records of everything named, by public id."""
        chunk, found = self.chunk, set(self.speakers)
        waiting = list(found)
        while waiting:  # merged speakers bring those they were merged into, and those merged into them
            key = waiting.pop()
            into = chunk.speakers[key].merged_into_id
            fresh = {*chunk.merged[key], *([into] if into else [])} - found
            found |= fresh
            waiting += fresh
        publication = chunk.publications.get(self.document.publication_id or 0)
        return {
            "speakers": {chunk.speakers[key].public_id: speaker_record(chunk.speakers[key]) for key in found},
            "meetings": {chunk.meetings[key].public_id: shared_record(chunk.meetings[key]) for key in self.meetings},
            "publications": {publication.public_id: shared_record(publication)} if publication else {},
            "works": {chunk.works[key].public_id: work_record(chunk.works[key]) for key in self.works},
        }


def filled(row: Any, fields: tuple[str, ...]) -> Json:
    """Fields of a row, null where nothing is known."""
    return {name: getattr(row, name) or None for name in fields}


def unit(row: Paragraph) -> Json:
    """A paragraph without its text, which stands in the list of its kind."""
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in ("kind", "sequence", "level", "mark", "page")},
        "source_map": row.source_map,
        "source_start": row.source_start,
        "source_end": row.source_end,
        "edits": edits(row, {}),
    }


def in_order(quotation: Quotation, speakers: list[Speaker]) -> list[Speaker]:
    """The speakers in the order in which the text names them (马克思;恩格斯)."""
    named = quotation.speaker_name.replace("；", ";").split(";")
    place = {name: index for index, name in enumerate(named)}
    return sorted(speakers, key=lambda each: (place.get(each.name, len(named)), each.public_id))


def mentioned(people: list[Json], meeting: Json | None, quotations: list[Json], mentions: list[Json]) -> list[Json]:
    """Persons named with an office who neither take part nor are quoted, each once, as first printed."""
    known = {each["name"] for each in (*people, *(meeting["participants"] if meeting else ()))}
    known |= {name for each in quotations for name in (each["speaker"] or "").split(";")}
    first: dict[str, str] = {}
    for each in mentions:
        if each["shown"] not in known:
            first.setdefault(each["shown"], each["position"])
    return [{"name": name, "position": position or None} for name, position in first.items()]
