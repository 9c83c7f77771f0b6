"""What can be taken away from a page: from that of a record, from a list, from a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.tables import TableResource
from documents import visibility
from documents.citations.csl import Item
from documents.csl_items import item_of, quoting, quoting_item, remark_item, speaking, whole
from documents.exports import Rows, Taken
from documents.models import Document, Meeting, Quotation, Remark
from documents.resources import DocumentTable, MeetingTable, PublicationTable, QuotationTable, RemarkTable
from people.models import Speaker
from people.resources import SpeakerTable

from .documents import DocumentList
from .facets import Text
from .hits import Hits
from .listing import Listing, listing_for
from .meetings import MeetingList
from .publications import PublicationList
from .quotations import QuotationList
from .records import Crumb, title_of
from .speakers import SpeakerList
from .works import QuotedWorks, WorkList


@dataclass(frozen=True)
class Offer:
    """What a page offers to take away: its title, the way back, the name of the files, how much it is, and what."""

    title: Text
    crumbs: list[Crumb]
    name: str
    taken: Taken
    total: Callable[[], int]
    cited: bool = True  # whether there is anything to cite, not only to table


def offer(
    title: Text,
    crumbs: list[Crumb],
    name: str,
    rows: QuerySet[Any],
    table: type[TableResource],
    item: Callable[[Any, str, str], Item] | None = None,
) -> Offer:
    """An offer of rows."""
    return Offer(title, crumbs, name, Rows(rows, table, item), rows.count, item is not None)


def of_record(kind: str, public_id: str) -> Offer | None:
    """What is taken away from the page of one record; None where the public sees no such record."""
    sources: dict[str, QuerySet[Any]] = {
        "document": visibility.documents(),
        "quotation": visibility.quotations(),
        "meeting": visibility.meetings(),
        "speaker": visibility.speakers(),
        "remark": visibility.remarks(),
    }
    record = sources[kind].filter(public_id=public_id).first()
    if record is None:
        return None
    crumbs = [Crumb(title_of(record), reverse(f"documents:{kind}", args=[public_id]))]
    name = f"yanlu-{public_id}"
    if isinstance(record, Quotation):
        itself = quoting(visibility.quotations().filter(pk=record.pk))
        return offer(_("Cite this quotation"), crumbs, name, itself, QuotationTable, quoting_item)
    if isinstance(record, Remark):
        said = speaking(visibility.remarks().filter(pk=record.pk))
        return offer(_("Cite this remark"), crumbs, name, said, RemarkTable, remark_item)
    documents, title = _documents_of(record)
    rows = whole(documents).order_by("date_earliest", "public_id")
    return offer(title, crumbs, name, rows, DocumentTable, item_of)


def _documents_of(record: Document | Meeting | Speaker) -> tuple[QuerySet[Document], Text]:
    if isinstance(record, Document):
        return visibility.documents().filter(pk=record.pk), _("Cite this document")
    if isinstance(record, Meeting):
        return visibility.documents().filter(meeting=record), _("Cite the documents about this meeting")
    own = visibility.contributions().filter(speaker=record).values("document")
    said = visibility.remarks().filter(speaker=record).values("document")
    of_speaker = visibility.documents().filter(Q(pk__in=own) | Q(pk__in=said))
    return of_speaker, _("Cite what this speaker said and wrote")


def tabled(
    table: type[TableResource],
    load: Callable[[QuerySet[Any]], QuerySet[Any]],
    item: Callable[[Any, str, str], Item] | None = None,
) -> Callable[[QuerySet[Any]], Taken]:
    """How rows of a list are taken away as this table, with what `load` loads in place of what the page needs."""
    return lambda rows: Rows(load(rows.prefetch_related(None).select_related(None)), table, item)


def with_participants(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with those who took part as far as the public sees them."""
    return meetings.prefetch_related(Prefetch("participations", visibility.participations()))


# How each list is taken away; what can be cited, being or standing in documents, its `formats` say.
LISTS: dict[str, tuple[type[Listing], Callable[[QuerySet[Any]], Taken]]] = {
    "documents": (DocumentList, tabled(DocumentTable, whole, item_of)),
    "quotations": (QuotationList, tabled(QuotationTable, quoting, quoting_item)),
    "meetings": (MeetingList, tabled(MeetingTable, with_participants)),
    "speakers": (SpeakerList, tabled(SpeakerTable, SpeakerTable.rows)),
    "publications": (PublicationList, tabled(PublicationTable, PublicationTable.rows)),
    "works": (WorkList, QuotedWorks),
}


def of_list(name: str, request: HttpRequest) -> Offer:
    """What is taken away from a list: just the rows that its address asks for, in its order."""
    listing, take = LISTS[name]
    view = listing_for(listing, request)
    rows = view.shown(view.narrowed).order_by(*(key.order(False) for key in view.sort.keys))
    crumbs = [Crumb(view.title, reverse(f"documents:{name}") + view.choice.address().rstrip("?"))]
    cited = "citations" in listing.formats
    return Offer(_("Cite this list"), crumbs, f"yanlu-{name}", take(rows), rows.count, cited)


def of_search(request: HttpRequest) -> Offer:
    """What is taken away from a search: its hits, quotations as such, else the documents that they stand in."""
    hits = Hits.asked(request.GET)
    back = f"{reverse('documents:search')}?{request.GET.urlencode()}"
    return Offer(_("Cite these hits"), [Crumb(_("Search"), back)], "yanlu-search", hits, hits.count)
