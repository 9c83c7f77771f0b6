"""Works that documents quote by name: the list, and the page of one with every place where it is quoted.

A work on record is found by its public id; one that is only a title in the texts is found by that title, and
its address leads to the record once there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.tables import joined, neutralise
from documents import visibility
from documents.citations.csl import Item
from documents.exports import CHUNK
from documents.models import Quotation, Work
from documents.reuse import ALIKE, likeness, variant
from documents.search.listed import works_holding
from documents.search.query import Query

from .facets import Dated, Record
from .listing import PAGE, Listing, Sort
from .paging import Key, page_of
from .quotations import IN_ORDER, dated, with_facts
from .records import RecordPage

LONGEST_TITLE = 500


def naming_a_work() -> QuerySet[Any]:
    """Public quotations that name a work, with its `key` (public id, else title) and `title`."""
    naming = visibility.quotations().filter(Q(cited_work__isnull=False) | Q(work__gt=""))  # each has its index
    return naming.annotate(
        key=Coalesce("cited_work__public_id", NullIf(F("work"), Value(""))),
        title=Coalesce("cited_work__title", "work"),
    )


class WorkList(Listing):
    template_name = "site/works.html"
    name = "works"
    title = _("Works quoted")
    unit = identifier = "key"
    facets = (
        Record("speaker", _("Whose words"), visibility.speakers, "speakers", many=True),
        Dated("date", _("Year of the quoting document"), "document__date_earliest"),
    )
    sorts = (
        Sort("quotations", _("most quoted"), (Key("quotation_count", True), Key("key")), by_count=True),
        Sort("documents", _("in most documents"), (Key("document_count", True), Key("key")), by_count=True),
        Sort("title", _("title"), (Key("title"), Key("key")), by_count=True),
    )

    def rows(self) -> QuerySet[Quotation]:
        return naming_a_work()

    def holding(self, query: Query) -> Q:
        return works_holding(query)

    def these(self, names: Sequence[str]) -> QuerySet:
        return self.narrowed.filter(Q(work__in=names) | Q(cited_work__public_id__in=names))

    def shown(self, rows: QuerySet) -> QuerySet:
        return rows.values("key", "title").annotate(
            quotation_count=Count("pk"), document_count=Count("document", distinct=True)
        )


@dataclass(frozen=True, slots=True)
class QuotedWorks:
    """The rows of the list as a table; nothing to cite, as not they but their quotations are in the archive."""

    rows: QuerySet[Any]

    def items(self, site: str = "") -> Iterator[Item]:
        """None."""
        return iter(())

    def lines(self, site: str) -> Iterator[list[Any]]:
        """The heads of the columns, then a line a work; one that is only a title in the texts has no address."""
        works = Work.objects.filter(quotations__isnull=False).distinct().prefetch_related("authors")
        authors = {work.public_id: joined([author.name for author in work.authors.all()]) for work in works}
        heads = (_("title"), _("authors"), _("Quotations"), _("Documents"), _("address"))
        yield [str(head) for head in heads]
        for row in self.rows.iterator(chunk_size=CHUNK):
            address = site + reverse("documents:work", args=[row["key"]]) if row["key"] in authors else ""
            cells = (row["title"], authors.get(row["key"], ""), row["quotation_count"], row["document_count"], address)
            yield [neutralise(cell) for cell in cells]


def compare(rows: Sequence[Any]) -> bool:
    """Tell each of the quotations how it differs from the first of the same words (`pieces`); whether any does."""
    different = False
    for at, row in enumerate(rows):
        first = next((other for other in rows[:at] if likeness(other.text, row.text) >= ALIKE), None)
        pieces = variant(first.text, row.text) if first else ()
        row.pieces = pieces if any(piece.change != "same" for piece in pieces) else ()
        different = different or bool(row.pieces)
    return different


class WorkPage(RecordPage):
    name = "work"
    template_name = "site/work.html"
    way = ((_("Works quoted"), "documents:works"),)
    record: Work

    def rows(self) -> QuerySet[Work]:
        return Work.objects.prefetch_related("authors").defer("imported")

    def missing(self, public_id: str) -> HttpResponse:
        """A title: the page of the work of that title, or a page for the title alone."""
        title = public_id[:LONGEST_TITLE]
        on_record = list(Work.objects.filter(title=title)[:2])
        if len(on_record) == 1:
            return HttpResponsePermanentRedirect(reverse("documents:work", args=[on_record[0].public_id]))
        if not naming_a_work().filter(key=title).exists():
            return super().missing(title[:32])
        self.record = Work(title=title)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        work = self.record
        quotations = naming_a_work().filter(key=work.public_id or work.title)
        cursors = {name: self.request.GET.get(name, "") for name in ("after", "before")}
        page = page_of(quotations, IN_ORDER, PAGE, shown=with_facts, **cursors)
        return super().get_context_data(
            authors=work.authors.all() if work.pk else [],
            page=page,
            compared=compare(page.rows),
            **dated(row.document for row in page.rows),
            total=quotations.count(),
            held=visibility.documents().filter(title=work.title).only("public_id", "title", "date"),
            **kwargs,
        )
