"""What documents appeared in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.models import JSONField

from .base import Titled


class Publication(Titled):
    """A newspaper, yearbook, book, site or journal."""

    machine_fields = ("title", "kind", "publisher", "place", "isbn", "issn", "year")

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("newspaper")
        YEARBOOK = "yearbook", _("yearbook")
        BOOK = "book", _("book")
        SITE = "site", _("site")
        JOURNAL = "journal", _("journal")

    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    isbn = models.CharField("ISBN", max_length=40, blank=True)
    issn = models.CharField("ISSN", max_length=20, blank=True)
    year = models.CharField(_("year"), max_length=10, blank=True)
    claimed_by = JSONField(_("claimed by"), default=dict, editable=False)
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["title", "id"]
        indexes = [
            models.Index(fields=["title"], name="publication_by_title"),
            models.Index(fields=["sort_key", "public_id"], name="publications_by_title"),
        ]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="publication_address")]

    def __str__(self) -> str:
        return self.title or self.public_id
