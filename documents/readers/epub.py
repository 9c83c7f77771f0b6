"""Electronic books (.epub): the chapters in their order as light Markdown, what the book says of itself before them."""

from __future__ import annotations

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from .archives import content, opened
from .base import Decoded, SourceError
from .marked import to_markdown

CONTAINER = "META-INF/container.xml"
NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
FIELDS = (
    ("title", "title"),
    ("author", "creator"),
    ("publisher", "publisher"),
    ("date", "date"),
    ("isbn", "identifier"),
)


def read_epub(key: str, data: bytes) -> Decoded:
    """The text of a book; raises SourceError if it is none, is protected or unpacks beyond the limits."""
    with opened(key, data) as archive:
        if "META-INF/encryption.xml" in archive.namelist():
            raise SourceError(key, None, "the book is protected by DRM")
        container = parsed(key, CONTAINER, member(key, archive, CONTAINER))
        place = container.find(".//c:rootfile", NAMES)
        package_name = place.get("full-path", "") if place is not None else ""
        package = parsed(key, package_name, member(key, archive, package_name))
        chapters = [to_markdown(member(key, archive, name)) for name in spine(package, package_name)]
    return Decoded("\n".join([front_matter(package), *(chapter for chapter in chapters if chapter)]), "utf-8")


def member(key: str, archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of one file of the book; raises SourceError if it is missing."""
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise SourceError(key, name, "is missing from the book") from error
    return content(key, archive, info)


def parsed(key: str, name: str, xml: bytes) -> etree._Element:
    """An XML file of the book, with no entity resolved and nothing fetched."""
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise SourceError(key, name, f"broken XML: {error}") from error


def spine(package: etree._Element, package_name: str) -> list[str]:
    """The files of the text in reading order, without the navigation document."""
    folder = posixpath.dirname(package_name)
    items = {item.get("id"): item for item in package.findall(".//o:manifest/o:item", NAMES)}
    names = []
    for reference in package.findall(".//o:spine/o:itemref", NAMES):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in PAGES or "nav" in (item.get("properties") or "").split():
            continue
        names.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))))
    return names


def front_matter(package: etree._Element) -> str:
    """What the book says of itself, as YAML between two lines of dashes."""
    lines = []
    for name, element in FIELDS:
        for found in package.findall(f".//dc:{element}", NAMES):
            value = " ".join((found.text or "").split())
            if value and (name != "isbn" or value.lower().startswith(("97", "urn:isbn"))):
                lines.append(f"{name}: {value.removeprefix('urn:isbn:')}")
    return "\n".join(["---", *lines, "---", ""]) if lines else ""
