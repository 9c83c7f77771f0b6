"""Source files in, decoded text out: one reader a file format, chosen by the end of the file name.

A reader is a function `(key, data) -> (text, encoding, media type)`; `read_source` adds what all share: the limit on
size, the key, the digest. A format that holds several files (.zip) is unpacked by `read_sources`.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from .base import SourceError, SourceText
from .text import decode

__all__ = ["MAX_BYTES", "SourceError", "SourceText", "read_bytes", "read_source", "source_key"]

MAX_BYTES = 100_000_000  # of one source file

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}


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
    media_type = MEDIA_TYPES.get(suffix)
    if media_type is None:
        raise SourceError(key, None, f"no reader for {suffix or 'a name without an ending'}")
    if len(data) > MAX_BYTES:
        raise SourceError(key, None, f"{len(data):,} bytes are more than the {MAX_BYTES:,} a source file may have")
    text, encoding = decode(key, data)
    if not text.strip():
        raise SourceError(key, None, "the file holds no text")
    return SourceText(key, data, sha256(data).hexdigest(), encoding, text, media_type)
