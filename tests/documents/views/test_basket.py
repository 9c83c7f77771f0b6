"""The basket: filled without an account, a script or a trace on any other page; kept, thinned out, handed on."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from documents.citations.csl import read_items
from documents.models import Address, Document, Quotation
from documents.views.basket import MOST, entries_in
from tests.factories import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(world: World) -> list[str]:
    return [f"d-{world.symposium.public_id}", f"q-{world.quotation.public_id}"]


def put(client: Client, *names: str, **headers: str) -> object:
    for name in names:
        response = client.post("/basket/add", {"items": name, "back": "/quotations/"}, headers=headers)
    return response


def test_what_is_put_in_is_cited_in_that_order_with_words_speaker_and_page(client: Client, names: list[str]) -> None:
    response = put(client, *names)
    assert (response.status_code, response.headers["Location"]) == (303, "/basket/?back=%2Fquotations%2F")
    html = client.get(response.headers["Location"]).content.decode()
    assert html.index("[1]") < html.index("田岸. 把水引上山") < html.index("[2]")
    assert "石公远：“渠修到哪里，人心就通到哪里。”" in html
    assert 'href="/quotations/"' in html
    items = read_items(client.get("/basket/citations.json").getvalue().decode())
    assert [bool(item.quotation) for item in items] == [False, True]
    assert (items[1].quotation.speaker, items[1].page) == ("石公远", "6")


def test_pages_put_things_in_without_a_script(client: Client, world: World, names: list[str]) -> None:
    for address, name in zip(
        (f"/d/{world.symposium.public_id}", f"/q/{world.quotation.public_id}"), names, strict=True
    ):
        html = client.get(address).content.decode()
        form = re.search(r'<form class="collect" method="post" action="([^"]+)">.*?name="items" value="([^"]+)"', html)
        assert form
        assert form.groups() == ("/basket/add", name)
        assert f'name="back" value="{address}"' in html
    assert f'value="q-{world.quotation.public_id}"' in client.get("/quotations/").content.decode()


def test_the_cookie_goes_to_the_basket_only_so_other_pages_stay_the_same(client: Client, names: list[str]) -> None:
    cookie = put(client, names[0]).cookies["basket"]
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == ("/basket/", "Lax", True)
    assert int(cookie["max-age"]) >= 300 * 24 * 3600
    assert "private" in client.get("/basket/").headers["Cache-Control"]


def test_an_address_holds_the_basket_for_anybody(client: Client, names: list[str]) -> None:
    put(client, *names)
    shared = re.search(r'href="(\?items=[^"]+)"', client.get("/basket/").content.decode())
    assert shared
    other = Client()
    html = other.get("/basket/" + shared[1]).content.decode()
    assert "他人分享的引文篮" in html
    assert "取出" not in html
    assert "[2]" in html
    other.post("/basket/add", {"items": ".".join(names)})
    assert "[2]" in other.get("/basket/").content.decode()


def test_files_of_the_page_are_of_what_it_shows(client: Client, names: list[str]) -> None:
    put(client, *names)
    html = client.get("/basket/").content.decode()
    for extension in ("txt", "docx", "json", "bib", "ris", "csv", "xlsx"):
        link = re.search(rf'href="(citations\.{extension}\?items=[^"]+)"', html)
        assert link
        assert len(Client().get("/basket/" + link[1].replace("&amp;", "&")).getvalue()) > 100
    table = Client().get(f"/basket/citations.csv?items={names[1]}").getvalue().decode("utf-8-sig")
    _heads, row = csv.reader(io.StringIO(table))
    assert tuple(row[:3]) == ("渠修到哪里，人心就通到哪里。", "石公远", "6")


def test_things_are_taken_out_and_all_of_it_can_be_put_back(client: Client, names: list[str]) -> None:
    put(client, *names)
    client.post("/basket/remove", {"items": names[0]})
    assert "[2]" not in client.get("/basket/").content.decode()
    emptied = client.post("/basket/empty")
    html = client.get(emptied.headers["Location"]).content.decode()
    assert "引文篮是空的" in html
    undo = re.search(r'<form class="undo".*?name="items" value="([^"]+)"', html, re.S)
    assert undo
    client.post("/basket/add", {"items": undo[1]})
    assert "石公远" in client.get("/basket/").content.decode()


def test_twice_the_same_is_once_and_more_than_fits_is_said(client: Client, world: World, names: list[str]) -> None:
    put(client, names[0], names[0])
    assert "[2]" not in client.get("/basket/").content.decode()
    full = ".".join(f"d-{number:032}" for number in range(MOST + 1))
    answer = client.post("/basket/add", {"items": full}, headers={"accept": "application/json"})
    assert answer.json() == {"count": MOST, "full": True}
    assert len(entries_in(full)) == MOST


def test_a_script_is_told_how_much_is_in_it(client: Client, names: list[str]) -> None:
    assert put(client, names[0], accept="application/json").json() == {"count": 1, "full": False}


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
def test_another_site_cannot_touch_the_basket(client: Client, names: list[str], headers: dict[str, str]) -> None:
    put(client, names[0])
    assert client.post("/basket/add", {"items": names[1]}, headers=headers).status_code == 403
    assert "[2]" not in client.get("/basket/").content.decode()


def test_it_never_leads_away_from_the_archive(client: Client, names: list[str]) -> None:
    response = client.post("/basket/add", {"items": names[0], "back": "//evil.example/"})
    assert response.headers["Location"] == "/basket/"
    assert 'href="https://evil' not in client.get("/basket/?back=https://evil.example/").content.decode()


def test_what_is_no_longer_public_is_left_out_and_said(client: Client, world: World, names: list[str]) -> None:
    Document.objects.filter(pk=world.speech.pk).update(published=False)
    hidden = f"d-{world.speech.public_id}"
    html = client.get(f"/basket/?items={names[0]}.{hidden}").content.decode()
    assert "1 条已不公开" in html
    assert world.speech.title not in html


def test_what_moved_is_found_under_its_new_id(client: Client, world: World) -> None:
    Address.objects.create(public_id="old1", kind="quotation", target=world.quotation.public_id)
    assert "石公远" in client.get("/basket/?items=q-old1").content.decode()


def test_what_is_no_entry_is_left_out(client: Client, world: World) -> None:
    assert client.get("/basket/", {"items": "x.<script>.d-'"}).status_code == 200
    assert client.get("/basket/add").status_code == 405
    assert client.get("/basket/citations.exe").status_code == 404
    client.cookies["basket"] = "\x00;<>"
    assert "引文篮是空的" in client.get("/basket/").content.decode()


def test_a_full_basket_stays_within_its_queries(client: Client, world: World, django_assert_max_num_queries) -> None:
    every = [f"q-{row.public_id}" for row in Quotation.objects.all()] + [
        f"d-{row.public_id}" for row in Document.objects.all()
    ]
    with django_assert_max_num_queries(12):
        client.get(f"/basket/?items={'.'.join(every)}")
