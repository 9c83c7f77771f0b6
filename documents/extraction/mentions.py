"""Stage 4, `find_mentions`."""

from __future__ import annotations

from people.names import Gazetteer

from .types import MentionData, ParagraphData


def find_mentions(paragraphs: tuple[ParagraphData, ...], gazetteer: Gazetteer) -> tuple[MentionData, ...]:
    """No mentions are read yet."""
    return ()
