"""Texts that look damaged: found as documents are written or edited, by what no sound text has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver

from documents.models import Paragraph, SuspectText
from documents.models.events import written

Reason = SuspectText.Reason
# Understood alike by Python and by PostgreSQL.
SIGNS: tuple[tuple[str, str], ...] = (
    (Reason.UNREADABLE, "[\ufffd□▯\ue000-\uf8ff]"),
    (Reason.ENCODING, "锟斤拷|锟斤|烫烫烫|屯屯屯|ï»¿|Ã[\x80-\xbf]|â€"),
    (Reason.SCAN, "[一-鿿][a-z|~^{}<>][一-鿿]"),
    (Reason.MARKS, "[，、；：][，。、；：]|[。！？][，、；：]"),
)
ANY_SIGN = "|".join(sign for _reason, sign in SIGNS)
BATCH = 500


def damage(text: str) -> tuple[str, tuple[int, int]] | None:
    """Why a text looks damaged, and the first place that does; None if it does not.

    >>> damage("水利工l作"), damage("第3条渠，第4条渠。")
    (('scan', (2, 5)), None)
    """
    for reason, sign in SIGNS:
        if found := re.search(sign, text):
            return str(reason), found.span()
    return None


def look_over(documents: Iterable[int]) -> None:
    """Bring up to date which paragraphs of these documents (keys) look damaged; what was dismissed stays dismissed."""
    keys = list(documents)
    for start in range(0, len(keys), BATCH):
        rows = Paragraph.objects.filter(document__in=keys[start : start + BATCH])
        bad = dict(rows.filter(text__regex=ANY_SIGN).order_by().values_list("pk", "text"))
        known = dict(
            SuspectText.objects.filter(paragraph__in=rows.order_by().values("pk")).values_list("paragraph", "reason")
        )
        found = {pk: what[0] for pk, text in bad.items() if (what := damage(text))}
        SuspectText.objects.filter(paragraph__in=known.keys() - found.keys()).delete()
        for pk in found.keys() & known.keys():
            if found[pk] != known[pk]:
                SuspectText.objects.filter(paragraph=pk).update(reason=found[pk])
        SuspectText.objects.bulk_create(
            SuspectText(paragraph_id=pk, reason=found[pk]) for pk in sorted(found.keys() - known.keys())
        )


@receiver(written)
def on_written(documents: Sequence[int], **_: Any) -> None:
    """After an import."""
    look_over(documents)


def waiting() -> QuerySet[SuspectText]:
    """The texts that somebody should look at."""
    return SuspectText.objects.filter(dismissed=False)
