"""Merging the parts of the index changes how quickly words are found, never which."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from documents.search.base import search
from documents.search.entries import index_documents
from documents.search.query import parse
from documents.search.sqlite import PAIRS
from tests.factories import document


def parts() -> int:
    """In how many parts SQLite's index of pairs is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT id >> 37) FROM {PAIRS}_data WHERE id >> 37 > 0")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_merged_index_finds_the_same() -> None:
    for number in range(3):
        index_documents([document(f"第{number}次水利会议", ["渠修到哪里，人心就通到哪里。"], date=f"195{number}")])
    before = [search(parse(words), "date").hits for words in ("人心就通到", "水利", "渠")]
    assert [len(hits) for hits in before] == [3, 3, 3]
    if connection.vendor == "sqlite":
        assert parts() > 1
    call_command("rebuild_search", "--merge", stdout=StringIO())
    assert [search(parse(words), "date").hits for words in ("人心就通到", "水利", "渠")] == before
    if connection.vendor == "sqlite":
        assert parts() == 1
