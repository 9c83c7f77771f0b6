"""The hits of a search as something to take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.tables import neutralise
from documents import visibility
from documents.citations.csl import Item
from documents.csl_items import item_of, quoting, quoting_item, whole
from documents.models import SearchText
from documents.search.base import COUNT_CAP, count, search
from documents.search.query import Query

from .found import asked, shown
from .records import title_of
from .search import ORDERS

BATCH = 200


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of a query in an order, at most as many as a search counts."""

    query: Query
    order: str

    @classmethod
    def asked(cls, values: QueryDict) -> Hits:
        """As the address of the search page asks for them."""
        order = values.get("sort", "")
        return cls(asked(values), order if order in ORDERS else ORDERS[0])

    def count(self) -> int:
        """How many hits there are, at most."""
        return 0 if self.query.empty else min(count(self.query), COUNT_CAP)

    def items(self, site: str = "") -> Iterator[Item]:
        """Quotations as such, other hits by the document they stand in, each document once."""
        today = timezone.localdate().isoformat()
        cited: set[int] = set()
        for texts in self._batches():
            refs = [text.ref for text in texts if text.kind == SearchText.Kind.QUOTATION]
            quotations = {row.public_id: row for row in quoting(visibility.quotations().filter(public_id__in=refs))}
            keys = {text.document_id for text in texts if text.document_id} - cited
            documents = whole(visibility.documents().filter(pk__in=keys)).in_bulk()
            for text in texts:
                key = text.document_id or 0
                if text.kind == SearchText.Kind.QUOTATION and text.ref in quotations:
                    yield quoting_item(quotations[text.ref], today, site)
                elif key in documents and key not in cited:
                    cited.add(key)
                    yield item_of(documents[key], today, site)

    def lines(self, site: str) -> Iterator[list[Any]]:
        """A line a hit: what it is, its words, whose they are, and where they stand."""
        yield [_("kind"), _("words"), _("speaker"), _("document"), _("date"), _("address")]
        for texts in self._batches():
            for hit in shown(texts, self.query):
                document, speaker = hit.text.document, hit.text.speaker
                words = "".join(text for text, _marked in hit.snippet.pieces)
                named = title_of(document) if document else ""
                line = [hit.kind, words, speaker.name if speaker else "", named, document.date if document else ""]
                yield [*map(neutralise, line), site + hit.url]

    def _batches(self) -> Iterator[tuple[SearchText, ...]]:
        after: str | None = None
        for _number in range(COUNT_CAP // BATCH):
            found = search(self.query, self.order, after, BATCH)
            if found.hits:
                yield found.hits
            after = found.after
            if after is None:
                return
