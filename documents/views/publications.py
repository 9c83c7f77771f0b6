"""Publications: the list, and the page of one with the documents that appeared in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from documents import visibility
from documents.models import Publication
from documents.search.listed import publications_holding
from documents.search.query import Query

from .counting import count_of
from .documents import IN_ORDER, with_facts
from .facets import Choice, Words
from .listing import PAGE, Listing, Sort
from .paging import Key, page_of
from .records import RecordPage


class PublicationList(Listing):
    template_name = "site/publications.html"
    name = "publications"
    title = _("Publications")
    facets = (
        Choice("kind", _("Kind"), "kind", lambda: list(Publication.Kind.choices)),
        Words("publisher", _("Publisher"), "publisher", visibility.publications),
        Words("year", _("Year"), "year", visibility.publications),
    )
    sorts = (
        Sort("title", _("by pinyin"), (Key("sort_key"), Key("public_id"))),
        Sort("documents", _("most documents"), (Key("document_count", True), Key("public_id")), by_count=True),
    )

    def rows(self) -> QuerySet[Publication]:
        return visibility.publications()

    def holding(self, query: Query) -> Q:
        return publications_holding(query)

    def shown(self, rows: QuerySet[Publication]) -> QuerySet[Publication]:
        return rows.annotate(document_count=count_of(visibility.documents(), "publication")).defer(
            "claimed_by", "imported"
        )


class PublicationPage(RecordPage):
    name = "publication"
    template_name = "site/publication.html"
    way = ((_("Publications"), "documents:publications"),)
    record: Publication

    def rows(self) -> QuerySet[Publication]:
        return visibility.publications()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents = visibility.documents().filter(publication=self.record)
        cursors = {name: self.request.GET.get(name, "") for name in ("after", "before")}
        return super().get_context_data(
            page=page_of(documents, IN_ORDER, PAGE, shown=with_facts, **cursors), total=documents.count(), **kwargs
        )
