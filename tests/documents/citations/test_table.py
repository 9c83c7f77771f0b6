"""Items as libraries and Zotero write them, and what GB/T 7714 prints for each: its examples and conventions as facts.

Each row of gbt7714_table.json: what it shows, CSL-JSON, and of both editions the entry numeric and author-date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from documents.citations.csl import Item, read_items, write_items
from documents.citations.gbt7714 import STYLES, entry

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("gbt7714_table.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("edition", ["2025", "2015"])
@pytest.mark.parametrize("row", [pytest.param(row, id=row["shows"]) for row in ROWS])
def test_entry_is_what_the_standard_prints(row: dict[str, Any], edition: str) -> None:
    item = Item.from_json(row["item"])
    assert [entry(item, edition, style) for style in STYLES] == row[edition]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["shows"]) for row in ROWS])
def test_item_written_and_read_again_prints_the_same(row: dict[str, Any]) -> None:
    item = Item.from_json(row["item"])
    (again,) = read_items(write_items([item]))
    assert entry(again) == entry(item)
