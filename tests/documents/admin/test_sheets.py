"""Spreadsheets: out by filters, in with a preview, all or nothing, and nobody's work overwritten."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from documents.models import Act, Document, Meeting, Quotation, Work
from people.models import Speaker

Rows = list[list[str]]


@pytest.fixture
def export(archivist: Client) -> Callable[..., Rows]:
    """`export("documents_meeting")` are the rows of the exported CSV, heads first."""

    def read(name: str, **query: str) -> Rows:
        address = reverse(f"admin:{name}_export")
        response = archivist.post(address, {"format": "1", "resource": "0"}, query_params=query)
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    return read


@pytest.fixture
def bring(archivist: Client) -> Callable[..., Any]:
    """`bring("documents_meeting", rows)` is the preview page of these rows."""

    def upload(name: str, rows: Rows, encoding: str = "utf-8") -> Any:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        file = SimpleUploadedFile("表.csv", text.getvalue().encode(encoding))
        return archivist.post(reverse(f"admin:{name}_import"), {"file": file})

    return upload


@pytest.fixture
def confirm(archivist: Client) -> Callable[[str], Any]:
    return lambda name: archivist.post(reverse(f"admin:{name}_process_import"), follow=True)


def put(rows: Rows, head: str, value: str) -> Rows:
    """The rows with a value in the first row below the head."""
    rows[1][rows[0].index(head)] = value
    return rows


NAMES = ["document", "meeting", "publication", "work", "remark", "quotation"]


@pytest.mark.parametrize("name", [*(f"documents_{name}" for name in NAMES), "people_speaker"])
def test_what_went_out_says_nothing_new(
    name: str, export: Callable[..., Rows], bring: Callable[..., Any], archive: dict[str, Any]
) -> None:
    page = bring(name, export(name))
    assert page.context["sheet"].unchanged == 1
    assert not page.context["sheet"].problems


def test_heads_are_in_the_archivists_language(export: Callable[..., Rows], archive: dict[str, Any]) -> None:
    assert export("documents_meeting")[0][:4] == ["地址", "名称", "日期", "结束日期"]


def test_export_follows_the_lists_filters(export: Callable[..., Rows], archive: dict[str, Any]) -> None:
    Meeting.objects.create(name="另一会", date="1960")
    assert len(export("documents_meeting")) == 3
    assert len(export("documents_meeting", q="水利")) == 2


def test_preview_shows_just_the_changed_cells_and_saves_nothing(
    export: Callable[..., Rows], bring: Callable[..., Any], archive: dict[str, Any]
) -> None:
    page = bring("documents_meeting", put(export("documents_meeting"), "地点", "大礼堂"))
    (change,) = page.context["sheet"].changes
    assert [(cell.head, cell.before, cell.after) for cell in change.cells] == [("地点", "", "大礼堂")]
    assert Meeting.objects.get().place == ""


def test_confirmed_it_is_one_act_with_history_and_undo(
    export: Callable[..., Rows],
    bring: Callable[..., Any],
    confirm: Callable[[str], Any],
    archivist: Client,
    archive: dict[str, Any],
) -> None:
    rows = put(put(export("documents_meeting"), "地点", "大礼堂"), "日期", "1958-04")
    bring("documents_meeting", rows)
    confirm("documents_meeting")
    meeting = Meeting.objects.get()
    assert (meeting.place, str(meeting.date_latest)) == ("大礼堂", "1958-04-30")
    assert meeting.history.first().history_user.username == "archivist"
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    meeting.refresh_from_db()
    assert (meeting.place, str(meeting.date_latest)) == ("", "1958-03-02")


def test_a_record_changed_meanwhile_is_refused(
    export: Callable[..., Rows], bring: Callable[..., Any], archive: dict[str, Any]
) -> None:
    rows = put(export("documents_meeting"), "地点", "大礼堂")
    Meeting.objects.update(host="县委")
    page = bring("documents_meeting", rows)
    (problem,) = page.context["sheet"].problems
    assert (problem.number, problem.head) == (2, "版本")


def test_a_record_changed_between_preview_and_confirmation_is_refused(
    export: Callable[..., Rows], bring: Callable[..., Any], confirm: Callable[[str], Any], archive: dict[str, Any]
) -> None:
    bring("documents_meeting", put(export("documents_meeting"), "地点", "大礼堂"))
    Meeting.objects.update(host="县委")
    page = confirm("documents_meeting")
    assert page.context["sheet"].problems
    assert Meeting.objects.get().place == ""
    assert not Act.objects.exists()


@pytest.mark.parametrize(
    ("name", "head", "value", "why"),
    [
        ("documents_meeting", "日期", "去年", "不是规范的日期"),
        ("documents_document", "类型", "歌曲", "讲话"),
        ("documents_document", "公开", "也许", "1"),
        ("documents_document", "出版物", "没有的报", "没有的报"),
        ("documents_document", "网址", "不是网址", "URL"),
        ("documents_quotation", "讲话人", "林泽川; 没有的人", "没有的人"),
        ("people_speaker", "名称", "", ""),
        ("people_speaker", "地址", "nobody", "没有"),
    ],
)
def test_a_wrong_value_is_named_by_row_and_column_and_stops_everything(
    name: str,
    head: str,
    value: str,
    why: str,
    export: Callable[..., Rows],
    bring: Callable[..., Any],
    archivist: Client,
    archive: dict[str, Any],
) -> None:
    page = bring(name, put(export(name), head, value))
    problem = page.context["sheet"].problems[0]
    assert (problem.number, problem.head) == (2, head)
    assert why in problem.why
    assert "sheet-" + name.replace("_", "-") not in archivist.session
    assert not Act.objects.exists()


def test_one_wrong_row_keeps_the_right_ones_out_too(
    export: Callable[..., Rows], bring: Callable[..., Any], confirm: Callable[[str], Any], archive: dict[str, Any]
) -> None:
    Meeting.objects.create(name="另一会", date="1960")
    rows = export("documents_meeting")
    for row, date in zip(rows[1:], ("1961", "明年"), strict=True):
        row[rows[0].index("日期")] = date
    bring("documents_meeting", rows)
    confirm("documents_meeting")
    assert set(Meeting.objects.values_list("date", flat=True)) == {"1958-03-02", "1960"}


def test_speakers_of_a_quotation_are_told_apart_by_address(
    export: Callable[..., Rows], bring: Callable[..., Any], confirm: Callable[[str], Any], archive: dict[str, Any]
) -> None:
    twin = Speaker.objects.create(name="林泽川")
    rows = export("documents_quotation")
    assert bring("documents_quotation", put(rows, "讲话人", "林泽川")).context["sheet"].problems
    bring("documents_quotation", put(rows, "讲话人", f"林泽川〔{twin.public_id}〕"))
    confirm("documents_quotation")
    assert list(Quotation.objects.get().speakers.all()) == [twin]


def test_a_row_without_address_is_a_new_record_where_that_makes_sense(
    export: Callable[..., Rows], bring: Callable[..., Any], confirm: Callable[[str], Any], archive: dict[str, Any]
) -> None:
    rows = export("documents_work")
    fresh = [""] * len(rows[0])
    fresh[rows[0].index("题名")] = "新修渠记"
    fresh[rows[0].index("作者")] = "林泽川"
    bring("documents_work", [*rows, fresh])
    confirm("documents_work")
    work = Work.objects.get(title="新修渠记")
    assert [author.name for author in work.authors.all()] == ["林泽川"]
    quotations = export("documents_quotation")
    quotations[1][0] = ""
    assert bring("documents_quotation", quotations).context["sheet"].problems


def test_formulas_go_out_as_text_and_come_back_as_they_were(
    export: Callable[..., Rows], bring: Callable[..., Any], archive: dict[str, Any]
) -> None:
    Document.objects.update(title="=1+1", locator="@here")
    rows = export("documents_document")
    assert {"'=1+1", "'@here"} <= set(rows[1])
    assert bring("documents_document", rows).context["sheet"].unchanged == 1


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_encodings_of_spreadsheet_programs_are_read(
    encoding: str, export: Callable[..., Rows], bring: Callable[..., Any], archive: dict[str, Any]
) -> None:
    page = bring("documents_meeting", put(export("documents_meeting"), "地点", "大礼堂"), encoding)
    assert page.context["sheet"].changes[0].cells[0].after == "大礼堂"


def test_excel_made_a_date_of_it(archivist: Client, confirm: Callable[[str], Any], archive: dict[str, Any]) -> None:
    response = archivist.post(reverse("admin:documents_meeting_export"), {"format": "0", "resource": "0"})
    book = load_workbook(io.BytesIO(response.content))
    heads = [cell.value for cell in next(book.active.iter_rows())]
    book.active.cell(2, heads.index("日期") + 1).value = datetime(1959, 5, 1)
    book.active.cell(2, heads.index("系列") + 1).value = 1959
    data = io.BytesIO()
    book.save(data)
    file = SimpleUploadedFile("表.xlsx", data.getvalue())
    archivist.post(reverse("admin:documents_meeting_import"), {"file": file})
    confirm("documents_meeting")
    assert Meeting.objects.values_list("date", "series").get() == ("1959-05-01", "1959")


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"PK\x03\x04 broken", b"", b'"open'])
def test_what_is_no_spreadsheet_is_said_to_be_none(data: bytes, archivist: Client, archive: dict[str, Any]) -> None:
    page = archivist.post(reverse("admin:documents_meeting_import"), {"file": SimpleUploadedFile("x.csv", data)})
    assert page.status_code == 200
    assert page.context["form"].errors or page.context["sheet"].problems


def test_missing_and_unknown_columns_are_named(bring: Callable[..., Any], archive: dict[str, Any]) -> None:
    problems = bring("documents_meeting", [["地址", "天气"], ["x", "晴"]]).context["sheet"].problems
    assert {problem.head for problem in problems} == {"天气", "版本"}


def test_too_many_rows_are_refused(
    bring: Callable[..., Any], archive: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.admin.sheets.MOST_ROWS_IN", 1)
    page = bring("documents_meeting", [["地址", "版本"], ["a", ""], ["b", ""]])
    assert "2" in str(page.context["form"].errors)


def test_contributors_take_out_but_bring_nothing_in(as_role: Callable[[str], Client], archive: dict[str, Any]) -> None:
    client = as_role("contributor")
    assert client.get(reverse("admin:documents_meeting_export")).status_code == 200
    assert client.get(reverse("admin:documents_meeting_import")).status_code == 403
    assert client.post(reverse("admin:documents_meeting_process_import")).status_code == 403
