"""A quotation where it stands: its paragraph with everything marked, and the source beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.models import Paragraph, Quotation, SourceFile
from documents.readers import SourceError, read_bytes

from .conflicts import nearest

AROUND = 240  # characters of the source shown before and after


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what it is part of, in one string of class names."""

    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a source file with what stands around it, and the line on which it begins, from 1."""

    before: str
    text: str
    after: str
    line: int


def marked(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """The text cut wherever a span begins or ends; each piece has the names of the spans it lies in.

    >>> [(p.text, p.classes) for p in marked("甲乙丙丁", [(0, 3, "a"), (2, 4, "b")])]
    [('甲乙', 'a'), ('丙', 'a b'), ('丁', 'b')]
    """
    kept = [(max(start, 0), min(end, len(text)), name) for start, end, name in spans if start < end]
    cuts = sorted({0, len(text), *(cut for start, end, _ in kept for cut in (start, end) if 0 <= cut <= len(text))})
    return [
        Piece(text[low:high], " ".join(dict.fromkeys(name for start, end, name in kept if start <= low < high <= end)))
        for low, high in pairwise(cuts)
    ]


def evidence_span(quotation: Quotation) -> tuple[int, int] | None:
    """Where the evidence stands in the quotation's own paragraph; None if it stands elsewhere or is none."""
    evidence = quotation.evidence
    start = nearest(evidence, quotation.paragraph.text, quotation.start) if evidence else None
    return None if start is None else (start, start + len(evidence))


def pieces_of(quotation: Quotation, others: Iterable[Quotation]) -> list[Piece]:
    """The quotation's paragraph with the quotation, its evidence and the other quotations in it."""
    spans = [(quotation.start, quotation.end, "q")]
    if span := evidence_span(quotation):
        spans.append((*span, "evidence"))
    spans += [(other.start, other.end, "other") for other in others if other.pk != quotation.pk]
    return marked(quotation.paragraph.text, spans)


def neighbours(paragraph: Paragraph) -> tuple[Paragraph | None, Paragraph | None]:
    """The paragraphs before and after."""
    rows = Paragraph.objects.filter(document=paragraph.document_id).defer("source_map")
    return (
        rows.filter(sequence__lt=paragraph.sequence).order_by("-sequence").first(),
        rows.filter(sequence__gt=paragraph.sequence).order_by("sequence").first(),
    )


def source_stretch(source: SourceFile | None, start: int | None, end: int | None) -> Stretch | None:
    """The stretch of a source file with its surroundings; None where it cannot be shown."""
    if source is None or start is None or end is None:
        return None
    try:
        text = read_bytes(source.key, bytes(source.data)).text
    except SourceError:
        return None
    if not 0 <= start < end <= len(text):
        return None
    low, high = max(start - AROUND, 0), min(end + AROUND, len(text))
    return Stretch(text[low:start], text[start:end], text[end:high], text.count("\n", 0, start) + 1)


def others_in(quotation: Quotation) -> Sequence[Quotation]:
    """The standing quotations of the same paragraph."""
    rows = Quotation.objects.filter(paragraph=quotation.paragraph_id).exclude(status=Quotation.Status.REJECTED)
    return list(rows.order_by("start"))
