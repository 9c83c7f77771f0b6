"""What somebody who may not change records would change in one, or add to them, until an archivist decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .act import Act, Changing


class Proposal(Changing):
    """A change of one record, or a new one, that waits for a decision.

    `changes` is a list of {"field", "before", "after"}; related rows are told by their keys, several by a list of them.
    `object_id` is None while a new record waits; what was before is then what an empty record has.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    model = models.CharField(_("record kind"), max_length=60, editable=False)
    object_id = models.PositiveBigIntegerField(null=True, editable=False)
    subject = models.CharField(_("record"), max_length=300, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False, db_index=True
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True, editable=False)
    decided = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    act = models.ForeignKey(
        Act, verbose_name=_("act"), null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["model", "object_id"], name="proposals_of_a_record")]

    def __str__(self) -> str:
        return self.subject
