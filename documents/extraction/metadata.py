"""Stage 3, `extract_metadata`."""

from __future__ import annotations

from people.names import Gazetteer

from .types import Metadata, Part


def extract_metadata(part: Part, gazetteer: Gazetteer) -> Metadata:
    """Title and kind as the structure shows them."""
    title = part.title.text if part.title else next((b.text.text for b in part.blocks if b.kind == "head"), None)
    return Metadata(title, "article", part.date_printed)
