"""Readers' pages come from streaming replicas of the PostgreSQL server, where there are any (`REPLICA_URLS`).

Editors read what they wrote: whoever carries a session, and every request that may write, is served by the primary.
So is everybody while no replica answers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from time import monotonic
from typing import Any, cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponseBase

PAUSE = 10  # seconds for which a replica that does not answer is left alone
log = logging.getLogger(__name__)
_reading_from: ContextVar[str] = ContextVar("reading_from", default=DEFAULT_DB_ALIAS)
_turn = count()
_silent_until: dict[str, float] = {}


class ReplicaRouter:
    """Reads go where the request was sent, writes to the primary. Migrations know the primary alone."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        return _reading_from.get()

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class _Connection:
    """The connection that queries without a model read from."""

    def __getattr__(self, name: str) -> Any:
        return getattr(connections[_reading_from.get()], name)


connection = cast(BaseDatabaseWrapper, _Connection())


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Within it, reads go to the database of this alias."""
    token = _reading_from.set(alias)
    try:
        yield
    finally:
        _reading_from.reset(token)


class ReplicaMiddleware:
    """Sends the reads of each request to a replica or to the primary; asks the primary again if a replica is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with reading_from(DEFAULT_DB_ALIAS if may_write(request) else replica()):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A page that was being read when its replica went is read from the primary."""
        alias, found = _reading_from.get(), request.resolver_match
        if alias == DEFAULT_DB_ALIAS or found is None or not isinstance(exception, OperationalError):
            return None
        leave_alone(alias, exception)
        with reading_from(DEFAULT_DB_ALIAS):
            response = found.func(request, *found.args, **found.kwargs)
            return response.render() if hasattr(response, "render") else response


def may_write(request: HttpRequest) -> bool:
    """Whether a request may write, or comes from somebody who does: readers carry no session."""
    return request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES


def replica() -> str:
    """The alias of the next replica that answers, else of the primary."""
    aliases = [alias for alias in connections.settings if alias != DEFAULT_DB_ALIAS]
    start = next(_turn)
    for number in range(len(aliases)):
        alias = aliases[(start + number) % len(aliases)]
        if _silent_until.get(alias, 0) > monotonic():
            continue
        try:
            connections[alias].close_if_health_check_failed()
            connections[alias].ensure_connection()
        except OperationalError as error:
            leave_alone(alias, error)
        else:
            return alias
    return DEFAULT_DB_ALIAS


def leave_alone(alias: str, error: Exception) -> None:
    """Ask a replica nothing for a while."""
    log.warning("%s does not answer, the primary takes its readers for %d seconds: %s", alias, PAUSE, error)
    _silent_until[alias] = monotonic() + PAUSE
    connections[alias].close()
