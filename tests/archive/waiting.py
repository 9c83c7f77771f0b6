"""Waiting for what other processes do."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST = 60  # seconds until what is waited for must have come


def until(come: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + LONGEST
    while not come():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
