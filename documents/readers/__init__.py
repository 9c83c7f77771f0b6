"""Source files in, decoded text out: one reader a file format, chosen by the end of the file name.

A reader is a function `(key, data) -> Decoded` and raises SourceError. What all share is here: the limits on size, the
key, the digest. A .zip holds several source files: `unpack` gives them one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from .archives import ARCHIVES, unpack
from .base import Decoded, SourceError, SourceText
from .docx import read_docx
from .epub import read_epub
from .html import read_html
from .pdf import read_pdf
from .records import read_json, read_json_lines
from .text import read_text

__all__ = ["ARCHIVES", "MAX_BYTES", "MEDIA_TYPES", "SourceError", "SourceText", "read_bytes", "read_source", "unpack"]

MAX_BYTES = 100_000_000  # of one source file
MAX_CHARACTERS = 60_000_000  # of its text: a packed format can hold far more than its size


class Format(NamedTuple):
    """A file format: what its text is marked as, and the function that reads it."""

    media_type: str
    read: Callable[[str, bytes], Decoded]


FORMATS = {
    ".txt": Format("text/plain", read_text),
    ".text": Format("text/plain", read_text),
    ".md": Format("text/markdown", read_text),
    ".markdown": Format("text/markdown", read_text),
    ".html": Format("text/html", read_html),
    ".htm": Format("text/html", read_html),
    ".xhtml": Format("text/html", read_html),
    ".csv": Format("text/csv", read_text),
    ".tsv": Format("text/csv", read_text),
    ".json": Format("application/json", read_json),
    ".jsonl": Format("application/x-ndjson", read_json_lines),
    ".ndjson": Format("application/x-ndjson", read_json_lines),
    ".docx": Format("text/markdown", read_docx),
    ".epub": Format("text/markdown", read_epub),
    ".pdf": Format("text/plain", read_pdf),
}
MEDIA_TYPES = {suffix: found.media_type for suffix, found in FORMATS.items()}


def source_key(path: Path, root: Path) -> str:
    """The path below the import root with forward slashes; a file outside the root is known by its name.

    >>> source_key(Path("/a/b/c.txt"), Path("/a")), source_key(Path("/x/c.txt"), Path("/a"))
    ('b/c.txt', 'c.txt')
    """
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def read_source(path: Path, root: Path) -> SourceText:
    """The source file at `path`, decoded. Raises SourceError if it cannot be read, is too large or holds no text."""
    key = source_key(path, root)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(key, None, f"{size:,} bytes are more than the {MAX_BYTES:,} a source file may have")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(key, None, error.strerror or str(error)) from error
    return read_bytes(key, data)


def read_bytes(key: str, data: bytes) -> SourceText:
    """The source file `key` with the content `data`, decoded. Raises SourceError as `read_source` does."""
    suffix = Path(key).suffix.lower()
    found = FORMATS.get(suffix)
    if found is None:
        raise SourceError(key, None, f"no reader for {suffix or 'a name without an ending'}")
    if len(data) > MAX_BYTES:
        raise SourceError(key, None, f"{len(data):,} bytes are more than the {MAX_BYTES:,} a source file may have")
    text, encoding = found.read(key, data)
    if not text.strip():
        raise SourceError(key, None, "the file holds no text")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(key, None, f"{len(text):,} characters are more than the {MAX_CHARACTERS:,} a text may have")
    return SourceText(key, data, sha256(data).hexdigest(), encoding, text, found.media_type)
