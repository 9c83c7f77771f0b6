"""`manage.py import_upload TOKEN`: what the desk's import page lets run in a process of its own."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from documents.desk.uploads import Upload, work


class Command(BaseCommand):
    help = "Tries or imports the files of an upload made on the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("token")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work on the upload; the page reads its report."""
        upload = Upload.find(options["token"])
        if upload is None:
            raise CommandError(f"There is no upload {options['token']}.")
        user = get_user_model().objects.filter(pk=upload.report().user or 0).first()
        work(upload, options["dry_run"], user)
