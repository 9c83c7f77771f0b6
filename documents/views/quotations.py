"""Quotations: the list, and the page of one: who says whose words, what that rests on, where else they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any, ClassVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from archive.lib.chinese import fold
from documents import visibility
from documents.csl_items import quoting_item
from documents.models import Document, Quotation, Remark
from documents.models.quotation import UNREAD
from documents.search.appearances import appearances, attributions, unquoted
from documents.search.listed import quotations_holding
from documents.search.query import Query

from . import reading
from .dates import language_tag
from .documents import CONTRIBUTORS
from .facets import Choice, Dated, Record, Text, Words
from .found import shown
from .listing import Listing, Sort
from .meta import highwire
from .paging import Key
from .records import RecordPage, rejected

IN_ORDER = (
    Key("document__date_earliest", nullable=True),
    Key("document__public_id"),
    Key("sequence"),
    Key("public_id"),
)


def with_facts(rows: QuerySet[Quotation]) -> QuerySet[Quotation]:
    """Quotations with all that a line of a list says of them (three queries)."""
    parts = ("document__publication", "document__meeting", "document__parent", "cited_work", "paragraph")
    rows = rows.select_related(*parts).prefetch_related("speakers")
    return rows.prefetch_related(Prefetch("document__contributions", CONTRIBUTORS.queryset)).defer("imported", *UNREAD)


def kinds() -> list[tuple[str, Text]]:
    """The kinds of quotations; of words without a speaker it is seldom known whether they are everybody's."""
    kind = Quotation.Kind
    return [(kind.DIRECT, kind.DIRECT.label), (kind.SAYING, _("saying, or source unknown"))]


class QuotationList(Listing):
    template_name = "site/quotations.html"
    name = "quotations"
    title = _("Quotations")
    facets = (
        Record("speaker", _("Whose words"), visibility.speakers, "speakers", many=True),
        Words("work", _("Work"), "work", visibility.quotations),
        Choice("kind", _("Kind"), "kind", kinds),
        Choice(
            "status",
            _("Status"),
            "status",
            lambda: [choice for choice in Quotation.Status.choices if choice[0] != Quotation.Status.REJECTED],
        ),
        Dated("date", _("Year of the document"), "document__date_earliest"),
        Record("publication", _("Publication"), visibility.publications, "document__publication", "title"),
        Record("document", _("Document"), visibility.documents, "document", "title"),
        Record("meeting", _("Meeting named"), visibility.meetings, "meeting"),
    )
    sorts = (
        Sort("oldest", _("oldest document first"), IN_ORDER),
        Sort(
            "newest",
            _("newest document first"),
            (Key("document__date_earliest", True, True), Key("document__public_id"), Key("sequence"), Key("public_id")),
        ),
        Sort("sure", _("surest first"), (Key("confidence", True), Key("public_id"))),
        Sort("unsure", _("least sure first"), (Key("confidence"), Key("public_id"))),
    )
    formats = ("citations", "csv", "xlsx")
    # Facets of which a list of all quotations would only show an arbitrary few; they are reached from elsewhere.
    closed = frozenset({"document", "meeting"})
    settled: ClassVar[Mapping[str, Set[str]]] = {"document": frozenset({"date", "publication"})}

    def rows(self) -> QuerySet[Quotation]:
        return visibility.quotations()

    def holding(self, query: Query) -> Q:
        return quotations_holding(query)

    def shown(self, rows: QuerySet[Quotation]) -> QuerySet[Quotation]:
        return with_facts(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(of_document=bool(self.choice["document"]), **kwargs)


def dated(documents: Iterable[Document]) -> dict[str, bool]:
    """Whether it is known which of the documents is the oldest, and whether there are some that have no date."""
    days = [document.date_earliest for document in documents]
    return {"oldest": any(days), "undated": None in days}


class QuotationPage(RecordPage):
    name = "quotation"
    template_name = "site/quotation.html"
    way = ((_("Quotations"), "documents:quotations"),)
    record: Quotation

    def rows(self) -> QuerySet[Quotation]:
        rows = with_facts(visibility.quotations()).select_related("meeting").defer(None)
        return rows.defer("imported", *(name for name in UNREAD if name != "paragraph__text"))

    def missing(self, public_id: str) -> HttpResponse:
        return rejected(self.request, public_id) or super().missing(public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quotation = self.record
        elsewhere = appearances(quotation)
        return super().get_context_data(
            title=Truncator(quotation.text).chars(40),
            meta=highwire(quoting_item(quotation), self.request.build_absolute_uri(self.request.path)),
            language=language_tag(quotation.document.language),
            has_source=quotation.document.source_id is not None,
            pieces=reading.pieces(quotation.paragraph.text, [quotation], {}),
            said_in=self.said_in(),
            label_told=quotation.label in {quotation.speaker_name, *(each.name for each in quotation.speakers.all())},
            elsewhere=elsewhere,
            **dated(each.quotation.document for each in elsewhere),
            attributions=attributions(elsewhere),
            in_texts=list(shown(unquoted(quotation, elsewhere), Query(((fold(quotation.text),),)))),
            **kwargs,
        )

    def said_in(self) -> Remark | None:
        """The remark in which the words are quoted, if the document has remarks."""
        at = self.record.paragraph.sequence
        rows = self.record.document.remarks.filter(first__lte=at, last__gte=at)
        return rows.select_related("speaker", "meeting").first()
