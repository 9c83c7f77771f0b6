"""The desk answers in words: about what is found no more, about dates in the wrong order, about addresses that err."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tablib import Dataset

from documents.admin.conflict import in_words
from documents.desk.conflicts import settle
from documents.desk.sheet_changes import read_sheet
from documents.desk.sheets import SHEETS
from documents.importing.traces import note_gone
from documents.importing.undo import undo_run
from documents.models import Conflict, ImportRun, Meeting, Publication, SourceFile
from people.models import Speaker, SpeakerName, Tenure
from tests.documents.importing.given import article, take

pytestmark = pytest.mark.django_db


class TestAConflictAboutWhatIsFoundNoMore:
    def test_a_value_that_the_machine_no_longer_gives_is_told_in_words(
        self, archivist: Client, archive: dict[str, Any]
    ) -> None:
        meeting = archive["meeting"]
        Conflict.objects.create(
            model="meeting", public_id=meeting.public_id, field="place", machine_old="青川", machine_new="", mine="礼堂"
        )
        page = archivist.get(reverse("admin:documents_conflict_changelist")).content.decode()
        cell = page.split('class="field-now')[1].split("</td>")[0]
        assert "不再识别到" in cell
        assert "<del>" not in cell

    def test_a_record_without_a_name_is_told_by_its_address_and_what_was_edited(
        self, archivist: Client, archive: dict[str, Any]
    ) -> None:
        meeting = archive["meeting"]
        Meeting.objects.filter(pk=meeting.pk).update(name="", place="县礼堂", imported={"name": "", "place": "青川"})
        meeting.refresh_from_db()
        assert in_words(meeting) == f"{meeting.public_id} 县礼堂"
        note_gone(meeting, None)
        page = archivist.get(reverse("admin:documents_conflict_changelist")).content.decode()
        assert f">{meeting.public_id} 县礼堂</a>" in page

    def test_what_has_neither_name_nor_title_is_called_by_its_address(self) -> None:
        assert [str(model(public_id="x1")) for model in (Meeting, Publication)] == ["x1", "x1"]

    def test_keeping_it_leaves_the_record_as_it_is(self, archive: dict[str, Any]) -> None:
        meeting = archive["meeting"]
        note_gone(meeting, None)
        settle(Conflict.objects.all(), "mine", None)
        meeting.refresh_from_db()
        assert (meeting.name, meeting.date) == ("水利工作座谈会", "1958-03-02")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("people_speaker", "foo=1"),
        ("documents_quotation", "format=zz"),
        ("documents_document", "date_earliest__year=xx"),
        ("documents_meeting", "authority__exact=perhaps&q=会"),
    ],
)
def test_an_export_narrowed_by_nonsense_leads_to_the_export_of_all(
    name: str, query: str, archivist: Client, archive: dict[str, Any]
) -> None:
    address = reverse(f"admin:{name}_export")
    answer = archivist.get(f"{address}?{query}")
    assert (answer.status_code, answer["Location"]) == (302, f"{address}?e=1")
    assert archivist.get(answer["Location"]).status_code == 200


class TestDatesInTheWrongOrder:
    @pytest.mark.parametrize(
        ("record", "said"),
        [
            (Speaker(name="林泽川", birth="1931", death="1890~"), "逝世（1890~）早于出生（1931）。"),
            (
                Meeting(name="座谈会", date="1958-03-02", end_date="1958-03-01"),
                "结束日期（1958-03-01）早于日期（1958-03-02）。",
            ),
            (Tenure(position="县长", start="1961", end="1956"), "止（1956）早于起（1961）。"),
            (SpeakerName(form="林县长", start="1961-05", end="1961-04"), None),
        ],
    )
    def test_are_refused_by_the_name_of_both(self, record: Any, said: str | None) -> None:
        with pytest.raises(ValidationError) as error:
            record.clean()
        assert said in (None, *error.value.messages)

    @pytest.mark.parametrize(
        ("birth", "death"),
        [
            ("1931", "1931"),
            ("193X", "1935"),
            ("1931-05", "1931"),
            ("", "1890"),
            ("1931", ""),
            ("1931", "?"),
            ("1931/..", "1931"),
        ],
    )
    def test_are_only_those_that_cannot_be_right(self, birth: str, death: str) -> None:
        Speaker(name="林泽川", birth=birth, death=death).clean()

    def test_are_not_saved_by_a_form(self, archivist: Client, archive: dict[str, Any]) -> None:
        address = reverse("admin:people_speaker_add")
        rows = {f"{prefix}-{name}": "0" for prefix in ("names", "tenures") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
        values = {"name": "沈砚秋", "kind": "person", "birth": "1931", "death": "1890", **rows}
        answer = archivist.post(address, values)
        assert "逝世（1890）早于出生（1931）。" in answer.content.decode()
        assert not Speaker.objects.filter(name="沈砚秋").exists()

    def test_are_named_in_the_preview_of_a_spreadsheet(self, archive: dict[str, Any]) -> None:
        resource = SHEETS[Meeting]()
        table = resource.export(Meeting.objects.all()).export("csv")
        rows = list(csv.DictReader(io.StringIO(table)))
        rows[0]["end_date"] = "1958-03-01"
        sheet = read_sheet(SHEETS[Meeting](), Dataset(*[list(r.values()) for r in rows], headers=list(rows[0])))
        assert [(each.number, "早于" in each.why) for each in sheet.problems] == [(2, True)]


def test_the_page_of_a_deletion_says_whose_words_lose_their_speaker(archivist: Client, archive: dict[str, Any]) -> None:
    speaker, quotation, work = archive["speaker"], archive["quotation"], archive["work"]
    quotation.speakers.add(speaker)
    work.authors.add(speaker)
    page = archivist.get(reverse("admin:people_speaker_delete", args=[speaker.pk])).content.decode()
    assert " object (" not in page
    assert f"林泽川: {quotation}" in page
    assert f"林泽川: {work}" in page


class TestAnImportRun:
    def test_is_called_by_the_time_of_the_clock_on_the_wall(self, settings: Any) -> None:
        settings.TIME_ZONE = "Asia/Shanghai"
        run = ImportRun.objects.create(engine_version="1")
        run.started = datetime(2026, 11, 27, 21, 23, tzinfo=UTC)
        assert str(run) == f"#{run.pk} 2026-11-28 05:23"

    def test_that_was_taken_back_in_part_says_so_and_what_stands_and_why(self, archivist: Client) -> None:
        run = self.brought("a.txt", "b.txt")
        later = take("a.txt", article("另一段话。"))
        assert later.outcome == "changed"
        undo_run(run)
        run.refresh_from_db()
        assert (run.status, run.left) == ("partly", ["changed by a later import: a.txt"])
        page = archivist.get(reverse("admin:documents_importrun_change", args=[run.pk])).content.decode()
        assert "已部分撤销" in page
        assert "后来的导入改动过：a.txt" in page

    def test_of_which_nothing_could_be_taken_back_is_not_called_undone(self) -> None:
        run = self.brought("a.txt")
        take("a.txt", article("另一段话。"))
        undo_run(run)
        run.refresh_from_db()
        assert (run.status, len(run.left)) == ("finished", 1)

    def test_that_was_taken_back_whole_leaves_nothing_to_tell(self, archivist: Client) -> None:
        run = self.brought("a.txt")
        undo_run(run)
        run.refresh_from_db()
        assert (run.status, run.left) == ("undone", [])
        page = archivist.get(reverse("admin:documents_importrun_change", args=[run.pk])).content.decode()
        assert "撤销后仍保留" not in page

    def brought(self, *keys: str) -> ImportRun:
        """A finished run that brought these files."""
        for key in keys:
            take(key, article(f"{key}里的话。"))
        run = ImportRun.objects.create(engine_version="1", status=ImportRun.Status.FINISHED)
        SourceFile.objects.update(run=run)
        return run
