"""The module that compiles queries for the database that is read."""

from __future__ import annotations

from types import ModuleType

from archive.replicas import connection

from . import postgres, sqlite

_ENGINES = {"sqlite": sqlite, "postgresql": postgres}


def engine() -> ModuleType:
    """The compiler of that database; what each has is the same."""
    return _ENGINES[connection.vendor]
