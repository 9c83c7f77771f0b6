"""What waits on the desk, how much is done, and what was done last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet

from documents.models import Act, Conflict, Document, ImportRun, Quotation, SourceFile

from .duplicates import suspicion
from .names import queue
from .proposals import waiting as proposals_waiting
from .review import Queue
from .suspects import waiting as suspects_waiting

CAP = 10_000
RUNS_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Count:
    """How many; `more` if counting stopped there, `at` when they were counted if not just now."""

    number: int
    more: bool = False
    at: datetime | None = None

    def __str__(self) -> str:
        return f"{self.number:,}+" if self.more else f"{self.number:,}"


def counted(rows: QuerySet) -> Count:
    """The number of rows, counted to a cap."""
    number = rows.order_by()[: CAP + 1].count()
    return Count(min(number, CAP), number > CAP)


def quotations(queue: Queue) -> Count:
    """How many quotations wait in a queue."""
    return counted(queue.waiting())


def names() -> Count:
    """How many names are tied to nobody."""
    waiting = queue()
    return Count(len(waiting.names), waiting.more, waiting.at)


def duplicates() -> Count:
    """How many pairs of records may be one."""
    suspected = suspicion()
    return Count(len(suspected.pairs), suspected.more, suspected.at)


def conflicts() -> Count:
    """How many conflicts are open."""
    return counted(Conflict.objects.filter(resolution=""))


def documents_with_problems() -> Count:
    """How many documents the import had something to say about."""
    return counted(Document.objects.exclude(problems=[]))


def proposals() -> Count:
    """How many proposals nobody has decided on."""
    return counted(proposals_waiting())


def suspects() -> Count:
    """How many texts look damaged."""
    return counted(suspects_waiting())


def failed_files() -> list[dict[str, Any]]:
    """The files that failed in the last runs, were not imported since nor left, each with the run, place and reason."""
    found: dict[str, dict[str, Any]] = {}
    for run in ImportRun.objects.order_by("-started").exclude(problems=[])[:RUNS_LOOKED_AT]:
        for problem in run.problems:
            found.setdefault(problem["key"], {**problem, "run": run})
    since = SourceFile.objects.filter(key__in=found, current=True).values_list("key", "run__started")
    imported = {key: started for key, started in since if started}
    waiting = (each for each in found.values() if not each.get("left"))
    return [each for each in waiting if imported.get(each["key"], each["run"].started) <= each["run"].started]


def leave_failed(key: str) -> None:
    """Wait no longer for a file that failed; it waits again if it fails again. The runs still tell of it."""
    for run in ImportRun.objects.order_by("-started").exclude(problems=[])[:RUNS_LOOKED_AT]:
        if any(problem["key"] == key for problem in run.problems):
            problems = [{**problem, "left": True} if problem["key"] == key else problem for problem in run.problems]
            ImportRun.objects.filter(pk=run.pk).update(problems=problems)


def reviewed() -> dict[str, Count]:
    """How many quotations were decided on, by status."""
    status = Quotation.Status
    decided = (status.CONFIRMED, status.CORRECTED, status.REJECTED)
    return {each: counted(Quotation.objects.filter(status=each)) for each in decided}


def recent_runs(number: int = 5) -> list[ImportRun]:
    """The last imports."""
    return list(ImportRun.objects.select_related("user").order_by("-started")[:number])


def recent_acts(user: Any, number: int = 8) -> list[Act]:
    """The last decisions of a person."""
    return list(Act.objects.filter(user=user).defer("changes")[:number])


def recent_entries(user: Any, number: int = 8) -> list[LogEntry]:
    """The last records a person saved in a form."""
    return list(LogEntry.objects.filter(user=user).select_related("content_type")[:number])
