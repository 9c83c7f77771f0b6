"""Stage 7, `attribute_quotations`."""

from __future__ import annotations

from people.names import Gazetteer

from ..types import FoundQuotation, Metadata, ParagraphData, QuotationData, RemarkData


def attribute_quotations(
    found: tuple[FoundQuotation, ...],
    paragraphs: tuple[ParagraphData, ...],
    remarks: tuple[RemarkData, ...],
    metadata: Metadata,
    gazetteer: Gazetteer,
) -> tuple[QuotationData, ...]:
    """No quotations are attributed yet."""
    return ()
