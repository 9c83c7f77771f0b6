"""Citations to take away: of one record or of a list, as references, for reference managers, and as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.tables import TableResource
from documents import visibility
from documents.citations.csl import Item
from documents.citations.exchange import FORMATS
from documents.citations.gbt7714 import EDITIONS, reference_list
from documents.csl_items import item_of, quoting_item
from documents.models import Document, Meeting, Quotation
from documents.resources import DocumentTable, MeetingTable, PublicationTable, QuotationTable
from people.models import Speaker
from people.resources import SpeakerTable

from .documents import CONTRIBUTORS, DocumentList
from .facets import Text
from .listing import Listing, listing_for
from .meetings import MeetingList
from .publications import PublicationList
from .quotations import QuotationList
from .records import Crumb, departed, title_of
from .speakers import SpeakerList

ON_PAGE = 200
MOST = 10_000
TABLES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
EXTENSIONS = {form.extension: form for form in FORMATS.values()}
OFFERED = (
    ("txt", _("Plain text"), _("the references above")),
    ("json", "CSL-JSON", _("for Zotero and every CSL processor")),
    ("bib", "BibTeX", _("for LaTeX")),
    ("ris", "RIS", _("for EndNote, NoteExpress and others")),
    ("csv", "CSV", _("a table, for any spreadsheet")),
    ("xlsx", "XLSX", _("a table, for Excel")),
)


@dataclass(frozen=True)
class Taken:
    """What is taken away: its title, the page it comes from, its rows, and what they are written as."""

    title: Text
    crumbs: list[Crumb]
    name: str  # of the file
    rows: QuerySet
    table: type[TableResource]
    item: Callable[[Any, str], Item] | None = None

    def items(self, most: int) -> Iterable[Item]:
        """The CSL items of the first `most` rows."""
        today = timezone.localdate().isoformat()
        return (self.item(row, today) for row in islice(self.rows[:most], most)) if self.item else ()


def whole(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with all that citing them needs."""
    rows = rows.select_related("publication", "meeting", "parent").defer("claims", "imported", "problems")
    return rows.prefetch_related(CONTRIBUTORS)


def quoting(rows: QuerySet[Quotation]) -> QuerySet[Quotation]:
    """Quotations with all that citing the documents for them needs."""
    document = "document__"
    rows = rows.select_related("paragraph", *(document + name for name in ("publication", "meeting", "parent")))
    rows = rows.prefetch_related("speakers", Prefetch("document__contributions", CONTRIBUTORS.queryset))
    return rows.defer("imported", "paragraph__text", "paragraph__source_map", "document__claims", "document__imported")


def of_record(kind: str, public_id: str) -> Taken | None:
    """What is taken away from the page of one record; None where the public sees no such record."""
    sources: dict[str, QuerySet[Any]] = {
        "document": visibility.documents(),
        "quotation": visibility.quotations(),
        "meeting": visibility.meetings(),
        "speaker": visibility.speakers(),
    }
    record = sources[kind].filter(public_id=public_id).first()
    if record is None:
        return None
    crumbs = [Crumb(title_of(record), reverse(f"documents:{kind}", args=[public_id]))]
    name = f"yanlu-{public_id}"
    if isinstance(record, Quotation):
        itself = quoting(visibility.quotations().filter(pk=record.pk))
        return Taken(_("Cite this quotation"), crumbs, name, itself, QuotationTable, quoting_item)
    documents, title = _documents_of(record)
    rows = whole(documents).order_by("date_earliest", "public_id")
    return Taken(title, crumbs, name, rows, DocumentTable, item_of)


def _documents_of(record: Document | Meeting | Speaker) -> tuple[QuerySet[Document], Text]:
    if isinstance(record, Document):
        return visibility.documents().filter(pk=record.pk), _("Cite this document")
    if isinstance(record, Meeting):
        return visibility.documents().filter(meeting=record), _("Cite the documents about this meeting")
    own = visibility.contributions().filter(speaker=record).values("document")
    said = visibility.remarks().filter(speaker=record).values("document")
    of_speaker = visibility.documents().filter(Q(pk__in=own) | Q(pk__in=said))
    return of_speaker, _("Cite what this speaker said and wrote")


# How each list is loaded, tabled and, where its rows are or stand in documents, cited.
LISTS: dict[str, tuple[type[Listing], type[TableResource], Callable[[Any], Any], Callable[[Any, str], Item] | None]] = {
    "documents": (DocumentList, DocumentTable, whole, item_of),
    "quotations": (QuotationList, QuotationTable, quoting, quoting_item),
    "meetings": (
        MeetingList,
        MeetingTable,
        lambda rows: rows.prefetch_related(Prefetch("participations", visibility.participations())),
        None,
    ),
    "speakers": (SpeakerList, SpeakerTable, SpeakerTable.rows, None),
    "publications": (PublicationList, PublicationTable, PublicationTable.rows, None),
}


def of_list(name: str, request: HttpRequest) -> Taken:
    """What is taken away from a list: just the rows that its address asks for, in its order."""
    listing, table, load, item = LISTS[name]
    view = listing_for(listing, request)
    rows = view.shown(view.narrowed).prefetch_related(None).select_related(None)
    rows = load(rows).order_by(*(key.order(False) for key in view.sort.keys))
    back = reverse(f"documents:{name}") + view.choice.address().rstrip("?")
    return Taken(_("Cite this list"), [Crumb(view.title, back)], f"yanlu-{name}", rows, table, item)


def citations_page(request: HttpRequest, kind: str, public_id: str = "") -> HttpResponse:
    """The references as text, in either edition of GB/T 7714, with every format to take away."""
    taken = of_record(kind, public_id) if public_id else of_list(kind, request)
    if taken is None:
        return departed(request, kind, public_id)
    if taken.item is None:
        raise Http404(f"{kind} are not cited")
    edition = _edition(request)
    query = request.GET.copy()
    query.pop("edition", None)
    kept = query.urlencode()
    context = {
        "title": taken.title,
        "crumbs": taken.crumbs,
        "references": reference_list(list(taken.items(ON_PAGE)), edition),
        "edition": edition,
        "editions": [(year, f"?{kept}{'&' if kept else ''}edition={year}") for year in EDITIONS],
        "total": taken.rows.count(),
        "on_page": ON_PAGE,
        "downloads": [
            {"title": title, "use": use, "address": f"citations.{extension}?{request.GET.urlencode()}".rstrip("?")}
            for extension, title, use in OFFERED
        ],
    }
    return render(request, "site/citations.html", context)


def citations_file(request: HttpRequest, kind: str, extension: str, public_id: str = "") -> HttpResponse:
    """One format as a file; at most 10,000 rows, and a header says so where there are more."""
    taken = of_record(kind, public_id) if public_id else of_list(kind, request)
    if taken is None:
        return departed(request, kind, public_id)
    content, media_type = _written(taken, extension, _edition(request))
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{taken.name}.{extension}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _written(taken: Taken, extension: str, edition: str) -> tuple[str | bytes, str]:
    if extension in TABLES:
        written = taken.table().table(list(taken.rows[:MOST])).export(extension)
        # Without a byte order mark Excel reads UTF-8 as the system's old encoding.
        return ("\ufeff" + written if isinstance(written, str) else written), TABLES[extension]
    if taken.item is None:
        raise Http404("not cited")
    if extension == "txt":
        lines = (f"{reference}\n" for reference in reference_list(list(taken.items(MOST)), edition))
        return "".join(lines), "text/plain; charset=utf-8"
    if extension in EXTENSIONS:
        form = EXTENSIONS[extension]
        return "".join(form.write(taken.items(MOST))), f"{form.media_type}; charset=utf-8"
    raise Http404(f"no format {extension}")


def _edition(request: HttpRequest) -> str:
    asked = request.GET.get("edition", "")
    return asked if asked in EDITIONS else next(iter(EDITIONS))
