"""Merging records as acts, and who or what may be there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from archive.lib.chinese import fold
from documents.models import (
    Act,
    Address,
    Contribution,
    Document,
    Meeting,
    Mention,
    Participation,
    Publication,
    Remark,
    Work,
)
from people.merging import merge_speakers, move_references
from people.models import Record, Speaker, SpeakerName

from .acts import Doing, act
from .copies import merge_documents, same_documents

MOST_PAIRS = 200
SHORTEST_NEAR = 3  # characters; of two-character names too many are one character apart
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
APART = "≠"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, and why."""

    one: Any
    other: Any
    reason: str

    @property
    def subject(self) -> str:
        return f"{self.one.public_id} {APART} {self.other.public_id}"


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
    Address.objects.filter(public_id=loser.public_id).update(target=winner.public_id, reason=_("merged"))


def filled(loser: Any, winner: Any) -> dict[str, Any]:
    """The fields that the winner takes over, because it has nothing in them."""
    values = {name: getattr(loser, name) for name in TAKEN_OVER[type(winner)] if not getattr(winner, name)}
    if isinstance(winner, Meeting | Work):
        forms = [*winner.forms.splitlines(), *({str(loser), *loser.forms.splitlines()} - {str(winner)})]
        values["forms"] = "\n".join(dict.fromkeys(forms))
    return {name: value for name, value in values.items() if value}


def keep_apart(one: Any, other: Any, user: Any) -> Act:
    """Remember that two records are not one; they are not suggested again."""
    return Act.objects.create(kind=Act.Kind.MERGE, subject=Pair(one, other, "").subject, user=user, count=0)


def suggested() -> list[Pair]:
    """Records that may be there twice, the likeliest first."""
    apart = set(Act.objects.filter(kind=Act.Kind.MERGE, count=0, undone=None).values_list("subject", flat=True))
    pairs: dict[str, Pair] = {}
    for pair in (
        *same_name(),
        *name_is_form(),
        *near_names(),
        *same_title(Meeting, "name"),
        *same_title(Publication, "title"),
        *same_title(Work, "title"),
        *(Pair(one, other, _("the same text")) for one, other in same_documents()),
    ):
        reverse = f"{pair.other.public_id} {APART} {pair.one.public_id}"
        if not {pair.subject, reverse} & (apart | pairs.keys()):
            pairs[pair.subject] = pair
    return list(pairs.values())[:MOST_PAIRS]


def same_name() -> Iterable[Pair]:
    """Speakers of one name."""
    standing = Speaker.objects.filter(merged_into=None)
    doubled = standing.order_by().values("name").annotate(n=Count("pk")).filter(n__gt=1).values("name")[:MOST_PAIRS]
    by_name: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in standing.filter(name__in=[row["name"] for row in doubled]).order_by("-authority", "pk"):
        by_name[speaker.name].append(speaker)
    return [Pair(first, each, _("the same name")) for first, *rest in by_name.values() for each in rest]


def name_is_form() -> Iterable[Pair]:
    """Speakers whose name is another form of somebody else's."""
    standing = Speaker.objects.filter(merged_into=None)
    forms = SpeakerName.objects.filter(speaker__merged_into=None, form__in=standing.values("name"))
    rows = list(forms.select_related("speaker").order_by("pk")[:MOST_PAIRS])
    named: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in standing.filter(name__in={row.form for row in rows}):
        named[speaker.name].append(speaker)
    return [
        Pair(row.speaker, each, _("“%s” is another form of the name") % row.form)
        for row in rows
        for each in named[row.form]
        if each.pk != row.speaker_id
    ]


def near_names() -> Iterable[Pair]:
    """Speakers whose names differ in one character and who appear in one document, as misreadings do."""
    by_gap: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for pk, name in Speaker.objects.filter(merged_into=None, kind="person").values_list("pk", "name"):
        if len(name) >= SHORTEST_NEAR:
            for place in range(len(name)):
                by_gap[place, name[:place] + "\0" + name[place + 1 :]].append((pk, name))
    near = {
        (one, other)
        for group in by_gap.values()
        if 1 < len(group) <= 50
        for one, first in group
        for other, second in group
        if one < other and first != second
    }
    if not near:
        return []
    documents = documents_of({pk for pair in near for pk in pair})
    together = sorted(pair for pair in near if documents[pair[0]] & documents[pair[1]])[:MOST_PAIRS]
    speakers = Speaker.objects.in_bulk({pk for pair in together for pk in pair})
    reason = _("one character differs, and both are in one document")
    return [Pair(speakers[one], speakers[other], reason) for one, other in together]


def documents_of(speakers: set[int]) -> dict[int, set[int]]:
    """The documents in which each of these speakers appears."""
    found: dict[int, set[int]] = defaultdict(set)
    for model in (Remark, Contribution, Participation, Mention):
        rows = model.objects.filter(speaker__in=speakers, document__isnull=False)
        for speaker, document in rows.order_by().values_list("speaker", "document").distinct():
            found[speaker].add(document)
    return found


def same_title(model: Any, name: str) -> Iterable[Pair]:
    """Meetings of one name and year, publications and works of one title, read without punctuation and script."""
    by_title: dict[Any, list[Any]] = defaultdict(list)
    fields = ("pk", name, "isbn" if model is Publication else "date")
    for pk, title, detail in model.objects.order_by("pk").values_list(*fields):
        by_title[fold(title), detail[:4] if model is Meeting else detail].append(pk)
    groups = [pks for pks in by_title.values() if len(pks) > 1][:MOST_PAIRS]
    rows = model.objects.in_bulk([pk for pks in groups for pk in pks])
    return [Pair(rows[first], rows[each], _("the same title")) for first, *rest in groups for each in rest]
