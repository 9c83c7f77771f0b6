"""Addresses into a text: a paragraph, a quotation in it, and the place in the source."""

from __future__ import annotations

import html

import pytest
from django.test import Client

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
