"""Find and replace: what is previewed is what is done, quotations keep their places, one act undoes it all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.desk.replacing import Places
from documents.models import Act, Document, Mention, Paragraph, Quotation, SearchText

from .rows import TEXT, small_archive

PAGE = "admin:replace"


def ask(client: Client, where: str, find: str, put: str, **more: str) -> Any:
    return client.get(reverse(PAGE), {"where": where, "find": find, "put": put, **more})


def do(client: Client, where: str, find: str, put: str, keys: list[str], **more: str) -> Any:
    values = {"where": where, "find": find, "put": put, "hit": keys, **more}
    return client.post(reverse(PAGE), values, follow=True)


def keys(response: Any) -> list[str]:
    return [hit["key"] for hit in response.context["hits"]]


def test_a_field_is_replaced_and_put_back(archivist: Client, archive: dict[str, Any]) -> None:
    shown = ask(archivist, "document.title", "水利", "水電")
    assert "水<del>利</del><ins>電</ins>" in shown.content.decode()
    do(archivist, "document.title", "水利", "水電", keys(shown))
    assert Document.objects.get().title == "记水電工作座谈会"
    assert SearchText.objects.filter(kind="title").exists()
    assert Document.objects.get().history.first().history_user.username == "archivist"
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert Document.objects.get().title == "记水利工作座谈会"


def test_in_a_text_quotations_change_along(archivist: Client, archive: dict[str, Any]) -> None:
    Mention.objects.update(start=0, end=3)
    shown = ask(archivist, "paragraph.text", "水渠", "引水渠道")
    do(archivist, "paragraph.text", "水渠", "引水渠道", keys(shown))
    text, quotation = Paragraph.objects.get().text, Quotation.objects.get()
    assert text == TEXT.replace("水渠", "引水渠道")
    assert quotation.text == text[quotation.start : quotation.end] == "引水渠道要修到每一个村。"
    mention = Mention.objects.get()
    assert text[mention.start : mention.end] == "林泽川"
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert (Paragraph.objects.get().text, Quotation.objects.get().start) == (TEXT, TEXT.index("水渠"))


def test_what_is_unticked_or_changed_meanwhile_stays(archivist: Client, archive: dict[str, Any]) -> None:
    other = small_archive("b/渠.txt")["document"]
    shown = ask(archivist, "document.title", "水利", "水電")
    first, second = keys(shown)
    do(archivist, "document.title", "水利", "水電", [second])
    assert [row.title for row in Document.objects.order_by("pk")] == ["记水利工作座谈会", "记水電工作座谈会"]
    Document.objects.exclude(pk=other.pk).update(title="水利")
    answer = do(archivist, "document.title", "水利", "水電", [first])
    assert "预览之后有 1 条记录已被改动" in answer.content.decode()
    assert Document.objects.exclude(pk=other.pk).get().title == "水利"


def test_one_document_is_enough(archivist: Client, archive: dict[str, Any]) -> None:
    small_archive("b/渠.txt")
    address = archive["document"].public_id
    assert len(keys(ask(archivist, "paragraph.text", "水渠", "河", document=address))) == 1
    assert len(keys(ask(archivist, "meeting.name", "水利", "河", document=address))) == 0


@pytest.mark.parametrize(
    ("where", "find", "put", "said"),
    [
        ("quotation.text", "水", "河", "请选择在哪里替换"),
        ("paragraph.text", "", "河", "要查找什么"),
        ("paragraph.text", "水", "水", "内容相同"),
    ],
)
def test_what_makes_no_sense_is_refused(
    where: str, find: str, put: str, said: str, archivist: Client, archive: dict[str, Any]
) -> None:
    assert said in ask(archivist, where, find, put).content.decode()


@pytest.mark.parametrize(
    ("where", "find", "said"),
    [
        ("paragraph.text", TEXT, "段落不能为空"),
        ("paragraph.text", "水渠要修到每一个村。", "将不剩一字"),
        ("document.title", "x", ""),
    ],
)
def test_nothing_is_lost_by_replacing_with_nothing(
    where: str, find: str, said: str, archivist: Client, archive: dict[str, Any]
) -> None:
    answer = do(archivist, where, find, "", keys(ask(archivist, where, find, "")))
    assert said in answer.content.decode()
    assert Paragraph.objects.get().text == TEXT
    assert not Act.objects.exists()


def test_a_contributor_replaces_nothing(as_role: Callable[[str], Client], archive: dict[str, Any]) -> None:
    assert ask(as_role("contributor"), "document.title", "水", "河").status_code == 403


def test_places_within_what_gives_way_go_to_its_edges() -> None:
    places = Places("甲乙丙", "甲乙", 5)
    assert (places.after(1, False), places.after(1, True), places.after(2, True)) == (0, 5, 5)
