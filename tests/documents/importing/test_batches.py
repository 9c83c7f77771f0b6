"""Files are written many at once, and the archive is the one that they make one by one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from documents.extraction.types import RemarkData
from documents.importing import run
from documents.importing.reading import Reading
from documents.importing.store import Outcome, Store
from documents.models import Contribution, Document, ImportRun, SearchText, SourceFile
from documents.models.events import written
from people.models import Speaker

from .given import SPEECH, article, export, reading, speech

pytestmark = pytest.mark.django_db

GREETING = "首先，我向大家问好，祝大家身体健康。"
OUTCOMES = [Outcome.NEW, Outcome.NEW, Outcome.COPY, Outcome.CHANGED]
BAD = article("一段。", remarks=(RemarkData(0, "甲", None, None, -5, 0),))


def store(**options: Any) -> Store:
    """The writer of a new run."""
    return Store(None if options.get("dry_run") else ImportRun.objects.create(engine_version="1"), **options)


def files() -> list[Reading]:
    """A speech, another that names the same people, a copy of the first, the first again in other words."""
    return [
        reading("a.txt", speech()),
        reading("b.txt", speech((*SPEECH, GREETING), title="在全县水利工作会议上的总结")),
        reading("c.txt", speech()),
        reading("a.txt", speech((GREETING, *SPEECH))),
    ]


def test_a_batch_makes_what_its_files_make_one_by_one() -> None:
    with transaction.atomic():
        assert [each.outcome for each in store().write_all(files())] == OUTCOMES
        together = export(), texts()
        transaction.set_rollback(True)
    one_by_one = store()
    assert [one_by_one.write(each).outcome for each in files()] == OUTCOMES
    assert (export(), texts()) == together


def texts() -> set[tuple[str, str]]:
    """What search holds."""
    return set(SearchText.objects.values_list("ref", "folded"))


def test_a_file_that_fails_costs_no_other_file_of_its_batch() -> None:
    results = store().write_all(
        [reading("a.txt", speech()), reading("b.txt", BAD), reading("c.txt", article("两段。"))]
    )
    assert [each.outcome for each in results] == [Outcome.NEW, Outcome.FAILED, Outcome.NEW]
    assert "the database refuses it" in str(results[1].problem)
    assert set(SourceFile.objects.values_list("key", flat=True)) == {"a.txt", "c.txt"}


def test_search_follows_a_batch_once() -> None:
    told: list[list[int]] = []

    def note(documents: list[int], **_: Any) -> None:
        told.append(documents)

    written.connect(note)
    try:
        store().write_all([reading("a.txt", speech()), reading("b.txt", article("一段话。"))])
    finally:
        written.disconnect(note)
    assert told == [list(Document.objects.order_by("pk").values_list("pk", flat=True))]
    assert set(SearchText.objects.exclude(document=None).values_list("document", flat=True)) == set(told[0])


def test_a_dry_run_of_a_batch_leaves_no_row_and_knows_copies() -> None:
    results = store(dry_run=True).write_all([reading("a.txt", speech()), reading("b.txt", speech())])
    assert [each.outcome for each in results] == [Outcome.NEW, Outcome.COPY]
    assert not Document.objects.exists()


@pytest.mark.parametrize(("files", "size", "wanted"), [(2, 10**9, [2, 2, 1]), (9, 1, [1, 1, 1, 1, 1]), (9, 10**9, [5])])
def test_a_batch_ends_with_its_files_or_its_bytes(
    files: int, size: int, wanted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "FILES", files)
    monkeypatch.setattr(run, "BYTES", size)
    monkeypatch.setattr(run, "SECONDS", 60)
    readings = [reading(f"{n}.txt", article("一段话。")) for n in range(5)]
    assert [len(batch) for batch in run.batches(readings)] == wanted
    assert [each for batch in run.batches(readings) for each in batch] == readings


def test_more_files_in_a_batch_take_no_more_statements() -> None:
    def taken(keys: range) -> int:
        some = [reading(f"{key}.txt", speech((*SPEECH, f"第{key}件事。"))) for key in keys]
        with CaptureQueriesContext(connection) as queries:
            assert {each.outcome for each in writer.write_all(some)} == {Outcome.NEW}
        return len(queries)

    writer = store()
    taken(range(2))  # who speaks is met for the first time
    assert taken(range(2, 4)) == taken(range(4, 24))


def test_a_person_who_goes_with_one_file_of_a_batch_comes_with_another() -> None:
    store().write_all([reading("a.txt", speech()), reading("b.txt", article("一段。"))])
    before = set(Speaker.objects.values_list("name", flat=True))
    store().write_all(
        [reading("a.txt", article(*SPEECH)), reading("c.txt", speech()), reading("b.txt", article("一段话。"))]
    )
    assert set(Speaker.objects.values_list("name", flat=True)) == before
    assert Contribution.objects.get().speaker.name in before
