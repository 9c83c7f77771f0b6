"""Dates of CSL-JSON: parts, EDTF, and days as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from archive.lib import edtf
from archive.lib.chinese_dates import read_date

from .csl_values import CSLError, kind_name, string
from .reigns import year_of_reign

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?"
_YEAR, _DAY = r"(?P<year>[0-9]{4})", r"(?P<day>[12][0-9]|3[01]|0?[1-9])"
_WESTERN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_MONTH},?\s*{_YEAR}", rf"{_DAY}\s*{_MONTH},?\s*{_YEAR}", rf"{_MONTH}\s*{_DAY},?\s*{_YEAR}",
        rf"(?:spring|summer|autumn|fall|winter),?\s*{_YEAR}",
    )
)  # fmt: skip
_GUESSED = re.compile(
    r"\[(?:约|ca?\.?\s*)?([0-9]{4})\??年?\]|(?:大?约|ca\.?|circa|about)\s*([0-9]{4})年?", re.IGNORECASE
)

_COPYRIGHT = re.compile(r"c|©|copyright", re.IGNORECASE)
_ABOUT = re.compile(r"\[\s*\]|ca?\.|circa|大?约|\?", re.IGNORECASE)
_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}\S*")  # of access, as machines write it


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year, or a span of them. `literal` is another reckoning (光绪十三年三月) or undatable wording.

    `start` and `end` are (year[, month[, day]]); `end` is () for a single date. `open` says that a serial still runs.

    >>> Date.from_edtf("1957-05/1957-06").end, Date((1883,), open=True).year, Date((2014, 5, 6)).iso
    ((1957, 6), 1883, '2014-05-06')
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    open: bool = False
    circa: bool = False
    literal: str = ""

    @property
    def year(self) -> int | None:
        """The first year, or None."""
        return self.start[0] if self.start else None

    @property
    def iso(self) -> str:
        """YYYY, YYYY-MM or YYYY-MM-DD of the start; empty without one."""
        return iso(self.start)

    @classmethod
    def from_edtf(cls, text: str) -> Date:
        """The date in EDTF levels 0 and 1; ValueError for anything else.

        >>> Date.from_edtf("1967~").circa, Date.from_edtf("195X").literal, Date.from_edtf("1998/..").open
        (True, '195X', True)
        """
        edtf.parse(text)
        if "X" in text:
            return cls(literal=text)
        first, slash, last = text.partition("/")
        if first in ("", ".."):
            return cls(literal=text)
        circa = text[-1] in "?~%"
        if last in ("", ".."):
            return cls(_edtf_parts(first), open=bool(slash), circa=circa)
        return cls(_edtf_parts(first), _edtf_parts(last), circa=circa)

    @classmethod
    def from_json(cls, value: object, where: str) -> Date:
        """The date in a CSL-JSON object or EDTF string; CSLError with `where` for a month 13 and the like."""
        if isinstance(value, str):
            return cls._from_text(string(value, where), where)
        if not isinstance(value, Mapping):
            raise CSLError(f"{where} must be an object with date-parts, not {kind_name(value)}")
        literal = string(value.get("literal"), f"{where}.literal")
        circa = value.get("circa", False) not in (False, 0, "", "0", "false")
        if "date-parts" not in value:
            if raw := string(value.get("raw"), f"{where}.raw"):
                literal = raw
            if not literal:
                raise CSLError(f"{where} has no date-parts, no raw and no literal")
            date = cls._from_text(literal, where)
            return replace(date, circa=date.circa or circa)
        parts = value["date-parts"]
        if not isinstance(parts, list) or len(parts) not in (1, 2):
            raise CSLError(f"{where}.date-parts must be a list of one or two dates")
        start = _date_parts(parts[0], f"{where}.date-parts[0]")
        end = _date_parts(parts[1], f"{where}.date-parts[1]") if len(parts) == 2 else ()
        running = len(parts) == 2 and end in ((), (0,))  # citeproc's way to write a span without an end
        date = cls(start, () if running else end, running, circa, literal)
        return date._with_wording(string(value.get("season"), f"{where}.season"))

    def _with_wording(self, season: str) -> Date:
        """The date with what Zotero writes into `season`: whatever stands beside the year in its field of the date."""
        if not self.year or self.literal or not season:
            return self
        if _COPYRIGHT.fullmatch(season):
            return replace(self, literal=f"c{self.year}")
        if season.strip(" 年") == "印刷":
            return replace(self, literal=f"{self.year}印刷")
        if _ABOUT.fullmatch(season):
            return replace(self, circa=True)
        reckoned = season.strip(" []()（）［］")
        return replace(self, literal=reckoned) if re.search(r"\w\w.*年", reckoned) else self

    @classmethod
    def _from_text(cls, text: str, where: str) -> Date:
        if not text:
            raise CSLError(f"{where} is empty")
        text = _WITH_TIME.sub(r"\1", text)
        try:
            return cls.from_edtf(text)
        except ValueError:
            return written_date(text)

    def to_json(self) -> dict[str, Any]:
        """The date as a CSL-JSON object."""
        value: dict[str, Any] = {}
        if self.start:
            value["date-parts"] = [list(part) for part in (self.start, self.end) if part]
            if self.open:
                value["date-parts"].append([0])
        if self.literal:
            value["literal"] = self.literal
        if self.circa:
            value["circa"] = True
        return value


def written_date(text: str) -> Date:
    """The date that people write for others to read; what is none is kept as the literal of a date without a year.

    >>> [written_date(t).start for t in ("2011/3/4", "1995年3月", "12 March 2011", "Spring 2011", "June 5, 1998")]
    [(2011, 3, 4), (1995, 3), (2011, 3, 12), (2011,), (1998, 6, 5)]
    >>> written_date("[1936]"), written_date("民国三十六年").literal, written_date("光绪七年").start
    (Date(start=(1936,), end=(), open=False, circa=True, literal=''), '民国三十六年', (1881,))
    """
    if guessed := _GUESSED.fullmatch(text):
        return Date((int(guessed[1] or guessed[2]),), circa=True)
    if year := year_of_reign(text):
        return Date((year,), literal=text)
    plain = text.removeprefix("中华").removeprefix("中華")
    found = read_date(plain)
    if found and (found.start, found.end) == (0, len(plain)):
        reckoned = text if plain.startswith(("民国", "民國")) else ""
        return Date(_known(found.year, found.month, found.day), _known(*found.until or ()), literal=reckoned)
    for pattern in _WESTERN:
        if found_western := pattern.fullmatch(text):
            named = found_western.groupdict()
            month = _MONTHS.index(named["month"][:3].casefold()) + 1 if named.get("month") else None
            return Date(_known(int(named["year"]), month, int(named.get("day") or 0)))
    return Date(literal=text)


def _known(*parts: int | None) -> tuple[int, ...]:
    """The parts of a date as far as they are known."""
    return tuple(part for part in parts if part)


def iso(parts: tuple[int, ...]) -> str:
    """(2014, 5, 6) as 2014-05-06.

    >>> iso((2014, 5)), iso(())
    ('2014-05', '')
    """
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]) if parts else ""


def _edtf_parts(day: str) -> tuple[int, ...]:
    return tuple(int(number) for number in day.rstrip("?~%").split("-"))


def _date_parts(value: object, where: str) -> tuple[int, ...]:
    """(year[, month[, day]]) of numbers that may be written as strings."""
    if not isinstance(value, list) or len(value) > 3:
        raise CSLError(f"{where} must be [year, month, day] or its beginning")
    numbers = []
    for part, name, low, high in zip(value, ("year", "month", "day"), (-9999, 1, 1), (9999, 12, 31), strict=False):
        if part in ("", None):
            break
        try:
            number = int(part)
        except (TypeError, ValueError, OverflowError):
            raise CSLError(f"{where}: {name} must be a number, not {part!r}") from None
        if name == "month" and 13 <= number <= 24:  # a season, in CSL and in EDTF: no month is known
            break
        if not low <= number <= high:
            raise CSLError(f"{where}: {name} must be {low} to {high}, not {number}")
        numbers.append(number)
    return tuple(numbers)
