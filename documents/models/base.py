"""What imported rows have in common, and what is kept of addresses and disagreements."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Imported(models.Model):
    """A row that an import made or may have made.

    `imported` is what the machine last said, field by field; a field that differs from it was edited by a person
    and is never overwritten. It is empty for rows entered by hand.
    """

    public_id = models.CharField(_("address"), max_length=32, unique=True, editable=False)
    imported = models.JSONField(_("as imported"), default=dict, editable=False)
    run = models.ForeignKey(
        "documents.ImportRun",
        verbose_name=_("import run"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    def edited_fields(self) -> list[str]:
        """Names of the fields a person has changed since the machine last wrote them."""
        return [name for name, said in self.imported.items() if getattr(self, name, said) != said]


class Address(models.Model):
    """A public id that no longer has a row of its own: a redirect if it has a target, else a tombstone."""

    public_id = models.CharField(_("address"), max_length=32, unique=True)
    kind = models.CharField(_("kind"), max_length=20)
    target = models.CharField(_("moved to"), max_length=32, blank=True)
    label = models.CharField(_("what it was"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("retired address")
        verbose_name_plural = _("retired addresses")

    def __str__(self) -> str:
        return self.public_id


class Conflict(models.Model):
    """The machine says something new about a field that a person has edited."""

    class Resolution(models.TextChoices):
        OPEN = "", _("open")
        MINE = "mine", _("kept the edit")
        MACHINE = "machine", _("took the machine's")

    model = models.CharField(_("record kind"), max_length=40)
    public_id = models.CharField(_("record"), max_length=32, db_index=True)
    field = models.CharField(_("field"), max_length=40)
    machine_old = models.JSONField(_("machine, before"), null=True)
    machine_new = models.JSONField(_("machine, now"), null=True)
    mine = models.JSONField(_("edited"), null=True)
    resolution = models.CharField(_("resolution"), max_length=10, choices=Resolution.choices, default="", blank=True)
    run = models.ForeignKey(
        "documents.ImportRun",
        verbose_name=_("import run"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="conflicts",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        ordering = ["resolution", "-at"]

    def __str__(self) -> str:
        return f"{self.model} {self.public_id} {self.field}"
