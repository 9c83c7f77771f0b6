"""Work on a text from its source: stretches made quotations, headings, furniture; kept through later imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.models import Act, Deletion, Document, Paragraph, Quotation, Remark, SourceFile
from documents.readers import read_bytes

SOURCE = """在河口村的讲话
（1958年3月5日）
林泽川

同志们，今年的事情只有一件，就是把渠修到山上去。
第一 水从哪里来 水从三岔沟来，老人们都知道那条沟。
内部资料 注意保存
石公远同志说过，渠修到哪里，人心就通到哪里，我们要记住。
内部资料 注意保存
散会以后，各村回去商量，十天以内把人数报上来。
"""


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Callable[..., None]:
    """`bring(text)` imports a file with this text, under one name each time."""
    path = tmp_path / "讲话.txt"

    def write(text: str = SOURCE) -> None:
        path.write_text(text, encoding="utf-8")
        run = Run(find_sources([path])[0], again=True)
        list(run.results())
        assert not run.problems

    write()
    return write


@pytest.fixture
def make(bring: Callable[..., None], archivist: Client) -> Callable[..., Any]:
    """`make("quote", words, …)` does something with words of the source, as its page does."""

    def post(what: str, words: str, client: Client = archivist, **more: Any) -> Any:
        source = SourceFile.objects.get(current=True)
        text = read_bytes(source.key, bytes(source.data)).text
        start = text.index(words)
        data = {"do": what, "from": start, "to": start + len(words), **more}
        return client.post(reverse("admin:text", args=[source.pk]), data, follow=True)

    return post


def texts() -> list[str]:
    return list(Paragraph.objects.order_by("sequence").values_list("text", flat=True))


def numbers() -> list[int]:
    return list(Paragraph.objects.order_by("sequence").values_list("sequence", flat=True))


def undo(client: Client) -> None:
    client.post(reverse("admin:documents_act_undo", args=[Act.objects.latest("pk").pk]))


def test_the_page_shows_the_source_with_what_was_read_from_it(bring: Callable[..., None], archivist: Client) -> None:
    source = SourceFile.objects.get()
    html = archivist.get(reverse("admin:text", args=[source.pk])).content.decode()
    assert "同志们，今年的事情只有一件" in html
    assert 'class="paragraph body"' in html
    assert (
        reverse("admin:text", args=[source.pk])
        in archivist.get(reverse("admin:documents_document_change", args=[Document.objects.get().pk])).content.decode()
    )


def test_a_stretch_becomes_a_quotation_and_stays_one(make: Callable[..., Any], bring: Callable[..., None]) -> None:
    words = "渠修到哪里，人心就通到哪里"
    make("quote", words)
    made = Quotation.objects.get(text=words)
    assert (made.status, made.paragraph.text[made.start : made.end]) == ("confirmed", words)
    assert made.source_start == SOURCE.index(words)
    for text in (SOURCE, SOURCE.replace("十天", "五天")):
        bring(text)
        assert Quotation.objects.get(text=words).pk == made.pk
    assert "已经是引文" in make("quote", words).content.decode()


def test_a_quotation_has_the_speaker_that_was_typed(make: Callable[..., Any]) -> None:
    assert "无此人" in make("quote", "人心就通到哪里", speakers="无此人").content.decode()
    make("quote", "人心就通到哪里", speakers="林泽川")
    made = Quotation.objects.get(text="人心就通到哪里")
    assert [speaker.name for speaker in made.speakers.all()] == ["林泽川"]


def test_a_whole_line_becomes_a_heading(make: Callable[..., Any], bring: Callable[..., None]) -> None:
    words = "同志们，今年的事情只有一件，就是把渠修到山上去。"
    make("heading", words, level=2)
    bring()
    row = Paragraph.objects.get(text=words)
    assert (row.kind, row.level) == ("heading", 2)
    make("body", words)
    row.refresh_from_db()
    assert (row.kind, row.level) == ("body", None)


def test_a_part_of_a_line_becomes_a_heading_and_the_rest_stays(
    make: Callable[..., Any], bring: Callable[..., None], archivist: Client
) -> None:
    before = texts()
    turns = list(Remark.objects.values_list("first", "last"))
    make("quote", "三岔沟")
    make("heading", "第一 水从哪里来", level=1)
    parted = texts()
    assert parted[parted.index("第一 水从哪里来") + 1] == "水从三岔沟来，老人们都知道那条沟。"
    assert numbers() == list(range(len(parted)))
    quotation = Quotation.objects.get(text="三岔沟")
    assert quotation.paragraph.text[quotation.start : quotation.end] == "三岔沟"
    assert [last - 1 for _first, last in Remark.objects.values_list("first", "last")] == [last for _, last in turns]
    for text in (SOURCE, SOURCE.replace("十天", "五天")):
        bring(text)
        assert [row.replace("五天", "十天") for row in texts()] == parted
        quotation.refresh_from_db()
        assert quotation.paragraph.text[quotation.start : quotation.end] == "三岔沟"
    bring()
    undo(archivist)
    assert texts() == before or "第一 水从哪里来" not in texts()


def test_a_cut_through_a_quotation_is_refused(make: Callable[..., Any]) -> None:
    make("quote", "水从哪里来 水从三岔沟来")
    before = texts()
    assert "一分为二" in make("heading", "第一 水从哪里来").content.decode()
    assert texts() == before


def test_furniture_goes_everywhere_and_no_later_import_brings_it(
    make: Callable[..., Any], bring: Callable[..., None], archivist: Client
) -> None:
    furniture = [text for text in texts() if "内部资料" in text]
    if not furniture:
        pytest.fail("the sample has to have furniture that the engine keeps")
    make("drop", "内部资料 注意保存", everywhere="1")
    assert "内部资料" not in "".join(texts())
    for text in (SOURCE, SOURCE.replace("十天", "五天")):
        bring(text)
        assert "内部资料" not in "".join(texts())
    undo(archivist)
    assert "内部资料" in "".join(texts())
    assert not Deletion.objects.exists()


def test_furniture_within_a_line_is_cut_out_and_stays_out(make: Callable[..., Any], bring: Callable[..., None]) -> None:
    make("quote", "老人们都知道那条沟")
    make("drop", "第一 水从哪里来 ")
    row = Paragraph.objects.get(text__startswith="水从三岔沟来")
    quotation = Quotation.objects.get(text="老人们都知道那条沟")
    assert row.text[quotation.start : quotation.end] == quotation.text
    bring()
    row.refresh_from_db()
    assert row.text == "水从三岔沟来，老人们都知道那条沟。"
    quotation.refresh_from_db()
    assert row.text[quotation.start : quotation.end] == quotation.text


def test_what_the_engine_left_out_is_taken_in(make: Callable[..., Any], bring: Callable[..., None]) -> None:
    words = "（1958年3月5日）"
    assert words not in texts()
    make("recover", words)
    assert words in texts()
    assert numbers() == list(range(len(texts())))
    bring()
    assert words in texts()
    assert "已在正文中" in make("recover", words).content.decode()


@pytest.mark.parametrize(
    ("data", "said"), [({}, "请先选"), ({"from": 5, "to": 5}, "请先选"), ({"from": 0, "to": 10**6}, "请先选")]
)
def test_no_stretch_is_refused(data: dict[str, int], said: str, bring: Callable[..., None], archivist: Client) -> None:
    address = reverse("admin:text", args=[SourceFile.objects.get().pk])
    assert said in archivist.post(address, {"do": "drop", **data}, follow=True).content.decode()


def test_a_contributor_looks_only(make: Callable[..., Any], as_role: Callable[[str], Client]) -> None:
    client = as_role("contributor")
    source = SourceFile.objects.get()
    assert "text-form" not in client.get(reverse("admin:text", args=[source.pk])).content.decode()
    assert make("drop", "内部资料", client=client).status_code == 403
