"""An entry of the reference list after GB/T 7714, of one item by itself.

    责任者. 题名[M]. 其他责任者. 版本. 地：社，2014：12-18. 获取和访问路径. DOI:…

In author-date the year follows the responsible: 责任者，2014. 题名[M]. 地：社：12-18. What appears on a day (papers,
patents, web pages, archives) prints that day in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from ..csl import HAN, Item
from . import dates, names, numbering
from .editions import Edition, edition_of, punctuate
from .kinds import Kind, is_hosted, kind_of, type_mark
from .terms import TERMS, Terms, language_of

STYLES = ("numeric", "author-date")

_MARKUP = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|sc|span|small|p|br|font|jats:\w+)\b[^<>]*>", re.IGNORECASE)
_ACRONYM = re.compile(r"\s*[(（][A-Z][A-Za-z0-9&'’ -]*[)）]$")  # 2022 6th Conference on Hill Farming (CHF)
_UNKNOWN = re.compile(r"\[?(?:出版[地者]不详|不详|s\. ?l\.?|s\. ?n\.?)\]?", re.IGNORECASE)
_STOP = re.compile(r"(?<=[a-z]{4})\.$")  # of a title that a database ends like a sentence, not of Inc. or U.S.
_SPACED_DASH = re.compile(r"(?<=\s)(?:—|--)(?=\s)")
_DIMENSIONS = re.compile(r"([0-9.]+)\s*(cm|mm|m)?\s*[x×*]\s*([0-9.]+)\s*(cm|mm|m)", re.IGNORECASE)
_YEAR = re.compile(r"(?:18|19|20)[0-9]{2}")
_INTERNATIONAL = re.compile(r"(ISO|IEC)(?=[/ ])")  # whose numbers name them
_STANDARD_YEAR = re.compile(r"[-–](?=(?:19|20)[0-9]{2}$)")
_CSTR = re.compile(r"(?:^|\s)CSTR[:：]\s*(\S+)", re.IGNORECASE)


def entry(item: Item, edition: str = "2025", style: str = "numeric", suffix: str = "") -> str:
    """The entry of one item, without its number. `suffix` is the a of 2014a, printed in author-date only.

    ValueError for an edition that is not 2025 or 2015, or a style that is not numeric or author-date.

    >>> from ..csl import Date, Name
    >>> news = Item("article-newspaper", title="山城用上了电", container_title="山城日报", page="第2版",
    ...             author=(Name(literal="周远"),), issued=Date((1958, 3, 9)))
    >>> entry(news)
    '周远. 山城用上了电[N]. 山城日报，1958-03-09（2）.'
    >>> entry(news, "2015", "author-date", "a")
    '周远, 1958a. 山城用上了电[N]. 山城日报, 1958-03-09(2).'
    """
    if style not in STYLES:
        raise ValueError(f"style must be {' or '.join(STYLES)}, not {style!r}")
    return _Entry(item, edition_of(edition), style == "author-date", suffix).text()


def responsible_text(item: Item, edition: str = "2025") -> str:
    """Who the author-date entry of an item begins with: names, or 佚名 or Anon.

    >>> responsible_text(Item("book", title="山村歌谣"))
    '佚名'
    """
    return _Entry(item, edition_of(edition), True, "").responsible


@dataclass(frozen=True)
class _Entry:
    item: Item
    edition: Edition
    author_date: bool
    suffix: str

    def text(self) -> str:
        """The segments joined by points; one that begins with a comma or colon continues the segment before it."""
        appeared = _PATTERNS[self.kind.pattern](self)
        made = [self.responsibility, self.title_statement, *self.statements]
        segments = [*made, *appeared, self.item.url, *self.identifiers]
        text = ""
        for segment in filter(None, segments):
            continues = segment.startswith((self.edition.comma, self.edition.colon))
            text += ("" if continues or not text else " " if text.endswith(".") else ". ") + segment
        return text if text.endswith(".") else text + "."

    # -- who and what --

    @cached_property
    def language(self) -> str:
        return language_of(self.item)

    @cached_property
    def terms(self) -> Terms:
        return TERMS[self.language]

    @cached_property
    def kind(self) -> Kind:
        return kind_of(self.item, self.edition.year)

    @cached_property
    def hosted(self) -> bool:
        return is_hosted(self.item, self.kind)

    @cached_property
    def responsible(self) -> str:
        people = names.responsible(self.item, self.kind)
        issuer = self.kind.pattern == "standard" and _INTERNATIONAL.match(self.item.number)
        unnamed = issuer[1] if issuer else self.terms.anonymous
        return names.names_text(people, self.terms, self.edition) or unnamed

    @property
    def responsibility(self) -> str:
        """责任者, in author-date 责任者，年. A numeric list leaves out 佚名, and who issued a numbered standard."""
        if self.author_date:
            year = dates.author_year_text(self.item, self.terms, self.edition, self.suffix)
            return f"{self.responsible}{self.edition.comma}{year}"
        if not names.responsible(self.item, self.kind) or self.number_first:
            return ""
        return self.responsible

    @property
    def number_first(self) -> bool:
        """Since 2025 the entry of a standard is 编号 名称[S]."""
        return self.kind.pattern == "standard" and self.edition.year != "2015"

    def words(self, text: str) -> str:
        """Printed words: markup dropped, dashes those of a typewriter, signs those of the edition.

        Chinese keeps its dash; ISO's of a Western title is set apart by blanks (explosives -- Part 2).
        """
        plain = names.straight(re.sub(r"\s+", " ", unescape(_MARKUP.sub("", text))))
        if self.language == "western":
            plain = _SPACED_DASH.sub("----", plain)
        plain = re.sub(r"(?<!-)--(?!-)|–", "-", plain).replace("----", "--")
        return punctuate(plain, self.edition)

    def with_volume(self, title: str) -> str:
        """A title with the volume cited, unless the title says it."""
        if not (self.item.volume or self.item.volume_title):
            return title
        volume = numbering.volume_text(self.item.volume, self.terms, self.edition)
        volume = f"{volume} {self.words(self.item.volume_title)}".strip()  # 云州技术史：第2卷 水利 (2015: 8.2.3)
        said = volume.replace(" ", "") in numbering.counted(title).replace(" ", "")
        return title if said else f"{title}{self.edition.colon}{volume}"

    @property
    def title_statement(self) -> str:
        """题名：卷：编号[类型/载体], and of a part also 析出文献其他责任者//host."""
        title = _STOP.sub("", self.words(self.item.title)) or f"[{self.terms.untitled}]"
        number = self.number
        if self.kind.pattern == "standard" and number:
            title = title.removeprefix(number).lstrip() or title
        if self.number_first:
            title = f"{number} {title}".strip()
        elif number and not (len(number) > 4 and number in title):
            title += self.edition.colon + number
        if self.kind.pattern == "imprint" and not self.hosted and self.kind.code != "D":
            title = self.with_volume(title)
        if self.item.scale:
            title += f". {self.item.scale}"
        title += f"[{type_mark(self.item, self.kind)}]"
        if not self.hosted:
            return title
        own = names.contributors(self.item, self.kind, self.terms, self.edition)
        return ". ".join([title, *own]).rstrip(".") + f"//{self.host}"

    @property
    def number(self) -> str:
        """What follows the title as its number: of a report, a patent application, a law, a file in an archive."""
        if self.kind.code == "P":
            return self.item.call_number or self.item.number
        if self.kind.pattern == "archival":
            return self.item.archive_location
        if self.number_first and self.language == "zh":  # GB/T 1.1: a dash, not a hyphen, before the year
            return _STANDARD_YEAR.sub("—", self.item.number)
        if self.kind.numbered or self.kind.pattern == "standard" or self.item.type == "document":
            return self.item.number
        return ""

    @property
    def host(self) -> str:
        """The thing that a part stands in: 编者. 书名：卷."""
        item = self.item
        if not item.container_title:
            return self.words(_ACRONYM.sub("", item.event_title))
        people = names.names_text(item.container_author or item.editor, self.terms, self.edition)
        title = self.with_volume(self.words(item.container_title))
        return title if not people else f"{people}{'' if people.endswith('.') else '.'} {title}"

    @property
    def statements(self) -> list[str]:
        """Other responsible persons, edition and version."""
        item = self.item
        others = [] if self.hosted else names.contributors(item, self.kind, self.terms, self.edition)
        if self.hosted and item.container_author and item.editor:
            others.append(names.with_role(item.editor, self.terms.editor, self.terms, self.edition))
        version = re.sub(r"^[vV]?\.?\s*(?=[0-9])", "V", item.version)
        stated = numbering.edition_text(item.edition, self.language, self.edition) if self.kind.has_editions else ""
        return [*others, stated, version]

    # -- where it can be had --

    @property
    def access(self) -> str:
        """The date of access, where the edition prints it for the kind."""
        wanted = self.edition.accessed is None or self.kind.code in self.edition.accessed
        return dates.access_text(self.item) if wanted else ""

    @property
    def identifiers(self) -> list[str]:
        """DOI and CSTR, the identifier of Chinese research data, unless the address holds them."""
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.item.doi, flags=re.IGNORECASE)
        noted = _CSTR.search(self.item.note)
        stated = self.item.other.get("CSTR")
        cstr = " ".join(stated.split()) if isinstance(stated, str) else noted[1] if noted else ""
        cstr = re.sub(r"^(?:https?://cstr\.cn/|CSTR:)\s*", "", cstr, flags=re.IGNORECASE)
        colon = ": " if self.edition.year == "2015" else ":"
        address = self.item.url.casefold()
        named = (("DOI", doi), ("CSTR", cstr))
        return [f"{name}{colon}{value}" for name, value in named if value and value.casefold() not in address]

    # -- where and when it appeared: parts that several patterns share --

    @cached_property
    def publisher(self) -> str:
        """地：社; of several the first. Of a printed book that names none, 出版地不详 in brackets (2015: 8.4)."""
        item = self.item
        if self.kind.pattern == "archival" and item.archive:
            place, publisher = item.archive_place or item.publisher_place, item.archive
        else:
            place, publisher = item.publisher_place, item.publisher
        if HAN.search(place):
            place = re.split("[、，,]", place)[0]  # 北京、上海; but Cambridge, Mass. is one place
        place, publisher = (self.words(re.split(r"\s*[;；]\s*", part)[0]) for part in (place, publisher))
        place, publisher = ("" if _UNKNOWN.fullmatch(part) else part for part in (place, publisher))
        stated = self.kind.code in ("M", "C", "G", "R") and (item.container_title or not self.hosted)
        if stated and "/" not in type_mark(item, self.kind):
            if not place and not publisher:
                return f"[{self.terms.no_place}{self.edition.colon}{self.terms.no_publisher}]"
            place = place or f"[{self.terms.no_place}]"
            publisher = publisher or f"[{self.terms.no_publisher}]"
        return self.edition.colon.join(part for part in (place, publisher) if part)

    @cached_property
    def pages(self) -> str:
        """：12-18, or nothing."""
        page = numbering.page_text(self.item.page, self.edition)
        return page and self.edition.colon + page

    def bracketed(self, text: str) -> str:
        return text and f"{self.edition.opening}{text}{self.edition.closing}"

    def listed(self, *parts: str) -> str:
        return self.edition.comma.join(filter(None, parts))


# -- patterns of publication: each gives the segments between the edition statement and the address -------------------


def _imprint(entry: _Entry) -> list[str]:
    """地：社，年：页[访问日期]; what has neither place nor publisher continues the title or the conference."""
    year = "" if entry.author_date else dates.year_text(entry.item, entry.edition)
    text = entry.listed(entry.publisher, year) + entry.pages + entry.access
    if not entry.publisher and entry.hosted and year:
        text = entry.edition.comma + text
    return [text, _dimensions(entry.item.dimensions) if entry.kind.code == "CM" else ""]


def _dated(entry: _Entry) -> list[str]:
    """年-月-日：页[访问日期], in author-date too."""
    return [dates.date_text(entry.item, entry.edition) + entry.pages + entry.access]


def _report(entry: _Entry) -> list[str]:
    """With a publisher as a book, else by its day; online in 2015 the day stands in brackets as that of a web page."""
    if entry.publisher:
        return _imprint(entry)
    day = bool(entry.item.issued and len(entry.item.issued.start) > 1)
    return _web(entry) if day and entry.access and entry.edition.year == "2015" else _dated(entry)


def _standard(entry: _Entry) -> list[str]:
    """Since 2025 the number tells all, unless a collection prints it; in 2015 a standard was printed as a book."""
    if entry.hosted:
        return _imprint(entry)
    return [entry.pages] if entry.edition.year != "2015" else _report(entry)


def _archival(entry: _Entry) -> list[str]:
    """地：馆，年-月-日：页, in author-date too."""
    if not entry.publisher:
        return _report(entry)
    return [entry.listed(entry.publisher, dates.date_text(entry.item, entry.edition)) + entry.pages + entry.access]


def _journal(entry: _Entry) -> list[str]:
    """刊名，年，卷（期）：页; before it has an issue, by its day."""
    item = entry.item
    year = "" if entry.author_date else dates.year_text(item, entry.edition)
    if not item.volume and not item.issue:
        day = dates.date_text(item, entry.edition)
        year = day if item.issued and len(item.issued.start) > 1 else year
    volume = numbering.part_of_serial(item.volume, entry.edition)
    place = entry.listed(entry.words(item.container_title), year, volume)
    page = entry.pages or (item.number and entry.edition.colon + item.number)
    return [place + entry.bracketed(numbering.part_of_serial(item.issue, entry.edition)) + page + entry.access]


def _newspaper(entry: _Entry) -> list[str]:
    """报名，年-月-日（版）; the page may be called its section, or in Chinese its edition (版)."""
    item = entry.item
    sheet = item.page or item.section or (item.edition if numbering.is_sheet(item.edition) else "")
    place = entry.listed(entry.words(item.container_title), dates.date_text(item, entry.edition))
    return [place + entry.bracketed(numbering.sheet_text(sheet, entry.edition)) + entry.access]


def _serial(entry: _Entry) -> list[str]:
    """年，卷（期）—年，卷（期）. 地：社，年—年 of a whole serial; `volume` or `issue` may hold the span as worded."""
    item, edition = entry.item, entry.edition
    whole = not item.volume and _YEAR.match(item.issue) is not None  # 1957(1)-1960(4)
    span = re.sub(r"\s*[-–—－]\s*", edition.span, entry.words(item.issue if whole else item.volume))
    span += "" if whole else entry.bracketed(entry.words(item.issue))
    first = str(item.issued.year) if item.issued and item.issued.year else ""
    if span and first and not span.startswith(first):
        span = entry.listed(first, span) if item.volume else first + span
    if span and edition.span not in span:
        span += edition.span
    return [span, *_imprint(entry)]


def _web(entry: _Entry) -> list[str]:
    """（年-月-日）[访问日期]."""
    return [entry.bracketed(dates.date_text(entry.item, entry.edition)) + entry.pages + entry.access]


def _repository(entry: _Entry) -> list[str]:
    """发布机构（年-月-日）[访问日期]; what is handed on as a disk is published as a book is."""
    if "/OL" not in type_mark(entry.item, entry.kind) and entry.publisher:
        return _imprint(entry)
    return [entry.publisher + entry.bracketed(dates.date_text(entry.item, entry.edition)) + entry.pages + entry.access]


_PATTERNS: dict[str, Callable[[_Entry], list[str]]] = {
    "imprint": _imprint,
    "dated": _dated,
    "report": _report,
    "standard": _standard,
    "archival": _archival,
    "journal": _journal,
    "newspaper": _newspaper,
    "serial": _serial,
    "web": _web,
    "repository": _repository,
}


def _dimensions(text: str) -> str:
    """The size of a map, the unit with both sides.

    >>> _dimensions("97x67cm"), _dimensions("138cm×96cm")
    ('97cm×67cm', '138cm×96cm')
    """
    return _DIMENSIONS.sub(lambda found: f"{found[1]}{found[2] or found[4]}×{found[3]}{found[4]}", text)
