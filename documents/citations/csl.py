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
from pathlib import Path
from typing import Any

from archive.lib import edtf

TYPES = frozenset(
    kind
    for line in Path(__file__).with_name("csl_types.txt").read_text(encoding="utf-8").splitlines()
    if (kind := line.partition("#")[0].strip())
)

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class CSLError(ValueError):
    """CSL-JSON that cannot be read; the message names the item and the variable."""


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
            raise CSLError(f"{where} must be an object with literal, or family and given, not {_kind(value)}")
        known = {f.name: _string(value.get(_key(f.name)), f"{where}.{_key(f.name)}") for f in fields(cls)}
        name = cls(**known)
        if not (name.family or name.given or name.literal):
            raise CSLError(f"{where} has neither literal nor family nor given")
        return name

    def to_json(self) -> dict[str, str]:
        """The name as a CSL-JSON object, empty parts left out."""
        return {_key(f.name): value for f in fields(self) if (value := getattr(self, f.name))}


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year, or a span of them. `literal` is another reckoning (光绪十三年三月) or undatable wording.

    `start` and `end` are (year[, month[, day]]); `end` is () for a single date. `open` says that a serial still runs.

    >>> Date.from_edtf("1957-05/1957-06").end, Date((1883,), open=True).year, Date((2014, 5, 6)).iso
    ((1957, 6), 1883, '2014-05-06')
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    open: bool = False
    circa: bool = False
    literal: str = ""

    @property
    def year(self) -> int | None:
        """The first year, or None."""
        return self.start[0] if self.start else None

    @property
    def iso(self) -> str:
        """YYYY, YYYY-MM or YYYY-MM-DD of the start; empty without one."""
        return iso(self.start)

    @classmethod
    def from_edtf(cls, text: str) -> Date:
        """The date in EDTF levels 0 and 1; ValueError for anything else.

        >>> Date.from_edtf("1967~").circa, Date.from_edtf("195X").literal, Date.from_edtf("1998/..").open
        (True, '195X', True)
        """
        edtf.parse(text)
        if "X" in text:
            return cls(literal=text)
        first, slash, last = text.partition("/")
        if first in ("", ".."):
            return cls(literal=text)
        circa = text[-1] in "?~%"
        if last in ("", ".."):
            return cls(_edtf_parts(first), open=bool(slash), circa=circa)
        return cls(_edtf_parts(first), _edtf_parts(last), circa=circa)

    @classmethod
    def from_json(cls, value: object, where: str) -> Date:
        """The date in a CSL-JSON object or EDTF string; CSLError with `where` for a month 13 and the like."""
        if isinstance(value, str):
            return cls._from_text(value, where)
        if not isinstance(value, Mapping):
            raise CSLError(f"{where} must be an object with date-parts, not {_kind(value)}")
        literal = _string(value.get("literal"), f"{where}.literal")
        circa = value.get("circa", False) not in (False, 0, "", "0", "false")
        if "date-parts" not in value:
            if raw := _string(value.get("raw"), f"{where}.raw"):
                return replace(cls._from_text(raw, where), circa=circa)
            if not literal:
                raise CSLError(f"{where} has no date-parts, no raw and no literal")
            return cls(literal=literal, circa=circa)
        parts = value["date-parts"]
        if not isinstance(parts, list) or len(parts) not in (1, 2):
            raise CSLError(f"{where}.date-parts must be a list of one or two dates")
        start = _date_parts(parts[0], f"{where}.date-parts[0]")
        end = _date_parts(parts[1], f"{where}.date-parts[1]") if len(parts) == 2 else ()
        running = len(parts) == 2 and end in ((), (0,))  # citeproc's way to write a span without an end
        return cls(start, () if running else end, running, circa, literal)

    @classmethod
    def _from_text(cls, text: str, where: str) -> Date:
        try:
            return cls.from_edtf(text.strip())
        except ValueError:
            if not text.strip():
                raise CSLError(f"{where} is empty") from None
            return cls(literal=text.strip())

    def to_json(self) -> dict[str, Any]:
        """The date as a CSL-JSON object."""
        value: dict[str, Any] = {}
        if self.start:
            value["date-parts"] = [list(part) for part in (self.start, self.end) if part]
            if self.open:
                value["date-parts"].append([0])
        if self.literal:
            value["literal"] = self.literal
        if self.circa:
            value["circa"] = True
        return value


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
    documents.citations.csl.CSLError: item b: type 'bok' is none of CSL's; did you mean 'book'?
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
    issue: str = ""
    page: str = ""
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
            raise CSLError(f"{where} must be an object, not {_kind(value)}")
        where = f"item {value['id']}" if value.get("id") else where
        kind = _string(value.get("type"), f"{where}: type")
        if kind not in TYPES:
            close = get_close_matches(kind, TYPES, 1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise CSLError(f"{where}: type {kind!r} is none of CSL's{hint}" if kind else f"{where}: type is missing")
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
                _string(custom.get("speaker"), f"{where}: custom.speaker"),
                _string(custom.get("locator"), f"{where}: custom.locator"),
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
    documents.citations.csl.CSLError: not JSON: line 1, column 6: Expecting ',' delimiter
    """
    try:
        values = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise CSLError(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise CSLError("not CSL-JSON: nested too deeply") from None
    if isinstance(values, Mapping):
        values = values["items"] if isinstance(values.get("items"), list) else [values]
    if not isinstance(values, list):
        raise CSLError(f"CSL-JSON is a list of items, not {_kind(values)}")
    return values


def write_items(items: Iterable[Item]) -> str:
    """CSL-JSON of the items, indented, one trailing newline."""
    return json.dumps([item.to_json() for item in items], ensure_ascii=False, indent=2) + "\n"


def iso(parts: tuple[int, ...]) -> str:
    """(2014, 5, 6) as 2014-05-06.

    >>> iso((2014, 5)), iso(())
    ('2014-05', '')
    """
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]) if parts else ""


def _edtf_parts(day: str) -> tuple[int, ...]:
    return tuple(int(number) for number in day.rstrip("?~%").split("-"))


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


def _string(value: object, where: str) -> str:
    """A string variable, blanks trimmed; CSL allows numbers too."""
    if value is None:
        return ""
    if isinstance(value, str):
        return re.sub(r"\s+", " ", value).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise CSLError(f"{where} must be a string, not {_kind(value)}")


def _names(value: object, where: str) -> tuple[Name, ...]:
    if not isinstance(value, list):
        raise CSLError(f"{where} must be a list of names, not {_kind(value)}")
    return tuple(Name.from_json(name, f"{where}[{number}]") for number, name in enumerate(value))


def _date_parts(value: object, where: str) -> tuple[int, ...]:
    """(year[, month[, day]]) of numbers that may be written as strings."""
    if not isinstance(value, list) or len(value) > 3:
        raise CSLError(f"{where} must be [year, month, day] or its beginning")
    numbers = []
    for part, name, low, high in zip(value, ("year", "month", "day"), (-9999, 1, 1), (9999, 12, 31), strict=False):
        if part in ("", None):
            break
        try:
            number = int(part)
        except (TypeError, ValueError):
            raise CSLError(f"{where}: {name} must be a number, not {part!r}") from None
        if name == "month" and 13 <= number <= 24:  # a season, in CSL and in EDTF: no month is known
            break
        if not low <= number <= high:
            raise CSLError(f"{where}: {name} must be {low} to {high}, not {number}")
        numbers.append(number)
    return tuple(numbers)


_READERS = {"string": _string, "names": _names, "date": Date.from_json}


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
