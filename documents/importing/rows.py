"""What the engine found in one file, in the archive's terms: one `Row` for each row that a first import would make.

Plain values without Django, so that this work, too, is done in the processes that run the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.lib import edtf
from archive.lib.chinese import fold
from archive.lib.public_ids import public_id
from documents.extraction.types import (
    DocumentData,
    MeetingData,
    MentionData,
    ParagraphData,
    ParticipantData,
    PersonData,
    QuotationData,
    RemarkData,
)

# The longest value of a field; the models say the same, and a test compares them.
LIMITS = {
    "title": 1000,
    "date_printed": 200,
    "language": 20,
    "locator": 200,
    "url": 1000,
    "label": 200,
    "speaker_name": 200,
    "name": 200,
    "position": 300,
    "mark": 20,
    "page": 40,
    "work": 500,
    "occasion": 500,
    "rule": 60,
}
CLAIM_LIMITS = {"meeting": {"name": 500, "place": 300, "host": 300, "date_printed": 200}}
CLAIM_LIMITS["publication"] = {"title": 500, "publisher": 300, "place": 200, "isbn": 40, "issn": 20, "year": 10}
LONGEST_DATE = 40
GENERIC_NAME = 4  # 座谈会, 记者会: so short a name alone does not tell one meeting from another


@dataclass(slots=True)
class Row:
    """One row as the machine states it.

    `said` holds what a person may edit, `place` what only the machine sets. `name` is the person or persons the row
    speaks of, for `naming` to identify; `paragraph` is the sequence number of the paragraph it stands in.
    """

    public_id: str
    said: dict[str, Any]
    place: dict[str, Any]
    name: str = ""
    paragraph: int | None = None


@dataclass(slots=True)
class DocumentRows:
    """One document and all its rows. `claims` is what it says of its meeting and publication, with their ids."""

    part: str
    public_id: str
    said: dict[str, Any]
    claims: dict[str, dict[str, Any]]
    problems: list[str]
    paragraphs: list[Row]
    remarks: list[Row]
    quotations: list[Row]
    contributions: list[Row]
    participations: list[Row]
    mentions: list[Row]

    @property
    def day(self) -> str:
        """The date (EDTF) on which the document's speakers spoke, as far as it is known."""
        return self.claims.get("meeting", {}).get("date") or self.said["date"]


def rows_of(key: str, document: DocumentData) -> DocumentRows:
    """The rows of a document of the source file `key`."""
    part = (document.part or "")[:20]
    problems = list(document.problems)
    date = _date(document.date, problems)
    said = {
        "kind": document.kind,
        "title": _fit("title", document.title),
        "date": date,
        "date_printed": _fit("date_printed", document.date_printed),
        "language": _fit("language", document.language),
        "publication_date": _date(document.publication.date if document.publication else None, problems),
        "locator": _fit("locator", document.publication.locator if document.publication else None),
        "url": _fit("url", document.publication.url if document.publication else None),
    }
    claims = {
        "meeting": _meeting_claim(document.meeting, key, part, date, problems),
        "publication": _publication_claim(document, said["publication_date"]),
    }
    people = document.meeting.participants if claims["meeting"] and document.meeting else ()
    origin = (key, part)
    return DocumentRows(
        part=part,
        public_id=public_id("document", *origin),
        said=said,
        claims={name: claim for name, claim in claims.items() if claim},
        problems=problems,
        paragraphs=[_paragraph(origin, paragraph) for paragraph in document.paragraphs],
        remarks=[_remark(origin, remark) for remark in document.remarks],
        quotations=[_quotation(origin, sequence, found) for sequence, found in enumerate(document.quotations)],
        contributions=[_contribution(origin, sequence, person) for sequence, person in enumerate(document.people)],
        participations=[_participation(origin, sequence, person) for sequence, person in enumerate(people)],
        mentions=[_mention(origin, sequence, mention) for sequence, mention in enumerate(document.mentions)],
    )


Origin = tuple[str, str]


def _paragraph(origin: Origin, paragraph: ParagraphData) -> Row:
    text = paragraph.text
    start, end = text.source_span() if text.text else (None, None)
    return Row(
        public_id("paragraph", *origin, paragraph.sequence),
        {
            "kind": paragraph.kind,
            "level": paragraph.level,
            "mark": _fit("mark", paragraph.mark),
            "text": text.text,
            "page": _fit("page", paragraph.page),
        },
        {
            "sequence": paragraph.sequence,
            "source_start": start,
            "source_end": end,
            "source_map": [list(run) for run in text.runs],
        },
    )


def _remark(origin: Origin, remark: RemarkData) -> Row:
    return Row(
        public_id("remark", *origin, remark.sequence),
        {
            "label": _fit("label", remark.label),
            "speaker_name": _fit("speaker_name", remark.speaker),
            "position": _fit("position", remark.position),
            "first": remark.first,
            "last": remark.last,
        },
        {"sequence": remark.sequence},
        name=remark.speaker or remark.label,
    )


def _quotation(origin: Origin, sequence: int, found: QuotationData) -> Row:
    return Row(
        public_id("quotation", *origin, sequence),
        {
            "text": found.text,
            "kind": found.kind,
            "label": _fit("label", found.label),
            "speaker_name": _fit("speaker_name", found.speaker),
            "work": _fit("work", found.work),
            "occasion": _fit("occasion", found.occasion),
            "evidence": found.evidence or "",
        },
        {
            "sequence": sequence,
            "start": found.start,
            "end": found.end,
            "source_start": found.source_start,
            "source_end": found.source_end,
            "rule": _fit("rule", found.rule),
            "confidence": round(float(found.confidence), 4),
        },
        name=found.speaker or "",
        paragraph=found.paragraph,
    )


def _contribution(origin: Origin, sequence: int, person: PersonData) -> Row:
    return Row(
        public_id("contribution", *origin, sequence),
        {
            "label": _fit("label", person.name),
            "role": person.role,
            "position": _fit("position", person.position),
            "sequence": sequence,
        },
        {},
        name=person.name,
    )


def _participation(origin: Origin, sequence: int, person: ParticipantData) -> Row:
    return Row(
        public_id("participation", *origin, sequence),
        {
            "label": _fit("label", person.name),
            "role": person.role,
            "position": _fit("position", person.position),
            "sequence": sequence,
        },
        {},
        name=person.name,
    )


def _mention(origin: Origin, sequence: int, mention: MentionData) -> Row:
    return Row(
        public_id("mention", *origin, sequence),
        {
            "label": _fit("label", mention.label),
            "name": _fit("name", mention.name),
            "position": _fit("position", mention.position),
        },
        {"sequence": sequence, "start": mention.start, "end": mention.end},
        name=mention.name,
        paragraph=mention.paragraph,
    )


def _meeting_claim(
    meeting: MeetingData | None, key: str, part: str, date: str, problems: list[str]
) -> dict[str, Any] | None:
    """What is said of the meeting. Meetings of one name and date are one, whatever document tells of them."""
    if meeting is None or not meeting.name.strip():
        return None
    claim = {
        "name": meeting.name,
        "date": _date(meeting.date, problems),
        "end_date": _date(meeting.end_date, problems),
        "date_printed": meeting.date_printed,
        "place": meeting.place,
        "theme": meeting.theme,
        "host": meeting.host,
    }
    folded = fold(meeting.name)
    day = claim["date"] or date
    vague = len(folded) <= GENERIC_NAME or not day
    return {"id": public_id("meeting", folded, day, *((key, part) if vague else ())), **_stated("meeting", claim)}


def _publication_claim(document: DocumentData, date: str) -> dict[str, Any] | None:
    """What is said of the publication. Those of one title, and one ISBN where it is printed, are one."""
    publication = document.publication
    if publication is None or not (publication.title or "").strip():
        return None
    claim = {
        "title": publication.title,
        "kind": publication.kind,
        "publisher": publication.publisher,
        "place": publication.place,
        "isbn": publication.isbn,
        "issn": publication.issn,
        "year": date[:4] if publication.kind in ("book", "yearbook") else None,
    }
    isbn = fold(publication.isbn or "")
    return {"id": public_id("publication", fold(publication.title or ""), isbn), **_stated("publication", claim)}


def _stated(what: str, claim: dict[str, Any]) -> dict[str, Any]:
    """The values of a claim that say something, cut to what the archive holds."""
    limits = CLAIM_LIMITS[what]
    return {name: value[: limits.get(name)] for name, value in claim.items() if value}


def _fit(name: str, value: str | None) -> str:
    return (value or "")[: LIMITS[name]]


def _date(value: str | None, problems: list[str]) -> str:
    """An EDTF date, or nothing and a problem for the archivist."""
    if not value:
        return ""
    try:
        edtf.parse(value)
    except ValueError:
        problems.append(f"{value[:LONGEST_DATE]!r} was read as a date and is none")
        return ""
    return value[:LONGEST_DATE]
