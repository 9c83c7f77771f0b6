"""Where else the words of a quotation appear: other quotations of the archive that share them, oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from documents import visibility
from documents.models import Fingerprint, Quotation
from documents.reuse import ALIKE, Piece, fingerprints, likeness, variant

BATCH = 5_000
MAX_POSTINGS = 20_000  # of a very common phrase the newest are looked at
MAX_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place of the words: the quotation, how alike it is (0 to 1), its text as a diff against the earliest."""

    quotation: Quotation
    likeness: float
    pieces: tuple[Piece, ...]


def index_fingerprints(quotations: Iterable[Quotation]) -> int:
    """Write anew the fingerprints of these quotations (none for rejected ones); returns how many there are."""
    quotations = list(quotations)
    Fingerprint.objects.filter(quotation__in=[q.pk for q in quotations]).delete()
    rows = [
        Fingerprint(hash=value, quotation=quotation)
        for quotation in quotations
        if quotation.status != Quotation.Status.REJECTED
        for value in sorted(fingerprints(quotation.text))
    ]
    return len(Fingerprint.objects.bulk_create(rows, batch_size=BATCH))


def appearances(quotation: Quotation) -> list[Appearance]:
    """Every public place of the same words, the given one among them, oldest first; undated ones last.

    Three queries, whatever the size of the archive.
    """
    hashes = fingerprints(quotation.text)
    postings = Fingerprint.objects.filter(hash__in=hashes).order_by("-id").values_list("quotation_id", flat=True)
    shared = Counter(postings[:MAX_POSTINGS])
    wanted = [pk for pk, _ in shared.most_common(MAX_CANDIDATES)]
    found = [
        (q, likeness(quotation.text, q.text))
        for q in visibility.quotations()
        .filter(pk__in={*wanted, quotation.pk})
        .select_related("document", "document__publication", "paragraph")
        .prefetch_related("speakers")
    ]
    same = [(q, how) for q, how in found if how >= ALIKE or q.pk == quotation.pk]
    same.sort(key=lambda item: (item[0].document.date_earliest or date.max, item[0].pk))
    return [Appearance(q, how, variant(same[0][0].text, q.text)) for q, how in same]
