"""`manage.py import_archive FILE`: an export back into an empty archive."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from documents.serializers import BadRecord, NotEmpty, restore


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Fill an empty archive from what export_archive wrote (- reads standard input): all of it or, if a line is "
        "wrong, nothing. Bytes of source files come with the next import_documents of the same files, or with restore."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say how many documents there are now."""
        file: Path = options["file"]
        try:
            with sys.stdin if str(file) == "-" else file.open(encoding="utf-8") as lines:
                count = restore(tqdm(lines, unit="document", disable=None if options["verbosity"] else True))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file}: not UTF-8 at byte {error.start}; nothing was imported.") from error
        except BadRecord as error:
            raise CommandError(f"{file}: {error}; nothing was imported.") from error
        except NotEmpty as error:
            raise CommandError(f"{error}. Use an empty one: a new DATABASE_URL or YANLU_DATA, and migrate.") from error
        if options["verbosity"]:
            self.stdout.write(f"{count} documents.")
