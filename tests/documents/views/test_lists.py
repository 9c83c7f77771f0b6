"""Lists: facets count what they leave, the address holds the whole choice, an empty list says what to do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from documents.search.follow import follow
from documents.views.listing import PAGE
from tests.factories import (
    World,
    compilation,
    contribution,
    document,
    meeting,
    mention,
    participation,
    publication,
    speaker,
)

pytestmark = pytest.mark.django_db
LISTS = ("documents", "meetings", "speakers", "quotations", "publications", "works")


def titles(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(r'<a class="(?:title|quoted[^"]*)"[^>]*>([^<]*)</a>', page)


def test_documents_are_sorted_by_their_remarks(client: Client, world: World) -> None:
    assert titles(client, "/documents/?sort=remarks")[:2] == [world.symposium.title, world.speech.title]
    assert "3 次发言" in client.get("/documents/?sort=remarks").content.decode()


def facet(client: Client, address: str, name: str) -> dict[str, int | None]:
    found = next(each for each in client.get(address).context["facets"] if each.name == name)
    return {str(value.label): value.count for value, _address in found.values}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/documents/?kind=speech", ["在全县水利工作会议上的讲话"]),
        ("/documents/?date=2004-05", ["把水引上山——清河县委理论学习中心组学习实录"]),
        ("/documents/?date=2004-09/2004-12&sort=oldest", ["第二次学习会简报", "在全县水利工作会议上的讲话"]),
        ("/documents/?date=200X&kind=article", ["第二次学习会简报"]),
        ("/documents/?q=三岔沟", ["把水引上山——清河县委理论学习中心组学习实录"]),
        ("/documents/?q=田岸", ["把水引上山——清河县委理论学习中心组学习实录"]),
        ("/documents/?q=年鉴2005", ["在全县水利工作会议上的讲话"]),
        ("/meetings/?q=白秀英", ["清河县委理论学习中心组学习会"]),
        (
            "/meetings/?series=清河县委理论学习&sort=oldest",
            ["清河县委理论学习中心组学习会", "清河县委理论学习中心组第二次学习会"],
        ),
        ("/speakers/?q=石老", ["石公远"]),
        ("/speakers/?q=luo2", ["罗启明"]),
        ("/speakers/?presence=quoted", ["老人们", "石公远"]),
        ("/speakers/?presence=spoke&sort=remarks", ["罗启明", "白秀英"]),
        ("/speakers/?kind=group", ["老人们"]),
        ("/quotations/?kind=saying", ["吃水不忘挖渠人。"]),
        ("/quotations/?work=修渠谈话", ["渠修到哪里，人心就通到那里。"]),
        (
            "/quotations/?sort=unsure",
            ["吃水不忘挖渠人。", "渠修到哪里，人心就通到那里。", "渠修到哪里，人心就通到哪里。"],
        ),
        ("/publications/?kind=yearbook", ["清河年鉴2005"]),
        ("/publications/?sort=documents", ["清河日报", "清河年鉴2005"]),
        ("/works/", ["《修渠谈话》"]),
    ],
)
def test_an_address_narrows_and_sorts(client: Client, world: World, address: str, expected: list[str]) -> None:
    follow([world.symposium.pk, world.speech.pk], meetings=[], speakers=[])
    assert titles(client, address) == expected


def test_a_decade_leaves_its_years_to_choose(client: Client, world: World) -> None:
    for year in (*range(1950, 1962), 2009):
        document(f"{year}年的渠", date=str(year))
    assert facet(client, "/documents/", "date") == {"2000年代": 4, "1960年代": 2, "1950年代": 10}
    assert facet(client, "/documents/?date=200X", "date") == {"2009年": 1, "2004年": 3}
    html = client.get("/documents/?date=200X&kind=article").content.decode()
    assert 'href="?kind=article&amp;date=2009"' in html
    assert "date" not in {each.name for each in client.get("/documents/?date=2004").context["facets"]}


def test_all_values_of_a_facet_are_a_click_away(client: Client, world: World, monkeypatch: Any) -> None:
    for number in range(12):
        contribution(world.speech if number else world.symposium, speaker(f"渠工{number:02}"))
    few = next(each for each in client.get("/documents/?kind=speech").context["facets"] if each.name == "speaker")
    assert len(few.values) == 10
    assert f'href="{few.all.replace("&", "&amp;")}"' in client.get("/documents/?kind=speech").content.decode()
    found = client.get(f"/documents/{few.all}")
    everybody = [*(f"渠工{n:02}" for n in range(1, 12)), "罗启明"]
    assert [value.label for value, _address in found.context["values"]] == everybody
    assert 'href="?kind=speech"' in found.content.decode()  # the way back
    _value, address = found.context["values"][-1]
    assert titles(client, f"/documents/{address}") == [world.speech.title]
    monkeypatch.setattr("documents.views.listing.ALL", 5)
    second = client.get(f"/documents/{client.get(f'/documents/{few.all}').context['older']}")
    assert [value.label for value, _address in second.context["values"]] == everybody[5:10]
    assert client.get(f"/documents/{second.context['newer']}").context["newer"] == ""


@pytest.mark.parametrize("name", LISTS)
def test_marks_alone_ask_for_nothing_and_leave_the_list_whole(client: Client, world: World, name: str) -> None:
    response = client.get(f"/{name}/", {"q": "——“”"})
    assert response.context["total"] == client.get(f"/{name}/").context["total"] > 0
    assert "没有问任何词" in response.content.decode()


def test_a_compilation_and_its_pieces_are_told_apart(client: Client, world: World) -> None:
    whole, parts = compilation(3)
    rows = dict(
        re.findall(
            r'href="/d/(\w+)">[^<]*</a>\s*<span class="meta">(.*?)</li>',
            client.get("/documents/").content.decode(),
            re.S,
        )
    )
    assert "3 篇" in rows[whole.public_id]
    assert f'收于 <a href="/d/{whole.public_id}">清河文存</a>' in rows[parts[0].public_id]
    assert "收于" not in rows[world.speech.public_id]


def test_what_has_no_title_is_listed_where_it_is_looked_for(client: Client, world: World) -> None:
    document("")
    assert [title[:2] for title in titles(client, "/documents/?sort=title")] == ["把水", "第二", "无题", "在全"]


def test_people_are_listed_by_pinyin(client: Client, world: World) -> None:
    assert titles(client, "/speakers/") == ["白秀英", "老人们", "罗启明", "石公远"]


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("/documents/?sort=title", lambda title: document(title, date="1990")),
        ("/meetings/?sort=name", lambda name: document("记", date="1990", meeting=meeting(name, "1990"))),
        ("/publications/?sort=title", lambda title: document("文", date="1990", publication=publication(title))),
    ],
)
def test_titles_are_listed_by_pinyin_page_after_page(client: Client, db: None, address: str, make: Any) -> None:
    in_order = ["1958年纪事", "《安河水利志》", "重修水渠记", "會議簡報", "论水", "《渠》三篇", "曾家湾", "装机记"]
    in_order += [f"装机记{'甲' * number}" for number in range(1, PAGE)]
    for title in reversed(in_order):
        make(title)
    first = client.get(address)
    second = client.get(address.partition("?")[0] + first.context["older"])
    found = [str(row) for row in (*first.context["page"].rows, *second.context["page"].rows)]
    assert found == in_order
    back = client.get(address.partition("?")[0] + second.context["newer"])
    assert back.context["page"].rows == first.context["page"].rows


def test_facets_count_what_the_whole_choice_leaves(client: Client, world: World) -> None:
    assert facet(client, "/documents/", "kind") == {"讲话": 1, "记录": 1, "文章": 1}
    assert facet(client, "/documents/", "publication") == {"清河日报": 2, "清河年鉴2005": 1}
    assert facet(client, "/documents/", "speaker") == {"罗启明": 2, "白秀英": 1}
    assert facet(client, "/documents/?kind=transcript", "publication") == {"清河日报": 1}
    assert facet(client, "/quotations/", "speaker") == {"石公远": 2, "老人们": 1}
    assert facet(client, "/works/", "date") == {"2004年": 1}


def test_every_facet_value_leads_to_as_many_rows_as_it_says(client: Client, world: World) -> None:
    for name in LISTS:
        for found in client.get(f"/{name}/").context["facets"]:
            for value, address in found.values:
                assert client.get(f"/{name}/{address}").context["total"] == value.count, (name, found.name, address)


def test_a_chosen_facet_shows_its_value_and_a_way_out(client: Client, world: World) -> None:
    response = client.get(f"/documents/?speaker={world.luo.public_id}&kind=speech")
    assert [(str(c.title), str(c.label)) for c in response.context["chosen"]] == [
        ("类型", "讲话"),
        ("讲话人或作者", "罗启明"),
    ]
    assert {c.without for c in response.context["chosen"]} == {
        f"?speaker={world.luo.public_id}",
        "?kind=speech",
    }


def test_more_years_than_fit_become_decades(client: Client, db: None) -> None:
    for year in range(1950, 1966):
        document(f"{year}年的事", date=str(year))
    assert facet(client, "/documents/", "date") == {"1960年代": 6, "1950年代": 10}
    assert client.get("/documents/?date=195X").context["total"] == 10


@pytest.mark.parametrize(
    "address",
    [
        "/documents/?date=夏天",
        "/documents/?kind=rumour",
        "/speakers/?presence=absent",
        "/documents/?date=2003-13",
        "/publications/?year=abcd",
        "/meetings/?place=nosuch",
        "/documents/?speaker=nosuch",
        "/quotations/?publication=nosuch",
        "/works/?speaker=nosuch",
    ],
)
def test_what_is_no_value_is_said_to_be_none(client: Client, world: World, address: str) -> None:
    response = client.get(address)
    assert response.context["total"] == 0
    assert "不是" in response.content.decode()


@pytest.mark.parametrize("query", ["year=2005&kind=newspaper", "year=2005&q=没有这样的词"])
def test_a_value_that_only_the_rest_of_the_choice_lacks_is_one(client: Client, world: World, query: str) -> None:
    response = client.get(f"/publications/?{query}")
    assert (response.context["total"], response.context["faults"]) == (0, [])


@pytest.mark.parametrize("query", ["q=%00", "q=" + "渠" * 5000, "sort=%27", "after=%00x", "before=nobody", "page=x"])
@pytest.mark.parametrize("name", LISTS)
def test_rubbish_in_the_address_does_no_harm(client: Client, world: World, name: str, query: str) -> None:
    assert client.get(f"/{name}/?{query}").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_archive_says_how_to_fill_it(client: Client, db: None, name: str) -> None:
    assert "manage.py import_documents" in client.get(f"/{name}/").content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_without_matches_offers_the_whole(client: Client, world: World, name: str) -> None:
    page = client.get(f"/{name}/?q=没有这样的词").content.decode()
    assert "没有同时符合" in page
    assert f'href="/{name}/"' in page


def test_long_lists_turn_pages_both_ways_and_keep_the_choice(client: Client, db: None) -> None:
    for number in range(PAGE + 5):
        made = document(f"第{number:03}号", date="1990")
        contribution(made, speaker(f"人{number}"))
    first = client.get("/documents/?kind=article&sort=title")
    assert first.context["total"] == PAGE + 5
    assert "kind=article&amp;sort=title&amp;after=" in first.content.decode()
    second = client.get("/documents/" + first.context["older"])
    assert [str(row) for row in second.context["page"].rows] == [f"第{n:03}号" for n in range(PAGE, PAGE + 5)]
    back = client.get("/documents/" + second.context["newer"])
    assert back.context["page"].rows == first.context["page"].rows


def test_the_quotations_of_a_document_lead_back_to_it_and_name_it_once(client: Client, world: World) -> None:
    html = client.get(f"/quotations/?document={world.symposium.public_id}").content.decode()
    assert html.count(f'href="/d/{world.symposium.public_id}"') == 1
    assert "<title>引文：把水引上山" in html


def test_a_facet_that_would_change_nothing_is_not_offered(client: Client, world: World) -> None:
    names = [each.name for each in client.get(f"/quotations/?document={world.symposium.public_id}").context["facets"]]
    assert "kind" in names
    assert not {"date", "status", "publication"} & set(names)


def test_people_who_were_only_there_or_named_are_told_so(client: Client, world: World) -> None:
    guest, named = speaker("卢庆余"), speaker("符永贵")
    participation(world.meeting, guest, document=world.symposium)
    mention(world.speech, named, "水利员")
    html = client.get("/speakers/").content.decode()
    for who, how in ((guest, "参加会议"), (named, "被提及")):
        assert how in html.partition(f'href="/s/{who.public_id}"')[2].partition("</li>")[0]
