"""Files into the archive, whole ones only: new, changed, unchanged, or a copy of another."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, transaction

from archive.lib.chinese import fold
from documents.extraction import ENGINE_VERSION
from documents.models import Address, Document, ImportRun, Paragraph, SourceFile
from documents.models.events import written
from documents.models.lock import one_writer

from .build import Linker, Made, make_new, write_rows
from .claims import Claims
from .contents import Content, contents_of
from .naming import Naming
from .reading import Problem, Reading
from .revise import revise_file, undeleted

SAME_FILE = 0.3  # of the paragraphs of the shorter text, that two versions of one file share at least


PATIENCE = 20  # times that a file is tried where the database is locked, each as long as its own time limit
# SQLite: busy, locked; PostgreSQL: could not serialize, deadlock.
PASSING = {5, 6, "40001", "40P01"}
# What is raised where the database itself fails, has no room left or is gone.
FAILURES = (OperationalError, InterfaceError)


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    COPY = "copy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file. `original` is the key of the same bytes for a copy.

    `contents` are the documents that it makes or changes, `newcomers` the names of the speakers who are new with it.
    """

    key: str
    outcome: Outcome
    documents: int = 0
    conflicts: int = 0
    original: str = ""
    problem: Problem | None = None
    contents: tuple[Content, ...] = ()
    newcomers: tuple[str, ...] = ()


class Refused(Exception):
    """A file that must not be taken in as it is; the message says what to do."""


class Store:
    """Writes the readings of one run.

    `again` reads known bytes anew, `replace` takes a file for a new version of its key whatever it says, `dry_run`
    leaves the archive as it was.
    """

    def __init__(
        self, run: ImportRun | None, again: bool = False, replace: bool = False, dry_run: bool = False
    ) -> None:
        self.run, self.again, self.replace, self.dry_run = run, again, replace, dry_run
        self.naming = Naming()
        self.claims = Claims(run)
        self.seen: dict[str, str] = {}  # digest to key, of a dry run, which leaves no trace in the archive
        # Of the transaction that is open: what was made, what of it is to be written, its simple sources, and which
        # keys, bytes and addresses of documents the archive has at all.
        self.documents: list[Document] = []
        self.speakers: list[int] = []
        self.unwritten: list[Made] = []
        self.sources: dict[str, SourceFile] = {}
        self.addresses: set[str] = set()
        self.keys: set[str] = set()
        self.digests: set[str] = set()

    def write_all(self, readings: Sequence[Reading]) -> list[Result]:
        """Write readings in one transaction, so that search and the rest follow once; returns a result for each.

        Where anything is wrong with any of them, each is written for itself. Raises as `write` does.
        """
        if len(readings) == 1 or self.dry_run:
            return [self.write(reading) for reading in readings]
        try:
            return self._write(readings, check_ids=False)
        except Exception:  # one by one, the file that is wrong says so
            return [self.write(reading) for reading in readings]

    def write(self, reading: Reading) -> Result:
        """Write one reading, all of it or nothing; wait where others hold the database.

        Raises one of FAILURES where the database itself fails; any other trouble is the file's.
        """
        for _ in range(PATIENCE):
            try:
                return self._try(reading)
            except OperationalError as error:
                if not will_pass(error):
                    raise
        return self._try(reading)

    def _try(self, reading: Reading) -> Result:
        key = reading.task.key
        try:
            try:
                return self._write([reading], check_ids=False)[0]
            except IntegrityError:
                return self._write([reading], check_ids=True)[0]  # two ids fell together: rarer than once in an archive
        except FAILURES:
            raise
        except Refused as error:
            problem = Problem(key, None, str(error))
        except DatabaseError as error:
            problem = Problem(key, None, f"the database refuses it: {error}".strip())
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(frame.filename).name} line {frame.lineno}"
            problem = Problem(key, place, f"{type(error).__name__}: {error}")
        return Result(key, Outcome.FAILED, problem=problem)

    def _write(self, readings: Sequence[Reading], check_ids: bool) -> list[Result]:
        if all(reading.problem or reading.known for reading in readings):
            return [self._file(reading, check_ids) for reading in readings]
        self.documents, self.speakers, self.unwritten = [], [], []
        kept = False
        try:
            with one_writer():
                self._look_up(readings)
                self._save_sources(readings)
                results = [self._file(reading, check_ids) for reading in readings]
                self._write_rows()
                if self.dry_run:
                    self.seen.update((each.sha256, each.task.key) for each in readings if each.sha256 not in self.seen)
                    transaction.set_rollback(True)
                else:
                    tell(self.documents, self.speakers)
            kept = not self.dry_run
        finally:
            if not kept:
                self.naming.acquaintances.forget()
        return results

    def _look_up(self, readings: Sequence[Reading]) -> None:
        rows = SourceFile.objects.all()
        self.keys = set(rows.filter(key__in=[each.task.key for each in readings]).values_list("key", flat=True))
        self.digests = set(rows.filter(sha256__in=[each.sha256 for each in readings]).values_list("sha256", flat=True))
        documents = [each for reading in readings for each in reading.documents]
        stones = Address.objects.filter(public_id__in=[each.public_id for each in documents])
        self.addresses = set(stones.values_list("public_id", flat=True))
        self.naming.expect(documents)
        self.claims.expect(documents)

    def _save_sources(self, readings: Sequence[Reading]) -> None:
        """Save at once the sources whose keys and bytes are new to the archive and to this transaction."""
        keys = Counter(each.task.key for each in readings)
        digests = Counter(each.sha256 for each in readings)
        new = [
            each
            for each in readings
            if not (each.problem or each.known or each.task.key in self.keys or each.sha256 in self.digests)
            and keys[each.task.key] == digests[each.sha256] == 1
        ]
        sources = SourceFile.objects.bulk_create([source_of(each, self.run) for each in new])
        self.sources = {source.key: source for source in sources}

    def _write_rows(self) -> None:
        """All new documents with their rows at once: a statement a kind, not one a kind and file."""
        write_rows(self.unwritten)
        self.unwritten = []

    def _file(self, reading: Reading, check_ids: bool) -> Result:
        key = reading.task.key
        if reading.problem:
            return Result(key, Outcome.FAILED, problem=reading.problem)
        if reading.known:
            return Result(key, Outcome.UNCHANGED)
        current = None
        if key in self.keys:
            self._write_rows()  # what is known is compared with what is stored
            current = SourceFile.objects.filter(key=key, current=True).defer("data").first()
        same = current is not None and current.sha256 == reading.sha256
        if current and same and self._is_settled(current):
            fill_in_bytes(current, reading)
            return Result(key, Outcome.UNCHANGED)
        if current and not same and not self.replace:
            refuse_another_file(current, reading)
        original = None if current and same and not current.same_as_id else self._original(reading)
        source = self.sources.get(key) or new_version(current, reading, original, self.run)
        self.keys.add(key)
        self.digests.add(reading.sha256)
        rows = [] if original else reading.documents
        stored = list(Document.objects.filter(source__key=key).order_by("part", "pk")) if current else []
        if current and not stored:
            rows = undeleted(rows)
        self.naming.identify(rows, stored)
        self.speakers += [speaker.pk for speaker in self.naming.made]
        contents, newcomers = contents_of(rows), tuple(speaker.name for speaker in self.naming.made)
        linker = Linker(self.naming, self.claims, self.run)
        if stored:
            revised = revise_file(stored, rows, source, linker)
            self.naming.known.clear()  # who and what is not named any more is gone
            self.claims.known.clear()
            self.documents += revised.documents
            changed = not same or revised.changed
            outcome = Outcome.CHANGED if changed else Outcome.UNCHANGED
            same_as = original.key if original else ""
            return Result(key, outcome, len(rows), revised.conflicts, same_as, None, contents, newcomers)
        doubtful = check_ids or not self.addresses.isdisjoint(each.public_id for each in rows)
        made, conflicts = make_new(rows, source, linker, doubtful)
        self.unwritten += made
        self.documents += [each.document for each in made]
        if original or self._seen_before(reading):
            return Result(key, Outcome.COPY, original=original.key if original else self.seen[reading.sha256])
        outcome = Outcome.CHANGED if current else Outcome.NEW
        return Result(key, outcome, len(rows), conflicts, "", None, contents, newcomers)

    def _is_settled(self, current: SourceFile) -> bool:
        """Whether known bytes need no reading: the same engine read them, and what they are a copy of still stands."""
        original = current.same_as
        moved = original is not None and not (original.current and original.sha256 == current.sha256)
        return not self.again and not moved and current.engine_version == ENGINE_VERSION

    def _original(self, reading: Reading) -> SourceFile | None:
        if reading.sha256 not in self.digests:
            return None
        rows = SourceFile.objects.filter(sha256=reading.sha256, current=True, same_as=None)
        return rows.exclude(key=reading.task.key).defer("data").order_by("key").first()

    def _seen_before(self, reading: Reading) -> bool:
        return self.dry_run and self.seen.get(reading.sha256, reading.task.key) != reading.task.key


def will_pass(error: Exception) -> bool:
    """Whether the database only asks to try again, because somebody else is writing."""
    cause = error.__cause__
    return (getattr(cause, "pgcode", None) or getattr(cause, "sqlite_errorcode", None)) in PASSING


def first_failure(error: BaseException) -> BaseException:
    """What the database said first of all that led to this error.

    A server that breaks off says why once; after that, taking back or trying again, that it cannot be reached.
    """
    found, at = error, error.__context__
    while at is not None:
        if isinstance(at, FAILURES) and not will_pass(at):
            found = at
        at = at.__context__
    return found


def tell(documents: list[Document], speakers: list[int]) -> None:
    """Let the search index and whoever else listens know of documents that were written."""
    meetings = sorted({document.meeting_id for document in documents if document.meeting_id})
    keys = [document.pk for document in documents]
    written.send(sender=Document, documents=keys, meetings=meetings, speakers=speakers)


def fill_in_bytes(current: SourceFile, reading: Reading) -> None:
    """Keep the bytes of a file that came into the archive without them, through the interchange format."""
    if not current.size:
        SourceFile.objects.filter(pk=current.pk).update(data=reading.data, size=len(reading.data))


def refuse_another_file(current: SourceFile, reading: Reading) -> None:
    """Raise Refused where a key comes from another folder with other words: a namesake, not a new version."""
    root = reading.task.root
    if not current.root or not root or current.root == root:
        return
    stored = Paragraph.objects.filter(document__source=current).values_list("text", flat=True)
    before = {fold(text) for text in stored} - {""}
    now = {fold(row.said["text"]) for rows in reading.documents for row in rows.paragraphs} - {""}
    shorter = min(len(before), len(now))
    if shorter and len(before & now) / shorter < SAME_FILE:
        raise Refused(
            f"another file of this name was imported from {current.root}. Import with --root set to a folder above "
            "both to keep the two apart, or with --replace to put this one in its place"
        )


def new_version(
    current: SourceFile | None, reading: Reading, original: SourceFile | None, run: ImportRun | None
) -> SourceFile:
    """The row of the bytes just read: the current one if they are its own, else a new version of the key."""
    if current and current.sha256 == reading.sha256:
        current.same_as = original
        current.encoding, current.media_type = reading.encoding, reading.media_type
        current.engine_version = ENGINE_VERSION
        current.save(update_fields=["same_as", "encoding", "media_type", "engine_version"])
        fill_in_bytes(current, reading)
        return current
    if current:
        SourceFile.objects.filter(pk=current.pk).update(current=False)
    source = source_of(reading, run, current.version + 1 if current else 1)
    source.same_as = original
    source.save()
    return source


def source_of(reading: Reading, run: ImportRun | None, version: int = 1) -> SourceFile:
    """The row of a file's bytes, not saved."""
    return SourceFile(
        key=reading.task.key,
        version=version,
        root=reading.task.root[:500],
        sha256=reading.sha256,
        encoding=reading.encoding,
        media_type=reading.media_type,
        size=len(reading.data),
        data=reading.data,
        engine_version=ENGINE_VERSION,
        run=run,
    )
