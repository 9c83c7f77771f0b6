"""Everything public as files: the interchange format, TEI, tables, and what they mean."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from archive.tables import neutralise
from documents import visibility
from documents.models.lock import snapshot

from .dictionary import PARTS as DESCRIBED
from .dictionary import datapackage, readme
from .record import Selection, lines
from .tables import TABLES, Table
from .tei import corpus_files

PARTS = tuple(DESCRIBED)
AT_ONCE = 1_000  # rows of a table in memory
File = tuple[str, Iterable[bytes]]


class Dump:
    """The files of a dump. `site` stands before the addresses of pages; `count` is the number of documents."""

    def __init__(self, site: str = "", parts: Sequence[str] = PARTS) -> None:
        self.site, self.count = site, 0
        self.parts = [part for part in PARTS if part in parts]

    def files(self) -> Iterator[File]:
        """Name and content of each file, of one moment of the archive; a content is taken before the next file."""
        with snapshot():
            self.count = visibility.documents().count()
            tables = TABLES if "tables" in self.parts else ()
            yield "README.md", [readme(self.parts, tables).encode()]
            for part in self.parts:
                yield from getattr(self, part)()

    def interchange(self) -> Iterator[File]:
        """Every document with all that hangs on it."""
        yield "interchange.jsonl", (f"{line}\n".encode() for line in lines(Selection()))

    def tei(self) -> Iterator[File]:
        """A file a document, and the corpus of them all."""
        rows = visibility.documents().order_by("public_id")
        return ((f"tei/{name}", content) for name, content in corpus_files(rows, self.address, "Yanlu 言录"))

    def tables(self) -> Iterator[File]:
        """The tables, and what programs need to know of them."""
        yield "datapackage.json", [datapackage(TABLES).encode()]
        for table in TABLES:
            yield f"tables/{table.name}.csv", written(table)

    def address(self, public_id: str) -> str:
        """The page of a document."""
        return f"{self.site}/d/{public_id}"


def written(table: Table) -> Iterator[bytes]:
    """A table as CSV, some rows at a time."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    for number, row in enumerate(table.values(), 1):
        writer.writerow(cell(value) for value in row)
        if number % AT_ONCE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def cell(value: Any) -> Any:
    """A value as it is written.

    >>> cell(None), cell(True), cell("=1")
    ('', 'true', "'=1")
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else neutralise(value)
