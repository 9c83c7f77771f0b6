"""Addresses into a text: a paragraph, a quotation in it, and the place in the source."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from documents.search.passages import index_passages
from documents.views.places import SHEET, lead_in, sheet
from tests.factories import SYMPOSIUM, World, document, paragraph, source

pytestmark = pytest.mark.django_db


def test_a_paragraphs_address_leads_to_its_place(client: Client, world: World) -> None:
    row = world.quotation.paragraph
    place = f"/d/{world.symposium.public_id}"
    assert client.get(f"/p/{row.public_id}").headers["Location"] == f"{place}#p-{row.public_id}"
    at = f"q-{world.quotation.public_id}"
    assert client.get(f"/p/{row.public_id}?at={at}").headers["Location"] == f"{place}#{at}"
    evil = client.get(f"/p/{row.public_id}?at=q-%0d%0aX:%20y//evil").headers["Location"]
    assert evil == f"{place}#p-{row.public_id}"


def test_the_source_is_shown_as_it_stands_with_the_words_marked(client: Client, world: World) -> None:
    words = world.quotation
    response = client.get(
        f"/d/{world.symposium.public_id}/source?from={words.source_start}&to={words.source_end}"
    ).content.decode()
    assert f'<mark id="at">{words.text}</mark>' in response
    body = response.split('class="as-it-stands"')[1].split(">", 1)[1].split("</div>")[0]
    assert html.unescape(body.replace('<mark id="at">', "").replace("</mark>", "")) == SYMPOSIUM
    assert f'href="/p/{words.paragraph.public_id}"' in response  # the same place in the reading text


@pytest.mark.parametrize(
    "query", ["", "?from=5", "?from=9&to=2", "?from=0&to=999999", "?from=x&to=%00", "?at=99999999"]
)
def test_a_place_that_is_none_shows_the_source_without_a_mark(client: Client, world: World, query: str) -> None:
    response = client.get(f"/d/{world.symposium.public_id}/source{query}")
    assert response.status_code == 200
    assert "<mark" not in response.content.decode()


def test_a_long_source_is_turned_in_sheets_that_miss_nothing(client: Client, db: None) -> None:
    text = "".join(f"第{number}行，修渠。\n" for number in range(4000))
    made = document("长卷", source=source("long.txt", text))
    paragraph(made, "修渠。", 0, source_start=0, source_end=len(text))
    address = f"/d/{made.public_id}/source"
    response = client.get(address)
    seen = ""
    while True:
        assert response.context["start"] == len(seen)
        seen += response.context["before"]
        if not response.context["later"]:
            break
        response = client.get(address + response.context["later"])
    assert seen == text
    assert client.get(address + response.context["earlier"]).context["start"] < response.context["start"]


@pytest.mark.parametrize("at", [0, 1, 7_000, 19_999])
def test_a_sheet_holds_the_place_asked_for(at: int) -> None:
    for text in ("渠" * 20_000, "渠渠渠\n" * 5_000):
        start, end = sheet(text, lead_in(text, at))
        assert start <= at < end
        assert end - start <= SHEET


def test_a_document_without_a_source_has_no_source_page(client: Client, world: World) -> None:
    assert client.get(f"/d/{world.speech.public_id}/source").status_code == 404
    assert "/source" not in client.get(f"/d/{world.speech.public_id}").content.decode()


def test_a_source_that_can_no_longer_be_read_says_why(client: Client, world: World) -> None:
    world.symposium.source.data = b"\x00\x01\x02\xff" * 40
    world.symposium.source.save()
    assert "不能作为文本读取" in client.get(f"/d/{world.symposium.public_id}/source").content.decode()


def test_a_stretch_has_an_address_that_marks_it(client: Client, world: World) -> None:
    first, last = world.symposium.paragraphs.filter(kind="body")[:2]
    here = client.get(f"/p/{first.public_id}?from=4&to=8")
    assert here.headers["Location"] == f"/d/{world.symposium.public_id}?mark={first.public_id}.4-8#p-{first.public_id}"
    assert f"<mark>{first.text[4:8]}</mark>" in client.get(here.headers["Location"]).content.decode()
    across = client.get(f"/p/{first.public_id}?from=4&to=8&until={last.public_id}").headers["Location"]
    text = client.get(across).content.decode()
    assert "".join(re.findall(r"<mark>(.*?)</mark>", text)).endswith(last.text[:8])
    assert text.count('id="q-') == world.symposium.quotations.count()


@pytest.mark.parametrize("wish", ["from=x&to=2", "from=5", "from=1&to=2&until='", "from=99999999&to=1", "from=9&to=3"])
def test_what_is_no_stretch_marks_nothing(client: Client, world: World, wish: str) -> None:
    paragraph = world.symposium.paragraphs.first()
    address = client.get(f"/p/{paragraph.public_id}?{wish}").headers["Location"]
    assert "<mark>" not in client.get(address).content.decode()


def test_passages_taken_over_stand_in_both_margins(client: Client, world: World) -> None:
    words = "修一条渠先要问过渠两岸的老人，他们记得哪一年水从哪里来，又在哪里断过，图纸上没有的都在他们嘴里。"
    old, new = document("旧文", [f"他讲：{words}"], date="1956"), document("新文", [words], date="2004")
    index_passages([old.pk, new.pk])
    for made, said, other in ((old, "后见于", new), (new, "早见于", old)):
        text = client.get(f"/d/{made.public_id}").content.decode()
        found = re.search(r'<p class="taken">(.*?)</p>', text, re.S)
        assert found
        assert said in found[1]
        assert f"/p/{other.paragraphs.get().public_id}?from=" in found[1]
