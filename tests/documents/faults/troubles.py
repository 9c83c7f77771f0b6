"""`python -m tests.documents.faults.troubles NAME`: what happens to an archive besides being killed.

Each trouble is a function that makes it, looks at what is left, and raises AssertionError where something is lost.
"""

from __future__ import annotations

import io
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
import psycopg2

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from .acts import SOURCES, prepare, run_import, samples, state  # noqa: E402
from .trials import Child, Databases  # noqa: E402

settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
CHANCE = random.Random(20261127)


def command_import(*paths: Path) -> str:
    """The import command; how it ended."""
    out, errors = io.StringIO(), io.StringIO()
    try:
        arguments = [str(path) for path in paths or samples()]
        call_command("import_documents", *arguments, root=SOURCES, jobs=1, stdout=out, stderr=errors)
    except CommandError as error:
        return f"exit {error.returncode}: {error}"
    except SystemExit as error:
        return f"exit {error.code}: {errors.getvalue()}"
    return out.getvalue()


class Troubled:
    """An empty archive, and what it holds after an import that nothing disturbed."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self.empty = databases.new()
        Child(self.empty, lambda: call_command("migrate", verbosity=0)).result()
        with databases.temporary(self.empty) as calm:
            Child(calm, command_import).result()
            self.calm = self.state(calm)
            self.grows = 0 if databases.on_server else Path(calm).stat().st_size - Path(self.empty).stat().st_size

    @staticmethod
    def state(database: str) -> dict[str, Any]:
        return Child(database, state).result()["answer"]

    def whole(self, database: str) -> None:
        """No half documents, and the database finds nothing wrong."""
        assert set(self.state(database)["torn"]) <= set(self.calm["torn"])

    def goes_on(self, database: str, *same: str) -> None:
        """The next run ends as if nothing had been; `same` says in what, where it is not all."""
        self.whole(database)
        said = Child(database, command_import).result()["answer"]
        assert " 0 failed" in said, said
        now = self.state(database)
        for what in same or ("export", "search"):
            assert now[what] == self.calm[what], what


def full_disk(archive: Troubled) -> None:
    """No file of the process may grow beyond a limit, as on a full disk. (A server's disk is its own: full_server.py.)

    What SQLite writes goes into its log first, which starts empty: the limit is less than the import needs there.
    """
    for _ in range(0 if archive.databases.on_server else 4):
        with archive.databases.temporary(archive.empty) as database:
            room = CHANCE.randrange(20_000, archive.grows)
            said = Child(database, lambda room=room: limited(room, command_import)).result()["answer"]
            assert "The database failed" in said, said
            assert "run again to go on" in said
            archive.goes_on(database)
    with archive.databases.temporary(archive.empty) as database, tempfile.TemporaryDirectory() as folder:
        Child(database, command_import).result()
        file = Path(folder) / "backup.zip"
        answer = Child(database, lambda: limited(40_000, lambda: call_command("backup", str(file), verbosity=0))).wait()
        assert answer is not None
        assert "File too large" in answer["error"], answer
        assert list(Path(folder).iterdir()) == []


def limited(size: int, work: Any) -> Any:
    """Do some work while no file may grow beyond `size` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return work()


def database_gone_and_back(archive: Troubled) -> None:
    """The server ends all connections and takes none for a while; an SQLite file is held by somebody else."""
    for _ in range(3):
        with archive.databases.temporary(archive.empty) as database:
            child = Child(database, command_import)
            time.sleep(CHANCE.uniform(0.1, 1.0))
            with away(archive.databases, database):
                if archive.databases.on_server:
                    said = child.result()["answer"]
                    assert "The database failed" in said or " 0 failed" in said, said
                    answer = Child(database, lambda: command_import()).wait()
                    assert answer is not None
                    assert "Error" in answer.get("error", "") or "database" in str(answer)
                else:
                    time.sleep(1)
            if not archive.databases.on_server:
                said = child.result()["answer"]
                assert " 0 failed" in said, said
            archive.goes_on(database)
            assert Child(database, pages_around_a_lost_connection).result()["answer"] == [200, 200]


@contextmanager
def away(databases: Databases, database: str) -> Any:
    """The time in which a database cannot be had."""
    if databases.on_server:
        databases.run(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
        databases.disconnect_all(database)
        yield
        databases.run(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    else:
        with closing(sqlite3.connect(database, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield


def pages_around_a_lost_connection() -> list[int]:
    """A page before and after the server ended the connection that serves it."""
    from django.db import close_old_connections, connection
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    statuses = [client.get("/documents/").status_code]
    if connection.vendor == "postgresql":
        number = connection.connection.info.backend_pid
        with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as other, other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [number])
        time.sleep(0.2)
    close_old_connections()  # as a server does before each request; the test client does not
    return [*statuses, client.get("/documents/").status_code]


def overlapping_imports(archive: Troubled) -> None:
    """Two imports at once whose folders share files, which come in no certain order."""
    files = samples()
    for _ in range(2):
        with archive.databases.temporary(archive.empty) as database:
            parts = (files[: len(files) * 2 // 3], files[len(files) // 3 :])
            children = [Child(database, lambda part=part: command_import(*part)) for part in parts]
            for child in children:
                said = child.result()["answer"]
                assert " 0 failed" in said, said
            archive.goes_on(database, "words", "search")


def two_archivists(archive: Troubled) -> None:
    """Two people open one record and save it in the same moment: one is told, nobody's word is lost in silence."""
    ready = Path(archive.databases.folder) / "ready"
    base = archive.databases.new(archive.empty)
    Child(base, prepare).result()
    for number in range(3):
        with archive.databases.temporary(base) as database:
            ready.unlink(missing_ok=True)
            names = [f"题名由{name}在第{number}次改过" for name in "甲乙"]
            children = [Child(database, lambda name=name: save_when_told(name, ready)) for name in names]
            time.sleep(2)
            ready.touch()
            statuses = [child.result()["answer"] for child in children]
            assert sorted(statuses) == [200, 302], statuses
            title = Child(database, first_title).result()["answer"]
            assert title == names[statuses.index(302)]


def save_when_told(title: str, ready: Path) -> int:
    """Open the form of the first document, and save it with this title once the file is there."""
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse
    from lxml import html

    from documents.models import Document

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get_or_create(username=title, is_staff=True, is_superuser=True)[0])
    address = reverse("admin:documents_document_change", args=[Document.objects.order_by("pk").first().pk])
    page = html.fromstring(client.get(address).content.decode())
    form = next(form for form in page.forms if form.get("id") == "document_form")
    data: dict[str, list[str]] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    while not ready.exists():
        time.sleep(0.001)
    return client.post(address, data | {"title": [title]}).status_code


def first_title() -> str:
    from documents.models import Document

    return Document.objects.order_by("pk").first().title


def clock_going_backwards(archive: Troubled) -> None:
    """Every look at the clock is a day earlier than the one before: imports, an edit, and imports again."""
    with archive.databases.temporary(archive.empty) as database:
        edited = Child(database, work_while_the_clock_goes_back).result()["answer"]
        assert edited == ["手工改过的题名", "手工改过的题名", "finished"], edited
        archive.whole(database)


def work_while_the_clock_goes_back() -> list[str]:
    from documents.models import Document, ImportRun

    start, looks = datetime(2030, 1, 1, tzinfo=timezone.get_default_timezone()), count()

    def now() -> datetime:
        return start - timedelta(days=next(looks), seconds=CHANCE.randrange(10_000))

    with patch.object(timezone, "now", now):
        run_import(samples())
        document = Document.objects.order_by("public_id").first()
        document.title = "手工改过的题名"
        document.save()
        said = []
        for again in (False, True):
            run_import(samples(), again=again)
            said.append(Document.objects.get(pk=document.pk).title)
        return [*said, ImportRun.objects.order_by("pk").last().status]


TROUBLES = {
    each.__name__: each
    for each in (full_disk, database_gone_and_back, overlapping_imports, two_archivists, clock_going_backwards)
}


def main(name: str) -> None:
    """Make one trouble."""
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        try:
            TROUBLES[name](Troubled(databases))
        finally:
            databases.close()
    print(f"{name}: nothing lost")


if __name__ == "__main__":
    main(sys.argv[1])
