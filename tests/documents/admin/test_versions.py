"""The history of a record: who changed which field and why, two versions compared, one brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.desk.acts import act
from documents.models import Act, Document, Paragraph, Quotation

from .rows import TEXT

Form = Callable[[Any], dict[str, Any]]


@pytest.fixture
def edited(archivist: Client, archive: dict[str, Any], form_of: Form) -> Any:
    """A meeting that was edited twice, the second time with a reason."""
    meeting = archive["meeting"]
    address = reverse("admin:documents_meeting_change", args=[meeting.pk])
    for place, reason in (("旧祠堂", ""), ("新礼堂", "据会议通知更正")):
        fields = form_of(archivist.get(address)) | {"place": place, "change_reason": reason}
        assert archivist.post(address, fields).status_code == 302
    return meeting


def compare(client: Client, record: Any, old: Any, new: Any = "now") -> Any:
    address = reverse("admin:versions", args=[record._meta.app_label, record._meta.model_name, record.pk])
    return client.get(address, {"old": old, "new": new})


def test_history_says_who_when_which_field_and_why(archivist: Client, edited: Any) -> None:
    html = archivist.get(reverse("admin:documents_meeting_history", args=[edited.pk])).content.decode()
    assert "据会议通知更正" in html
    assert "旧祠堂" in html
    assert "新礼堂" in html
    assert "archivist" in html


def test_the_import_that_brought_a_record_is_told(archivist: Client, archive: dict[str, Any]) -> None:
    Document.history.all().delete()  # imports write none
    html = archivist.get(reverse("admin:documents_document_history", args=[archive["document"].pk])).content.decode()
    assert "本记录尚无人改动" in html
    assert reverse("admin:documents_importrun_change", args=[archive["run"].pk]) in html


def test_an_import_in_the_history_leads_to_its_run(archivist: Client, archive: dict[str, Any]) -> None:
    meeting = archive["meeting"]
    meeting.history.bulk_history_create([meeting], default_change_reason=f"import {archive['run'].pk}")
    html = archivist.get(reverse("admin:documents_meeting_history", args=[meeting.pk])).content.decode()
    assert reverse("admin:documents_importrun_change", args=[archive["run"].pk]) in html


def test_two_versions_are_compared_field_by_field(archivist: Client, edited: Any) -> None:
    newest, before, _first = edited.history.all()
    rows = compare(archivist, edited, before.history_id, newest.history_id).context["rows"]
    assert [row[:2] for row in rows] == [("地点", "旧祠堂")]
    assert compare(archivist, edited, newest.history_id, before.history_id).context["rows"] == rows, "older first"


def test_going_back_is_an_act_and_undone_like_one(archivist: Client, edited: Any) -> None:
    first = edited.history.last()
    address = reverse("admin:versions", args=["documents", "meeting", edited.pk])
    archivist.post(f"{address}?old={first.history_id}&new=now", {"reason": "两次都改错了"})
    edited.refresh_from_db()
    assert edited.place == ""
    assert "两次都改错了" in edited.history.first().history_change_reason
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    edited.refresh_from_db()
    assert edited.place == "新礼堂"


def test_going_back_to_an_older_text_moves_its_quotations(archivist: Client, archive: dict[str, Any]) -> None:
    paragraph, quotation = archive["paragraph"], archive["quotation"]
    with act(None, Act.Kind.TEXT, "题记") as doing:
        doing.set([paragraph], text="题记：" + TEXT)
        doing.set([quotation], start=quotation.start + 3, end=quotation.end + 3)
    address = reverse("admin:versions", args=["documents", "paragraph", paragraph.pk])
    archivist.post(f"{address}?old={paragraph.history.last().history_id}&new=now")
    assert Paragraph.objects.get().text == TEXT
    moved = Quotation.objects.get()
    assert TEXT[moved.start : moved.end] == moved.text


@pytest.mark.parametrize("kind", ["contribution", "participation", "mention", "speakername", "tenure", "paragraph"])
def test_small_rows_have_a_history_too(kind: str, archivist: Client, archive: dict[str, Any], form_of: Form) -> None:
    record = archive[kind]
    name = f"{record._meta.app_label}_{kind}"
    address = reverse(f"admin:{name}_change", args=[record.pk])
    field = {"speakername": "form", "tenure": "position", "paragraph": "page"}.get(kind, "position")
    assert archivist.post(address, form_of(archivist.get(address)) | {field: "改过的"}).status_code == 302
    assert "改过的" in archivist.get(reverse(f"admin:{name}_history", args=[record.pk])).content.decode()


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("contributor", 200)])
def test_versions_answer_by_role(role: str, status: int, as_role: Callable[[str], Client], edited: Any) -> None:
    client, first = as_role(role), edited.history.last()
    assert compare(client, edited, first.history_id).status_code == status
    address = reverse("admin:versions", args=["documents", "meeting", edited.pk])
    assert client.post(f"{address}?old={first.history_id}").status_code == 403
    edited.refresh_from_db()
    assert edited.place == "新礼堂"


@pytest.mark.parametrize("path", ["auth/user/1", "documents/nothing/1", "documents/meeting/999999"])
def test_what_has_no_versions_is_not_found(path: str, archivist: Client) -> None:
    assert archivist.get(f"/admin/versions/{path}/").status_code == 404
