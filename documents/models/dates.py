"""The days that an EDTF date allows, by which rows are sorted."""

from __future__ import annotations

from datetime import date

from archive.lib import edtf


def bounds(value: str) -> tuple[date | None, date | None]:
    """The earliest and latest day of an EDTF string; None for an open end, and for what is no date.

    >>> bounds("2013-06"), bounds("")
    ((datetime.date(2013, 6, 1), datetime.date(2013, 6, 30)), (None, None))
    """
    try:
        return edtf.parse(value)
    except ValueError:
        return None, None
