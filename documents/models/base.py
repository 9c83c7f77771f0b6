"""What imported rows have in common, and what is kept of addresses and disagreements."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import JSONField, Record

UNSAID = frozenset({"paragraph", "remark", "quotation", "speaker"})  # kinds of which a label is more than a title
LONGEST_SORT_KEY = 200  # the pinyin of some 35 characters; titles that begin alike for longer are listed by address


class Imported(Record):
    """A row that an import made or may have made; `run` is the import that made it."""

    run = models.ForeignKey(
        "documents.ImportRun",
        verbose_name=_("import run"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True


UNTITLED = "无题"  # where a list by pinyin has what has no title: pages call it 无题汇编, 无题文章


class Titled(Imported):
    """An imported row that is listed by its title, or by its name."""

    title_field: ClassVar[str] = "title"
    derived_fields: ClassVar[tuple[str, ...]] = ("sort_key",)  # what `derive` works out from the others

    sort_key = models.CharField(max_length=LONGEST_SORT_KEY, default="", db_default="", editable=False)

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Work out the fields that follow from others; to be called where a row is written otherwise than by `save`."""
        from archive.lib.pinyin import title_pinyin  # here, because its dictionaries take a while to load

        beginning = (getattr(self, self.title_field) or UNTITLED)[
            : LONGEST_SORT_KEY // 3
        ]  # no syllable with its space is shorter
        self.sort_key = title_pinyin(beginning)[:LONGEST_SORT_KEY]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what follows from the other fields."""
        self.derive()
        super().save(*args, **kwargs)


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

    @property
    def told(self) -> str:
        """What readers are told it was: a title. Words and people that were taken out are not shown on the stone.

        >>> Address(kind="document", label="渠志").told, Address(kind="paragraph", label="他家住渠东。").told
        ('渠志', '')
        """
        return "" if self.kind in UNSAID else self.label


class Conflict(models.Model):
    """The machine says something new about a field that a person has edited.

    `field` is empty where the machine no longer finds the whole row, which stands because a person has worked on it.
    A field has one open conflict at most; what the machine says later is written into it.
    """

    class Resolution(models.TextChoices):
        OPEN = "", _("open")
        MINE = "mine", _("kept the edit")
        MACHINE = "machine", _("took the machine's")

    model = models.CharField(_("record kind"), max_length=40)
    public_id = models.CharField(_("record"), max_length=32, db_index=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    machine_old = JSONField(_("machine, before"), null=True)
    machine_new = JSONField(_("machine, now"), null=True)
    mine = JSONField(_("edited"), null=True)
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
        constraints = [
            models.UniqueConstraint(
                fields=["public_id", "field"], condition=models.Q(resolution=""), name="one_open_conflict_a_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.public_id} {self.field}"
