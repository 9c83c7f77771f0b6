"""What tells the edition of 2025 from that of 2015: the signs, the capitals of names, the dates of access.

GB/T 7714—2025 prints full-width ，：；（） in every language and keeps . / [ ] - half-width; the edition of 2015, as it
is set in journals, prints all of them half-width. In force: 2015-12-01 and 2026-07-01.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the standard. Signs carry the blank that is printed with them."""

    year: str
    comma: str
    colon: str
    semicolon: str
    opening: str
    closing: str
    span: str  # between the years of a serial, and after the first year of one that still appears
    capital_families: bool  # 2015: PEEBLES P Z; 2025: Peebles P Z
    hyphenated_initials: bool  # 2025: Park J-R; 2015: PARK J R
    accessed: frozenset[str] | None  # type codes whose online entries print the date of access; None: all of them


EDITIONS = {
    "2025": Edition("2025", "，", "：", "；", "（", "）", "—", False, True, frozenset({"EB", "DS", "PP", "DB", "CP"})),
    "2015": Edition("2015", ", ", ": ", "; ", "(", ")", "-", True, False, None),
}


def edition_of(year: str) -> Edition:
    """The edition of a year; ValueError for a year that has none.

    >>> edition_of("2005")
    Traceback (most recent call last):
        ...
    ValueError: edition must be 2025 or 2015, not '2005'
    """
    if year not in EDITIONS:
        raise ValueError(f"edition must be {' or '.join(EDITIONS)}, not {year!r}")
    return EDITIONS[year]


_SIGNS = re.compile(
    r"\s*(?:(?P<comma>，|(?<![0-9]),|,(?![0-9]))"  # 1,200 is a number
    r"|(?P<colon>：|(?<![0-9]):(?!//)|:(?![0-9/]))"  # 1:5000 is a scale, 10:30 a time, https:// an address
    r"|(?P<semicolon>[;；])|(?P<opening>[(（])|(?P<closing>[)）]))\s*"
)


def punctuate(text: str, edition: Edition) -> str:
    """`text` with the signs , : ; ( ) as the edition prints them, in Chinese and Western words alike.

    >>> punctuate("Beetles (Coleoptera: Buprestidae) to traps, 1,200 of them", EDITIONS["2025"])
    'Beetles（Coleoptera：Buprestidae）to traps，1,200 of them'
    >>> punctuate("雾来了，怎么办（上）：山城见闻", EDITIONS["2015"])
    '雾来了, 怎么办(上): 山城见闻'
    """

    def sign(found: re.Match[str]) -> str:
        name = str(found.lastgroup)
        printed = str(getattr(edition, name))
        if edition.opening == "(" and name in ("opening", "closing"):  # half-width: the blank between words stays
            before = " " if name == "opening" and found[0][0].isspace() else ""
            after = " " if name == "closing" and found[0][-1].isspace() else ""
            return before + printed + after
        return printed

    return _SIGNS.sub(sign, text).strip()
