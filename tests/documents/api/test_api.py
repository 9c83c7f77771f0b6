"""The API: what is in its answers, how lists are read to their end, what is kept, and what is not told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

from documents.models import Address, Document, Quotation
from documents.search.follow import follow
from people.models import Speaker, SpeakerName, Tenure
from tests.factories import World, document, quotation, speaker

pytestmark = pytest.mark.django_db
API = "/api/v1"
COLLECTIONS = ("documents", "paragraphs", "meetings", "speakers", "quotations", "remarks")


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def asked(client: Client, path: str, **query: Any) -> Any:
    response = client.get(f"{API}{path}", query)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def every(client: Client, path: str, **query: Any) -> list[Any]:
    """All items of a list, page by page."""
    items, answer = [], asked(client, path, **query)
    while True:
        items += answer["items"]
        if answer["next"] is None:
            return items
        answer = client.get(answer["next"]).json()


def test_a_document_says_whose_it_is_and_how_it_is_cited(client: Client, world: World) -> None:
    told = asked(client, f"/documents/{world.symposium.public_id}")
    assert told["title"] == world.symposium.title
    assert told["url"] == f"http://testserver/d/{world.symposium.public_id}"
    assert told["people"][0] == {
        "label": "罗启明",
        "role": "speaker",
        "position": "县委书记",
        "speaker": {"id": world.luo.public_id, "name": "罗启明"},
    }
    assert told["publication"]["issn"] == "1000-0000"
    assert told["citation"].endswith("清河日报，2004-05-18（6）.")
    assert told["csl"]["type"] == "article-newspaper"


def test_a_quotation_is_its_stretch_of_the_paragraph(client: Client, world: World) -> None:
    told = asked(client, f"/quotations/{world.quotation.public_id}")
    paragraph = asked(client, f"/paragraphs/{told['paragraph']}")
    assert paragraph["text"][told["start"] : told["end"]] == told["text"]
    assert told["speakers"] == [{"id": world.shi.public_id, "name": "石公远"}]
    assert told["page"] == "第6版"
    assert told["citation"].endswith("（6）.")


def test_a_quotation_is_a_web_annotation_by_code_points_and_by_words(client: Client, world: World) -> None:
    made = document("渠歌", ["𠀀老汉唱：“𠮷水长流。”"])
    row = quotation(made, "𠮷水长流。", world.shi)
    told = asked(client, f"/quotations/{row.public_id}/annotation")
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    position, words = told["target"]["selector"]
    text = client.get(told["target"]["source"].removeprefix("http://testserver"))
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    plain = text.content.decode()
    assert plain[position["start"] : position["end"]] == words["exact"] == "𠮷水长流。"
    assert words["prefix"] + words["exact"] + words["suffix"] == plain
    assert told["body"][0]["source"] == f"http://testserver/s/{world.shi.public_id}"
    assert told["target"]["scope"].endswith(f"/d/{made.public_id}")


def test_a_person_has_the_shape_of_popolo(client: Client, world: World) -> None:
    SpeakerName.objects.update_or_create(
        speaker=world.shi, form="石老", defaults={"kind": "honorific", "start": "1950"}
    )
    Tenure.objects.create(
        speaker=world.shi, position="县长", organization="清河县人民政府", start="1952", end="1956-07"
    )
    Speaker.objects.filter(pk=world.shi.pk).update(birth="1904~", wikidata="Q1")
    told = asked(client, f"/speakers/{world.shi.public_id}")
    assert (told["type"], told["name"], told["birth_date"]) == ("person", "石公远", "1904~")
    assert {"name": "石老", "note": "honorific", "start_date": "1950", "end_date": ""} in told["other_names"]
    assert told["identifiers"] == [{"scheme": "wikidata", "identifier": "Q1"}]
    assert {
        "role": "县长",
        "organization": "清河县人民政府",
        "start_date": "1952",
        "end_date": "1956-07",
        "source": "",
    } in told["memberships"]
    assert asked(client, f"/speakers/{world.elders.public_id}")["type"] == "organization"
    assert [each["id"] for each in every(client, "/speakers", name="石老")] == [world.shi.public_id]


def test_a_remark_is_its_paragraphs_without_headings(client: Client, world: World) -> None:
    (first, second, _third) = every(client, "/remarks", document=world.symposium.public_id)
    assert first["text"].startswith("今天请大家谈谈水的事。")
    assert "先听群众说" not in second["text"]
    assert second["speaker"]["name"] == "白秀英"
    assert len(second["paragraphs"]) == 1


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_list_is_read_to_its_end_each_record_once(client: Client, world: World, name: str) -> None:
    at_once = [item["id"] for item in every(client, f"/{name}", limit=100)]
    one_by_one = [item["id"] for item in every(client, f"/{name}", limit=1)]
    assert one_by_one == at_once
    assert len(set(at_once)) == len(at_once) > 1
    for public_id in at_once[:2]:
        assert asked(client, f"/{name}/{public_id}")["id"] == public_id


@pytest.mark.parametrize("name", ["paragraphs", "quotations", "remarks"])
def test_what_stands_in_a_document_comes_in_its_order(client: Client, world: World, name: str) -> None:
    Quotation.objects.update(sequence=1)  # two of one number are both told
    ids = [item["id"] for item in every(client, f"/{name}", document=world.symposium.public_id, limit=1)]
    rows = getattr(world.symposium, name).order_by("sequence", "public_id")
    assert ids == list(rows.values_list("public_id", flat=True))


@pytest.mark.parametrize(
    ("path", "query", "number"),
    [
        ("/documents", {"kind": "speech"}, 1),
        ("/documents", {"date": "2004-05"}, 1),
        ("/documents", {"date": "200X"}, 3),
        ("/documents", {"date": "2004-06/2004-12"}, 2),
        ("/documents", {"date": "2004-02-30"}, 0),
        ("/documents", {"date": "0000-05"}, 0),
        ("/documents", {"speaker": "@luo"}, 2),
        ("/documents", {"meeting": "@meeting"}, 1),
        ("/documents", {"publication": "@daily"}, 2),
        ("/quotations", {"speaker": "@shi"}, 2),
        ("/quotations", {"work": "修渠谈话"}, 1),
        ("/quotations", {"kind": "saying"}, 1),
        ("/quotations", {"confidence": 0.95}, 1),
        ("/remarks", {"speaker": "@bai"}, 1),
        ("/meetings", {"participant": "@bai"}, 1),
        ("/speakers", {"kind": "group"}, 1),
    ],
)
def test_lists_are_narrowed(client: Client, world: World, path: str, query: dict[str, Any], number: int) -> None:
    known = {f"@{name}": row.public_id for name, row in vars(world).items() if hasattr(row, "public_id")}
    query = {name: known.get(value, value) for name, value in query.items()}
    assert len(every(client, path, **query)) == number


def test_only_the_fields_that_are_asked_for(client: Client, world: World) -> None:
    assert asked(client, f"/documents/{world.speech.public_id}", fields="date,title") == {
        "id": world.speech.public_id,
        "title": "在全县水利工作会议上的讲话",
        "date": "2004-12-08",
    }
    assert client.get(f"{API}/documents?fields=title,secret").status_code == 422


def test_searching_finds_what_the_search_page_finds(client: Client, world: World) -> None:
    follow(list(Document.objects.values_list("pk", flat=True)), meetings=[], speakers=[world.shi.pk])
    hits = every(client, "/search", q="渠修到哪里", limit=1)
    assert {hit["kind"] for hit in hits} == {"paragraph", "quotation"}
    for hit in hits:
        (match,) = hit["matches"]
        assert hit["text"][match[0] : match[1]] == "渠修到哪里"
        assert client.get(hit["url"].removeprefix("http://testserver")).status_code in (200, 302)
    assert asked(client, "/search", q='"没有这样的词"')["items"] == []


def test_an_answer_is_kept_until_it_changes(client: Client, world: World) -> None:
    path = f"{API}/documents/{world.speech.public_id}"
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, no-cache"
    for header, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = client.get(path, headers={header: first.headers[value]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    world.yearbook.title = "清河年鉴2006"  # the document's own row is not touched
    world.yearbook.save()
    changed = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.json()["publication"]["title"]) == (200, "清河年鉴2006")


def test_what_changed_in_between_is_never_taken_for_what_was_kept(client: Client, world: World, monkeypatch) -> None:
    path = f"{API}/documents/{world.speech.public_id}"
    monkeypatch.setattr("documents.api.answers.time.time", lambda: 1_700_000_000.0)
    first = client.get(path)
    monkeypatch.setattr("documents.api.answers.time.time", lambda: 1_700_000_060.0)
    assert client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    cache.clear()
    assert client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 200


def test_who_asks_too_often_is_told_to_wait(client: Client, world: World, settings) -> None:
    settings.RATE_LIMITS = {"api": 2}
    answers = [client.get(f"{API}/documents?limit=1") for _number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert answers[2].json()["status"] == 429


def test_scripts_of_other_sites_may_read_it_and_no_cookie_is_set(client: Client, world: World) -> None:
    response = client.get(f"{API}/documents")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


@pytest.mark.parametrize("name", COLLECTIONS)
def test_what_is_not_public_is_not_told(client: Client, world: World, name: str) -> None:
    secret = document("密渠纪要", ["他说：“密渠先修。”"], published=False, date="2004")
    quotation(secret, "密渠先修。", speaker("密渠先生"))
    Quotation.objects.filter(pk=world.saying.pk).update(status="rejected")
    told = json.dumps(every(client, f"/{name}"), ensure_ascii=False)
    assert "密渠" not in told
    if name == "quotations":
        assert "吃水不忘挖渠人" not in told
        assert client.get(f"{API}/quotations/{world.saying.public_id}").status_code == 404
    assert client.get(f"{API}/documents/{secret.public_id}").status_code == 404


def test_what_moved_or_went_is_said(client: Client, world: World) -> None:
    Address.objects.create(public_id="old1", kind="document", target=world.speech.public_id)
    Address.objects.create(public_id="old2", kind="document", label="旧文")
    moved = client.get(f"{API}/documents/old1")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"{API}/documents/{world.speech.public_id}")
    assert client.get(f"{API}/documents/old2").status_code == 410
    assert client.get(f"{API}/documents/never").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=A",
        "cursor=a%00",
        "date=2004-13",
        "date=x",
        "kind=poem",
        "speaker=%27",
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_name(client: Client, world: World, query: str) -> None:
    response = client.get(f"{API}/documents?{query}")
    assert response.status_code == 422
    assert query.split("=")[0] in response.json()["detail"]


@pytest.mark.parametrize(
    ("path", "unknown"),
    [
        *((name, "page") for name in COLLECTIONS),
        ("documents", "offset"),
        ("search", "page"),
        ("documents/{id}", "limit"),
        ("documents/{id}", "public_id"),
    ],
)
def test_a_parameter_that_there_is_not_is_refused_with_its_name(
    client: Client, world: World, path: str, unknown: str
) -> None:
    response = client.get(
        f"{API}/{path.format(id=world.speech.public_id)}",
        {unknown: "2", "q": "渠"} if path == "search" else {unknown: "2"},
    )
    assert response.status_code == 422
    assert response.json()["detail"].startswith(f"{unknown}: ")


def test_the_root_leads_to_every_collection_and_to_the_description(client: Client, world: World) -> None:
    told = client.get(f"{API}/").json()
    assert list(told["collections"]) == [*COLLECTIONS, "search"]
    assert all(client.get(f"{told['collections'][name]}").status_code == 200 for name in COLLECTIONS)
    assert client.get(told["openapi"]).json()["openapi"].startswith("3.1")
    assert client.get(told["explained"]).status_code == 200


@pytest.mark.parametrize("path", ["nosuch", "documents/", "documents/a/b", "渠"])
def test_an_address_that_there_is_not_is_answered_in_json(client: Client, db: None, path: str) -> None:
    response = client.get(f"{API}/{path}")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("application/json")
    assert all(name in response.json()["detail"] for name in (*COLLECTIONS, "search"))


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_page_of_a_list_asks_the_database_seldom(
    client: Client, world: World, name: str, django_assert_max_num_queries
) -> None:
    for number in range(30):
        made = document(f"文{number}", [f"石老说：“第{number}条渠。”"], publication=world.daily, meeting=world.meeting)
        quotation(made, f"第{number}条渠。", world.shi)
    with django_assert_max_num_queries(8):
        client.get(f"{API}/{name}?limit=100")


def test_the_description_is_openapi_3_1_with_examples(client: Client, db: None) -> None:
    described = client.get(f"{API}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path, operations in described["paths"].items():
        for parameter in operations["get"]["parameters"]:
            assert parameter["schema"].get("examples") or "enum" in parameter["schema"], (path, parameter["name"])
        assert {"422", "429"} <= operations["get"]["responses"].keys(), path
        assert ("404" in operations["get"]["responses"]) == ("{" in path), path


def test_the_limit_is_set_by_the_operator() -> None:
    import archive.settings

    assert archive.settings.RATE_LIMITS["api"] >= 60
    assert django_settings.RATE_LIMITS == {}
