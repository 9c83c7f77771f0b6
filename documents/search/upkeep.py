"""Search keeps in step with what imports write, in the transaction that writes it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from documents.models import Document, Meeting, Quotation
from documents.models.events import written
from people.models import Speaker

from .appearances import index_fingerprints
from .entries import index_documents, index_meetings, index_speakers


@receiver(written)
def on_written(documents: list[int], meetings: list[int], speakers: list[int], **_: Any) -> None:
    """After an import has written documents, meetings or speakers, given by their keys."""
    if documents:
        index_documents(Document.objects.filter(pk__in=documents).select_related("parent"))
        index_fingerprints(Quotation.objects.filter(document__in=documents))
    if meetings:
        index_meetings(Meeting.objects.filter(pk__in=meetings))
    if speakers:
        index_speakers(Speaker.objects.filter(pk__in=speakers).prefetch_related("names"))
