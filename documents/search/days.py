"""Days as people type them, in a field of a query or among its words. Pure: it knows no database."""

from __future__ import annotations

import re
from datetime import date

from archive.lib import edtf
from archive.lib.chinese_dates import find_dates

Days = tuple[date | None, date | None]  # the first and the last; None where that side is open

# 1957—1960, 1957年至1960年, 1957-1960; but 1957-05 is a month. 1967~..1969 is parted at its dots: ~ says "about".
_TO = re.compile(r"\.\.|(?:[—–～~至到]+|(?<=\d{4})[-/](?=\d{4}(?!\d)))(?!.*\.\.)")


def read_days(typed: str) -> Days:
    """The first and last day of what was typed, the earlier first whichever was typed so; None where it is open.

    Raises ValueError for what is no date.

    >>> read_days("1957..1950")
    (datetime.date(1950, 1, 1), datetime.date(1957, 12, 31))
    >>> read_days("1967年7月20日") == read_days("1967/7/20") == read_days("1967-07-20")
    True
    >>> read_days("2003年10月..")
    (datetime.date(2003, 10, 1), None)
    """
    written = edtf_of(typed)
    if written:
        return edtf.parse(written)
    to = _TO.search(typed)
    if not to or not (typed[: to.start()] or typed[to.end() :]):
        raise ValueError(f"{typed!r} names no date")
    first, last = _one(typed[: to.start()]), _one(typed[to.end() :])
    if first[0] and last[0] and first[0] > last[0]:
        first, last = last, first
    return first[0], last[1]


def edtf_of(typed: str) -> str:
    """What was typed as one EDTF date or interval; nothing where it is no date, or one with an open or doubtful side.

    >>> edtf_of("2003年10月16日"), edtf_of("２００３／１０／１６"), edtf_of("二〇〇三年十月"), edtf_of("1957年5月至6月")
    ('2003-10-16', '2003-10-16', '2003-10', '1957-05/1957-06')
    >>> edtf_of("1957"), edtf_of("1957年的事"), edtf_of("群众")
    ('1957', '', '')
    """
    try:
        edtf.parse(typed)
    except ValueError:
        found = list(find_dates(typed))
        if len(found) != 1 or found[0].printed != typed or not found[0].edtf:
            return ""
        day, last = found[0].edtf, found[0].end_edtf
        return f"{day}/{last}" if last else day
    return typed


def _one(typed: str) -> Days:
    """One side of a time; both days are None where nothing stands there."""
    if not typed:
        return None, None
    if not (written := edtf_of(typed)):
        raise ValueError(f"{typed!r} is no date")
    return edtf.parse(written)
