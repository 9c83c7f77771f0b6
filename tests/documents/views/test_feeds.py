"""Feeds and the sitemap hold what is public, in well-formed XML, in a bounded number of queries."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document
from documents.search import arrivals
from documents.search.follow import follow
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def speaker(client: Client):
    who = factories.speaker("乔远山")
    for number in range(15):
        document = factories.document(f"水利座谈会纪要{number}", ["修渠要靠众人<b>。"])
        factories.remark(document, who, 0, 0)
    hidden = factories.document("未公开的草稿", ["修渠的草稿"], published=False)
    factories.remark(hidden, who, 0, 0)
    follow(list(Document.objects.values_list("pk", flat=True)), meetings=[], speakers=[who.pk])
    return who


def entries(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    found = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    return [entry.findtext(f"{ATOM}title", "") for entry in found]


def test_feeds_hold_public_documents_only(client: Client, speaker, django_assert_max_num_queries) -> None:
    for address in (
        reverse("documents:documents-feed"),
        reverse("documents:speaker-feed", args=[speaker.public_id]),
        reverse("documents:search-feed", query={"q": "修渠"}),
    ):
        with django_assert_max_num_queries(12):
            titles = entries(client, address)
        assert len(titles) == 15
        assert not any("草稿" in title for title in titles)


def test_mark_up_of_a_source_is_text_in_a_feed(client: Client, speaker) -> None:
    for address in (
        reverse("documents:speaker-feed", args=[speaker.public_id]),
        reverse("documents:search-feed", query={"q": "修渠"}),
    ):
        feed = ElementTree.fromstring(client.get(address).content)
        assert {entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")} == {
            "修渠要靠众人&lt;b&gt;。"
        }


def test_a_search_feed_begins_with_what_came_last_however_old_it_is(client: Client, speaker) -> None:
    met = factories.meeting("修渠动员会", "1951-03-01")
    old = factories.document("修渠旧档", ["第一次修渠。", "第二次修渠。"], date="1951", meeting=met)
    follow([old.pk], meetings=[met.pk], speakers=[])
    address = reverse("documents:search-feed", query={"q": "修渠"})
    assert entries(client, address)[:2] == ["修渠动员会", "修渠旧档"]
    feed = ElementTree.fromstring(client.get(address).content)
    first = feed.find(f"{ATOM}entry")
    assert first is not None
    assert first.findtext(f"{ATOM}updated", "")[:19] == old.created.isoformat()[:19]
    (itself,) = (link.get("href", "") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert itself.endswith(address)


def test_a_search_feed_of_a_frequent_word_looks_into_what_came_last(
    client: Client, speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "COUNT_CAP", 5)
    monkeypatch.setattr(arrivals, "LATEST", 4)
    titles = entries(client, reverse("documents:search-feed", query={"q": "修渠 -渠修"}))
    assert titles == [f"水利座谈会纪要{number}" for number in (14, 13, 12, 11)]


def test_a_search_feed_without_words_is_not_found(client: Client) -> None:
    assert client.get(reverse("documents:search-feed")).status_code == 404


def test_the_sitemap_lists_every_public_record_and_no_other(client: Client, speaker) -> None:
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-document.xml" in index
    listed = client.get("/sitemap-document.xml").content.decode()
    assert listed.count("<loc>") == 15
    assert Document.objects.get(published=False).public_id not in listed


def test_pages_say_where_their_feed_is_and_crawlers_where_the_addresses_are(client: Client, speaker) -> None:
    assert reverse("documents:documents-feed") in client.get("/").content.decode()
    feed = reverse("documents:speaker-feed", args=[speaker.public_id])
    html = client.get(reverse("documents:speaker", args=[speaker.public_id])).content.decode()
    assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in html
    assert f'<a href="{feed}">' in html
    assert "/search/feed?q=%E4%BF%AE%E6%B8%A0" in client.get("/search/?q=修渠").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_works_that_are_quoted_are_in_the_sitemap(client: Client) -> None:
    world = factories.World()
    unheard = factories.work("无人引用的书")
    listed = client.get("/sitemap-work.xml").content.decode()
    assert world.talks.public_id in listed
    assert unheard.public_id not in listed
