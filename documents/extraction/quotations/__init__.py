"""Stage 6, `find_quotations`."""

from __future__ import annotations

from ..types import FoundQuotation, ParagraphData


def find_quotations(paragraphs: tuple[ParagraphData, ...]) -> tuple[FoundQuotation, ...]:
    """No quotations are read yet."""
    return ()
