"""What is taken away as a file: references, items for reference managers, tables; written row by row.

Whatever is taken gives its items and its lines one after another, and every format is written in pieces, so that a
hundred thousand quotations need no more memory than ten. Only what has to be sorted as a whole is held, and is cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from archive.tables import TableResource, csv_pieces, xlsx_pieces

from ..citations.csl import Item
from ..citations.exchange import FORMATS
from ..citations.gbt7714 import EDITIONS, ORDERS, STYLES, Reference, reference_list, references
from .word import docx_pieces

CHUNK = 500  # rows that are held at once
SORTED = 10_000  # references that are sorted at most: sorting holds them all


class Taken(Protocol):
    """What can be taken away."""

    def items(self, site: str = "") -> Iterator[Item]:
        """Its CSL items, one by one; `site` stands before the addresses of pages, here and in the table."""

    def lines(self, site: str) -> Iterator[list[Any]]:
        """Its table: the heads of the columns, then a line a row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind, with all loaded that writing them needs. Without `item_of` they are only tabled."""

    rows: QuerySet[Any]
    table: type[TableResource]
    item_of: Callable[[Any, str, str], Item] | None = None

    def items(self, site: str = "") -> Iterator[Item]:
        """Their CSL items, read today."""
        today = timezone.localdate().isoformat()
        return (self.item_of(row, today, site) for row in self._read()) if self.item_of else iter(())

    def lines(self, site: str) -> Iterator[list[Any]]:
        """Their table."""
        return self.table().lines(self._read(), site)

    def _read(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=CHUNK)


@dataclass(frozen=True)
class Printing:
    """How references are printed: edition of GB/T 7714, numeric or author-date, as cited or by name.

    `site` (https://example.org) stands before the addresses of pages.

    >>> Printing.asked({"edition": "2015", "style": "colour"})
    Printing(edition='2015', style='numeric', order='appearance', site='')
    >>> Printing.asked({"style": "author-date"}).order
    'name'
    """

    edition: str = next(iter(EDITIONS))
    style: str = STYLES[0]
    order: str = ORDERS[0]
    site: str = ""

    @classmethod
    def asked(cls, values: Any, site: str = "") -> Printing:
        """As the values of an address ask for; what is not understood is as it is by default."""
        edition, style, order = (values.get(name, "") for name in ("edition", "style", "order"))
        style = style if style in STYLES else cls.style
        usual = "name" if style == "author-date" else cls.order
        edition = edition if edition in EDITIONS else cls.edition
        return cls(edition, style, order if order in ORDERS else usual, site)

    def references(self, items: Iterable[Item]) -> Iterable[Reference]:
        """The references of the items, one by one where nothing has to be sorted."""
        if (self.style, self.order) == (STYLES[0], ORDERS[0]):
            return references(items, self.edition)
        return reference_list(list(islice(items, SORTED)), self.edition, self.style, self.order)


Pieces = Iterator[str] | Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: its ending, media type, and what writes it. `cites`: it needs items, not lines."""

    extension: str
    media_type: str
    write: Callable[[Taken, Printing], Pieces]
    cites: bool = True


def _text(taken: Taken, printing: Printing) -> Iterator[str]:
    return (f"{reference}\n" for reference in printing.references(taken.items(printing.site)))


def _word(taken: Taken, printing: Printing) -> Iterator[bytes]:
    return docx_pieces(printing.references(taken.items(printing.site)))


def _csv(taken: Taken, printing: Printing) -> Iterator[str]:
    return csv_pieces(taken.lines(printing.site))


def _xlsx(taken: Taken, printing: Printing) -> Iterator[bytes]:
    return xlsx_pieces(taken.lines(printing.site))


def _items(write: Callable[[Iterable[Item]], Iterator[str]]) -> Callable[[Taken, Printing], Pieces]:
    def pieces(taken: Taken, printing: Printing) -> Iterator[str]:
        return write(taken.items(printing.site))

    return pieces


OFFICE = "application/vnd.openxmlformats-officedocument"
FILES: dict[str, Format] = {
    made.extension: made
    for made in (
        Format("txt", "text/plain; charset=utf-8", _text),
        Format("docx", f"{OFFICE}.wordprocessingml.document", _word),
        *(Format(each.extension, f"{each.media_type}; charset=utf-8", _items(each.write)) for each in FORMATS.values()),
        Format("csv", "text/csv; charset=utf-8", _csv, cites=False),
        Format("xlsx", f"{OFFICE}.spreadsheetml.sheet", _xlsx, cites=False),
    )
}


def site_of(request: HttpRequest) -> str:
    """Where the archive is, as the reader reached it: what stands before the addresses of its pages."""
    return request.build_absolute_uri("/").rstrip("/")


def as_file(taken: Taken, extension: str, name: str, printing: Printing | None = None) -> StreamingHttpResponse:
    """The answer that saves `taken` as a file of that name; KeyError for an extension that is not in FILES."""
    form = FILES[extension]
    pieces = form.write(taken, printing or Printing())
    response = StreamingHttpResponse(pieces, content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response["X-Robots-Tag"] = "noindex"
    return response
