"""Write anew everything that search and “the same words elsewhere” hold of the archive."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from tqdm import tqdm

from documents.models import Document, Meeting, SearchText
from documents.search.base import merge
from documents.search.entries import index_meetings, index_speakers
from documents.search.follow import follow
from people.models import Speaker

CHUNK = 50


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="show no progress")
        parser.add_argument(
            "--merge",
            action="store_true",
            help="write nothing anew, only merge the parts that the index was written in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["merge"]:
            merge()
            self.stdout.write("The index is in one part.")
            return
        documents = list(Document.objects.order_by("pk").values_list("pk", flat=True))
        # In transactions: readers, and whoever kills this, find what was there before or all that is there now.
        with transaction.atomic():
            SearchText.objects.filter(document=None).delete()
            index_speakers(Speaker.objects.prefetch_related("names").iterator(chunk_size=1_000))
            index_meetings(Meeting.objects.iterator(chunk_size=1_000))
        chunks = range(0, len(documents), CHUNK)
        for start in tqdm(chunks, unit_scale=CHUNK, unit=" documents", disable=None if not options["quiet"] else True):
            with transaction.atomic():
                follow(documents=documents[start : start + CHUNK], meetings=[], speakers=[])
        merge()
        self.stdout.write(f"{len(documents)} documents, {SearchText.objects.count()} texts.")
