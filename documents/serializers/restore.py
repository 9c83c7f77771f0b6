"""Interchange records back into rows: an empty archive becomes the one that was exported."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from documents.models import (
    Contribution,
    Deletion,
    Document,
    ImportRun,
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
from documents.models.events import written
from documents.models.lock import one_writer
from people.models import Speaker

from .related import RelatedRows, imported

BATCH = 500
LISTS = {"body": "paragraphs", "heading": "headings", "contents": "contents", "note": "notes", "stage": "stage"}

Json = dict[str, Any]


class NotEmpty(Exception):
    """The archive has documents already."""


class BadRecord(ValueError):
    """A line that is no record of the format; the message says which and why."""


def restore(lines: Iterable[str]) -> int:
    """Fill the empty archive with the records in `lines`; returns how many documents there are then.

    All or nothing: raises BadRecord naming the line, or NotEmpty, and leaves the archive as it was.
    """
    with one_writer():
        count = Document.objects.count()
        if count or SourceFile.objects.exists():
            raise NotEmpty(f"the archive is not empty: it holds {count} documents")
        run = ImportRun.objects.create(engine_version="", options={"interchange": True})
        archive = Archive(run)
        for number, line in enumerate(lines, 1):
            if line.strip():
                with located(number):
                    archive.add(json.loads(line))
        archive.tie_parts()
        run.counts = {"new": Document.objects.count()}
        run.status = ImportRun.Status.FINISHED
        run.save()
        return Document.objects.count()


class located:
    """Turns whatever goes wrong with a line into a BadRecord that names it."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __enter__(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self.savepoint.__exit__(kind, error, trace)
        if isinstance(error, json.JSONDecodeError):
            raise BadRecord(f"line {self.number}, character {error.pos + 1}: no JSON ({error.msg})") from error
        if isinstance(error, KeyError):
            raise BadRecord(f"line {self.number}: {error} is missing") from error
        if isinstance(error, ValidationError):
            raise BadRecord(f"line {self.number}: {'; '.join(error.messages)}") from error
        if isinstance(error, RecursionError):
            raise BadRecord(f"line {self.number}: nested too deeply") from error
        if isinstance(error, DatabaseError | ValueError | TypeError | AttributeError):
            raise BadRecord(f"line {self.number}: {error}".strip()) from error


class Archive:
    """The archive being filled."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.related = RelatedRows()
        self.sources: dict[str, SourceFile] = {}
        self.documents: dict[str, int] = {}
        self.parents: dict[str, str] = {}
        self.participations: set[str] = set()

    def add(self, record: Json) -> None:
        """Write one record with everything that hangs on it."""
        if not isinstance(record, dict):
            raise TypeError("a record is an object")
        speakers = self.related.restore(record["related"])
        document = self.document(record)
        paragraphs = self.paragraphs(record, document)
        self.people(Contribution, record["people"], document)
        self.people(Participation, record["participations"], document)
        self.remarks(record["remarks"], document)
        self.mentions(record["mentions"], document, paragraphs)
        self.quotations(record["quotations"], document, paragraphs)
        Deletion.objects.bulk_create(
            Deletion(
                document=document,
                kind=each["kind"],
                public_id=each["id"],
                sequence=each["sequence"],
                imported=each["imported"],
            )
            for each in record["deletions"]
        )
        meetings = [document.meeting_id] if document.meeting_id else []
        written.send(sender=Document, documents=[document.pk], meetings=meetings, speakers=speakers)

    def tie_parts(self) -> None:
        """Tie parts to the wholes that came after them."""
        for part, whole in self.parents.items():
            if whole not in self.documents:
                raise BadRecord(f"document {part} is part of {whole}, which is in no line")
            Document.objects.filter(public_id=part).update(parent=self.documents[whole])

    def source(self, record: Json) -> SourceFile | None:
        """The source file of a document, without its bytes, and the other keys that hold them."""
        key, details = record["source_file"], record["source"]
        if key is None:
            return None
        mark = f"{key}\x1f{details['version']}"
        if mark not in self.sources:
            common = {name: details[name] for name in ("encoding", "media_type", "engine_version")}
            common |= {"sha256": record["source_sha256"], "data": b"", "run": self.run}
            source = SourceFile(key=key, version=details["version"], current=details["current"], **common)
            source.save()
            for copy in details["copies"]:
                SourceFile.objects.create(key=copy, same_as=source, **common)
            self.sources[mark] = source
        return self.sources[mark]

    def document(self, record: Json) -> Document:
        """The document's own row."""
        publication, meeting = record["publication"] or {}, record["meeting"] or {}
        names = ("title", "kind", "date", "date_printed", "language", "part")
        values = {name: record[name] or "" for name in names}
        values |= {name: publication.get(name) or "" for name in ("locator", "url")}
        values["publication_date"] = publication.get("date") or ""
        holds = {"parent": record["parent"], "meeting": meeting.get("id"), "publication": publication.get("id")}
        document = Document(
            public_id=record["id"],
            source=self.source(record),
            run=self.run,
            published=record["published"],
            problems=record["problems"],
            claims=record["claims"],
            imported=imported(record, Document, {**values, **holds}),
            meeting_id=self.related.key(Meeting, holds["meeting"]),
            publication_id=self.related.key(Publication, holds["publication"]),
            **values,
        )
        document.derive()
        document.clean_fields(exclude=["public_id", "url", "source", "run", "meeting", "publication", "parent"])
        Document.objects.bulk_create([document])
        self.documents[document.public_id] = document.pk
        if record["parent"]:
            self.parents[document.public_id] = record["parent"]
        return document

    def paragraphs(self, record: Json, document: Document) -> dict[str, int]:
        """The text units, their texts taken in turn from the lists of their kinds; returns keys by public id."""
        texts = {kind: iter(record[name]) for kind, name in LISTS.items()}
        rows = []
        for unit in record["units"]:
            text = next(texts[unit["kind"]], None)
            if text is None:
                raise ValueError(f"there are fewer {LISTS[unit['kind']]} than units of kind {unit['kind']}")
            values = {name: unit[name] for name in ("kind", "level", "mark", "page")}
            values["text"] = text if isinstance(text, str) else text["text"]
            place = {name: unit[name] for name in ("sequence", "source_map", "source_start", "source_end")}
            rows.append(
                Paragraph(
                    public_id=unit["id"],
                    document=document,
                    run=self.run,
                    imported=imported(unit, Paragraph, values),
                    **values,
                    **place,
                )
            )
        for kind, left in texts.items():
            if next(left, None) is not None:
                raise ValueError(f"there are more {LISTS[kind]} than units of kind {kind}")
        Paragraph.objects.bulk_create(rows, batch_size=BATCH)
        return {row.public_id: row.pk for row in rows}

    def people(self, model: Any, records: list[Json], document: Document) -> None:
        """Contributions or participations."""
        rows = []
        for each in records:
            if each["id"] in self.participations:
                continue  # entered by hand for a meeting of which several documents tell
            values = {name: each[name] for name in ("label", "role", "sequence")}
            values["position"] = each["position"] or ""
            more: Json = {}
            if model is Participation:
                more["meeting_id"] = self.related.key(Meeting, each["meeting_id"])
                self.participations.add(each["id"])
            rows.append(
                model(
                    public_id=each["id"],
                    document=None if each.get("by_hand") else document,
                    run=self.run,
                    speaker_id=self.related.key(Speaker, each["speaker_id"]),
                    imported=imported(each, model, {**values, "speaker": each["speaker_id"]}),
                    **values,
                    **more,
                )
            )
        model._default_manager.bulk_create(rows, batch_size=BATCH)

    def remarks(self, records: list[Json], document: Document) -> None:
        """The turns."""
        rows = []
        for each in records:
            values = {name: each[name] for name in ("label", "speaker_name", "first", "last")}
            values["position"] = each["position"] or ""
            holds = {"speaker": each["speaker_id"], "meeting": each["meeting_id"]}
            rows.append(
                Remark(
                    public_id=each["id"],
                    document=document,
                    run=self.run,
                    sequence=each["sequence"],
                    speaker_id=self.related.key(Speaker, holds["speaker"]),
                    meeting_id=self.related.key(Meeting, holds["meeting"]),
                    imported=imported(each, Remark, {**values, **holds}),
                    **values,
                )
            )
        Remark.objects.bulk_create(rows, batch_size=BATCH)

    def mentions(self, records: list[Json], document: Document, paragraphs: dict[str, int]) -> None:
        """Persons named with an office."""
        rows = []
        for each in records:
            values = {name: each[name] for name in ("label", "name", "position")}
            place = {name: each[name] for name in ("start", "end", "sequence")}
            rows.append(
                Mention(
                    public_id=each["id"],
                    document=document,
                    run=self.run,
                    paragraph_id=paragraphs[each["paragraph_id"]] if each["paragraph_id"] else None,
                    speaker_id=self.related.key(Speaker, each["speaker_id"]),
                    imported=imported(each, Mention, {**values, "speaker": each["speaker_id"]}),
                    **values,
                    **place,
                )
            )
        Mention.objects.bulk_create(rows, batch_size=BATCH)

    def quotations(self, records: list[Json], document: Document, paragraphs: dict[str, int]) -> None:
        """Quotations and whose words they are."""
        rows = []
        place = ("start", "end", "source_start", "source_end", "confidence", "status", "rule", "sequence")
        for each in records:
            values = {name: each[name] for name in ("text", "kind", "label", "speaker_name")}
            values |= {name: each[name] or "" for name in ("work", "occasion", "evidence")}
            holds = {
                "speakers": each["speaker_ids"],
                "cited_work": each["cited_work_id"],
                "meeting": each["meeting_id"],
            }
            rows.append(
                Quotation(
                    public_id=each["id"],
                    document=document,
                    run=self.run,
                    paragraph_id=paragraphs[each["paragraph_id"]],
                    cited_work_id=self.related.key(Work, holds["cited_work"]),
                    meeting_id=self.related.key(Meeting, holds["meeting"]),
                    imported=imported(each, Quotation, {**values, **holds}),
                    **values,
                    **{name: each[name] for name in place},
                )
            )
        Quotation.objects.bulk_create(rows, batch_size=BATCH)
        through = Quotation.speakers.through
        through.objects.bulk_create(
            through(quotation_id=row.pk, speaker_id=self.related.key(Speaker, speaker))
            for row, each in zip(rows, records, strict=True)
            for speaker in each["speaker_ids"]
        )
