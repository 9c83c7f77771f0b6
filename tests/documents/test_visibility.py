"""What is not public is seen nowhere: not on its own page, in no list, count, download, neighbour or source."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from documents import visibility
from documents.models import Document
from tests.factories import World, compilation, meeting, mention, publication, quotation, remark, speaker

pytestmark = pytest.mark.django_db
SECRET = "密渠"
LISTS = ("documents", "meetings", "speakers", "quotations", "publications", "works")


@pytest.fixture
def hidden(db: None) -> Document:
    """A document of its own meeting, paper, speaker and work, none of them known from elsewhere; not public."""
    from tests.factories import contribution, document, participation

    who = speaker(f"{SECRET}先生")
    at = meeting(f"{SECRET}会议", "2004-04-01")
    made = document(
        f"{SECRET}纪要",
        [f"他说：“{SECRET}先修。”"],
        published=False,
        date="2004-04-02",
        meeting=at,
        publication=publication(f"{SECRET}简报"),
    )
    contribution(made, who)
    participation(at, who, document=made)
    remark(made, who, 0, 0, meeting=at)
    quotation(made, f"{SECRET}先修。", who, work=f"{SECRET}论")
    mention(made, who, "总管")
    return made


def addresses(of: Document) -> Iterator[str]:
    """Every address that the rows of a document have."""
    yield f"/d/{of.public_id}"
    yield f"/d/{of.public_id}/source"
    yield f"/d/{of.public_id}/citations"
    yield f"/d/{of.public_id}/citations.bib"
    yield f"/p/{of.paragraphs.get().public_id}"
    yield f"/r/{of.remarks.get().public_id}"
    yield f"/q/{of.quotations.get().public_id}"
    yield f"/q/{of.quotations.get().public_id}/citations"
    assert of.meeting
    yield f"/m/{of.meeting.public_id}"
    yield f"/m/{of.meeting.public_id}/citations.csv"
    yield f"/s/{of.contributions.get().speaker.public_id}"
    assert of.publication
    yield f"/pub/{of.publication.public_id}"
    yield f"/w/{SECRET}论"


def test_nothing_of_a_document_that_is_not_public_has_a_page(client: Client, hidden: Document) -> None:
    found = {address: client.get(address).status_code for address in addresses(hidden)}
    assert set(found.values()) == {404}, found


def test_published_it_has_all_of_them(client: Client, hidden: Document) -> None:
    hidden.published = True
    hidden.save()
    found = {address: client.get(address).status_code for address in addresses(hidden)}
    assert {code for address, code in found.items() if "source" not in address} <= {200, 302}, found


@pytest.mark.parametrize("name", LISTS)
def test_no_list_shows_or_counts_it(client: Client, world: World, hidden: Document, name: str) -> None:
    page = client.get(f"/{name}/", {"sort": "newest"}).content.decode()
    assert SECRET not in page
    assert not re.search(r'class="title"[^>]*>[^<]*' + SECRET, client.get(f"/{name}/?q={SECRET}").content.decode())


def test_the_home_page_does_not_show_or_count_it(client: Client, world: World, hidden: Document) -> None:
    response = client.get("/")
    assert SECRET not in response.getvalue().decode()
    assert response.context["counts"] == {
        "documents": 3, "meetings": 2, "remarks": 4, "quotations": 3, "speakers": 4
    }  # fmt: skip


@pytest.mark.parametrize("address", ["documents/citations.txt", "quotations/citations.csv", "meetings/citations.csv"])
def test_no_download_holds_it(client: Client, world: World, hidden: Document, address: str) -> None:
    assert SECRET not in client.get(f"/{address}").getvalue().decode()


def test_pages_of_public_records_leave_it_out(client: Client, world: World) -> None:
    from tests.factories import contribution, document, participation

    made = document(
        f"{SECRET}补遗",
        [f"石老又说：“{SECRET}后修。”"],
        published=False,
        date="2004-05-19",
        meeting=world.meeting,
        publication=world.daily,
    )
    contribution(made, world.luo, position=f"{SECRET}主任")
    participation(world.meeting, speaker(f"{SECRET}某"), document=made)
    remark(made, world.luo, 0, 0, meeting=world.meeting)
    quotation(made, f"{SECRET}后修。", world.shi, work="修渠谈话", cited_work=world.talks)
    mention(made, world.bai, f"{SECRET}总管")
    for address in (
        f"/m/{world.meeting.public_id}",
        f"/s/{world.luo.public_id}",
        f"/s/{world.shi.public_id}",
        f"/s/{world.bai.public_id}",
        f"/pub/{world.daily.public_id}",
        f"/w/{world.talks.public_id}",
        f"/d/{world.symposium.public_id}",  # whose next document in the paper it would be
        f"/q/{world.quotation.public_id}",
        f"/m/{world.meeting.public_id}/citations.txt",
        "/meetings/citations.csv",
    ):
        assert SECRET not in client.get(address).getvalue().decode(), address


def test_a_source_that_holds_a_hidden_document_is_not_shown(client: Client, world: World) -> None:
    from tests.factories import SYMPOSIUM, document

    document("未公开的另一篇", source=world.symposium.source, published=False)
    page = client.get(f"/d/{world.symposium.public_id}/source").content.decode()
    assert SYMPOSIUM.split()[-1] not in page
    assert "不能原样展示" in page


def test_pieces_follow_their_compilation(client: Client, db: None) -> None:
    whole, parts = compilation(2, published=False)
    assert [client.get(f"/d/{piece.public_id}").status_code for piece in parts] == [404, 404]
    assert not visibility.documents().exists()
    Document.objects.filter(pk=whole.pk).update(published=True)
    assert visibility.documents().count() == 3


def test_a_rejected_quotation_is_gone_but_its_paragraph_is_named(client: Client, world: World) -> None:
    world.quotation.status = "rejected"
    world.quotation.save()
    response = client.get(f"/q/{world.quotation.public_id}")
    assert response.status_code == 410
    assert f"/p/{world.quotation.paragraph.public_id}" in response.content.decode()
    assert world.quotation.public_id not in client.get("/quotations/").content.decode()
    assert world.quotation.public_id not in client.get(f"/d/{world.symposium.public_id}").content.decode()


def test_people_and_meetings_entered_by_hand_have_pages_before_any_document(client: Client, db: None) -> None:
    by_hand = speaker("尚无言论者", imported={})
    held = meeting("尚无文献的会议", imported={})
    assert client.get(f"/s/{by_hand.public_id}").status_code == 200
    assert client.get(f"/m/{held.public_id}").status_code == 200
    assert by_hand.name not in client.get("/speakers/").content.decode()
    assert held.name not in client.get("/meetings/").content.decode()
