"""`manage.py read_sheet TOKEN`: what the desk lets run in a process of its own for a long spreadsheet."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from documents.desk.sheet_jobs import SheetJob


class Command(BaseCommand):
    help = "Reads, or with --write saves, a long spreadsheet that was put in on the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("token")
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work on the job; the page reads its report."""
        job = SheetJob.find(options["token"])
        if job is None:
            raise CommandError(f"There is no spreadsheet {options['token']}.")
        user = get_user_model().objects.filter(pk=job.report().user or 0).first()
        job.work(options["write"], user)
