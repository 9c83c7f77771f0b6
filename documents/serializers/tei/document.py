"""One document as a TEI file."""

from __future__ import annotations

from collections.abc import Callable

from documents.models import Document
from documents.serializers.whole import in_parts
from documents.serializers.xml import Element, written

from .header import header, language
from .people import People, make
from .text import Text

MEDIA_TYPE = "application/tei+xml"
Address = Callable[[str], str]  # the page of the document with that public id


def tei_document(document: Document, address: Address) -> bytes:
    """The TEI file of a document read by `whole`; `address` gives the page of a document by its public id."""
    return written(tei_element(document, address))


def tei_element(document: Document, address: Address, shared: bool = False) -> Element:
    """The `TEI` element; `shared` leaves to the corpus what it says of everybody and of the encoding."""
    people = People(document)
    text = Text(document, people).element({each.public_id: address(each.public_id) for each in in_parts(document)})
    head = header(document, people, address(document.public_id), shared)
    return make("TEI", head, text, xml_id=f"d-{document.public_id}", xml_lang=language(document))
