"""`manage.py backup FILE`: everything that the database holds, in one file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from archive.backups import BackupError, open_backup, write_backup
from archive.backups.reading import check
from documents.models.lock import snapshot


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Write a backup of the whole archive: records, bytes of sources, history, conflicts, accounts. It shows one "
        "moment and keeps nobody from working; the same file fills either database. The secret key is not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; read FILE through and say if it is sound"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the backup, or check one, and say how many rows it has."""
        file: Path = options["file"]
        quiet = None if options["verbosity"] else True
        try:
            if options["check"]:
                with open_backup(file) as (package, manifest):
                    count = check(package, manifest)
                    done = f"is sound: {count} rows of {manifest.made}"
            else:
                with tqdm(unit="row", disable=quiet, leave=False) as bar, snapshot():
                    count = write_backup(file, bar.update)
                done = f"has {count} rows"
        except (BackupError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        if options["verbosity"]:
            self.stdout.write(f"{file} {done}.")
