"""Counts of a large archive are kept: told with their time, and counted anew behind the reader's back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from documents.search.entries import index_documents
from documents.views import listing, tallies
from tests.factories import World, document

pytestmark = pytest.mark.django_db


class Now:
    """A thread that does its work at once, on the connection of the test."""

    def __init__(self, target: Callable[..., object], args: tuple[Any, ...], name: str, daemon: bool) -> None:
        self.start = lambda: target(*args)
        self.join = lambda seconds: None


class Later(Now):
    """A thread that has not come to do anything yet."""

    def __init__(self, target: Callable[..., object], args: tuple[Any, ...], name: str, daemon: bool) -> None:
        super().__init__(target, args, name, daemon)
        self.start = lambda: None


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Any archive with rows in it is a large one."""
    monkeypatch.setattr(tallies, "MANY", 0)
    monkeypatch.setattr(tallies, "Thread", Now)
    monkeypatch.setattr(tallies.connections, "close_all", lambda: None)
    cache.clear()
    yield
    cache.clear()


def total(client: Client, address: str = "/documents/") -> int:
    return int(client.get(address).context["total"])


def test_a_small_archive_is_counted_for_every_page(client: Client, world: World) -> None:
    before = total(client)
    document("新到的一篇")
    assert total(client) == before + 1
    assert "统计于" not in client.get("/documents/").content.decode()


def test_a_large_archive_tells_what_was_counted_with_its_time(client: Client, world: World, large: None) -> None:
    before = total(client)
    index_documents([document("新到的一篇")])
    page = client.get("/documents/")
    assert page.context["total"] == before
    assert "统计于" in page.content.decode()
    assert "新到的一篇" in page.content.decode()  # the rows themselves are never kept
    assert total(client, "/documents/?q=新到的") == 1  # another choice is counted by itself


def test_a_page_does_not_wait_for_long_counts(
    client: Client, world: World, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies, "Thread", Later)
    page = client.get("/documents/")
    assert len(page.context["page"].rows) == 3
    assert page.context["facets"] == []
    assert "仍在统计" in page.content.decode()
    assert client.get("/").status_code == 200
    page = client.get("/speakers/?sort=quotations")
    assert page.context["page"].rows == client.get("/speakers/").context["page"].rows  # in another order meanwhile
    assert "稍候" in page.content.decode()
    works = client.get("/works/")  # which have no other order: some of those quoted most
    assert "先列出其中一部分" in works.content.decode()
    assert [row["title"] for row in works.context["page"].rows] == ["修渠谈话"]
    assert works.context["older"] == works.context["newer"] == ""


@pytest.mark.parametrize(
    "address",
    [
        "/documents/?sort=remarks",
        "/meetings/?sort=remarks",
        "/speakers/?sort=quotations",
        "/speakers/?sort=remarks&presence=spoke",
        "/publications/?sort=documents",
        "/works/",
        "/works/?sort=title",
    ],
)
def test_an_order_that_is_kept_gives_the_same_pages(
    client: Client, world: World, large: None, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(listing, "PAGE", 1)

    def pages() -> list[Any]:
        found, asked = [], address
        while asked:
            page = client.get(asked)
            found += page.context["page"].rows
            later = page.context["older"]
            if later:
                back = client.get(
                    address.partition("?")[0] + client.get(page.wsgi_request.path + later).context["newer"]
                )
                assert back.context["page"].rows == page.context["page"].rows
            asked = page.wsgi_request.path + later if later else ""
        return found

    kept = pages()
    monkeypatch.setattr(tallies, "MANY", 1_000)
    assert kept == pages()
    assert kept


def test_whoever_asks_late_gets_the_old_count_and_the_next_reader_the_new(
    client: Client, world: World, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = total(client)
    document("新到的一篇")
    monkeypatch.setattr(tallies, "FRESH", timedelta(0))
    assert [total(client), total(client)] == [before, before + 1]


def test_what_is_kept_is_kept_in_each_language(client: Client, world: World, large: None) -> None:
    def decades() -> list[str]:
        facets = client.get("/documents/").context["facets"]
        return [str(value.label) for each in facets if each.name == "date" for value, _address in each.values]

    document("旧文", date="1998")
    chinese = decades()
    client.cookies["django_language"] = "en"
    assert (chinese, decades()) == (["2004年", "1998年"], ["2004", "1998"])


def test_home_tells_when_it_counted(client: Client, world: World, large: None) -> None:
    client.get("/")
    document("新到的一篇")
    page = client.get("/")
    assert page.context["counts"]["documents"] == 3
    assert "统计于" in page.content.decode()


def test_a_page_of_somebody_often_quoted_does_not_wait_for_years(
    client: Client, world: World, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/s/{world.luo.public_id}"
    assert "仍在统计" not in client.get(address).content.decode()
    cache.clear()
    monkeypatch.setattr(tallies, "Thread", Later)
    assert "仍在统计" in client.get(address).content.decode()
