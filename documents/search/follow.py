"""Search follows what is written: texts, names and fingerprints of what an import made or changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.signals import post_delete
from django.dispatch import receiver

from documents.models import (
    Contribution,
    Document,
    Meeting,
    Mention,
    Participation,
    Quotation,
    Remark,
    SearchText,
)
from documents.models.among import among
from documents.models.events import written
from people.models import Speaker

from .appearances import index_fingerprints
from .entries import index_documents, index_meetings, index_speakers
from .passages import index_passages

AT_ONCE = 500  # people


@receiver(written)
def follow(documents: Sequence[int], meetings: Sequence[int], speakers: Sequence[int], **_: Any) -> None:
    """Write anew, in the transaction of the rows themselves, what search holds of them."""
    index_documents(Document.objects.filter(pk__in=documents).select_related("parent"))
    index_fingerprints(Quotation.objects.filter(document__in=documents).only("text", "status"))
    index_passages(documents)
    index_meetings(Meeting.objects.filter(pk__in=meetings))
    named = {*speakers, *_without_a_name(documents)}
    if named:
        rows = Speaker.objects.filter(pk__in=among(named)).prefetch_related("names")
        index_speakers(rows.iterator(chunk_size=AT_ONCE))


@receiver(post_delete, sender=Speaker)
@receiver(post_delete, sender=Meeting)
def forget_name(instance: Model, **_: Any) -> None:
    """A speaker or a meeting that goes, whoever removes it, is no longer found by name."""
    SearchText.objects.filter(ref=instance.public_id, document=None).delete()  # type: ignore[attr-defined]


def _without_a_name(documents: Sequence[int]) -> QuerySet:
    """Speakers of these documents whom search does not know by name yet."""
    known = SearchText.objects.filter(kind=SearchText.Kind.NAME, speaker=OuterRef("pk"))
    links = [
        model.objects.filter(document__in=documents).order_by().values(field)
        for model, field in (
            (Contribution, "speaker"),
            (Remark, "speaker"),
            (Participation, "speaker"),
            (Mention, "speaker"),
            (Quotation, "speakers"),
        )
    ]
    heard = links[0].union(*links[1:])
    return Speaker.objects.filter(pk__in=heard).exclude(Exists(known)).values_list("pk", flat=True)
