"""A document in unqualified Dublin Core, as OAI-PMH asks of every archive (`oai_dc`)."""

from __future__ import annotations

from collections.abc import Iterator

from documents.citations.gbt7714 import reference_list
from documents.csl_items import item_of
from documents.models import Contribution, Document
from documents.serializers.tei import Address
from documents.serializers.xml import Element, maker

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
NSMAP: dict[str | None, str] = {"oai_dc": OAI_DC, "dc": DC, "xsi": XSI[1:-1]}
CREATORS = (Contribution.Role.SPEAKER, Contribution.Role.AUTHOR)
KINDS = {"transcript": "minutes"}

_record = maker(OAI_DC, NSMAP)
_term = maker(DC, NSMAP)


def dublin_core(document: Document, address: Address) -> Element:
    """The `oai_dc:dc` element of a document read with all that it points to."""
    record = _record("dc", *(_term(name, value) for name, value in terms(document, address) if value))
    record.set(f"{XSI}schemaLocation", f"{OAI_DC} {SCHEMA}")
    return record


def terms(document: Document, address: Address) -> Iterator[tuple[str, str]]:
    """The name and value of each statement."""
    publication, meeting = document.publication, document.meeting
    yield "title", document.title
    people = [(row.role in CREATORS, row.speaker.name if row.speaker else row.label) for row in contributors(document)]
    for creates, name in dict.fromkeys(people):
        yield ("creator" if creates else "contributor"), name
    if meeting:
        yield "subject", meeting.name
        yield "description", meeting.theme
        yield "coverage", meeting.place
    if publication:
        yield "publisher", publication.publisher
    yield "date", document.date
    yield "type", "Text"
    yield "type", KINDS.get(document.kind, document.kind)
    yield "format", "text/html"
    yield "identifier", address(document.public_id)
    yield "source", reference_list([item_of(document)])[0].text
    yield "source", document.url
    yield "language", document.language
    if document.parent:
        yield "relation", address(document.parent.public_id)
    if publication:
        yield "relation", f"urn:isbn:{publication.isbn}" if publication.isbn else ""
        yield "relation", f"urn:issn:{publication.issn}" if publication.issn else ""


def contributors(document: Document) -> list[Contribution]:
    """Whose words it is, in printed order."""
    return sorted(document.contributions.all(), key=lambda row: (row.sequence, row.public_id))
