"""One click into Zotero, and other formats at a page's own address."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs

import pytest
from django.test import Client

from tests.factories import World

pytestmark = pytest.mark.django_db
CSL = "application/vnd.citationstyles.csl+json"


def metas(client: Client, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta name="([^"]+)" content="([^"]*)">', client.get(address).content.decode()):
        found.setdefault(name, []).append(html.unescape(content))
    return found


def test_a_newspaper_piece_is_saved_as_one(client: Client, world: World) -> None:
    told = metas(client, f"/d/{world.symposium.public_id}")
    assert told["z:itemType"] == ["newspaperArticle"]
    assert told["citation_title"] == [world.symposium.title]
    assert told["citation_author"] == ["田岸"]
    assert told["citation_journal_title"] == ["清河日报"]
    assert told["citation_publication_date"] == ["2004/05/18"]
    assert told["citation_firstpage"] == ["6"]


def test_a_speech_in_a_yearbook_is_saved_as_part_of_a_book(client: Client, world: World) -> None:
    told = metas(client, f"/d/{world.speech.public_id}")
    assert (told["z:itemType"], told["citation_inbook_title"]) == (["bookSection"], ["清河年鉴2005"])
    assert (told["citation_firstpage"], told["citation_lastpage"]) == (["31"], ["35"])


def test_a_quotation_is_saved_with_its_words_and_its_page(client: Client, world: World) -> None:
    told = metas(client, f"/q/{world.quotation.public_id}")
    assert told["citation_abstract"] == ["石公远：“渠修到哪里，人心就通到哪里。”"]
    assert (told["citation_title"], told["citation_firstpage"]) == ([world.symposium.title], ["6"])


@pytest.mark.parametrize("address", ["/documents/", "/quotations/", "/pub/{daily}", "/m/{meeting}"])
def test_lists_carry_a_context_object_a_row(client: Client, world: World, address: str) -> None:
    address = address.format(daily=world.daily.public_id, meeting=world.meeting.public_id)
    page = client.get(address).content.decode()
    objects = [parse_qs(html.unescape(found)) for found in re.findall(r'class="Z3988" title="([^"]*)"', page)]
    assert len(objects) == len(re.findall(r'<ol class="rows">(.*?)</ol>', page, re.S)[0].split("<li>")) - 1
    assert {"newspaperArticle"} <= {kind for each in objects for kind in each.get("rft.type", [])}
    symposium = next(each for each in objects if each.get("rft.title") == [world.symposium.title])
    assert (symposium["rft.source"], symposium["rft.creator"]) == (["清河日报"], ["田岸"])


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("application/x-bibtex", "application/x-bibtex"),
        ("application/x-research-info-systems", "application/x-research-info-systems"),
        (CSL, CSL),
        ("text/csv", "text/csv"),
        ("text/plain;q=0.5, application/x-bibtex;q=0.9", "application/x-bibtex"),
        ("application/tei+xml", "application/tei+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
    ],
)
def test_a_record_answers_in_the_format_that_is_asked_for(
    client: Client, world: World, accept: str, wanted: str
) -> None:
    response = client.get(f"/d/{world.symposium.public_id}", headers={"accept": accept})
    assert (response.status_code, response.headers["Content-Type"].split(";")[0]) == (200, wanted)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("bibtex", "@article"),
        ("bib", "@article"),
        ("ris", "TY  - NEWS"),
        ("csljson", "[\n{"),
        ("txt", "[1]"),
        ("tei", "<?xml"),
    ],
)
def test_a_format_is_named_in_the_address(client: Client, world: World, name: str, start: str) -> None:
    response = client.get(f"/d/{world.symposium.public_id}?format={name}")
    assert response.getvalue().decode().startswith(start)
    assert client.get(f"/d/{world.symposium.public_id}?format=html").headers["Content-Type"].startswith("text/html")


def test_a_list_answers_with_just_what_it_shows(client: Client, world: World) -> None:
    response = client.get("/documents/?kind=speech&format=bibtex")
    assert response.getvalue().decode().count("@") == 1
    assert client.get("/quotations/", headers={"accept": CSL}).getvalue().count(b'"quotation"') == 3


def test_json_leads_to_the_record_of_the_api(client: Client, world: World) -> None:
    for letter, name, row in (("d", "documents", world.speech), ("q", "quotations", world.quotation)):
        response = client.get(f"/{letter}/{row.public_id}", headers={"accept": "application/json"})
        assert response.headers["Location"] == f"/api/v1/{name}/{row.public_id}"


@pytest.mark.parametrize("address", ["/d/{id}?format=docx2", "/speakers/?format=bibtex", "/documents/?format=tei"])
def test_what_there_is_not_is_not_acceptable_and_says_what_there_is(client: Client, world: World, address: str) -> None:
    response = client.get(address.format(id=world.speech.public_id))
    assert response.status_code == 406
    assert "text/csv" in response.content.decode()
    assert "format=csv" in response.content.decode()


def test_an_unknown_type_alone_is_not_acceptable(client: Client, world: World) -> None:
    assert client.get(f"/d/{world.speech.public_id}", headers={"accept": "image/png"}).status_code == 406
    one_format = f"/w/{world.talks.public_id}"
    assert client.get(one_format, headers={"accept": "image/png"}).status_code == 200


def test_what_is_gone_is_gone_in_every_format(client: Client, db: None) -> None:
    assert client.get("/d/none", headers={"accept": "application/x-bibtex"}).status_code == 404


def test_pages_name_their_formats_in_the_head(client: Client, world: World) -> None:
    for address in (f"/d/{world.symposium.public_id}", f"/s/{world.luo.public_id}", "/documents/?kind=speech"):
        page = client.get(address).content.decode()
        links = dict(re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)">', page))
        assert {"application/x-bibtex", CSL, "text/csv"} <= links.keys()
        for kind, link in links.items():
            answer = client.get(html.unescape(link))
            assert answer.headers["Content-Type"].split(";")[0] == kind
