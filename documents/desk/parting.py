"""Parting a speaker who was two people: some of what hangs on one goes to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from documents.models import Act, Quotation
from people.models import Speaker

from .acts import Doing, act
from .names import NAME_FIELDS, Occurrence, occurrence

MOST = 2_000


def occurrences_of(speaker: Speaker) -> list[Occurrence]:
    """Every row that is tied to a speaker, in the order of the archive."""
    return list(_tied(speaker))[:MOST]


def _tied(speaker: Speaker) -> Iterator[Occurrence]:
    for model in NAME_FIELDS:
        related = ["document", *({"Participation": ["meeting"], "Mention": ["paragraph"]}.get(model.__name__, []))]
        rows = model.objects.filter(speaker=speaker).select_related(*related)
        for row in rows.order_by("document_id", "pk")[:MOST]:
            yield occurrence(row)
    quoted = Quotation.objects.filter(speakers=speaker).select_related("document", "paragraph")
    for row in quoted.order_by("document_id", "sequence")[:MOST]:
        yield occurrence(row)


def part(speaker: Speaker, rows: Sequence[Any], user: Any, other: Speaker | None = None, **new: Any) -> Doing:
    """Tie these rows of a speaker to another, or to a new one with the fields of `new`, as one act.

    Raises ValueError where there are none, or the other is the same.
    """
    if not rows or (other is not None and other.pk == speaker.pk):
        raise ValueError("rows are needed, and another speaker")
    with act(user, Act.Kind.PART, f"{speaker} → {other or new.get('name', '')}") as doing:
        if other is None:
            other = Speaker(authority=True, **new)
            doing.create(other)
        for model in NAME_FIELDS:
            doing.set([row for row in rows if isinstance(row, model)], speaker_id=other.pk)
        for row in rows:
            if isinstance(row, Quotation):
                known = set(row.speakers.values_list("pk", flat=True))
                doing.link(row, "speakers", sorted(known - {speaker.pk} | {other.pk}))
        doing.set([speaker, other], authority=True)
    return doing
