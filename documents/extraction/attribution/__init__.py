"""Stage 7, `attribute_quotations`: whose words each quotation is, out of which work, and what shows it.

What is looked at, the surest first: a source printed in brackets or a note, the verb of saying before the marks, the
one after them, the quotation before under the same cue, a lead-in that announces points. Where nothing says whose words
they are the answer is nobody.
"""

from __future__ import annotations

from people.names import Gazetteer

from ..types import FoundQuotation, MentionData, Metadata, ParagraphData, QuotationData, RemarkData
from .document import Document
from .introductions import build_roster
from .reading import read_quotations


def attribute_quotations(
    found: tuple[FoundQuotation, ...],
    paragraphs: tuple[ParagraphData, ...],
    remarks: tuple[RemarkData, ...],
    metadata: Metadata,
    gazetteer: Gazetteer,
    mentions: tuple[MentionData, ...] = (),
) -> tuple[QuotationData, ...]:
    """The quotations of a document with speaker, work, occasion, evidence, rule and confidence, in reading order.

    `mentions` are the persons named with an office.
    A stretch that form alone left in doubt stays only if somebody is shown to have said it.
    """
    if not found:
        return ()
    roster = build_roster(gazetteer, metadata, remarks, paragraphs, mentions)
    return tuple(read_quotations(Document(found, paragraphs, remarks, metadata, roster)))
