"""What can be taken away: every format of every page, safe to open, of just what the page or list shows."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from django.test import Client

from documents.citations.csl import read_items
from documents.search.follow import follow
from tests.factories import World, document, meeting, quotation, speaker

pytestmark = pytest.mark.django_db
FORMATS = {
    "txt": "text/plain",
    "json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def pages(world: World) -> dict[str, str]:
    return {
        "document": f"/d/{world.symposium.public_id}/citations",
        "meeting": f"/m/{world.meeting.public_id}/citations",
        "speaker": f"/s/{world.luo.public_id}/citations",
        "quotation": f"/q/{world.quotation.public_id}/citations",
        "remark": f"/r/{world.symposium.remarks.get(sequence=1).public_id}/citations",
        "list": "/documents/citations",
        "quotations": "/quotations/citations",
    }


def test_the_way_back_from_a_reference_names_its_record(client: Client, pages: dict[str, str]) -> None:
    html = client.get(pages["remark"]).getvalue().decode()
    assert "白秀英的发言</a>" in html.split('class="crumbs"')[1].split("</nav>")[0]


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("kind", ["document", "meeting", "speaker", "quotation", "remark", "list", "quotations"])
def test_every_page_gives_every_format(client: Client, pages: dict[str, str], kind: str, extension: str) -> None:
    response = client.get(f"{pages[kind]}.{extension}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == FORMATS[extension]
    assert response.headers["Content-Disposition"].endswith(f'.{extension}"')
    assert len(response.getvalue()) > 40


@pytest.mark.parametrize("kind", ["document", "meeting", "speaker", "quotation", "remark", "list", "quotations"])
def test_the_page_shows_the_references_and_offers_the_files(client: Client, pages: dict[str, str], kind: str) -> None:
    response = client.get(pages[kind])
    html = response.getvalue().decode()
    assert "清河日报，2004-05-18（6）." in html
    assert all(f'href="citations.{extension}"' in html for extension in FORMATS)
    assert "清河日报, 2004-05-18(6)." in client.get(f"{pages[kind]}?edition=2015").getvalue().decode()


def test_a_list_gives_just_what_its_address_asks_for(client: Client, world: World) -> None:
    html = client.get("/documents/?kind=speech").getvalue().decode()
    assert 'href="citations.csv?kind=speech"' in html
    assert [row["题名"] for row in table(client.get("/documents/citations.csv?kind=speech").getvalue())] == [
        "在全县水利工作会议上的讲话"
    ]
    items = read_items(client.get("/quotations/citations.json?kind=saying").getvalue().decode())
    assert [item.quotation.text for item in items if item.quotation] == ["吃水不忘挖渠人。"]


def test_the_list_of_works_is_a_table_of_just_its_rows(client: Client, world: World) -> None:
    quotation(document("乙文", ["书上说：“井要修深。”"], date="2006"), "井要修深。", work="=井说")
    page = client.get("/works/?sort=title").content.decode()
    assert 'href="citations.csv?sort=title"' in page
    rows = table(client.get("/works/citations.csv?sort=title").getvalue())
    assert [row["题名"] for row in rows] == ["'=井说", "修渠谈话"]
    assert [row["地址"] for row in rows] == ["", f"http://testserver/w/{world.talks.public_id}"]
    assert (rows[1]["作者"], rows[1]["引文"], rows[1]["文献"]) == ("石公远", "1", "1")
    narrowed = table(client.get("/works/citations.csv?date=2006").getvalue())
    assert [row["题名"] for row in narrowed] == ["'=井说"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/works/?format=xlsx").getvalue()))
    assert book.active
    assert book.active.max_row == 3
    assert client.get("/works/citations").status_code == 404


@pytest.mark.parametrize(
    "name", ["documents", "quotations", "meetings", "speakers", "publications", "works", "search", "basket"]
)
def test_a_table_gives_whole_addresses_that_lead_to_pages(client: Client, world: World, name: str) -> None:
    follow([world.symposium.pk, world.speech.pk], meetings=[world.meeting.pk], speakers=[])
    query = {"search": {"q": "渠"}, "basket": {"items": f"d-{world.speech.public_id}"}}.get(name, {})
    rows = table(client.get(f"/{name}/citations.csv", query).getvalue())
    given = [row[head] for row in rows for head in ("地址", "文献地址") if row.get(head)]
    assert given
    for address in given:
        site, path = address[:17], address[17:]
        assert site == "http://testserver"
        assert client.get(path, follow=True).status_code == 200


def test_a_list_is_cited_in_its_own_order(client: Client, world: World) -> None:
    oldest = json.loads(client.get("/documents/citations.json?sort=oldest").getvalue())
    newest = json.loads(client.get("/documents/citations.json").getvalue())
    assert [item["id"] for item in oldest] == [item["id"] for item in reversed(newest)]


def test_heads_and_choices_are_in_the_readers_words(client: Client, world: World) -> None:
    row = table(client.get("/documents/citations.csv?kind=transcript").getvalue())[0]
    assert row["类型"] == "记录"
    assert row["人物"] == "罗启明（县委书记）; 白秀英（副县长）; 田岸"
    client.cookies["django_language"] = "en"
    english = table(client.get("/documents/citations.csv?kind=transcript").getvalue())[0]
    assert english["kind"] == "transcript"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "\n=", " ="])
def test_no_cell_is_a_formula(client: Client, db: None, start: str) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    who = speaker(f"{evil}人")
    made = document(evil, [f"“{evil}”"], meeting=meeting(evil, "2004"))
    quotation(made, evil, who, work=evil, evidence=evil)
    for address in ("/documents", "/quotations", "/meetings", "/speakers"):
        for row in table(client.get(f"{address}/citations.csv").getvalue()):
            for value in row.values():
                assert not value.lstrip(" \r\n").startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")), value
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}/citations.xlsx").getvalue()))
        assert "f" not in {cell.data_type for row in book.active for cell in row}


@pytest.mark.parametrize(
    "address", ["/works/citations", "/meetings/citations", "/documents/citations.exe", "/d/x/citations"]
)
def test_what_is_not_offered_is_not_found(client: Client, world: World, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_speaker_without_documents_says_there_is_nothing_to_cite(client: Client, world: World) -> None:
    assert "没有可引用的内容" in client.get(f"/s/{world.shi.public_id}/citations").getvalue().decode()
