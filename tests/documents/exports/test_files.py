"""Files to take away: what is in them, and that a long one needs no more memory than a short one."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as read_docx

from archive.tables import xlsx_pieces
from documents.citations.csl import Date, Item, Name
from documents.csl_items import quoting, quoting_item
from documents.exports import CHUNK, FILES, Printing, Rows, as_file
from documents.models import Quotation
from documents.resources import QuotationTable
from tests.factories import World

ITEM = Item(
    "book",
    id="b1",
    title="渠<谱> & 水",
    author=(Name(literal="甲川"),),
    publisher_place="云州",
    publisher="山村出版社",
    issued=Date((1931,)),
    language="zh",
).quoting("水到\x01渠成", "王守田", "57")


@dataclass
class Many:
    """As many quotations as are wanted, made one by one."""

    number: int

    def items(self, site: str = "") -> Iterator[Item]:
        return (ITEM for _number in range(self.number))

    def lines(self, site: str) -> Iterator[list[Any]]:
        yield ["引语", "页"]
        for number in range(self.number):
            yield ["水到渠成" * 10, number]


def content(extension: str, number: int = 1, **printing: str) -> bytes:
    return as_file(Many(number), extension, "渠", Printing(**printing)).getvalue()


def test_word_lists_references_with_their_quotations_below() -> None:
    made = read_docx(io.BytesIO(content("docx", 2)))
    assert [(paragraph.style.name, paragraph.text) for paragraph in made.paragraphs] == [
        ("Heading 1", "参考文献"),
        ("Bibliography", "[1]\t甲川. 渠<谱> & 水[M]. 云州：山村出版社，1931：57."),
        ("Quoted", "王守田：“水到\ufffd渠成”"),
        ("Bibliography", "[2]\t甲川. 渠<谱> & 水[M]. 云州：山村出版社，1931：57."),
        ("Quoted", "王守田：“水到\ufffd渠成”"),
    ]


def test_word_list_of_nothing_opens() -> None:
    assert [paragraph.text for paragraph in read_docx(io.BytesIO(content("docx", 0))).paragraphs] == ["参考文献"]


def test_author_date_has_no_numbers() -> None:
    assert content("txt", style="author-date").decode().startswith("甲川，1931. 渠")


def test_workbook_has_a_line_a_row() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content("xlsx", 2))).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][1:] == [
        ["水到渠成" * 10, 0],
        ["水到渠成" * 10, 1],
    ]


@pytest.mark.parametrize("extension", FILES)
def test_a_long_file_needs_no_more_memory_than_a_short_one(extension: str) -> None:
    """What is held while a file is read away piece by piece, for 400 rows and for 8,000."""

    def peak(number: int) -> int:
        response = as_file(Many(number), extension, "x")
        tracemalloc.start()
        for _piece in response:
            pass
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # what is loaded once
    few, many = peak(400), peak(8_000)
    assert many < few + 300_000


@pytest.mark.parametrize("extension", FILES)
def test_a_long_file_begins_before_its_last_row_is_made(extension: str) -> None:
    made = 0

    class Counted(Many):
        def items(self, site: str = "") -> Iterator[Item]:
            nonlocal made
            for number, item in enumerate(super().items()):
                made = number
                yield replace(item, title=str(hash(number * 7919)))  # that deflates badly

        def lines(self, site: str) -> Iterator[list[Any]]:
            nonlocal made
            for number in range(self.number):
                made = number
                yield [str(hash(number * 7919)) * 5]

    pieces = iter(as_file(Counted(20_000), extension, "x"))
    next(pieces)
    assert made < 19_000
    assert any(pieces)


def test_cells_keep_what_they_hold() -> None:
    lines = [["a", "<b> & \x01", None, "", 7, 1.5, "  c  ", "渠" * 40_000]]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_pieces(lines)))).active
    assert sheet is not None
    (row,) = sheet.iter_rows(values_only=True)
    assert row == ("a", "<b> & \ufffd", None, None, 7, 1.5, "  c  ", "渠" * 32_767)


@pytest.mark.django_db
def test_rows_are_read_chunk_by_chunk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    number = Quotation.objects.count()
    rows = Rows(quoting(Quotation.objects.order_by("public_id")), QuotationTable, quoting_item)
    monkeypatch.setattr("documents.exports.CHUNK", 1)
    with CaptureQueriesContext(connection) as queries:
        first = next(rows.items())
    assert first.quotation
    at_once = len(queries)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(rows.items())) == number
    assert number > 1
    assert len(queries) > at_once  # related rows are asked for a chunk at a time
    assert CHUNK >= 100


@pytest.mark.django_db
def test_quotations_are_taken_away_without_the_paragraph_around_each(world: World) -> None:
    """Fifty thousand in one line of 350,000 characters, each sorted with all of it, filled the disk."""
    rows = Rows(quoting(Quotation.objects.order_by("public_id")), QuotationTable, quoting_item)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(rows.lines(""))) > 1
        assert list(rows.items())
    asked = "".join(each["sql"] for each in queries)
    for column in ("text", "imported", "source_map"):
        assert f'"documents_paragraph"."{column}"' not in asked
    assert '"claims"' not in asked
