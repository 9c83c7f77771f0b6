"""Days that a text names only by their number or by 昨天, reckoned from the day of the newspaper that prints it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as date_of
from datetime import timedelta

from archive.lib.chinese_dates import FoundDate, read_numeral

_OF_MONTH = re.compile("[上本]月(?=[0-9一二三])")
_BARE_DAY = re.compile(
    r"(?<![月年0-9〇零一二三四五六七八九十])([0-9]{1,2}|[一二三四五六七八九十]{1,3})日(?![讯電电至到、—-])"
)
_BARE_RANGE = re.compile(
    r"(?<![年0-9〇零一二三四五六七八九十])(?:本月)?([0-9]{1,2}|[一二三四五六七八九十]{1,3})日?"
    r"(?:[至到—-](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})|、(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[两兩]?)日"
)


def day_of(held: str, published: FoundDate) -> FoundDate | None:
    """The day of a bare 二十三日 in the sentence that tells of a meeting: the last such day before the paper's.

    >>> from archive.lib.chinese_dates import find_dates
    >>> day_of("县农会于二十三日举行", next(find_dates("1951年3月2日"))).edtf
    '1951-02-23'
    >>> day_of("县农会于二十七、二十八两日举行", next(find_dates("1951年3月2日"))).edtf
    '1951-02-27'
    """
    held = _OF_MONTH.sub("", held)
    bare = _BARE_RANGE.search(held) or _BARE_DAY.search(held)  # 三日至六日 in the sentence begins on the third
    number = read_numeral(bare[1]) if bare else None
    if bare is None or number is None or not (published.year and published.month and published.day):
        return None
    day = date_of(published.year, published.month, published.day)
    while day.day != number and (published.day != day.day or day.month == published.month):
        day -= timedelta(days=1)
    return replace(published, year=day.year, month=day.month, day=day.day, printed=bare[0])


def day_before(date: FoundDate, printed: str) -> FoundDate | None:
    """The day before another, as a newspaper's 昨天 says; None where the other is no day.

    >>> from archive.lib.chinese_dates import find_dates
    >>> day_before(next(find_dates("1951年3月1日")), "昨天").edtf
    '1951-02-28'
    """
    if not (date.year and date.month and date.day):
        return None
    day = date_of(date.year, date.month, date.day) - timedelta(days=1)
    return replace(date, year=day.year, month=day.month, day=day.day, printed=printed)
