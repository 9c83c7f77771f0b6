"""Packed files: what a .zip holds, and the parts of the packed formats .docx and .epub, within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath

from .base import SourceError

ARCHIVES = frozenset((".zip",))
MAX_MEMBERS = 20_000
MAX_UNPACKED = 1_000_000_000  # bytes of all members together
MAX_MEMBER = 100_000_000  # bytes of one
MAX_RATIO = 200  # text packs to a tenth, rarely to a fiftieth; a bomb to a thousandth
SMALL = 1_000_000  # bytes; below this the ratio does not matter


def unpack(key: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Key and content of each file in a .zip, in the order of their names; the key is `<zip>/<path within>`.

    Raises SourceError for what is no archive, is encrypted or unpacks beyond the limits. A .zip within is passed over
    by readers, as a file without a reader: archives are not unpacked twice.
    """
    with opened(key, data) as archive:
        for info in sorted(archive.infolist(), key=lambda info: name_of(info)):
            name = name_of(info)
            if not info.is_dir() and not hidden(name):
                yield f"{key}/{name}", content(key, archive, info)


def opened(key: str, data: bytes) -> zipfile.ZipFile:
    """The archive, its directory read and within the limits; raises SourceError otherwise."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise SourceError(key, None, f"not a readable archive: {error}") from error
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise SourceError(key, None, f"{len(infos):,} files are more than the {MAX_MEMBERS:,} an archive may hold")
    total = sum(info.file_size for info in infos)
    if total > MAX_UNPACKED:
        raise SourceError(key, None, f"unpacks to {total:,} bytes, more than the {MAX_UNPACKED:,} allowed")
    return archive


def content(key: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member, never more than its directory entry says and the limits allow."""
    name = name_of(info)
    if info.flag_bits & 1:
        raise SourceError(key, name, "is encrypted")
    if info.file_size > MAX_MEMBER:
        raise SourceError(key, name, f"unpacks to {info.file_size:,} bytes, more than the {MAX_MEMBER:,} allowed")
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size):
        raise SourceError(key, name, f"is packed {info.file_size // max(1, info.compress_size)} to one: no text is")
    try:
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise SourceError(key, name, f"cannot be unpacked: {error}") from error
    if len(data) > info.file_size:
        raise SourceError(key, name, "is larger than the archive says")
    return data


def name_of(info: zipfile.ZipInfo) -> str:
    """The path within the archive, without steps out of it; names that Chinese Windows wrote in GB18030 decoded."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(parts)


def hidden(name: str) -> bool:
    """Whether a member is of the packing program, not of the person: __MACOSX, .DS_Store."""
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
