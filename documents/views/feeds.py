"""Atom feeds (RFC 4287): new documents, what a speaker said and where quoted, what is new for a search."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from documents import visibility
from documents.models import Document, Paragraph, Remark
from documents.search.arrivals import arrivals
from people.models import Speaker

from .dates import edtf_text
from .found import Hit, asked, shown
from .records import title_of

NEWEST = 30
SUMMARY = 300  # characters


class ArchiveFeed(Feed):
    """What the feeds share: Atom, titles as on the pages, the last change of a document as that of its entry.

    A description is HTML.
    """

    feed_type = Atom1Feed

    def item_title(self, item: Any) -> str:
        return title_of(item)

    def item_updateddate(self, item: Any) -> datetime:
        return item.changed if isinstance(item, Document) else item.document.changed


class NewDocumentsFeed(ArchiveFeed):
    """The documents that came last."""

    def title(self) -> str:
        return _("Yanlu: new documents")

    def link(self) -> str:
        return reverse("documents:documents")

    def items(self) -> Iterable[Document]:
        rows = visibility.documents().filter(parent=None).order_by("-created", "public_id")
        return rows.defer("claims", "imported")[:NEWEST]

    def item_link(self, item: Document) -> str:
        return reverse("documents:document", args=[item.public_id])

    def item_description(self, item: Document) -> str:
        return item.get_kind_display() + (f" · {edtf_text(item.date)}" if item.date else "")


class SpeakerFeed(ArchiveFeed):
    """The remarks of one speaker, those last added first."""

    def get_object(self, request: HttpRequest, public_id: str) -> Speaker:
        speaker = visibility.speakers().filter(public_id=public_id).first()
        if speaker is None:
            raise Http404(f"no speaker {public_id}")
        return speaker

    def title(self, obj: Speaker) -> str:
        return _("Yanlu: remarks of %(name)s") % {"name": obj.name}

    def link(self, obj: Speaker) -> str:
        return reverse("documents:speaker", args=[obj.public_id])

    def items(self, obj: Speaker) -> Iterable[Remark]:
        first = Paragraph.objects.filter(document=OuterRef("document"), sequence=OuterRef("first")).values("text")
        rows = visibility.remarks().filter(speaker=obj).select_related("document", "speaker")
        rows = rows.defer("document__claims", "document__imported").annotate(opening=Subquery(first[:1]))
        return rows.order_by("-document__created", "document__public_id", "sequence")[:NEWEST]

    def item_title(self, item: Remark) -> str:
        return f"{item.label or item.speaker} · {title_of(item.document)}"

    def item_link(self, item: Remark) -> str:
        return reverse("documents:remark", args=[item.public_id])

    def item_description(self, item: Remark) -> str:
        return escape(Truncator(getattr(item, "opening", "") or "").chars(SUMMARY))


class SearchFeed(ArchiveFeed):
    """The hits of a search in what came into the archive last, one of each document."""

    def get_object(self, request: HttpRequest) -> QueryDict:
        if asked(request.GET).empty:
            raise Http404("a search feed needs words: ?q=…")
        return request.GET

    def title(self, obj: QueryDict) -> str:
        return _("Yanlu: search for %(words)s") % {"words": obj["q"][:100]}

    def link(self, obj: QueryDict) -> str:
        return reverse("documents:search", query={**_asking(obj), "sort": "date"})

    def feed_url(self, obj: QueryDict) -> str:
        return reverse("documents:search-feed", query=_asking(obj))

    def items(self, obj: QueryDict) -> Iterable[tuple[Hit, datetime]]:
        query = asked(obj)
        came = arrivals(query, NEWEST)
        changed = {text.pk: at for text, at in came}
        return [(hit, changed[hit.text.pk]) for hit in shown([text for text, _at in came], query)]

    def item_title(self, item: tuple[Hit, datetime]) -> str:
        hit, _at = item
        return title_of(hit.text.document) if hit.text.document else _words(hit)

    def item_link(self, item: tuple[Hit, datetime]) -> str:
        return item[0].url

    def item_description(self, item: tuple[Hit, datetime]) -> str:
        hit, _at = item
        return escape(_words(hit) if hit.text.document else hit.kind)

    def item_updateddate(self, item: tuple[Hit, datetime]) -> datetime:
        return item[1]


def _asking(values: QueryDict) -> dict[str, str]:
    """What the address of a search asks for, without how it is shown."""
    return {name: value for name in ("q", "in") if (value := values.get(name, ""))}


def _words(hit: Hit) -> str:
    return "".join(text for text, _marked in hit.snippet.pieces)
