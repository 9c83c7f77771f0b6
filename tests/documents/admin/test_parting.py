"""A speaker who was two people is parted, and documents that are one are merged; both are undone to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.desk import duplicates, merging, parting, review
from documents.desk.acts import undo
from documents.desk.copies import same_documents
from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.models import Act, Address, Document, Quotation, Remark
from people.models import Speaker

from .test_merging import exported


def part(client: Client, of: Speaker, rows: list[Any], **typed: str) -> Any:
    keys = [f"{row._meta.model_name}-{row.pk}" for row in rows]
    address = reverse("admin:part", args=[of.pk])
    return client.post(address, {"occurrence": keys, **typed}, follow=True)


def test_what_is_ticked_goes_to_a_new_speaker(archivist: Client, archive: dict[str, Any]) -> None:
    speaker = archive["speaker"]
    before = exported()
    part(
        archivist, speaker, [archive["remark"], archive["quotation"]], do="create", full="林泽川", note="另一位，邻县的"
    )
    other = Speaker.objects.get(note="另一位，邻县的")
    assert Remark.objects.get().speaker == other
    assert list(Quotation.objects.get().speakers.all()) == [other]
    archive["contribution"].refresh_from_db()
    assert archive["contribution"].speaker == speaker
    act = Act.objects.get()
    assert act.kind == "part"
    archivist.post(reverse("admin:documents_act_undo", args=[act.pk]))
    assert exported() == before


def test_what_is_ticked_goes_to_a_known_speaker(archivist: Client, archive: dict[str, Any]) -> None:
    other = Speaker.objects.create(name="林则川")
    part(archivist, archive["speaker"], [archive["remark"]], do="type", speaker="林则川")
    assert Remark.objects.get().speaker == other


@pytest.mark.parametrize(
    ("typed", "ticked", "said"),
    [
        ({"do": "create"}, ["remark"], "需要附注"),
        ({"do": "type", "speaker": "林泽川"}, ["remark"], "另一位讲话人"),
        ({"do": "type", "speaker": "无此人"}, ["remark"], "另一位讲话人"),
        ({"do": "create", "note": "另一位"}, [], "请勾选"),
        ({"do": "create", "note": "另一位"}, ["remark", "quotation", "contribution", "participation"], "全部"),
    ],
)
def test_what_makes_no_sense_is_refused(
    typed: dict[str, str], ticked: list[str], said: str, archivist: Client, archive: dict[str, Any]
) -> None:
    answer = part(archivist, archive["speaker"], [archive[name] for name in ticked], **typed)
    assert said in answer.content.decode()
    assert not Act.objects.exists()


def test_parting_nothing_is_an_error(archive: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="rows are needed"):
        parting.part(archive["speaker"], [], None, name="x")


SOURCE = """在河口村的讲话
（1958年3月5日）
林泽川

同志们，今年的事情只有一件。石公远同志说过：“渠修到哪里，人心就通到哪里。”我们要记住。
散会以后，各村回去商量，十天以内把人数报上来。
"""


@pytest.fixture
def two(db: None, tmp_path: Path) -> tuple[Document, Document]:
    """The same speech from two files, one with a line more."""
    for name, text in (("甲.txt", SOURCE), ("乙.txt", SOURCE + "\n本刊记者整理了这次讲话的全文，未经本人审阅。\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    bring(tmp_path)
    one, other = Document.objects.order_by("pk")
    return one, other


def bring(folder: Path) -> None:
    run = Run(find_sources([folder])[0], again=True)
    list(run.results())
    assert not run.problems


def test_two_copies_of_a_text_are_suggested_and_merged(
    two: tuple[Document, Document], tmp_path: Path, archivist: Client
) -> None:
    pairs = [{pair.one, pair.other} for pair in duplicates.suggested() if isinstance(pair.one, Document)]
    assert pairs == [set(two)]
    winner, loser = two
    kept, gone = (document.quotations.get() for document in two)
    review.confirm(gone, None)
    before = exported()
    doing = merging.merge([loser], winner, None)
    assert list(Document.objects.all()) == [winner]
    kept.refresh_from_db()
    assert kept.status == "confirmed", "what was decided on the copy counts for the words that stay"
    assert Address.objects.get(public_id=loser.public_id).target == winner.public_id
    assert Client().get(f"/q/{gone.public_id}")["Location"].endswith(f"/q/{kept.public_id}")
    bring(tmp_path)
    assert list(Document.objects.all()) == [winner], "no later import brings the copy again"
    undone = exported
    assert doing.act is not None
    assert undo(doing.act, None) == []
    assert undone() == before


def test_documents_of_one_title_that_say_otherwise_are_not_suggested(two: tuple[Document, Document]) -> None:
    for number, paragraph in enumerate(two[1].paragraphs.all()):
        paragraph.text = f"第{number}件事情完全是另外一回事情。"
        paragraph.save()
    assert not [pair for pair in duplicates.suggested() if isinstance(pair.one, Document)]


def test_looking_for_copies_takes_three_queries_however_many_share_a_title(
    two: tuple[Document, Document], django_assert_num_queries: Any
) -> None:
    Document.objects.bulk_create(
        Document(public_id=f"x{n}", title=two[0].title if n % 2 else f"目录{n % 7}", kind="speech") for n in range(300)
    )
    with django_assert_num_queries(3):
        assert list(same_documents()) == [two]


def test_works_are_merged_with_their_titles_as_forms(archivist: Client, archive: dict[str, Any]) -> None:
    from documents.models import Work

    work, other = archive["work"], Work.objects.create(title="修渠记事", date="1959")
    archive["quotation"].cited_work = other
    archive["quotation"].save()
    merging.merge([other], work, None)
    work.refresh_from_db()
    assert (work.forms, work.date) == ("修渠记事", "1959")
    assert Quotation.objects.get().cited_work == work


@pytest.mark.parametrize("kind", ["speaker", "meeting", "publication", "work", "document"])
def test_the_preview_names_what_would_move(kind: str, archivist: Client, archive: dict[str, Any]) -> None:
    one = archive[kind]
    other = type(one).objects.create(**{"title" if hasattr(one, "title") else "name": "另一个"})
    html = archivist.get(reverse("admin:merge"), {"kind": kind, "ids": f"{one.pk},{other.pk}"}).content.decode()
    assert ("其中内容" if kind == "document" else "将转移的内容") in html
    assert "另一个" in html
    assert ">None<" not in html
    assert "检索文字" not in html


def test_unmerging_later_says_what_collides(archivist: Client, archive: dict[str, Any]) -> None:
    winner, loser = archive["speaker"], Speaker.objects.create(name="林则川")
    third = Speaker.objects.create(name="林择川")
    remark = Remark.objects.create(
        document=archive["document"], sequence=1, label="林则川", speaker=loser, first=0, last=0
    )
    other = Remark.objects.create(
        document=archive["document"], sequence=2, label="林则川", speaker=loser, first=0, last=0
    )
    doing = merging.merge([loser], winner, None)
    Remark.objects.filter(pk=remark.pk).update(speaker=third)  # somebody knew better meanwhile
    assert doing.act is not None
    collisions = undo(doing.act, None)
    assert [(each.record, each.field) for each in collisions] == [(str(remark), "讲话人")]
    remark.refresh_from_db()
    other.refresh_from_db()
    loser.refresh_from_db()
    assert (remark.speaker, other.speaker, loser.merged_into) == (third, loser, None)
