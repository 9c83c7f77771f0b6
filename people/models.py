"""Speakers: persons, bodies and groups whose words the archive holds, with their names and offices."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from archive.lib import edtf
from archive.lib.public_ids import new_public_id


def validate_edtf(value: str) -> None:
    """Refuse, for a form, what is not an EDTF date."""
    try:
        edtf.parse(value)
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not a date such as 2013, 2013-06, 2013-08-03, 1967~ or 1957-05/1957-06."),
            params={"value": value},
        ) from error


def validate_order(record: models.Model, first: str, last: str) -> None:
    """Refuse, for a form, a record whose date in the field `last` lies wholly before that in the field `first`."""
    begins, ends = getattr(record, first), getattr(record, last)
    try:
        earliest, latest = edtf.parse(begins)[0], edtf.parse(ends)[1]
    except ValueError:
        return  # one of them is empty, or no date, which its own field says
    if earliest and latest and latest < earliest:
        names = {name: record._meta.get_field(name).verbose_name for name in (first, last)}  # type: ignore[union-attr]
        raise ValidationError(
            _("%(last)s (%(ends)s) lies before %(first)s (%(begins)s)."),
            code="order",
            params={"last": names[last], "ends": ends, "first": names[first], "begins": begins},
        )


class EDTFField(models.CharField):
    """A date in EDTF; empty where nothing is known."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class ReadableJSON(json.JSONEncoder):
    """JSON with Chinese as it is: a third of the bytes of escapes, and legible in the database."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


class JSONField(models.JSONField):
    """A JSON value, stored legibly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("encoder", ReadableJSON)
        super().__init__(*args, **kwargs)


class Record(models.Model):
    """A row with a public address, which an import made or may have made.

    `imported` is what the machine last said, field by field; a field that differs from it was edited by a person
    and is never overwritten. It is empty for rows entered by hand. A related row is named in it by its public id,
    several by a list of them.
    """

    machine_fields: ClassVar[tuple[str, ...]] = ()  # what an import states and a person may change

    public_id = models.CharField(_("address"), max_length=32, editable=False)
    imported = JSONField(_("as imported"), default=dict, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with an address for a new row and, in the history, the state that a first edit replaces."""
        if not self.public_id:
            self.public_id = self.first_public_id()
        if not self._state.adding:
            self.keep_first_state()
        super().save(*args, **kwargs)

    def first_public_id(self) -> str:
        """The address of a row entered by hand."""
        return new_public_id()

    def keep_first_state(self) -> None:
        """Imports write no history, so the first edit by a person first records what it found."""
        history = getattr(type(self), "history", None)
        if history is None or history.filter(**{self._meta.pk.name: self.pk}).exists():
            return
        if found := type(self)._base_manager.filter(pk=self.pk).first():
            found._history_user = None  # type: ignore[attr-defined]
            when = getattr(getattr(found, "run", None), "started", None) or timezone.now()
            history.bulk_history_create([found], default_change_reason="import", default_date=when)

    def stated(self, name: str) -> Any:
        """The value of a field as `imported` would write it."""
        value = getattr(self, name, None)
        if isinstance(value, Record):
            return value.public_id
        return sorted(row.public_id for row in value.all()) if isinstance(value, models.Manager) else value

    def edited_fields(self) -> list[str]:
        """Names of the fields a person has changed since the machine last wrote them."""
        said = self.imported
        return [name for name in self.machine_fields if name in said and self.stated(name) != said[name]]


class Speaker(Record):
    """A person, a body (党的十七届四中全会) or a group (古人)."""

    machine_fields = ("name", "kind", "birth", "death", "note", "sources", "wikidata", "viaf", "sort_key")

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        BODY = "body", _("body")
        GROUP = "group", _("group")

    name = models.CharField(_("name"), max_length=200, help_text=_("The fullest usual name, without honorifics."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    birth = EDTFField(_("born"), help_text=_("EDTF: 1904, 1904-08, 1904-08-22, 1904~."))
    death = EDTFField(_("died"))
    note = models.TextField(_("note"), blank=True, help_text=_("What tells this person from others of the same name."))
    sources = models.TextField(_("sources"), blank=True, help_text=_("Where this is said, one a line."))
    wikidata = models.CharField("Wikidata", max_length=20, blank=True)
    viaf = models.CharField("VIAF", max_length=30, blank=True)
    sort_key = models.CharField(
        _("sort key"),
        max_length=500,
        blank=True,
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
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["name"], name="speaker_by_name"),
            models.Index(fields=["sort_key", "id"], name="speakers_in_order"),
            models.Index(
                fields=["sort_key", "public_id"], condition=models.Q(merged_into=None), name="speakers_standing"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="speaker_address")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a death before the birth."""
        validate_order(self, "birth", "death")

    @property
    def lived(self) -> str:
        """The dates of birth and death, as far as they are known, as people write them."""
        dates = [edtf.without_zeros(date) for date in (self.birth, self.death)]
        return "–".join(dates) if any(dates) else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the pinyin of the name where nobody has written another sort key."""
        if not self.sort_key:
            self.sort_key = sort_key(self.name, self.kind)
        super().save(*args, **kwargs)


def sort_key(name: str, kind: str = Speaker.Kind.PERSON) -> str:
    """The pinyin by which a name is listed, at most 500 characters.

    >>> sort_key("曾志芳")
    'zeng1 zhi4 fang1'
    """
    from archive.lib.pinyin import name_pinyin  # here, because its dictionaries take a while to load

    return " ".join(name_pinyin(name, person=kind == Speaker.Kind.PERSON))[:500]


class SpeakerName(models.Model):
    """Another form that resolves to the speaker."""

    class Kind(models.TextChoices):
        HONORIFIC = "honorific", _("honorific")
        SHORT = "short", _("short form")
        ALIAS = "alias", _("other name")
        FOREIGN = "foreign", _("foreign form")
        MISREADING = "misreading", _("misreading")

    speaker = models.ForeignKey(Speaker, verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="names")
    form = models.CharField(_("form"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ALIAS)
    start = EDTFField(_("used from"))
    end = EDTFField(_("used until"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["form"]
        indexes = [models.Index(fields=["form"], name="speaker_by_form")]
        constraints = [models.UniqueConstraint(fields=["speaker", "form"], name="one_form_once")]

    def __str__(self) -> str:
        return self.form

    def clean(self) -> None:
        """Refuse a use that ends before it begins."""
        validate_order(self, "start", "end")


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

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["start", "position"]

    def __str__(self) -> str:
        return f"{self.position} {self.start}–{self.end}".strip()

    def clean(self) -> None:
        """Refuse an office that ends before it begins."""
        validate_order(self, "start", "end")
