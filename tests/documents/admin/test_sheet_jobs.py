"""Long spreadsheets are read and written outside the request, with progress; nothing is saved unless all is well."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from documents.admin import sheets
from documents.desk import sheet_jobs
from documents.models import Act, Meeting

ROWS = 12


@pytest.fixture
def long(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets of more than ten rows are long; the process of a job is this one, run when it is started."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(sheets, "MOST_ROWS_AT_ONCE", 10)
    monkeypatch.setattr(sheet_jobs, "start", lambda *arguments: call_command(*arguments))
    Meeting.objects.bulk_create(Meeting(public_id=f"m{n:03}", name=f"会议{n}") for n in range(ROWS))


def table(client: Client, **changed: str) -> bytes:
    """The sheet of all meetings, with these places by address."""
    export = reverse("admin:documents_meeting_export")
    response = client.post(export, {"format": 1, "meetingsheet_id": "", **columns(client)})
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    place = rows[0].index("地点")
    for row in rows[1:]:
        row[place] = changed.get(row[0], row[place])
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def columns(client: Client) -> dict[str, str]:
    form = client.get(reverse("admin:documents_meeting_export")).context["form"]
    return {name: "on" for name in form.fields if name.startswith("meetingsheet_")}


def put_in(client: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("会议.csv", data)
    return client.post(reverse("admin:documents_meeting_import"), {"file": file}, follow=True)


def test_a_long_sheet_is_read_by_a_job_and_saved_once_confirmed(archivist: Client, long: None) -> None:
    page = put_in(archivist, table(archivist, m003="新礼堂", m007="旧祠堂"))
    address = page.redirect_chain[-1][0]
    html = page.content.decode()
    assert "新礼堂" in html
    assert not Meeting.objects.exclude(place="").exists()
    saved = archivist.post(address, follow=True).content.decode()
    assert "已保存 2 行" in saved
    assert dict(Meeting.objects.exclude(place="").values_list("public_id", "place")) == {
        "m003": "新礼堂",
        "m007": "旧祠堂",
    }
    assert Meeting.objects.get(public_id="m003").history.first().history_user.username == "archivist"
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert not Meeting.objects.exclude(place="").exists()


def test_what_is_wrong_is_named_and_nothing_is_saved(archivist: Client, long: None) -> None:
    data = table(archivist, m003="新礼堂").replace("会议5,".encode(), ("会" * 600 + ",").encode())
    page = put_in(archivist, data)
    html = page.content.decode()
    assert "7" in html
    assert "名称" in html
    assert archivist.post(page.redirect_chain[-1][0], follow=True).status_code == 200
    assert not Meeting.objects.exclude(place="").exists()


def test_a_record_changed_after_the_preview_stops_it_all(archivist: Client, long: None) -> None:
    page = put_in(archivist, table(archivist, m003="新礼堂", m007="旧祠堂"))
    Meeting.objects.filter(public_id="m007").update(host="水利局")
    html = archivist.post(page.redirect_chain[-1][0], follow=True).content.decode()
    assert "请重新导出" in html
    assert not Meeting.objects.exclude(place="").exists()


def test_the_script_of_the_page_asks_for_the_state_alone(archivist: Client, long: None) -> None:
    page = put_in(archivist, table(archivist, m003="新礼堂"))
    part = archivist.get(page.redirect_chain[-1][0], headers={"X-Part": "item"}).content.decode()
    assert part.lstrip().startswith('<div data-state="read">')


def test_jobs_are_their_owner_s(archivist: Client, long: None, as_role: Any) -> None:
    address = put_in(archivist, table(archivist, m003="新礼堂")).redirect_chain[-1][0]
    assert as_role("archivist", "别人").post(address).status_code == 403
    assert as_role("contributor").get(address).status_code == 403
    assert archivist.get(address.replace(address.split("/")[-2], "0" * 24)).status_code == 404


def test_the_command_names_a_token_that_is_none(db: None) -> None:
    with pytest.raises(CommandError, match="There is no spreadsheet"):
        call_command("read_sheet", "abc")
