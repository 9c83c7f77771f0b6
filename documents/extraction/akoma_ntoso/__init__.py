"""Akoma Ntoso debates: what the other stages find by rules the file says itself, so nothing is guessed here.

`read_debate` stands for the stages from the layout to the turns; mentions and quotations are found in the text as in
any other. https://docs.oasis-open.org/legaldocml/akn-core/v1.0/
"""

from __future__ import annotations

from documents.extraction.types import Metadata, ParagraphData, RemarkData
from documents.readers.base import SourceText
from documents.readers.limits import LIMITS
from documents.readers.xml import debate_in, parse

from .facts import facts_of, titled_section
from .references import References
from .text import DebateText


def read_debate(source: SourceText) -> tuple[Metadata, tuple[ParagraphData, ...], tuple[RemarkData, ...]]:
    """What a debate says of itself, its text and its turns; every character leads back to its place in the file."""
    debate = debate_in(source.key, parse(source.key, source.text, LIMITS))
    references = References(debate)
    titled = titled_section(debate, references)
    text = DebateText(references, titled)
    text.read(debate)
    return facts_of(debate, references, titled, text.problems), tuple(text.paragraphs), tuple(text.remarks)
