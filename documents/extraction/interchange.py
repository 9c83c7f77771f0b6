"""Parsed documents as interchange records (`../shared/interchange.md`): one plain dict a document, ready for JSON.

Only the shape of the format is here; the archive's export fills the same shape from its rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from archive.lib.public_ids import public_id
from documents.readers.base import SourceText

from .types import DocumentData, MeetingData, ParagraphData, PublicationData, QuotationData, RemarkData

Record = dict[str, Any]


def to_records(source: SourceText, documents: list[DocumentData]) -> list[Record]:
    """The interchange records of everything found in a source."""
    return [to_record(source, document) for document in documents]


def to_record(source: SourceText, document: DocumentData) -> Record:
    """The interchange record of one document; offsets of quotations are within the body paragraphs listed."""
    key, part = source.key, document.part
    body = [paragraph for paragraph in document.paragraphs if paragraph.kind == "body"]
    index = {paragraph.sequence: i for i, paragraph in enumerate(body)}
    return {
        "id": public_id("document", key, part),
        "source_file": key,
        "source_sha256": source.sha256,
        "part": part,
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "date_printed": document.date_printed,
        "language": document.language,
        "people": [{"name": p.name, "role": p.role, "position": p.position} for p in document.people],
        "publication": publication_record(document.publication),
        "meeting": meeting_record(document.meeting, public_id("meeting", key, part)),
        "people_mentioned": mentioned(document),
        "headings": [{"level": p.level, "text": p.text.text} for p in of_kind(document, "heading")],
        "contents": [{"level": p.level, "text": p.text.text, "page": p.page} for p in of_kind(document, "contents")],
        "paragraphs": [paragraph.text.text for paragraph in body],
        "notes": [{"mark": p.mark, "text": p.text.text} for p in of_kind(document, "note")],
        "remarks": [_remark(remark, key, part, body) for remark in document.remarks],
        "quotations": [
            {
                "id": public_id("quotation", key, part, sequence),
                **_quotation(quotation),
                "paragraph": index.get(quotation.paragraph),
                **_place(quotation),
                "status": "machine",
            }
            for sequence, quotation in enumerate(document.quotations)
        ],
    }


def _remark(remark: RemarkData, key: str, part: str | None, body: list[ParagraphData]) -> Record:
    return {
        "id": public_id("remark", key, part, remark.sequence),
        "speaker": remark.speaker or remark.label,
        "position": remark.position,
        "text": remark_text(remark, body),
    }


def _quotation(quotation: QuotationData) -> Record:
    """Whose words a quotation holds, and on what evidence."""
    fields = ("text", "kind", "speaker", "work", "occasion", "evidence")
    return {name: getattr(quotation, name) for name in fields}


def _place(quotation: QuotationData) -> Record:
    """Where a quotation stands in its paragraph and in the source, and how sure the engine is of it."""
    fields = ("start", "end", "source_start", "source_end", "confidence")
    return {name: getattr(quotation, name) for name in fields}


def of_kind(document: DocumentData, kind: str) -> list[ParagraphData]:
    """The paragraphs of one kind, in order."""
    return [paragraph for paragraph in document.paragraphs if paragraph.kind == kind]


def remark_text(remark: RemarkData, body: list[ParagraphData]) -> str:
    """What was said: the body paragraphs of the turn, one a line."""
    first = bisect_left(body, remark.first, key=_sequence)
    last = bisect_right(body, remark.last, lo=first, key=_sequence)
    return "\n".join(paragraph.text.text for paragraph in body[first:last])


def _sequence(paragraph: ParagraphData) -> int:
    return paragraph.sequence


def mentioned(document: DocumentData) -> list[Record]:
    """Persons named with an office who neither take part nor are quoted, each once, as first printed."""
    known = {person.name for person in document.people}
    known |= {quotation.speaker for quotation in document.quotations if quotation.speaker}
    if document.meeting:
        known |= {person.name for person in document.meeting.participants if person.role != "absent"}
    first: dict[str, str] = {}
    for mention in document.mentions:
        if mention.name not in known:
            first.setdefault(mention.name, mention.position)
    return [{"name": name, "position": position} for name, position in first.items()]


def publication_record(publication: PublicationData | None) -> Record | None:
    """The publication, or None where none is stated."""
    if publication is None:
        return None
    fields = ("title", "publisher", "place", "date", "isbn", "issn", "locator", "url")
    return {name: getattr(publication, name) for name in fields}


def meeting_record(meeting: MeetingData | None, identifier: str) -> Record | None:
    """The meeting with its participants, and with those it says were away; or None."""
    if meeting is None:
        return None
    fields = ("name", "date", "end_date", "place", "theme", "host")
    people = [{"name": p.name, "position": p.position, "role": p.role} for p in meeting.participants]
    return {"id": identifier, **{name: getattr(meeting, name) for name in fields}, **by_presence(people)}


def by_presence(people: list[Record]) -> dict[str, list[Record]]:
    """Those who took part in a meeting, and those said to be away from it.

    >>> by_presence([{"name": "李群", "role": "chair"}, {"name": "王强", "role": "absent"}])
    {'participants': [{'name': '李群', 'role': 'chair'}], 'absent': [{'name': '王强', 'role': 'absent'}]}
    """
    return {
        "participants": [each for each in people if each["role"] != "absent"],
        "absent": [each for each in people if each["role"] == "absent"],
    }
