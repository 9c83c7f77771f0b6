"""What every reader gives: the decoded text of one source file, with its bytes and how they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class SourceError(ValueError):
    """A source file that cannot be read. `key` names the file, `place` where in it, `reason` says what is wrong.

    >>> str(SourceError("a/b.txt", "byte 17", "not text"))
    'a/b.txt, byte 17: not text'
    """

    def __init__(self, key: str, place: str | None, reason: str) -> None:
        self.key, self.place, self.reason = key, place, reason
        super().__init__(f"{key}, {place}: {reason}" if place else f"{key}: {reason}")


class Decoded(NamedTuple):
    """What a reader makes of bytes: the text, and in which encoding it was written."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source file, decoded. Offsets everywhere else in the archive are code points of `text`.

    `key` is the path below the import root with forward slashes; `media_type` as registered with IANA says what the
    marks in `text` mean to the layout stage: text/markdown for .docx and .epub, whose text their readers mark so.
    """

    key: str
    data: bytes
    sha256: str
    encoding: str
    text: str
    media_type: str = "text/plain"
