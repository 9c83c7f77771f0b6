"""A series of 一、 二、 that stands inside another of the same style: 二、做法 / 一、训练 / 二、发动 / 三、体会."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.lib.chinese_dates import read_numeral

NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}")


def nested_series(lines: Sequence[tuple[int, str]]) -> list[int]:
    """The places of those numbered lines that belong to a series inside another.

    A series begins inside one where the outer number that is due comes after it; where all numbers could as well be
    those of the next text, 一、 stands right below the heading whose part it is. What could belong to either is
    the inner one's if it comes once more.

    >>> numbers = [(0, "一、概况"), (1, "二、做法"), (2, "一、训练"), (3, "二、发动"), (4, "三、体会"), (5, "四、建议")]
    >>> nested_series(numbers), nested_series(numbers[:4]), nested_series([*numbers[:4], (4, "三、组织"), *numbers[4:]])
    ([2, 3], [], [2, 3, 4])
    """
    values = [(place, read_numeral(hit[0]) or 0) for place, text in lines if (hit := NUMERAL.match(text))]
    return list(_inner(values))


def _inner(values: Sequence[tuple[int, int]]) -> Iterator[int]:
    outer = inner = 0  # the numbers last read; inner is 0 outside of an inner series
    above = -2
    for at, (place, value) in enumerate(values):
        below, above = place == above + 1, place
        later = [number for _, number in values[at + 1 :]]
        if value == 1 and outer and outer + 1 in later and (below or not _starts_anew(later)):
            inner = 1
        elif inner and value == inner + 1 and (value != outer + 1 or value in later):
            inner = value
        else:
            outer, inner = value, 0
            continue
        yield place


def _starts_anew(later: Sequence[int]) -> bool:
    """Whether what follows a 一、 may be merely the next text: it counts up to the end."""
    run = 1
    for number in later:
        if number != run + 1:
            return False
        run = number
    return True
