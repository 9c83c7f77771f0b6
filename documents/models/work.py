"""Works that texts quote by name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.models import EDTFField, Speaker

from .base import Imported


class Work(Imported):
    """A book, speech or document that is quoted by its title, and whose words it is."""

    machine_fields = ("title", "authors", "date", "occasion", "forms", "sources")

    title = models.CharField(_("title"), max_length=500, help_text=_("Without 《》."))
    authors = models.ManyToManyField(Speaker, verbose_name=_("authors"), blank=True, related_name="works")
    date = EDTFField(_("date"))
    occasion = models.CharField(_("occasion"), max_length=500, blank=True)
    forms = models.TextField(
        _("other titles"), blank=True, help_text=_("One a line: short titles by which texts call this work.")
    )
    sources = models.TextField(_("sources"), blank=True, help_text=_("Where this is said, one a line."))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["title"], name="work_by_title")]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="work_address")]

    def __str__(self) -> str:
        return self.title


def authorship_in_words(authorship: Any) -> str:
    """Who wrote what: a row that ties a speaker to a work, as a page about deleting lists it."""
    return f"{authorship.speaker}: {authorship.work}"


Work.authors.through.__str__ = authorship_in_words  # type: ignore[method-assign]
Work.authors.through._meta.verbose_name = _("authorship")
Work.authors.through._meta.verbose_name_plural = _("authorships")
