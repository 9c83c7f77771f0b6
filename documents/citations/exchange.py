"""BibTeX, RIS and CSL-JSON for reference managers: each writer takes items and gives text in pieces, in their order.

What the formats cannot say is said as near as they come: BibTeX has no newspapers (an @article with biblatex's
entrysubtype), none has a speech in a yearbook (a part of a book). A quotation goes with its speaker into the note that
each format has, and its page is the page of the entry.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .csl import Date, Item, Name, iso

# -- BibTeX --------------------------------------------------------------------------------------------------------

_BIBTEX_TYPES = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "classic": "book",
    "dataset": "dataset",
    "entry": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "periodical": "periodical",
    "personal_communication": "unpublished",
    "post": "online",
    "post-weblog": "online",
    "report": "techreport",
    "review": "article",
    "review-book": "article",
    "software": "software",
    "standard": "standard",
    "webpage": "online",
}  # any other: misc
_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_PUBLISHER_FIELDS = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}
_LATEX = str.maketrans(
    {
        "{": "",  # a brace in a value would close the field
        "}": "",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{c: "\\" + c for c in "&%$#_"},
    }
)
_URL_BRACES = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
_MASTER = re.compile(r"硕士|master", re.IGNORECASE)


def bibtex(items: Iterable[Item]) -> Iterator[str]:
    """An entry for each item, keys unique and made of the items' ids.

    >>> item = Item("article-newspaper", id="n/7", title="山城{用电}", container_title="山城日报", page="2",
    ...             author=(Name(literal="周远"),), issued=Date((1958, 3, 9)))
    >>> print("".join(bibtex([item])))
    @article{n/7,
      entrysubtype = {newspaper},
      author = {{周远}},
      title = {山城用电},
      journal = {山城日报},
      year = {1958},
      date = {1958-03-09},
      pages = {2}
    }
    <BLANKLINE>
    """
    used: Counter[str] = Counter()
    for item in items:
        key = re.sub(r"[^A-Za-z0-9:./_+-]+", "-", item.id).strip("-") or "item"
        used[key] += 1
        key = key if used[key] == 1 else f"{key}-{used[key]}"
        kind = bibtex_type(item)
        fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _bibtex_fields(item, kind) if value)
        yield f"@{kind}{{{key},\n{fields}\n}}\n"


def bibtex_type(item: Item) -> str:
    """The entry type of an item.

    >>> bibtex_type(Item("speech", container_title="山村年鉴")), bibtex_type(Item("thesis", genre="硕士学位论文"))
    ('incollection', 'mastersthesis')
    """
    if item.type == "thesis":
        return "mastersthesis" if _MASTER.search(item.genre) else "phdthesis"
    if item.type == "speech" and item.container_title:
        return "incollection"
    return _BIBTEX_TYPES.get(item.type, "misc")


def _bibtex_fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    date = item.issued or item.submitted
    pages = re.sub(r"\s*[-–—]+\s*", "--", item.page)
    host = "journal" if kind == "article" else "booktitle" if kind in ("incollection", "inproceedings") else "maintitle"
    numbered = kind == "article" and item.issue
    words = [
        ("title", item.title),
        (host, item.container_title),
        ("series", item.collection_title),
        ("eventtitle", item.event_title),
        ("venue", item.event_place),
        ("edition", item.edition),
        ("volume", item.volume),
        ("number", item.issue if numbered else item.number),
        ("eid", item.number if numbered else ""),
        ("version", item.version),
        ("type", item.genre),
        ("address", item.publisher_place or item.archive_place),
        (_PUBLISHER_FIELDS.get(kind, "publisher"), item.publisher),
        ("library", item.archive),
        ("shelfmark", item.archive_location or item.call_number),
        ("language", item.language),
    ]
    last = [("pages", pages), ("isbn", item.isbn), ("issn", item.issn)]
    last += [("abstract", item.abstract), ("note", item.note), ("annote", str(item.quotation or ""))]
    yield "entrysubtype", _SUBTYPES.get(item.type, "")
    for role in ("author", "editor", "translator"):
        yield role, " and ".join(map(_bibtex_name, getattr(item, role)))
    yield "bookauthor", " and ".join(map(_bibtex_name, item.container_author))
    yield from ((name, _latex(value)) for name, value in words)
    yield "year", _latex(str(date.year) if date and date.year else date.literal if date else "")
    yield "date", _span(date) if date and (len(date.start) > 1 or date.end or date.open) else ""
    yield from ((name, _latex(value)) for name, value in last)
    yield "doi", _address(item.doi)
    yield "url", _address(item.url)
    yield "urldate", item.accessed.iso if item.accessed else ""


def _bibtex_name(name: Name) -> str:
    """{全名} for a name that is one string, else von Family, Jr, Given."""
    if name.literal:
        return f"{{{_latex(name.literal)}}}"
    family = " ".join(part for part in (name.non_dropping_particle, name.family) if part)
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    return _latex(", ".join(part for part in (family, name.suffix, given) if part))


def _latex(value: str) -> str:
    return re.sub(r"\s+", " ", value).translate(_LATEX)


def _address(value: str) -> str:
    """A URL or DOI, which styles print verbatim: no escapes but for what would break the entry."""
    return "".join(_URL_BRACES.get(c, c) for c in value)


def _span(date: Date) -> str:
    end = iso(date.end)
    return f"{date.iso}/{end}" if end or date.open else date.iso


# -- RIS -----------------------------------------------------------------------------------------------------------

_RIS_TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "SER",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}  # any other: GEN


def ris(items: Iterable[Item]) -> Iterator[str]:
    r"""A record for each item; lines end in CR LF, which readers on Windows want.

    >>> "".join(ris([Item("speech", title="开路", container_title="山村年鉴", page="12-18")])).split("\r\n")
    ['TY  - CHAP', 'TI  - 开路', 'T2  - 山村年鉴', 'SP  - 12', 'EP  - 18', 'ER  - ', '']
    """
    for item in items:
        lines = (f"{tag}  - {_one_line(value)}\r\n" for tag, value in _ris_fields(item) if value)
        yield "".join(lines) + "ER  - \r\n"


def ris_type(item: Item) -> str:
    """The reference type of an item.

    >>> ris_type(Item("speech")), ris_type(Item("speech", container_title="山村年鉴"))
    ('SLIDE', 'CHAP')
    """
    return "CHAP" if item.type == "speech" and item.container_title else _RIS_TYPES.get(item.type, "GEN")


def _ris_fields(item: Item) -> Iterator[tuple[str, str]]:
    date = item.issued or item.submitted
    first, _, last = re.sub(r"\s*[-–—]+\s*", "-", item.page).partition("-")
    yield "TY", ris_type(item)
    yield "ID", item.id
    for tag, people in (
        ("AU", item.author), ("A2", item.editor), ("A3", item.container_author), ("A4", item.translator)
    ):  # fmt: skip
        yield from ((tag, _ris_name(name)) for name in people)
    yield from (
        ("TI", item.title),
        ("T2", item.container_title or item.event_title),
        ("T3", item.collection_title),
        ("CY", item.publisher_place or item.archive_place or item.event_place),
        ("PB", item.publisher),
        ("PY", str(date.year) if date and date.year else ""),
        ("DA", _ris_date(date)),
        ("ET", item.edition),
        ("VL", item.volume),
        ("IS", item.issue),
        ("SP", first),
        ("EP", last),
        ("M1", item.number or item.version),
        ("M3", item.genre),
        ("SN", item.isbn or item.issn),
        ("DB", item.archive),
        ("CN", item.archive_location or item.call_number),
        ("LA", item.language),
        ("DO", item.doi),
        ("UR", item.url),
        ("Y2", _ris_date(item.accessed)),
        ("AB", item.abstract),
        ("N1", item.note),
        ("N1", str(item.quotation or "")),
    )


def _ris_name(name: Name) -> str:
    if name.literal:
        return name.literal
    family = " ".join(part for part in (name.non_dropping_particle, name.family) if part)
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    return ", ".join(part for part in (family, given, name.suffix) if part)


def _ris_date(date: Date | None) -> str:
    """YYYY/MM/DD/ with what is unknown left empty, and another reckoning after the last stroke."""
    if date is None or not (date.start or date.literal):
        return ""
    parts = [*date.iso.split("-"), "", ""][:3]
    return "/".join(parts) + "/" + date.literal


def _one_line(value: str) -> str:
    return re.sub(r"\s+", " ", value).strip()


# -- CSL-JSON ------------------------------------------------------------------------------------------------------


def csl_json(items: Iterable[Item]) -> Iterator[str]:
    """A JSON list of the items, an item a line.

    >>> print("".join(csl_json([Item("book", id="a"), Item("map", id="b")])))
    [
    {"type": "book", "id": "a"},
    {"type": "map", "id": "b"}
    ]
    <BLANKLINE>
    """
    before = "[\n"
    for item in items:
        yield before + json.dumps(item.to_json(), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


# -- which there are -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Format:
    """A format to write: its name in an address, media type, file ending, and the writer."""

    name: str
    media_type: str
    extension: str
    write: Callable[[Iterable[Item]], Iterator[str]]


FORMATS = {
    form.name: form
    for form in (
        Format("bibtex", "application/x-bibtex", "bib", bibtex),
        Format("ris", "application/x-research-info-systems", "ris", ris),
        Format("csljson", "application/vnd.citationstyles.csl+json", "json", csl_json),
    )
}
