"""What can be taken away from a selection: references after GB/T 7714, items for reference managers, tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.resources import SpeakerTable

from ..csl_items import item_of, quoting, quoting_item, whole
from ..exports import Printing, Rows, as_file, site_of
from ..models import Document, Meeting, Publication, Quotation
from ..resources import DocumentTable, MeetingTable, PublicationTable, QuotationTable

TABLES: dict[str, type[Any]] = {
    "document": DocumentTable,
    "meeting": MeetingTable,
    "publication": PublicationTable,
    "quotation": QuotationTable,
    "speaker": SpeakerTable,
}


def documents_of(selected: QuerySet) -> QuerySet[Document]:
    """The documents that citing a selection of records means: themselves, those of the meetings or the speakers."""
    keys = selected.values("pk")
    conditions = {
        Document: Q(pk__in=keys),
        Meeting: Q(meeting__in=keys),
        Publication: Q(publication__in=keys),
    }
    of_speakers = Q(contributions__speaker__in=keys) | Q(remarks__speaker__in=keys)
    rows = Document.objects.filter(conditions.get(selected.model, of_speakers)).distinct()
    return whole(rows).order_by("date_earliest", "public_id")


def cited(selected: QuerySet) -> Rows:
    """What citing a selection gives: its quotations, else the documents it means."""
    if selected.model is not Quotation:
        return Rows(documents_of(selected), DocumentTable, item_of)
    return Rows(quoting(selected), QuotationTable, quoting_item)


def tabled(selected: QuerySet) -> Rows:
    """The selection itself as a table."""
    table = TABLES[selected.model._meta.model_name or ""]
    return Rows(table.rows(selected), table)


class CitedAdmin(admin.ModelAdmin):
    """Adds the actions that take citations of a selection away."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The model's own actions, then those that take citations away."""
        actions: dict[str, Any] = super().get_actions(request)
        if self.has_view_permission(request):
            actions |= {name: (run, name, title) for name, (run, title) in TAKEN_AWAY.items()}
        return actions


def taking(extension: str, rows: Callable[[QuerySet], Rows]) -> Callable[..., StreamingHttpResponse]:
    """The action that writes a selection in a format, as a file named by what is in it."""

    def write(model_admin: Any, request: HttpRequest, selected: QuerySet) -> StreamingHttpResponse:
        name = f"yanlu-{selected.model._meta.model_name}s-{timezone.localdate().isoformat()}"
        site = site_of(request)
        return as_file(rows(selected), extension, name, Printing(site=site))

    return write


TAKEN_AWAY: dict[str, tuple[Callable[..., StreamingHttpResponse], Any]] = {
    "cite_references": (taking("txt", cited), _("Cite: references after GB/T 7714—2025")),
    "cite_word": (taking("docx", cited), _("Cite: references, Word")),
    "cite_csl_json": (taking("json", cited), _("Cite: CSL-JSON")),
    "cite_bibtex": (taking("bib", cited), _("Cite: BibTeX")),
    "cite_ris": (taking("ris", cited), _("Cite: RIS")),
    "cite_csv": (taking("csv", tabled), _("Cite: table, CSV")),
    "cite_xlsx": (taking("xlsx", tabled), _("Cite: table, XLSX")),
}
