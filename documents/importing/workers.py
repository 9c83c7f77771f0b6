"""Files read by several processes at once, handed on in the order asked for, in bounded memory. No Django here.

A process that dies or hangs costs the one file it was reading. (concurrent.futures cannot say which file that was.)
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from time import monotonic

from people.names import Gazetteer

from .reading import Reading, Task, failed, read, seconds_for

AHEAD = 32  # files that a process has before it, so that it never waits for the writer, who writes many at once
BYTES_AHEAD = 8_000_000  # of source files read or being read and not yet written; a larger file is read by itself
SLOWLY = 5  # times its processor time that a file may take by the clock until its process is killed
MEMORY = 2**31  # bytes a reading process may use
STARTS = 3  # processes in a row that may die before they have started until the run gives up

_processes = multiprocessing.get_context("spawn")  # not fork: a database connection must not be inherited


class Worker:
    """A process with the files it has been given, oldest first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.pipe, theirs = _processes.Pipe()
        self.process = _processes.Process(target=serve, args=(theirs, gazetteer), daemon=True)
        self.process.start()
        theirs.close()
        self.given: deque[tuple[int, Task]] = deque()
        self.ready = False
        self.since = monotonic()

    def give(self, number: int, task: Task) -> None:
        """Put a file at the end of what the process has before it."""
        if not self.given:
            self.since = monotonic()
        self.given.append((number, task))
        with suppress(OSError):  # a dead process is noticed when its answer is waited for
            self.pipe.send(task)

    def take(self) -> tuple[int, Reading] | None:
        """The answer to the oldest file, None to being started; raises EOFError if the process has died."""
        reading = self.pipe.recv()
        self.since = monotonic()
        if reading is None:
            self.ready = True
            return None
        return self.given.popleft()[0], reading

    @property
    def hangs(self) -> bool:
        """Whether the file being read is long past its time."""
        return bool(self.given) and monotonic() - self.since > SLOWLY * seconds_for(self.given[0][1])

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def serve(pipe: Connection, gazetteer: Gazetteer) -> None:
    """What a worker process does: read each file that is sent, until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the writer, which then stops its workers
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(read(pipe.recv(), gazetteer))


def weight(task: Task) -> int:
    """What a file counts for in memory, in bytes of source; an empty one counts as well."""
    return task.size + 2_000


def read_all(tasks: Iterable[Task], gazetteer: Gazetteer, jobs: int) -> Iterator[Reading]:
    """The readings of all tasks in their order, by `jobs` processes; by this one if it is 1.

    Raises RuntimeError if no such process starts, however often it is tried.
    """
    if jobs == 1:
        for task in tasks:
            yield read(task, gazetteer)
    else:
        yield from Pool(tasks, gazetteer, jobs).readings()


class Pool:
    """The worker processes, what they are reading, and the readings whose turn has not come."""

    def __init__(self, tasks: Iterable[Task], gazetteer: Gazetteer, jobs: int) -> None:
        self.tasks = enumerate(tasks)
        self.following: tuple[int, Task] | None = next(self.tasks, None)
        self.gazetteer = gazetteer
        self.workers = [Worker(gazetteer) for _ in range(jobs)]
        self.done: dict[int, Reading] = {}
        self.bytes = 0
        self.unstarted = 0  # processes in a row that died before they had started

    def readings(self) -> Iterator[Reading]:
        """All readings, in order."""
        turn = 0
        try:
            while True:
                self.hand_out()
                if turn in self.done:
                    reading = self.done.pop(turn)
                    turn += 1
                    self.bytes -= weight(reading.task)
                    self.collect(0)
                    yield reading
                elif any(worker.given for worker in self.workers):
                    self.collect(1)
                else:
                    return
        finally:
            for worker in self.workers:
                worker.stop()

    def hand_out(self) -> None:
        """Give each process files to read, as far as memory allows."""
        while self.following is not None:
            number, task = self.following
            worker = min(self.workers, key=lambda each: len(each.given))
            idle = not self.done and not any(each.given for each in self.workers)
            if len(worker.given) >= AHEAD or (self.bytes + weight(task) > BYTES_AHEAD and not idle):
                return
            worker.give(number, task)
            self.bytes += weight(task)
            self.following = next(self.tasks, None)

    def collect(self, seconds: float) -> None:
        """Take the answers that are there, waiting for one so long; replace processes that died or hang."""
        busy = {worker.pipe: worker for worker in self.workers if worker.given}
        for pipe in wait(list(busy), seconds):
            worker = busy[pipe]  # type: ignore[index]
            try:
                if answer := worker.take():
                    self.done[answer[0]] = answer[1]
                self.unstarted = 0
            except (EOFError, OSError):
                self.replace(worker, "the process that read it died")
        for worker in [each for each in self.workers if each.hangs]:
            self.replace(worker, f"reading it took longer than {SLOWLY * seconds_for(worker.given[0][1])} seconds")

    def replace(self, worker: Worker, reason: str) -> None:
        """A new process in place of one that is lost; the file it was reading has a problem, the others wait on.

        One that was lost before it had started was reading nothing, and costs no file.
        """
        worker.stop()
        code = worker.process.exitcode
        if worker.ready:
            number, task = worker.given.popleft()
            if code not in (None, -signal.SIGKILL) and reason.endswith("died"):
                reason += f" (exit status {code})"
            self.done[number] = failed(task, None, reason)
        else:
            self.unstarted += 1
            if self.unstarted >= STARTS:
                raise RuntimeError(f"a process that reads files does not start (exit status {code})")
        fresh = Worker(self.gazetteer)
        self.workers[self.workers.index(worker)] = fresh
        for number, task in worker.given:
            fresh.give(number, task)
