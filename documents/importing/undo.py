"""A whole run taken back: what it brought goes, what it changed is as the version before says.

Not covered, and told so: what a run changed by reading known bytes again with a newer engine (the older engine is not
there any more), files that a later run has changed since, and rows that a person has worked on, which stand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from documents.models import Conflict, Document, ImportRun, SourceFile
from documents.models.lock import one_writer
from people.models import Record

from .gazetteer import stored_gazetteer
from .reading import Task, read
from .removal import has_kept_rows, remove_document, remove_unnamed, shared_of
from .store import Store

UNDONE = "the import that brought it was undone"


class CannotUndo(Exception):
    """The run cannot be undone; the message says why."""


@dataclass(slots=True)
class Undone:
    """What came of undoing a run: files taken out, files put back, and sentences about what stands."""

    removed: list[str] = field(default_factory=list)
    put_back: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def status(self, run: ImportRun) -> str:
        """What the run is now."""
        if not self.left:
            return ImportRun.Status.UNDONE
        return ImportRun.Status.PARTLY if self.removed or self.put_back else run.status


def undo_run(run: ImportRun) -> Undone:
    """Take back a run in one transaction; what stands is kept as `left` with the run.

    Raises CannotUndo for one that is running or undone already. One undone in part may be taken back further, once
    the later imports that changed its files are taken back.
    """
    if run.status in (ImportRun.Status.RUNNING, ImportRun.Status.UNDONE):
        raise CannotUndo(f"import run {run.pk} is {run.status}")
    with one_writer():
        undone = Undo(run).undo()
        Conflict.objects.filter(run=run, resolution="").delete()
        ImportRun.objects.filter(pk=run.pk).update(status=undone.status(run), left=undone.left)
    return undone


class Undo:
    """The undoing of one run."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.store = Store(run, again=True, replace=True)
        self.gazetteer = stored_gazetteer()
        self.undone = Undone()

    def undo(self) -> Undone:
        """Take back every file, copies before their originals."""
        sources = list(SourceFile.objects.filter(run=self.run).defer("data").order_by("key"))
        for source in sorted(sources, key=lambda each: each.same_as_id is None):
            if not source.current:
                self.undone.left.append(f"changed by a later import: {source.key}")
            elif source.version > 1:
                self.put_back(source)
            else:
                self.take_out(source)
        if self.run.options.get("again"):
            self.undone.left.append("what the run changed by reading known bytes again")
        return self.undone

    def take_out(self, source: SourceFile) -> None:
        """Remove a file that the run brought, with its documents; copies of it stand for themselves then."""
        documents = list(Document.objects.filter(source__key=source.key).order_by("-part"))
        if any(has_kept_rows(document) for document in documents):
            self.undone.left.append(f"a person has worked on it: {source.key}")
            return
        before: dict[type[Record], set[int]] = defaultdict(set)
        for document in documents:
            for model, keys in shared_of(document).items():
                before[model] |= keys
        copies = list(SourceFile.objects.filter(same_as=source, current=True))
        for document in documents:
            remove_document(document, source.key, UNDONE, self.run)
        source.delete()
        for copy in copies:
            self.read_kept_bytes(copy)
        remove_unnamed(before)
        self.undone.removed.append(source.key)

    def put_back(self, source: SourceFile) -> None:
        """Read the version before anew, in place of the one that the run brought."""
        previous = SourceFile.objects.filter(key=source.key, version__lt=source.version).order_by("version").last()
        if previous is None or not previous.size:
            self.undone.left.append(f"the archive has no bytes of the version before: {source.key}")
            return
        SourceFile.objects.filter(pk=source.pk).update(current=False)
        SourceFile.objects.filter(pk=previous.pk).update(current=True)
        self.read_kept_bytes(previous)
        if not Document.objects.filter(source=source).exists():
            source.delete()
        self.undone.put_back.append(source.key)

    def read_kept_bytes(self, source: SourceFile) -> None:
        """Bring the archive in line with the bytes that it keeps of a file."""
        data = bytes(source.data)
        task = Task(source.key, Path(source.key), source.root, len(data), data=data)
        result = self.store.write(read(task, self.gazetteer))
        if result.problem:
            raise CannotUndo(str(result.problem))
