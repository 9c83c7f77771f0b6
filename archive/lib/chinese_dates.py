"""Chinese numerals and dates, read into EDTF.

Dates stand in figures (1957年5月4日, 2013-08-03, 1966.8.5), in full width (２０１３年８月３日), in ideographs
(一九五七年五月四日), in years of the Republic (民國三十五年; 1912 is the first), with or without the year, alone or as
a range (6月22日至25日). A lunar date (农历九月初三) is left alone: it names another day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

REPUBLIC = 1911  # 民国元年 is 1912
_HALF = {ord(full): half for full, half in zip("０１２３４５６７８９．－／　", "0123456789.-/ ", strict=True)}
_ROWS = ("〇○◯零OＯ", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGIT = {c: n for n, row in enumerate(_ROWS) for c in row}
_TENS = {"十": 10, "拾": 10, "百": 100, "廿": 20, "卅": 30}

_NUMBER = r"(?:[0-9]{1,4}|[〇○◯零一二三四五六七八九十廿卅百元正](?: ?[〇○◯零OＯ一二三四五六七八九十廿卅百]){0,5})"
_JOIN = r"[至到、和及~～—–-]"
_BOTH = "(?:[两兩](?=日))?"
# 七月五、七日, 七月五、六两日: the first day goes without its 日
_TOKEN = re.compile(
    rf"(民[国國] ?)?({_NUMBER}) ?{_BOTH}(?:([年月日号號])份?|(?= ?{_JOIN}{{1,2}} ?{_NUMBER} ?{_BOTH}[日号號]))"
)
_RANGE = re.compile(rf" ?({_JOIN})\1? ?")
_FIGURES = re.compile(
    r"(?<![0-9])((?:1[89]|20)[0-9]{2})(?:([-/.·]) ?(0?[1-9]|1[0-2])(?:\2 ?(0?[1-9]|[12][0-9]|3[01]))?"
    r"|(0[1-9]|1[0-2])([0-2][0-9]|3[01]))(?![0-9])"
)
_DATED = re.compile("[0-9０-９年月]")  # no date is without one of them
_LUNAR = re.compile(r"(?:[农農阴陰夏旧舊][历曆])[^，。；]{0,6}$")
_RANK = {"年": 0, "月": 1, "日": 2, "号": 2, "號": 2, None: 2}


def read_numeral(text: str) -> int | None:
    """The number that `text` writes, below a thousand or as digits in a row; None if it writes none.

    >>> [read_numeral(n) for n in ("一九五七", "二〇〇三", "二十三", "廿一", "元", "１５", "一百零三", "三月")]
    [1957, 2003, 23, 21, 1, 15, 103, None]
    """
    text = text.translate(_HALF).replace(" ", "")
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if text in ("元", "正"):
        return 1
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _DIGIT:
            digit = _DIGIT[c]
        elif c in _TENS:
            total += _TENS[c] if digit is None else digit * _TENS[c]
            digit = None
        else:
            return None
    return total + (digit or 0)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date printed at `start`..`end` of a text; `year` is None where none is printed.

    `until` is the last (year, month, day) of a range.
    """

    start: int
    end: int
    printed: str
    year: int | None
    month: int | None = None
    day: int | None = None
    until: tuple[int | None, int | None, int | None] | None = None

    @property
    def edtf(self) -> str | None:
        """The date, or the first day of a range, in EDTF; None without a year."""
        return _edtf(self.year, self.month, self.day)

    @property
    def end_edtf(self) -> str | None:
        """The last day of a range in EDTF; None for a single date or without a year."""
        return _edtf(*self.until) if self.until else None

    def in_year(self, year: int) -> FoundDate:
        """The same date with a year found elsewhere (the issue, the heading); a printed year stays.

        >>> next(find_dates("十二月三十日至一月二日")).in_year(1965).end_edtf
        '1966-01-02'
        """
        if self.year is not None:
            return self
        if self.until is None:
            return replace(self, year=year)
        _, month, day = self.until
        turned = bool(month and self.month and month < self.month)
        return replace(self, year=year, until=(year + turned, month, day))


def find_dates(text: str, republic: bool = False) -> Iterator[FoundDate]:
    """Every date in `text`, in order. A day or a month alone is none; a month and day without a year is one.

    `republic`: a bare 三十五年四月四日 counts from 1912, as in minutes that say 民國 once.

    >>> [(d.printed, d.edtf, d.end_edtf) for d in find_dates("（１９５７年５月４日至６日），2013.6版")]
    [('１９５７年５月４日至６日', '1957-05-04', '1957-05-06'), ('2013.6', '2013-06', None)]
    """
    if not _DATED.search(text):
        return
    plain = text.translate(_HALF)
    found = list(_calendar(plain, republic)) if "年" in plain or "月" in plain else []
    for hit in _FIGURES.finditer(plain):
        year, month, day = int(hit[1]), int(hit[3] or hit[5]), int(hit[4] or hit[6] or 0) or None
        if _exists(year, month, day):
            found.append(FoundDate(hit.start(), hit.end(), "", year, month, day))
    for date in sorted(found, key=lambda d: d.start):
        if not _LUNAR.search(plain, max(0, date.start - 8), date.start):
            yield replace(date, printed=text[date.start : date.end])


def read_date(text: str, year: int | None = None, republic: bool = False) -> FoundDate | None:
    """The first date in `text` that has a year, with `year` supplied where none is printed; None if there is none.

    >>> read_date("四月四日，在县政府大礼堂", 1946).edtf
    '1946-04-04'
    """
    for date in find_dates(text, republic):
        if year is not None:
            date = date.in_year(year)
        if date.edtf:
            return date
    return None


def _calendar(plain: str, republic: bool) -> Iterator[FoundDate]:
    """Dates written with 年, 月 and 日: tokens side by side make a date, tokens joined by 至 a range."""
    parts: list[int | None] = [None, None, None]
    until: list[int | None] = []
    start = end = 0
    rank = 3  # of the last token: 0 year, 1 month, 2 day, 3 none
    for token in _TOKEN.finditer(plain):
        here, value = _RANK[token[3]], _value(token, plain, republic)
        gap = plain[end : token.start()]
        near = gap in ("", " ") or (rank == 0 and gap in ("，", ","))  # 一九七五年，十月廿一日
        joined = rank < 3 and value is not None and near and here == rank + 1
        ranged = rank < 3 and value is not None and not until and _continues(gap, here, rank)
        if not (joined or ranged):
            yield from _made(plain, start, end, parts, until)
            parts, until, rank = [None, None, None], [], 3
            if value is None:
                continue
            start = token.start()
        if ranged:
            until = [*parts[:here], *([None] * (3 - here))]
        (until or parts)[here] = value
        end, rank = token.end(), here
    yield from _made(plain, start, end, parts, until)


def _continues(gap: str, here: int, rank: int) -> bool:
    """Whether a token of rank `here` after `gap` ends a range whose start ends with a token of `rank`."""
    join = _RANGE.fullmatch(gap)
    return join is not None and here <= rank and (join[1] not in "、和及" or here == rank == 2)


def _value(token: re.Match[str], plain: str, republic: bool) -> int | None:
    """The year, month or day a token stands for; None where it is a span of time or no such number."""
    number = read_numeral(token[2])
    if number is None:
        return None
    rank = _RANK[token[3]]
    if rank:
        return number if 1 <= number <= (12, 31)[rank - 1] else None
    if token[1] or (republic and number <= 120):
        return number + REPUBLIC if 1 <= number <= 120 else None
    if 1800 <= number <= 2099 and len(token[2].replace(" ", "")) == 4:
        return number
    short = token[2] if len(token[2]) == 2 and not set(token[2]) & set(_TENS) else ""
    month_follows = _TOKEN.match(plain, token.end())
    if short and month_follows and month_follows[3] == "月":  # 58年4月: the century is the nearest
        return number + (2000 if number < 30 else 1900)
    return None


def _made(plain: str, start: int, end: int, parts: list[int | None], until: list[int | None]) -> Iterator[FoundDate]:
    year, month, day = parts
    if day and not _exists(year, month, day):  # 2月31日 is a misprint: the month still stands
        day = None
    if year is None and (month is None or day is None):
        return
    last = (until[0], until[1], until[2]) if until and _exists(*until) else None
    yield FoundDate(start, end, "", year, month, day, last)


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if day is None or month is None:
        return day is None and (month is None or 1 <= month <= 12)
    return day <= monthrange(year or 2000, month)[1]


def _edtf(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None:
        return None
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])
