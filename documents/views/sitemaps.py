"""The sitemap: every public record page, in parts of at most 5,000 addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from documents import visibility
from documents.models import Work

PART = 5_000


class Records(Sitemap):
    """The pages of one kind of record."""

    limit = PART

    def __init__(self, name: str, rows: Callable[[], QuerySet]) -> None:
        self.name, self.rows = name, rows

    def items(self) -> QuerySet:
        return self.rows().order_by("public_id").only("public_id", *(["changed"] if self.name == "document" else []))

    def location(self, item: Any) -> str:
        return reverse(f"documents:{self.name}", args=[item.public_id])

    def lastmod(self, item: Model) -> datetime | None:
        return getattr(item, "changed", None)


def quoted_works() -> QuerySet[Work]:
    """Works on record that a public document quotes."""
    return Work.objects.filter(Exists(visibility.quotations().filter(cited_work=OuterRef("pk"))))


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked: to leave searches and downloads alone, and where the addresses are."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/search/", "/admin/", "/*/citations", "/*?*sort="))]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('documents:sitemaps'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


SITEMAPS = {
    name: Records(name, rows)
    for name, rows in {
        "document": visibility.documents,
        "meeting": visibility.meetings,
        "speaker": visibility.heard_speakers,
        "quotation": visibility.quotations,
        "publication": visibility.publications,
        "work": quoted_works,
    }.items()
}
