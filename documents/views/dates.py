"""Dates as a reader writes them, in the language of the page; and the language of a text, as HTML names it."""

from __future__ import annotations

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def edtf_text(value: str) -> str:
    """An EDTF date in words; what cannot be read as EDTF comes back as it is.

    >>> from django.utils.translation import override
    >>> with override("zh-hans"):
    ...     [edtf_text(value) for value in ("2003-10-16", "1957-05/1957-06", "195X", "1967~", "1998/..")]
    ['2003年10月16日', '1957年5月至1957年6月', '1950年代', '约1967年', '1998年起']
    """
    start, slash, end = value.partition("/")
    if not slash:
        return _single(value)
    if end in ("", ".."):
        return _("from %(date)s") % {"date": _single(start)}
    if start in ("", ".."):
        return _("until %(date)s") % {"date": _single(end)}
    return _("%(start)s to %(end)s") % {"start": _single(start), "end": _single(end)}


def _single(value: str) -> str:
    found = re.fullmatch(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([?~%]?)", value)
    if not found:
        return value
    year, month, day, doubt = found.groups()
    text = _plain(year, month, day)
    if doubt in ("~", "%"):
        text = _("about %(date)s") % {"date": text}
    if doubt in ("?", "%"):
        text = _("%(date)s (uncertain)") % {"date": text}
    return text


def _plain(year: str, month: str | None, day: str | None) -> str:
    if year.endswith("XX"):
        century = (_plain(year[:2] + "00", None, None), _plain(year[:2] + "99", None, None))
        return _("%(start)s to %(end)s") % dict(zip(("start", "end"), century, strict=True))
    if year.endswith("X"):
        return _("%(decade)ss") % {"decade": year[:3] + "0"}
    try:
        if month is None or month == "XX":
            return pgettext("a date", "%(year)s") % {"year": int(year)}
        if day is None or day == "XX":
            return date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")
        return date_format(date(int(year), int(month), int(day)), "DATE_FORMAT")
    except ValueError:
        return "-".join(part for part in (year, month, day) if part)


def language_tag(language: str) -> str:
    """The HTML language of a text, so that the right forms of characters are shown.

    >>> language_tag(""), language_tag("zh-hant")
    ('zh-Hans', 'zh-Hant')
    """
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        return "zh-Hans"
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])
