"""Rows as tables for spreadsheets, with nothing in a cell that a spreadsheet would run.

A cell that begins with `= + - @`, a tab or a line end (or the full-width forms, which some programs fold) is a formula
to Excel and its kin; an apostrophe before it makes it text (OWASP, CSV Injection). Reading a table back takes it off.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.db.models import Model
from django.utils.encoding import force_str
from import_export.fields import Field
from import_export.resources import ModelResource
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutralise(value: Any) -> Any:
    """`value` so that no spreadsheet takes it for a formula; anything but such a string comes back as it is.

    >>> neutralise("=HYPERLINK(1)"), neutralise("＠家"), neutralise("——题记"), neutralise(-5)
    ("'=HYPERLINK(1)", "'＠家", '——题记', -5)
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip(" '").startswith(RUNS) else value


def restore(value: Any) -> Any:
    """What `neutralise` was given.

    >>> [restore(neutralise(value)) for value in ("=1", "'=1", "'家", 7)]
    ['=1', "'=1", "'家", 7]
    """
    marked = isinstance(value, str) and value.startswith("'") and value[1:].lstrip(" '").startswith(RUNS)
    return value[1:] if marked else value


class TableResource(ModelResource):
    """A resource whose cells are safe to open, and whose column heads can be put in the reader's language."""

    words: dict[str, dict[Any, str]] = {}  # of fields with choices, while a table is made for readers

    def export_field(self, field: Field, instance: Model, **kwargs: Any) -> Any:
        value = super().export_field(field, instance, **kwargs)
        return neutralise(self.words.get(field.attribute or "", {}).get(value, value))

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        for name, value in row.items():
            row[name] = restore(value)
        super().before_import_row(row, **kwargs)

    def lines(self, rows: Iterable[Any]) -> Iterator[list[Any]]:
        """The column heads, then a line a row, in the reader's words; `export` keeps those that imports need."""
        self.words = {
            each.name: {value: force_str(label) for value, label in each.flatchoices}
            for each in self._meta.model._meta.fields
            if each.flatchoices
        }
        fields = self.get_export_fields()
        yield [self.head(field) for field in fields]
        for row in rows:
            yield [self.export_field(field, row) for field in fields]

    def head(self, field: Field) -> str:
        """The head of a column: what the model calls the field, else what `heads` says, else the column's name."""
        heads: dict[str, Any] = getattr(self, "heads", {})
        if field.column_name in heads:
            return force_str(heads[field.column_name])
        names = {each.name: each.verbose_name for each in self._meta.model._meta.fields}
        return force_str(names.get(field.attribute or field.column_name, field.column_name))


def joined(values: Sequence[str]) -> str:
    """Several values in one cell.

    >>> joined(["王守田", "", "周远"])
    '王守田; 周远'
    """
    return "; ".join(value for value in values if value)


def csv_pieces(lines: Iterable[Sequence[Any]]) -> Iterator[str]:
    r"""Lines as CSV, a piece a line. It begins with a byte order mark: without one Excel reads an old encoding.

    >>> [piece.strip() for piece in csv_pieces([["题名"], ["路, 水", 7]])]
    ['\ufeff题名', '"路, 水",7']
    """
    mark = "\ufeff"
    for line in lines:
        piece = io.StringIO(mark)
        piece.seek(len(mark))
        csv.writer(piece).writerow(line)
        mark = ""
        yield piece.getvalue()


def xlsx_pieces(lines: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Lines as a workbook of one sheet, written to a temporary file line by line and then given in pieces."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("\ufffd", v) if isinstance(v, str) else v for v in line])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        yield from file_pieces(file)


def file_pieces(file: IO[bytes], size: int = 2**16) -> Iterator[bytes]:
    """A file from its beginning, in pieces."""
    file.seek(0)
    while piece := file.read(size):
        yield piece
