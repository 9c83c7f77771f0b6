"""Electronic books (.epub): the chapters in their order as Markdown, what the book says of itself before them."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from lxml import etree

from .archives import Package
from .base import Decoded, SourceError
from .html import Page
from .limits import Deadline, Limits, at_most, blamed_on
from .markdown import MarkdownWriter

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
FIELDS = {"title": "title", "author": "creator", "publisher": "publisher", "date": "date"}  # ours: Dublin Core's
ISBN = re.compile(r"(?:urn:isbn:|isbn[:\s]*)?((?:97[89][-\s]?)?[\d-]{9,13}[\dXx])$", re.I)


def read_epub(key: str, data: bytes, limits: Limits) -> Decoded:
    """The text of a book; raises SourceError if it is none, is protected or unpacks beyond the limits."""
    book = Package(key, data, "book", limits)
    deadline = Deadline(key, limits.seconds)
    with blamed_on(key, "book"):
        roots = [root.get("full-path", "") for root in local(book.tree(CONTAINER), "rootfile")]
        if not roots:
            raise SourceError(key, CONTAINER, "names no book")
        package = book.tree(roots[0])
        names = spine(package, roots[0])
        at_most(key, None, len(names), limits.entries, "chapters")
        refuse_protected(book, names)
        writer = MarkdownWriter()
        for name in names:
            page = Page(key, limits, writer, book=True)
            page.read(book.part(name))
            writer.close_all()  # what a chapter leaves open does not run on into the next
            deadline.check()
        said = fields(package)
        return Decoded(writer.finished(said, said.pop("title")), "utf-8", "text/markdown")


def local(root: etree._Element, name: str) -> list[etree._Element]:
    """The elements of a name below `root`, in any namespace: old books use several."""
    return [each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name]


def spine(package: etree._Element, package_name: str) -> list[str]:
    """The files of the text in reading order, without the table of contents made for reading programs."""
    folder = posixpath.dirname(package_name)
    items = {item.get("id"): item for item in local(package, "item")}
    names = []
    for reference in local(package, "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in PAGES or "nav" in (item.get("properties") or "").split():
            continue
        href = unquote(item.get("href", "")).partition("#")[0]
        names.append(posixpath.normpath(posixpath.join(folder, href)))
    return list(dict.fromkeys(names))


def refuse_protected(book: Package, names: list[str]) -> None:
    """Raise SourceError if chapters are encrypted; many books have only their fonts so."""
    if ENCRYPTION not in book:
        return
    encrypted = {unquote(each.get("URI", "")) for each in local(book.tree(ENCRYPTION), "CipherReference")}
    if encrypted & set(names):
        raise SourceError(book.key, ENCRYPTION, "the book is protected by DRM")


def fields(package: etree._Element) -> dict[str, str]:
    """What the book says of itself, as front matter."""
    found = {}
    for name, element in FIELDS.items():
        values = [" ".join("".join(each.itertext()).split()) for each in local(package, element)]
        values = [value for value in values if value]
        found[name] = "、".join(values) if name == "author" else next(iter(values), "")
    numbers = [ISBN.match("".join(each.itertext()).strip()) for each in local(package, "identifier")]
    found["isbn"] = next((number[1] for number in numbers if number), "")
    return found
