"""Addresses of the public pages. Those of records carry their public ids and last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.sitemaps.views import index, sitemap
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView
from django.views.i18n import set_language

from archive.throttling import limited

from .serializers.files import KINDS
from .views.about_api import ApiPage
from .views.basket import basket_change, basket_file, basket_page
from .views.citations import citations_file, citations_page
from .views.documents import DocumentList, DocumentPage
from .views.feeds import NewDocumentsFeed, SearchFeed, SpeakerFeed
from .views.files import document_file
from .views.home import HomePage
from .views.meetings import MeetingList, MeetingPage
from .views.negotiation import negotiated
from .views.oai import oai
from .views.places import SourcePage, paragraph_place
from .views.publications import PublicationList, PublicationPage
from .views.quotations import QuotationList, QuotationPage
from .views.remarks import RemarkPage
from .views.search import SearchPage
from .views.sitemaps import SITEMAPS, robots
from .views.speakers import SpeakerList, SpeakerPage
from .views.suggestions import suggestions
from .views.works import WorkList, WorkPage

app_name = "documents"

LISTS = (DocumentList, MeetingList, SpeakerList, QuotationList, PublicationList, WorkList)
RECORDS = {
    "d": DocumentPage,
    "m": MeetingPage,
    "s": SpeakerPage,
    "q": QuotationPage,
    "r": RemarkPage,
    "pub": PublicationPage,
}
CITED = {"d": "document", "m": "meeting", "s": "speaker", "q": "quotation", "r": "remark"}
CITED_LISTS = ("documents", "quotations", "meetings", "speakers", "publications", "works", "search")


def in_formats(page: type[TemplateView], kind: str) -> Callable[..., Any]:
    """A page, and where it can be cited or tabled also its other formats at the same address."""
    view = page.as_view()
    return negotiated(kind)(view) if kind in (*CITED.values(), *CITED_LISTS) else view


whole_file = limited("export")(document_file)
urlpatterns: list[URLPattern] = [
    path("", HomePage.as_view(), name="home"),
    path("search/", limited("search")(SearchPage.as_view()), name="search"),
    path("search/suggest", limited("suggest")(suggestions), name="suggest"),
    path("search/feed", limited("search")(SearchFeed()), name="search-feed"),
    path("documents/feed", limited("search")(NewDocumentsFeed()), name="documents-feed"),
    path("s/<slug:public_id>/feed", limited("search")(SpeakerFeed()), name="speaker-feed"),
    path("api/", ApiPage.as_view(), name="api"),
    path("robots.txt", robots, name="robots"),
    path("oai", oai, name="oai"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "documents:sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    *(path(f"{listing.name}/", in_formats(listing, listing.name), name=listing.name) for listing in LISTS),
    *(
        path(f"{letters}/<slug:public_id>", in_formats(page, page.name), name=page.name)
        for letters, page in RECORDS.items()
    ),
    path("w/<path:public_id>", WorkPage.as_view(), name="work"),
    path("p/<slug:public_id>", paragraph_place, name="paragraph"),
    path("d/<slug:public_id>/source", limited("search")(SourcePage.as_view()), name="source"),
    *(path(f"d/<slug:public_id>/{kind}.xml", whole_file, {"kind": kind}, name=f"document-{kind}") for kind in KINDS),
    path("basket/", basket_page, name="basket"),
    *(
        path(f"basket/{what}", basket_change, {"what": what}, name=f"basket-{what}")
        for what in ("add", "remove", "empty")
    ),
    path("basket/citations.<slug:extension>", limited("export")(basket_file), name="basket-file"),
    # A form that only sets the reader's language harms nobody when sent from elsewhere; without the token in it,
    # pages are the same for everybody.
    path("language", csrf_exempt(set_language), name="language"),
]
for above, kind in (
    *((f"{letter}/<slug:public_id>/", kind) for letter, kind in CITED.items()),
    *((f"{name}/", name) for name in CITED_LISTS),
):
    urlpatterns += [
        path(f"{above}citations", limited("export")(citations_page), {"kind": kind}, name=f"{kind}-citations"),
        path(
            f"{above}citations.<slug:extension>",
            limited("export")(citations_file),
            {"kind": kind},
            name=f"{kind}-citations-file",
        ),
    ]
