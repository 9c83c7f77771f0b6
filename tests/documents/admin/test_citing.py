"""Citation lists from selections of documents, quotations, meetings, speakers and publications."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from documents.models import Document

LISTS = {
    "documents_document": "document",
    "documents_meeting": "meeting",
    "documents_quotation": "quotation",
    "documents_publication": "publication",
    "people_speaker": "speaker",
}


def take(client: Client, name: str, archive: dict[str, Any], action: str) -> Any:
    row = archive[LISTS[name]]
    data = {"action": action, "_selected_action": [row.pk]}
    return client.post(reverse(f"admin:{name}_changelist"), data)


@pytest.mark.parametrize("name", LISTS)
def test_references_name_the_document(name: str, archivist: Client, archive: dict[str, Any]) -> None:
    response = take(archivist, name, archive, "cite_references")
    text = response.getvalue().decode()
    assert response["Content-Disposition"].endswith('.txt"')
    assert text.startswith("[1]")
    assert "记水利工作座谈会[N].南塬日报，1958-03-05" in text.replace(" ", "")


@pytest.mark.parametrize("name", LISTS)
def test_csl_json_is_read_by_json(name: str, archivist: Client, archive: dict[str, Any]) -> None:
    items = json.loads(take(archivist, name, archive, "cite_csl_json").getvalue())
    assert [item["title"] for item in items] == ["记水利工作座谈会"]
    assert items[0]["type"] == "article-newspaper"


@pytest.mark.parametrize(
    ("action", "start"), [("cite_bibtex", b"@article{"), ("cite_ris", b"TY  - NEWS"), ("cite_word", b"PK")]
)
def test_other_formats_are_taken_too(archivist: Client, archive: dict[str, Any], action: str, start: bytes) -> None:
    assert take(archivist, "documents_quotation", archive, action).getvalue().startswith(start)


@pytest.mark.parametrize("name", LISTS)
def test_tables_have_chinese_heads_and_the_row(name: str, archivist: Client, archive: dict[str, Any]) -> None:
    text = take(archivist, name, archive, "cite_csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    book = load_workbook(io.BytesIO(take(archivist, name, archive, "cite_xlsx").getvalue()))
    assert len(rows) == 2
    assert rows[0][0] == "地址"
    assert re.fullmatch(f"http://testserver/[a-z]+/{archive[LISTS[name]].public_id}", rows[1][0])
    assert [cell.value for cell in next(book.active.iter_rows())] == rows[0]


def test_a_cell_is_never_a_formula(archivist: Client, archive: dict[str, Any]) -> None:
    Document.objects.update(title='=HYPERLINK("http://example.org")')
    text = take(archivist, "documents_document", archive, "cite_csv").getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK" in text
