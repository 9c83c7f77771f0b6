"""`manage.py dump_data TARGET`: everything public, in the formats that other programs read."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from documents.serializers.dump import PARTS, Dump
from documents.serializers.packing import package


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Write everything public into a new folder, or a .zip file, for other programs: the interchange format, TEI "
        "(a file a document, and a corpus), CSV tables and what their columns mean. The same archive gives the same "
        "bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, metavar="TARGET", help="a new folder, or a file that ends in .zip")
        parser.add_argument(
            "--only", choices=PARTS, action="append", metavar="PART", help=f"only this ({', '.join(PARTS)}); repeatable"
        )
        parser.add_argument("--site", default="", metavar="URL", help="address of the site, put before those of pages")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how much."""
        target: Path = options["target"]
        dump = Dump(options["site"].rstrip("/"), options["only"] or PARTS)
        try:
            with package(target) as into:
                for name, content in tqdm(dump.files(), unit="file", disable=None if options["verbosity"] else True):
                    into.write(name, content)
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror or error}") from error
        if options["verbosity"]:
            self.stdout.write(f"{dump.count} documents written to {target}.")
