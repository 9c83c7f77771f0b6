"""`manage.py export_archive [FILE]`: the archive in the interchange format."""

from __future__ import annotations

import contextlib
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from documents.models import Document
from documents.serializers import Selection, export_lines


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Write documents with everything that hangs on them as JSON Lines, in a stable order: the same archive gives "
        "the same bytes. Rejected quotations and unpublished documents are left out unless --all is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="standard output if there is none")
        parser.add_argument("--document", action="append", default=[], metavar="ID", help="only this one; repeatable")
        parser.add_argument("--all", action="store_true", help="also what was rejected and what is not public")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the export; a file is there as a whole or not at all."""
        selection = Selection(tuple(options["document"]), everything=options["all"])
        known = set(selection.documents().values_list("public_id", flat=True)) if selection.public_ids else set()
        unknown = [each for each in selection.public_ids if each not in known]
        if unknown:
            raise CommandError(f"There is no such document to export: {', '.join(unknown)}.")
        if options["file"] is None:
            with contextlib.suppress(BrokenPipeError):
                for line in export_lines(selection):
                    self.stdout.write(line)
            return
        count = self.write(options["file"], selection, show=options["verbosity"] > 0)
        if options["verbosity"]:
            self.stderr.write(f"{count} documents written to {options['file']}.")

    def write(self, file: Path, selection: Selection, show: bool) -> int:
        """Write to a file beside the wanted one, then put it in its place; returns the number of documents."""
        total = len(selection.public_ids) or Document.objects.count()
        count = 0
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", newline="\n", dir=file.parent, prefix=f".{file.name}.", delete=False
            ) as part:
                lines = tqdm(export_lines(selection), total=total, unit="document", disable=None if show else True)
                for count, line in enumerate(lines, 1):  # noqa: B007 (the last number is the count)
                    part.write(line + "\n")
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
        Path(part.name).chmod(0o644)
        Path(part.name).replace(file)
        return count
