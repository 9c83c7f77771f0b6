"""The shapes of the answers, as OpenAPI describes them. People are Popolo's persons and organizations.

Every field but the id may be left out, as `fields` asks for; one of which nothing is known is null, "" or [].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from documents.models import Document, Paragraph, Publication, Quotation, SearchText
from people.models import Speaker

# Each a type of its own: OpenAPI would take the models' classes, all of which are called Kind, for one.
if TYPE_CHECKING:
    from builtins import str as DocumentKind
    from builtins import str as HitKind
    from builtins import str as ParagraphKind
    from builtins import str as PublicationKind
    from builtins import str as QuotationKind
    from builtins import str as SpeakerKind
else:
    DocumentKind, ParagraphKind, QuotationKind, SpeakerKind, HitKind = (
        Literal[tuple(model.Kind.values)] for model in (Document, Paragraph, Quotation, Speaker, SearchText)
    )
    PublicationKind = Literal[("", *Publication.Kind.values)]


def like(example: dict[str, Any]) -> ConfigDict:
    """A shape with an example, for which fields that are not described are none."""
    return ConfigDict(json_schema_extra={"examples": [example]}, extra="forbid")


class Named(Schema):
    """Another record: its id and what it is called."""

    id: str
    name: str = Field(examples=["罗启明"])


class Problem(Schema):
    """What went wrong."""

    model_config = like({"status": 404, "detail": "no public document has the id d1"})
    status: int
    detail: str


class Person(Schema):
    """Somebody as a document or a meeting names them: `label` is the printed form, `speaker` who that is, if known."""

    label: str
    role: str
    position: str = ""
    speaker: Named | None = None


class PublicationShape(Schema):
    """What a document appeared in."""

    id: str
    title: str
    kind: PublicationKind
    publisher: str
    place: str
    isbn: str
    issn: str
    year: str


class DocumentShape(Schema):
    """A document, or a piece of a compilation (`parent` and `part`)."""

    model_config = like(
        {
            "id": "d3k9",
            "kind": "speech",
            "title": "在全县水利工作会议上的讲话",
            "date": "2004-12-08",
            "language": "zh-Hans",
        }
    )
    id: str
    url: str = Field("", description="Its page.")
    kind: DocumentKind | None = None
    title: str = ""
    date: str = Field("", description="Of the speech or of publication, in EDTF.", examples=["2004-12-08"])
    date_printed: str = ""
    language: str = Field("", description="BCP 47.", examples=["zh-Hans"])
    people: list[Person] = []
    publication: PublicationShape | None = None
    publication_date: str = ""
    locator: str = Field("", description="Section, page, issue or column as printed.")
    source_url: str = Field("", description="Where on the web it was found.")
    meeting: Named | None = None
    parent: Named | None = None
    part: str = ""
    changed: str = Field("", description="When the record itself was last written, RFC 3339.")
    citation: str = Field("", description="Its entry after GB/T 7714—2025.")
    csl: dict[str, Any] = Field({}, description="CSL-JSON.")


class ParagraphShape(Schema):
    """A text unit; offsets of quotations count code points of its `text`."""

    model_config = like({"id": "p1", "document": "d3k9", "sequence": 4, "kind": "body", "text": "同志们，去年的旱情…"})
    id: str
    url: str = ""
    document: str = Field("", description="Id of the document it stands in.")
    sequence: int = 0
    kind: ParagraphKind | None = None
    level: int | None = Field(None, description="Of a heading, 1 the highest.")
    mark: str = Field("", description="Of a note.")
    text: str = ""
    page: str = Field("", description="As printed.")
    source_start: int | None = Field(None, description="First character in the source file.")
    source_end: int | None = None


class MeetingShape(Schema):
    """An occasion at which people spoke."""

    model_config = like({"id": "m1", "name": "清河县委理论学习中心组学习会", "date": "2004-04-27"})
    id: str
    url: str = ""
    name: str = ""
    date: str = Field("", description="The first day, in EDTF.")
    end_date: str = ""
    date_printed: str = ""
    place: str = ""
    theme: str = ""
    host: str = ""
    series: str = ""
    participants: list[Person] = []


class OtherName(Schema):
    """Popolo: another name, with the dates of its use."""

    name: str
    note: str = Field("", description="honorific, short, alias, foreign or misreading")
    start_date: str = ""
    end_date: str = ""


class Identifier(Schema):
    """Popolo: an identifier elsewhere."""

    scheme: str = Field(examples=["wikidata"])
    identifier: str


class Membership(Schema):
    """Popolo: an office held."""

    role: str
    organization: str = ""
    start_date: str = ""
    end_date: str = ""
    source: str = ""


class SpeakerShape(Schema):
    """A person or, for a body or a group, an organization of Popolo; dates are EDTF."""

    model_config = like(
        {"id": "s1", "type": "person", "name": "石公远", "birth_date": "1904", "sort_name": "shi2 gong1 yuan3"}
    )
    id: str
    url: str = ""
    type: Literal["person", "organization"] | None = None
    classification: SpeakerKind | None = None
    name: str = ""
    sort_name: str = Field("", description="Pinyin.")
    other_names: list[OtherName] = []
    birth_date: str = ""
    death_date: str = ""
    biography: str = ""
    identifiers: list[Identifier] = []
    memberships: list[Membership] = []


class QuotationShape(Schema):
    """Words that a document presents as somebody's: `text` is paragraph.text[start:end]."""

    model_config = like(
        {"id": "q1", "text": "渠修到哪里，人心就通到哪里。", "kind": "direct", "label": "石老", "start": 16, "end": 31}
    )
    id: str
    url: str = ""
    text: str = ""
    kind: QuotationKind | None = None
    label: str = Field("", description="The speaker as printed.")
    name: str = Field("", description="The name the label is read as.")
    speakers: list[Named] = []
    work: str = ""
    occasion: str = ""
    meeting: Named | None = None
    evidence: str = Field("", description="The stretch of text the attribution rests on.")
    confidence: float = Field(0, ge=0, le=1)
    status: Literal["machine", "confirmed", "corrected"] | None = None
    document: Named | None = None
    paragraph: str = ""
    start: int = Field(0, description="First code point in the paragraph, counted from 0.")
    end: int = Field(0, description="Past the last code point.")
    page: str = Field("", description="As printed.")
    citation: str = Field("", description="The entry of its document after GB/T 7714—2025, with the page of the words.")


class RemarkShape(Schema):
    """One turn: what one speaker said in one go; paragraphs of `text` are joined by a line feed."""

    model_config = like({"id": "r1", "label": "罗启明", "position": "县委书记", "text": "今天请大家谈谈水的事。"})
    id: str
    url: str = ""
    document: Named | None = None
    meeting: Named | None = None
    sequence: int = 0
    label: str = Field("", description="The speaker as printed.")
    name: str = Field("", description="The name the label is read as.")
    speaker: Named | None = None
    position: str = ""
    paragraphs: list[str] = Field([], description="Ids of its paragraphs.")
    text: str = ""


class HitShape(Schema):
    """A hit: some words around the first match, and where in them the matches are."""

    model_config = like({"kind": "paragraph", "id": "p1", "text": "修渠要靠众人", "matches": [[4, 6]]})
    kind: HitKind
    id: str
    url: str
    text: str
    matches: list[list[int]]
    speaker: Named | None = None
    document: Named | None = None
    date: str = ""


class Page(Schema):
    """Some records, and the address of those that follow."""

    next: str | None = Field(None, description="Address of the next page; null on the last.")


class DocumentPage(Page):
    items: list[DocumentShape]


class ParagraphPage(Page):
    items: list[ParagraphShape]


class MeetingPage(Page):
    items: list[MeetingShape]


class SpeakerPage(Page):
    items: list[SpeakerShape]


class QuotationPage(Page):
    items: list[QuotationShape]


class RemarkPage(Page):
    items: list[RemarkShape]


class HitPage(Page):
    total: int = Field(description="Hits, exact where `capped` is false.")
    capped: bool
    items: list[HitShape]


class Selector(Schema):
    """A selector of the W3C Web Annotation model."""

    type: Literal["TextPositionSelector", "TextQuoteSelector"]
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None


class Target(Schema):
    """The paragraph's text as a resource of its own, and the words in it."""

    type: Literal["SpecificResource"]
    source: str
    scope: str
    selector: list[Selector]


class Annotation(Schema):
    """A quotation as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/)."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)
    context: str = Field(alias="@context")
    id: str
    type: Literal["Annotation"]
    motivation: Literal["identifying"]
    body: list[dict[str, Any]]
    generator: dict[str, str] | None = None
    target: Target
