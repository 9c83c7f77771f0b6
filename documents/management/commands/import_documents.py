"""`manage.py import_documents PATH…`: source files into the archive."""

from __future__ import annotations

import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from documents.importing.reading import is_text
from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.importing.store import FAILURES, Outcome, Result, first_failure

NAMED = 3  # files left out that are named
GO_ON = "Every file is in the archive as a whole or not at all; run again to go on."


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Import source files, and the files in folders, into the archive. A file that was imported before and has not "
        "changed is left alone; what an archivist has corrected stays. The exit status is 1 if a file failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--jobs", type=positive, metavar="N", help="processes that read (one a processor)")
        parser.add_argument(
            "--root", type=Path, metavar="DIR", help="folder below which a file's path is its key (each PATH)"
        )
        parser.add_argument("--again", action="store_true", help="read known bytes again")
        parser.add_argument(
            "--replace", action="store_true", help="take another folder's file of the same key for its new version"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what came of it."""
        try:
            sources, left_out = find_sources(options["paths"], options["root"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if not sources:
            raise CommandError("No file here that the archive can read.")
        started = monotonic()
        status = 0
        try:
            run = Run(sources, **{name: options[name] for name in ("jobs", "again", "replace", "dry_run")})
            with interruptible():
                self.follow(run, options["verbosity"])
        except KeyboardInterrupt:
            self.stderr.write(f"Stopped. {GO_ON}")
            status = 130
        except FAILURES as error:
            raise CommandError(f"The database failed: {reason(first_failure(error))}. {GO_ON}", returncode=2) from error
        if options["verbosity"]:
            self.summarize(run, left_out, monotonic() - started, options["dry_run"])
        if status or run.problems:
            sys.exit(status or 1)

    def follow(self, run: Run, verbosity: int) -> None:
        """Go through the run with a progress bar, which is drawn on a terminal only."""
        with tqdm(total=len(run.sources), unit="file", disable=None if verbosity else True, leave=False) as bar:
            for result in run.results():
                bar.update()
                if result.problem:
                    bar.write(str(result.problem), file=sys.stderr)
                elif verbosity > 1 or (verbosity and result.outcome is Outcome.COPY):
                    bar.write(line(result), file=sys.stdout)

    def summarize(self, run: Run, left_out: list[Path], seconds: float, dry_run: bool) -> None:
        """What came of the run, in a few lines."""
        counts = run.counts
        parts = [f"{counts[outcome]} {outcome}" for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)]
        parts += [f"{counts[Outcome.COPY]} copies", f"{counts[Outcome.FAILED]} failed"]
        self.stdout.write(f"{len(run.sources)} files in {seconds:.1f} s: {', '.join(parts)}.")
        self.stdout.write(f"{counts['documents']} documents, {counts['conflicts']} conflicts with edits.")
        if left_out:
            self.stdout.write(f"Left out, being of other kinds: {some(left_out)}.")
        if dry_run:
            self.stdout.write("This was a dry run: the archive is as it was.")
        if run.problems:
            self.stderr.write(f"{len(run.problems)} files failed and left nothing behind.")


def reason(error: BaseException) -> str:
    """What a database that failed says of it, in one line; of a server that is gone, where it says why."""
    said = " ".join(str(error).split()).rstrip(".")
    state = getattr(error.__cause__, "pgcode", None)
    if connection.vendor == "postgresql" and (state is None or state.startswith("57P")):
        said += " (the log of the server says why; a full disk stops it)"
    return said


@contextmanager
def interruptible() -> Iterator[None]:
    """Within it SIGTERM stops as Ctrl-C does, after the file being written has been given up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def line(result: Result) -> str:
    """One line about one file."""
    if result.outcome is Outcome.COPY:
        return f"{result.key}: the same bytes as {result.original}"
    conflicts = f", {result.conflicts} conflicts" if result.conflicts else ""
    return f"{result.key}: {result.outcome}{conflicts}"


def some(paths: list[Path]) -> str:
    """The names of the first few files, and how many more there are.

    >>> some([Path(f"in/{number}.exe") for number in range(5)]), some([Path("a.doc")])
    ('0.exe, 1.exe, 2.exe and 2 more', 'a.doc')
    """
    names = ", ".join(path.name if is_text(path.name) else ascii(path.name) for path in paths[:NAMED])
    return f"{names} and {len(paths) - NAMED} more" if len(paths) > NAMED else names


def positive(text: str) -> int:
    """A whole number from 1 up, for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
