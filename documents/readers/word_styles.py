"""What a Word file says of its styles and lists: which paragraphs are headings, bold, numbered (ECMA-376)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from .numbering import Level, Numbering

WORD = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006/main|purl\.oclc\.org/ooxml/wordprocessingml/main)\}(\w+)$"
)
HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
TITLE = re.compile(r"(?:title|标题)$", re.I)
BODY = 9  # outline level of running text
OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs; None where it leaves that to the style it is based on."""

    based_on: str = ""
    level: int | None = None  # of a heading, 0 of a title, BODY of text
    bold: bool | None = None
    number: str | None = None  # the id of a list
    depth: int | None = None


def word(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of local names below one."""
    found = [element]
    for step in path.split("/"):
        found = [child for each in found for child in each if local_name(child.tag) == step]
    return found


@lru_cache(maxsize=1000)
def local_name(tag: object) -> str:
    """The name of a WordprocessingML element, "" for any other."""
    match = WORD.match(tag) if isinstance(tag, str) else None
    return match[1] if match else ""


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    return attribute(element.attrib, name) if element is not None else None


def attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """An attribute of WordprocessingML, whichever edition of the standard its namespace is from."""
    return next((each for key, each in attributes.items() if key.rpartition("}")[2] == name), None)


def one(element: etree._Element, path: str) -> str | None:
    """The `val` of the first element at a path."""
    found = word(element, path)
    return value(found[0]) if found else None


def whole(text: str | None) -> int | None:
    """A number of at most four digits, None if it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else None


def read_styles(root: etree._Element) -> dict[str, Style]:
    """The styles of a document by their id."""
    styles = {}
    for element in word(root, "style"):
        name = one(element, "name") or ""
        heading = HEADING.match(name)
        outline = whole(one(element, "pPr/outlineLvl"))
        level = int(heading[1]) if heading else 0 if TITLE.match(name) else None
        if level is None and outline is not None:
            level = BODY if outline >= BODY else outline + 1
        bold = word(element, "rPr/b")
        styles[value(element, "styleId") or ""] = Style(
            one(element, "basedOn") or "",
            level,
            value(bold[0]) not in OFF if bold else None,
            one(element, "pPr/numPr/numId"),
            whole(one(element, "pPr/numPr/ilvl")),
        )
    return {name: whole_style(name, styles) for name in styles}


def whole_style(name: str, styles: Mapping[str, Style]) -> Style:
    """A style with what it takes over from those it is based on."""
    style, seen = styles[name], {name}
    base = style.based_on
    while base in styles and base not in seen:
        seen.add(base)
        below = styles[base]
        style = replace(
            style,
            level=below.level if style.level is None else style.level,
            bold=below.bold if style.bold is None else style.bold,
            number=below.number if style.number is None else style.number,
            depth=below.depth if style.depth is None else style.depth,
        )
        base = below.based_on
    return style


def read_numbering(root: etree._Element) -> Numbering:
    """The lists of a document."""
    shared = {
        value(element, "abstractNumId"): read_levels(word(element, "lvl")) for element in word(root, "abstractNum")
    }
    numbering = Numbering()
    for element in word(root, "num"):
        number, base = value(element, "numId") or "", one(element, "abstractNumId") or ""
        levels = dict(shared.get(base, {}))
        overrides = word(element, "lvlOverride")
        for override in overrides:
            depth, start = whole(value(override, "ilvl")) or 0, whole(one(override, "startOverride"))
            levels |= read_levels(word(override, "lvl"))
            if start is not None:
                levels[depth] = replace(levels.get(depth, Level()), start=start)
        numbering.levels[number] = levels
        numbering.counters[number] = number if overrides else f"shared {base}"
    return numbering


def read_levels(elements: list[etree._Element]) -> dict[int, Level]:
    """The levels of a list by their depth."""
    return {
        whole(value(element, "ilvl")) or 0: Level(
            one(element, "numFmt") or "decimal",
            one(element, "lvlText") or "",
            whole(one(element, "start")) or 1,
            bool(word(element, "isLgl")),
        )
        for element in elements
    }
