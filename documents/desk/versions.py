"""Versions of a record: what its history and the imports tell of it, two of them compared, one brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from documents.models import Act, Paragraph

from .acts import Doing, act
from .stretches import retext

# Not told of versions: what the archive keeps about the row, or works out from its other fields.
LEFT_OUT = {"id", "public_id", "imported", "run", "claims", "claimed_by", "changed", "created", "problems"}
DERIVED = {"date_earliest", "date_latest", "source_start", "source_end"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs between two versions."""

    field: Any
    before: Any
    after: Any


def told_fields(model: type[models.Model]) -> list[Any]:
    """The fields of a record that its versions are compared by."""
    kept = {field.name for field in model.history.model._meta.fields}  # type: ignore[attr-defined]
    return [
        field for field in model._meta.concrete_fields if field.name in kept and field.name not in LEFT_OUT | DERIVED
    ]


def version(record: Any, key: str) -> Any:
    """A version by the key of its entry in the history; the record as it is for an empty key or `now`."""
    if key in ("", "now"):
        return record
    rows = type(record).history.filter(**{type(record)._meta.pk.name: record.pk})
    return rows.filter(history_id=int(key)).first() if key.isdecimal() else None


def compare(record: Any, older: Any, newer: Any) -> list[Difference]:
    """The fields in which two versions of a record differ."""
    return [
        Difference(field, before, after)
        for field in told_fields(type(record))
        if (before := getattr(older, field.attname)) != (after := getattr(newer, field.attname))
    ]


def go_back(record: Any, older: Any, user: Any, reason: str = "") -> Doing:
    """Give a record the fields of an older version, as one act. Raises ValidationError where that cannot be."""
    differences = compare(record, older, record)
    for each in differences:
        target = each.field.related_model
        if target and each.before is not None and not target._default_manager.filter(pk=each.before).exists():
            raise ValidationError(_("What the field “%s” referred to is no longer there.") % each.field.verbose_name)
    subject = f"{record} · {older.history_date:%Y-%m-%d %H:%M} {reason}".strip()
    with act(user, Act.Kind.REVERT, subject) as doing:
        values = {each.field.attname: each.before for each in differences}
        if isinstance(record, Paragraph) and "text" in values:
            retext(record, values.pop("text"), doing)
        doing.set([record], **values)
    return doing
