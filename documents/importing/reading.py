"""One file through the readers and the engine: its rows, or the problem that it has. No Django here."""

from __future__ import annotations

import signal
import threading
import traceback
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from documents.extraction.pipeline import extract
from documents.readers import MAX_BYTES, SourceError, read_bytes, read_source
from people.names import Gazetteer

from .rows import DocumentRows, rows_of

LONGEST_KEY = 500
SECONDS = 60  # of the processor that any file may take, and for every
BYTES_A_SECOND = 100_000  # bytes one more; the engine reads fifteen times as many


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. `known` is the digest of the bytes that need no reading.

    `data` is given where the archive's own copy of the bytes is read again; such a task is not for other processes.
    """

    key: str
    path: Path
    root: str = ""
    size: int = 0
    known: str | None = None
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file was not imported: `place` is a line, a byte or a line of code, `reason` a sentence."""

    key: str
    place: str | None
    reason: str

    def __str__(self) -> str:
        return f"{self.key}, {self.place}: {self.reason}" if self.place else f"{self.key}: {self.reason}"


@dataclass(slots=True)
class Reading:
    """What came of a task: the source and its rows, or a problem, or nothing because the bytes are `known`."""

    task: Task
    sha256: str = ""
    data: bytes = b""
    encoding: str = ""
    media_type: str = ""
    documents: list[DocumentRows] = field(default_factory=list)
    problem: Problem | None = None
    known: bool = False


def read(task: Task, gazetteer: Gazetteer) -> Reading:
    """Read and understand one file; whatever goes wrong with it comes back as a problem."""
    try:
        with time_limit(seconds_for(task)):
            return _read(task, gazetteer)
    except SourceError as error:
        return failed(task, error.place, error.reason)
    except TimeoutError:
        return failed(task, None, f"reading it took longer than {seconds_for(task)} seconds")
    except OSError as error:
        return failed(task, None, error.strerror or str(error))
    except MemoryError:
        return failed(task, None, "reading it took more memory than one file may")
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return failed(task, f"{Path(frame.filename).name} line {frame.lineno}", f"{type(error).__name__}: {error}")


def _read(task: Task, gazetteer: Gazetteer) -> Reading:
    if not is_text(task.key) or len(task.key) > LONGEST_KEY:
        raise SourceError(task.key, None, "the file's name is no text, or too long")
    if task.data is None and task.path.stat().st_size > MAX_BYTES:
        read_source(task.path, Path(task.root))  # which says so
    data = task.path.read_bytes() if task.data is None else task.data
    digest = sha256(data).hexdigest()
    if digest == task.known:
        return Reading(task, digest, known=True)
    source = read_bytes(task.key, data)
    documents = [rows_of(task.key, document) for document in extract(source, gazetteer)]
    return Reading(task, digest, data, source.encoding, source.media_type, documents)


def failed(task: Task, place: str | None, reason: str) -> Reading:
    """The reading of a file that cannot be imported."""
    key = task.key if is_text(task.key) else ascii(task.key)
    return Reading(task, problem=Problem(key, place, reason))


def is_text(name: str) -> bool:
    """Whether a file name can be written down: Linux allows any bytes, which Python shows as lone surrogates."""
    return not any(unicodedata.category(character) in ("Cc", "Cs") for character in name)


def seconds_for(task: Task) -> int:
    """How many seconds of the processor a file may take, by its size."""
    return SECONDS + task.size // BYTES_A_SECOND


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in the block after so many seconds of the processor, so that a busy machine fails no file.

    Only where signals can be had: in the main thread of a process.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
