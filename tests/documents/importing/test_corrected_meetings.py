"""A corrected meeting or publication stays corrected when its document names it anew; what goes leaves search."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from documents.extraction.types import MeetingData, PublicationData
from documents.importing.undo import undo_run
from documents.models import Address, Conflict, Document, ImportRun, Meeting, Participation, Publication, SearchText
from documents.search.entries import index_meetings
from people.models import Speaker

from .given import speech, take

pytestmark = pytest.mark.django_db

MINUTES = """青川县水利史料座谈会纪要

时间：2004年6月{day}日
地点：图书馆报告厅
主持人：贺启明
出席：沈砚秋、陆知远

贺启明：今天请各位来，谈谈水利史料怎么编。

沈砚秋：先把档案里的图纸理一遍。
"""
HELD = speech().meeting
assert HELD is not None


def held(**more: Any) -> MeetingData:
    """The meeting of the speech with other facts."""
    return replace(HELD, **more)


def edit(**values: Any) -> Meeting:
    """The only meeting, corrected by hand."""
    meeting = Meeting.objects.get()
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save()
    return meeting


def state(meeting: Meeting) -> tuple[str, str, str]:
    meeting.refresh_from_db()
    return meeting.name, meeting.date, meeting.place


class TestANewDayForACorrectedMeeting:
    def test_the_correction_and_the_address_stay(self, client: Client) -> None:
        take("a.txt", speech())
        meeting = edit(place="县礼堂")
        result = take("a.txt", speech(meeting=held(date="1987-03-06")))
        assert Meeting.objects.get() == meeting
        assert state(meeting) == ("全县水利工作会议", "1987-03-06", "县礼堂")
        assert meeting.participations.count() == 2
        assert result.conflicts == Conflict.objects.count() == 0
        assert client.get(reverse("documents:meeting", args=[meeting.public_id])).status_code == 200

    def test_another_word_about_the_corrected_field_is_one_conflict(self) -> None:
        take("a.txt", speech())
        meeting = edit(place="县礼堂", date="1987-03-07")
        result = take("a.txt", speech(meeting=held(date="1987-03-06", place=None)))
        assert state(meeting) == ("全县水利工作会议", "1987-03-07", "县礼堂")
        assert result.conflicts == 2
        assert set(Conflict.objects.values_list("field", "machine_new")) == {("date", "1987-03-06"), ("place", "")}

    def test_it_stays_through_further_imports_even_once_the_edit_is_given_up(self) -> None:
        take("a.txt", speech())
        meeting = edit(place="县礼堂")
        later = speech(meeting=held(date="1987-03-06"))
        take("a.txt", later)
        assert take("a.txt", later, again=True).outcome == "unchanged"
        take("a.txt", replace(later, title="另题"))
        take("a.txt", speech(meeting=held(date="1987-03-08", name="全县水利会议")))
        assert state(meeting) == ("全县水利会议", "1987-03-08", "县礼堂")
        edit(place="青川")
        take("a.txt", speech(meeting=held(date="1987-03-08", name="全县水利会议", host="县委")))
        meeting.refresh_from_db()
        assert Meeting.objects.get() == meeting
        assert meeting.host == "县委"

    def test_a_file_that_says_the_old_day_again_leaves_nothing_behind(self) -> None:
        take("a.txt", speech())
        meeting = edit(place="县礼堂")
        take("a.txt", speech(meeting=held(date="1987-03-06")))
        assert Document.objects.get().claims["meeting"]["id"] == meeting.public_id
        take("a.txt", speech())
        assert state(meeting) == ("全县水利工作会议", "1987-03-05", "县礼堂")
        assert "named" not in Document.objects.get().claims["meeting"]

    def test_undoing_the_import_brings_the_old_day_back_to_the_same_row(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        for day in ("12", "13"):
            path.write_text(MINUTES.format(day=day), encoding="utf-8")
            call_command("import_documents", str(path), jobs=1, stdout=StringIO())
            if day == "12":
                meeting = edit(place="图书馆二楼")
        assert state(meeting)[1:] == ("2004-06-13", "图书馆二楼")
        undo_run(ImportRun.objects.latest("pk"))
        assert Meeting.objects.get() == meeting
        assert state(meeting)[1:] == ("2004-06-12", "图书馆二楼")

    def test_all_parts_of_a_file_stay_together(self) -> None:
        take("a.txt", speech(part="1"), speech(part="2"))
        meeting = edit(place="县礼堂")
        take("a.txt", *(speech(part=part, meeting=held(date="1987-03-06")) for part in ("1", "2")))
        assert Meeting.objects.get() == meeting
        assert meeting.documents.count() == 2

    def test_a_meeting_that_another_document_claims_stays_with_that(self) -> None:
        take("a.txt", speech())
        take("b.txt", speech(title="另一篇"))
        meeting = edit(place="县礼堂")
        take("a.txt", speech(meeting=held(date="1987-03-06")))
        assert Meeting.objects.count() == 2
        assert list(meeting.documents.values_list("title", flat=True)) == ["另一篇"]
        assert state(meeting) == ("全县水利工作会议", "1987-03-05", "县礼堂")

    def test_a_meeting_that_the_archive_has_already_is_the_one(self) -> None:
        take("a.txt", speech())
        edit(place="县礼堂")
        take("b.txt", speech(title="另一篇", meeting=held(date="1987-03-06")))
        take("a.txt", speech(meeting=held(date="1987-03-06")))
        assert Document.objects.values("meeting").distinct().count() == 1

    def test_one_that_nobody_has_worked_on_leaves_a_tombstone(self, client: Client) -> None:
        take("a.txt", speech())
        old = Meeting.objects.get().public_id
        take("a.txt", speech(meeting=held(date="1987-03-06")))
        assert Meeting.objects.get().public_id != old
        assert Address.objects.filter(public_id=old).exists()
        assert client.get(reverse("documents:meeting", args=[old])).status_code == 410

    def test_a_corrected_publication_stays_too(self) -> None:
        take("a.txt", speech())
        publication = Publication.objects.get()
        publication.publisher = "青川出版社"
        publication.save()
        take("a.txt", speech(publication=PublicationData(title="青川年鉴1989", kind="yearbook")))
        assert Publication.objects.get() == publication
        publication.refresh_from_db()
        assert (publication.title, publication.publisher) == ("青川年鉴1989", "青川出版社")


class TestWhatNoDocumentClaimsAnyMore:
    def test_a_corrected_meeting_stands_as_it_is_and_the_archivist_is_asked(self, client: Client) -> None:
        take("a.txt", speech())
        meeting = edit(place="县礼堂")
        take("a.txt", speech(meeting=None))
        assert state(meeting) == ("全县水利工作会议", "1987-03-05", "县礼堂")
        assert [(each.field, each.mine) for each in Conflict.objects.all()] == [("", "全县水利工作会议")]
        assert client.get(reverse("documents:meeting", args=[meeting.public_id])).status_code == 200
        assert not SearchText.objects.filter(ref=meeting.public_id).exists()

    def test_it_is_the_machines_again_once_a_document_tells_of_it_again(self) -> None:
        take("a.txt", speech())
        meeting = edit(place="县礼堂")
        take("a.txt", speech(meeting=None))
        take("a.txt", speech(meeting=held(host="县委")))
        meeting.refresh_from_db()
        assert meeting.edited_fields() == ["place", "host"]
        assert not Conflict.objects.exists()
        assert SearchText.objects.filter(ref=meeting.public_id).exists()

    def test_one_that_something_else_refers_to_keeps_its_name(self) -> None:
        take("a.txt", speech())
        meeting = Meeting.objects.get()
        Participation.objects.create(meeting=meeting, label="方以宁")
        take("a.txt", speech(meeting=None))
        assert state(meeting) == ("全县水利工作会议", "1987-03-05", "青川")


class TestSearchForgetsWhatGoes:
    def test_names_and_meetings_of_an_undone_import_are_found_no_more(self) -> None:
        take("a.txt", speech())
        kinds = ("name", "meeting")
        assert SearchText.objects.filter(kind__in=kinds).count() == 4
        ImportRun.objects.update(status=ImportRun.Status.FINISHED)
        undo_run(ImportRun.objects.get())
        assert not Speaker.objects.exists()
        assert not SearchText.objects.exists()

    def test_names_that_a_changed_file_no_longer_gives_are_found_no_more(self) -> None:
        take("a.txt", speech())
        take("a.txt", speech(meeting=held(participants=())))
        left = set(Speaker.objects.values_list("public_id", flat=True))
        assert set(SearchText.objects.filter(kind="name").values_list("ref", flat=True)) == left
        assert len(left) == 2

    def test_a_meeting_without_a_name_is_not_searched(self) -> None:
        take("a.txt", speech())
        Meeting.objects.update(name="")
        index_meetings(Meeting.objects.all())
        assert not SearchText.objects.filter(kind="meeting").exists()
