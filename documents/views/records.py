"""What every page of one record has: its row or what became of it, a way back, and what machines read in its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from documents import visibility
from documents.models import Address, Document, Quotation, Remark

from .facets import Text
from .linked import linked_data


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way back."""

    title: Text
    url: str = ""


def title_of(record: Any) -> str:
    """What a record is called on a page; a document without a title by its kind, a remark by who made it."""
    if isinstance(record, Remark):
        return _("%(speaker)s: remark") % {"speaker": record.speaker or record.label}
    if isinstance(record, Document) and not record.title:
        return _("Untitled %(kind)s") % {"kind": record.get_kind_display()}
    return str(record)


def departed(request: HttpRequest, name: str, public_id: str) -> HttpResponse:
    """What an address without a public row answers: moved (301), gone (410), or never heard of (raises Http404).

    `name` is the URL name of the kind of record asked for, without its namespace.
    """
    address = Address.objects.filter(public_id=public_id).first()
    if address and address.target:
        return HttpResponsePermanentRedirect(reverse(f"documents:{name}", args=[address.target]))
    if address:
        return render(request, "410.html", {"address": address}, status=410)
    raise Http404(f"no {name} {public_id}")


class RecordPage(TemplateView):
    """The page of one record, found by its public id among the rows that the public may see."""

    name: ClassVar[str]  # URL name, without its namespace
    way: ClassVar[Sequence[tuple[Text, str]]] = ()  # titles and URL names of the lists above it
    record: Any

    def rows(self) -> QuerySet:
        """The rows among which the record is looked for, with all its page needs."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record = self.rows().filter(public_id=kwargs["public_id"]).first()
        if record is None:
            return self.missing(kwargs["public_id"])
        self.record = record
        return super().get(request, *args, **kwargs)

    def missing(self, public_id: str) -> HttpResponse:
        """The answer where no public row has the id."""
        return departed(self.request, self.name, public_id)

    def crumbs(self) -> list[Crumb]:
        """The way back, the home page left out."""
        return [Crumb(title, reverse(url)) for title, url in self.way]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("title", title_of(self.record))
        kwargs["linked"] = linked_data(self.record, self.address, kwargs.get("participants", ()))
        return super().get_context_data(record=self.record, crumbs=self.crumbs(), **kwargs)

    def address(self, name: str, public_id: str) -> str:
        """The whole address of the page of a record, by its URL name and public id."""
        return self.request.build_absolute_uri(reverse(f"documents:{name}", args=[public_id]))


def rejected(request: HttpRequest, public_id: str) -> HttpResponse | None:
    """The page for a quotation that an archivist found to be none: gone, with the document it stood in."""
    row = Quotation.objects.filter(public_id=public_id, status=Quotation.Status.REJECTED).filter(
        visibility.public("document__")
    )
    quotation = row.select_related("document", "paragraph").first()
    return render(request, "410.html", {"rejected": quotation}, status=410) if quotation else None
