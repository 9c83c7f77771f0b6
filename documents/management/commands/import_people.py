"""`manage.py import_people FILE`: persons in Popolo JSON."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.importing.popolo import import_people
from documents.readers import MAX_BYTES
from people.names.popolo import NotPopolo, read_popolo


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Import the persons of a Popolo JSON file with their other names and offices as authority records: all of them "
        "or, if one is wrong, nobody. Imported again, they follow the file; what stands there from elsewhere stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say how many there were."""
        file: Path = options["file"]
        try:
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(f"{file}: more than {MAX_BYTES:,} bytes")
            counts = import_people(read_popolo(file))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except NotPopolo as error:
            raise CommandError(f"{error}; nobody was imported.") from error
        if options["verbosity"]:
            said = ", ".join(f"{counts[what]} {what}" for what in ("new", "changed", "unchanged"))
            self.stdout.write(f"{counts.total()} persons: {said}.")
