"""Texts that look damaged wait on the desk until they are corrected or said to be right."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from documents.desk.suspects import damage, waiting
from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.models import Act, Paragraph, SuspectText

from .rows import TEXT

LIST = "admin:documents_suspecttext_changelist"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("修\ufffd渠", "unreadable"),
        ("修□渠", "unreadable"),
        ("锟斤拷锟斤拷", "encoding"),
        ("水利工l作", "scan"),
        ("修渠，，种树", "marks"),
        ("修渠。，种树", "marks"),
        ("第3条渠，第4条渠。", None),
        ("他说：“修渠。”", None),
        ("X光片、A组和T恤", None),
        ("……然后呢？！", None),
    ],
)
def test_signs_of_damage(text: str, reason: str | None) -> None:
    found = damage(text)
    assert (found[0] if found else None) == reason


@pytest.mark.django_db
def test_imports_find_them_and_a_mended_file_takes_them_off(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    text = "在河口村的讲话\n（1958年3月5日）\n林泽川\n\n同志们，今年的水利工l作只有一件。\n"
    for words, number in ((text, 1), (text.replace("工l作", "工作"), 0)):
        path.write_text(words, encoding="utf-8")
        list(Run(find_sources([path])[0]).results())
        assert waiting().count() == number


def test_an_edit_takes_the_text_off_and_the_desk_counts(
    archivist: Client, archive: dict[str, Any], form_of: Callable[[Any], dict[str, Any]]
) -> None:
    Paragraph.objects.update(text=TEXT + "他工l作。")
    out = StringIO()
    call_command("find_suspect_texts", stdout=out)
    assert out.getvalue() == "1 texts look damaged.\n"
    assert "工l作" in archivist.get(reverse(LIST)).content.decode().replace("<mark>", "").replace("</mark>", "")
    assert {str(task.count) for task in archivist.get("/admin/").context["tasks"] if task.title == "可疑文字"} == {"1"}
    address = reverse("admin:documents_paragraph_change", args=[archive["paragraph"].pk])
    archivist.post(address, form_of(archivist.get(address)) | {"text": TEXT + "他工作。"})
    assert not SuspectText.objects.exists()


def test_right_as_it_is_waits_no_longer_and_is_undone(archivist: Client, archive: dict[str, Any]) -> None:
    row = SuspectText.objects.create(paragraph=archive["paragraph"], reason="marks")
    answer = archivist.post(reverse(LIST), {"right": row.pk}, follow=True)
    assert "查看或撤销" in answer.content.decode()
    assert not waiting().exists()
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert waiting().exists()


def test_a_contributor_decides_nothing(as_role: Callable[[str], Client], archive: dict[str, Any]) -> None:
    row = SuspectText.objects.create(paragraph=archive["paragraph"], reason="marks")
    client = as_role("contributor")
    assert 'name="right"' not in client.get(reverse(LIST)).content.decode()
    assert client.post(reverse(LIST), {"right": row.pk}).status_code == 403
