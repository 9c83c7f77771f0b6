"""Importing in the browser: see what would be made, confirm, watch, take it back."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from documents.desk import uploads, waiting
from documents.models import Document, ImportRun, SourceFile

SPEECH = """在清河县水利会议上的讲话
（2004年4月27日）
罗启明

同志们，石公远同志说过：“渠修到哪里，人心就通到哪里。”今年要修三条渠。
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploads are kept in a folder of the test's own and worked on at once, in the test's process."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(uploads, "start", lambda *arguments: call_command(*arguments))


@pytest.fixture
def put(archivist: Client) -> Callable[..., Any]:
    """`put(("a.txt", b"…"))` is the page one comes to after choosing these files."""

    def choose(*files: tuple[str, bytes]) -> Any:
        sent = [SimpleUploadedFile(name, data) for name, data in files]
        return archivist.post(reverse("admin:import"), {"sources": sent}, follow=True)

    return choose


def confirm(client: Client, page: Any) -> Any:
    return client.post(page.request["PATH_INFO"], {"do": "import"}, follow=True)


def packed(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return data.getvalue()


def test_a_file_is_tried_then_imported_then_taken_back(put: Callable[..., Any], archivist: Client) -> None:
    page = put(("讲话.txt", SPEECH.encode("gb18030")))
    (line,) = page.context["lines"]
    assert (line.outcome, line.documents) == ("new", 1)
    assert line.encoding.lower().startswith("gb")
    assert not Document.objects.exists(), "nothing is imported before it is confirmed"
    done = confirm(archivist, page)
    assert done.context["report"].state == "imported"
    assert Document.objects.get().title.startswith("在清河县水利会议上")
    run = ImportRun.objects.get()
    assert run.user.username == "archivist"
    asked = archivist.get(reverse("admin:undo_import", args=[run.pk])).content.decode()
    assert "它带来的 1 个文件将被移除" in asked
    assert "在清河县水利会议上的讲话" in asked
    archivist.post(reverse("admin:undo_import", args=[run.pk]))
    assert Document.objects.exists(), "nothing is taken back before it is confirmed"
    archivist.post(reverse("admin:undo_import", args=[run.pk]), {"do": "undo"})
    assert not Document.objects.exists()
    run.refresh_from_db()
    assert run.status == "undone"


def test_a_name_longer_than_a_file_here_may_have_costs_that_file_alone(put: Callable[..., Any]) -> None:
    """Windows takes 255 characters, where most systems take as many bytes."""
    page = put((f"{'水' * 90}.txt", SPEECH.encode()), ("讲话.txt", SPEECH.encode()))
    assert page.status_code == 200
    assert [line.key for line in page.context["lines"]] == ["讲话.txt"]
    assert "文件名太长" in page.content.decode()


def test_the_same_file_again_is_unchanged_and_a_changed_one_a_new_version(
    put: Callable[..., Any], archivist: Client
) -> None:
    confirm(archivist, put(("讲话.txt", SPEECH.encode())))
    assert put(("讲话.txt", SPEECH.encode())).context["counts"]["unchanged"] == 1
    changed = put(("讲话.txt", SPEECH.replace("三条", "五条").encode()))
    assert changed.context["counts"]["changed"] == 1
    confirm(archivist, changed)
    assert Document.objects.count() == 1
    assert SourceFile.objects.get(current=True).version == 2


def test_a_zip_is_opened_and_doubles_are_told(put: Callable[..., Any], archivist: Client) -> None:
    page = put(("全部.zip", packed(甲=SPEECH, 乙=SPEECH, 丙=SPEECH + "\n会议到此结束。\n")))
    assert page.context["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "copy": 1, "failed": 0}
    assert [bool(line.original) for line in page.context["lines"]].count(True) == 1
    confirm(archivist, page)
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [("坏.txt", b"\xff\xfe\x00"), ("空.txt", b""), ("假.zip", b"PK\x03\x04broken"), ("图.png", b"\x89PNG")],
)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    name: str, data: bytes, put: Callable[..., Any], archivist: Client
) -> None:
    page = put((name, data), ("讲话.txt", SPEECH.encode()))
    assert name in page.content.decode()
    confirm(archivist, page)
    assert SourceFile.objects.get().key == "讲话.txt"


def test_nothing_readable_is_said_to_be_so(put: Callable[..., Any]) -> None:
    page = put(("图.png", b"\x89PNG"))
    assert page.context["report"].state == "new"
    assert "没有可读取的文件" in page.content.decode()


@pytest.mark.parametrize("name", ["../../escape.txt", "/etc/escape.txt", "..\\escape.txt"])
def test_a_file_stays_in_its_folder(name: str, put: Callable[..., Any], tmp_path: Path) -> None:
    put((name, SPEECH.encode()))
    (found,) = tmp_path.rglob("escape.txt")
    assert found.parent.name == "files"


def test_a_zip_that_would_write_elsewhere_is_refused_by_name(put: Callable[..., Any], tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../../../escape.txt", SPEECH)
    page = put(("坏.zip", data.getvalue()))
    assert not list(tmp_path.rglob("escape.txt"))
    assert any("坏.zip" in problem for problem in page.context["report"].problems)


@pytest.mark.django_db
def test_no_token_is_taken_for_an_option_of_the_command() -> None:
    tokens = [uploads.receive([SimpleUploadedFile("讲话.txt", b"x")], None).token for _time in range(200)]
    assert all(token.isalnum() and uploads.Upload.find(token) for token in tokens)


@pytest.mark.parametrize("token", ["../../etc", "nothing", "a.b", "%2e%2e"])
def test_an_unknown_token_is_not_found(token: str, archivist: Client) -> None:
    assert archivist.get(f"/admin/import/{token}/").status_code == 404


def test_who_may(put: Callable[..., Any], as_role: Callable[..., Client]) -> None:
    page = put(("讲话.txt", SPEECH.encode()))
    address = page.request["PATH_INFO"]
    assert as_role("contributor").get(reverse("admin:import")).status_code == 403
    assert as_role("archivist", "另一位").post(address, {"do": "import"}).status_code == 403
    assert as_role("administrator").post(address, {"do": "import"}).status_code == 302
    assert Document.objects.count() == 1


def test_work_whose_process_is_gone_has_failed(put: Callable[..., Any], archivist: Client) -> None:
    page = put(("讲话.txt", SPEECH.encode()))
    upload = uploads.Upload.find(page.context["token"])
    assert upload is not None
    report = upload.report()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    report.state, report.process = "importing", gone.pid
    upload.write(report)
    page = archivist.get(page.request["PATH_INFO"])
    assert page.context["report"].state == "failed"
    assert "重试" in page.content.decode()


def test_edits_stand_when_the_file_is_uploaded_again(put: Callable[..., Any], archivist: Client) -> None:
    confirm(archivist, put(("讲话.txt", SPEECH.encode())))
    document = Document.objects.get()
    document.title = "改过的题名"
    document.save()
    confirm(archivist, put(("讲话.txt", SPEECH.replace("三条", "五条").encode())))
    document.refresh_from_db()
    assert document.title == "改过的题名"


@pytest.mark.django_db
def test_the_work_is_done_by_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(django_settings, "DATA_DIR", tmp_path)
    monkeypatch.setenv("YANLU_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite3'}")
    manage = Path(django_settings.BASE_DIR) / "manage.py"
    subprocess.run([sys.executable, str(manage), "migrate", "-v0"], check=True)
    upload = uploads.receive([SimpleUploadedFile("讲话.txt", SPEECH.encode())], None)
    uploads.begin(upload, dry_run=False)
    for _second in range(120):
        time.sleep(0.5)
        if not (report := upload.report()).working:
            break
    assert (report.state, [line.outcome for line in report.lines]) == ("imported", ["new"])
    assert json.loads((upload.folder / "report.json").read_text())["run"] == 1


def test_what_would_be_made_is_told_by_name_and_led_to_afterwards(put: Callable[..., Any], archivist: Client) -> None:
    page = put(("讲话.txt", SPEECH.encode()))
    told = page.content.decode()
    for words in ("在清河县水利会议上的讲话", "讲话 · 2004年4月27日 · 罗启明", "1 处引文", "新人物： 罗启明、石公远"):
        assert words in told, words
    assert "/admin/documents/document/" not in told.partition('id="upload-state"')[2]
    done = confirm(archivist, page)
    assert reverse("admin:documents_document_change", args=[Document.objects.get().pk]) in done.content.decode()


def test_nothing_is_confirmed_where_nothing_would_change(put: Callable[..., Any], archivist: Client) -> None:
    confirm(archivist, put(("讲话.txt", SPEECH.encode())))
    again = put(("讲话.txt", SPEECH.encode())).content.decode()
    assert "没有可导入的改动" in again
    assert 'value="import"' not in again
    broken = put(("空.txt", b"")).content.decode()
    assert "都不能导入" in broken
    assert 'value="import"' not in broken


def test_a_file_that_failed_waits_until_it_is_left_or_fails_again(put: Callable[..., Any], archivist: Client) -> None:
    empty = ("空.txt", b"")
    confirm(archivist, put(empty, ("讲话.txt", SPEECH.encode())))
    assert "空.txt" in archivist.get(reverse("admin:index")).content.decode()
    left = archivist.post(reverse("admin:leave_failed"), {"key": "空.txt"}, follow=True)
    assert "空.txt 不再待办" in left.content.decode()
    assert waiting.failed_files() == []
    confirm(archivist, put(empty, ("讲话.txt", SPEECH.replace("三条", "五条").encode())))
    assert [each["key"] for each in waiting.failed_files()] == ["空.txt"]
