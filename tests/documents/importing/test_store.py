"""The promises of an import, one file at a time (design §4)."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

from documents.extraction.types import MeetingData, RemarkData
from documents.importing import build
from documents.importing.store import Outcome, Store, first_failure
from documents.models import (
    Address,
    Conflict,
    Deletion,
    Document,
    Meeting,
    Paragraph,
    Publication,
    Quotation,
    Remark,
    SourceFile,
)
from people.models import Speaker

from .given import SPEECH, article, export, paragraphs, reading, records, speech, take

pytestmark = pytest.mark.django_db

ROAD = "把路修到每一个村口，把水引到每一块田头。"
NEW_FIRST = ("首先，我向大家问好，祝大家身体健康。", *SPEECH)


def test_first_import_makes_every_row_with_its_run_and_place() -> None:
    assert take("a.txt", speech()).outcome is Outcome.NEW
    document = Document.objects.get()
    assert (document.title, document.date_earliest.isoformat()) == ("在全县水利工作会议上的讲话", "1987-03-05")
    assert (document.meeting.name, document.publication.title) == ("全县水利工作会议", "青川年鉴1988")
    assert [p.text for p in document.paragraphs.all()] == list(SPEECH)
    assert {p.run_id for p in document.paragraphs.all()} == {document.run_id}
    remark = document.remarks.get()
    assert (remark.speaker.name, remark.meeting, remark.first, remark.last) == ("贺启明", document.meeting, 0, 2)
    first, saying = document.quotations.all()
    assert first.paragraph.text[first.start : first.end] == first.text == ROAD
    assert [s.name for s in first.speakers.all()] == ["沈砚秋"]
    assert list(saying.speakers.all()) == []
    assert sorted(p.label for p in document.participations.all()) == ["贺启明", "陆知远"]


class TestTheSameAgain:
    def test_known_bytes_are_left_alone(self) -> None:
        take("a.txt", speech())
        before = export()
        assert take("a.txt", speech()).outcome is Outcome.UNCHANGED
        assert export() == before

    def test_reading_them_again_changes_nothing_either(self) -> None:
        take("a.txt", speech())
        before = export()
        assert take("a.txt", speech(), again=True).outcome is Outcome.UNCHANGED
        assert export() == before

    def test_an_engine_that_finds_more_in_known_bytes_changes_the_document(self) -> None:
        bare = replace(speech(), quotations=())
        take("a.txt", bare, data=b"1")
        result = take("a.txt", speech(), data=b"1", again=True)
        assert (result.outcome, Quotation.objects.count()) == (Outcome.CHANGED, 2)
        assert SourceFile.objects.count() == 1

    def test_two_archives_give_the_same_addresses_whatever_came_first(self) -> None:
        take("a.txt", speech())
        take("b.txt", article("无关的一段话。"))
        first = set(export())
        for model in (Document, SourceFile, Meeting, Publication, Speaker):
            model.objects.all().delete()
        Address.objects.all().delete()
        Deletion.objects.all().delete()
        take("b.txt", article("无关的一段话。"))
        take("a.txt", speech())
        assert set(export()) == first


class TestAChangedFile:
    def test_a_new_version_is_kept_beside_the_old_one(self) -> None:
        take("a.txt", speech())
        assert take("a.txt", speech(NEW_FIRST)).outcome is Outcome.CHANGED
        assert [(s.version, s.current) for s in SourceFile.objects.order_by("version")] == [(1, False), (2, True)]
        assert Document.objects.get().source.version == 2

    def test_paragraphs_and_quotations_keep_their_addresses_when_they_move(self) -> None:
        take("a.txt", speech())
        old = {p.text: p.public_id for p in Paragraph.objects.all()}
        old |= {q.text: q.public_id for q in Quotation.objects.all()}
        take("a.txt", speech(NEW_FIRST))
        new = {p.text: p.public_id for p in Paragraph.objects.all()}
        assert {**new, **{q.text: q.public_id for q in Quotation.objects.all()}} == {
            NEW_FIRST[0]: new[NEW_FIRST[0]],
            **old,
        }
        assert [p.text for p in Paragraph.objects.order_by("sequence")] == list(NEW_FIRST)
        quotation = Quotation.objects.get(text=ROAD)
        assert quotation.paragraph.text[quotation.start : quotation.end] == ROAD

    def test_a_paragraph_with_some_other_words_is_the_same_paragraph(self) -> None:
        take("a.txt", speech())
        address = Paragraph.objects.get(text=SPEECH[0]).public_id
        changed = "同志们，今天我们开大会，研究明后两年的工作。"
        take("a.txt", speech((changed, *SPEECH[1:])))
        assert Paragraph.objects.get(text=changed).public_id == address

    def test_a_turn_keeps_its_address_and_ends_where_it_ends_now(self) -> None:
        take("a.txt", speech())
        address = Remark.objects.get().public_id
        take("a.txt", speech((*SPEECH, "谢谢大家。")))
        remark = Remark.objects.get()
        assert (remark.public_id, remark.first, remark.last) == (address, 0, 3)

    def test_what_is_gone_leaves_a_tombstone_that_says_what_it_was(self) -> None:
        take("a.txt", speech())
        gone = Paragraph.objects.get(text=SPEECH[2])
        saying = Quotation.objects.get(kind="saying")
        take("a.txt", speech(SPEECH[:2]))
        stone = Address.objects.get(public_id=gone.public_id)
        assert (stone.kind, stone.target, stone.label) == ("paragraph", "", SPEECH[2])
        assert Address.objects.get(public_id=saying.public_id).kind == "quotation"
        assert Paragraph.objects.count() == 2

    def test_a_retired_address_is_given_to_nothing_else(self) -> None:
        take("a.txt", speech())
        gone = Paragraph.objects.get(text=SPEECH[2]).public_id
        take("a.txt", speech(SPEECH[:2]))
        take("a.txt", speech((*SPEECH[:2], "全新的第三段，说的是另一件事。")))
        assert Paragraph.objects.order_by("sequence").last().public_id != gone
        assert Address.objects.filter(public_id=gone).exists()

    def test_words_that_come_back_stand_at_their_old_address(self) -> None:
        take("a.txt", speech())
        before = export()
        take("a.txt", speech(SPEECH[:2]))
        take("a.txt", speech(), data=b"later")
        address = Paragraph.objects.get(text=SPEECH[2]).public_id
        assert address in before[0]
        assert not Address.objects.filter(public_id=address).exists()

    def test_a_changed_file_ends_as_if_it_had_come_that_way(self) -> None:
        """Only the ids remember the older version."""
        take("a.txt", speech())
        take("a.txt", speech(NEW_FIRST))
        take("b.txt", speech(NEW_FIRST), data=b"other")
        first, second = records()
        for name in ("title", "paragraphs", "headings", "people", "people_mentioned"):
            drop = {"id"}
            both = [
                [{k: v for k, v in row.items() if k not in drop} if isinstance(row, dict) else row for row in r[name]]
                for r in (first, second)
            ]
            assert both[0] == both[1]
        assert [q["start"] for q in first["quotations"]] == [q["start"] for q in second["quotations"]]

    def test_speakers_whom_nothing_names_any_more_go_with_a_tombstone(self) -> None:
        take("a.txt", speech())
        address = Speaker.objects.get(name="陆知远").public_id
        take("a.txt", speech(meeting=MeetingData("全县水利工作会议", date="1987-03-05")))
        assert not Speaker.objects.filter(name="陆知远").exists()
        assert Address.objects.get(public_id=address).label == "陆知远"
        assert Speaker.objects.filter(name="贺启明").exists()


class TestPieces:
    def test_pieces_hang_on_the_whole(self) -> None:
        take("a.txt", article(title="总", kind="compilation"), article("一段话。", title="篇", part="1"))
        piece = Document.objects.get(part="1")
        assert piece.parent == Document.objects.get(part="")

    def test_a_piece_put_in_front_leaves_the_others_their_addresses(self) -> None:
        pieces = [article(f"{word}的话很长很长。", title=word, part=str(n)) for n, word in enumerate("甲乙", 1)]
        take("a.txt", article(title="总"), *pieces)
        old = dict(Document.objects.values_list("title", "public_id"))
        old |= dict(Paragraph.objects.values_list("text", "public_id"))
        more = [article(f"{word}的话很长很长。", title=word, part=str(n)) for n, word in enumerate("丙甲乙", 1)]
        take("a.txt", article(title="总"), *more)
        new = dict(Document.objects.values_list("title", "public_id"))
        new |= dict(Paragraph.objects.values_list("text", "public_id"))
        assert {name: new[name] for name in old} == old
        assert dict(Document.objects.values_list("title", "part")) == {"总": "", "丙": "1", "甲": "2", "乙": "3"}

    def test_a_whole_that_comes_later_takes_its_pieces(self) -> None:
        take("a.txt", article("一段话。", title="篇", part="1"))
        take("a.txt", article(title="总", kind="compilation"), article("一段话。", title="篇", part="1"))
        assert Document.objects.get(part="1").parent == Document.objects.get(part="")


class TestCopies:
    def test_the_same_bytes_under_two_keys_are_one_document(self) -> None:
        take("a.txt", speech(), data=b"same")
        result = take("copies/b.txt", speech(), data=b"same")
        assert (result.outcome, result.original) == (Outcome.COPY, "a.txt")
        assert Document.objects.count() == 1
        assert SourceFile.objects.get(key="copies/b.txt").same_as.key == "a.txt"
        assert records()[0]["source"]["copies"] == ["copies/b.txt"]

    def test_a_copy_is_left_alone_the_next_time(self) -> None:
        take("a.txt", speech(), data=b"same")
        take("b.txt", speech(), data=b"same")
        assert take("b.txt", speech(), data=b"same").outcome is Outcome.UNCHANGED

    def test_a_copy_that_changes_becomes_a_document(self) -> None:
        take("a.txt", speech(), data=b"same")
        take("b.txt", speech(), data=b"same")
        assert take("b.txt", article("别的话。"), data=b"other").outcome is Outcome.CHANGED
        assert sorted(Document.objects.values_list("source__key", flat=True)) == ["a.txt", "b.txt"]

    def test_a_copy_stands_for_itself_once_its_original_has_changed(self) -> None:
        take("a.txt", speech(), data=b"same")
        take("b.txt", speech(), data=b"same")
        take("a.txt", speech(NEW_FIRST))
        assert take("b.txt", speech(), data=b"same").outcome is Outcome.CHANGED
        assert Document.objects.get(source__key="b.txt").paragraphs.count() == 3


class TestAnotherFolder:
    def test_a_newer_version_from_another_folder_is_a_new_version(self) -> None:
        take("a.txt", speech(), root="/old")
        assert take("a.txt", speech(NEW_FIRST), root="/new").outcome is Outcome.CHANGED

    def test_another_file_of_the_same_name_is_refused_and_nothing_is_lost(self) -> None:
        take("a.txt", speech(), root="/one")
        before = export()
        result = take("a.txt", article("完全不同的一篇东西。"), root="/two")
        assert result.outcome is Outcome.FAILED
        assert "/one" in str(result.problem)
        assert "--root" in str(result.problem)
        assert export() == before

    def test_it_takes_its_place_when_that_is_asked_for(self) -> None:
        take("a.txt", speech(), root="/one")
        result = take("a.txt", article("完全不同的一篇东西。"), root="/two", replace=True)
        assert result.outcome is Outcome.CHANGED
        assert Document.objects.get().title == "文章"


class TestDryRun:
    def test_it_says_what_would_happen_and_leaves_no_row(self) -> None:
        assert take("a.txt", speech(), dry_run=True).outcome is Outcome.NEW
        assert not any(m.objects.exists() for m in (Document, SourceFile, Speaker, Meeting, Publication, Paragraph))

    def test_it_counts_conflicts(self) -> None:
        take("a.txt", speech(title="甲"))
        Document.objects.update(title="乙")
        before = export()
        result = take("a.txt", speech(title="丙"), dry_run=True)
        assert (result.outcome, result.conflicts, Conflict.objects.count()) == (Outcome.CHANGED, 1, 0)
        assert export() == before


class TestAFileThatFails:
    def test_it_leaves_no_rows_and_says_where(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise ZeroDivisionError("half-way")

        monkeypatch.setattr(build, "attributions", fail)
        result = take("a.txt", speech())
        assert result.outcome is Outcome.FAILED
        assert str(result.problem).startswith("a.txt, test_store.py line")
        assert not any(m.objects.exists() for m in (Document, SourceFile, Speaker, Meeting, Paragraph, Address))

    def test_what_the_database_refuses_is_the_files_trouble(self) -> None:
        bad = article("一段。", mentions=(), remarks=(RemarkData(0, "甲", None, None, -5, 0),))
        result = take("a.txt", bad)
        assert result.outcome is Outcome.FAILED
        assert "the database refuses it" in str(result.problem)
        assert not Document.objects.exists()

    def test_two_rows_whose_ids_fall_together_are_told_apart(self) -> None:
        take("a.txt", speech())
        take("b.txt", article("一段话。"))
        first, second = Paragraph.objects.filter(document__source__key="a.txt").first(), Paragraph.objects.last()
        wanted = second.public_id
        Document.objects.filter(source__key="b.txt").delete()
        SourceFile.objects.filter(key="b.txt").delete()
        Address.objects.all().delete()
        Deletion.objects.all().delete()
        Paragraph.objects.filter(pk=first.pk).update(public_id=wanted)
        assert take("b.txt", article("一段话。")).outcome is Outcome.NEW
        assert Paragraph.objects.filter(public_id=wanted).count() == 1
        with pytest.raises(IntegrityError):
            Paragraph.objects.filter(document__source__key="b.txt").update(public_id=wanted)


def test_paragraph_fixture_counts_offsets_as_the_source_does() -> None:
    one, two = paragraphs(("甲乙", "丙"))
    assert (one.text.source_span(), two.text.source_span()) == ((0, 2), (3, 4))


class TestABusyDatabase:
    def busy(self, monkeypatch: pytest.MonkeyPatch, code: int, times: int) -> None:
        """Let the first so many attempts end as if another writer had held the database."""
        left = iter(range(times))
        file = Store._file

        def sometimes(store: Store, *arguments: Any) -> Any:
            done = file(store, *arguments)
            if next(left, None) is not None:
                cause = sqlite3.OperationalError("database is locked")
                cause.sqlite_errorcode = code
                raise OperationalError from cause
            return done

        monkeypatch.setattr(Store, "_file", sometimes)

    def test_a_file_is_tried_again_and_ends_as_if_tried_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        take("a.txt", speech())
        take("a.txt", speech(NEW_FIRST))
        take("a.txt", speech())
        expected = export()
        for model in (Document, SourceFile, Meeting, Publication, Speaker, Address, Deletion):
            model.objects.all().delete()
        Address.objects.all().delete()
        self.busy(monkeypatch, 5, 3)
        take("a.txt", speech())
        monkeypatch.undo()
        self.busy(monkeypatch, 5, 3)
        take("a.txt", speech(NEW_FIRST))
        take("a.txt", speech())
        assert export() == expected

    def test_a_database_that_fails_ends_the_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.busy(monkeypatch, 13, 1)
        with pytest.raises(OperationalError):
            take("a.txt", speech())
        assert not Document.objects.exists()

    def test_what_a_server_said_before_it_was_gone_is_what_ends_the_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One failure of the batch, another of each attempt after it: the first tells why."""
        said = iter(["no space left", "the connection was lost", "nobody answers"])

        def fails(*_arguments: Any, **_options: Any) -> Any:
            raise OperationalError(next(said))

        monkeypatch.setattr(Store, "_write", fails)
        readings = [reading("a.txt", speech()), reading("b.txt", speech(NEW_FIRST))]
        with pytest.raises(OperationalError, match="the connection was lost") as raised:
            Store(None).write_all(readings)
        assert str(first_failure(raised.value)) == "no space left"

    def test_a_connection_that_is_lost_is_no_trouble_of_the_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_arguments: Any, **_options: Any) -> Any:
            raise InterfaceError("connection already closed")

        monkeypatch.setattr(Store, "_write", fails)
        with pytest.raises(InterfaceError):
            Store(None).write(reading("a.txt", speech()))
