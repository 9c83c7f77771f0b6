"""Conflicts: the machine says something new about a field that a person has edited. One of them is settled on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from archive.editing import field_label
from documents.models import Act, Conflict, Deletion, Quotation
from people.models import Record

from .acts import Doing, act

KINDS: dict[str, type[Record]] = {
    model._meta.model_name or "": model
    for label in ("people", "documents")
    for model in apps.get_app_config(label).get_models()
    if issubclass(model, Record)
}


def record_of(conflict: Conflict) -> Record | None:
    """The record the conflict is about; None if it is no longer there."""
    return KINDS[conflict.model]._default_manager.filter(public_id=conflict.public_id).first()


def records_of(conflicts: Iterable[Conflict]) -> dict[str, Record]:
    """The records of many conflicts by public id, in a query for each kind of record."""
    wanted: dict[str, set[str]] = {}
    for conflict in conflicts:
        wanted.setdefault(conflict.model, set()).add(conflict.public_id)
    found: dict[str, Record] = {}
    for kind, ids in wanted.items():
        found |= {row.public_id: row for row in KINDS[kind]._default_manager.filter(public_id__in=ids)}
    return found


def settle(conflicts: Iterable[Conflict], resolution: str, user: Any) -> Doing:
    """Settle open conflicts one way, as one act: keep what the person wrote (`mine`) or take the machine's word.

    A row that the machine no longer finds (a conflict without a field) is kept or removed.
    """
    open_ones = [conflict for conflict in conflicts if not conflict.resolution]
    subject = subject_of(open_ones[0]) if len(open_ones) == 1 else _("%d conflicts") % len(open_ones)
    with act(user, Act.Kind.CONFLICT, subject) as doing:
        if resolution == Conflict.Resolution.MACHINE:
            for conflict in open_ones:
                follow_machine(conflict, doing)
        doing.set(open_ones, resolution=resolution)
    return doing


def subject_of(conflict: Conflict) -> str:
    """What a conflict is about, as the archivist knows it."""
    model = KINDS[conflict.model]
    field = field_label(model(), conflict.field) if conflict.field else ""
    return f"{model._meta.verbose_name} {record_of(conflict) or conflict.public_id} {field}".strip()


def follow_machine(conflict: Conflict, doing: Doing) -> None:
    """Give the record the machine's value."""
    record = record_of(conflict)
    if record is None:
        return
    if not conflict.field:
        doing.delete([record])
        # The archivist agreed with the machine: should it find the row again, the row is welcome.
        Deletion.objects.filter(public_id=record.public_id).delete()
        return
    assign(record, conflict.field, conflict.machine_new, doing)


def assign(record: Record, name: str, said: Any, doing: Doing) -> None:
    """Write a value as `imported` states it: a related row by its public id, several by a list of them."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        rows = field.related_model._default_manager.filter(public_id__in=said or ())  # type: ignore[union-attr]
        doing.link(record, name, [row.pk for row in rows])
    elif field.is_relation:
        row = field.related_model._default_manager.filter(public_id=said).first()  # type: ignore[union-attr]
        doing.set([record], **{field.attname: row.pk if row else None})  # type: ignore[union-attr]
    else:
        doing.set([record], **{name: said})
        if isinstance(record, Quotation) and name == "text":
            place_words(record, doing)


def place_words(quotation: Quotation, doing: Doing) -> None:
    """Set the ends of a quotation to where its words stand in its paragraph, nearest to where they stood."""
    start = nearest(quotation.text, quotation.paragraph.text, quotation.start)
    if start is not None:
        doing.set([quotation], start=start, end=start + len(quotation.text))


def nearest(words: str, text: str, place: int) -> int | None:
    """Where `words` stand in `text`, of several places the one nearest to `place`; None if nowhere.

    >>> nearest("甲", "甲乙甲乙", 3), nearest("丙", "甲乙", 0)
    (2, None)
    """
    before = text.rfind(words, 0, max(place, 0) + len(words)) if words else -1
    after = text.find(words, max(place, 0)) if words else -1
    places = [at for at in (before, after) if at >= 0]
    return min(places, key=lambda at: abs(at - place)) if places else None
