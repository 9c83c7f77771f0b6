"""Turns that a mark opens in place of a name, ■ the question and □ the answer, and the line that says for whom the
marks stand: （■为记者，□为罗大山）.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from people.names import Label, parse_label

from .labelled_lines import MAY_OPEN, TurnLabel
from .types import Block

_MARKS = "■□●○◆◇▲△★☆"
_OPENS = re.compile(rf"[{_MARKS}]\s*[：:]?\s*(?=[^\s{_MARKS}])")
_STANDS = re.compile(
    rf"(?P<mark>[{_MARKS}])\s*(?:[：:＝=]|代表|表示|为|是|—{{1,2}})\s*(?P<who>[^，。；、：{_MARKS}]{{1,24}}?)"
    rf"(?=[\s，。；、）)〕】]*(?:[{_MARKS}]|$))"
)
_ANY = frozenset(_MARKS)
_FEWEST = 4  # paragraphs


def is_legend(text: str) -> bool:
    """Whether a line says for whom marks stand and nothing else.

    >>> [is_legend(t) for t in ("（■为记者，□为罗大山）", "■代表本报记者　□代表罗大山", "■水是从哪里来的？")]
    [True, True, False]
    """
    return len(text) < 80 and not _ANY.isdisjoint(text) and len(_STANDS.findall(text)) > 1


def is_marked(text: str) -> bool:
    """Whether a line is a question that a mark opens, or says for whom marks stand, and is no heading.

    >>> [is_marked(t) for t in ("■ 渠是什么时候修的？", "■：记者　□：罗大山", "■ 修渠纪实")]
    [True, True, False]
    """
    return text[0] in _MARKS and (text[-1] in "？?" or is_legend(text))


def marked_turns(blocks: Sequence[Block]) -> list[TurnLabel | None]:
    """The turns of an interview that sets a mark before each question and another before each answer.

    Empty where the text is set in no such way: the two marks take turns, and one of them asks.
    """
    units = [i for i, block in enumerate(blocks) if block.kind in MAY_OPEN]
    marks = {i: mark for i in units if (mark := _mark_of(blocks[i]))}
    if len(marks) < _FEWEST or len(marks) * 3 < len(units):
        return []
    marks = {i: mark for i, mark in marks.items() if not is_legend(blocks[i].text.text)}
    counts = Counter(marks.values())
    if len(counts) != 2:
        return []
    said = [block.text.text for block in blocks if is_legend(block.text.text)]
    legend = {hit["mark"]: hit["who"].strip() for text in said for hit in _STANDS.finditer(text)}
    changes = sum(a != b for a, b in pairwise(marks.values()))
    asked = Counter(mark for i, mark in marks.items() if "？" in blocks[i].text.text or "?" in blocks[i].text.text)
    asks = max(counts, key=lambda mark: asked[mark] / counts[mark])
    if changes * 3 < 2 * (len(marks) - 1) or (not legend and asked[asks] * 2 < counts[asks]):
        return []
    labels = {mark: _label(legend.get(mark) or ("问" if mark == asks else "答")) for mark in counts}
    turns: list[TurnLabel | None] = [None] * len(blocks)
    for i, mark in marks.items():
        opening = _OPENS.match(blocks[i].text.text)
        start = opening.end() if opening else 0
        turns[i] = TurnLabel(labels[mark], start, start)
    return turns


def _mark_of(block: Block) -> str | None:
    """The mark that opens a paragraph; ● was taken for that of a list."""
    if block.markup == "li":
        return "●"
    text = block.text.text
    return text[0] if text[:1] in _ANY and _OPENS.match(text) else None


def _label(who: str) -> Label:
    return parse_label(who) or Label(who, who)
