"""What a person did to many records at once."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Changing(models.Model):
    """What somebody changes, or would change, in records, kept in words of its own kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changes = models.JSONField(_("changes"), default=list, editable=False, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True


class Act(Changing):
    """One decision and everything it changed, kept so that it can be undone as a whole.

    `changes` is a list in the order done: {"do": "set", "model", "field", "before", "after", "pks"},
    {"do": "link", "model", "field", "before", "after", "pks"} for many-to-many fields (before and after are lists),
    {"do": "create", "model", "pks"} and {"do": "delete", "model", "rows"} (rows as Django serialises them).
    """

    class Kind(models.TextChoices):
        REVIEW = "review", _("review of quotations")
        NAME = "name", _("settling a name")
        CONFLICT = "conflict", _("settling conflicts")
        MERGE = "merge", _("merging")
        PUBLISH = "publish", _("making public or withdrawing")
        SPREADSHEET = "spreadsheet", _("spreadsheet")
        REPLACE = "replace", _("find and replace")
        TEXT = "text", _("work on a text")
        PART = "part", _("parting a speaker")
        REVERT = "revert", _("going back to a version")
        PROPOSAL = "proposal", _("accepting a proposal")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, editable=False)
    subject = models.CharField(_("subject"), max_length=300, blank=True, editable=False)
    count = models.PositiveIntegerField(_("records"), default=0, editable=False)
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    undone = models.DateTimeField(_("undone"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}".strip()
