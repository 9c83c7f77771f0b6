"""What an import leaves beside the rows: conflicts for the archivist, entries in the history, retired addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from documents.models import Address, Conflict, ImportRun
from documents.models.among import among
from documents.models.deletion import WITH_PAGE, epitaph, label_of
from people.models import Record

from .settle import Settlement, Values

GONE = ""  # the field of a conflict about a whole row that the machine no longer finds


def note_conflicts(row: Record, said: Values, holds: Values, settled: Settlement, run: ImportRun | None) -> int:
    """Keep the open conflicts of a row up to date with what the machine says now; returns how many fields conflict.

    A field has one open conflict, which begins with what the machine had said when the person edited it. It is over
    when the machine says that again or agrees with the person.
    """
    kind = row._meta.model_name or ""
    for name, now in settled.conflicts.items():
        conflict = Conflict.objects.filter(public_id=row.public_id, field=name, resolution="").first()
        if conflict is None:
            conflict = Conflict(model=kind, public_id=row.public_id, field=name, machine_old=said.get(name))
        elif conflict.machine_old == now:
            conflict.delete()
            continue
        conflict.machine_new, conflict.mine, conflict.run = now, holds[name], run
        conflict.save()
    if settled.agreed:
        Conflict.objects.filter(public_id=row.public_id, field__in=settled.agreed, resolution="").delete()
    return len(settled.conflicts)


def note_gone(row: Record, run: ImportRun | None) -> None:
    """The machine no longer finds a row that a person has worked on: it stands, and the archivist is asked."""
    Conflict.objects.get_or_create(
        public_id=row.public_id,
        field=GONE,
        resolution="",
        defaults={
            "model": row._meta.model_name or "",
            "machine_old": label_of(row),
            "mine": label_of(row),
            "run": run,
        },
    )


def write_history(rows: Sequence[Any], run: ImportRun | None) -> None:
    """An entry for each of these rows of one kind that has a history: that a person has edited before."""
    history = getattr(type(rows[0]), "history", None) if rows else None
    if history is None:
        return
    edited = set(history.filter(id__in=among([row.pk for row in rows])).values_list("id", flat=True))
    entries = [row for row in rows if row.pk in edited]
    for row in entries:
        row._history_user = None
    history.bulk_history_create(entries, update=True, default_change_reason=f"import {run.pk}" if run else "import")


def retire(rows: Iterable[Record], reason: str, target: str = "") -> None:
    """Leave a tombstone at the address of each row that has a page, or a redirect to `target`."""
    stones = [
        Address(
            public_id=row.public_id,
            kind=row._meta.model_name or "",
            label=epitaph(row),
            reason=reason,
            target=target,
        )
        for row in rows
        if isinstance(row, WITH_PAGE)
    ]
    Address.objects.bulk_create(
        stones, update_conflicts=True, unique_fields=["public_id"], update_fields=["kind", "label", "reason", "target"]
    )
