"""What every reader gives: the decoded text of one source file, with its bytes and how they were read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

# What no text holds, and XML and PostgreSQL refuse: it comes in through escapes (`\u0000`) and the fonts of PDF files.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


class SourceError(ValueError):
    """A source file that cannot be read. `key` names the file, `place` where in it, `reason` says what is wrong.

    >>> str(SourceError("a/b.txt", "byte 17", "not text"))
    'a/b.txt, byte 17: not text'
    """

    def __init__(self, key: str, place: str | None, reason: str) -> None:
        reason = " ".join(CONTROL.sub("", reason).split())  # libraries speak in several lines, and quote the file
        self.key, self.place, self.reason = key, place, reason
        super().__init__(f"{key}, {place}: {reason}" if place else f"{key}: {reason}")

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str | None, str]]:
        return type(self), (self.key, self.place, self.reason)  # so that it can come out of another process


class Decoded(NamedTuple):
    """What a reader makes of bytes: the text, in which encoding it was written, and of what type the text is."""

    text: str
    encoding: str
    media_type: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source file, decoded. Offsets everywhere else in the archive are code points of `text`.

    `key` is the path below the import root with forward slashes. `text` is the file as it is where that can be read
    (.txt, .md, most .csv), else what the reader makes of it, the same each time: Markdown of a page, a Word file or a
    book, the lines of a PDF, JSON as a table. `media_type` as registered with IANA is that of `text`: it tells the
    layout stage what marks mean.
    """

    key: str
    data: bytes
    sha256: str
    encoding: str
    text: str
    media_type: str = "text/plain"


def printable(text: str) -> str:
    """`text` without control characters; lone surrogates become U+FFFD, as they stand for a lost character.

    >>> printable("会\\x00议\\ud800")
    '会议\\ufffd'
    """
    return NO_CHARACTER.sub("\ufffd", CONTROL.sub("", text))
