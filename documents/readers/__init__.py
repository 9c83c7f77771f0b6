"""Source files in, decoded text out: one reader a file format, chosen by the end of the file name and the first bytes.

A reader is a function `(key, data, limits) -> Decoded` and raises SourceError, nothing else. What all share is here:
the limits on size, the key, the digest. A .zip holds several source files: `read_sources` gives their texts, `Archive`
their keys and bytes one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from .archives import ARCHIVES, Archive, unpack
from .base import Decoded, SourceError, SourceText
from .docx import read_docx
from .epub import read_epub
from .html import read_html
from .limits import LIMITS, Limits, at_most, blamed_on
from .pdf import read_pdf
from .tables import read_csv, read_json, read_json_lines
from .text import read_text
from .xml import read_xml

__all__ = [
    "ARCHIVES",
    "MAX_BYTES",
    "SUFFIXES",
    "Archive",
    "SourceError",
    "SourceText",
    "read_bytes",
    "read_source",
    "read_sources",
    "source_key",
    "unpack",
]

MAX_BYTES = LIMITS.bytes

READERS: dict[str, Callable[[str, bytes, Limits], Decoded]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".docx": read_docx,
    ".epub": read_epub,
    ".pdf": read_pdf,
    ".xml": read_xml,
    ".akn": read_xml,
    ".an": read_xml,
}
SUFFIXES = frozenset(READERS)  # ends of names that there is a reader for

# What a file is whatever its name says, by its first bytes, and what to do about those that nothing reads.
UNREADABLE = {
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc) or one with a password: save it as .docx without one",
    b"{\\rtf": "an RTF file: save it as .docx",
    b"\x89PNG": "a picture: it needs OCR first",
    b"\xff\xd8\xff": "a picture: it needs OCR first",
    b"II*\x00": "a picture: it needs OCR first",
    b"MM\x00*": "a picture: it needs OCR first",
    b"AT&TFORM": "a DjVu file: it needs OCR first",
    b"Rar!\x1a": "a RAR archive: unpack it first",
    b"7z\xbc\xaf": "a 7z archive: unpack it first",
    b"\x1f\x8b": "a gzip archive: unpack it first",
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
        at_most(key, None, path.stat().st_size, MAX_BYTES, "bytes")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(key, None, error.strerror or str(error)) from error
    return read_bytes(key, data)


def read_sources(path: Path, root: Path, limits: Limits = LIMITS) -> Iterator[SourceText | SourceError]:
    """Every text in the file at `path`: one, or those in an archive; what cannot be read as the error it is."""
    key = source_key(path, root)
    try:
        if path.suffix.lower() not in ARCHIVES:
            yield read_source(path, root)
            return
        archive = Archive(key, path, limits)
    except SourceError as error:
        yield error
        return
    yield from archive.problems
    for member in archive.members:
        try:
            yield read_bytes(member, archive.content(member), limits)
        except SourceError as error:
            yield error


def read_bytes(key: str, data: bytes, limits: Limits = LIMITS) -> SourceText:
    """The source file `key` with the content `data`, decoded. Raises SourceError as `read_source` does."""
    at_most(key, None, len(data), limits.bytes, "bytes")
    if not data:
        raise SourceError(key, None, "the file is empty: it holds no text")
    suffix = kind(key, data)
    with blamed_on(key, suffix):
        text, encoding, media_type = READERS[suffix](key, data, limits)
        check_text(key, text, limits)
    return SourceText(key, data, sha256(data).hexdigest(), encoding, text, media_type)


def kind(key: str, data: bytes) -> str:
    """The format of a file as the end of a name: what its first bytes say goes before what it is called.

    >>> kind("a.txt", b"%PDF-1.7"), kind("a.md", b"# a")
    ('.pdf', '.md')
    """
    suffix = Path(key).suffix.lower()
    if suffix in ARCHIVES:
        raise SourceError(key, None, "an archive, which holds several files")
    if suffix not in READERS:
        raise SourceError(key, None, f"no reader for {suffix or 'a name without an ending'}")
    unreadable = next((reason for start, reason in UNREADABLE.items() if data.startswith(start)), "")
    if unreadable:
        raise SourceError(key, None, unreadable)
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".epub" if b"application/epub+zip" in data[:200] or suffix == ".epub" else ".docx"
    if suffix in (".pdf", ".docx", ".epub"):
        raise SourceError(key, "byte 0", f"damaged, or no {suffix} file: it does not begin as one")
    return suffix


def check_text(key: str, text: str, limits: Limits) -> None:
    """Raise SourceError for a text that is empty, too long or has an endless line."""
    if text.isspace() or not text:
        raise SourceError(key, None, "the file holds no text")
    at_most(key, None, len(text), limits.characters, "characters")
    at = 0
    while len(text) - at > limits.line:
        end = text.rfind("\n", at, at + limits.line + 1)
        if end < 0:
            line = text.count("\n", 0, at) + 1
            raise SourceError(key, f"line {line}", f"more than {limits.line:,} characters without a line end")
        at = end + 1
