"""An archivist's word stands: edits made in the admin survive later imports, and disagreements become conflicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.desk import review
from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.models import Act, Conflict, Document, Meeting, Paragraph, Quotation, Remark
from people.models import Speaker

Form = Callable[[Any], dict[str, Any]]

SOURCE = """### 把水引上山——清河县委理论学习中心组学习实录
2004-05-18
第6版(理论)

    学习时间：2004年4月27日
    学习地点：县委二楼会议室
    罗启明（县委书记）：今天请大家谈谈水的事。石公远同志说过：“渠修到哪里，人心就通到哪里。”山上没有水，话就没有人听。
    白秀英（副县长）：我在三岔沟住了半个月。老人们讲：“吃水不忘挖渠人。”他们记得一九五八年的那条渠。
    罗启明：她讲得好。规划要跟着群众的脚走，不能让群众跟着规划的图跑。
"""
# What the machine reads otherwise in a later version of the file.
LATER = (
    SOURCE.replace("把水引上山——", "把水引上坡——")
    .replace("县委二楼会议室", "县委三楼会议室")
    .replace("白秀英（副县长）", "白秀英（常务副县长）")
    .replace("石公远同志说过", "石公达同志说过")
    .replace("渠修到哪里，人心就通到哪里。", "渠修到哪里，民心就通到哪里。")
)


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Callable[..., Run]:
    """`bring(text)` imports a file with this text, under one name each time."""

    def write(text: str, again: bool = False) -> Run:
        path = tmp_path / "学习.txt"
        path.write_text(text, encoding="utf-8")
        run = Run(find_sources([path])[0], again=again)
        list(run.results())
        assert not run.problems
        return run

    return write


@pytest.fixture
def edit(archivist: Client, form_of: Form) -> Callable[..., None]:
    """`edit(record, field=value)` saves a record's form as an archivist would."""

    def save(record: Any, **values: Any) -> None:
        name = f"{record._meta.app_label}_{record._meta.model_name}"
        address = reverse(f"admin:{name}_change", args=[record.pk])
        response = archivist.post(address, form_of(archivist.get(address)) | values)
        assert response.status_code == 302, response.context["errors"]

    return save


def quotation() -> Quotation:
    return Quotation.objects.get(text__contains="渠修到哪里")


def edit_everything(edit: Callable[..., None]) -> Speaker:
    """One field of each kind on each kind of record: text, date, choice, tick, record, records, place."""
    other = Speaker.objects.create(name="石远公")
    document, bai = Document.objects.get(), Remark.objects.get(label="白秀英")
    edit(document, title="引水上山", date="2004-05-19", kind="article")
    edit(Meeting.objects.get(), place="县委大礼堂")
    edit(bai, position="县长", speaker=other.pk)
    edit(quotation(), speakers=[str(other.pk)], speaker_name="石远公", status="corrected")
    edit(Paragraph.objects.get(text__contains="她讲得好"), page="第7版")
    return other


def assert_edits(other: Speaker) -> None:
    document, bai = Document.objects.get(), Remark.objects.get(label="白秀英")
    assert (document.title, document.date, document.kind) == ("引水上山", "2004-05-19", "article")
    assert str(document.date_earliest) == "2004-05-19"
    assert Meeting.objects.get().place == "县委大礼堂"
    assert (bai.position, bai.speaker) == ("县长", other)
    assert (quotation().status, quotation().speaker_name) == ("corrected", "石远公")
    assert list(quotation().speakers.all()) == [other]
    assert Paragraph.objects.get(text__contains="她讲得好").page == "第7版"


def test_the_same_file_again_undoes_no_edit(bring: Callable[..., Run], edit: Callable[..., None]) -> None:
    bring(SOURCE)
    other = edit_everything(edit)
    assert bring(SOURCE).counts["unchanged"] == 1
    bring(SOURCE, again=True)
    assert_edits(other)
    assert not Conflict.objects.exists()


def test_a_changed_file_undoes_no_edit_and_each_disagreement_is_one_conflict(
    bring: Callable[..., Run], edit: Callable[..., None]
) -> None:
    bring(SOURCE)
    other = edit_everything(edit)
    bring(LATER)
    bring(LATER, again=True)
    assert_edits(other)
    found = sorted(Conflict.objects.values_list("model", "field"))
    assert {("document", "title"), ("meeting", "place"), ("remark", "position"), ("quotation", "text")} <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("resolution", ["mine", "machine"])
def test_a_conflict_settled_either_way_stays_settled(
    resolution: str, bring: Callable[..., Run], edit: Callable[..., None], archivist: Client
) -> None:
    bring(SOURCE)
    edit_everything(edit)
    bring(LATER)
    action = {"mine": "keep_mine", "machine": "take_machine"}[resolution]
    keys = list(Conflict.objects.values_list("pk", flat=True))
    archivist.post(reverse("admin:documents_conflict_changelist"), {"action": action, "_selected_action": keys})
    assert set(Conflict.objects.values_list("resolution", flat=True)) == {resolution}
    place = {"mine": "县委大礼堂", "machine": "县委三楼会议室"}[resolution]
    title = {"mine": "引水上山", "machine": Document.objects.get().imported["title"]}[resolution]
    for _time in range(2):
        assert Meeting.objects.get().place == place
        assert Document.objects.get().title == title
        row = quotation()
        assert ("民心" in row.text) is (resolution == "machine")
        bring(LATER, again=True)
    assert not Conflict.objects.filter(resolution="").exists()


def test_settling_can_be_undone(bring: Callable[..., Run], edit: Callable[..., None], archivist: Client) -> None:
    bring(SOURCE)
    other = edit_everything(edit)
    bring(LATER)
    conflict = Conflict.objects.get(model="meeting", field="place")
    archivist.post(reverse("admin:documents_conflict_changelist"), {"settle": f"machine:{conflict.pk}"})
    assert Meeting.objects.get().place == "县委三楼会议室"
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.latest("pk").pk]))
    assert_edits(other)
    conflict.refresh_from_db()
    assert conflict.resolution == ""


@pytest.mark.parametrize("decision", ["confirm", "reject", "moved"])
def test_a_review_survives_later_imports(decision: str, bring: Callable[..., Run], archivist: Client) -> None:
    bring(SOURCE)
    row = quotation()
    if decision == "moved":
        review.correct(row, None, end=row.end - 1)
    else:
        getattr(review, decision)(row, None)
    before = (row.status, row.text, row.start, row.end)
    for text in (SOURCE, SOURCE.replace("半个月", "一个月")):
        bring(text, again=True)
        row = quotation()
        assert (row.status, row.text, row.start, row.end) == before


def test_what_was_removed_by_hand_is_not_imported_again(bring: Callable[..., Run], archivist: Client) -> None:
    bring(SOURCE)
    row = quotation()
    address = reverse("admin:documents_quotation_delete", args=[row.pk])
    archivist.post(address, {"post": "yes"})
    bring(SOURCE, again=True)
    assert not Quotation.objects.filter(text__contains="渠修到哪里").exists()
