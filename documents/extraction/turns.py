"""Stage 5, `segment_remarks`."""

from __future__ import annotations

from people.names import Gazetteer

from .types import Metadata, ParagraphData, Part, RemarkData

TEXT = frozenset({"body", "heading", "note", "contents", "stage"})


def segment_remarks(
    part: Part, metadata: Metadata, gazetteer: Gazetteer
) -> tuple[tuple[ParagraphData, ...], tuple[RemarkData, ...]]:
    """The text units of a part in order; no turns are read yet."""
    blocks = [block for block in part.blocks if block.kind in TEXT]
    return tuple(ParagraphData(i, b.kind, b.text, b.level, b.mark, b.page) for i, b in enumerate(blocks)), ()
