"""Archives on which things are done by processes that may be killed at any moment.

A trial is a forked process: the archive's code is loaded once, and each process connects to a database of its own.
This module is for processes that have not connected to any database themselves.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

Work = Callable[[], Any]


class Databases:
    """Databases for trials, on the server of DATABASE_URL or as SQLite files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = os.environ.get("DATABASE_URL", "")
        self.names: list[str] = []
        self.on_server = self.url.startswith("postgres")

    def new(self, base: str | None = None) -> str:
        """The name of a new database: empty, or a copy of another that nobody is connected to."""
        name = f"trial_{secrets.token_hex(6)}"
        if self.on_server:
            self.run(f"CREATE DATABASE {name} {f'TEMPLATE {base}' if base else ''}")
        else:
            name = str(self.folder / f"{name}.sqlite3")
            with closing(sqlite3.connect(name)) as target:
                if base:
                    with closing(sqlite3.connect(base)) as source:
                        source.backup(target)
        self.names.append(name)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.names.remove(name)
        if self.on_server:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        else:
            for path in self.folder.glob(f"{Path(name).name}*"):
                path.unlink()

    def run(self, statement: str) -> None:
        with closing(psycopg2.connect(self.url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def disconnect_all(self, name: str) -> None:
        """End every connection to a database on the server, as a restart of it would."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    @contextmanager
    def temporary(self, base: str | None = None) -> Iterator[str]:
        name = self.new(base)
        try:
            yield name
        finally:
            self.drop(name)

    def close(self) -> None:
        for name in reversed(list(self.names)):
            self.drop(name)


class Child:
    """A process that does some work on a database, and says what came of it as JSON."""

    def __init__(self, database: str, work: Work, die_at: int = 0) -> None:
        self.ends, theirs = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.ends)
            os.setsid()
            self._work(database, work, die_at, theirs)
        os.close(theirs)

    def _work(self, database: str, work: Work, die_at: int, pipe: int) -> None:
        status = 1
        try:
            answer = {"said": in_database(database, work, die_at)}
            status = 0
        except BaseException as error:
            answer = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
        with os.fdopen(pipe, "w", encoding="utf-8") as out:
            json.dump(answer, out)
        os._exit(status)

    def kill(self) -> None:
        """kill -9; nothing happens to a process that has ended."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> dict[str, Any] | None:
        """What the process said, `{"said": …}` or `{"error": …}`; None if it was killed before it could."""
        with os.fdopen(self.ends, encoding="utf-8") as answer:
            text = answer.read()
        os.waitpid(self.pid, 0)
        return json.loads(text) if text else None

    def result(self) -> Any:
        """What the work returned; raises RuntimeError if it failed."""
        answer = self.wait()
        if answer is None or "error" in answer:
            raise RuntimeError(answer["trace"] if answer else "the process was killed")
        return answer["said"]


def in_database(database: str, work: Work, die_at: int = 0) -> Any:
    """Do some work in this process on the database of this name; killed at step `die_at`, if that comes.

    Steps are before and after every statement and every commit. The answer is the work's, with the steps it took.
    """
    from django.db import connection, connections

    connections.settings["default"]["NAME"] = database
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(execute: Any, *args: Any) -> Any:
        step()
        try:
            return execute(*args)
        finally:
            step()

    commit = connection._commit

    def committing() -> None:
        step()
        commit()
        step()

    connection._commit = committing  # type: ignore[method-assign]
    with connection.execute_wrapper(around):
        answer = work()
    connection.close()
    return {"answer": answer, "steps": steps}


def seconds_of(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long something takes, and what it returns."""
    started = time.monotonic()
    answer = work()
    return time.monotonic() - started, answer
