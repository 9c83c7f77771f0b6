"""Which documents say something else now: their time of change moves, by which harvesters know what to fetch again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone

from people.models import Speaker, SpeakerName, Tenure

from .document import Contribution, Document
from .events import written
from .meeting import Meeting, Participation
from .publication import Publication
from .quotation import Mention, Quotation
from .remark import Remark

# Where a speaker is named in a document.
NAMING = ((Contribution, "speaker"), (Remark, "speaker"), (Mention, "speaker"), (Quotation, "speakers"))


def touch(
    documents: Iterable[int] = (),
    meetings: Iterable[int] = (),
    publications: Iterable[int] = (),
    speakers: Iterable[int] = (),
) -> None:
    """Let the documents with these keys, and those that show one of the others, count as changed now.

    A piece of a compilation changes with the whole, which decides whether it is public.
    """
    keys = list(documents)
    people = list(speakers)
    shown: list[tuple[dict[str, Any], Any]] = [
        ({"pk__in": keys}, keys),
        ({"parent__in": keys}, keys),
        ({"meeting__in": list(meetings)}, meetings),
        ({"publication__in": list(publications)}, publications),
        *(({"pk__in": model.objects.filter(**{f"{name}__in": people}).values("document")}, people)
          for model, name in NAMING),
        ({"meeting__in": Participation.objects.filter(speaker__in=people).values("meeting")}, people),
    ]  # fmt: skip
    now = timezone.now()
    for condition, wanted in shown:
        if wanted:
            Document.objects.filter(Q(**condition), changed__lt=now).update(changed=now)


def touch_records(records: Iterable[models.Model]) -> None:
    """The same for records of any kind that a person has changed or removed."""
    found: dict[str, set[int]] = {"documents": set(), "meetings": set(), "publications": set(), "speakers": set()}
    kinds: dict[type[models.Model], str] = {
        Document: "documents",
        Meeting: "meetings",
        Publication: "publications",
        Speaker: "speakers",
    }
    for record in records:
        if kind := kinds.get(type(record)):
            found[kind].add(record.pk)
        elif isinstance(record, SpeakerName | Tenure):
            found["speakers"].add(record.speaker_id)
        elif key := getattr(record, "document_id", None):
            found["documents"].add(key)
        elif isinstance(record, Participation):
            found["meetings"].add(record.meeting_id)
    touch(**{kind: keys - {None} for kind, keys in found.items()})


def touch_quotations(quotations: Iterable[int]) -> None:
    """The same for quotations whose speakers were changed."""
    touch(Quotation.objects.filter(pk__in=list(quotations)).values_list("document", flat=True))


@receiver(written)
def on_written(documents: Sequence[int], meetings: Sequence[int], speakers: Sequence[int], **_: Any) -> None:
    """After an import, whose documents show what it made; and after authority records were loaded, without any."""
    touch(documents) if documents else touch(meetings=meetings, speakers=speakers)
