"""Packed files: what a .zip holds, and the parts of the packed formats .docx and .epub, within limits."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lxml import etree

from .base import SourceError
from .limits import LIMITS, MEGABYTE, Limits, at_most, blamed_on

ARCHIVES = frozenset((".zip",))
DIRECTORY_ENTRY = b"PK\x01\x02"  # begins each entry of a .zip's directory
STEP = MEGABYTE
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others cannot be unpacked in pieces of a known size
ENCRYPTED = 1
NAME_IS_UTF8 = 0x800
LONGEST_NAME = 255  # bytes of a file's or a folder's name, which no file system exceeds
DRIVE = re.compile(r"[A-Za-z]:")


class Member(NamedTuple):
    """A file in an archive: its key, which is the archive's with the path within, and where it is found."""

    key: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo


class Archive:
    """The files in a .zip and in the .zips within, in the order of their names.

    `members` can be read, `problems` say why others cannot. Raises SourceError for what is no archive, holds too many
    files or unpacks beyond the limits.
    """

    def __init__(self, key: str, file: Path | bytes, limits: Limits = LIMITS) -> None:
        self.key, self.limits = key, limits
        self.members: dict[str, Member] = {}
        self.problems: list[SourceError] = []
        self.entries = self.unpacked = self.held = 0
        self.add(key, file, 1)

    def add(self, key: str, file: Path | bytes, level: int) -> None:
        """Take up the files of an archive, `level` archives deep."""
        archive = opened(key, file, self.limits)
        infos = sorted(archive.infolist(), key=name_of)
        self.entries += len(infos)
        self.unpacked += sum(info.file_size for info in infos)
        self.held += sum(info.file_size for info in infos if is_archive(name_of(info)))
        at_most(self.key, None, self.entries, self.limits.entries, "files")
        at_most(self.key, None, self.unpacked, self.limits.unpacked, "bytes unpacked")
        at_most(self.key, None, self.held, self.limits.inner, "bytes of archives inside")
        for info in infos:
            if not info.is_dir() and not is_hidden(name_of(info)):
                try:
                    self.add_member(Member(key_of(key, name_of(info)), archive, info), level)
                except SourceError as error:
                    self.problems.append(error)

    def add_member(self, member: Member, level: int) -> None:
        """Take up a file, or the files of the archive that it is."""
        if member.key in self.members:
            raise SourceError(member.key, None, "stands twice in the archive")
        if any(str(folder) in self.members for folder in PurePosixPath(member.key).parents):
            raise SourceError(member.key, None, "a file of the archive stands where its folder should be")
        if is_archive(member.key):
            at_most(member.key, None, level + 1, self.limits.nesting, "archives inside each other")
            self.add(member.key, unpacked_member(member, self.limits), level + 1)
        else:
            self.members[member.key] = member

    def content(self, key: str) -> bytes:
        """The bytes of a member; raises SourceError if there is none of that key or it cannot be unpacked."""
        if key not in self.members:
            raise SourceError(key, None, "is not in the archive")
        return unpacked_member(self.members[key], self.limits)


def unpack(key: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Key and bytes of every file in an archive. Raises SourceError for what is no archive or is beyond the limits.

    A file that cannot be unpacked does not keep the others back: the first of them is raised when all others are given.
    """
    archive = Archive(key, data)
    problems = list(archive.problems)
    for member in archive.members:
        try:
            content = archive.content(member)
        except SourceError as error:
            problems.append(error)
        else:
            yield member, content
    if problems:
        raise problems[0]


def unpacked_member(member: Member, limits: Limits) -> bytes:
    """The bytes of a member."""
    return unpacked(member.key, None, member.archive, member.info, limits.bytes, limits)


def opened(key: str, file: Path | bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, its directory read; raises SourceError for what is none or has too many entries."""
    with blamed_on(key, "archive"):
        source = BytesIO(file) if isinstance(file, bytes) else file.open("rb")
        entries, end = 0, b""  # counted before Python makes an object of each
        while step := source.read(STEP):
            entries += (end + step).count(DIRECTORY_ENTRY)
            end = step[1 - len(DIRECTORY_ENTRY) :]
        at_most(key, None, entries, limits.entries, "files")
        return zipfile.ZipFile(source)


def unpacked(
    key: str, place: str | None, archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, limits: Limits
) -> bytes:
    """The bytes of one entry, which are never more than the directory says and the limits allow."""
    if info.flag_bits & ENCRYPTED:
        raise SourceError(key, place, "is encrypted")
    if info.compress_type not in METHODS:
        raise SourceError(key, place, "is packed in another way than stored or deflated")
    at_most(key, place, info.file_size, most, "bytes")
    ratio = info.file_size // max(1, info.compress_size)
    if info.file_size > MEGABYTE and ratio > limits.ratio:
        raise SourceError(key, place, f"is packed {ratio} to one, which no text is: an archive bomb")
    with blamed_on(key, "whole archive"), archive.open(info) as stream:
        data = stream.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise SourceError(key, place, "damaged, or no whole archive: not as long as its directory says")
    return data


def name_of(info: zipfile.ZipInfo) -> str:
    """The path within the archive, with forward slashes; names that Chinese Windows wrote in GB18030 decoded."""
    name = info.orig_filename
    if not info.flag_bits & NAME_IS_UTF8 and not name.isascii():
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeError):
                name = name.encode("cp437").decode(encoding)
                break
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def is_archive(name: str) -> bool:
    """Whether a file is itself an archive, by its name."""
    return posixpath.splitext(name)[1].lower() in ARCHIVES


def key_of(key: str, name: str) -> str:
    """The key of a file in an archive; raises SourceError for a name that leads out of it or is no text."""
    steps = [step for step in name.split("/") if step not in ("", ".")]
    shown = ascii(name)[1:-1] if any(unicodedata.category(c) in ("Cc", "Cs") for c in name) else name
    if shown != name:
        raise SourceError(f"{key}/{shown}"[:500], None, "the file's name is no text")
    if any(len(step.encode()) > LONGEST_NAME for step in steps):
        raise SourceError(key, shown[:100], "the file's name is too long")
    if ".." in steps or name.startswith("/") or DRIVE.match(name) or not steps:
        raise SourceError(key, shown[:200], "the name leads out of the archive")
    return "/".join([key, *steps])


def is_hidden(name: str) -> bool:
    """Whether a member is the packing program's, not the person's: __MACOSX, .DS_Store."""
    steps = [step for step in name.split("/") if step not in ("", ".", "..")]
    return any(step.startswith((".", "__MACOSX")) for step in steps)


class Package:
    """A packed file whose parts make up one text: a Word file, a book. Parts are found by their path."""

    def __init__(self, key: str, data: bytes, what: str, limits: Limits) -> None:
        self.key, self.what, self.limits = key, what, limits
        self.archive = opened(key, data, limits)
        self.infos = {info.filename: info for info in self.archive.infolist()}
        self.read_so_far = 0

    def __contains__(self, name: str) -> bool:
        return name in self.infos

    def part(self, name: str, most: int | None = None) -> bytes:
        """The bytes of a part, at most so many; raises SourceError naming it."""
        if name not in self.infos:
            raise SourceError(self.key, name, f"is missing: damaged, or no {self.what}")
        info = self.infos[name]
        self.read_so_far += info.file_size
        at_most(self.key, name, self.read_so_far, self.limits.bytes, "bytes unpacked")
        return unpacked(self.key, name, self.archive, info, most or self.limits.part, self.limits)

    def tree(self, name: str) -> etree._Element:
        """A small XML part as a tree, no entity resolved, nothing fetched."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        data = self.part(name, self.limits.table)
        refuse_entities(self.key, name, data)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise SourceError(self.key, name, f"broken XML: {error}") from error


def refuse_entities(key: str, name: str, xml: bytes) -> None:
    """Raise SourceError for XML that defines entities: no program writes such parts, and they grow without bounds."""
    if b"<!ENTITY" in xml or "<!ENTITY".encode("utf-16-le") in xml or "<!ENTITY".encode("utf-16-be") in xml:
        raise SourceError(key, name, "defines XML entities, which no such file does")
