"""The promises of an import, one file at a time (design §4)."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from documents.extraction.types import MeetingData, ParticipantData, PersonData, PublicationData, RemarkData
from documents.importing import build
from documents.importing.store import Outcome, Store
from documents.models import (
    Address,
    Conflict,
    Contribution,
    Deletion,
    Document,
    Meeting,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
    SourceFile,
)
from people.models import Speaker

from .given import SPEECH, article, export, paragraphs, quotation, quoted, records, speech, take

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


class TestAnArchivistsWord:
    def test_an_edited_title_stands_and_the_rest_follows(self) -> None:
        take("a.txt", speech())
        document = Document.objects.get()
        document.title = "水利工作会议讲话"
        document.save()
        take("a.txt", speech(date="1987-03-06"))
        document.refresh_from_db()
        assert (document.title, document.date) == ("水利工作会议讲话", "1987-03-06")
        assert Conflict.objects.count() == 0

    def test_something_new_about_an_edited_field_is_one_conflict_kept_up_to_date(self) -> None:
        take("a.txt", speech(title="甲"))
        document = Document.objects.get()
        document.title = "乙"
        document.save()
        take("a.txt", speech(title="丙"))
        take("a.txt", speech(title="丁"))
        conflict = Conflict.objects.get()
        assert (conflict.model, conflict.field) == ("document", "title")
        assert (conflict.machine_old, conflict.machine_new, conflict.mine) == ("甲", "丁", "乙")
        document.refresh_from_db()
        assert document.title == "乙"

    def test_the_same_again_makes_no_further_conflict(self) -> None:
        take("a.txt", speech(title="甲"))
        Document.objects.update(title="乙")
        take("a.txt", speech(title="丙"))
        Conflict.objects.update(resolution="mine")
        take("a.txt", speech(title="丙"), again=True)
        assert list(Conflict.objects.values_list("resolution", flat=True)) == ["mine"]
        assert Document.objects.get().title == "乙"

    def test_a_conflict_is_over_when_the_machine_takes_its_word_back(self) -> None:
        take("a.txt", speech(title="甲"))
        Document.objects.update(title="乙")
        take("a.txt", speech(title="丙"))
        take("a.txt", speech(title="甲"), data=b"3")
        assert Conflict.objects.count() == 0
        assert Document.objects.get().title == "乙"

    def test_a_conflict_is_over_when_the_machine_agrees(self) -> None:
        take("a.txt", speech(title="甲"))
        Document.objects.update(title="乙")
        take("a.txt", speech(title="丙"))
        take("a.txt", speech(title="乙"))
        assert Conflict.objects.count() == 0

    def test_an_edited_paragraph_is_known_by_the_words_it_came_from(self) -> None:
        take("a.txt", speech())
        Paragraph.objects.filter(text=SPEECH[0]).update(text="改得面目全非")
        take("a.txt", speech(NEW_FIRST))
        assert [p.text for p in Paragraph.objects.order_by("sequence")][:2] == [NEW_FIRST[0], "改得面目全非"]

    def test_a_corrected_speaker_stands(self) -> None:
        take("a.txt", speech())
        other = Speaker.objects.create(name="沈砚冬", kind="person")
        Quotation.objects.get(text=ROAD).speakers.set([other])
        take("a.txt", speech(NEW_FIRST))
        assert [s.name for s in Quotation.objects.get(text=ROAD).speakers.all()] == ["沈砚冬"]

    @pytest.mark.parametrize("status", ["rejected", "confirmed", "corrected"])
    def test_a_decision_about_a_quotation_stands(self, status: str) -> None:
        take("a.txt", speech())
        Quotation.objects.filter(text=ROAD).update(status=status)
        changed = speech(NEW_FIRST, quotations=quoted(NEW_FIRST, (ROAD, "另一个")))
        take("a.txt", changed)
        quotation = Quotation.objects.get(text=ROAD)
        assert (quotation.status, quotation.speaker_name) == (status, "沈砚秋")
        assert quotation.paragraph.text[quotation.start : quotation.end] == ROAD
        assert Conflict.objects.filter(field="speaker_name").count() == 1

    def test_a_rejected_quotation_that_is_found_no_more_stays_rejected(self) -> None:
        take("a.txt", speech())
        Quotation.objects.filter(text=ROAD).update(status="rejected")
        take("a.txt", speech(quotations=()))
        take("a.txt", speech(), data=b"back again")
        assert list(Quotation.objects.filter(text=ROAD).values_list("status", flat=True)) == ["rejected"]

    def test_a_quotation_added_by_hand_stays_and_is_not_doubled_when_the_machine_finds_it(self) -> None:
        take("a.txt", replace(speech(), quotations=()))
        home = Paragraph.objects.get(sequence=2)
        start = home.text.index("流水")
        place = {"document": home.document, "paragraph": home, "sequence": 0, "start": start, "end": start + 10}
        mine = Quotation.objects.create(text="流水不腐，户枢不蠹。", status="confirmed", **place)
        take("a.txt", speech(NEW_FIRST))
        mine.refresh_from_db()
        assert Quotation.objects.filter(text=mine.text).count() == 1
        assert (mine.status, mine.paragraph.sequence) == ("confirmed", 3)

    def test_a_confirmed_quotation_keeps_its_paragraph_from_going(self) -> None:
        take("a.txt", speech())
        Quotation.objects.filter(text=ROAD).update(status="confirmed")
        take("a.txt", speech((SPEECH[0], SPEECH[2])))
        quotation = Quotation.objects.get(text=ROAD)
        assert quotation.paragraph.text == SPEECH[1]
        assert [p.text for p in Paragraph.objects.order_by("sequence")] == list(SPEECH)
        assert Conflict.objects.filter(field="", public_id=quotation.public_id).count() == 1

    def test_rows_that_a_person_removed_do_not_come_back(self) -> None:
        take("a.txt", speech())
        Contribution.objects.get().delete()
        Quotation.objects.get(text=ROAD).delete()
        Paragraph.objects.get(sequence=0).delete()
        for data in (b"1", b"2"):
            take("a.txt", speech(NEW_FIRST), data=data)
        assert Contribution.objects.count() == 0
        assert [q.text for q in Quotation.objects.all()] == ["流水不腐，户枢不蠹。"]
        assert [p.text for p in Paragraph.objects.order_by("sequence")] == [NEW_FIRST[0], *SPEECH[1:]]
        remark = Remark.objects.get()
        assert (remark.first, remark.last) == (0, 2)

    def test_a_document_that_a_person_removed_does_not_come_back(self) -> None:
        take("a.txt", speech())
        Document.objects.get().delete()
        take("a.txt", speech(NEW_FIRST))
        assert Document.objects.count() == 0

    def test_contributions_and_participations_keep_edits_by_name_and_role(self) -> None:
        take("a.txt", speech())
        Contribution.objects.update(position="青川县委书记")
        Participation.objects.filter(label="陆知远").update(role="participant")
        meeting = MeetingData(
            "全县水利工作会议",
            date="1987-03-05",
            participants=(
                ParticipantData("方以宁", "水利局长"),
                ParticipantData("贺启明", "县委书记"),
                ParticipantData("陆知远", "副县长", "chair"),
            ),
        )
        take("a.txt", speech(meeting=meeting, people=(PersonData("贺启明", "speaker", "书记"),)))
        assert Contribution.objects.get().position == "青川县委书记"
        rows = {p.label: p.role for p in Participation.objects.all()}
        assert rows == {"方以宁": "participant", "贺启明": "participant", "陆知远": "participant"}
        assert sorted(Conflict.objects.values_list("model", "field")) == [("contribution", "position")]

    def test_a_document_that_its_file_no_longer_holds_stays_if_a_person_worked_on_it(self) -> None:
        whole = article("全书的话。", title="总")
        one, two = (article(f"第{n}篇的话。", title=f"篇{n}", part=n) for n in ("1", "2"))
        take("a.txt", whole, one, two)
        Document.objects.filter(part="1").update(title="改过的篇名")
        take("a.txt", whole)
        assert sorted(Document.objects.values_list("title", flat=True)) == ["总", "改过的篇名"]
        assert Address.objects.get(kind="document").label == "篇2"

    def test_an_edit_leaves_the_first_state_in_the_history(self) -> None:
        take("a.txt", speech())
        document = Document.objects.get()
        assert document.history.count() == 0
        document.title = "改"
        document.save()
        assert [entry.title for entry in document.history.order_by("history_date")] == [speech().title, "改"]
        take("a.txt", speech(date="1987-03-06"))
        last = document.history.order_by("history_id").last()
        assert (last.date, last.title, last.history_change_reason[:6]) == ("1987-03-06", "改", "import")


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


class TestSharedThings:
    def test_documents_of_one_meeting_share_it(self) -> None:
        take("a.txt", speech())
        take("b.txt", speech(title="另一篇"))
        assert Meeting.objects.count() == 1
        assert Participation.objects.count() == 4

    def test_a_meeting_holds_the_first_claim_whatever_came_first(self) -> None:
        def told(place: str | None) -> MeetingData:
            return MeetingData("全县水利工作会议", date="1987-03-05", place=place)

        take("b.txt", speech(meeting=told("乙地")))
        take("c.txt", speech(meeting=told("丙地")))
        take("a.txt", speech(meeting=told(None)))
        assert Meeting.objects.get().place == "乙地"
        take("a.txt", speech(meeting=told("甲地")))
        assert Meeting.objects.get().place == "甲地"
        take("a.txt", speech(meeting=told(None)), data=b"silent again")
        assert Meeting.objects.get().place == "乙地"
        take("b.txt", speech(meeting=None))
        assert Meeting.objects.get().place == "丙地"

    def test_an_edited_meeting_stands(self) -> None:
        take("b.txt", speech())
        Meeting.objects.update(place="县礼堂")
        take("a.txt", speech(meeting=MeetingData("全县水利工作会议", date="1987-03-05", place="别处")))
        assert Meeting.objects.get().place == "县礼堂"
        assert Conflict.objects.get().model == "meeting"

    def test_meetings_of_one_name_on_two_days_are_two(self) -> None:
        take("a.txt", speech())
        take("b.txt", speech(meeting=MeetingData("全县水利工作会议", date="1988-03-05")))
        assert Meeting.objects.count() == 2

    def test_a_short_name_alone_does_not_make_two_meetings_one(self) -> None:
        for key in ("a.txt", "b.txt"):
            take(key, speech(meeting=MeetingData("座谈会", date="1987-03-05")), data=key.encode())
        assert Meeting.objects.count() == 2

    def test_a_meeting_of_the_authority_file_is_found_by_name_and_day(self) -> None:
        days = {"date": "2012-11-08", "end_date": "2012-11-14"}
        name = "中国共产党第十八次全国代表大会"
        known = Meeting.objects.create(name=name, forms="党的十八大", authority=True, **days)
        take("a.txt", speech(meeting=MeetingData("党的十八大", date="2012-11-10", place="某地")))
        take("b.txt", speech(meeting=MeetingData("党的十八大", date="2017-11-10")))
        assert Document.objects.get(source__key="a.txt").meeting == known
        assert Document.objects.get(source__key="b.txt").meeting != known
        known.refresh_from_db()
        assert known.place == ""

    @pytest.mark.parametrize(
        ("occasion", "named"),
        [
            ("党的十八大", True),
            ("在党的十八大上", True),
            ("在党的十八大开幕式上的讲话中", True),
            ("党的十八大期间", True),
            ("党的十八大以来", False),
            ("当年", False),
            (None, False),
        ],
    )
    def test_an_occasion_that_names_a_known_meeting_is_tied_to_it(self, occasion: str | None, named: bool) -> None:
        known = Meeting.objects.create(name="中国共产党第十八次全国代表大会", forms="党的十八大", authority=True)
        texts = ("他说过：“水往低处流。”",)
        take("a.txt", article(*texts, quotations=(quotation(texts, "水往低处流。", "方以宁", occasion=occasion),)))
        assert Quotation.objects.get().meeting == (known if named else None)

    def test_publications_of_one_title_are_one_and_books_of_two_isbns_two(self) -> None:
        for key, isbn in (("a", None), ("b", None), ("c", "7-01-000001-1"), ("d", "7-01-000002-2")):
            publication = PublicationData(title="治水集", kind="book", isbn=isbn)
            take(f"{key}.txt", speech(publication=publication), data=key.encode())
        assert Publication.objects.count() == 3


class TestNames:
    def test_two_speakers_of_one_quotation(self) -> None:
        texts = ("他们说过：“水往低处流。”",)
        take("a.txt", article(*texts, quotations=(quotation(texts, "水往低处流。", "沈砚秋;方以宁"),)))
        assert sorted(s.name for s in Quotation.objects.get().speakers.all()) == ["方以宁", "沈砚秋"]
        assert records()[0]["quotations"][0]["speaker"] == "沈砚秋;方以宁"

    def test_an_office_is_nobody(self) -> None:
        texts = ("总书记指出：“水往低处流。”",)
        take("a.txt", article(*texts, quotations=(quotation(texts, "水往低处流。", "总书记"),)))
        assert not Speaker.objects.exists()
        assert records()[0]["quotations"][0]["speaker"] == "总书记"

    def test_one_of_two_known_namesakes_is_attached_to_nobody(self) -> None:
        for birth in ("1920", "1950"):
            Speaker.objects.create(name="贺启明", birth=birth, authority=True)
        take("a.txt", speech())
        assert Remark.objects.get().speaker is None
        assert records()[0]["remarks"][0]["speaker"] == "贺启明"

    def test_a_known_person_who_was_dead_by_then_is_another(self) -> None:
        known = Speaker.objects.create(name="贺启明", birth="1850", death="1911", authority=True)
        take("a.txt", speech())
        speaker = Remark.objects.get().speaker
        assert speaker != known
        assert (speaker.name, speaker.authority) == ("贺启明", False)

    def test_the_name_of_a_renamed_speaker_still_leads_to_him(self) -> None:
        take("a.txt", speech())
        speaker = Speaker.objects.get(name="贺启明")
        speaker.name = "贺啟明"
        speaker.save()
        take("b.txt", speech(title="又一篇"))
        assert set(Remark.objects.values_list("speaker", flat=True)) == {speaker.pk}

    def test_a_merged_speaker_stays_merged(self) -> None:
        take("a.txt", speech())
        loser = Speaker.objects.get(name="贺启明")
        winner = Speaker.objects.create(name="贺启民")
        for model in (Remark, Contribution, Participation):
            model.objects.filter(speaker=loser).update(speaker=winner)
        Speaker.objects.filter(pk=loser.pk).update(merged_into=winner)
        take("a.txt", speech(NEW_FIRST))
        take("b.txt", speech(title="又一篇"))
        assert set(Remark.objects.values_list("speaker", flat=True)) == {winner.pk}

    def test_a_name_that_a_person_removed_as_nobody_is_not_made_again(self) -> None:
        take("a.txt", speech())
        Speaker.objects.get(name="沈砚秋").delete()
        take("b.txt", speech(title="又一篇"))
        assert not Speaker.objects.filter(name="沈砚秋").exists()

    def test_sort_key_is_the_pinyin_of_the_name(self) -> None:
        take("a.txt", speech())
        assert Speaker.objects.get(name="贺启明").sort_key == "he4 qi3 ming2"


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
