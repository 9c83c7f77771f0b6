"""Tables and pictures set among the paragraphs of a page: their captions (表2-1　各渠渠规比较), the rows of their
figures, the cells below a caption. None of them is a sentence of the text or a heading of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from .beginnings import NUMBERED
from .characters import columns, ends_sentence
from .markup import DrawnLine
from .openings import STOPPED

_FIRST = frozenset("图圖表附照")
_FRAMES = frozenset("【[〔")
_CAPTION = re.compile(
    r"(?:附?[图圖表]|[图圖]表|照片)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?P<part>\s*[-—－–.．·]\s*\d{1,3})?(?:[\s\u3000]+|[：:]\s*)(?=\S)"
)
_NUMBER = r"[<>≤≥±+~-]?\d[\d,.]*%?"
_FIGURES = re.compile(rf"(?:(?!\d)[^，。；：！？、]{{1,24}}?[ \u3000]+)?{_NUMBER}(?:[ \u3000]+{_NUMBER})+")
_GAP = re.compile(r"[ \u3000]{2,}|\t")
_BOX = re.compile(r"[【\[〔](?:专栏|專欄|链接|资料|知识|案例|图|表)[\s\u3000]?\d{1,2}(?:[-—－.．]\d{1,2})?[】\]〕]")
_WIDEST = 84  # columns of a caption
_LONGEST_CELL = 16  # characters
_ENDS = frozenset("0123456789%")
_HEAD = 60  # columns of the head of a table
_NO_CELL = re.compile("[，。；：！？]")
_NEAR = 4  # lines between a caption and its rows


def mark_tables(lines: list[DrawnLine]) -> None:
    """Drop captions, rows of figures and the cells below a caption from `lines`."""
    shown = [line for line in lines if not line.dropped]
    rows = {i for i, line in enumerate(shown) if line.text.text[-1] in _ENDS and _is_row(line.text.text)}
    rows = {i for i in rows if any({i + a, i + a + 1, i + a + 2} <= rows for a in (-2, -1, 0))}  # three on end
    rows |= set(_heads(shown, rows))
    for i, line in enumerate(shown):
        text = line.text.text
        if i in rows:
            line.dropped = "table"
        elif text[0] in _FRAMES and _BOX.fullmatch(text):
            line.dropped = "caption"
        elif text[0] in _FIRST and (found := _caption(text)):
            below = _cells(shown, i + 1)
            near = bool(below) or any(at in rows for at in range(i + 1, i + 1 + _NEAR))
            if found["part"] or near or ":" not in found[0].replace("：", ":"):
                line.dropped = "caption"
            for at in below:
                shown[at].dropped = "table"


def _heads(lines: Sequence[DrawnLine], rows: Set[int]) -> Iterator[int]:
    """The lines of a table that are no rows of figures: the heads of its columns, a cell that takes two lines."""
    for row in sorted(rows):
        at = row - 1
        while at >= 0 and at not in rows and not lines[at + 1].blank_before and _may_be_cells(lines[at].text.text):
            yield at
            at -= 1


def _may_be_cells(text: str) -> bool:
    return columns(text) <= _HEAD and not (ends_sentence(text) or _NO_CELL.search(text) or NUMBERED.match(text))


def _is_row(text: str) -> bool:
    """Whether a line is a row of figures, with or without what they count.

    >>> [_is_row(t) for t in ("中西区  453 456 369", "2010 39", "2010年修渠39条", "沈静川　罗念")]
    [True, True, False, False]
    """
    return len(text) < 100 and bool(_FIGURES.fullmatch(text))


def _caption(text: str) -> re.Match[str] | None:
    """The number of a caption, if the line is one: 图2-1　渠长推举告示, 表一：投诉数字."""
    found = _CAPTION.match(text)
    return found if found and columns(text) <= _WIDEST and not STOPPED.search(text) else None


def _cells(lines: Sequence[DrawnLine], start: int) -> list[int]:
    """The lines from `start` on that are rows of cells, as many in each; none where there is but one."""
    cells: list[int] = []
    width = 0
    for at in range(start, len(lines)):
        row = _GAP.split(lines[at].text.text)
        if len(row) < 2 or len(row) != (width or len(row)) or any(len(cell) > _LONGEST_CELL for cell in row):
            break
        width = len(row)
        cells.append(at)
    return cells if len(cells) > 1 else []
