"""Fingerprints of quoted words and of paragraphs, by which the same words are found in other places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import Paragraph
from .quotation import Quotation


class Hashed(models.Model):
    """One fingerprint of a text."""

    hash = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.hash:08x}"


class Fingerprint(Hashed):
    """One winnowed fingerprint of one quotation (`documents.reuse.fingerprints`)."""

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="fingerprints")

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        indexes = [models.Index(fields=["hash", "quotation"], name="fingerprint_to_quotation")]


class ParagraphFingerprint(Hashed):
    """One sampled fingerprint of one paragraph (`documents.reuse.passage_fingerprints`)."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="fingerprints")

    class Meta:
        verbose_name = _("fingerprint of a paragraph")
        verbose_name_plural = _("fingerprints of paragraphs")
        indexes = [models.Index(fields=["hash", "paragraph"], name="fingerprint_to_paragraph")]
