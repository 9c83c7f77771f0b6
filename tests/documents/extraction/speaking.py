"""What the tests of turns need: paragraphs in, who said what out. The people are invented."""

from __future__ import annotations

from documents.extraction.spans import MappedText
from documents.extraction.turns import segment_remarks
from documents.extraction.types import Block, Metadata, ParagraphData, Part, RemarkData
from people.names import Gazetteer, KnownPerson, NameForm, Office

KNOWN = Gazetteer(
    (
        KnownPerson("沈石桥", forms=(NameForm("沈主席", "honorific"),), offices=(Office("主席", "砚溪水利会"),)),
        KnownPerson("周青山"),
    )
)
TRANSCRIPT = Metadata(None, "transcript")


def segmented(
    *texts: str | Block, metadata: Metadata = TRANSCRIPT
) -> tuple[tuple[ParagraphData, ...], tuple[RemarkData, ...]]:
    blocks = tuple(t if isinstance(t, Block) else Block("body", MappedText.of(t, 0)) for t in texts)
    return segment_remarks(Part(None, blocks), metadata, KNOWN)


def said(*texts: str | Block, metadata: Metadata = TRANSCRIPT) -> list[tuple[str, str]]:
    """(speaker, text) of every remark."""
    paragraphs, remarks = segmented(*texts, metadata=metadata)
    return [
        (
            remark.speaker or remark.label,
            "|".join(p.text.text for p in paragraphs[remark.first : remark.last + 1] if p.kind == "body"),
        )
        for remark in remarks
    ]


def heading(text: str) -> Block:
    return Block("heading", MappedText.of(text, 0), 1)
