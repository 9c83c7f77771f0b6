"""Words of others quoted in a document, and persons named in it with an office."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.models import Speaker

from .base import Imported
from .document import Document, Paragraph
from .meeting import Meeting
from .work import Work

# What lists leave unread of the place of a quotation: fifty thousand in one paragraph would each bring all of it.
UNREAD = (
    *("paragraph__text", "paragraph__source_map", "paragraph__imported"),
    *(f"{of}__{name}" for of in ("document", "document__parent") for name in ("claims", "imported", "problems")),
)


class Quotation(Imported):
    """A stretch of a paragraph that the text presents as somebody's words, with what that rests on."""

    machine_fields = (
        "text",
        "kind",
        "label",
        "speaker_name",
        "work",
        "occasion",
        "evidence",
        "speakers",
        "cited_work",
        "meeting",
    )

    class Kind(models.TextChoices):
        DIRECT = "direct", _("direct quotation")
        SAYING = "saying", _("saying")

    class Status(models.TextChoices):
        MACHINE = "machine", _("found by machine")
        CONFIRMED = "confirmed", _("confirmed")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="quotations"
    )
    paragraph = models.ForeignKey(
        Paragraph, verbose_name=_("paragraph"), on_delete=models.CASCADE, related_name="quotations"
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    start = models.PositiveIntegerField(_("start"), help_text=_("First character in the paragraph, counted from 0."))
    end = models.PositiveIntegerField(_("end"), help_text=_("Past the last character."))
    text = models.TextField(_("text"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.DIRECT)
    label = models.CharField(_("speaker as printed"), max_length=200, blank=True)
    speaker_name = models.CharField(
        _("name read"),
        max_length=200,
        blank=True,
        help_text=_("The name the machine reads the label as; several are parted by ;."),
    )
    speakers = models.ManyToManyField(Speaker, verbose_name=_("speakers"), blank=True, related_name="quotations")
    work = models.CharField(_("work"), max_length=500, blank=True, help_text=_("Title without 《》."))
    cited_work = models.ForeignKey(
        Work,
        verbose_name=_("work known"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotations",
        db_index=False,
    )
    occasion = models.CharField(_("occasion"), max_length=500, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("meeting named"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotations",
        db_index=False,
    )
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("The stretch of text the attribution rests on."))
    rule = models.CharField(_("rule"), max_length=60, blank=True)
    source_start = models.PositiveIntegerField(_("from character"), null=True, blank=True, editable=False)
    source_end = models.PositiveIntegerField(_("to character"), null=True, blank=True, editable=False)
    confidence = models.FloatField(
        _("confidence"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.MACHINE)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["document_id", "sequence"]
        indexes = [
            models.Index(fields=["status", "confidence"], name="quotations_to_review"),
            models.Index(fields=["speaker_name"], name="quotation_by_name_read"),
            models.Index(fields=["work"], name="quotation_by_work"),
            # Most quotations have neither: with these rows in the index, SQLite's statistics advise against using it.
            models.Index(
                fields=["cited_work"], condition=models.Q(cited_work__isnull=False), name="quotation_of_work_known"
            ),
            models.Index(fields=["meeting"], condition=models.Q(meeting__isnull=False), name="quotation_from_meeting"),
            models.Index(
                fields=["speaker_name"], condition=models.Q(speaker_name__contains=";"), name="quotation_of_several"
            ),
            models.Index(fields=["occasion"], condition=models.Q(occasion__gt=""), name="quotation_by_occasion"),
        ]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="quotation_address")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def named_speakers(self) -> list[Speaker]:
        """Its speakers in the order in which the text names them (马克思、恩格斯, whatever their pinyin)."""
        read = self.speaker_name
        return sorted(self.speakers.all(), key=lambda each: (each.name not in read, read.find(each.name)))


def attribution_in_words(attribution: Any) -> str:
    """Who is held to have said what: a row that ties a speaker to a quotation, as a page about deleting lists it."""
    return f"{attribution.speaker}: {attribution.quotation}"


Quotation.speakers.through.__str__ = attribution_in_words  # type: ignore[method-assign]
Quotation.speakers.through._meta.verbose_name = _("attribution")
Quotation.speakers.through._meta.verbose_name_plural = _("attributions")


class Mention(Imported):
    """A person named with an office."""

    machine_fields = ("label", "name", "position", "speaker")

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="mentions"
    )
    paragraph = models.ForeignKey(
        Paragraph, verbose_name=_("paragraph"), null=True, blank=True, on_delete=models.CASCADE, related_name="mentions"
    )
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    label = models.CharField(_("as printed"), max_length=200)
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=300, blank=True)
    speaker = models.ForeignKey(
        Speaker, verbose_name=_("speaker"), null=True, blank=True, on_delete=models.SET_NULL, related_name="mentions"
    )
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["document_id", "sequence", "id"]
        indexes = [
            models.Index(fields=["name"], name="mention_by_name"),
            models.Index(fields=["name"], condition=models.Q(speaker=None), name="mention_of_nobody"),
        ]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="mention_address")]

    def __str__(self) -> str:
        return self.label
