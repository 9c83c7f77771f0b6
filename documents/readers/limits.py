"""How much of everything a source file may have. A file that has more is refused with a reason, before it costs it.

The numbers leave room for the largest files archives hold (a yearbook of 3,000 pages, a site saved as one .zip) and
keep the reading of any one file below a gigabyte of memory and a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import thread_time

from .base import SourceError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, counts and seconds; one value for all formats, smaller ones in tests."""

    bytes: int = 100 * MEGABYTE  # of one source file, and of one member of an archive when unpacked
    characters: int = 60_000_000  # of its text
    line: int = 1_000_000  # characters of a line: no page and no paragraph is as long
    unpacked: int = 1_000 * MEGABYTE  # of all members of an archive together; they are unpacked one at a time
    inner: int = 200 * MEGABYTE  # of all archives inside an archive together; they are held in memory
    part: int = 50 * MEGABYTE  # of one XML part of a Word file or chapter of a book, unpacked
    table: int = 8 * MEGABYTE  # of a part that is read as a tree: styles, numbering, a book's list of chapters
    ratio: int = 200  # of unpacked to packed size, beyond the first megabyte; text rarely reaches 20
    entries: int = 10_000  # of an archive or a book
    nesting: int = 3  # archives inside archives
    tags: int = 500_000  # of a web page
    lines: int = 1_000_000  # of a web page, as it is written
    depth: int = 5_000  # of elements inside elements
    values: int = 1_000_000  # of a JSON file or a table
    columns: int = 1_000
    pages: int = 10_000  # of a PDF
    memory: int = 1_000 * MEGABYTE  # of the process that reads a PDF
    seconds: float = 60  # of the processor
    patience: float = 5  # times as many seconds on the clock, for work in another process


LIMITS = Limits()


class Deadline:
    """How long a file may keep the processor: a busy machine fails none. Whoever works on it looks now and then.

    >>> Deadline("a.html", 60).check()
    """

    def __init__(self, key: str, seconds: float) -> None:
        self.key, self.seconds = key, seconds
        self.end = thread_time() + seconds

    def check(self) -> None:
        """Raise SourceError if the time is over."""
        if thread_time() > self.end:
            raise SourceError(self.key, None, f"reading it took longer than {self.seconds:g} seconds")


def at_most(key: str, place: str | None, count: int, most: int, what: str) -> None:
    """Raise SourceError if there is more of something than there may be.

    >>> at_most("a.pdf", None, 3, 2, "pages")
    Traceback (most recent call last):
    documents.readers.base.SourceError: a.pdf: 3 pages are more than the 2 a file may have
    """
    if count > most:
        raise SourceError(key, place, f"{count:,} {what} are more than the {most:,} a file may have")


@contextmanager
def blamed_on(key: str, what: str) -> Iterator[None]:
    """Turn whatever goes wrong while reading a damaged file into a SourceError that says it is no `what`.

    Damaged files raise anything in any library. A caller's own time limit (TimeoutError) goes through.

    >>> with blamed_on("a.docx", "Word file"):
    ...     raise KeyError("word/document.xml")
    Traceback (most recent call last):
    documents.readers.base.SourceError: a.docx: damaged, or no Word file: 'word/document.xml'
    """
    try:
        yield
    except (SourceError, TimeoutError):
        raise
    except MemoryError as error:
        raise SourceError(key, None, "reading it takes more memory than there is") from error
    except Exception as error:
        raise SourceError(key, None, f"damaged, or no {what}: {str(error)[:200] or type(error).__name__}") from error
