"""Years and days as the standard prints them: AD in figures, another reckoning after it in brackets (8.5.3)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ..csl import Date, Item, iso
from .editions import Edition
from .terms import Terms

# Editions whose imprint is dated by reign and by nothing else.
_DATED_BY_REIGN = re.compile(r"刻本|刊本|[抄钞]本|写本|稿本|活字本|石印本|铅印本|套印本")
_YEAR_IN_NUMBER = re.compile(r"[—–:-]((?:18|19|20)[0-9]{2})(?![0-9])")  # GB/T 3792—2021, ISO 690:2021(en)


def year_text(item: Item, edition: Edition, suffix: str = "") -> str:
    """The year of publication: 2014, 2014a, [1936] if estimated, 1883— of a serial that still appears; else empty.

    >>> from .editions import EDITIONS
    >>> woodblock = Item("book", edition="刻本", language="zh", issued=Date((1881,)))
    >>> guessed = Item("book", issued=Date((1936,), circa=True))
    >>> year_text(woodblock, EDITIONS["2025"]), year_text(guessed, EDITIONS["2025"])
    ('1881（清光绪七年）', '[1936]')
    """
    date = item.issued or item.submitted
    if date is None:
        return ""
    if date.year is None:
        return date.literal + suffix
    year = f"{date.year}{suffix}"
    if date.open or (item.type == "periodical" and not date.end):
        year += edition.span
    elif date.end and date.end[0] != date.year:
        year += f"{edition.span}{date.end[0]}"
    return (f"[{year}]" if date.circa else year) + _gloss(item, date, edition)


def date_text(item: Item, edition: Edition) -> str:
    """The day of publication as far as it is known, YYYY-MM-DD; empty without a date."""
    date = item.issued or item.submitted
    if date is None:
        return ""
    if not date.start:
        return date.literal
    text = iso(date.start)
    if date.end and date.end != date.start:
        text += f"/{iso(date.end)}"
    return (f"[{text}]" if date.circa else text) + _gloss(item, date, edition)


def author_year_text(item: Item, terms: Terms, edition: Edition, suffix: str = "") -> str:
    """The year that follows the name in author-date: of publication, of a standard by its number, of access in
    brackets, else [出版年不详].

    >>> from .editions import EDITIONS; from .terms import TERMS
    >>> page = Item("webpage", url="http://example.org/", accessed=Date((2025, 3, 6)))
    >>> author_year_text(page, TERMS["zh"], EDITIONS["2025"], "b")
    '[2025b]'
    """
    if year := year_text(item, edition, suffix):
        return year
    if item.type == "standard" and (found := _YEAR_IN_NUMBER.search(item.number)):
        return found[1] + suffix
    if item.accessed and item.accessed.year and (item.url or item.doi):
        return f"[{item.accessed.year}{suffix}]"
    return f"[{terms.no_date}{suffix and '-' + suffix}]"


def access_text(item: Item) -> str:
    """[2025-03-06] of an online item; empty for any other."""
    if item.accessed and item.accessed.start and (item.url or item.doi):
        return f"[{item.accessed.iso}]"
    return ""


def _gloss(item: Item, date: Date, edition: Edition) -> str:
    """The other reckoning in brackets: the item's own, or of a traditional imprint the year of the reign."""
    gloss = date.literal
    if not gloss and date.year and _DATED_BY_REIGN.search(item.edition) and item.language.startswith("zh"):
        gloss = reign_year(date.year)
    return f"{edition.opening}{gloss}{edition.closing}" if gloss else ""


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
