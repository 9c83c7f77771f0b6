"""Meetings and who took part."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.models import EDTFField, JSONField, Speaker, validate_order

from .base import Imported, Titled
from .dates import bounds


class Meeting(Titled):
    """An occasion at which people spoke."""

    title_field = "name"
    derived_fields = ("sort_key", "date_earliest", "date_latest")
    machine_fields = ("name", "date", "end_date", "date_printed", "place", "theme", "host", "series", "forms")

    name = models.CharField(_("name"), max_length=500)
    date = EDTFField(_("date"), help_text=_("The first day, in EDTF: 2003-10-16."))
    end_date = EDTFField(_("last day"))
    date_printed = models.CharField(_("date as printed"), max_length=200, blank=True)
    date_earliest = models.DateField(_("earliest day"), null=True, blank=True, editable=False)
    date_latest = models.DateField(_("latest day"), null=True, blank=True, editable=False)
    place = models.CharField(_("place"), max_length=300, blank=True)
    theme = models.TextField(_("theme"), blank=True)
    host = models.CharField(_("host"), max_length=300, blank=True)
    series = models.CharField(
        _("series"), max_length=300, blank=True, help_text=_("The row of meetings it belongs to, if any.")
    )
    forms = models.TextField(
        _("other names"), blank=True, help_text=_("One a line: short names by which texts call this meeting.")
    )
    sources = models.TextField(_("sources"), blank=True, help_text=_("Where this is said, one a line."))
    authority = models.BooleanField(_("authority record"), default=False)
    claimed_by = JSONField(_("claimed by"), default=dict, editable=False)
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["date_earliest", "id"]
        indexes = [
            models.Index(fields=["name"], name="meeting_by_name"),
            models.Index(fields=["sort_key", "public_id"], name="meetings_by_name"),
            models.Index(fields=["date_earliest", "public_id"], name="meetings_by_day"),
        ]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="meeting_address")]

    def __str__(self) -> str:
        return self.name or self.public_id

    def clean(self) -> None:
        """Refuse a meeting that ends before it begins."""
        validate_order(self, "date", "end_date")

    def derive(self) -> None:
        """The first and last day that the dates allow, and the place among names."""
        super().derive()
        self.date_earliest, self.date_latest = meeting_bounds(self.date, self.end_date)


def meeting_bounds(start: str, end: str) -> tuple[date | None, date | None]:
    """The first and last day of a meeting; where no last day is known, that of its date.

    >>> meeting_bounds("2003-10-16", "2003-10-18")[1], meeting_bounds("2003-10", "")[1]
    (datetime.date(2003, 10, 18), datetime.date(2003, 10, 31))
    """
    earliest, latest = bounds(start)
    return earliest, bounds(end)[1] or latest


class Participation(Imported):
    """A speaker at a meeting. `label` is the name as printed; `speaker` who that is, if known."""

    machine_fields = ("label", "role", "position", "sequence", "speaker")

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        PARTICIPANT = "participant", _("participant")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="participations"
    )
    document = models.ForeignKey(
        "documents.Document",
        verbose_name=_("shown by"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="participations",
    )
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    label = models.CharField(_("name as printed"), max_length=200)
    speaker = models.ForeignKey(
        Speaker,
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )
    position = models.CharField(_("position"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PARTICIPANT)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["meeting_id", "sequence", "id"]
        indexes = [models.Index(fields=["label"], condition=models.Q(speaker=None), name="participation_of_nobody")]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="participation_address")]

    def __str__(self) -> str:
        return self.label
