"""Printed tables of contents: lines under 目录 with leaders and page numbers, or without."""

from __future__ import annotations

import re

from .beginnings import NUMBERED
from .characters import columns, ends_sentence
from .headings import candidate
from .numberings import style_levels
from .openings import CONTENTS, fold_title, is_heading_word
from .spans import MappedText
from .types import Block, Line
from .wraps import glue

PAGE = re.compile(r"[\s.．·•…⋯‥/—_-]*[（(/]?\s*(\d{1,4}|[ivxlc]{1,6})\s*[）)]?$")
LEADER = re.compile(r"(?:[.．·•…⋯‥]\s*){3,}|\s/\s*\d|[\s\u3000]{2,}\d|[（(/]\s*\d+\s*[）)]?$|\s\d{1,4}$")

AUTHOR = re.compile(r"[\s　]*(?:[.．·•…⋯‥][\s　]*){3,}[一-鿿·][一-鿿·\s　、，]{0,19}$")


def contents_end(units: list[Line], start: int) -> int:
    """The index past the lines of the table of contents that begins at `start` (the line 目录); `start` if none."""
    if start >= len(units) or not CONTENTS.match(units[start].text.text):
        return start
    end = start + 1
    listed: list[str] = []
    while end < len(units) and is_entry(units[end]):
        bare = fold_title(without_page(units[end].text)[0].text)
        if listed and not paged(units[end]) and bare in listed:
            break  # the first entry again: the text itself begins
        listed.append(bare)
        end += 1
    return end if end > start + 1 else start


def is_entry(unit: Line) -> bool:
    """Whether a unit can be a line of a table of contents."""
    text = unit.text.text
    return columns(text) <= 120 and (paged(unit) or not ends_sentence(text))


def paged(unit: Line) -> bool:
    """Whether a line ends in a page number after leaders or white space."""
    text = unit.text.text
    return bool(LEADER.search(text[-40:]) and PAGE.search(text))


def without_page(text: MappedText) -> tuple[MappedText, str | None]:
    """An entry without leaders, and the page it names.

    >>> without_page(MappedText.of("一、总的情况……… 12", 0))[1]
    '12'
    """
    found = PAGE.search(text.text)
    if not found or not LEADER.search(text.text[-40:]):
        return text, None
    author = AUTHOR.search(text.text, 0, found.start())  # 二、白石渠是怎样修成的 ……… 周慕白（17）
    return text[: author.start() if author else found.start()].strip(), found[1]


def contents_blocks(units: list[Line]) -> list[Block]:
    """The entries as blocks, with level and page."""
    units = whole_entries(units)
    entries = [(unit, *without_page(unit.text)) for unit in units]
    styles = [style_of(unit, text) for unit, text, _ in entries]
    levels = style_levels(styles)
    return [
        Block("contents", text, level=levels[style], page=page, markup=unit.markup)
        for (unit, text, page), style in zip(entries, styles, strict=True)
        if text.text
    ]


def whole_entries(units: list[Line]) -> list[Line]:
    """The entries, those printed on two lines put together where nearly all bear a page number."""
    if sum(map(paged, units)) < 0.4 * len(units):
        return units
    entries: list[Line] = []
    for unit in units:
        above = entries[-1] if entries else None
        numbered = NUMBERED.match(unit.text.text) or (above and NUMBERED.match(above.text.text))
        whole = above and (is_heading_word(above.text.text) or style_of(above, above.text) == "part")
        if above and not numbered and not whole and not above.markup and paged(unit) and not paged(above):
            entries[-1] = glue([above, unit])
        else:
            entries.append(unit)
    return entries


def style_of(unit: Line, text: MappedText) -> str:
    """The style of an entry: its numbering before its indentation."""
    found = candidate(Line(text))
    if found and found.style not in ("plain", "period", "bold"):
        return found.style
    return unit.markup if unit.markup[:1] == "h" else "plain"
