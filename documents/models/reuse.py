"""Fingerprints of quoted words and of paragraphs, by which the same words are found in other places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import Paragraph
from .quotation import Quotation


class Fingerprint(models.Model):
    """One winnowed fingerprint of one quotation (`documents.reuse.fingerprints`)."""

    hash = models.BigIntegerField()
    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="fingerprints")

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        indexes = [models.Index(fields=["hash", "quotation"], name="fingerprint_to_quotation")]

    def __str__(self) -> str:
        return f"{self.hash:08x}"


class ParagraphFingerprint(models.Model):
    """One sampled fingerprint of one paragraph (`documents.reuse.passage_fingerprints`)."""

    hash = models.BigIntegerField()
    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="fingerprints")

    class Meta:
        verbose_name = _("fingerprint of a paragraph")
        verbose_name_plural = _("fingerprints of paragraphs")
        indexes = [models.Index(fields=["hash", "paragraph"], name="fingerprint_to_paragraph")]

    def __str__(self) -> str:
        return f"{self.hash:08x}"
