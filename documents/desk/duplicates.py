"""Records that may be there twice: what is sought, and what somebody has said is two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from archive.lib.chinese import fold
from documents.models import Act, Contribution, Meeting, Mention, Participation, Publication, Remark, Survey, Work
from people.models import Speaker, SpeakerName

from .copies import same_documents
from .merging import MERGEABLE
from .surveys import findings

MOST_PAIRS = 200  # that are suggested at a time
MOST_SOUGHT = 1_000  # of each sign; those that somebody has told apart are among them
SHORTEST_NEAR = 3  # characters; of two-character names too many are one character apart
MOST_NEAR = 50  # names that differ in one place: more are a pattern, such as 李某某, not misreadings
AT_ONCE = 5_000  # keys in a query
APART = "≠"
REASONS = {
    "name": _("the same name"),
    "form": _("“%s” is another form of the name"),
    "near": _("one character differs, and both are in one document"),
    "title": _("the same title"),
    "text": _("the same text"),
}
Found = tuple[str, int, int, str, str]  # kind of record, keys of the two, the reason, a word for its text


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, and why."""

    one: Any
    other: Any
    reason: str

    @property
    def subject(self) -> str:
        return f"{self.one.public_id} {APART} {self.other.public_id}"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The pairs that are suggested; `more` if there are others, `at` when they were sought if not just now."""

    pairs: list[Pair]
    more: bool
    at: datetime | None


def keep_apart(one: Any, other: Any, user: Any) -> Act:
    """Remember that two records are not one; they are not suggested again."""
    return Act.objects.create(kind=Act.Kind.MERGE, subject=Pair(one, other, "").subject, user=user, count=0)


def suggested() -> list[Pair]:
    """Records that may be there twice, the likeliest first."""
    return suspicion().pairs


def suspicion() -> Suspicion:
    """What may be there twice, the likeliest first; in a large archive as last sought, without what is settled."""
    survey = findings(Survey.Of.DUPLICATES, seek)
    apart = set(Act.objects.filter(kind=Act.Kind.MERGE, count=0, undone=None).values_list("subject", flat=True))
    told_apart = {frozenset(subject.split(f" {APART} ")) for subject in apart}
    pairs = [
        pair
        for pair in standing(survey.found)
        if frozenset((pair.one.public_id, pair.other.public_id)) not in told_apart
    ]
    return Suspicion(pairs[:MOST_PAIRS], len(pairs) > MOST_PAIRS, survey.at)


def standing(found: Iterable[Found]) -> Iterator[Pair]:
    """The pairs of which both records are still there and neither was merged."""
    rows = list(found)
    keys: dict[str, set[int]] = defaultdict(set)
    for kind, one, other, _reason, _word in rows:
        keys[kind] |= {one, other}
    records = {kind: MERGEABLE[kind]._default_manager.in_bulk(pks) for kind, pks in keys.items()}
    for kind, one, other, reason, word in rows:
        first, second = (records[kind].get(key) for key in (one, other))
        if stands(first) and stands(second):
            yield Pair(first, second, str(REASONS[reason]) % word if word else str(REASONS[reason]))


def stands(record: Any) -> bool:
    """Whether a record is there and was not merged into another."""
    return record is not None and not getattr(record, "merged_into_id", None)


def seek() -> list[Found]:
    """Look over the archive for records that may be there twice, each pair once, with the likeliest reason."""
    pairs: dict[tuple[str, frozenset[int]], Found] = {}
    for found in (
        *same_name(),
        *name_is_form(),
        *near_names(),
        *same_title("meeting", Meeting, "name"),
        *same_title("publication", Publication, "title"),
        *same_title("work", Work, "title"),
        *(("document", one.pk, other.pk, "text", "") for one, other in same_documents()),
    ):
        pairs.setdefault((found[0], frozenset(found[1:3])), found)
    return list(pairs.values())


def same_name() -> Iterator[Found]:
    """Speakers of one name, those of the authority file first."""
    standing = Speaker.objects.filter(merged_into=None)
    doubled = standing.order_by().values("name").annotate(n=Count("pk")).filter(n__gt=1).values("name")[:MOST_SOUGHT]
    by_name: dict[str, list[int]] = defaultdict(list)
    rows = standing.filter(name__in=[row["name"] for row in doubled]).order_by("-authority", "pk")
    for pk, name in rows.values_list("pk", "name"):
        by_name[name].append(pk)
    for first, *rest in by_name.values():
        for each in rest:
            yield "speaker", first, each, "name", ""


def name_is_form() -> Iterator[Found]:
    """Speakers whose name is another form of somebody else's."""
    standing = Speaker.objects.filter(merged_into=None)
    forms = SpeakerName.objects.filter(speaker__merged_into=None, form__in=standing.values("name"))
    rows = list(forms.order_by("pk").values_list("speaker", "form")[:MOST_SOUGHT])
    named: dict[str, list[int]] = defaultdict(list)
    for pk, name in standing.filter(name__in={form for _speaker, form in rows}).values_list("pk", "name"):
        named[name].append(pk)
    for speaker, form in rows:
        for each in named[form]:
            if each != speaker:
                yield "speaker", speaker, each, "form", form


def near_names() -> Iterator[Found]:
    """Persons whose names differ in one character and who appear in one document, as misreadings do."""
    by_gap: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for pk, name in Speaker.objects.filter(merged_into=None, kind="person").order_by().values_list("pk", "name"):
        if len(name) >= SHORTEST_NEAR:
            for place in range(len(name)):
                by_gap[place, name[:place] + "\0" + name[place + 1 :]].append((pk, name))
    near = {
        (one, other)
        for group in by_gap.values()
        if 1 < len(group) <= MOST_NEAR
        for one, first in group
        for other, second in group
        if one < other and first != second
    }
    documents = documents_of({pk for pair in near for pk in pair})
    together = sorted(pair for pair in near if documents[pair[0]] & documents[pair[1]])
    for one, other in together[:MOST_SOUGHT]:
        yield "speaker", one, other, "near", ""


def documents_of(speakers: Iterable[int]) -> dict[int, set[int]]:
    """The documents in which each of these speakers appears."""
    found: dict[int, set[int]] = defaultdict(set)
    keys = sorted(speakers)
    for start in range(0, len(keys), AT_ONCE):
        for model in (Remark, Contribution, Participation, Mention):
            rows = model.objects.filter(speaker__in=keys[start : start + AT_ONCE], document__isnull=False)
            for speaker, document in rows.order_by().values_list("speaker", "document").distinct():
                found[speaker].add(document)
    return found


def same_title(kind: str, model: Any, name: str) -> Iterator[Found]:
    """Meetings of one name and year, publications and works of one title, read without punctuation and script."""
    by_title: dict[Any, list[int]] = defaultdict(list)
    fields = ("pk", name, "isbn" if model is Publication else "date")
    for pk, title, detail in model.objects.order_by("pk").values_list(*fields):
        by_title[fold(title), detail[:4] if model is Meeting else detail].append(pk)
    for first, *rest in [pks for pks in by_title.values() if len(pks) > 1][:MOST_SOUGHT]:
        for each in rest:
            yield kind, first, each, "title", ""
