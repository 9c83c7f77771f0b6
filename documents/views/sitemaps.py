"""The sitemap: every public record page, in parts of at most 5,000 addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.urls import reverse

from documents import visibility

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


SITEMAPS = {
    name: Records(name, rows)
    for name, rows in {
        "document": visibility.documents,
        "meeting": visibility.meetings,
        "speaker": visibility.heard_speakers,
        "quotation": visibility.quotations,
        "publication": visibility.publications,
    }.items()
}
