"""Every field that an import writes, on every kind of record, edited by a person: later imports undo none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from documents.desk.conflicts import record_of, settle
from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.models import (
    Conflict,
    Contribution,
    Document,
    Meeting,
    Mention,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
    Work,
)
from people.models import EDTFField, Record, Speaker

KINDS = (Document, Contribution, Paragraph, Meeting, Participation, Publication, Remark, Quotation, Mention, Speaker)
# Where a row stands; moved with the text, never typed in.
PLACES = {"first", "last", "sequence", "part"}

SOURCE = """把水引上山——清河县委理论学习中心组学习实录

发布时间：2004-05-18 09:30　来源：清河日报

学习时间：2004年4月27日
学习地点：县委二楼会议室
主持人：罗启明（县委书记）
参加人员：罗启明（县委书记）、白秀英（副县长）

罗启明（县委书记）：今天请大家谈谈水的事。石公远同志说过：“渠修到哪里，人心就通到哪里。”山上没有水，话就没有人听。省水利厅厅长何守正也来看过。
白秀英（副县长）：我在三岔沟住了半个月。《修渠十议》里讲：“吃水不忘挖渠人。”他们记得一九五八年的那条渠。
罗启明：她讲得好。规划要跟着群众的脚走，不能让群众跟着规划的图跑。
"""
# What the machine reads otherwise in a later version of the file.
LATER = (
    SOURCE.replace("把水引上山——", "把水引上坡——")
    .replace("县委二楼会议室", "县委三楼会议室")
    .replace("（副县长）", "（常务副县长）")
    .replace("石公远同志说过", "石公达同志说过")
    .replace("2004-05-18", "2004-05-19")
    .replace("人心就通到哪里", "民心就通到哪里")
    .replace("省水利厅厅长何守正", "省水利厅副厅长何守正")
)


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Callable[[str], None]:
    """`bring(text)` imports a file with this text, under one name each time."""

    def write(text: str) -> None:
        path = tmp_path / "学习.txt"
        path.write_text(text, encoding="utf-8")
        run = Run(find_sources([path])[0], again=True)
        list(run.results())
        assert not run.problems

    return write


def fields_of(record: Record) -> Iterator[Any]:
    """The fields that the machine states and a person types."""
    for name in record.machine_fields:
        field = record._meta.get_field(name)
        if name in record.imported and name not in PLACES and not (isinstance(record, Paragraph) and name == "text"):
            yield field


def another(record: Record, field: Any) -> Any:
    """A value that a person may put in place of the machine's."""
    if field.is_relation:
        if field.related_model is Document:
            return Document.objects.create(title="合集", kind="compilation")
        name = "title" if field.related_model in (Publication, Work) else "name"
        return field.related_model._default_manager.create(**{name: f"另一个{field.name}"})
    if field.choices:
        return next(value for value, _label in field.flatchoices if value and value != getattr(record, field.name))
    if isinstance(field, EDTFField):
        return "1999-09-09"
    if isinstance(field, models.URLField):
        return "https://archive.example/1"
    if isinstance(field, models.IntegerField):
        return 4
    if isinstance(record, Quotation) and field.name == "text":
        return record.text[:-1]
    return f"{getattr(record, field.name)}改"[-field.max_length if field.max_length else 0 :]


def edit(record: Record) -> dict[str, Any]:
    """Edit every field of a record; returns what each of them states now."""
    for field in list(fields_of(record)):
        value = another(record, field)
        if field.many_to_many:
            getattr(record, field.name).set([value])
        else:
            setattr(record, field.name, value)
            if isinstance(record, Quotation) and field.name == "text":
                record.end -= 1
    record.save()
    return {field.name: record.stated(field.name) for field in fields_of(record)}


def edit_all() -> dict[Record, dict[str, Any]]:
    """One record of each kind, every field edited; those that its edits made are left out."""
    chosen = {kind: kind._default_manager.exclude(imported={}).order_by("pk").first() for kind in KINDS}
    # Those of which the later file says something new.
    chosen[Quotation] = Quotation.objects.get(text__contains="渠修到哪里")
    chosen[Remark] = Remark.objects.get(label="白秀英")
    chosen[Mention] = Mention.objects.get(name="何守正")
    assert None not in chosen.values(), [kind for kind, row in chosen.items() if row is None]
    return {row: edit(row) for row in chosen.values() if row is not None}


def stands(edited: dict[Record, dict[str, Any]]) -> None:
    for record, values in edited.items():
        now = type(record)._default_manager.get(pk=record.pk)
        assert {name: now.stated(name) for name in values} == values, record


def test_the_same_sources_again_undo_no_field_of_any_record(bring: Callable[[str], None]) -> None:
    bring(SOURCE)
    edited = edit_all()
    assert sum(map(len, edited.values())) >= 60, "most of what the machine writes is edited"
    bring(SOURCE)
    stands(edited)
    assert not Conflict.objects.exists()


def test_changed_sources_undo_no_field_and_each_disagreement_is_one_conflict(bring: Callable[[str], None]) -> None:
    bring(SOURCE)
    edited = edit_all()
    bring(LATER)
    bring(LATER)
    stands(edited)
    found = list(Conflict.objects.filter(resolution="").values_list("model", "public_id", "field"))
    assert len(found) == len(set(found))
    kinds = {(model, field) for model, _id, field in found}
    # None of the meeting's: by the archivist's word the document is of another one now, and claims nothing of this.
    meant = {("document", "title"), ("remark", "position"), ("quotation", "text")}
    assert meant | {("quotation", "label"), ("mention", "position")} <= kinds
    by_id = {record.public_id: values for record, values in edited.items()}
    for conflict in Conflict.objects.all():
        assert conflict.field in by_id[conflict.public_id], conflict
        assert conflict.machine_old != conflict.machine_new


@pytest.mark.parametrize("resolution", ["mine", "machine"])
def test_every_conflict_settled_either_way_holds(resolution: str, bring: Callable[[str], None]) -> None:
    bring(SOURCE)
    edited = edit_all()
    bring(LATER)
    conflicts = list(Conflict.objects.all())
    assert len(conflicts) >= 6
    settle(conflicts, resolution, None)
    wanted = {
        (each.public_id, each.field): getattr(each, {"mine": "mine", "machine": "machine_new"}[resolution])
        for each in conflicts
    }
    for _time in range(2):
        for conflict in conflicts:
            record = record_of(conflict)
            assert record is not None
            assert record.stated(conflict.field) == wanted[conflict.public_id, conflict.field], conflict
        assert not Conflict.objects.filter(resolution="").exists()
        bring(LATER)
    if resolution == "mine":
        stands(edited)
