"""Volumes, editions and pages: numbers in Arabic figures whatever the item writes (GB/T 7714, 6.2)."""

from __future__ import annotations

import re

from archive.lib.chinese_dates import read_numeral

from .editions import Edition, punctuate
from .terms import Terms

_NUMERAL = r"[0-9０-９〇零一二两三四五六七八九十廿卅百]+"
_COUNTED = re.compile(rf"第\s*({_NUMERAL})\s*(?=[卷册冊辑輯集编編部分期号號章版页頁回])")
_SPAN = re.compile(r"[0-9]+\s*[-–—~～]\s*[0-9]+")
_WESTERN_VOLUME = re.compile(r"v(?:ol(?:ume)?)?\.?\s*(?=[0-9IVXLC]+$)", re.IGNORECASE)
_EDITION = re.compile(rf"第?\s*({_NUMERAL})\s*版?|([初])版")
_NUMBERED_EDITION = re.compile(rf"^第\s*({_NUMERAL})\s*版(?=.)")
_WESTERN_EDITION = re.compile(r"(?P<figure>[0-9]+)(?:st|nd|rd|th)?(?:\s*ed(?:\.|ition)?)?", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_REVISED = re.compile(r"(?:rev\.?|revised)(?:\s*ed(?:\.|ition)?)?", re.IGNORECASE)
_PAGE_MARK = re.compile(r"^(?:pp?\.\s*|第(?=[^版卷]*[页頁]$))|[页頁]$", re.IGNORECASE)
_SHEET = re.compile(rf"第?\s*({_NUMERAL}|[A-Za-z]+-?[0-9]+|[0-9]+[A-Za-z])\s*版")


def volume_text(volume: str, terms: Terms, edition: Edition) -> str:
    """The volume after a title: a bare number becomes 第3卷 or Vol. 3; the year of a yearbook and other wording stay.

    >>> from .editions import EDITIONS; from .terms import TERMS
    >>> [volume_text(v, TERMS["zh"], EDITIONS["2025"]) for v in ("3", "三", "1–2", "第十二册", "上卷", "2014")]
    ['第3卷', '第3卷', '第1-2卷', '第12册', '上卷', '2014']
    >>> [volume_text(v, TERMS["western"], EDITIONS["2025"]) for v in ("3", "vol 3", "Pt. 2")]
    ['Vol. 3', 'Vol. 3', 'Pt. 2']
    """
    volume = _WESTERN_VOLUME.sub("", volume)
    if re.fullmatch(r"(?:18|19|20)[0-9]{2}", volume):
        return volume
    figure = read_numeral(volume) if re.fullmatch(_NUMERAL, volume) else None
    if _SPAN.fullmatch(volume):
        return terms.volume.format(re.sub(r"\s*\D\s*", "-", volume))
    if figure is not None or re.fullmatch(r"[IVXLC]+", volume):
        return terms.volume.format(volume if figure is None else figure)
    return punctuate(counted(volume), edition)


def counted(text: str) -> str:
    """Words with their volumes, parts and issues counted in figures.

    >>> counted("山地全集（第三十五卷）")
    '山地全集（第35卷）'
    """
    return _COUNTED.sub(lambda found: f"第{read_numeral(found[1])}", text)


def edition_text(statement: str, language: str, edition: Edition) -> str:
    """The edition: 2版 or 4th ed.; a first edition is not printed; other wording stays.

    >>> from .editions import EDITIONS
    >>> [edition_text(e, "zh", EDITIONS["2025"]) for e in ("2", "第二版", "第1版", "修订版", "第三版增订本")]
    ['2版', '2版', '', '修订版', '3版增订本']
    >>> [edition_text(e, "western", EDITIONS["2025"]) for e in ("4", "Second edition", "1st ed.", "revised edition")]
    ['4th ed.', '2nd ed.', '', 'Rev. ed.']
    """
    if language in ("zh", "ja", "ko"):
        if not (found := _EDITION.fullmatch(statement)):
            counted = _NUMBERED_EDITION.sub(lambda found: f"{read_numeral(found[1])}版", statement)
            return punctuate(counted, edition)
        figure = 1 if found[2] else read_numeral(found[1])
        return "" if figure in (None, 1) else f"{figure}版" if language != "ko" else f"제{figure}판"
    word = statement.casefold().split(" ")[0]
    if word in _ORDINALS:
        statement = str(_ORDINALS.index(word) + 1) + statement[len(word) :]
    if found := _WESTERN_EDITION.fullmatch(statement):
        number = int(found["figure"])
        if number == 1:
            return ""
        return f"{number}-е изд." if language == "ru" else f"{_ordinal(number)} ed."
    return "Rev. ed." if _REVISED.fullmatch(statement) else punctuate(statement, edition)


def part_of_serial(text: str, edition: Edition) -> str:
    """A volume or an issue of a periodical as its bare number; two issued as one stand with a slash (2015: 8.8.2).

    >>> from .editions import EDITIONS
    >>> [part_of_serial(i, EDITIONS["2025"]) for i in ("第5期", "Vol. 12", "5-6", "增刊2", "2011-3", "总第12期")]
    ['5', '12', '5/6', '增刊2', '2011-3', '总第12期']
    """
    text = re.sub(r"^第\s*(\S+?)\s*[卷期]$", r"\1", text)
    text = re.sub(r"^(?:vol(?:ume)?|no|nr|issue)[.\s]\s*(?=[0-9]+$)", "", text, flags=re.IGNORECASE)
    if found := re.fullmatch(r"([0-9]{1,3})\s*[-–—~]\s*([0-9]{1,3})", text):
        text = f"{found[1]}/{found[2]}"
    return punctuate(text, edition)


def page_text(page: str, edition: Edition) -> str:
    """Pages without 第…页 or pp., spans with a hyphen.

    >>> from .editions import EDITIONS
    >>> [page_text(p, EDITIONS["2025"]) for p in ("第12–18页", "pp. 3--5,9", "58-62+70", "序2～3", "扉页", "第1版自序")]
    ['12-18', '3-5，9', '58-62，70', '序2-3', '扉页', '第1版自序']
    """
    if len(page) > 2:
        page = _PAGE_MARK.sub("", page) if re.search(r"[0-9]", page) else page
    spans = re.sub(r"\s*(?:-{2,}|[-–—−~～‐])\s*", "-", page)
    return punctuate(re.sub(r",|(?<=[0-9])\+(?=[0-9])", ", ", spans), edition)  # 20-21,23 are pages, not a number


def sheet_text(page: str, edition: Edition) -> str:
    """The page of a newspaper: 第2版 and 二版 are 2, A04版 is A04.

    >>> from .editions import EDITIONS
    >>> [sheet_text(p, EDITIONS["2025"]) for p in ("第二版", "A04版", "1-2", "农村版")]
    ['2', 'A04', '1-2', '农村版']
    """
    if found := _SHEET.fullmatch(page):
        number = read_numeral(found[1]) if not found[1].isascii() else None
        return found[1] if number is None else str(number)
    return page_text(page, edition)


def is_sheet(text: str) -> bool:
    """Whether words name a page of a newspaper (第2版) and not an edition of it (海外版)."""
    return _SHEET.fullmatch(text) is not None


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
