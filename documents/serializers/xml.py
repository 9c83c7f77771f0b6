"""XML as all writers here make it: elements from names and values, text that XML can hold, EDTF as attributes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from lxml import etree

from archive.lib import edtf

Element: TypeAlias = "etree._Element"
Content: TypeAlias = "Element | str | None"
Make = Callable[..., Element]

XML = "{http://www.w3.org/XML/1998/namespace}"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def writable(text: str) -> str:
    """`text` with U+FFFD for each character that XML 1.0 cannot hold: offsets stay right.

    >>> writable("会\\x0b议")
    '会\\ufffd议'
    """
    return _UNWRITABLE.sub("\ufffd", text)


def maker(namespace: str, nsmap: dict[str | None, str] | None = None) -> Make:
    """A function that makes elements of a namespace.

    Attributes without a value are left out; `xml_id` and `xml_lang` are those of XML, `from_` is `from`.

    >>> make = maker("urn:x")
    >>> etree.tostring(make("p", "水", make("lb"), "渠", n="", xml_id="a"), encoding="unicode")
    '<p xmlns="urn:x" xml:id="a">水<lb/>渠</p>'
    """

    def make(tag: str, *content: Content, **attributes: str | None) -> Element:
        element = etree.Element(f"{{{namespace}}}{tag}", nsmap=nsmap or {None: namespace})
        for name, value in attributes.items():
            if value:
                known = name.replace("xml_", XML) if name.startswith("xml_") else name.rstrip("_")
                element.set(known, writable(value))
        add(element, *content)
        return element

    return make


def add(element: Element, *content: Content) -> None:
    """Put texts and elements after what an element holds."""
    for each in content:
        if isinstance(each, str):
            text = writable(each)
            if len(element):
                element[-1].tail = (element[-1].tail or "") + text
            else:
                element.text = (element.text or "") + text
        elif each is not None:
            element.append(each)


class Stretch(NamedTuple):
    """Characters of a text that an element is to hold; `wrap` makes it for the n-th piece, counted from 0."""

    start: int
    end: int
    wrap: Callable[[int], Element]


def marked_up(text: str, stretches: Iterable[Stretch]) -> Iterator[str | Element]:
    """The text with its stretches as elements, inner ones in outer ones; one that crosses another is made in pieces.

    >>> make = maker("urn:x")
    >>> cut = [Stretch(1, 3, lambda n: make("a")), Stretch(2, 4, lambda n: make("b"))]
    >>> etree.tostring(make("p", *marked_up("零一二三四", cut)), encoding="unicode")
    '<p xmlns="urn:x">零<a>一<b>二</b></a><b>三</b>四</p>'
    """
    kept = [each for each in stretches if 0 <= each.start < each.end <= len(text)]
    made: Counter[int] = Counter()  # pieces of each stretch so far

    def nested(start: int, end: int, pieces: list[tuple[int, int, int]]) -> Iterator[str | Element]:
        at = start
        while pieces:
            pieces.sort(key=lambda piece: (piece[0], -piece[1]))
            first, last, index = pieces.pop(0)
            inside = [piece for piece in pieces if piece[0] < last]
            crossing = [(last, high, which) for _, high, which in inside if high > last]
            pieces = [piece for piece in pieces if piece[0] >= last] + crossing
            if at < first:
                yield text[at:first]
            element = kept[index].wrap(made[index])
            made[index] += 1
            add(element, *nested(first, last, [(low, min(high, last), which) for low, high, which in inside]))
            yield element
            at = last
        if at < end:
            yield text[at:end]

    yield from nested(0, len(text), [(each.start, each.end, index) for index, each in enumerate(kept)])


def when(date: str, until: str = "") -> dict[str, str]:
    """The attributes that say an EDTF date, or the time from one to another, in TEI.

    >>> when("2013-06"), when("1957-05/1957-06")
    ({'when': '2013-06'}, {'from': '1957-05', 'to': '1957-06'})
    >>> when("195X"), when("1967~")
    ({'notBefore': '1950-01-01', 'notAfter': '1959-12-31'}, {'when': '1967', 'cert': 'low'})
    """
    start, _, end = date.partition("/")
    end = until or end
    if end and end != start:
        ends = {"from": start, "to": end}
        return {name: value for name, value in ends.items() if _DAY.fullmatch(value)}
    if _DAY.fullmatch(start):
        return {"when": start}
    if start and _DAY.fullmatch(start[:-1]):
        return {"when": start[:-1], "cert": "low"}
    try:
        earliest, latest = edtf.parse(date)
    except ValueError:
        return {}
    bounds = {"notBefore": earliest, "notAfter": latest}
    return {name: day.isoformat() for name, day in bounds.items() if day}


def written(root: Element) -> bytes:
    """The document as bytes in UTF-8, with a declaration; white space is as it stands."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
