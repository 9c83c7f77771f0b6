"""Merging records as acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from documents.models import Act, Address, Document, Meeting, Publication, Work
from people.merging import merge_speakers, move_references
from people.models import Record, Speaker

from .acts import Doing, act
from .copies import merge_documents

MERGEABLE: dict[str, type[Record]] = {
    "speaker": Speaker,
    "meeting": Meeting,
    "publication": Publication,
    "work": Work,
    "document": Document,
}
TAKEN_OVER = {
    Meeting: ("date", "end_date", "date_printed", "place", "theme", "host", "series"),
    Publication: ("kind", "publisher", "place", "isbn", "issn", "year"),
    Work: ("date", "occasion", "sources"),
}


def merge(losers: Sequence[Any], winner: Any, user: Any) -> Doing:
    """Merge records into another of their kind, as one act. Raises ValueError where that makes no sense."""
    if not losers or any(type(loser) is not type(winner) or loser.pk == winner.pk for loser in losers):
        raise ValueError("records of one kind are needed, and another to merge them into")
    names = "、".join(str(loser) for loser in losers)
    with act(user, Act.Kind.MERGE, f"{names} → {winner}") as doing:
        for loser in losers:
            if isinstance(loser, Speaker):
                merge_speakers(loser, winner, doing)
            elif isinstance(loser, Document):
                merge_documents(loser, winner, doing)
            else:
                merge_shared(loser, winner, doing)
    return doing


def merge_shared(loser: Any, winner: Any, doing: Doing) -> None:
    """Merge meetings, publications or works: what points at the loser moves, its address leads to the winner."""
    move_references(loser, winner, doing)
    doing.set([winner], **filled(loser, winner))
    if isinstance(winner, Work) and not winner.authors.exists():
        doing.link(winner, "authors", list(loser.authors.values_list("pk", flat=True)))
    doing.delete([loser])
    Address.objects.filter(public_id=loser.public_id).update(target=winner.public_id, reason="merged")


def filled(loser: Any, winner: Any) -> dict[str, Any]:
    """The fields that the winner takes over, because it has nothing in them."""
    values = {name: getattr(loser, name) for name in TAKEN_OVER[type(winner)] if not getattr(winner, name)}
    if isinstance(winner, Meeting | Work):
        forms = [*winner.forms.splitlines(), *({str(loser), *loser.forms.splitlines()} - {str(winner)})]
        values["forms"] = "\n".join(dict.fromkeys(forms))
    return {name: value for name, value in values.items() if value}
