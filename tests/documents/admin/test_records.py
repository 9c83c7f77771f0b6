"""Every entity has a list and a form, in Chinese, with the way to its public page and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from documents.models import Act, Document, Meeting, Quotation
from people.models import Speaker
from tests import factories

from .rows import TEXT, WORDS, small_archive

NAMES = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model in admin.site._registry
    if model._meta.app_label in ("documents", "people")
)
EDITED = [name for name in NAMES if name.split("_")[1] in {
    "speaker", "speakername", "tenure", "meeting", "publication", "work", "document", "paragraph",
    "quotation", "remark", "contribution", "participation", "mention",
}]  # fmt: skip


def row_of(name: str, archive: dict[str, Any]) -> Any:
    return archive[name.split("_")[1]]


def test_every_entity_is_in_the_admin() -> None:
    assert len(EDITED) == 13
    assert {"documents_sourcefile", "documents_importrun", "documents_address", "documents_conflict"} <= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_list_opens_and_finds(name: str, archivist: Client, archive: dict[str, Any]) -> None:
    address = reverse(f"admin:{name}_changelist")
    assert archivist.get(address).status_code == 200
    if admin.site._registry[
        next(m for m in admin.site._registry if m._meta.label_lower == name.replace("_", "."))
    ].search_fields:
        assert archivist.get(address, {"q": "林"}).status_code == 200


@pytest.mark.parametrize("name", EDITED)
def test_saving_an_untouched_form_changes_nothing(
    name: str, archivist: Client, archive: dict[str, Any], form_of: Callable[[Any], dict[str, Any]]
) -> None:
    row = row_of(name, archive)
    address = reverse(f"admin:{name}_change", args=[row.pk])
    before = type(row).objects.filter(pk=row.pk).values().get()
    response = archivist.post(address, form_of(archivist.get(address)))
    assert response.status_code == 302, response.context["errors"]
    after = type(row).objects.filter(pk=row.pk).values().get()
    before.pop("changed", None), after.pop("changed", None)
    assert after == before


@pytest.mark.parametrize("name", EDITED)
def test_adding_form_opens(name: str, archivist: Client, archive: dict[str, Any]) -> None:
    assert archivist.get(reverse(f"admin:{name}_add")).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_list_runs_as_many_queries_for_forty_rows_as_for_one(
    name: str, archivist: Client, archive: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for more in range(39):
        small_archive(key=f"b/{more}.txt")
    with django_assert_max_num_queries(14):
        response = archivist.get(reverse(f"admin:{name}_changelist"))
    assert response.status_code == 200


def test_a_list_counts_no_further_than_its_cap(
    archivist: Client, archive: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.editing.CappedPaginator.cap", 5)
    Speaker.objects.bulk_create(Speaker(name=f"某{n}", public_id=f"s{n}") for n in range(9))
    page = archivist.get(reverse("admin:people_speaker_changelist")).content.decode()
    assert "超过 5" in page


@pytest.mark.parametrize("wrong", ["去年", "2013-13", "20130803", "2014/2013"])
def test_a_date_that_is_not_edtf_is_refused_in_chinese(
    wrong: str, archivist: Client, archive: dict[str, Any], form_of: Callable[[Any], dict[str, Any]]
) -> None:
    address = reverse("admin:documents_meeting_change", args=[archive["meeting"].pk])
    response = archivist.post(address, form_of(archivist.get(address)) | {"date": wrong})
    assert response.status_code == 200
    assert "不是" in str(response.context["errors"])
    assert Meeting.objects.get().date == "1958-03-02"


def test_saving_a_date_moves_the_record_in_time(
    archivist: Client, archive: dict[str, Any], form_of: Callable[[Any], dict[str, Any]]
) -> None:
    address = reverse("admin:documents_document_change", args=[archive["document"].pk])
    archivist.post(address, form_of(archivist.get(address)) | {"date": "1959-04/1959-05"})
    document = Document.objects.get()
    assert (str(document.date_earliest), str(document.date_latest)) == ("1959-04-01", "1959-05-31")


def test_a_quotation_follows_its_words_and_its_ends(
    archivist: Client, archive: dict[str, Any], form_of: Callable[[Any], dict[str, Any]]
) -> None:
    address = reverse("admin:documents_quotation_change", args=[archive["quotation"].pk])
    archivist.post(address, form_of(archivist.get(address)) | {"text": "今年先修三条"})
    quotation = Quotation.objects.get()
    assert TEXT[quotation.start : quotation.end] == quotation.text == "今年先修三条"
    start = TEXT.index(WORDS)
    archivist.post(address, form_of(archivist.get(address)) | {"start": start, "end": start + 2})
    assert Quotation.objects.get().text == "水渠"
    refused = archivist.post(address, form_of(archivist.get(address)) | {"text": "没有的话"})
    assert "段落" in str(refused.context["errors"])


def test_a_paragraph_keeps_the_words_that_are_quoted_from_it(
    archivist: Client, archive: dict[str, Any], form_of: Callable[[Any], dict[str, Any]]
) -> None:
    address = reverse("admin:documents_paragraph_change", args=[archive["paragraph"].pk])
    refused = archivist.post(address, form_of(archivist.get(address)) | {"text": "另一段话。"})
    assert WORDS[:10] in str(refused.context["errors"])
    archivist.post(address, form_of(archivist.get(address)) | {"text": "县长" + TEXT})
    quotation = Quotation.objects.select_related("paragraph").get()
    assert quotation.paragraph.text[quotation.start : quotation.end] == WORDS


def test_withdrawing_a_compilation_takes_its_pieces_along_and_can_be_undone(
    archivist: Client, archive: dict[str, Any]
) -> None:
    piece = Document.objects.create(title="篇一", kind="speech", parent=archive["document"], part="1")
    address = reverse("admin:documents_document_changelist")
    data = {"action": "withdraw", "_selected_action": [archive["document"].pk]}
    page = archivist.post(address, data, follow=True).content.decode()
    assert not Document.objects.filter(published=True).exists()
    assert "撤销" in page
    made = Act.objects.get()
    assert f"/act/{made.pk}/" in page
    archivist.post(reverse("admin:documents_act_undo", args=[made.pk]))
    piece.refresh_from_db()
    assert piece.published
    assert Document.objects.filter(published=True).count() == 2


def test_a_piece_of_a_compilation_that_is_not_public_has_no_way_to_a_page_of_readers(
    archivist: Client,
) -> None:
    whole = factories.document("合集", kind="collection")
    piece = factories.document("合集一篇", parent=whole)
    address, form = f"/d/{piece.public_id}", reverse("admin:documents_document_change", args=[piece.pk])
    assert address in archivist.get(form).content.decode()
    Document.objects.filter(pk=whole.pk).update(published=False)
    assert address not in archivist.get(form).content.decode()
