"""The words of the public archive as they are searched: one row a text, folded, with what narrows a search."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Speaker

from .document import Document
from .meeting import Meeting
from .publication import Publication


class SearchText(models.Model):
    """One text that a search can find. Written by `documents.search.entries`, indexed by the database itself.

    `id` begins with the day of the text, so that the primary key walks the archive by date.
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", _("text")
        QUOTATION = "quotation", _("quotation")
        TITLE = "title", _("title")
        MEETING = "meeting", _("meeting")
        NAME = "name", _("person")

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    ref = models.CharField(max_length=32)
    remark = models.CharField(max_length=32, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="search_texts")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    publication = models.ForeignKey(Publication, null=True, on_delete=models.SET_NULL, related_name="+")
    speaker = models.ForeignKey(Speaker, null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.CharField(max_length=300, blank=True)
    year = models.SmallIntegerField(null=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    folded = models.TextField()

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["ref"], name="search_text_ref"),
            # What facets count, without the texts: `documents.search.facets`. PostgreSQL reads the texts all the
            # same; there the migration 0015 takes it away.
            models.Index(
                fields=["id", "year", "speaker", "meeting", "publication", "kind", "remark"], name="search_text_facets"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
