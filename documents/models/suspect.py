"""Paragraphs whose text looks damaged."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import Paragraph


class SuspectText(models.Model):
    """A paragraph that looks damaged, and why; `dismissed` once a person has said that it is right as it is."""

    class Reason(models.TextChoices):
        UNREADABLE = "unreadable", _("unreadable characters")
        ENCODING = "encoding", _("read in a wrong encoding")
        SCAN = "scan", _("letters among Chinese characters, as scans have them")
        MARKS = "marks", _("two marks in a row that never follow each other")

    paragraph = models.OneToOneField(
        Paragraph, verbose_name=_("paragraph"), on_delete=models.CASCADE, related_name="suspect"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    dismissed = models.BooleanField(_("right as it is"), default=False)

    class Meta:
        verbose_name = _("suspect text")
        verbose_name_plural = _("suspect texts")
        ordering = ["id"]
        indexes = [models.Index(fields=["dismissed", "id"], name="suspect_texts_to_look_at")]

    def __str__(self) -> str:
        return str(self.paragraph)
