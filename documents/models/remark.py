"""Turns: what one speaker said in one go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.models import Speaker

from .base import Imported
from .document import Document, Paragraph
from .meeting import Meeting


class Remark(Imported):
    """One turn. `first` and `last` are sequence numbers of its paragraphs; headings between are not its text."""

    machine_fields = ("label", "speaker_name", "position", "first", "last", "speaker", "meeting")

    document = models.ForeignKey(Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="remarks")
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), null=True, blank=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    label = models.CharField(_("speaker as printed"), max_length=200)
    speaker = models.ForeignKey(
        Speaker, verbose_name=_("speaker"), null=True, blank=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    speaker_name = models.CharField(
        _("name read"), max_length=200, blank=True, help_text=_("The name the machine reads the label as.")
    )
    position = models.CharField(_("position"), max_length=300, blank=True)
    first = models.PositiveIntegerField(_("first paragraph"))
    last = models.PositiveIntegerField(_("last paragraph"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["document_id", "sequence"]
        indexes = [models.Index(fields=["label"], condition=models.Q(speaker=None), name="remark_of_nobody")]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="remark_address")]

    def __str__(self) -> str:
        return f"{self.label} {self.sequence}"

    @property
    def body(self) -> models.QuerySet[Paragraph]:
        """The paragraphs of its text, in order."""
        inside = {"sequence__range": (self.first, self.last), "kind": Paragraph.Kind.BODY}
        return Paragraph.objects.filter(document=self.document_id, **inside).order_by("sequence")
