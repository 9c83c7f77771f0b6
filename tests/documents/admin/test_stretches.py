"""Quotations split in two and joined to one: the words, the places, the addresses, later imports, undoing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from documents.desk import review, stretches
from documents.desk.acts import undo
from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.models import Act, Address, Deletion, Paragraph, Quotation, SearchText

from .rows import TEXT


@pytest.fixture
def long_one(archive: dict[str, Any]) -> Quotation:
    """A quotation that the machine read as one, though two stand in it."""
    quotation = archive["quotation"]
    quotation.start, quotation.end = TEXT.index("水渠"), len(TEXT)
    quotation.text = TEXT[quotation.start :]
    quotation.save()
    return quotation


def texts() -> list[str]:
    return [row.text for row in Quotation.objects.order_by("start")]


def test_split_makes_two_with_the_same_speaker_and_their_own_places(long_one: Quotation) -> None:
    _doing, made = stretches.split(long_one, None, TEXT.index("他还说"))
    assert texts() == ["水渠要修到每一个村。", "他还说，今年先修三条。"]
    assert list(made.speakers.all()) == list(long_one.speakers.all())
    assert (made.status, made.source_start, made.source_end) == ("corrected", made.start, made.end)
    assert made.public_id
    assert SearchText.objects.filter(ref=made.public_id).exists()


def test_without_a_place_the_first_sentence_is_cut_off(archivist: Client, long_one: Quotation) -> None:
    address = reverse("admin:review") + f"?at={long_one.public_id}"
    answer = archivist.post(address, {"do": "split", "state": review.state_of(long_one)}, headers={"X-Part": "item"})
    assert texts()[0] == "水渠要修到每一个村。"
    assert '<span class="q">他还说，今年先修三条。</span>' in answer.content.decode(), "the second is looked at next"


@pytest.mark.parametrize("place", [0, TEXT.index("水渠"), len(TEXT)])
def test_a_cut_outside_the_words_is_refused(place: int, long_one: Quotation) -> None:
    with pytest.raises(ValidationError):
        stretches.split(long_one, None, place)
    assert len(texts()) == 1


def test_split_is_undone(long_one: Quotation) -> None:
    before = long_one.text
    doing, _made = stretches.split(long_one, None, TEXT.index("他还说"))
    assert doing.act is not None
    assert undo(doing.act, None) == []
    assert texts() == [before]
    assert Quotation.objects.get().status == "machine"


def test_join_takes_what_stands_between_and_the_second_s_address_leads_on(long_one: Quotation) -> None:
    _doing, made = stretches.split(long_one, None, TEXT.index("他还说"))
    doing = stretches.join(Quotation.objects.get(pk=long_one.pk), None)
    assert texts() == [TEXT[TEXT.index("水渠") :]]
    assert Address.objects.get(public_id=made.public_id).target == long_one.public_id
    assert doing.act is not None
    undo(doing.act, None)
    assert texts() == ["水渠要修到每一个村。", "他还说，今年先修三条。"]
    assert not Address.objects.filter(public_id=made.public_id).exists()


def test_nothing_to_join_with_is_refused(archive: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        stretches.join(archive["quotation"], None)
    assert not Act.objects.exists()


@pytest.fixture
def over_two(archive: dict[str, Any]) -> tuple[Quotation, Quotation]:
    """Words printed over two paragraphs, each opened by a mark of its own."""
    first = archive["quotation"]
    Paragraph.objects.filter(pk=first.paragraph_id).update(text="林泽川说：“水渠要修到每一个村。")
    first.start, first.end = 6, 16
    first.save()
    next_one = Paragraph.objects.create(document=first.document, sequence=1, text="“今年先修三条。”")
    second = Quotation.objects.create(
        document=first.document, paragraph=next_one, sequence=1, start=1, end=8, text="今年先修三条。"
    )
    return Quotation.objects.get(pk=first.pk), second


def test_words_over_two_paragraphs_stay_two_quotations_and_the_page_says_so(
    archivist: Client, over_two: tuple[Quotation, Quotation]
) -> None:
    first, second = over_two
    assert stretches.continuation(first) == second
    assert stretches.continuation(second) is None
    address = reverse("admin:review") + f"?at={first.public_id}"
    html = archivist.get(address).content.decode()
    assert "原话可能在下一段继续" in html
    assert f"at={second.public_id}" in html
    answer = archivist.post(address, {"do": "join", "state": review.state_of(first)}, headers={"X-Part": "item"})
    assert "一条引文只在一段之内" in answer.content.decode()
    assert len(texts()) == 2


@pytest.mark.parametrize(("here", "there"), [("他又说，大家赞成。", ""), ("", "大家说：")])
def test_words_between_keep_quotations_of_two_paragraphs_apart(
    here: str, there: str, over_two: tuple[Quotation, Quotation]
) -> None:
    first, second = over_two
    first.paragraph.text += here
    second.start, second.end = second.start + len(there), second.end + len(there)
    second.paragraph.text = there + second.paragraph.text
    for row in (first.paragraph, second.paragraph, second):
        row.save()
    assert stretches.continuation(first) is None


SOURCE = """在河口村的讲话
（1958年3月5日）
林泽川

同志们，今年的事情只有一件。石公远同志说过：“渠修到哪里，人心就通到哪里。水到了，话就有人听。”我们要记住。
"""


@pytest.mark.django_db
def test_split_and_join_stand_through_later_imports(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"

    def bring(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        run = Run(find_sources([path])[0], again=True)
        list(run.results())
        assert not run.problems

    bring(SOURCE)
    stretches.split(Quotation.objects.get(), None)
    parted = texts()
    assert parted == ["渠修到哪里，人心就通到哪里。", "水到了，话就有人听。"]
    for text in (SOURCE, SOURCE.replace("只有一件", "只有两件")):
        bring(text)
        assert texts() == parted
    stretches.join(Quotation.objects.order_by("start").first(), None)
    joined = texts()
    bring(SOURCE)
    assert texts() == joined == ["渠修到哪里，人心就通到哪里。水到了，话就有人听。"]
    assert Paragraph.objects.filter(text__contains=joined[0]).exists()
    assert not Deletion.objects.exists(), "the second half was entered by hand; no import knows of it"
