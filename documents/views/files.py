"""A document as a file for machines: TEI, Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from documents import visibility
from documents.models import Document
from documents.serializers.akoma_ntoso import MEDIA_TYPE as AKN
from documents.serializers.akoma_ntoso import akoma_ntoso_document
from documents.serializers.tei import MEDIA_TYPE as TEI
from documents.serializers.tei import Address, tei_document
from documents.serializers.whole import one

from .records import departed


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name in an address and in the list of formats, its media type, and who writes it."""

    name: str
    title: str
    media_type: str
    write: Callable[[Document, Address], bytes]


KINDS = {
    kind.name: kind
    for kind in (
        FileKind("tei", "TEI", TEI, tei_document),
        FileKind("akn", "Akoma Ntoso", AKN, akoma_ntoso_document),
    )
}


def document_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The document as one file."""
    document = one(visibility.documents(), public_id)
    if document is None:
        return departed(request, f"document-{kind}", public_id)
    form = KINDS[kind]

    def address(of: str) -> str:
        return request.build_absolute_uri(reverse("documents:document", args=[of]))

    response = HttpResponse(form.write(document, address), content_type=form.media_type)
    response["Content-Disposition"] = f'inline; filename="yanlu-{public_id}.{kind}.xml"'
    response["X-Robots-Tag"] = "noindex"
    return response
