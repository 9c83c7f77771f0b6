"""PostgreSQL finds the same whichever way its statistics choose."""

from __future__ import annotations

import pytest
from django.db import connection

from documents.search import postgres
from documents.search.base import search
from documents.search.follow import follow
from documents.search.query import parse
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one way"),
]
FREQUENT, GUESSED = (10**6, 10**6), (0, 10**6)  # texts expected to match, of how many


@pytest.fixture
def archive() -> None:
    for year in (1958, 2003, 1987):
        made = factories.document(f"修渠记{year}", ["修渠要靠群众。", "渠修好了，群众高兴。"], date=str(year))
        follow(documents=[made.pk], meetings=[], speakers=[])


@pytest.mark.parametrize("words", ["群众", "渠", "修渠 群众", "修渠要靠", "群众 -高兴", "群众 date:1958"])
def test_walking_over_the_texts_finds_what_the_index_finds(
    words: str, archive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for expected in (FREQUENT, GUESSED):
        monkeypatch.setattr(postgres, "_expected", lambda match, expected=expected: expected)
        found.append([hit.ref for hit in search(parse(words), "date").hits])
    assert found[0] == found[1] != []


def test_nobody_counts_what_the_statistics_say_beyond_doubt(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_expected", lambda match: FREQUENT)
    assert search(parse("群众")).capped
    assert search(parse("群众 修渠")).total == 3  # of several words they know too little
    assert search(parse("群众 date:1958")).total == 2  # nor of a day


def test_what_the_statistics_only_guess_is_counted(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_expected", lambda match: GUESSED)
    assert search(parse("群众")).total == 6
