"""`manage.py undo_import RUN`: a whole import run taken back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.importing.undo import CannotUndo, undo_run
from documents.models import ImportRun


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Take back an import run: the documents it brought are removed, those it changed are read again from the bytes "
        "of the version before. What a person has worked on stands, and so does what a run with --again changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="the number of the run, as the list of runs shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo, and say what was taken back and what was not."""
        try:
            undone = undo_run(ImportRun.objects.get(pk=options["run"]))
        except ImportRun.DoesNotExist as error:
            raise CommandError(f"There is no import run {options['run']}.") from error
        except CannotUndo as error:
            raise CommandError(f"Nothing was undone: {error}.") from error
        if options["verbosity"]:
            self.stdout.write(f"{len(undone.removed)} files removed, {len(undone.put_back)} put back.")
        for sentence in undone.left:
            self.stderr.write(f"Left as it is: {sentence}.")
