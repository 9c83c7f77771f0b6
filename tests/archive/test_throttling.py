"""Whoever asks too often or sends too much is told so; whoever guesses passwords has to wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory

from archive import throttling
from archive.clients import came_directly, client_address
from tests.factories import World

LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def request(address: str = "192.0.2.1", **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "198.51.100.9", "192.0.2.1"),  # nobody of ours wrote it
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "10.0.0.1, 198.51.100.9", "198.51.100.9"),  # what the client wrote stands to the left
        (2, "6.6.6.6, 198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", "192.0.2.1"),
    ],
)
def test_a_client_is_who_our_outermost_proxy_saw(proxies: int, forwarded: str, address: str, settings: Any) -> None:
    settings.PROXIES = proxies
    assert client_address(request(**({"X-Forwarded-For": forwarded} if forwarded else {}))) == address


def test_what_came_through_a_proxy_did_not_come_directly() -> None:
    assert came_directly(request("127.0.0.1"))
    assert not came_directly(request("192.0.2.1"))
    assert not came_directly(request("127.0.0.1", **{"X-Forwarded-For": "127.0.0.1"}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scope", "address"),
    [
        ("search", "/search/?q=水"),
        ("search", "/search/feed?q=水"),
        ("search", "/documents/feed"),
        ("search", "/s/SPEAKER/feed"),
        ("search", "/documents/?q=水"),
        ("search", "/d/DOCUMENT/source"),
        ("export", "/d/DOCUMENT/citations.bib"),
        ("export", "/d/DOCUMENT/tei.xml"),
    ],
)
def test_a_client_that_asks_too_often_must_wait_and_others_need_not(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, scope: str, address: str
) -> None:
    settings.RATE_LIMITS = {scope: 2}
    monkeypatch.setattr(throttling.time, "time", lambda: 6_000.0)  # a minute may end in the midst of a slow test
    world = World()
    address = address.replace("DOCUMENT", world.symposium.public_id).replace("SPEAKER", world.luo.public_id)
    assert [client.get(address).status_code for _ in range(4)] == [200, 200, 429, 429]
    refused = client.get(address)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert "请求过于频繁" in refused.content.decode()
    assert client.get(address, REMOTE_ADDR="198.51.100.7").status_code == 200
    assert client.get("/").status_code == 200


def test_the_next_minute_is_counted_anew(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RATE_LIMITS = {"search": 1}
    monkeypatch.setattr(throttling.time, "time", lambda: 6_000.0)
    assert [throttling.seconds_to_wait(request(), "search") for _ in range(2)] == [0, 60]
    monkeypatch.setattr(throttling.time, "time", lambda: 6_061.0)
    assert throttling.seconds_to_wait(request(), "search") == 0


def test_neighbours_in_one_ipv6_network_are_one_client(settings: Any) -> None:
    settings.RATE_LIMITS = {"search": 1}
    waits = [throttling.seconds_to_wait(request(f"2001:db8::{end}"), "search") > 0 for end in (1, 2)]
    assert waits == [False, True]
    assert throttling.seconds_to_wait(request("2001:db8:0:1::1"), "search") == 0


def test_a_limit_of_nought_is_none(settings: Any) -> None:
    settings.RATE_LIMITS = {"search": 0}
    assert {throttling.seconds_to_wait(request(), "search") for _ in range(100)} == {0}


@pytest.mark.django_db
def test_guessing_one_account_s_password_ends_and_others_still_log_in(client: Client, settings: Any) -> None:
    settings.AXES_ENABLED = True
    for name in ("甲", "乙"):
        User.objects.create_user(name, password="water over stones", is_staff=True)

    def log_in(name: str, password: str, address: str = "127.0.0.1") -> int:
        return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address).status_code

    assert [log_in("甲", "wrong") for _ in range(9)] == [200] * 9
    assert log_in("甲", "wrong") == 429
    assert log_in("甲", "water over stones") == 429
    refused = client.post(LOGIN, {"username": "甲", "password": "water over stones"})
    assert refused.headers["Retry-After"] == "900"
    assert "15" in refused.content.decode()
    assert log_in("甲", "water over stones", "198.51.100.7") == 302
    assert log_in("乙", "water over stones") == 302


@pytest.mark.django_db
def test_an_address_that_tries_many_accounts_must_wait(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {"login": 3}
    tries = [client.post(LOGIN, {"username": f"u{n}", "password": "x"}).status_code for n in range(5)]
    assert tries == [200, 200, 200, 429, 429]
    assert client.get(LOGIN).status_code == 200


def test_a_body_beyond_the_limit_is_refused_unread(client: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000
    refused = client.post("/language", {"language": "en", "next": "/" * 2_000})
    assert refused.status_code == 413
    assert "内容过大" in refused.content.decode()
    assert client.post("/language", {"language": "en", "next": "/"}).status_code == 302
