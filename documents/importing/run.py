"""A run over many files: read by several processes, written one after the other, told of in an `ImportRun`."""

from __future__ import annotations

import os
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from documents.extraction import ENGINE_VERSION
from documents.models import ImportRun, SourceFile

from .gazetteer import stored_gazetteer
from .reading import Problem, Reading, Task, read
from .sources import SourcePath
from .store import FAILURES, Outcome, Result, Store
from .workers import read_all

AT_ONCE = 200  # files looked up in the archive with one query
EVERY = 100  # files after which a run says how far it is
# What is written in one transaction: so many files, or bytes of source, or what was read in so many seconds.
FILES, BYTES, SECONDS = 50, 2_000_000, 0.5


class Run:
    """An import of these files. `counts` and `problems` say what came of it so far.

    `jobs` processes read, or where no number is given the workers behind `BROKER_URL`; `again` reads known bytes anew;
    `replace` takes a file for a new version of its key whatever it says; a `dry_run` leaves the archive as it was.
    """

    def __init__(
        self,
        sources: Sequence[SourcePath],
        *,
        jobs: int | None = 1,
        again: bool = False,
        replace: bool = False,
        dry_run: bool = False,
        user: Any = None,
    ) -> None:
        self.sources, self.again = sources, again
        self.remote = jobs is None and bool(settings.BROKER_URL)
        self.jobs = max(1, min(jobs or cores(), len(sources)))
        self.counts: Counter[str] = Counter(dict.fromkeys(Outcome, 0))
        self.problems: list[Problem] = []
        self.row: ImportRun | None = None
        self.options = {"again": again, "replace": replace, "roots": sorted({each.root for each in sources})}
        self.gazetteer = stored_gazetteer()
        if not dry_run:
            mark_dead_runs()
            self.row = ImportRun.objects.create(
                engine_version=ENGINE_VERSION, options={**self.options, "process": this_process()}, user=user
            )
        self.store = Store(self.row, again=again, replace=replace, dry_run=dry_run)

    def results(self) -> Iterator[Result]:
        """Import file after file, and say what became of each. Stopping half-way leaves whole files only."""
        try:
            for batch in batches(self.readings()):
                for result in self.store.write_all(batch):
                    yield self.take(result)
            yield from self.copies_left_alone()
        except BaseException:
            with suppress(*FAILURES):  # a database that failed takes this neither; the next run writes it down
                self.save(status=ImportRun.Status.STOPPED, finished=timezone.now())
            raise
        status = ImportRun.Status.FAILED if self.problems else ImportRun.Status.FINISHED
        self.save(status=status, finished=timezone.now())

    def readings(self) -> Iterator[Reading]:
        """The files as the engine understands them, in order."""
        if not self.remote:
            return read_all(self.tasks(), self.gazetteer, self.jobs)
        from .remote import read_remotely  # here, because Celery takes a while to load

        return read_remotely(self.tasks(), self.gazetteer, self.jobs)

    def tasks(self) -> Iterator[Task]:
        """The files to read, each with the digest of the bytes that the archive need not read again."""
        for start in range(0, len(self.sources), AT_ONCE):
            some = self.sources[start : start + AT_ONCE]
            known = {} if self.again else settled_digests([each.key for each in some])
            for each in some:
                yield Task(each.key, each.path, each.root, size_of(each.path), known.get(each.key))

    def copies_left_alone(self) -> Iterator[Result]:
        """Copies whose original has changed stand for themselves from now on: they are read from the bytes kept."""
        alone = SourceFile.objects.filter(current=True, same_as__isnull=False).exclude(
            same_as__current=True, same_as__sha256=F("sha256")
        )
        for key, root, data in alone.order_by("key").values_list("key", "root", "data"):
            task = Task(key, Path(key), root, len(data), data=bytes(data))
            yield self.take(self.store.write(read(task, self.gazetteer)))

    def take(self, result: Result) -> Result:
        """Count a result."""
        self.counts[result.outcome] += 1
        self.counts["documents"] += result.documents
        self.counts["conflicts"] += result.conflicts
        if result.problem:
            self.problems.append(result.problem)
        if sum(self.counts[outcome] for outcome in Outcome) % EVERY == 0 or result.problem:
            self.save()
        return result

    def save(self, **fields: Any) -> None:
        """Write down how far the run is."""
        if self.row is not None:
            problems = [{"key": each.key, "place": each.place, "reason": each.reason} for each in self.problems]
            ImportRun.objects.filter(pk=self.row.pk).update(counts=dict(self.counts), problems=problems, **fields)


def batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Readings in the groups that are written together: small enough for memory, early enough to be seen."""
    batch: list[Reading] = []
    size, since = 0, time.monotonic()
    for reading in readings:
        batch.append(reading)
        size += reading.task.size
        if len(batch) >= FILES or size >= BYTES or time.monotonic() - since > SECONDS:
            yield batch
            batch, size, since = [], 0, time.monotonic()
    if batch:
        yield batch


def settled_digests(keys: list[str]) -> dict[str, str]:
    """For each key whose current bytes this engine has read, their digest; a copy's only while its original stands."""
    rows = SourceFile.objects.filter(key__in=keys, current=True, engine_version=ENGINE_VERSION, size__gt=0)
    standing = rows.filter(same_as=None) | rows.filter(same_as__current=True, same_as__sha256=F("sha256"))
    return dict(standing.values_list("key", "sha256"))


def size_of(path: Path) -> int:
    """The size of a file in bytes; 0 where it cannot be told, which reading it will explain."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def this_process() -> list[Any]:
    """What tells this process from any other: the machine's name and the process's number."""
    return [socket.gethostname(), os.getpid()]


def mark_dead_runs() -> None:
    """Runs of this machine that were killed are told as stopped, not as running for ever."""
    for run in ImportRun.objects.filter(status=ImportRun.Status.RUNNING):
        host, number = run.options.get("process", [None, 0])
        if host == socket.gethostname() and not is_alive(number):
            ImportRun.objects.filter(pk=run.pk).update(status=ImportRun.Status.STOPPED, finished=timezone.now())


def is_alive(number: int) -> bool:
    """Whether a process of this number runs on this machine."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
