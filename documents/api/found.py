"""Searching through the API: the same words and fields as on the search page."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from documents.models import SearchText
from documents.search.base import search, snippet
from documents.search.printed import printed
from documents.search.query import Query as Words
from documents.search.query import parse
from documents.search.typed import MAX_CHARACTERS

from . import records
from .answers import anybody
from .collections import UNCHANGED, WRONG
from .pages import paged
from .parameters import MOST
from .records import Json
from .shapes import HitPage

router = Router()
PAGES = {SearchText.Kind.PARAGRAPH: "paragraph", SearchText.Kind.TITLE: "document", SearchText.Kind.NAME: "speaker"}


@router.get("/search", response={200: HitPage, **WRONG}, openapi_extra=UNCHANGED)
def hits(
    request: HttpRequest,
    q: str = Query(
        ...,
        min_length=1,
        max_length=MAX_CHARACTERS,
        description="As typed on the search page.",
        examples=["群众 speaker:石公远"],
    ),
    order: Literal["rank", "date"] = Query("rank", description="Best first, or newest first."),
    limit: int = Query(20, ge=1, le=MOST, description="Hits on a page.", examples=[20]),
    cursor: str | None = Query(None, pattern=r"^[0-9]{1,19}$", description="Taken from `next`.", examples=["20"]),
) -> HttpResponse:
    """Hits in paragraphs, quotations, titles, and names of people and meetings."""
    query = parse(q.replace("\0", " ").strip())
    results = search(query, order, cursor, limit)
    words = printed(results.hits)
    items = [
        _hit(request, text, words[text.kind, text.ref], query)
        for text in results.hits
        if (text.kind, text.ref) in words
    ]
    more: dict[str, Any] = {"total": results.total, "capped": results.capped}
    return anybody(request, paged(request, items, results.after, **more))


def _hit(request: HttpRequest, text: SearchText, words: str, query: Words) -> Json:
    kind = SearchText.Kind(text.kind)
    shown, matches = "", []
    for piece, marked in snippet(words, query.terms).pieces:
        if marked:
            matches.append([len(shown), len(shown) + len(piece)])
        shown += piece
    return {
        "kind": kind.value,
        "id": text.ref,
        "url": records.page_address(request, PAGES.get(kind, kind.value), text.ref),
        "text": shown,
        "matches": matches,
        "speaker": records.named(text.speaker),
        "document": records.named(text.document),
        "date": text.document.date if text.document else "",
    }
