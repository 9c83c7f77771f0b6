"""A file may name more people than SQLite takes parameters in a statement (32,766 as it comes)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection

from documents.extraction.types import QuotationData, RemarkData
from documents.importing.store import Outcome
from documents.models import Quotation, SearchText
from people.models import Speaker

from .given import article, take

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes any number"),
]
LIMIT = 1_000
NAMES = [f"梁{chr(0x6C34 + n % 40)}{chr(0x5C71 + n // 40)}" for n in range(LIMIT + 100)]
TEXTS = tuple(f"{name}说：“渠要修到第{n}个村口。”" for n, name in enumerate(NAMES))


@pytest.fixture
def few_parameters(db: None) -> Iterator[None]:
    """An SQLite that takes fewer than there are names."""
    connection.ensure_connection()
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, LIMIT)
    yield
    connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)


@pytest.mark.usefixtures("few_parameters")
def test_everybody_is_taken_in_and_known_again() -> None:
    found = []
    for n, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True)):
        start, end = text.index("“") + 1, text.index("”")
        found.append(QuotationData(text[start:end], "direct", n, start, end, start, end, label=name, speaker=name))
    remarks = tuple(RemarkData(n, name, name, None, n, n) for n, name in enumerate(NAMES))
    document = article(*TEXTS, date="1958", quotations=tuple(found), remarks=remarks)
    assert take("a.txt", document).outcome is Outcome.NEW
    assert take("b.txt", document, data=b"another").outcome is Outcome.NEW
    assert set(Speaker.objects.values_list("name", flat=True)) == set(NAMES)
    assert Quotation.objects.filter(speakers=None).count() == 0
    assert SearchText.objects.filter(kind=SearchText.Kind.NAME).count() == len(NAMES)
    assert take("a.txt", document, again=True).outcome is Outcome.UNCHANGED
