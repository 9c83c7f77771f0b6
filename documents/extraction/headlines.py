"""News put together under one title: each item has its own headline, in one line or two, over its dateline.

各地简讯 / 白石区二十三村 / 完成夏锄两遍 / 【本报白石讯】本区二十三个村… / 青石镇妇女 / 纺织热情高涨 / 【又讯】…
"""

from __future__ import annotations

import re

from .characters import columns
from .openings import BRACKETED, BYLINE, DATE, DATELINE, SENTENCE, fold_title, is_information, is_repeat
from .types import Line
from .wraps import glue

ANOTHER = re.compile(r"[【\[（(〔]\s*(?:又|另|本报又)[讯訊]")
LONGEST = 44  # columns of one line of a headline
MOST = 3  # lines of a headline
FEWEST = 2  # items


def headlined(units: list[Line]) -> tuple[list[Line], int | None]:
    """The units with the lines of each headline put together, and the index of the first headline.

    None where the text is no row of such items.
    """
    title = fold_title(units[0].text.text[:400]) if units else ""
    runs = [run for i, unit in enumerate(units) if is_dateline(unit.text.text) and (run := headline(units, i, title))]
    if len(runs) < FEWEST or runs[0][0] < 1:
        return units, None
    ends = dict(runs)
    joined: list[Line] = []
    first: int | None = None
    i = 0
    while i < len(units):
        end = ends.get(i, i + 1)
        if i in ends and first is None:
            first = len(joined)
        joined.append(glue(units[i:end]))
        i = end
    return joined, first


def is_dateline(text: str) -> bool:
    """Whether a paragraph begins as an item of news: 【本报讯】, 【又讯】.

    >>> [is_dateline(t) for t in ("【又讯】青石镇妇女成立了小组。", "【按】此件很好。")]
    [True, False]
    """
    return len(text) > 12 and text[:1] in "【[（(〔" and bool(ANOTHER.match(text) or DATELINE.match(text))


def headline(units: list[Line], at: int, title: str) -> tuple[int, int] | None:
    """Where the headline over the dateline at `at` begins and ends; None where there is none."""
    start = at
    while start > 0 and at - start < MOST and is_headline(units[start - 1], title):
        start -= 1
    return (start, at) if start < at else None


def is_headline(unit: Line, title: str) -> bool:
    """Whether a line can be part of a headline: short, no sentence, not the title of the whole."""
    text = unit.text.text
    if unit.markup or columns(text) > LONGEST or SENTENCE.search(text) or is_repeat(text, title):
        return False
    return not (BRACKETED.match(text) or BYLINE.match(text) or DATE.match(text) or is_information(text))
