"""`python -m tests.documents.faults.full_server`: the disk of a PostgreSQL server is full in the middle of an import.

The server is one of our own whose tables and whose log (WAL) lie on two small file systems in memory, which only root
may mount. Where the tables have no room, a statement fails; where the log has none, the server stops altogether (PANIC)
and does not start again before there is room.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.postgres import NOBODY, SETTINGS, Server, free_port, private_server

if TYPE_CHECKING:
    from .troubles import Troubled

ROUNDS = 2
TABLES, LOG = 256, 128  # megabytes
# Commits wait for the log as they do by default; its segments are of one megabyte, not sixteen, and few are kept.
DURABLE = {**SETTINGS, "synchronous_commit": "on", "min_wal_size": "2MB", "max_wal_size": "32MB"}
PATIENCE = 30.0  # seconds until a server has stopped or started


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own at `folder`, for PostgreSQL. Raises PermissionError where it may not be mounted."""
    if os.geteuid():
        raise PermissionError("only root may mount a file system")
    folder.mkdir()
    options = f"size={megabytes}m,uid={NOBODY},gid={NOBODY},mode=0700"
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True)
    if done.returncode:
        raise PermissionError(done.stderr.strip())
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def small_server() -> Iterator[Server]:
    """A running server with little room, in the folders `tables` and `wal` of its home."""
    with private_server() as large, ExitStack() as disks:
        server = replace(large, data="tables", port=free_port(), settings=DURABLE)
        for name, size in (("tables", TABLES), ("wal", LOG)):
            disks.enter_context(small_disk(server.home / name, size))
        server.create(f"--waldir={server.home / 'wal'}", "--wal-segsize=1")
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def full(folder: Path, room: int = 0) -> Iterator[None]:
    """The time in which a file system has no more than `room` bytes left."""
    ballast = folder / "ballast"
    state = os.statvfs(folder)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, state.f_bavail * state.f_frsize - room)
    try:
        yield
    finally:
        ballast.unlink()


def tables_without_room(server: Server, archive: Troubled) -> None:
    """The statement that needs another page fails; the server goes on."""
    from .troubles import CHANCE, Child, command_import

    for _ in range(ROUNDS):
        with archive.databases.temporary(archive.empty) as database:
            archive.databases.run("CHECKPOINT")
            with full(server.home / "tables", CHANCE.randrange(200_000, 1_200_000)):
                said = Child(database, command_import).result()["answer"]
            assert said.startswith("exit 2: The database failed: "), said
            assert "space" in said, said  # No space left on device; Check free disk space
            assert "run again to go on" in said, said
            assert server.started
            archive.goes_on(database)


def log_without_room(server: Server, archive: Troubled) -> None:
    """The server stops with PANIC. Started again where there is room, it holds nothing half and the import goes on."""
    from .troubles import CHANCE, Child, command_import

    for _ in range(ROUNDS):
        with archive.databases.temporary(archive.empty) as database:
            archive.databases.run("CHECKPOINT")
            with full(server.home / "wal"):
                archive.databases.run(USE_UP % CHANCE.randrange(100_000, 900_000))
                said = Child(database, command_import).result()["answer"]
                assert said.startswith("exit 2: The database failed: "), said
                assert "No space left on device" in said or "a full disk stops it" in said, said
                assert "run again to go on" in said, said
                wait_until_stopped(server)
            server.start()
            archive.goes_on(database)


# Segments kept for later are used up one by one, and the last of them but for so many bytes.
USE_UP = """
DO $$ BEGIN
    WHILE EXISTS (
        SELECT FROM pg_ls_waldir()
        WHERE name ~ '^[0-9A-F]{24}$' AND name > pg_walfile_name(pg_current_wal_insert_lsn())
    ) LOOP
        PERFORM pg_logical_emit_message(false, '', '');
        PERFORM pg_switch_wal();
    END LOOP;
    PERFORM pg_logical_emit_message(false, '', repeat(' ', 1048576 - %d));
END $$
"""


def wait_until_stopped(server: Server) -> None:
    """Wait until a server has given up starting again."""
    end = time.monotonic() + PATIENCE
    while server.started:
        assert time.monotonic() < end, "the server still runs"
        time.sleep(0.1)


def main() -> None:
    """Fill the disk of the tables, then that of the log."""
    with small_server() as server, tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = server.url
        from .troubles import Databases, Troubled  # now that the settings find the server

        archive = Troubled(Databases(Path(folder)))
        for trouble in (tables_without_room, log_without_room):
            trouble(server, archive)
            print(f"{trouble.__name__}: nothing lost", flush=True)


if __name__ == "__main__":
    main()
