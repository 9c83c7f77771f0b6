"""Readers are served by a streaming replica, editors by the primary; a replica that dies costs nobody a page."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import psycopg2
import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from archive import replicas
from tests.documents.importing.processes import ROOT, Archive
from tests.postgres import Server, free_port, private_server

from .waiting import until

SAMPLE = ROOT / "fixtures" / "sources" / "web_article.txt"
WAIT = 60  # seconds for a page
Get = Callable[..., str]


def ask(server: Server, sql: str) -> object:
    """The first value that a server answers."""
    with closing(psycopg2.connect(server.url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


@contextmanager
def serving(archive: Archive) -> Iterator[Get]:
    """The site of an archive, served by gunicorn; gives what fetches a page, as an editor if asked to."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "archive.wsgi", "--bind", address, "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, env=archive.environment, stderr=subprocess.DEVNULL)

    def get(path: str, editor: bool = False) -> str:
        headers = {"Cookie": "sessionid=of-an-editor"} if editor else {}
        request = urllib.request.Request(f"http://{address}{path}", headers=headers)
        return urllib.request.urlopen(request, timeout=WAIT).read().decode()

    def answers() -> bool:
        try:
            return bool(get("/"))
        except urllib.error.HTTPError:
            raise
        except OSError:
            return False

    try:
        until(answers)
        yield get
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def servers() -> Iterator[tuple[Server, Server]]:
    """A primary and its replica."""
    with private_server() as primary:
        replica = primary.standby()
        replica.start()
        try:
            yield primary, replica
        finally:
            replica.stop()


def test_a_page_whose_replica_is_lost_is_read_again_from_the_primary(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_from: list[str] = []
    left_alone: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        read_from.append(replicas.ReplicaRouter().db_for_read(None))
        return HttpResponse("here")

    monkeypatch.setattr(replicas, "leave_alone", lambda alias, error: left_alone.append(alias))
    request = rf.get("/")
    request.resolver_match = SimpleNamespace(func=view, args=(), kwargs={})
    middleware = replicas.ReplicaMiddleware(view)
    with replicas.reading_from("replica1"):
        response = middleware.process_exception(request, OperationalError("gone"))
        assert middleware.process_exception(request, ValueError()) is None
    assert middleware.process_exception(request, OperationalError("the primary itself")) is None
    assert response.content == b"here"
    assert (read_from, left_alone) == ([DEFAULT_DB_ALIAS], ["replica1"])


@pytest.mark.parametrize(
    ("method", "cookie", "may_write"),
    [("get", "", False), ("head", "", False), ("post", "", True), ("get", "sessionid=a", True)],
)
def test_who_may_write_reads_from_the_primary(rf: RequestFactory, method: str, cookie: str, may_write: bool) -> None:
    assert replicas.may_write(getattr(rf, method)("/", HTTP_COOKIE=cookie)) is may_write


def test_readers_read_from_the_replica_and_editors_what_they_wrote(
    servers: tuple[Server, Server], tmp_path: Path
) -> None:
    primary, replica = servers
    archive = Archive(tmp_path, primary.url)
    archive.environment["REPLICA_URLS"] = replica.url
    for command in (["migrate"], ["collectstatic", "--noinput"], ["import_documents", str(SAMPLE)]):
        archive.manage(*command, "--verbosity", "0")
    until(lambda: ask(replica, "SELECT pg_last_wal_replay_lsn()") == ask(primary, "SELECT pg_current_wal_lsn()"))
    ask(replica, "SELECT pg_wal_replay_pause()")
    ask(primary, "UPDATE documents_document SET title = '更正过的题名'")
    with serving(archive) as get:
        assert "更正过的题名" not in get("/documents/")
        assert "更正过的题名" in get("/documents/", editor=True)
        assert get("/search/?q=%E7%9A%84")
        # The replica is killed: its readers are served by the primary, from the next page on.
        postmaster = (replica.home / replica.data / "postmaster.pid").read_text().split()[0]
        subprocess.run(["kill", "-9", postmaster], check=True)
        (replica.home / replica.data / "postmaster.pid").unlink()
        for _ in range(5):
            assert "更正过的题名" in get("/documents/")
