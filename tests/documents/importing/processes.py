"""Archives of their own for tests that start, kill and restart real processes."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[3]


class Archive:
    """An empty archive on the database under test, used through `manage.py` only."""

    def __init__(self, folder: Path, url: str) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {"YANLU_DATA": str(folder), "DATABASE_URL": url, "SECRET_KEY": "of a test", "PYTHONUNBUFFERED": "1"}
        self.environment = {**kept, **own}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """`manage.py` with these arguments, in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def manage(self, *arguments: str, fails: int = 0) -> tuple[str, str]:
        """The output and the errors of a command, which must end with the exit status `fails`."""
        process = self.start(*arguments)
        output, errors = process.communicate(timeout=300)
        assert process.returncode == fails, f"{arguments} ended with {process.returncode}:\n{output}{errors}"
        return output, errors

    def export(self) -> str:
        """The whole archive in the interchange format."""
        return self.manage("export_archive", "--all")[0]

    def documents(self) -> dict[str, dict[str, Any]]:
        """The records of the archive, by the id of the document."""
        return {record["id"]: record for record in map(json.loads, self.export().splitlines())}


class Archives:
    """Makes empty archives: copies of one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = os.environ.get("DATABASE_URL", "")
        self.names: list[str] = []
        if self.server.startswith("postgres"):
            self.connection = psycopg2.connect(self.server)
            self.connection.autocommit = True
        self.template = self.empty()
        self.template.manage("migrate", "-v0")

    def empty_without_tables(self) -> Archive:
        """An archive whose database holds nothing at all."""
        return self.empty(template="")

    def empty(self, template: str | None = None) -> Archive:
        """An archive on a new database: on PostgreSQL a copy of the first one, on SQLite without tables."""
        name = f"archive_{secrets.token_hex(6)}"
        self.names.append(name)
        (self.folder / name).mkdir(parents=True)
        if self.server.startswith("postgres"):
            if template is None:
                template = f"TEMPLATE {self.names[0]}" if len(self.names) > 1 else ""
            self.run(f"CREATE DATABASE {name} {template}")
            return Archive(self.folder / name, urlunsplit(urlsplit(self.server)._replace(path=f"/{name}")))
        return Archive(self.folder / name, f"sqlite:///{self.folder / name / 'archive.sqlite3'}")

    def make(self) -> Archive:
        """A new archive with empty tables."""
        made = self.empty()
        if not self.server.startswith("postgres"):
            with (
                closing(sqlite3.connect(self.folder / self.names[0] / "archive.sqlite3")) as source,
                closing(sqlite3.connect(self.folder / self.names[-1] / "archive.sqlite3")) as target,
            ):
                source.backup(target)
        return made

    def run(self, statement: str) -> None:
        """Let the PostgreSQL server do something."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def close(self) -> None:
        """Remove the databases made on the server."""
        if self.server.startswith("postgres"):
            for name in reversed(self.names):
                self.run(f"DROP DATABASE {name} WITH (FORCE)")
            self.connection.close()
