"""What the search box offers while one types, as JSON for `suggest.js`; without it the box is a plain search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from archive.lib.edtf import without_zeros
from documents.search.base import COUNT_CAP, count
from documents.search.query import parse
from documents.search.suggest import LONGEST, suggest
from people.models import Record

from .dates import edtf_text
from .records import title_of

NOTE = 40  # characters


def suggestions(request: HttpRequest) -> JsonResponse:
    """Whatever is named like `q`, and how many texts hold its words; each with its page."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    response = JsonResponse({"suggestions": list(_offered(typed)) if typed else []})
    response["Cache-Control"] = "max-age=60"
    response["X-Robots-Tag"] = "noindex"
    return response


def _offered(typed: str) -> Iterator[dict[str, Any]]:
    found = suggest(typed)
    for speaker in found.speakers:
        years = [without_zeros(date[:4]) for date in (speaker.birth, speaker.death)]
        lived = "–".join(years) if any(years) else ""
        yield _line(pgettext("suggested", "person"), speaker.name, lived or speaker.note, "speaker", speaker)
    for meeting in found.meetings:
        yield _line(pgettext("suggested", "meeting"), meeting.name, edtf_text(meeting.date), "meeting", meeting)
    for work in found.works:
        yield _line(pgettext("suggested", "work"), f"《{work.title}》", edtf_text(work.date), "work", work)
    for publication in found.publications:
        note = publication.publisher or publication.year
        yield _line(pgettext("suggested", "publication"), publication.title, note, "publication", publication)
    for document in found.documents:
        title, date = title_of(document), edtf_text(document.date)
        yield _line(pgettext("suggested", "document"), title, date, "document", document)
    if hits := count(parse(typed)):
        number = min(hits, COUNT_CAP)
        note = _("more than %(n)s hits") if hits > COUNT_CAP else ngettext("%(n)s hit", "%(n)s hits", number)
        url = reverse("documents:search", query={"q": typed})
        yield {"kind": pgettext("suggested", "words"), "text": typed, "note": note % {"n": number}, "url": url}


def _line(kind: str, text: str, note: str, name: str, record: Record) -> dict[str, str]:
    url = reverse(f"documents:{name}", args=[record.public_id or text.strip("《》")])  # a work may be but a title
    return {"kind": kind, "text": text, "note": Truncator(note).chars(NOTE), "url": url}
