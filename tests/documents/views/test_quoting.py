"""A speaker among others: who quotes and names whom, in which years, over which offices."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from documents.models import Document
from documents.search.follow import follow
from documents.views.quoting import naming, ties_of
from people.models import Tenure
from tests.factories import World, contribution, document, quotation, remark, speaker

pytestmark = pytest.mark.django_db


def searchable() -> None:
    follow(documents=list(Document.objects.values_list("pk", flat=True)), meetings=[], speakers=[])


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html[html.index("<main") : html.index("</main>")]))


def test_who_quotes_a_speaker_is_whose_remark_the_words_stand_in_else_the_author(world: World) -> None:
    author = speaker("孟一川")
    essay = document("水利随笔", ["石公远说：“渠修到哪里，人心就通到哪里。”"], date="2005")
    contribution(essay, author, "author")
    contribution(essay, world.bai, "reporter")
    quotation(essay, "渠修到哪里，人心就通到哪里。", world.shi)
    unsigned = document("无名短文", ["石公远说：“渠修到哪里，人心就通到哪里。”"], date="2006")
    quotation(unsigned, "渠修到哪里，人心就通到哪里。", world.shi)
    ties = ties_of(world.shi)
    assert [(name, number) for _id, name, number in ties.quoted_by] == [("罗启明", 2), ("孟一川", 1)]
    assert ties.quoted == {2004: 2, 2005: 1, 2006: 1}
    assert ties.works == [(world.talks.public_id, "修渠谈话", 1)]
    assert [(name, number) for _id, name, number in ties_of(world.bai).quotes] == [("老人们", 1)]
    assert ties_of(world.luo).said == {2004: 3}


def test_words_of_drafts_and_rejected_ones_tie_nobody(world: World) -> None:
    draft = document("草稿", ["石公远说：“渠。”"], date="2009", published=False)
    remark(draft, world.bai, 0, 0)
    quotation(draft, "渠。", world.shi)
    quotation(world.symposium, "规划要跟着群众的脚走", world.shi, status="rejected")
    assert ties_of(world.shi).quoted == {2004: 2}
    assert [name for _id, name, _n in ties_of(world.shi).quoted_by] == ["罗启明"]


def test_the_page_draws_the_ties_and_says_them_in_a_table(client: Client, world: World) -> None:
    remark(document("会记", ["石公远在场。"], date="1955"), world.shi, 0, 0)
    html = client.get(f"/s/{world.shi.public_id}").content.decode()
    assert re.search(r'<svg class="network"[^>]*aria-hidden="true"', html)
    assert re.search(r"罗启明</a></th><td>2 次</td><td></td>", html)
    assert re.search(r'<th scope="row">1955</th><td><a [^>]+>1</a></td><td></td>', html)
    assert "引者： 罗启明" in plain(html)
    back = client.get(f"/s/{world.luo.public_id}").content.decode()
    assert re.search(r"石公远</a></th><td></td><td>2 次</td>", back)


def test_offices_share_an_axis_where_years_differ(client: Client, world: World) -> None:
    Tenure.objects.create(speaker=world.shi, position="顾问", start="1958", end="1971")
    html = client.get(f"/s/{world.shi.public_id}").content.decode()
    bars = re.findall(r'<rect x="([\d.]+)" width="([\d.]+)" height="6"/>', html)
    assert [(round(float(x)), round(float(width))) for x, width in bars] == [(0, 41), (36, 64)]
    assert "<span>1950</span><span>1971</span>" in html


def test_others_who_name_a_speaker_are_shown_with_their_words(client: Client, world: World) -> None:
    made = document("座谈记录", ["石老常到沟里来。", "我石公远今天来听。", "他是水利委员。"], date="1956")
    remark(made, world.bai, 0, 0)
    remark(made, world.shi, 1, 1)
    searchable()
    found = naming(world.shi, 9)
    assert [hit.text.speaker.name if hit.text.speaker else "" for hit in found] == ["罗启明", "罗启明", "白秀英"]
    html = client.get(f"/s/{world.shi.public_id}").content.decode()
    assert "<mark>石老</mark>常到沟里来" in html
    assert "他人谈石公远" in plain(html)
    assert naming(world.elders, 9) == []  # 老人们 are nobody in particular
