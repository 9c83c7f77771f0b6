"""`manage.py restore FILE`: a backup back into a database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from archive.backups import BackupError, NotEmpty, open_backup, restore


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Fill an empty database from what backup wrote: all of it or nothing. Tables are made first where there are "
        "none, as they were in the release of the backup, and brought up to this one afterwards."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="first remove everything that the database holds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say how many rows came."""
        file: Path = options["file"]
        try:
            with (
                open_backup(file) as (package, manifest),
                tqdm(
                    total=manifest.rows, unit="row", disable=None if options["verbosity"] else True, leave=False
                ) as bar,
            ):
                count = restore(package, manifest, options["replace"], bar.update)
        except NotEmpty as error:
            raise CommandError(f"{error}. Use an empty database, or --replace to lose what is there.") from error
        except (BackupError, DatabaseError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        if options["verbosity"]:
            self.stdout.write(f"{count} rows of {manifest.made}.")
