"""The CSL-JSON item: what a citation is made from, read, checked and written.

Names and meanings are those of the Citation Style Language 1.0.2 (csl-data.json): a variable `publisher-place` is the
attribute `publisher_place` here. A quotation rides in `custom`, the place that the schema keeps for what it has no
variable for. Variables that this model does not know are kept in `other` and written back as they came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from functools import cache
from typing import Any

from .csl_dates import Date, iso
from .csl_values import TYPES, CSLError, kind_name, string
from .note_fields import with_note_fields

__all__ = [
    "HAN", "TYPES", "CSLError", "Date", "Item", "Name", "Quotation", "iso", "read_items", "read_list", "write_items",
]  # fmt: skip

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Name:
    """A person by `family`, `given` and particles, or a `literal` name in one string: Chinese names, bodies."""

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""

    @classmethod
    def from_json(cls, value: object, where: str) -> Name:
        """The name in a CSL-JSON object; CSLError with `where` for one that names nobody."""
        if not isinstance(value, Mapping):
            raise CSLError(f"{where} must be an object with literal, or family and given, not {kind_name(value)}")
        known = {f.name: string(value.get(_key(f.name)), f"{where}.{_key(f.name)}") for f in fields(cls)}
        name = cls(**known)
        if not (name.family or name.given or name.literal):
            raise CSLError(f"{where} has neither literal nor family nor given")
        return name

    def to_json(self) -> dict[str, str]:
        """The name as a CSL-JSON object, empty parts left out."""
        return {_key(f.name): value for f in fields(self) if (value := getattr(self, f.name))}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a citation stands for: their `text`, who said them, and where in the item (a page, a column).

    >>> str(Quotation("先修路", "王守田", "12"))
    '王守田：“先修路”'
    """

    text: str
    speaker: str = ""
    locator: str = ""

    def __str__(self) -> str:
        colon = "：" if HAN.search(self.text) else ": "
        return f"{self.speaker}{colon if self.speaker else ''}“{self.text}”"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be cited. `page` is the page cited where one is, else the first and last page of the piece.

    >>> item = Item.from_json({"id": "a", "type": "book", "title": "山村调查", "issued": {"date-parts": [["1984", 5]]}})
    >>> item.issued.iso, item.to_json()["issued"]
    ('1984-05', {'date-parts': [[1984, 5]]})
    >>> Item.from_json({"id": "b", "type": "bok", "title": "山村调查"})
    Traceback (most recent call last):
        ...
    documents.citations.csl_values.CSLError: item b: type 'bok' is none of CSL's; did you mean 'book'?
    """

    type: str
    id: str = ""
    title: str = ""
    language: str = ""
    genre: str = ""
    medium: str = ""
    number: str = ""
    version: str = ""
    edition: str = ""
    volume: str = ""
    volume_title: str = ""
    issue: str = ""
    page: str = ""
    section: str = ""
    scale: str = ""
    dimensions: str = ""
    container_title: str = ""
    collection_title: str = ""
    event_title: str = ""
    event_place: str = ""
    publisher: str = ""
    publisher_place: str = ""
    authority: str = ""
    archive: str = ""
    archive_place: str = ""
    archive_location: str = ""
    call_number: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    abstract: str = ""
    note: str = ""
    author: tuple[Name, ...] = ()
    container_author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    compiler: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    illustrator: tuple[Name, ...] = ()
    director: tuple[Name, ...] = ()
    composer: tuple[Name, ...] = ()
    performer: tuple[Name, ...] = ()
    producer: tuple[Name, ...] = ()
    host: tuple[Name, ...] = ()
    interviewer: tuple[Name, ...] = ()
    recipient: tuple[Name, ...] = ()
    issued: Date | None = None
    accessed: Date | None = None
    submitted: Date | None = None
    event_date: Date | None = None
    quotation: Quotation | None = None
    other: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def from_json(cls, value: object, where: str = "item") -> Item:
        """The item in a CSL-JSON object. CSLError says which variable of which item is wrong, and what it should be."""
        if not isinstance(value, Mapping):
            raise CSLError(f"{where} must be an object, not {kind_name(value)}")
        where = f"item {value['id']}" if value.get("id") else where
        kind = string(value.get("type"), f"{where}: type")
        if kind not in TYPES:
            close = get_close_matches(kind, TYPES, 1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            missing = "type is missing" + ("; itemType is Zotero's own: export CSL JSON" if "itemType" in value else "")
            raise CSLError(f"{where}: type {kind!r} is none of CSL's{hint}" if kind else f"{where}: {missing}")
        value = with_note_fields(value, frozenset(_attributes()))
        known: dict[str, Any] = {}
        other: dict[str, Any] = {}
        for key, content in value.items():
            attribute = _attributes().get(key)
            if attribute is None:
                other[key] = content
            elif content not in (None, "", [], {}):
                known[attribute] = _READERS[_shapes()[attribute]](content, f"{where}: {key}")
        custom = value.get("custom")
        if isinstance(custom, Mapping) and isinstance(custom.get("quotation"), str):
            known["quotation"] = Quotation(
                custom["quotation"],
                string(custom.get("speaker"), f"{where}: custom.speaker"),
                string(custom.get("locator"), f"{where}: custom.locator"),
            )
            other["custom"] = {k: v for k, v in custom.items() if k not in ("quotation", "speaker", "locator")}
        return cls(**known, other={k: v for k, v in other.items() if k != "custom" or v})

    def to_json(self) -> dict[str, Any]:
        """The item as a CSL-JSON object; reading it back gives an equal item."""
        value: dict[str, Any] = {}
        for attribute, shape in _shapes().items():
            content = getattr(self, attribute)
            if not content:
                continue
            if shape == "names":
                content = [name.to_json() for name in content]
            elif shape == "date":
                content = content.to_json()
            value[_key(attribute)] = content
        value.update(self.other)
        if self.quotation:
            parts = {f.name: getattr(self.quotation, f.name) for f in fields(Quotation)}
            quoted = {"quotation": parts.pop("text"), **{k: v for k, v in parts.items() if v}}
            value["custom"] = {**self.other.get("custom", {}), **quoted}
        return value

    def quoting(self, text: str, speaker: str = "", locator: str = "") -> Item:
        """The same item cited for words in it. The page of the words takes the place of the pages of the piece
        (GB/T 7714, 引文参考文献的页码著录引用信息所在页).

        >>> Item("article-newspaper", page="1-2").quoting("先修路", "王守田", "2").page
        '2'
        """
        return replace(self, quotation=Quotation(text, speaker, locator), page=locator or self.page)


def read_items(text: str) -> list[Item]:
    """The items of a CSL-JSON document (a list, or one object); CSLError names the line or the item that is wrong."""
    return [Item.from_json(value, f"item {number}") for number, value in enumerate(read_list(text), start=1)]


def read_list(text: str) -> list[object]:
    """The objects of a CSL-JSON document, unchecked; CSLError if it is no JSON list.

    >>> read_list("[1, 2")
    Traceback (most recent call last):
        ...
    documents.citations.csl_values.CSLError: not JSON: line 1, column 6: Expecting ',' delimiter
    """
    try:
        values = json.loads(text.removeprefix("\ufeff"))
        if _SURROGATE.search(text):  # half a pair is no character: it cannot be printed or sent
            values = json.loads(json.dumps(values, ensure_ascii=False).encode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        raise CSLError(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise CSLError("not CSL-JSON: nested too deeply") from None
    if isinstance(values, Mapping):
        values = values["items"] if isinstance(values.get("items"), list) else [values]
    if not isinstance(values, list):
        raise CSLError(f"CSL-JSON is a list of items, not {kind_name(values)}")
    return values


def write_items(items: Iterable[Item]) -> str:
    """CSL-JSON of the items, indented, one trailing newline."""
    return json.dumps([item.to_json() for item in items], ensure_ascii=False, indent=2) + "\n"


# -- reading one value -------------------------------------------------------------------------------------------

_KEYS = {"url": "URL", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "archive_location": "archive_location"}


def _key(attribute: str) -> str:
    """The CSL-JSON variable of an attribute."""
    return _KEYS.get(attribute, attribute.replace("_", "-"))


@cache
def _shapes() -> dict[str, str]:
    """Attribute → string, names or date, for the variables of an item."""
    shapes = {"str": "string", "tuple[Name, ...]": "names", "Date | None": "date"}
    return {f.name: shapes[str(f.type)] for f in fields(Item) if str(f.type) in shapes}


@cache
def _attributes() -> dict[str, str]:
    return {_key(attribute): attribute for attribute in _shapes()} | {"event": "event_title"}


def _names(value: object, where: str) -> tuple[Name, ...]:
    if not isinstance(value, list):
        raise CSLError(f"{where} must be a list of names, not {kind_name(value)}")
    return tuple(Name.from_json(name, f"{where}[{number}]") for number, name in enumerate(value))


_READERS = {"string": string, "names": _names, "date": Date.from_json}
