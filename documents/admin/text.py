"""A source as it stands with everything that was read from it marked, and what is to be made of a stretch of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..desk import marking, places
from ..desk.acts import Doing
from ..desk.suggestions import speakers_named
from ..models import Document, Mention, Paragraph, Quotation, SourceFile
from ..readers import SourceError, read_bytes
from .act import report

SHEET = 6_000  # characters of a source on one page
NEEDED = ("documents.change_paragraph", "documents.change_quotation")


def text_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet of a source, the one with character `?at=`; posting makes something of a stretch."""
    source = get_object_or_404(SourceFile, pk=pk)
    context: dict[str, Any] = {"source": source, "documents": list(source.documents.order_by("pk")[:50])}
    try:
        text = read_bytes(source.key, bytes(source.data)).text
    except SourceError as error:
        return _page(request, {**context, "unreadable": error.reason})
    start, end = sheet(text, _number(request.GET.get("at")) or 0)
    if request.method == "POST":
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        try:
            report(None, request, make(request, source, text))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(f"{request.path}?at={_number(request.POST.get('from')) or start}")
    pieces = places.marked(text[start:end], spans(source, start, end))
    context |= {
        "pieces": [(piece, _kind(piece.classes)) for piece in pieces],
        "start": start,
        "end": end,
        "length": len(text),
        "earlier": f"?at={max(start - 1, 0)}" if start else "",
        "later": f"?at={end}" if end < len(text) else "",
        "levels": range(1, 5),
        "may": request.user.has_perms(NEEDED) and source.current,
    }
    return _page(request, context)


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    title = _("Source and what was read from it")
    return render(request, "admin/desk/text.html", {**admin.site.each_context(request), "title": title, **context})


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else None


def _kind(classes: str) -> str:
    """What a piece of the text is, for those who do not see its colour."""
    names = {"q": _("quotation"), "heading": _("heading"), "note": _("note"), "left": _("not in the text")}
    return next((label for name, label in names.items() if name in classes.split()), "")


def sheet(text: str, at: int) -> tuple[int, int]:
    """The stretch of a text that is shown with character `at`: sheets end with lines where lines end.

    >>> sheet("甲乙丙\\n" * 4000, 7000), sheet("甲", 5)
    ((6000, 12000), (0, 1))
    """
    start = 0
    while True:
        end = min(len(text), start + SHEET)
        if end < len(text):
            line = text.rfind("\n", start + SHEET // 2, end)
            end = line + 1 if line > 0 else end
        if at < end or end == len(text):
            return start, end
        start = end


def spans(source: SourceFile, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What was read from a stretch of a source, in offsets from its start; `left` is what no paragraph has."""
    inside = {"source_start__lt": end, "source_end__gt": start}
    covered = start
    rows: Any = Paragraph.objects.filter(document__source=source, **inside).order_by("source_start", "pk")
    for low, high, kind in rows.values_list("source_start", "source_end", "kind"):
        if low > covered:
            yield covered - start, low - start, "left"
        yield low - start, high - start, f"paragraph {kind}"
        covered = max(covered, high)
    if covered < end:
        yield covered - start, end - start, "left"
    quoted: Any = Quotation.objects.filter(document__source=source, **inside)
    for low, high, status in quoted.values_list("source_start", "source_end", "status"):
        yield low - start, high - start, "rejected" if status == Quotation.Status.REJECTED else "q"
    yield from mentions(source, start, end)


def mentions(source: SourceFile, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Persons named, whose places are told within their paragraphs."""
    rows = Mention.objects.filter(
        document__source=source,
        start__isnull=False,
        paragraph__source_start__lt=end,
        paragraph__source_end__gt=start,
    )
    for mention in rows.select_related("paragraph"):
        if mention.paragraph and (
            found := marking.source_stretch(mention.paragraph, mention.start or 0, mention.end or 0)
        ):
            yield found["source_start"] - start, found["source_end"] - start, "mention"


@transaction.atomic
def make(request: HttpRequest, source: SourceFile, text: str) -> Doing:
    """Make what was asked of the stretch from `from` to `to`. Raises ValidationError where that cannot be."""
    start, end = _number(request.POST.get("from")), _number(request.POST.get("to"))
    if start is None or end is None or not start < end <= len(text):
        raise ValidationError(_("Select a stretch of the text first."))
    what, user = request.POST.get("do", ""), request.user
    if what == "recover":
        return marking.recover(source, text, start, end, user)
    found = marking.chosen(source, text, start, end)
    if not found:
        raise ValidationError(_("These words are not in the text; make them a paragraph first."))
    if what == "drop":
        return marking.drop(found, user, everywhere=bool(request.POST.get("everywhere")))
    if what == "quote":
        if len(found) != 1:
            raise ValidationError(_("A quotation must begin and end within its paragraph."))
        speakers, unknown = speakers_named(request.POST.get("speakers", ""))
        if unknown:
            told = {"names": "; ".join(unknown)}
            raise ValidationError(_("No speaker, or several, of the name %(names)s. Choose one of the list.") % told)
        return marking.quote(found[0], user, speakers)
    return marking.as_kind(found, what, _number(request.POST.get("level")), user)


def address_of(document: Document) -> str:
    """The address of the source of a document where it begins; empty if there is none."""
    if document.source_id is None:
        return ""
    first = document.paragraphs.filter(source_start__isnull=False).order_by("source_start").first()
    return reverse("admin:text", args=[document.source_id]) + (f"?at={first.source_start}" if first else "")
