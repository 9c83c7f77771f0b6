"""Two records that are one: everything that hangs on one of them moves to the other.

Merging is written in four kinds of change, done by whoever asks for it (`Changes`), so that it can be kept and undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models

from .models import Speaker, SpeakerName

# Fields that are taken over where the standing record has none.
FILLED = ("birth", "death", "note", "sources", "wikidata", "viaf")


class Changes(Protocol):
    """What merging does to records. `set` names foreign keys by their columns."""

    def set(self, records: Iterable[models.Model], **values: Any) -> int: ...
    def create(self, record: models.Model) -> models.Model: ...
    def delete(self, records: Iterable[models.Model]) -> None: ...


@dataclass(frozen=True, slots=True)
class Reference:
    """A field by which rows of a model point at a record, and those rows."""

    model: Any
    field: Any
    rows: models.QuerySet

    @property
    def name(self) -> str:
        """What moves, as an archivist calls it."""
        if self.model._meta.auto_created:
            return str(self.model._meta.auto_created._meta.verbose_name_plural)
        return str(self.model._meta.verbose_name_plural)


def references(record: models.Model) -> list[Reference]:
    """Everything that points at the record, by foreign key or through a many-to-many field."""
    found = []
    for relation in record._meta.related_objects:
        if relation.many_to_many:
            through: Any = relation.through  # type: ignore[attr-defined]
            field = next(
                each for each in through._meta.fields if each.is_relation and each.related_model is type(record)
            )
            found.append(Reference(through, field, through._default_manager.filter(**{field.name: record})))
        else:
            model: Any = relation.related_model
            rows = model._default_manager.filter(**{relation.field.name: record})
            found.append(Reference(model, relation.field, rows))
    return found


def counts(record: models.Model, but: Collection[type[models.Model]] = ()) -> list[tuple[str, int]]:
    """(what, how many) of all that would move from the record, `but` for these models."""
    found = [each for each in references(record) if each.model not in but]
    return [(each.name, number) for each in found if (number := each.rows.count())]


def move_references(loser: models.Model, winner: models.Model, doing: Changes) -> None:
    """Make everything that points at one record point at the other; rows that then would be there twice go."""
    for reference in references(loser):
        column, rows = reference.field.attname, list(reference.rows)
        double = [row for row in rows if is_double(row, reference, winner)]
        doing.set([row for row in rows if row not in double], **{column: winner.pk})
        doing.delete(double)


def is_double(row: models.Model, reference: Reference, winner: models.Model) -> bool:
    """Whether the winner has a row that says the same, where that may be only once."""
    for fields in once(reference.model):
        if reference.field.name in fields:
            same = {name: getattr(row, name) for name in fields if name != reference.field.name}
            if reference.model._default_manager.filter(**same, **{reference.field.name: winner}).exists():
                return True
    return False


def once(model: Any) -> list[tuple[str, ...]]:
    """The sets of fields of which a model allows no two rows the same."""
    constraints = [
        tuple(each.fields)
        for each in model._meta.constraints
        if isinstance(each, models.UniqueConstraint) and each.condition is None
    ]
    return [*constraints, *(tuple(fields) for fields in model._meta.unique_together)]


def merge_speakers(loser: Speaker, winner: Speaker, doing: Changes) -> None:
    """Merge one speaker into another: names, offices and words move; the loser's address leads to the winner.

    The loser's name becomes a form of the winner's, so that later imports know it. Raises ValueError where one of
    them was merged before, or both are one.
    """
    if loser.pk == winner.pk or loser.merged_into_id or winner.merged_into_id:
        raise ValueError("two standing speakers are needed")
    move_references(loser, winner, doing)
    forms = {winner.name, *winner.names.values_list("form", flat=True)}
    if loser.name not in forms:
        doing.create(SpeakerName(speaker=winner, form=loser.name, kind=SpeakerName.Kind.ALIAS))
    taken_over = filled(loser, winner)
    if taken_over:
        doing.set([winner], **taken_over)
    doing.set([winner], authority=True)
    doing.set([loser], merged_into_id=winner.pk)


def filled(loser: Speaker, winner: Speaker) -> dict[str, str]:
    """The fields that the winner takes over, because it has nothing in them."""
    return {name: getattr(loser, name) for name in FILLED if getattr(loser, name) and not getattr(winner, name)}
