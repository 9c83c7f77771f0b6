"""Stage 2, `segment_parts`: the documents of a file, and the blocks of each in reading order."""

from __future__ import annotations

from .types import Block, Layout, Part


def segment_parts(layout: Layout) -> tuple[Part, ...]:
    """The parts of a cleaned source, the whole (part None) first."""
    blocks = []
    body = False
    for line in layout.lines:
        body = body or len(line.text) > 40
        blocks.append(Block("body" if body else "head", line.text, page=line.page, markup=line.markup))
    return (Part(None, tuple(blocks)),)
