"""Where the two databases differ about transactions and order: one writer at a time, one moment to read from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

WRITER = 0x79616E6C75  # "yanlu"


@contextmanager
def one_writer() -> Iterator[None]:
    """A transaction that no other import's overlaps. SQLite's IMMEDIATE sees to it; PostgreSQL needs a lock.

    PostgreSQL need not wait for the disk at the end: after a crash the last files are as if they had not been tried.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO off")
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
        yield


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction that sees one moment of the archive and keeps nobody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own transactions are IMMEDIATE, which locks writers out
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def code_point_order() -> str:
    """The collation that orders text by code points."""
    return "C" if connection.vendor == "postgresql" else "BINARY"
