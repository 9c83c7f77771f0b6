"""Files read by workers on other machines, through a message broker (`BROKER_URL`: Redis or RabbitMQ).

Celery carries each file's bytes to a worker and its rows back; the archive is written by the one process that asked.
Nothing depends on a worker: a file whose answer does not come in time is read here.

    celery --app documents.importing.remote worker
"""

from __future__ import annotations

import logging
import os
import resource
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from celery import Celery
from celery.exceptions import TimeoutError, WorkerLostError
from celery.result import AsyncResult
from celery.signals import worker_process_init
from django.conf import settings
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from people.names import Gazetteer

from .reading import BYTES_A_SECOND, Problem, Reading, Task, failed, is_text, read, seconds_for
from .rows import DocumentRows, Row
from .workers import BYTES_AHEAD, MEMORY, SLOWLY, read_all, weight

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

AHEAD = 200  # files sent and not yet written
PATIENCE = settings.BROKER_PATIENCE  # seconds that a file's answer is waited for, and for every BYTES_A_SECOND one more
ROWS = ("paragraphs", "remarks", "quotations", "contributions", "participations", "mentions")
GONE = (OperationalError, RedisError, OSError)  # what a broker that is not there raises
log = logging.getLogger(__name__)

app = Celery("yanlu", broker=settings.BROKER_URL)
app.conf.update(
    result_backend=settings.BROKER_URL if settings.BROKER_URL.startswith("redis") else "rpc://",
    result_expires=3600,
    task_acks_late=True,  # a file is another worker's if its own goes
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": 600, "socket_timeout": 30},
    task_compression="zlib",
)


class Outdated(Exception):
    """The names that the archive knows are no longer those with which the run began."""


class NobodyAnswers(Exception):
    """There is no broker, or no worker that answers."""


@worker_process_init.connect
def set_up(**_: Any) -> None:
    """What a worker process needs before its first file."""
    import django

    django.setup()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


@app.task(name="read")
def read_sent(key: str, root: str, data: str, names: str) -> dict[str, Any]:
    """Read one file in a worker. `names` is the digest of the gazetteer to read it with."""
    content = b64decode(data)
    task = Task(key, Path(key), root, len(content), data=content)
    return packed(read(task, gazetteer_of(names)))


@lru_cache(maxsize=2)
def gazetteer_of(names: str) -> Gazetteer:
    """The gazetteer of this digest; raises Outdated where the archive has another by now."""
    from .gazetteer import stored_gazetteer

    gazetteer = stored_gazetteer()
    if digest(gazetteer) != names:
        raise Outdated
    return gazetteer


def digest(gazetteer: Gazetteer) -> str:
    """What tells a gazetteer from another."""
    return sha256(repr(gazetteer).encode()).hexdigest()


def read_remotely(tasks: Iterable[Task], gazetteer: Gazetteer, jobs: int) -> Iterator[Reading]:
    """The readings of all tasks in their order, by whatever workers there are; if none answers, by `jobs` processes."""
    left = iter(tasks)
    ahead = Ahead(gazetteer)
    try:
        for task in left:
            ahead.send(task)
            while ahead.is_full:
                yield ahead.answer()
        while ahead.sent:
            yield ahead.answer()
    except NobodyAnswers as error:
        log.warning("No worker answers, files are read here: %s", error)
        yield from read_all(chain((each.task for each in ahead.sent), left), gazetteer, jobs)


@dataclass(slots=True)
class Sent:
    """A file on its way: its bytes, and where its answer will be; neither where it must be read here."""

    task: Task
    data: bytes = b""
    result: AsyncResult | None = None


class Ahead:
    """The files sent and not yet written, oldest first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer, self.names = gazetteer, digest(gazetteer)
        self.sent: deque[Sent] = deque()
        self.bytes = 0

    @property
    def is_full(self) -> bool:
        """Whether an answer must be taken before another file is sent."""
        return len(self.sent) > AHEAD or (self.bytes > BYTES_AHEAD and len(self.sent) > 1)

    def send(self, task: Task) -> None:
        """Send a file to whichever worker is free. What is too large, unreadable or known needs none."""
        self.sent.append(Sent(task))
        self.bytes += weight(task)
        if task.size > BYTES_AHEAD or not is_text(task.key):
            return
        with suppress(OSError):
            data = task.path.read_bytes()
            if sha256(data).hexdigest() != task.known:
                self.sent[-1] = Sent(task, data, self._ask(task, data))

    def _ask(self, task: Task, data: bytes) -> AsyncResult:
        content = b64encode(data).decode("ascii")
        limit = SLOWLY * seconds_for(task)
        try:
            return read_sent.apply_async((task.key, task.root, content, self.names), time_limit=limit, retry=False)
        except GONE as error:
            raise NobodyAnswers(error) from error

    def answer(self) -> Reading:
        """The reading of the oldest file; raises NobodyAnswers, with the file still here, if no worker does."""
        oldest = self.sent[0]
        reading = self._take(oldest) or read_apart(oldest.task, self.gazetteer)
        self.sent.popleft()
        self.bytes -= weight(oldest.task)
        return reading

    def _take(self, oldest: Sent) -> Reading | None:
        """The answer of a worker, None where the file must be read here."""
        task, result = oldest.task, oldest.result
        if result is None:
            return None
        try:
            return unpacked(task, oldest.data, result.get(PATIENCE + task.size // BYTES_A_SECOND))
        except TimeoutError:
            if not any(each.result.ready() for each in self.sent if each.result):
                raise NobodyAnswers(f"nothing heard of {task.key}") from None
        except WorkerLostError:
            return failed(task, None, "the process that read it died")
        except GONE as error:
            raise NobodyAnswers(error) from error
        except Exception as error:  # names that have changed, a limit: its own processes will say what is wrong
            log.info("%s is read here: %r", task.key, error)
        finally:
            with suppress(*GONE):
                result.forget()
        return None


def read_apart(task: Task, gazetteer: Gazetteer) -> Reading:
    """Read one file by a process of its own, which it may take with it."""
    return next(read_all([task], gazetteer, 2))


def packed(reading: Reading) -> dict[str, Any]:
    """A reading as JSON carries it. Who asked for it has its task and its bytes."""
    return {
        "sha256": reading.sha256,
        "encoding": reading.encoding,
        "media_type": reading.media_type,
        "documents": [asdict(each) for each in reading.documents],
        "problem": asdict(reading.problem) if reading.problem else None,
    }


def unpacked(task: Task, data: bytes, plain: dict[str, Any]) -> Reading:
    """The reading that a worker sent, of a file with these bytes.

    >>> reading = Reading(Task("a.txt", Path("a.txt")), problem=Problem("a.txt", "line 1", "no text"))
    >>> unpacked(reading.task, b"", packed(reading)) == reading
    True
    """
    documents = [
        DocumentRows(**{**each, **{name: [Row(**row) for row in each[name]] for name in ROWS}})
        for each in plain["documents"]
    ]
    problem = Problem(**plain["problem"]) if plain["problem"] else None
    read_with = {name: plain[name] for name in ("sha256", "encoding", "media_type")}
    return Reading(task, data=b"" if problem else data, documents=documents, problem=problem, **read_with)
