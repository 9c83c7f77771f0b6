"""Hits in order of worth: best first."""

from __future__ import annotations

from collections.abc import Iterable

from documents.models import SearchText

# What a hit is ranked by, of a text `t`. 群众 is somebody in many an archive, and every congress has a record of
# authority: a name that only says of whom a sentence speaks, and a meeting of which nothing is kept, are no answers.
COLUMNS = """t.id, t.kind, t.folded, CASE t.kind
    WHEN 'name' THEN EXISTS (SELECT 1 FROM people_speaker s WHERE s.id = t.speaker_id AND s.kind = 'group')
    WHEN 'meeting' THEN NOT EXISTS (SELECT 1 FROM documents_document d
                                    WHERE d.meeting_id = t.meeting_id AND d.published)
    ELSE false END AS last"""

_WEIGHT = {
    SearchText.Kind.NAME: 8.0,
    SearchText.Kind.MEETING: 5.0,
    SearchText.Kind.TITLE: 4.0,
    SearchText.Kind.QUOTATION: 1.5,
    SearchText.Kind.PARAGRAPH: 1.0,
}


def best_first(rows: Iterable[tuple[int, str, str, bool]], terms: Iterable[str]) -> list[int]:
    """The keys of hits, of which `rows` have COLUMNS, by the folded `terms` they hold; what is no answer comes last,
    and of equals the newest first."""
    terms = tuple(terms)
    ranked = {(not last, _rank(kind, folded, terms), key) for key, kind, folded, last in rows}
    return [key for _first, _rank_, key in sorted(ranked, reverse=True)]


def _rank(kind: str, folded: str, terms: Iterable[str]) -> float:
    """Saturated term frequency over length (as in BM25, without the rarity that is the same for every hit)."""
    length = 0.25 + 0.75 * len(folded) / 180  # 180: mean length of a paragraph
    frequencies = (folded.count(term) for term in terms)
    return sum(n * 2.2 / (n + 1.2 * length) for n in frequencies) * _WEIGHT[SearchText.Kind(kind)]
