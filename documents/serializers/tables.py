"""The public archive as tables: for each its rows, and for each column its type, its meaning and where it comes from.

Types are those of the Frictionless Table Schema. Dates of documents and people are EDTF, and so strings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from documents import visibility
from documents.models import Document, Meeting, Quotation, Work
from people.models import SpeakerName, Tenure


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `path` leads to its value from a row; `refers` names the table whose `id` it is."""

    name: str
    meaning: str
    path: str = ""
    type: str = "string"
    refers: str = ""

    @property
    def source(self) -> str:
        """The path, by default that of a field of the same name."""
        return self.path or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its rows are ordered by `order`, the same in every archive with the same records."""

    name: str
    meaning: str
    rows: Callable[[], QuerySet]
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    def values(self) -> Iterator[tuple[Any, ...]]:
        """The rows, read as they are taken."""
        paths = [column.source for column in self.columns]
        return self.rows().order_by(*self.order).values_list(*paths).iterator(chunk_size=2_000)


def ref(name: str, table: str, meaning: str, path: str = "") -> Column:
    """A column that holds the id of a row of another table."""
    return Column(name, meaning, path or f"{name.removesuffix('_id')}__public_id", refers=table)


ID = Column("id", "public identifier, as in the address of its page; it lasts", "public_id")
DOCUMENT = ref("document_id", "documents", "the document it stands in")
SPEAKER = ref("speaker_id", "speakers", "who that is, where known")
LABEL = Column("label", "name as printed")
POSITION = Column("position", "office as printed beside the name")
SEQUENCE = Column("sequence", "order within the document, from 0", type="integer")


def cited_works() -> QuerySet[Work]:
    """Works that public quotations are from."""
    return Work.objects.filter(Exists(visibility.quotations().filter(cited_work=OuterRef("pk"))))


def spoken_quotations() -> QuerySet[Any]:
    """Who said public quotations."""
    return Quotation.speakers.through.objects.filter(quotation__in=visibility.quotations())


TABLES = (
    Table(
        "documents",
        "speeches, transcripts, articles, books, and pieces of compilations",
        visibility.documents,
        ("public_id",),
        (
            ID,
            Column("kind", f"one of {', '.join(Document.Kind.values)}"),
            Column("title", "title as printed"),
            Column("date", "of the speech or of publication, EDTF"),
            Column("date_printed", "the date as printed"),
            Column("date_earliest", "first day that the date allows", type="date"),
            Column("date_latest", "last day that the date allows", type="date"),
            Column("language", "BCP 47 tag"),
            ref("publication_id", "publications", "what it appeared in"),
            Column("publication_date", "when it appeared there, EDTF"),
            Column("locator", "section, page, issue or column as printed"),
            Column("url", "address on the web"),
            ref("meeting_id", "meetings", "the meeting it tells of"),
            ref("parent_id", "documents", "the compilation it is a piece of"),
            Column("part", "number of the piece"),
            Column("source_file", "path of the file it was read from", "source__key"),
            Column("source_sha256", "SHA-256 of that file", "source__sha256"),
        ),
    ),
    Table(
        "contributions",
        "whose words a document is",
        visibility.contributions,
        ("document__public_id", "sequence", "public_id"),
        (DOCUMENT, SEQUENCE, LABEL, SPEAKER, Column("role", "speaker, author, reporter or editor"), POSITION),
    ),
    Table(
        "paragraphs",
        "the text, unit by unit in reading order",
        visibility.paragraphs,
        ("document__public_id", "sequence", "public_id"),
        (
            ID,
            DOCUMENT,
            SEQUENCE,
            Column("kind", "body, heading, note, contents or stage (a stage direction)"),
            Column("level", "of a heading or a line of contents, 1 the highest", type="integer"),
            Column("mark", "of a note"),
            Column("page", "printed page"),
            Column("text", "the words"),
            Column("source_start", "first character in the decoded source file, from 0", type="integer"),
            Column("source_end", "past the last character there", type="integer"),
        ),
    ),
    Table(
        "remarks",
        "turns: what one speaker said in one go",
        visibility.remarks,
        ("document__public_id", "first", "public_id"),
        (
            ID,
            DOCUMENT,
            SEQUENCE,
            LABEL,
            Column("speaker_name", "the name the label was read as"),
            SPEAKER,
            POSITION,
            ref("meeting_id", "meetings", "the meeting it was said at"),
            Column("first", "sequence of its first paragraph", type="integer"),
            Column("last", "sequence of its last paragraph; headings between are not its text", type="integer"),
        ),
    ),
    Table(
        "quotations",
        "words of others quoted in a document; those an archivist rejected are left out",
        visibility.quotations,
        ("document__public_id", "paragraph__sequence", "start", "public_id"),
        (
            ID,
            DOCUMENT,
            ref("paragraph_id", "paragraphs", "the paragraph it stands in"),
            Column("start", "first character in the paragraph, in code points from 0", type="integer"),
            Column("end", "past the last character", type="integer"),
            Column("text", "the words, without their marks"),
            Column("kind", "direct (somebody's or a work's words) or saying (nobody named)"),
            Column("label", "speaker as printed"),
            Column("speaker_name", "the names the label was read as, parted by ;"),
            Column("work", "title of the work named, without 《》"),
            ref("work_id", "works", "that work, where known", "cited_work__public_id"),
            Column("occasion", "when and where it was said, as printed"),
            ref("meeting_id", "meetings", "the meeting that the occasion names"),
            Column("evidence", "the stretch of text that the attribution rests on"),
            Column("confidence", "how sure the attribution is, 0 to 1", type="number"),
            Column("status", "machine, confirmed or corrected: who decided"),
        ),
    ),
    Table(
        "quotation_speakers",
        "whose words quotations are; one may have several",
        spoken_quotations,
        ("quotation__public_id", "speaker__public_id"),
        (
            ref("quotation_id", "quotations", "the quotation"),
            ref("speaker_id", "speakers", "whose words it is"),
        ),
    ),
    Table(
        "mentions",
        "persons named with an office",
        visibility.mentions,
        ("document__public_id", "sequence", "public_id"),
        (
            DOCUMENT,
            SEQUENCE,
            ref("paragraph_id", "paragraphs", "where"),
            Column("start", "first character in the paragraph", type="integer"),
            Column("end", "past the last character", type="integer"),
            Column("label", "as printed, with the office"),
            Column("name", "the name in it"),
            POSITION,
            SPEAKER,
        ),
    ),
    Table(
        "speakers",
        "persons, bodies and groups",
        visibility.speakers,
        ("public_id",),
        (
            ID,
            Column("name", "fullest usual name, without honorifics"),
            Column("kind", "person, body or group"),
            Column("birth", "EDTF"),
            Column("death", "EDTF"),
            Column("note", "what tells this person from others of the name"),
            Column("wikidata", "number in Wikidata"),
            Column("viaf", "number in VIAF"),
            Column("sort_key", "pinyin by which names are listed"),
            Column("authority", "entered or confirmed by a person", type="boolean"),
        ),
    ),
    Table(
        "speaker_names",
        "other names of speakers",
        lambda: SpeakerName.objects.filter(speaker__in=visibility.speakers()),
        ("speaker__public_id", "form"),
        (
            ref("speaker_id", "speakers", "whose name it is"),
            Column("form", "the name"),
            Column("kind", "honorific, short, alias, foreign or misreading"),
            Column("start", "used from, EDTF"),
            Column("end", "used until, EDTF"),
        ),
    ),
    Table(
        "tenures",
        "offices held",
        lambda: Tenure.objects.filter(speaker__in=visibility.speakers()),
        ("speaker__public_id", "start", "position", "organization", "end", "source"),
        (
            ref("speaker_id", "speakers", "who held it"),
            Column("position", "the office"),
            Column("organization", "the body"),
            Column("start", "EDTF"),
            Column("end", "EDTF"),
            Column("source", "where this is said"),
        ),
    ),
    Table(
        "meetings",
        "occasions at which people spoke",
        visibility.meetings,
        ("public_id",),
        (
            ID,
            Column("name", "name"),
            Column("date", "first day, EDTF"),
            Column("end_date", "last day, EDTF"),
            Column("place", "place"),
            Column("theme", "stated theme"),
            Column("host", "body or person that held it"),
            Column("series", "the row of meetings it belongs to"),
        ),
    ),
    Table(
        "participations",
        "who took part in meetings",
        lambda: visibility.participations().filter(meeting__in=Meeting.objects.filter(pk__in=visibility.meetings())),
        ("meeting__public_id", "document__public_id", "sequence", "public_id"),
        (
            ref("meeting_id", "meetings", "the meeting"),
            ref("document_id", "documents", "the document that shows it; empty where an archivist entered it"),
            SEQUENCE,
            LABEL,
            SPEAKER,
            Column("role", "chair, participant or absent"),
            POSITION,
        ),
    ),
    Table(
        "publications",
        "newspapers, yearbooks, books, sites and journals",
        visibility.publications,
        ("public_id",),
        (
            ID,
            Column("title", "title"),
            Column("kind", "newspaper, yearbook, book, site or journal"),
            Column("publisher", "publisher"),
            Column("place", "place of publication"),
            Column("isbn", "ISBN"),
            Column("issn", "ISSN"),
            Column("year", "year of the volume"),
        ),
    ),
    Table(
        "works",
        "works that quotations are from",
        cited_works,
        ("public_id",),
        (ID, Column("title", "title without 《》"), Column("date", "EDTF"), Column("occasion", "when and where")),
    ),
)
