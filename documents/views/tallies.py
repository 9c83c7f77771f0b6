"""What is counted of many rows: for every page while there are few, kept with its age once there are many.

Many rows are counted by a thread, for which a page waits a second at most: it says then that it has no counts yet.
What is kept is told for ten minutes as it is; whoever asks later still gets it, and a thread counts anew. It is kept in
Django's cache: by every worker, or by all together where there is Redis.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Thread
from typing import Generic, TypeVar

from django.core.cache import cache
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone, translation

MANY = 2_000  # rows that are counted for every page: it takes a twentieth of a second
FRESH = timedelta(minutes=10)
FORGOTTEN = 24 * 3600  # seconds after which nobody is told what was counted
PATIENCE = 600  # seconds after which a thread that counts is taken for dead
THREAD = "tally"
WAIT = 1.0  # seconds that a page waits for what was never counted

Found = TypeVar("Found")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tally(Generic[Found]):
    """What was found by counting, None where that still goes on; `at` is when, None if just now."""

    found: Found | None
    at: datetime | None = None


def number_of(rows: QuerySet) -> int:
    """How many rows there are; of many, one more than `MANY`."""
    return rows.order_by().values("pk")[: MANY + 1].count()


def tally(of: str, number: Callable[[], int], count: Callable[[], Found]) -> Tally[Found]:
    """What `count` finds among a `number` of rows, or found lately; `of` says of what, whatever the language is."""
    language = translation.get_language() or ""
    key = "tally:" + sha256(f"{language} {of}".encode()).hexdigest()
    kept: Tally[Found] | None = cache.get(key)
    if kept is None and number() <= MANY:
        return Tally(count())
    if kept is None or kept.at is None or kept.at < timezone.now() - FRESH:
        thread = _begin(key, language, count)
        if kept is None and thread:
            thread.join(WAIT)
            kept = cache.get(key)
    return kept or Tally(None)


def _begin(key: str, language: str, count: Callable[[], object]) -> Thread | None:
    """Count in a thread, unless one does."""
    if not cache.add(f"{key}:begun", True, PATIENCE):
        return None
    thread = Thread(target=_count, args=(key, language, count), name=THREAD, daemon=True)
    thread.start()
    return thread


def _count(key: str, language: str, count: Callable[[], object]) -> None:
    """Count and keep, on database connections of the thread's own."""
    try:
        at = timezone.now()
        with translation.override(language):
            cache.set(key, Tally(count(), at), FORGOTTEN)
    except Exception:
        _log.exception("counting failed")
    finally:
        cache.delete(f"{key}:begun")
        connections.close_all()
