"""Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1, as far as an archive of documents needs it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2}|XX)(?:-(?P<d>\d{2}|XX))?)?(?P<q>[?~%])?")


def parse(edtf: str) -> tuple[date | None, date | None]:
    """The earliest and latest day that an EDTF string allows; None where an interval is open or unknown.

    Years are 0001–9999. Raises ValueError for what is not EDTF level 0 or 1.

    >>> parse("2013-06")
    (datetime.date(2013, 6, 1), datetime.date(2013, 6, 30))
    >>> parse("1957-05/1957-06")
    (datetime.date(1957, 5, 1), datetime.date(1957, 6, 30))
    >>> parse("195X~")[0], parse("1998/..")[1]
    (datetime.date(1950, 1, 1), None)
    """
    head, slash, tail = edtf.partition("/")
    if not slash:
        return _single(edtf)
    start = None if head in ("", "..") else _single(head)[0]
    end = None if tail in ("", "..") else _single(tail)[1]
    if start is None and end is None:
        raise ValueError(f"{edtf!r} names no date")
    if start and end and start > end:
        raise ValueError(f"{edtf!r} ends before it starts")
    return start, end


def without_zeros(edtf: str) -> str:
    """An EDTF date without the zeros before the years of antiquity, as people write them.

    >>> without_zeros("0772"), without_zeros("0027~/0090"), without_zeros("2003-06")
    ('772', '27~/90', '2003-06')
    """
    return re.sub(r"(^|/)0+(?=\d)", r"\1", edtf)


def _single(text: str) -> tuple[date, date]:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not an EDTF date such as 2013, 2013-06, 2013-06-01, 195X, 1967~ or 2013/2014")
    year, month, day = found["y"], found["m"], found["d"]
    low_year, high_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if "X" in year and month:
        raise ValueError(f"{text!r} has a month in an unspecified year")
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise ValueError(f"{text!r} has a day in an unspecified month")
        return date(max(low_year, 1), 1, 1), date(high_year, 12, 31)
    if day in (None, "XX"):
        return date(low_year, int(month), 1), date(low_year, int(month), _last_day(text, low_year, int(month)))
    exact = date(low_year, int(month), int(day))
    return exact, exact


def _last_day(text: str, year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} has no such month")
    return monthrange(year, month)[1]
