"""`manage.py load_authorities [FOLDER]`: speakers, works and meetings that every archive needs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.importing.authorities import load_authorities


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Load speakers.json, works.json and meetings.json as authority records. Loaded again, they change only what "
        "changed in the files; what a person has edited, added or removed stands."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures", metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many records changed."""
        try:
            counts = load_authorities(options["folder"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{count} {kind}" for kind, count in counts.items()) + " made or changed.")
