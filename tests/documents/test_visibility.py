"""What is not public is seen nowhere: not on its own page, in no list, count, download, neighbour or source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client

from documents import visibility
from documents.desk.upkeep import keep_up
from documents.models import Document, SearchText
from documents.search.follow import follow
from tests.factories import World, compilation, document, meeting, mention, publication, quotation, remark, speaker

pytestmark = pytest.mark.django_db
SECRET = "密渠"
LISTS = ("documents", "meetings", "speakers", "quotations", "publications", "works")


@pytest.fixture
def hidden(db: None) -> Document:
    """A document of its own meeting, paper, speaker and work, none of them known from elsewhere; not public."""
    from tests.factories import contribution, participation

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
        "documents": 3, "meetings": 2, "remarks": 4, "quotations": 3, "checked": 0, "speakers": 4
    }  # fmt: skip


@pytest.mark.parametrize("address", ["documents/citations.txt", "quotations/citations.csv", "meetings/citations.csv"])
def test_no_download_holds_it(client: Client, world: World, hidden: Document, address: str) -> None:
    assert SECRET not in client.get(f"/{address}").getvalue().decode()


def test_pages_of_public_records_leave_it_out(client: Client, world: World) -> None:
    from tests.factories import contribution, participation

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
    from tests.factories import SYMPOSIUM

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


def test_an_address_that_names_a_hidden_record_is_not_told_what_it_is_called(client: Client, hidden: Document) -> None:
    """A harvester knows the addresses of what was withdrawn."""
    assert hidden.meeting
    assert hidden.publication
    who = hidden.contributions.get().speaker
    for address in (
        f"/quotations/?document={hidden.public_id}",
        f"/quotations/?meeting={hidden.meeting.public_id}",
        f"/quotations/?publication={hidden.publication.public_id}",
        f"/documents/?meeting={hidden.meeting.public_id}",
        f"/documents/?publication={hidden.publication.public_id}",
        *(f"/{name}/?speaker={who.public_id}" for name in ("documents", "meetings", "quotations", "works")),
    ):
        assert SECRET not in client.get(address).content.decode(), address


def test_search_tells_nothing_that_is_only_known_from_it(client: Client, hidden: Document) -> None:
    follow([hidden.pk], meetings=[hidden.meeting_id], speakers=[hidden.contributions.get().speaker_id])
    asked = quote(SECRET)
    for address in (
        "/search/?q=",
        "/search/?view=kwic&q=",
        "/search/feed?q=",
        "/search/suggest?q=",
        "/api/v1/search?q=",
    ):
        shown = client.get(address + asked).content.decode()
        for name in ("先生", "会议", "简报", "纪要", "论", "先修"):
            assert f"{SECRET}{name}" not in shown, address
    assert f"{SECRET}先生" not in client.get(f"/search/citations.csv?q={asked}").getvalue().decode()


def test_a_meeting_goes_out_of_search_with_the_whole_whose_piece_told_of_it(hidden: Document) -> None:
    whole = document("密卷", published=True, kind="compilation")
    Document.objects.filter(pk=hidden.pk).update(published=True, parent=whole)
    follow([hidden.pk], meetings=[hidden.meeting_id], speakers=[])
    texts = SearchText.objects.filter(kind=SearchText.Kind.MEETING)
    assert texts.exists()
    whole.published = False
    whole.save()
    keep_up({Document: {whole.pk: whole}})
    assert not texts.exists()


def test_the_stone_of_what_was_taken_out_repeats_no_words(client: Client, hidden: Document) -> None:
    """Whoever has words or a person taken out does not want to read them where they stood."""
    hidden.published = True
    hidden.save()
    where = [
        f"/d/{hidden.public_id}", f"/p/{hidden.paragraphs.get().public_id}", f"/r/{hidden.remarks.get().public_id}",
        f"/q/{hidden.quotations.get().public_id}", f"/s/{hidden.contributions.get().speaker.public_id}",
    ]  # fmt: skip
    api = [f"/api/v1/paragraphs/{hidden.paragraphs.get().public_id}", f"/api/v1/documents/{hidden.public_id}"]
    who = hidden.contributions.get().speaker
    hidden.delete()
    who.delete()
    told = {address: client.get(address) for address in (*where, *api)}
    assert {response.status_code for response in told.values()} == {410}
    assert {address for address, response in told.items() if SECRET in response.content.decode()} == {where[0], api[1]}


def test_the_stone_of_a_withdrawn_document_does_not_tell_its_title(client: Client, hidden: Document) -> None:
    hidden.delete()
    for address in (f"/d/{hidden.public_id}", f"/api/v1/documents/{hidden.public_id}"):
        response = client.get(address)
        assert response.status_code == 410
        assert SECRET not in response.content.decode()
