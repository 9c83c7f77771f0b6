"""`manage.py survey_archive`: look over the archive for unresolved names and duplicates, as the desk asks for it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from documents.desk.duplicates import seek
from documents.desk.names import count_names
from documents.desk.surveys import take
from documents.models import Survey

LOOKS = {Survey.Of.NAMES: count_names, Survey.Of.DUPLICATES: seek}


class Command(BaseCommand):
    help = "Looks over the whole archive for unresolved names and suspected duplicates, and keeps what it finds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("of", nargs="?", choices=[*LOOKS], help="what to look for (both)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and keep what is found for the desk."""
        for of in [options["of"]] if options["of"] else LOOKS:
            take(of, LOOKS[of])
