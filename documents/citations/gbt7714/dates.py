"""Years and days as the standard prints them: AD in figures, another reckoning after it in brackets (8.5.3)."""

from __future__ import annotations

import re

from ..csl import Date, Item, iso
from ..reigns import reign_year
from .editions import Edition
from .kinds import kind_of
from .terms import Terms, language_of

_OF_COPYRIGHT_OR_PRINT = re.compile(r"c\s?[0-9]{4}|[0-9]{4}\s?年?印刷")  # 2015: 8.4.3.3
_SPAN_OF_SERIAL = re.compile(r"[-–—]\s*((?:1[6-9]|20)[0-9]{2})")  # 1957（1）—1990（4）: it ended in 1990
_UNDATED = re.compile(
    r"\[?(?:n\.? ?d\.?|s\.? ?a\.?|no date|undated|无日期|(?:出版年|日期|时间)?不详|未注明)\]?", re.IGNORECASE
)
_YEAR_IN_NUMBER = re.compile(r"[—–:-]((?:18|19|20)[0-9]{2})(?![0-9])")  # GB/T 3792—2021, ISO 690:2021(en)


def year_text(item: Item, edition: Edition, suffix: str = "") -> str:
    """The year of publication: 2014, 2014a, [1936] if estimated, 1883— of a serial that still appears; else empty.

    >>> from .editions import EDITIONS
    >>> woodblock = Item("book", edition="刻本", language="zh", issued=Date((1881,)))
    >>> guessed = Item("book", issued=Date((1936,), circa=True))
    >>> year_text(woodblock, EDITIONS["2025"]), year_text(guessed, EDITIONS["2025"])
    ('1881（清光绪七年）', '[1936]')
    """
    date = _day(item)
    if date is None:
        return ""
    if date.year is None or _OF_COPYRIGHT_OR_PRINT.fullmatch(date.literal):
        return date.literal + suffix
    year = f"{date.year}{suffix}"
    last = str(date.end[0]) if date.end else ""
    if item.type == "periodical" and not last and (ended := _SPAN_OF_SERIAL.search(item.volume + item.issue)):
        last = ended[1]
    if last or date.open or item.type == "periodical":
        year += f"{edition.span}{last}" if last != year else ""
    return (f"[{year}]" if date.circa else year) + _gloss(item, date, edition)


def date_text(item: Item, edition: Edition) -> str:
    """The day of publication as far as it is known, YYYY-MM-DD; empty without a date."""
    date = _day(item)
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


def _day(item: Item) -> Date | None:
    """When an item appeared, None if it says itself that this is not known."""
    date = item.issued or item.submitted
    return None if date and not date.start and _UNDATED.fullmatch(date.literal) else date


def _gloss(item: Item, date: Date, edition: Edition) -> str:
    """The other reckoning in brackets: the item's own, or of a Chinese imprint before 1912, when all were
    dated by it, the year of the reign. Wording with a year in figures is the same date again (1958年3月9日)."""
    gloss = "" if re.search("[0-9]{4}", date.literal) else date.literal
    if not gloss and date.year and len(date.start) == 1 and not date.circa and language_of(item) == "zh":
        gloss = reign_year(date.year) if kind_of(item).pattern == "imprint" else ""
    return f"{edition.opening}{gloss}{edition.closing}" if gloss else ""
