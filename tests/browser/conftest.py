"""A reader's browser on the small archive of `tests.factories`: any width, either scheme, with scripts or without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from threading import RLock
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from documents.models import Document, Meeting
from documents.search.follow import follow
from people.models import Speaker
from tests.factories import World, compilation

from .desk_pages import Desks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

Reader = Callable[..., "Page"]


@pytest.fixture(autouse=True)
def one_statement_at_a_time() -> Iterator[None]:
    """On SQLite the server's threads share the connection of the test, as its database is in memory.

    A trigger of the search index that calls Python waited for the interpreter, which another thread held while it
    waited for the connection: both for ever. An archive has a connection a thread.
    """
    lock = RLock()

    def wait(execute: Callable[..., Any], *asked: Any) -> Any:
        with lock:
            return execute(*asked)

    with connection.execute_wrapper(wait) if connection.vendor == "sqlite" else nullcontext():
        yield


@pytest.fixture
def world(transactional_db: None) -> World:
    compilation()
    made = World()
    follow(
        documents=list(Document.objects.values_list("pk", flat=True)),
        meetings=list(Meeting.objects.values_list("pk", flat=True)),
        speakers=list(Speaker.objects.values_list("pk", flat=True)),
    )
    return made


@pytest.fixture
def reader(browser: Browser, live_server: LiveServer) -> Iterator[Reader]:
    """Opens a page of a new reader; the test fails if any of them finds an error on the console."""
    contexts = []
    errors: list[str] = []

    def open_page(address: str = "/", width: int = 1280, scheme: str = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def addresses(world: World) -> list[str]:
    """One page of every kind."""
    words = world.quotation
    return [
        "/",
        *(f"/{name}/" for name in ("documents", "meetings", "speakers", "quotations", "publications", "works")),
        "/documents/?kind=speech&q=水",
        "/meetings/?q=没有这样的词",
        f"/d/{world.symposium.public_id}",
        f"/d/{world.speech.public_id}",
        f"/m/{world.meeting.public_id}",
        f"/s/{world.shi.public_id}",
        f"/s/{world.luo.public_id}",
        f"/q/{words.public_id}",
        f"/r/{world.symposium.remarks.get(sequence=0).public_id}",
        f"/pub/{world.daily.public_id}",
        f"/w/{world.talks.public_id}",
        f"/d/{world.symposium.public_id}/source?from={words.source_start}&to={words.source_end}",
        f"/d/{world.symposium.public_id}/citations",
        "/search/",
        "/search/?q=渠",
        "/search/?q=渠&view=kwic",
        "/search/?q=没有这样的词",
    ]


@pytest.fixture
def desks(browser: Browser, live_server: LiveServer, world: World) -> Iterator[Desks]:
    """Desks on the small archive; the test fails if a console shows an error or a warning."""
    desks = Desks(browser, live_server)
    yield desks
    desks.close()
    assert desks.errors == []


@pytest.fixture
def desk(desks: Desks) -> Page:
    """The desk of an archivist who has logged in."""
    return desks.open()
