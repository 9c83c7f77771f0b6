"""Years of reign, by which China counted until 1911."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from archive.lib.chinese import simplify
from archive.lib.chinese_dates import read_numeral

_YEAR = re.compile(r"(?:([宋元明清])[代朝]?)?(\w\w)(元|[一二三四五六七八九十]{1,3}|[0-9]{1,2})年")


def reign_year(year: int) -> str:
    """The dynasty and year of reign that a year AD had in China, 1260–1911; empty where two reigns share the year.

    >>> reign_year(1881), reign_year(1662), reign_year(1644)
    ('清光绪七年', '清康熙元年', '')
    """
    reigns = [(name, first) for name, first, last in _reigns() if first <= year <= last]
    if len(reigns) != 1:
        return ""
    name, first = reigns[0]
    return f"{name}{_ordinal(year - first + 1)}年"


def year_of_reign(text: str) -> int | None:
    """The year AD of a date that begins with a dynasty, which may be left out, a reign and its year; None for others.

    Of reigns of one name the dynasty tells which; without it, nothing does.

    >>> [year_of_reign(text) for text in ("清光緒七年", "光绪十三年三月", "至元二年", "光绪初年")]
    [1881, 1887, None, None]
    """
    found = _YEAR.match(simplify(text))
    if not found:
        return None
    number = 1 if found[3] == "元" else read_numeral(found[3]) or 0
    years = {
        first + number - 1
        for name, first, last in _reigns()
        if name[1:] == found[2] and found[1] in (None, name[0]) and first <= first + number - 1 <= last
    }
    return years.pop() if len(years) == 1 else None


def _ordinal(number: int) -> str:
    """1 to 99 in Chinese, the first year as 元."""
    if number == 1:
        return "元"
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + digits[ones].strip()


@cache
def _reigns() -> tuple[tuple[str, int, int], ...]:
    table = Path(__file__).with_name("reign_years.txt").read_text(encoding="utf-8")
    rows = (line.partition("#")[0].split() for line in table.splitlines())
    return tuple((row[0] + row[1], int(row[2]), int(row[3])) for row in rows if row)
