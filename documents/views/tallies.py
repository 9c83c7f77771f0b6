"""Counts of many rows: made for every page while there are few, kept with their age once there are many.

What is kept is told for ten minutes as it is; whoever asks then still gets it, and a thread counts anew. So no reader
waits for a count but the first. Kept in Django's cache: by every worker, or by all together where there is Redis.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Thread
from typing import Generic, TypeVar

from django.core.cache import cache
from django.db import connections
from django.utils import timezone, translation

MANY = 10_000  # rows that are counted for every page: it takes a twentieth of a second
FRESH = timedelta(minutes=10)
FORGOTTEN = 24 * 3600  # seconds after which nobody is told what was counted
PATIENCE = 120  # seconds after which a thread that counts is taken for dead

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Tally(Generic[Found]):
    """What was found by counting; `at` is when, None if just now."""

    found: Found
    at: datetime | None = None


def tally(of: str, count: Callable[[], Found], rows: Callable[[Found], int]) -> Tally[Found]:
    """What `count` finds, or found lately; `of` says of what, `rows` how many rows a finding is about.

    What is found depends on the reader's language, as it holds words to be shown.
    """
    language = translation.get_language() or ""
    key = "tally:" + sha256(f"{language} {of}".encode()).hexdigest()
    kept: Tally[Found] | None = cache.get(key)
    if kept is None or kept.at is None:
        return Tally(_count(key, count, rows))
    if kept.at < timezone.now() - FRESH and cache.add(f"{key}:begun", True, PATIENCE):
        Thread(target=_again, args=(key, language, count, rows), daemon=True).start()
    return kept


def _count(key: str, count: Callable[[], Found], rows: Callable[[Found], int]) -> Found:
    at = timezone.now()
    found = count()
    if rows(found) > MANY:
        cache.set(key, Tally(found, at), FORGOTTEN)
    return found


def _again(key: str, language: str, count: Callable[[], Found], rows: Callable[[Found], int]) -> None:
    """Count in a thread, which has database connections of its own."""
    try:
        with translation.override(language):
            _count(key, count, rows)
    finally:
        cache.delete(f"{key}:begun")
        connections.close_all()
