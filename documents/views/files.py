"""A document as a file for machines: TEI, Akoma Ntoso."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from documents import visibility
from documents.serializers.files import KINDS
from documents.serializers.whole import one

from .records import departed


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
