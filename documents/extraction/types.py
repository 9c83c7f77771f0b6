"""What the engine hands from stage to stage, and what it hands out. Frozen values, no behaviour.

Names follow TEI, ParlaMint and Popolo; `../shared/interchange.md` is how they are written to a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .spans import MappedText

# -- between the stages ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source after cleaning: wraps are still there, debris and page furniture are not."""

    text: MappedText
    indent: int = 0  # columns of white space before the text as printed; an ideographic space counts 2
    blank_before: int = 0  # blank lines between this line and the one before it
    markup: str = ""  # "h1".."h6" of Markdown or HTML, "b" all bold, "li", "quote", "hr"; "" plain
    page: str | None = None  # label of the page the line stands on


@dataclass(frozen=True, slots=True)
class Layout:
    """A cleaned source: its lines, the notes taken out of them, and what was dropped and why."""

    lines: tuple[Line, ...]
    notes: tuple[tuple[str, MappedText], ...] = ()  # (mark as printed, text)
    dropped: tuple[tuple[str, MappedText], ...] = ()  # (why: "page head", "menu", "footer", …, text)


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of a part in reading order.

    `kind`: head (title, by-line, date, information lines before the text), body, heading, contents, note, stage
    (a stage direction or interjection on its own), tail (signature, source, editor lines after the text),
    dropped (kept so that nothing is lost; never shown as body).
    """

    kind: str
    text: MappedText
    level: int | None = None  # of a heading or contents line, 1 the highest
    mark: str | None = None  # of a note
    page: str | None = None  # page label; of a contents line, the page it names
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One document in a file: the whole (part None) or a numbered piece of a compilation."""

    part: str | None
    blocks: tuple[Block, ...]
    title: MappedText | None = (
        None  # where the structure itself shows it (第一篇：…, a CSV column); else metadata finds it
    )
    date_printed: str | None = None  # likewise (a CSV column, front matter)
    fields: tuple[tuple[str, str], ...] = ()  # further named values of front matter or a record: (name, value)


# -- out of the engine -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonData:
    """A person or body whose words the document is. `role`: speaker, author, reporter, editor."""

    name: str
    role: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class PublicationData:
    title: str | None = None
    publisher: str | None = None
    place: str | None = None
    date: str | None = None
    isbn: str | None = None
    issn: str | None = None
    locator: str | None = None
    url: str | None = None
    kind: str | None = None  # newspaper, yearbook, book, site, journal


@dataclass(frozen=True, slots=True)
class ParticipantData:
    """`role`: participant, chair or absent."""

    name: str
    position: str | None = None
    role: str = "participant"


@dataclass(frozen=True, slots=True)
class MeetingData:
    name: str
    date: str | None = None
    end_date: str | None = None
    date_printed: str | None = None
    place: str | None = None
    theme: str | None = None
    host: str | None = None
    participants: tuple[ParticipantData, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionData:
    """A person named with an office in the text. `paragraph` is a sequence number, offsets are within it."""

    name: str
    position: str
    label: str  # as printed
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParagraphData:
    """A text unit. `kind`: body, heading, note, contents, stage. `sequence` counts all kinds from 0."""

    sequence: int
    kind: str
    text: MappedText
    level: int | None = None
    mark: str | None = None
    page: str | None = None
    quoted: bool = False  # set off as a block quotation


@dataclass(frozen=True, slots=True)
class RemarkData:
    """One turn. `label` is the speaker as printed, `first` and `last` are sequence numbers of paragraphs."""

    sequence: int
    label: str
    speaker: str | None
    position: str | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A stretch between marks that reads as somebody's words, not yet attributed. Offsets exclude the marks."""

    paragraph: int
    start: int
    end: int
    kind: str  # direct or saying, as far as its form tells; attribution settles it
    confidence: float


@dataclass(frozen=True, slots=True)
class QuotationData:
    """`label` is the speaker as printed; `evidence` the stretch the attribution rests on, `rule` what read it."""

    text: str
    kind: str
    paragraph: int
    start: int
    end: int
    source_start: int
    source_end: int
    label: str | None = None
    speaker: str | None = None
    work: str | None = None
    occasion: str | None = None
    evidence: str | None = None
    rule: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head, the tail and the body of a part say of it."""

    title: str | None
    kind: str
    date: str | None = None
    date_printed: str | None = None
    language: str = "zh-Hans"
    people: tuple[PersonData, ...] = ()
    publication: PublicationData | None = None
    meeting: MeetingData | None = None
    problems: tuple[str, ...] = ()
    present: tuple[ParticipantData, ...] = ()  # whom lists name, also where there is no meeting: 访谈嘉宾


@dataclass(frozen=True, slots=True)
class DocumentData:
    """A document as the engine understands it; `problems` are sentences for the archivist."""

    part: str | None
    title: str | None
    kind: str
    date: str | None = None
    date_printed: str | None = None
    language: str = "zh-Hans"
    people: tuple[PersonData, ...] = ()
    publication: PublicationData | None = None
    meeting: MeetingData | None = None
    mentions: tuple[MentionData, ...] = ()
    paragraphs: tuple[ParagraphData, ...] = ()
    remarks: tuple[RemarkData, ...] = ()
    quotations: tuple[QuotationData, ...] = ()
    problems: tuple[str, ...] = field(default=())
