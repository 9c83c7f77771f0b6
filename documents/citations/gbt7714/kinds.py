"""Which type code a CSL item gets (GB/T 7714, annex B) and by which pattern its publication is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..csl import Item


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of the standard.

    `pattern` names the function of `entry` that prints where and when the thing appeared. `numbered`: its number
    follows the title. `parted`: it may be part of a host (题名[M]//书名).
    """

    code: str
    pattern: str
    numbered: bool = False
    parted: bool = False

    @property
    def edited(self) -> bool:
        """Whether its editors are named: of books, serials, reports and data, not of an article or a page."""
        return self.pattern in ("imprint", "serial", "report", "repository")

    @property
    def has_editions(self) -> bool:
        """Whether the statement of its edition is printed, 版本项: not of an article."""
        return self.pattern not in ("journal", "newspaper")


BOOK = Kind("M", "imprint", parted=True)
PROCEEDINGS = Kind("C", "imprint", parted=True)
WEB = Kind("EB", "web")
ARCHIVAL = Kind("A", "archival")
COMPILATION = Kind("G", "imprint", parted=True)
DATABASE = Kind("DB", "repository")
OTHER = Kind("Z", "imprint")
LAW = Kind("EB", "web", numbered=True)

KINDS = {
    "article": Kind("PP", "repository"),
    "article-journal": Kind("J", "journal"),
    "article-magazine": Kind("J", "journal"),
    "article-newspaper": Kind("N", "newspaper"),
    "bill": LAW,
    "book": BOOK,
    "chapter": BOOK,
    "classic": BOOK,
    "collection": ARCHIVAL,
    "dataset": Kind("DS", "repository"),
    "entry": BOOK,
    "entry-dictionary": BOOK,
    "entry-encyclopedia": BOOK,
    "hearing": LAW,
    "legal_case": LAW,
    "legislation": LAW,
    "manuscript": ARCHIVAL,
    "map": Kind("CM", "imprint", parted=True),
    "musical_score": BOOK,
    "pamphlet": BOOK,
    "paper-conference": PROCEEDINGS,
    "patent": Kind("P", "dated", numbered=True),
    "periodical": Kind("J", "serial"),
    "personal_communication": ARCHIVAL,
    "post": WEB,
    "post-weblog": WEB,
    "regulation": LAW,
    "report": Kind("R", "report", numbered=True),
    "review": Kind("J", "journal"),
    "review-book": Kind("J", "journal"),
    "software": Kind("CP", "repository"),
    "standard": Kind("S", "standard", parted=True),
    "thesis": Kind("D", "imprint"),
    "treaty": LAW,
    "webpage": WEB,
}  # every other type is WEB if it is online and OTHER if not

# What a genre says more exactly than a type.
GENRES = {"汇编": COMPILATION, "compilation": COMPILATION, "数据库": DATABASE, "database": DATABASE}
ARCHIVABLE = frozenset({"document", "pamphlet", "graphic", "figure", "book", "report", "map", "speech", "interview"})
ENTRIES = frozenset({"entry", "entry-dictionary", "entry-encyclopedia"})  # of a site, where nobody published a book
_PROCEEDINGS_TITLE = re.compile(
    r"会议录|(?:会议|研讨会|年会|大会|论坛|讨论会|座谈会)\S*(?:文集|论文|汇编)"
    r"|\b(?:[0-9]+(?:st|nd|rd|th)|first|second|third|international|annual)\b.*"
    r"\b(?:conference|congress|symposium|colloquium|workshop) on\b"
    r"|\bproceedings\b|\b(?:papers|selected papers) (?:of|from) the\b|\bconference (?:record|digest)\b",
    re.IGNORECASE,
)


def kind_of(item: Item, edition: str = "2025") -> Kind:
    """The kind of an item in an edition of the standard.

    A book is proceedings by its title or its event, and a compilation or a database by its genre; what an archive
    keeps and nobody published is [A]; law online is [EB/OL] since 2025 and was [A/OL] before; a preprint had no code of
    its own in 2015.

    >>> [kind_of(Item("book", title=t)).code for t in ("山区水利", "第三届山区水利学术研讨会论文集")]
    ['M', 'C']
    >>> kind_of(Item("chapter", genre="汇编")).code, kind_of(Item("dataset", genre="Database")).code
    ('G', 'DB')
    """
    online = bool(item.url or item.doi)
    if item.archive and not item.publisher and item.type in ARCHIVABLE:
        return ARCHIVAL
    if item.type == "speech":
        return _speech(item, online)
    kind = KINDS.get(item.type, WEB if online else OTHER)
    if item.type in ENTRIES and item.url and not item.publisher and not item.page:
        return WEB
    if kind is ARCHIVAL and item.container_title and not item.archive:
        return BOOK  # a letter that a book prints is part of the book
    if kind.pattern in ("imprint", "repository") and item.genre.casefold() in GENRES:
        return GENRES[item.genre.casefold()]
    if kind is BOOK and (item.event_title or _PROCEEDINGS_TITLE.search(item.container_title or item.title)):
        return PROCEEDINGS
    if kind is LAW:
        if edition == "2015":
            return Kind("A", "web", numbered=True)
        return LAW if online else Kind("Z", "web", numbered=True)
    if edition == "2015" and kind.code == "PP":
        return WEB
    return kind


def _speech(item: Item, online: bool) -> Kind:
    """A speech has no code: it is part of the book or the proceedings that print it, else a page of the web."""
    if item.container_title:
        return PROCEEDINGS if _PROCEEDINGS_TITLE.search(item.container_title) else BOOK
    if item.event_title:
        return PROCEEDINGS
    return WEB if online else OTHER


def is_hosted(item: Item, kind: Kind) -> bool:
    """Whether an item is printed as part of a host: a book, or the conference that a paper was read at.

    >>> is_hosted(Item("chapter", container_title="山村年鉴"), BOOK), is_hosted(Item("book"), BOOK)
    (True, False)
    """
    return kind.parted and bool(item.container_title or (kind.code == "C" and item.type != "book" and item.event_title))


_CARRIERS = {
    "cd": "CD", "cd-rom": "CD", "光盘": "CD", "dvd": "CD", "mt": "MT", "magnetic tape": "MT", "磁带": "MT",
    "dk": "DK", "disk": "DK", "diskette": "DK", "磁盘": "DK", "软盘": "DK",
    "ol": "OL", "online": "OL", "联机网络": "OL",
}  # fmt: skip


def type_mark(item: Item, kind: Kind) -> str:
    """The mark of type and carrier, without brackets.

    >>> type_mark(Item("book", url="http://example.org/1"), BOOK), type_mark(Item("book", medium="光盘"), BOOK)
    ('M/OL', 'M/CD')
    >>> type_mark(Item("webpage"), WEB)  # whose address was lost
    'EB/OL'
    """
    carrier = "OL" if item.url or item.doi else _CARRIERS.get(item.medium.casefold(), "")
    if kind.code == "EB":
        carrier = carrier or "OL"
    return f"{kind.code}/{carrier}" if carrier else kind.code
