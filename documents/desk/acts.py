"""Acts: changes to many records made as one decision, with their history, and undone as one.

    with act(user, Act.Kind.REVIEW, "…") as doing:
        doing.set(quotations, status="confirmed")

All of an act happens in one transaction. Undoing restores every value that is still as the act left it and leaves
alone what was changed since, saying what that is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from documents.models import Act

from .upkeep import forget, keep_up

BATCH = 500


@dataclass(frozen=True)
class Collision:
    """Something an undo left as it is, because it was changed after the act."""

    record: str
    field: str
    why: str

    def __str__(self) -> str:
        return f"{self.record} · {self.field}: {self.why}" if self.field else f"{self.record}: {self.why}"


class Doing:
    """An act in the making. Its methods change records and note how they were."""

    def __init__(self, user: Any, reason: str) -> None:
        self.user = user
        self.reason = reason[:100]
        self.changes: list[dict[str, Any]] = []
        self.touched: dict[type[models.Model], dict[Any, models.Model]] = {}
        self.deleted: list[models.Model] = []
        self.gone: set[tuple[type[models.Model], Any]] = set()  # their keys, which deleted records no longer have
        self.act: Act | None = None  # as stored in the end; None if nothing changed

    def set(self, records: Iterable[models.Model], **values: Any) -> int:
        """Give the fields these values on every record; returns on how many something changed.

        Names of foreign keys are their column names (`speaker_id=5`).
        """
        changed: dict[Any, models.Model] = {}
        for name, after in values.items():
            groups: dict[str, list[models.Model]] = {}
            for record in records if isinstance(records, list) else (records := list(records)):
                if getattr(record, name) != after:
                    groups.setdefault(json.dumps(getattr(record, name), default=str), []).append(record)
            for group in groups.values():
                self._note("set", group, field=name, before=getattr(group[0], name), after=after)
                for record in group:
                    setattr(record, name, after)
                    changed[record.pk] = record
        save_all(list(changed.values()), list(values), self.user, self.reason)
        self._touch(changed.values())
        return len(changed)

    def link(self, record: models.Model, field: str, after: Sequence[int]) -> None:
        """Make a many-to-many field hold just these keys."""
        before = sorted(getattr(record, field).values_list("pk", flat=True))
        if before != sorted(after):
            getattr(record, field).set(after)
            self._note("link", [record], field=field, before=before, after=sorted(after))
            self._touch([record])

    def create(self, record: models.Model) -> models.Model:
        """Save a new record."""
        record._history_user = self.user  # type: ignore[attr-defined]
        record._change_reason = self.reason  # type: ignore[attr-defined]
        record.save()
        self._note("create", [record])
        self._touch([record])
        return record

    def delete(self, records: Iterable[models.Model]) -> None:
        """Delete records with all that stands in them, keeping everything for an undo."""
        for record in records:
            for kept, values in _let_go(record):
                self.set(kept, **values)
            rows = json.loads(serializers.serialize("json", _with_dependants(record)))
            self.changes.append({"do": "delete", "model": record._meta.label_lower, "rows": rows})
            self.deleted.append(record)
            self.gone.add((type(record), record.pk))
            record.delete()

    def _note(self, do: str, records: Sequence[models.Model], **more: Any) -> None:
        pks = [record.pk for record in records]
        self.changes.append({"do": do, "model": records[0]._meta.label_lower, "pks": pks, **more})

    def _touch(self, records: Iterable[models.Model]) -> None:
        for record in records:
            self.gone.discard((type(record), record.pk))
            self.touched.setdefault(type(record), {})[record.pk] = record


@contextmanager
def act(user: Any, kind: str, subject: str) -> Iterator[Doing]:
    """Do something to many records as one act by `user`; nothing is stored if it changes nothing or fails."""
    with transaction.atomic():
        stored = Act(kind=kind, subject=subject[:300], user=user)
        doing = Doing(user, str(stored))
        yield doing
        if doing.changes:
            stored.changes = doing.changes
            stored.count = sum(len(records) for records in doing.touched.values()) + len(doing.deleted)
            stored.save()
            follow(doing)
            doing.act = stored


def follow(doing: Doing) -> None:
    """Bring up to date what is derived from the records of an act."""
    standing = {
        model: {pk: record for pk, record in records.items() if (model, pk) not in doing.gone}
        for model, records in doing.touched.items()
    }
    forget(doing.deleted)
    keep_up(standing, doing.changes)


def save_all(records: Sequence[models.Model], fields: Sequence[str], user: Any, reason: str) -> None:
    """Write these fields of many records of one model in few statements, with a line of history for each."""
    if not records:
        return
    model = type(records[0])
    if "save" in vars(model) or hasattr(model, "derive"):  # fields follow from others, as dates that sort from dates
        for record in records:
            record._history_user = user  # type: ignore[attr-defined]
            record._change_reason = reason  # type: ignore[attr-defined]
            record.save()
        return
    names = [model._meta.get_field(name).name for name in fields]
    for field in model._meta.concrete_fields:
        if getattr(field, "auto_now", False):
            names.append(field.name)
            for record in records:
                setattr(record, field.attname, timezone.now())
    if hasattr(model, "history"):
        keep_first_states(records)
        bulk_update_with_history(
            list(records), model, names, batch_size=BATCH, default_user=user, default_change_reason=reason
        )
    else:
        model._default_manager.bulk_update(records, names, batch_size=BATCH)


def keep_first_states(records: Sequence[models.Model]) -> None:
    """Imports write no history: before the first edit of a record, what it was before goes into its history."""
    model = type(records[0])
    pks = [record.pk for record in records]
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        key = model._meta.pk.name
        known = set(model.history.filter(**{f"{key}__in": batch}).values_list(key, flat=True))  # type: ignore[attr-defined]
        found = model._base_manager.filter(pk__in=set(batch) - known)
        model.history.bulk_history_create(found, default_change_reason="import")  # type: ignore[attr-defined]


@transaction.atomic
def undo(act: Act, user: Any) -> list[Collision]:
    """Put back what the act changed; returns what could not be, because it was changed since.

    Raises ValueError if it was undone before.
    """
    act = Act.objects.select_for_update().get(pk=act.pk)
    if act.undone:
        raise ValueError(f"act {act.pk} was undone before")
    back = _Undoing(user, _("undone: %(act)s") % {"act": act})
    for change in reversed(act.changes):
        getattr(back, change["do"])(apps.get_model(change["model"]), change)
    act.undone, act.undone_by = timezone.now(), user
    act.save(update_fields=["undone", "undone_by"])
    follow(back.doing)
    return back.collisions


class _Undoing:
    """Takes back one change at a time, the last first."""

    def __init__(self, user: Any, reason: str) -> None:
        self.doing = Doing(user, reason)
        self.collisions: list[Collision] = []

    def set(self, model: type[models.Model], change: dict[str, Any]) -> None:
        name = change["field"]
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        field = model._meta.get_field(name)
        standing = []
        for record in self._found(model, change):
            now = getattr(record, name)
            if field.get_prep_value(now) == field.get_prep_value(field.to_python(change["after"])):  # type: ignore[union-attr]
                standing.append(record)
            else:
                self.collisions.append(Collision(str(record), label, _("changed since, now “%s”") % now))
        try:
            with transaction.atomic():
                self.doing.set(standing, **{name: field.to_python(change["before"])})  # type: ignore[union-attr]
        except IntegrityError:
            self.collisions.append(Collision(str(standing[0]), label, _("another has taken its place")))

    def link(self, model: type[models.Model], change: dict[str, Any]) -> None:
        name = change["field"]
        for record in self._found(model, change):
            if sorted(getattr(record, name).values_list("pk", flat=True)) == change["after"]:
                self.doing.link(record, name, change["before"])
            else:
                label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                self.collisions.append(Collision(str(record), label, _("changed since")))

    def create(self, model: type[models.Model], change: dict[str, Any]) -> None:
        for record in self._found(model, change):
            if leaning := _leaning_on(record):
                self.collisions.append(Collision(str(record), "", _("kept: “%s” refers to it now") % leaning))
            else:
                self.doing.delete([record])

    def delete(self, model: type[models.Model], change: dict[str, Any]) -> None:
        rows = list(serializers.deserialize("python", change["rows"]))
        try:
            with transaction.atomic():
                for row in rows:
                    row.m2m_data = None  # the rows that tie it to others are among these
                    row.save()
        except IntegrityError:
            self.collisions.append(Collision(str(rows[0].object), "", _("another has taken its place")))
        else:
            self.doing._touch(row.object for row in rows)

    def _found(self, model: type[models.Model], change: dict[str, Any]) -> Iterator[Any]:
        """The records of a change that are still there."""
        pks = change["pks"]
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            found = model._default_manager.select_for_update().in_bulk(batch)
            for pk in batch:
                if pk in found:
                    yield found[pk]
                else:
                    name = str(model._meta.verbose_name)
                    self.collisions.append(Collision(f"{name} {pk}", "", _("is no longer there")))


DERIVED = {"documents.searchtext", "documents.fingerprint"}  # made anew from what is restored


def _collected(record: models.Model) -> Collector:
    collector = Collector(using=record._state.db or DEFAULT_DB_ALIAS, origin=record)
    collector.collect([record])
    return collector


def _with_dependants(record: models.Model) -> list[models.Model]:
    """The record and every row that goes when it goes, what is pointed at before what points at it."""
    collector = _collected(record)
    rows = [row for rows in collector.data.values() for row in rows]
    for queryset in collector.fast_deletes:
        rows += list(queryset)
    rows = [row for row in rows if row._meta.label_lower not in DERIVED]
    return [record, *(row for row in rows if row != record)]


def _let_go(record: models.Model) -> Iterator[tuple[list[Any], dict[str, None]]]:
    """The rows that stay when the record goes but lose their tie to it, with the fields that lose it."""
    updates: Any = _collected(record).field_updates
    for (field, _value), groups in updates.items():
        if field.model._meta.label_lower not in DERIVED:
            yield [row for rows in groups for row in rows], {field.attname: None}


def _leaning_on(record: models.Model) -> models.Model | None:
    """A row that points at the record, if there is one."""
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.label_lower in DERIVED:
            continue
        row = model._default_manager.filter(**{relation.field.name: record}).first()
        if row is not None:
            return row
    return None
