"""The desk speaks one language at a time: kinds, values and what imports found wrong."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator

from documents.desk.conflicts import settle
from documents.models import Act, Address, Conflict, Deletion, Fingerprint, ImportRun, Quotation
from documents.search.entries import index_documents
from people.models import Speaker


def test_what_an_import_found_wrong_is_told_in_chinese(archivist: Client, archive: dict[str, Any]) -> None:
    problems = [{"key": "甲.json", "place": "line 1", "reason": "broken JSON: Expecting value"}]
    options = {"again": True, "replace": False, "roots": ["/卷宗"], "process": [1, 2]}
    run = ImportRun.objects.create(engine_version="1", problems=problems, options=options, status="failed")
    for address in (reverse("admin:documents_importrun_change", args=[run.pk]), reverse("admin:index")):
        page = archivist.get(address).content.decode()
        assert "第 1 行" in page
        assert "JSON 有误：此处应有值" in page
    page = archivist.get(reverse("admin:documents_importrun_change", args=[run.pk])).content.decode()
    assert "重读已有的文件; /卷宗" in page
    assert "process" not in page


def test_the_list_of_documents_with_problems_says_which(archivist: Client, archive: dict[str, Any]) -> None:
    document = archive["document"]
    document.problems = ["date: '2031年' (issue) was believed, not '2030年' (title)"]
    document.save()
    page = archivist.get(reverse("admin:documents_document_changelist"), {"problems": "yes"}).content.decode()
    assert "日期：采用“2031年”（刊期），未采用“2030年”（标题）" in page
    assert "was believed" not in page


def test_retired_addresses_name_kind_and_reason(archivist: Client, archive: dict[str, Any], client: Client) -> None:
    Address.objects.create(public_id="gone000001", kind="speaker", label="甲", reason="no document names it any more")
    page = archivist.get(reverse("admin:documents_address_changelist")).content.decode()
    assert "已没有文献提到它" in page
    assert ">speaker<" not in page
    assert "已没有文献提到它" in client.get("/d/gone000001").content.decode()
    Deletion.objects.create(kind="quotation", public_id="gone000002", imported={"text": "水来了"})
    assert ">quotation<" not in archivist.get(reverse("admin:documents_deletion_changelist")).content.decode()


def test_conflicts_are_named_as_the_archivist_knows_them(
    archivist: Client, archive: dict[str, Any], client: Client
) -> None:
    meeting = archive["meeting"]
    conflict = Conflict.objects.create(model="meeting", public_id=meeting.public_id, field="place", mine="南塬")
    page = archivist.get(reverse("admin:documents_conflict_changelist")).content.decode()
    assert ">\n                meeting" not in page
    assert ">meeting<" not in page.replace("\n", "").replace(" ", "")
    settle([conflict], "mine", None)
    assert Act.objects.get().subject == f"会议 {meeting} 地点"


def test_yes_and_no_in_a_history(archivist: Client) -> None:
    speaker = Speaker.objects.create(name="曾志远", birth="0772")
    speaker.authority = True
    speaker.save()
    page = archivist.get(reverse("admin:people_speaker_history", args=[speaker.pk])).content.decode()
    assert "<del>否</del> → <ins>是</ins>" in page
    page = archivist.get(reverse("admin:people_speaker_changelist")).content.decode()
    assert "772" in page
    assert "0772" not in page


def test_one_record_is_told_in_the_singular(archivist: Client) -> None:
    Speaker.objects.create(name="曾志远")
    archivist.cookies["django_language"] = "en"
    page = archivist.get(reverse("admin:people_speaker_changelist")).content.decode()
    assert "1 speaker\n" in page
    assert "<h1>Speakers</h1>" in page


def test_log_in_and_greeting_have_chinese_marks(archivist: Client, client: Client) -> None:
    page = client.post(reverse("admin:login"), {"username": "archivist", "password": "wrong"}).content.decode()
    assert "和密码。注意" in page
    page = archivist.get(reverse("admin:index")).content.decode()
    assert "<strong>archivist</strong>。" in page


def test_what_is_deleted_is_told_in_the_archivists_words(archivist: Client, archive: dict[str, Any]) -> None:
    document = archive["document"]
    index_documents([document])
    Fingerprint.objects.create(quotation=archive["quotation"], hash=77)
    page = archivist.get(reverse("admin:documents_document_delete", args=[document.pk])).content.decode()
    assert "引文: " in page
    assert "段落: " in page
    assert "归属: 林泽川: " in page
    for inner in ("检索文字", "指纹", "关系: ", "Quotation"):
        assert inner not in page.replace("/documents/quotation/", "")


def test_words_without_a_speaker_are_not_called_nobodys(archivist: Client, archive: dict[str, Any]) -> None:
    quotation = archive["quotation"]
    quotation.speakers.clear()
    for kind, said in (("direct", "未注明何人"), ("saying", "不是谁的话")):
        Quotation.objects.filter(pk=quotation.pk).update(kind=kind, speaker_name="", label="")
        page = archivist.get(reverse("admin:review")).content.decode()
        assert said in page.partition("识别为")[2].partition("依据")[0]


def test_an_export_comes_with_a_format_chosen(archivist: Client, archive: dict[str, Any]) -> None:
    page = archivist.get(reverse("admin:people_speaker_export")).content.decode()
    assert "---" not in page
    assert page.index(">xlsx<") < page.index(">csv<")


def test_cut_words_end_in_an_ellipsis_of_one_character() -> None:
    with translation.override("zh-hans"):
        assert Truncator("水渠要修到每一个村").chars(5) == "水渠要修…"
