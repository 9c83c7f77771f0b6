"""Looks over the whole archive: made for every page while it is small, kept with their age once it is large.

A large archive is looked over by a process of its own when somebody asks for what is older than `KEPT`; until that has
found something new, the old is told with its age. So no page waits for a look but the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from documents.models import Document, Mention, Quotation, Remark, Survey
from people.models import Speaker

from .processes import start

LARGE = 10_000  # rows of one kind: as far as the desk counts, and what a look takes a twentieth of a second for
KEPT = timedelta(minutes=10)
PATIENCE = timedelta(minutes=5)  # a process that looks for longer is taken for dead

Look = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look found, as JSON; `at` is when it looked, None if it did so just now."""

    found: Any
    at: datetime | None = None


def findings(of: str, look: Look) -> Findings:
    """What `look` finds, or has found lately where looking takes long."""
    if not is_large():
        return Findings(look())
    kept = Survey.objects.filter(of=of).first() or take(of, look)
    if kept.at < timezone.now() - KEPT:
        look_again(kept)
    return Findings(kept.found, kept.at)


def take(of: str, look: Look) -> Survey:
    """Look now and keep what is found; what changes while we look counts as changed since."""
    values = {"at": timezone.now(), "found": look(), "begun": None}
    return Survey.objects.update_or_create(of=of, defaults=values)[0]


def look_again(kept: Survey) -> None:
    """Let a process look, unless one does."""
    now = timezone.now()
    idle = Survey.objects.filter(pk=kept.pk).filter(Q(begun=None) | Q(begun__lt=now - PATIENCE))
    if idle.update(begun=now):
        start("survey_archive", kept.of)


def is_large() -> bool:
    """Whether anything that is looked over has more rows than can be looked over for every page."""
    tables = [model._meta.db_table for model in (Quotation, Mention, Remark, Speaker, Document)]
    beyond = " OR ".join(f"EXISTS (SELECT 1 FROM {table} LIMIT 1 OFFSET %s)" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {beyond}", [LARGE] * len(tables))
        return bool(cursor.fetchone()[0])
