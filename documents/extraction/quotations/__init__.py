"""Stage 6, `find_quotations`: which stretches between quotation marks are somebody's words, and which are terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..types import FoundQuotation, ParagraphData
from .judgement import likelihood, setting
from .marks import Stretch, pair_marks
from .signs import Setting

TEXT = ("body", "stage")  # the kinds of paragraphs that quotations are looked for in
BLOCK = 0.9  # likelihood of a block that a colon announces
POSSIBLE = 0.2  # below this likelihood a stretch is not handed on; attribution may still drop what is


def find_quotations(paragraphs: tuple[ParagraphData, ...]) -> tuple[FoundQuotation, ...]:
    """The stretches between marks in the running text that may be quotations, in reading order, marks left out.

    `confidence` is the likelihood by form alone. A quotation that runs over several paragraphs is one a paragraph.

    >>> from documents.extraction.spans import MappedText
    >>> text = "周大山说：“路是人走出来的。”大家继续推进“村村亮”工程。"
    >>> [text[q.start : q.end] for q in find_quotations((ParagraphData(0, "body", MappedText.of(text, 0)),))]
    ['路是人走出来的。']
    """
    body = [paragraph for paragraph in paragraphs if paragraph.kind in TEXT]
    texts = [paragraph.text.text for paragraph in body]
    stretches = pair_marks(texts)
    often = Counter(texts[s.paragraph][s.start : s.end] for s in stretches)
    found = []
    for stretch in stretches:
        text = texts[stretch.paragraph]
        if _is_plain_term(text, stretch):
            continue
        place = setting(text, stretch, often[text[stretch.start : stretch.end]])
        if stretch.depth and not place.cued:
            continue
        confidence = likelihood(place)
        if confidence >= POSSIBLE:
            sequence = body[stretch.paragraph].sequence
            found.append(FoundQuotation(sequence, stretch.start, stretch.end, _kind(place), round(confidence, 3)))
    blocks = list(_blocks(body, {stretch.paragraph for stretch in stretches if not stretch.depth}))
    return tuple(sorted((*found, *blocks), key=_place)) if blocks else tuple(found)


def _blocks(body: list[ParagraphData], marked: set[int]) -> Iterator[FoundQuotation]:
    """The paragraphs that are set off as block quotations, without marks, after one that announces them.

    >>> from documents.extraction.spans import MappedText
    >>> said = ParagraphData(0, "body", MappedText.of("周大山说：", 0))
    >>> road = ParagraphData(1, "body", MappedText.of("路是人走出来的。", 6), quoted=True)
    >>> [q.paragraph for q in _blocks([said, road], set())]
    [1]
    """
    announced = False
    for number, paragraph in enumerate(body):
        text = paragraph.text.text
        if not paragraph.quoted:
            announced = text.rstrip().endswith(("：", ":"))
        elif announced and number not in marked:
            yield FoundQuotation(paragraph.sequence, 0, len(text), "direct", BLOCK)


def _place(quotation: FoundQuotation) -> tuple[int, int, int]:
    return quotation.paragraph, quotation.start, -quotation.end


def _is_plain_term(text: str, stretch: Stretch) -> bool:
    """A few letters that no punctuation introduces, as most stretches are, and a title in brackets after marks."""
    before = text[max(0, stretch.mark_start - 3) : stretch.mark_start].strip()
    if before[-1:] in ("（", "(") and before[:-1].endswith(("”", "」")):  # “…。”（“论修路”）
        return text.startswith(("）", ")", "，", "第"), stretch.mark_end)
    return stretch.end - stretch.start < 5 and before[-1:].isalnum()


def _kind(place: Setting) -> str:
    """A stretch that a verb of saying introduces is direct as far as form tells; any other a saying."""
    return "direct" if place.cued else "saying"
