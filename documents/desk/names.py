"""Names that are tied to nobody: a line a name with all its occurrences, settled by one decision."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left

from documents.models import Act, Contribution, Mention, Paragraph, Participation, Quotation, Remark, Survey
from people.models import Speaker, SpeakerName

from .acts import Doing, act
from .surveys import findings

# The field of each kind of row that holds the name, where the row has a `speaker`.
NAME_FIELDS: dict[Any, str] = {Contribution: "label", Participation: "label", Remark: "label", Mention: "name"}
MOST_NAMES = 10_000
PARTED = ";"  # between the names in a field of several; an index knows the fields that have it
MOST_OCCURRENCES = 5_000
SHOWN_WORDS = 80  # characters of what is said where the name stands


@dataclass(slots=True)
class Waiting:
    """A name and how often it occurs, by kind of row."""

    name: str
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.kinds.total()


@dataclass(frozen=True, slots=True)
class Queue:
    """The names that wait; `more` if they are only the most frequent, `at` when they were counted if not just now."""

    names: list[Waiting]
    more: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a name stands: the row, and what stands around it."""

    row: Any
    kind: str
    position: str
    context: str

    @property
    def key(self) -> str:
        return f"{self.row._meta.model_name}-{self.row.pk}"


def loose(model: Any) -> QuerySet:
    """The rows of a kind that name somebody and are tied to nobody."""
    if model is Quotation:
        tied = Quotation.speakers.through.objects.filter(quotation=OuterRef("pk"))
        rows = Quotation.objects.exclude(status=Quotation.Status.REJECTED).exclude(speaker_name="")
        return rows.filter(~Exists(tied))
    return model.objects.filter(speaker=None).exclude(**{NAME_FIELDS[model]: ""})


def waiting_names(search: str = "") -> list[Waiting]:
    """The names that wait, the most frequent first; those that were left alone on purpose do not wait."""
    return queue(search).names


def queue(search: str = "") -> Queue:
    """The names that wait, of which `search` is a part; in a large archive as last counted, and decided on since."""
    survey = findings(Survey.Of.NAMES, count_names)
    names = {name: Waiting(name, Counter(kinds)) for name, kinds in survey.found["names"] if search in name}
    if survey.at:
        asked = {search} if search else set()
        since = {name for name in decided_since(survey.at) if search in name} | asked
        for name, kinds in counts_of(since).items():
            names[name] = Waiting(name, kinds)
    for name in left_alone().values_list("subject", flat=True):
        names.pop(name, None)
    waiting = sorted((each for each in names.values() if each.count), key=lambda each: (-each.count, each.name))
    return Queue(waiting, survey.found["more"], survey.at)


def count_names() -> dict[str, Any]:
    """As JSON: the names tied to nobody, the most frequent first, with counts by kind; and whether there are more."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    more = False
    for model, name_field in [*NAME_FIELDS.items(), (Quotation, "speaker_name")]:
        counted = loose(model).order_by().values_list(name_field).annotate(n=Count("pk")).order_by("-n")
        rows = list(counted[: MOST_NAMES + 1])
        more = more or len(rows) > MOST_NAMES
        for printed, count in rows[:MOST_NAMES]:
            for name in parts(printed) if model is Quotation else [printed]:
                counts[name][model._meta.model_name] += count
    ordered = sorted(counts.items(), key=lambda each: (-each[1].total(), each[0]))
    return {"names": ordered[:MOST_NAMES], "more": more or len(ordered) > MOST_NAMES}


def counts_of(names: set[str]) -> dict[str, Counter[str]]:
    """How often each of these names occurs now, by kind of row."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    if not names:
        return counts
    for model, name_field in NAME_FIELDS.items():
        rows = loose(model).filter(**{f"{name_field}__in": names}).order_by().values_list(name_field)
        for name, count in rows.annotate(n=Count("pk")):
            counts[name][model._meta.model_name] += count
    quoted = loose(Quotation).filter(Q(speaker_name__in=names) | Q(speaker_name__contains=PARTED))
    for printed, count in quoted.order_by().values_list("speaker_name").annotate(n=Count("pk")):
        for name in names.intersection(parts(printed)):
            counts[name][str(Quotation._meta.model_name)] += count
    return counts


def decided_since(at: datetime) -> set[str]:
    """The names that somebody has decided on, or undone a decision on, since then."""
    acts = Act.objects.filter(kind=Act.Kind.NAME).filter(Q(at__gte=at) | Q(undone__gte=at))
    return set(acts.values_list("subject", flat=True))


def left_alone() -> QuerySet[Act]:
    """The decisions that a name is nobody the archive should know: acts that changed nothing."""
    return Act.objects.filter(kind=Act.Kind.NAME, count=0, undone=None)


def parts(printed: str) -> list[str]:
    """The names in a field that may hold several.

    >>> parts("马克思;恩格斯")
    ['马克思', '恩格斯']
    """
    return [name.strip() for name in printed.split(PARTED) if name.strip()]


def occurrences(name: str) -> list[Occurrence]:
    """Every row that has the name and is tied to nobody, in the order of the archive."""
    found: list[Occurrence] = []
    for model, name_field in NAME_FIELDS.items():
        extra = {Participation: ["meeting"], Mention: ["paragraph"]}
        related = ["document", *extra.get(model, [])]
        rows = loose(model).filter(**{name_field: name}).select_related(*related)
        if model is Remark:
            opening = Paragraph.objects.filter(document=OuterRef("document"), sequence=OuterRef("first"))
            rows = rows.annotate(opening=Subquery(opening.values(words=Left("text", SHOWN_WORDS))[:1]))
        found += [occurrence(row) for row in rows.order_by("pk")[:MOST_OCCURRENCES]]
    several = Q(speaker_name__contains=PARTED) & Q(speaker_name__contains=name)
    quoted = loose(Quotation).filter(Q(speaker_name=name) | several)
    quoted = quoted.select_related("document", "paragraph").order_by("pk")[:MOST_OCCURRENCES]
    found += [occurrence(row) for row in quoted if name in parts(row.speaker_name)]
    return found


def occurrence(row: Any) -> Occurrence:
    """A row with the words around the name in it."""
    if isinstance(row, Quotation):
        return Occurrence(row, str(row._meta.verbose_name), "", f"{row.evidence}“{row.text}”"[:160])
    if isinstance(row, Mention):
        text = row.paragraph.text if row.paragraph else row.label
        start = max((row.start or 0) - 20, 0)
        return Occurrence(row, str(row._meta.verbose_name), row.position, text[start : start + SHOWN_WORDS])
    return Occurrence(row, str(row._meta.verbose_name), row.position, getattr(row, "opening", None) or row.label)


def documents_of(found: Iterable[Occurrence]) -> list[int]:
    """The keys of the documents in which a name occurs."""
    keys = (each.row.document_id for each in found)
    return list(dict.fromkeys(key for key in keys if key is not None))


def settle(name: str, speaker: Speaker, rows: Sequence[Any], user: Any, remember: str = "") -> Doing:
    """Tie these rows to the speaker, as one act.

    `remember` is the kind of form (`SpeakerName.Kind`) as which the name is kept, so that later imports know it.
    """
    with act(user, Act.Kind.NAME, name) as doing:
        tie(name, speaker, rows, doing, remember)
    return doing


def settle_as_new(
    name: str, rows: Sequence[Any], user: Any, full: str = "", kind: str = Speaker.Kind.PERSON, note: str = ""
) -> Doing:
    """Enter a new speaker, `full` by name if the printed one is a short form, and tie these rows to it, as one act."""
    with act(user, Act.Kind.NAME, name) as doing:
        speaker = Speaker(name=full or name, kind=kind, note=note, authority=True)
        doing.create(speaker)
        tie(name, speaker, rows, doing, SpeakerName.Kind.SHORT)
    return doing


def leave(name: str, user: Any) -> Act:
    """Take a name out of the queue without tying it to anybody."""
    return Act.objects.create(kind=Act.Kind.NAME, subject=name[:300], user=user, count=0)


def tie(name: str, speaker: Speaker, rows: Sequence[Any], doing: Doing, remember: str) -> None:
    """Write the decision."""
    for model in NAME_FIELDS:
        doing.set([row for row in rows if isinstance(row, model)], speaker_id=speaker.pk)
    for row in rows:
        if isinstance(row, Quotation):
            known = list(row.speakers.values_list("pk", flat=True))
            doing.link(row, "speakers", sorted({*known, speaker.pk}))
    if remember:
        if name != speaker.name and not speaker.names.filter(form=name).exists():
            doing.create(SpeakerName(speaker=speaker, form=name, kind=remember))
        doing.set([speaker], authority=True)


def chosen(found: Sequence[Occurrence], keys: Iterable[str]) -> Iterator[Any]:
    """The rows of the occurrences that were ticked."""
    wanted = set(keys)
    return (each.row for each in found if each.key in wanted)
