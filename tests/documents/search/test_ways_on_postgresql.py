"""PostgreSQL finds the same whichever way its statistics choose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection

from documents.models import SearchText
from documents.search import postgres
from documents.search.base import search
from documents.search.follow import follow
from documents.search.query import parse
from documents.search.way import Way
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one way"),
]
FREQUENT, SOME, GUESSED = (10**6, 10**6), (5 * 10**4, 10**6), (0, 10**6)  # texts expected to match, of how many


@pytest.fixture
def archive() -> None:
    for year in (1958, 2003, 1987):
        made = factories.document(f"修渠记{year}", ["修渠要靠群众。", "渠修好了，群众高兴。"], date=str(year))
        follow(documents=[made.pk], meetings=[], speakers=[])


@pytest.mark.parametrize("words", ["群众", "渠", "修渠 群众", "修渠要靠", "群众 -高兴", "群众 date:1958"])
@pytest.mark.parametrize("at", [0, 3, 5])
def test_every_way_finds_the_newest_in_the_same_order(
    words: str, at: int, archive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the texts, in the index among the newest (and, where they are too few, among the others), in all of it."""
    keys = sorted(SearchText.objects.values_list("pk", flat=True))
    monkeypatch.setattr(postgres, "_bounds", lambda minute: (keys[0], *[keys[at]] * 99))
    found, sql = [], set()
    for expected, most in ((FREQUENT, 2), (SOME, 1_000), (SOME, 2), (GUESSED, 1_000)):
        monkeypatch.setattr(postgres, "_expected", lambda query, expected=expected: expected)
        asked = postgres.candidates("t.id", parse(words), Way(("t.kind = 'paragraph'",)), most)
        with connection.cursor() as cursor:
            cursor.execute(*asked)
            found.append([key for (key,) in cursor.fetchall()])
        sql.add(asked[0].split("t.id FROM")[0])
    assert len(sql) == 3
    assert found[1] == found[3] != []
    assert found[0] == found[2] == found[1][:2]


def test_nobody_counts_what_the_statistics_say_beyond_doubt(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_planned", lambda query, minute: FREQUENT)
    assert search(parse("群众")).capped
    assert search(parse("群众 修渠")).total == 3  # of several words they know too little
    assert search(parse("群众 date:1958")).total == 2  # nor of a day


def test_nobody_counts_what_the_sample_says_beyond_doubt(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_planned", lambda query, minute: GUESSED)
    monkeypatch.setattr(postgres, "_in_sample", lambda words, minute: (380, 32, 10**6))  # 12,160 ± 624
    assert not search(parse("群众修渠")).capped
    monkeypatch.setattr(postgres, "_in_sample", lambda words, minute: (420, 32, 10**6))  # 13,440 ± 656
    assert search(parse("修渠要靠")).capped
    assert search(parse("修渠要靠 date:1958")).total == 1  # drawn without regard to a day


def test_what_the_statistics_only_guess_is_counted(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_planned", lambda query, minute: GUESSED)
    assert search(parse("群众")).total == 6


@pytest.mark.parametrize("words", ["群众", "渠", "修渠 群众", "修渠要靠", "群众 OR 渠修"])
def test_a_sample_holds_the_hits_whose_keys_end_in_its_bits(words: str, archive: None) -> None:
    every = search(parse(words)).every
    assert every
    for one_in in (1, 2, 32):
        sql, values = postgres.sampled("t.id", parse(words), Way(), one_in)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            assert {key for (key,) in cursor.fetchall()} == {key for key in every if key % one_in == 0}


@pytest.mark.parametrize("text", ["", "群", "群众", "群众群众路线", "gdp增长5", "𠮷水𠀀长流", "a'b\\c d"])
def test_tokens_are_the_characters_and_the_pairs_of_a_text(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(yanlu_tokens(%s))", [text])
        (tokens,) = cursor.fetchone()
    assert sorted(tokens) == sorted({*text, *(a + b for a, b in pairwise(text))})
