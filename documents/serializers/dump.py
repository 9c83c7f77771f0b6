"""Everything public as files: TEI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from documents import visibility
from documents.models.lock import snapshot

from .tei import corpus_files

PARTS = ("tei",)
File = tuple[str, Iterable[bytes]]


class Dump:
    """The files of a dump. `site` stands before the addresses of pages; `count` is the number of documents."""

    def __init__(self, site: str = "", parts: Sequence[str] = PARTS) -> None:
        self.site, self.parts, self.count = site, parts, 0

    def files(self) -> Iterator[File]:
        """Name and content of each file, of one moment of the archive; a content is taken before the next file."""
        with snapshot():
            self.count = visibility.documents().count()
            for part in PARTS:
                if part in self.parts:
                    yield from getattr(self, part)()

    def address(self, public_id: str) -> str:
        """The page of a document."""
        return f"{self.site}/d/{public_id}"

    def tei(self) -> Iterator[File]:
        """A file a document, and the corpus of them all."""
        rows = visibility.documents().order_by("public_id")
        return ((f"tei/{name}", content) for name, content in corpus_files(rows, self.address, "Yanlu 言录"))
