"""Citation lists from a selection: references after GB/T 7714—2025, CSL-JSON, and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.tables import TableResource
from people.resources import SpeakerTable

from ..citations.csl import Item
from ..citations.exchange import FORMATS
from ..citations.gbt7714 import reference_list
from ..csl_items import item_of, quoting_item
from ..models import Contribution, Document, Meeting, Publication, Quotation
from ..resources import DocumentTable, MeetingTable, PublicationTable, QuotationTable

MOST = 10_000
CONTRIBUTORS = Contribution.objects.select_related("speaker")
TABLES: dict[str, type[Any]] = {
    "document": DocumentTable,
    "meeting": MeetingTable,
    "publication": PublicationTable,
    "quotation": QuotationTable,
    "speaker": SpeakerTable,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    rows = rows.select_related("publication", "meeting", "parent").defer("claims", "imported")
    return rows.prefetch_related(Prefetch("contributions", CONTRIBUTORS)).order_by("date_earliest", "public_id")


def items_of(selected: QuerySet) -> Iterator[Item]:
    """The CSL items that citing a selection gives."""
    today = timezone.localdate().isoformat()
    if selected.model is Quotation:
        rows = selected.select_related(
            "paragraph", *(f"document__{name}" for name in ("publication", "meeting", "parent"))
        )
        rows = rows.prefetch_related("speakers", Prefetch("document__contributions", CONTRIBUTORS))
        return (quoting_item(row, today) for row in rows[:MOST])
    return (item_of(row, today) for row in documents_of(selected)[:MOST])


class CitedAdmin(admin.ModelAdmin):
    """Adds the actions that take citations of a selection away."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The model's own actions, then those that take citations away."""
        actions: dict[str, Any] = super().get_actions(request)
        if self.has_view_permission(request):
            actions |= {name: (run, name, title) for name, (run, title) in TAKEN_AWAY.items()}
        return actions


def references(model_admin: Any, request: HttpRequest, selected: QuerySet) -> HttpResponse:
    """The reference list as text."""
    lines = "".join(f"{line}\n" for line in reference_list(list(items_of(selected))))
    return as_file(lines, "text/plain; charset=utf-8", "txt", selected)


def csl_json(model_admin: Any, request: HttpRequest, selected: QuerySet) -> HttpResponse:
    """The items for reference managers."""
    form = next(form for form in FORMATS.values() if form.extension == "json")
    return as_file("".join(form.write(items_of(selected))), f"{form.media_type}; charset=utf-8", "json", selected)


def table(extension: str, media_type: str) -> Callable[..., HttpResponse]:
    """The action that writes the records themselves as a table."""

    def write(model_admin: Any, request: HttpRequest, selected: QuerySet) -> HttpResponse:
        resource: type[TableResource] = TABLES[selected.model._meta.model_name or ""]
        written = resource().table(list(resource.rows(selected)[:MOST])).export(extension)
        # Without a byte order mark Excel reads UTF-8 as the system's old encoding.
        return as_file("\ufeff" + written if isinstance(written, str) else written, media_type, extension, selected)

    return write


def as_file(content: str | bytes, media_type: str, extension: str, selected: QuerySet) -> HttpResponse:
    """A file to keep, named by what is in it."""
    response = HttpResponse(content, content_type=media_type)
    name = f"yanlu-{selected.model._meta.model_name}s-{timezone.localdate().isoformat()}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


TAKEN_AWAY: dict[str, tuple[Callable[..., HttpResponse], Any]] = {
    "cite_references": (references, _("Cite: references after GB/T 7714—2025")),
    "cite_csl_json": (csl_json, _("Cite: CSL-JSON")),
    "cite_csv": (table("csv", "text/csv; charset=utf-8"), _("Cite: table, CSV")),
    "cite_xlsx": (table("xlsx", XLSX), _("Cite: table, XLSX")),
}
