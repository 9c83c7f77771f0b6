"""Rows as tables for spreadsheets, with nothing in a cell that a spreadsheet would run.

A cell that begins with `= + - @`, a tab or a line end (or the full-width forms, which some programs fold) is a formula
to Excel and its kin; an apostrophe before it makes it text (OWASP, CSV Injection). Reading a table back takes it off.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import Model
from django.urls import reverse
from django.utils.encoding import force_str
from import_export.fields import Field
from import_export.resources import ModelResource
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from .office import filled

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

SHEET = "xl/worksheets/sheet1.xml"
LONGEST = 32_767  # characters that a cell can hold


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
    pages: dict[str, str] = {}  # by attribute: the page whose address a table for readers gives in place of an id
    site: str | None = None  # what stands before these addresses, while a table is made for readers

    def export_field(self, field: Field, instance: Model, **kwargs: Any) -> Any:
        value = super().export_field(field, instance, **kwargs)
        if value and self.site is not None and field.attribute in self.pages:
            return f"{self.site}{reverse(self.pages[field.attribute], args=[value])}"
        return neutralise(self.words.get(field.attribute or "", {}).get(value, value))

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        for name, value in row.items():
            row[name] = restore(value)
        super().before_import_row(row, **kwargs)

    def lines(self, rows: Iterable[Any], site: str = "") -> Iterator[list[Any]]:
        """The column heads, then a line a row, in the reader's words, with the addresses of pages on `site`.

        `export` keeps the words and the ids that imports need.
        """
        self.site = site
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
    """Lines as a workbook of one sheet, in pieces that are given while the lines come."""
    return filled(_frame(), SHEET, _around_rows, (_row(number, line) for number, line in enumerate(lines, start=1)))


def _around_rows(sheet: str) -> tuple[str, str]:
    before, after = re.split(r"<sheetData\s*(?:/>|></sheetData>)", re.sub("<dimension [^>]*/>", "", sheet))
    return f"{before}<sheetData>", f"</sheetData>{after}"


def _row(number: int, line: Sequence[Any]) -> str:
    cells = (_cell(f"{get_column_letter(at)}{number}", value) for at, value in enumerate(line, start=1))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value))[:LONGEST]
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


@cache
def _frame() -> bytes:
    """An empty workbook."""
    content = io.BytesIO()
    Workbook().save(content)
    return content.getvalue()
