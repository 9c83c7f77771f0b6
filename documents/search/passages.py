"""Passages that a document shares with others: stretches of running words, small variants allowed, quoted or not.

Every paragraph leaves sampled fingerprints as it arrives; paragraphs that share one are aligned when a page is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from documents import visibility
from documents.models import Document, Paragraph, ParagraphFingerprint
from documents.models.insert import insert
from documents.reuse import Shared, passage_fingerprints, shared_passage

MAX_POSTINGS = 20_000
MAX_CANDIDATES = 80  # paragraphs elsewhere that are aligned with those of one page
MOST = 3  # places shown of each paragraph


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A stretch of a paragraph that stands in another document too: where here, where there."""

    here: Paragraph
    there: Paragraph
    shared: Shared

    @property
    def words(self) -> str:
        """The stretch as it stands here."""
        return self.here.text[self.shared.start : self.shared.end]

    @property
    def earlier(self) -> bool | None:
        """Whether the other document is the earlier; None where a date is unknown or both are of one day."""
        own, other = self.here.document.date_earliest, self.there.document.date_earliest
        return None if own is None or other is None or own == other else other < own


def index_passages(documents: Iterable[int]) -> int:
    """Write anew, in a transaction, the fingerprints of the paragraphs of these documents; returns how many."""
    keys = list(documents)
    ParagraphFingerprint.objects.filter(paragraph__document__in=keys).delete()
    texts = Paragraph.objects.filter(document__in=keys, kind=Paragraph.Kind.BODY).values_list("pk", "text")
    rows = ((value, pk) for pk, text in texts.iterator() for value in sorted(passage_fingerprints(text)))
    return len(insert(ParagraphFingerprint, ["hash", "paragraph_id"], rows))


def passages(document: Document, paragraphs: Sequence[Paragraph]) -> dict[int, list[TakenOver]]:
    """By key of a paragraph of `document`: the places elsewhere that share a passage with it, oldest first.

    Two queries, whatever the size of the archive.
    """
    own = {each.pk: each for each in paragraphs if each.kind == Paragraph.Kind.BODY}
    hashes: dict[int, list[int]] = defaultdict(list)
    for pk, paragraph in own.items():
        for value in passage_fingerprints(paragraph.text):
            hashes[value].append(pk)
    if not hashes:
        return {}
    postings = ParagraphFingerprint.objects.filter(hash__in=hashes).exclude(paragraph__in=own)
    shared: Counter[tuple[int, int]] = Counter()
    for value, other in postings.order_by("-id").values_list("hash", "paragraph_id")[:MAX_POSTINGS]:
        shared.update((pk, other) for pk in hashes[value])
    pairs = [pair for pair, _n in shared.most_common(MAX_CANDIDATES)]
    rows = visibility.paragraphs().filter(pk__in={other for _pk, other in pairs}).exclude(document=document)
    others = rows.select_related("document").defer("source_map", "imported", "document__claims", "document__imported")
    there = others.in_bulk() if pairs else {}
    found: dict[int, list[TakenOver]] = defaultdict(list)
    for pk, other in pairs:
        if other in there and (passage := shared_passage(own[pk].text, there[other].text)):
            found[pk].append(TakenOver(own[pk], there[other], passage))
    return {pk: _one_a_document(places) for pk, places in found.items()}


def _one_a_document(places: list[TakenOver]) -> list[TakenOver]:
    """The longest passage of each other document, oldest document first."""
    longest: dict[int, TakenOver] = {}
    for place in sorted(places, key=lambda each: each.shared.length):
        longest[place.there.document_id] = place
    ordered = sorted(longest.values(), key=lambda each: (each.there.document.date_earliest or date.max, each.there.pk))
    return ordered[:MOST]
