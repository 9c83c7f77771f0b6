"""`manage.py find_suspect_texts`: look over every text of the archive for damage, as imports do for theirs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from documents.desk.suspects import look_over, waiting
from documents.models import Document


class Command(BaseCommand):
    help = "Looks over every text of the archive for damaged characters; imports look over what they bring."

    def handle(self, *args: Any, **options: Any) -> None:
        look_over(Document.objects.order_by("pk").values_list("pk", flat=True))
        self.stdout.write(f"{waiting().count()} texts look damaged.")
