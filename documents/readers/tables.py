"""Tables (.csv, .tsv) and JSON (.json, .jsonl): one document a record, with title, date, author and text.

A table whose columns the layout stage knows by name stays as it is. Any other, and all JSON, becomes such a table; the
columns are told by their names, the text if need be by its length.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from archive.lib.words import read_rows

from .base import Decoded, SourceError, printable
from .limits import Limits, at_most
from .markdown import front_matter
from .text import decode

COLUMNS = {
    form: name
    for name, forms in read_rows(Path(__file__).parent / "words" / "columns.txt").items()
    for form in (name, *forms)
}
TEXTS = ("text", "content", "body")  # the names of the first, second and third column of text
LAYOUT_MOST = 30  # columns of a table that stays as it is
RUNNING = 20  # characters of a value, on average, that make a column one of text
MARKS = 5  # commas and brackets of JSON for each value it may have: texts have commas too
DEEPEST = 4  # objects around the list of records: {"data": {"items": […]}}
DELIMITERS = (",", "\t", ";", "，", "|")
QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')

Row = list[str]


class Table(NamedTuple):
    """A table as read. `plain` says that any reader of RFC 4180 reads it the same way."""

    delimiter: str
    rows: list[Row]
    plain: bool


def read_csv(key: str, data: bytes, limits: Limits) -> Decoded:
    """A table; raises SourceError naming the line where it is broken, and where no column holds text."""
    text, encoding = decode(key, data)
    table = read_table(key, text, limits)
    header = [name.strip().lower() for name in table.rows[0]] if table.rows else []
    if not header:
        raise SourceError(key, None, "the file holds no text")
    if table.plain and is_known(header) and all(len(row) <= len(header) for row in table.rows):
        return Decoded(text, encoding, "text/csv")
    return Decoded(written(key, header, table.rows[1:]), encoding, "text/csv")


def is_known(header: Sequence[str]) -> bool:
    """Whether the layout stage reads a table with these columns."""
    roles = [COLUMNS.get(name) for name in header]
    return 2 <= len(header) <= LAYOUT_MOST and None not in roles and "title" in roles and "text" in roles


def read_table(key: str, text: str, limits: Limits) -> Table:
    """The rows of a table after RFC 4180; raises SourceError for too many columns or a quotation that never ends."""
    first = text[1 if text.startswith("\ufeff") else 0 :].partition("\n")[0][:100_000]
    delimiter = max(DELIMITERS, key=first.count)
    unquoted = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    rows: list[Row] = []
    row: Row = []
    plain = delimiter in ",\t"
    values = 0
    at = 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        quoted = QUOTED.match(text, at) if text.startswith('"', at) else None
        if text.startswith('"', at) and quoted is None:
            raise SourceError(key, f"line {text.count(chr(10), 0, at) + 1}", "a quotation mark that is never closed")
        rest = unquoted.match(text, quoted.end() if quoted else at)
        assert rest is not None  # it matches the empty string
        plain = plain and not (quoted and rest[0])
        row.append((quoted[1].replace('""', '"') if quoted else "") + rest[0])
        values += 1
        if len(row) > limits.columns or values > limits.values:
            at_most(key, f"row {len(rows) + 1}", len(row), limits.columns, "columns")
            at_most(key, None, values, limits.values, "values")
        at = rest.end()
        if text.startswith(delimiter, at):
            at += 1
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        if any(value.strip() for value in row):
            rows.append(row)
        row = []
    if any(value.strip() for value in row):
        rows.append(row)
    return Table(delimiter, rows, plain)


# -- JSON


def read_json(key: str, data: bytes, limits: Limits) -> Decoded:
    """The records of a JSON file, wherever in it they stand; raises SourceError if it is broken or has none."""
    text, encoding = decode(key, data)
    records = find_records(parsed(key, text, 0, limits), DEEPEST)
    if not records:
        raise SourceError(key, None, "no list of records with a text in this JSON")
    return from_records(key, records, encoding, limits)


def read_json_lines(key: str, data: bytes, limits: Limits) -> Decoded:
    """The records of a JSON Lines file; raises SourceError naming the line that is no object."""
    text, encoding = decode(key, data)
    records = []
    for number, line in enumerate(StringIO(text)):
        if line.strip():
            record = parsed(key, line, number, limits)
            if not isinstance(record, dict):
                raise SourceError(key, f"line {number + 1}", "no JSON object")
            records.append(record)
            if len(records) > limits.values:
                at_most(key, None, len(records), limits.values, "records")
    return from_records(key, records, encoding, limits)


def parsed(key: str, text: str, before: int, limits: Limits) -> Any:
    """A JSON text which `before` lines precede; numbers stay as printed."""
    at_most(key, None, sum(map(text.count, ",[{")), MARKS * limits.values, "commas and brackets")
    try:
        return json.loads(text.lstrip("\ufeff"), parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SourceError(key, f"line {before + error.lineno}", f"broken JSON: {error.msg}") from error
    except RecursionError as error:
        raise SourceError(key, f"line {before + 1}", "JSON nested too deeply") from error


def find_records(value: Any, deepest: int) -> list[dict[str, Any]]:
    """The objects that have a text: the value itself, those in a list, else those in the values of an object."""
    if isinstance(value, list):
        records = [each for each in value if isinstance(each, dict)]
        return records if any(map(has_text, records)) else []
    if not isinstance(value, dict) or not deepest:
        return []
    if has_text(value):
        return [value]
    return max((find_records(each, deepest - 1) for each in value.values()), key=len, default=[])


def has_text(record: Mapping[str, Any]) -> bool:
    """Whether an object has a value that is text, by its name or its length."""
    texts = ((name, plain_value(value)) for name, value in record.items() if isinstance(value, str | list))
    return any(len(text) >= (1 if role(name) == "text" else RUNNING) for name, text in texts)


def from_records(key: str, records: Sequence[Mapping[str, Any]], encoding: str, limits: Limits) -> Decoded:
    """Records as a table; a single one as a text with front matter, which is no collection."""
    names = list(dict.fromkeys(name for record in records for name in record))
    at_most(key, None, len(names), limits.columns, "names of values")
    at_most(key, None, len(names) * len(records), limits.values, "values")
    rows = [[plain_value(record.get(name)) for name in names] for record in records]
    if len(rows) > 1:
        return Decoded(written(key, names, rows), encoding, "text/csv")
    columns = chosen(key, names, rows)
    texts = "\n\n".join(rows[0][i] for name, i in columns.items() if name in TEXTS and i is not None)
    fields = {name: rows[0][i] for name, i in columns.items() if name not in TEXTS and i is not None}
    title = " ".join(fields.pop("title", "").split())
    heading = f"# {title}\n\n" if title else ""
    return Decoded(printable(front_matter(fields) + heading + texts), encoding, "text/markdown")


def plain_value(value: Any) -> str:
    """A JSON value as text: a list line by line, of an object its name, nothing for null and other objects."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(filter(None, (plain_value(each) for each in value if not isinstance(each, list))))
    if isinstance(value, dict):
        named = next((value[name] for name in ("name", "text", "title", "value") if name in value), "")
        return named if isinstance(named, str) else ""
    return ""


# -- a table for the layout stage


def role(name: str) -> str | None:
    """What a column holds, by its name: one that is known, else one that contains a known one.

    >>> [role(name) for name in ("标题", "讲话全文", "Pub_Date", "备注")]
    ['title', 'text', 'date', None]
    """
    name = name.strip().lower()
    if name in COLUMNS:
        return COLUMNS[name]
    inside = [form for form in COLUMNS if form in name and (len(form) > 3 or not form.isascii())]
    return COLUMNS[max(inside, key=len)] if inside else None


def chosen(key: str, header: Sequence[str], rows: Iterable[Row]) -> dict[str, int | None]:
    """The columns of the table to be written, and for each its place among the given ones."""
    columns: dict[str, int | None] = {"title": None}
    exact = sorted(range(len(header)), key=lambda i: header[i].strip().lower() not in COLUMNS)
    for i in exact:
        name = role(header[i])
        if name == "text":
            name = next((text for text in TEXTS if text not in columns), None)
        if name and columns.get(name) is None:
            columns[name] = i
    if "text" not in columns:
        columns["text"] = longest(key, header, rows, {i for i in columns.values() if i is not None})
    return columns


def longest(key: str, header: Sequence[str], rows: Iterable[Row], taken: set[int]) -> int:
    """The column with the longest values; raises SourceError if none holds running text."""
    sizes = [0] * len(header)
    count = 0
    for row in rows:
        count += 1
        for i, value in enumerate(row[: len(sizes)]):
            sizes[i] += len(value) if i not in taken else 0
    best = max(range(len(sizes)), key=sizes.__getitem__, default=0)
    if not sizes or sizes[best] < RUNNING * max(count, 1):
        shown = "、".join(name.strip()[:20] for name in header[:10])
        raise SourceError(key, None, f"no column holds running text: {shown}")
    return best


def written(key: str, header: Sequence[str], rows: Sequence[Row]) -> str:
    """The rows as a table with the columns the layout stage reads, every value in quotation marks."""
    columns = chosen(key, header, rows)

    def lines() -> Iterator[str]:
        yield ",".join(columns)
        for row in rows:
            cells = (row[i] if i is not None and i < len(row) else "" for i in columns.values())
            yield ",".join('"' + cell.strip().replace('"', '""') + '"' for cell in cells)

    return printable("\n".join(lines()) + "\n")
