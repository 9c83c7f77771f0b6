"""Two people edit one record: the second save is refused and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from documents.models import Contribution, Document, Meeting, Quotation
from people.models import Speaker

Form = Callable[[Any], dict[str, Any]]


def test_the_second_save_is_refused_with_both_versions_shown(
    as_role: Callable[..., Client], archive: dict[str, Any], form_of: Form
) -> None:
    first, second = as_role("archivist", "甲方"), as_role("archivist", "乙方")
    address = reverse("admin:documents_meeting_change", args=[archive["meeting"].pk])
    form, late = form_of(first.get(address)), form_of(second.get(address))
    assert first.post(address, form | {"place": "大礼堂"}).status_code == 302
    refused = second.post(address, late | {"place": "小礼堂", "host": "县水利局"})
    page = refused.content.decode()
    assert refused.status_code == 200
    assert Meeting.objects.get().place == "大礼堂"
    assert all(word in page for word in ("没有保存", "甲方", "大礼堂", "小礼堂"))
    assert form_of(refused)["host"] == "县水利局", "what was typed is still there"


def test_saving_once_more_is_a_decision(as_role: Callable[..., Client], archive: dict[str, Any], form_of: Form) -> None:
    first, second = as_role("archivist", "甲方"), as_role("archivist", "乙方")
    address = reverse("admin:documents_meeting_change", args=[archive["meeting"].pk])
    form, late = form_of(first.get(address)), form_of(second.get(address))
    first.post(address, form | {"place": "大礼堂", "theme": "修渠"})
    refused = second.post(address, late | {"place": "小礼堂"})
    assert second.post(address, form_of(refused)).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.theme) == ("小礼堂", "修渠"), "what only the first changed stands"


def test_a_save_without_a_change_of_one_s_own_overwrites_nothing(
    as_role: Callable[..., Client], archive: dict[str, Any], form_of: Form
) -> None:
    first, second = as_role("archivist", "甲方"), as_role("archivist", "乙方")
    address = reverse("admin:documents_document_change", args=[archive["document"].pk])
    form, late = form_of(first.get(address)), form_of(second.get(address))
    form.pop("published")
    first.post(address, form | {"title": "新题"})
    refused = second.post(address, late)
    assert refused.status_code == 200
    document = Document.objects.get()
    assert (document.title, document.published) == ("新题", False)
    assert second.post(address, form_of(refused)).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.published) == ("新题", False)


def test_speakers_of_a_quotation_are_guarded_too(
    as_role: Callable[..., Client], archive: dict[str, Any], form_of: Form
) -> None:
    other = Speaker.objects.create(name="何守正")
    first, second = as_role("archivist", "甲方"), as_role("archivist", "乙方")
    address = reverse("admin:documents_quotation_change", args=[archive["quotation"].pk])
    form, late = form_of(first.get(address)), form_of(second.get(address))
    first.post(address, form | {"speakers": [str(other.pk)]})
    refused = second.post(address, late | {"occasion": "座谈会"})
    assert "何守正" in refused.content.decode()
    assert second.post(address, form_of(refused)).status_code == 302
    quotation = Quotation.objects.get()
    assert [speaker.name for speaker in quotation.speakers.all()] == ["何守正"]
    assert quotation.occasion == "座谈会"


def test_rows_under_a_record_are_guarded_where_they_were_touched(
    as_role: Callable[..., Client], archive: dict[str, Any], form_of: Form
) -> None:
    first, second = as_role("archivist", "甲方"), as_role("archivist", "乙方")
    address = reverse("admin:documents_document_change", args=[archive["document"].pk])
    form, late = form_of(first.get(address)), form_of(second.get(address))
    first.post(address, form | {"contributions-0-position": "县长"})
    assert second.post(address, late | {"locator": "第2版"}).status_code == 302, "another row was not in the way"
    assert Contribution.objects.get().position == "县长"
    refused = second.post(address, late | {"locator": "第2版", "contributions-0-position": "书记"})
    assert refused.status_code == 200
    assert Contribution.objects.get().position == "县长"


def test_an_import_meanwhile_counts_as_somebody(archivist: Client, archive: dict[str, Any], form_of: Form) -> None:
    address = reverse("admin:documents_meeting_change", args=[archive["meeting"].pk])
    form = form_of(archivist.get(address))
    Meeting.objects.update(host="县委")
    assert archivist.post(address, form | {"place": "大礼堂"}).status_code == 200
    assert Meeting.objects.get().place == ""
