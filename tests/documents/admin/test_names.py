"""Unresolved names: one decision settles all occurrences, is remembered, and can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.desk import names
from documents.desk.suggestions import suggest
from documents.models import Act, Contribution, Mention, Participation, Quotation, Remark
from people.matching import Outcome, match_speaker
from people.models import Speaker, SpeakerName

NAME = "老秦"


@pytest.fixture
def loose(archive: dict[str, Any]) -> dict[str, Any]:
    """The name 老秦 in every kind of row, tied to nobody, and twice in one quotation's field."""
    document, meeting = archive["document"], archive["meeting"]
    archive["rows"] = [
        Remark.objects.create(document=document, sequence=5, label=NAME, first=0, last=0),
        Contribution.objects.create(document=document, label=NAME, role="speaker", sequence=5),
        Participation.objects.create(document=document, meeting=meeting, label=NAME, sequence=5),
        Mention.objects.create(
            document=document, paragraph=archive["paragraph"], label=NAME, name=NAME, position="队长"
        ),
    ]
    fields = {"document": document, "paragraph": archive["paragraph"], "start": 0, "end": 3, "text": "林泽川"}
    archive["quoted"] = Quotation.objects.create(**fields, sequence=5, speaker_name=NAME)
    archive["two"] = Quotation.objects.create(**fields, sequence=6, speaker_name=f"{NAME};小周")
    return archive


def post(client: Client, do: str, found: list[names.Occurrence], **typed: Any) -> Any:
    data = {"do": do, "occurrence": [each.key for each in found], **typed}
    return client.post(reverse("admin:names") + f"?name={NAME}", data)


def test_a_name_is_one_line_with_all_its_occurrences(archivist: Client, loose: dict[str, Any]) -> None:
    page = archivist.get(reverse("admin:names"))
    lines = {waiting.name: waiting.count for waiting, _address, _kinds in page.context["rows"]}
    assert lines == {NAME: 6, "小周": 1, "林泽川": 1}
    assert len(names.occurrences(NAME)) == 6


def test_one_decision_settles_every_occurrence_and_is_remembered(archivist: Client, loose: dict[str, Any]) -> None:
    qin = Speaker.objects.create(name="秦有余")
    post(archivist, f"choose:{qin.pk}", names.occurrences(NAME), remember="honorific")
    for row in loose["rows"]:
        row.refresh_from_db()
        assert row.speaker == qin
    assert list(loose["quoted"].speakers.all()) == [qin]
    assert SpeakerName.objects.get(form=NAME).kind == "honorific"
    assert match_speaker(NAME).outcome is Outcome.FOUND
    assert NAME not in [waiting.name for waiting in names.waiting_names()]


def test_undo_unties_them_all_and_forgets(archivist: Client, loose: dict[str, Any]) -> None:
    qin = Speaker.objects.create(name="秦有余")
    post(archivist, f"choose:{qin.pk}", names.occurrences(NAME), remember="honorific")
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert len(names.occurrences(NAME)) == 6
    assert not SpeakerName.objects.filter(form=NAME).exists()
    qin.refresh_from_db()
    assert not qin.authority


def test_only_what_is_ticked_is_settled(archivist: Client, loose: dict[str, Any]) -> None:
    qin = Speaker.objects.create(name="秦有余")
    post(archivist, f"choose:{qin.pk}", names.occurrences(NAME)[:2])
    assert len(names.occurrences(NAME)) == 4
    assert not SpeakerName.objects.filter(form=NAME).exists(), "not remembered unless asked"


def test_a_new_speaker_is_entered_and_taken_back(archivist: Client, loose: dict[str, Any]) -> None:
    post(archivist, "create", names.occurrences(NAME), full="秦有余", kind="person", note="第三生产队队长")
    qin = Speaker.objects.get(name="秦有余")
    assert (qin.authority, qin.note) == (True, "第三生产队队长")
    assert [form.form for form in qin.names.all()] == [NAME]
    assert qin.remarks.count() == 1
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert not Speaker.objects.filter(name="秦有余").exists()


def test_a_new_speaker_who_is_used_since_is_kept_when_undone(archivist: Client, loose: dict[str, Any]) -> None:
    post(archivist, "create", names.occurrences(NAME), full="秦有余")
    qin = Speaker.objects.get(name="秦有余")
    Remark.objects.filter(label="林泽川").update(speaker=qin)
    act = Act.objects.get()
    answer = archivist.post(reverse("admin:documents_act_undo", args=[act.pk]), follow=True)
    assert "现在引用它" in answer.content.decode()
    assert Speaker.objects.filter(name="秦有余").exists()


def test_left_alone_a_name_waits_no_longer_until_that_is_undone(archivist: Client, loose: dict[str, Any]) -> None:
    post(archivist, "leave", [])
    assert NAME not in [waiting.name for waiting in names.waiting_names()]
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert NAME in [waiting.name for waiting in names.waiting_names()]


@pytest.mark.parametrize(("do", "typed"), [("type", {"speaker": "没有的人"}), ("choose:0", {}), ("", {})])
def test_a_decision_that_says_nobody_is_refused(
    do: str, typed: dict[str, str], archivist: Client, loose: dict[str, Any]
) -> None:
    assert post(archivist, do, names.occurrences(NAME), **typed).status_code == 200
    assert not Act.objects.exists()


def test_misread_names_of_the_same_document_are_suggested(archivist: Client, loose: dict[str, Any]) -> None:
    Remark.objects.filter(label=NAME).update(label="林泽州")
    page = archivist.get(reverse("admin:names") + "?name=林泽州")
    reasons = {each.speaker.name: each.reasons for each in page.context["suggestions"]}
    assert "只差一字" in reasons["林泽川"]


def test_the_list_takes_few_queries(
    archivist: Client, loose: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        Remark.objects.create(document=loose["document"], sequence=10 + n, label=f"某{n}", first=0, last=0)
    with django_assert_max_num_queries(12):
        archivist.get(reverse("admin:names"))
    with django_assert_max_num_queries(40):
        archivist.get(reverse("admin:names") + f"?name={NAME}")


def test_a_surname_before_an_office_brings_those_of_the_surname_first(loose: dict[str, Any]) -> None:
    document = loose["document"]
    talkative, meant = Speaker.objects.create(name="巴图"), Speaker.objects.create(name="秦有余")
    Remark.objects.create(document=document, sequence=7, label="巴图", speaker=talkative, first=0, last=0)
    Contribution.objects.create(document=document, label="巴图", speaker=talkative, role="speaker", sequence=7)
    Mention.objects.create(document=document, label="秦有余", name="秦有余", speaker=meant)
    first, *_others = suggest("秦副局长", [document.pk])
    assert (first.speaker, "姓氏相同，后接职务" in first.reasons) == (meant, True)


def test_turns_of_one_label_are_told_apart_by_their_words(archivist: Client, loose: dict[str, Any]) -> None:
    page = archivist.get(reverse("admin:names") + f"?name={NAME}").content.decode()
    assert "林泽川在会上说：" in page.partition("<small>发言</small>")[2].partition("</label>")[0]
