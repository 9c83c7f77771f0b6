"""Speakers: persons, bodies and groups whose words the archive holds, with their names and offices."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from archive.lib import edtf


def validate_edtf(value: str) -> None:
    """Refuse, for a form, what is not an EDTF date."""
    try:
        edtf.parse(value)
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not a date such as 2013, 2013-06, 2013-08-03, 1967~ or 1957-05/1957-06."),
            params={"value": value},
        ) from error


class EDTFField(models.CharField):
    """A date in EDTF; empty where nothing is known."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class Speaker(models.Model):
    """A person, a body (党的十七届四中全会) or a group (古人)."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        BODY = "body", _("body")
        GROUP = "group", _("group")

    public_id = models.CharField(_("address"), max_length=32, unique=True, editable=False)
    name = models.CharField(
        _("name"), max_length=200, db_index=True, help_text=_("The fullest usual name, without honorifics.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    birth = EDTFField(_("born"), help_text=_("EDTF: 1904, 1904-08, 1904-08-22, 1904~."))
    death = EDTFField(_("died"))
    note = models.TextField(_("note"), blank=True, help_text=_("What tells this person from others of the same name."))
    wikidata = models.CharField("Wikidata", max_length=20, blank=True)
    viaf = models.CharField("VIAF", max_length=30, blank=True)
    sort_key = models.CharField(
        _("sort key"),
        max_length=200,
        blank=True,
        db_index=True,
        help_text=_("Pinyin of the name; correct it where a surname was misread."),
    )
    authority = models.BooleanField(
        _("authority record"),
        default=False,
        help_text=_("Entered or confirmed by a person; imports rely on it and never change it."),
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        editable=False,
    )
    imported = models.JSONField(_("as imported"), default=dict, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name


class SpeakerName(models.Model):
    """Another form that resolves to the speaker."""

    class Kind(models.TextChoices):
        HONORIFIC = "honorific", _("honorific")
        SHORT = "short", _("short form")
        ALIAS = "alias", _("other name")
        FOREIGN = "foreign", _("foreign form")
        MISREADING = "misreading", _("misreading")

    speaker = models.ForeignKey(Speaker, verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="names")
    form = models.CharField(_("form"), max_length=200, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ALIAS)
    start = EDTFField(_("used from"))
    end = EDTFField(_("used until"))

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["form"]
        constraints = [models.UniqueConstraint(fields=["speaker", "form"], name="one_form_once")]

    def __str__(self) -> str:
        return self.form


class Tenure(models.Model):
    """An office held, as printed somewhere."""

    speaker = models.ForeignKey(Speaker, verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="tenures")
    position = models.CharField(_("position"), max_length=300)
    organization = models.CharField(_("organisation"), max_length=300, blank=True)
    start = EDTFField(_("from"))
    end = EDTFField(_("until"))
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("Where this is said: a work, or the address of a document of the archive."),
    )

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["start", "position"]

    def __str__(self) -> str:
        return f"{self.position} {self.start}–{self.end}".strip()
