"""Addresses that lead into a text: a paragraph, and the source as it stands."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import visibility
from documents.models import Document, Paragraph, SourceFile
from documents.readers import SourceError, read_bytes

from . import reading
from .dates import language_tag
from .documents import MARK, notes_of, outline_of
from .records import Crumb, RecordPage, departed, title_of

SHEET = 8_000  # characters of a source on one page
BEFORE = 1_500  # characters shown before a place that was asked for


def paragraph_place(request: HttpRequest, public_id: str) -> HttpResponse:
    """A paragraph's lasting address leads to where it stands now; `?at=q-…` to a quotation or remark in it."""
    found = visibility.paragraphs().filter(public_id=public_id).select_related("document").defer("source_map", "text")
    paragraph = found.first()
    if paragraph is None:
        return departed(request, "paragraph", public_id)
    lines = [line for line in outline_of(paragraph.document) if line.kind != Paragraph.Kind.NOTE]
    stretches = reading.stretches(lines)
    number = reading.page_number(stretches, paragraph.sequence)
    if paragraph.kind == Paragraph.Kind.NOTE and len(stretches) > 1:
        placed, _alone = notes_of(paragraph.document)
        marks = [sequence for (sequence, _mark), note in placed.items() if note.pk == paragraph.pk]
        number = reading.page_number(stretches, marks[0]) if marks else len(stretches)
    at = request.GET.get("at", "")
    if stretch := stretch_asked(request, public_id):
        query = {"page": number, "mark": stretch} if number > 1 else {"mark": stretch}
        return HttpResponseRedirect(
            f"{reverse('documents:document', args=[paragraph.document.public_id], query=query)}#p-{public_id}"
        )
    anchor = at if re.fullmatch(r"[qr]-[0-9a-z]{1,32}", at) else f"p-{public_id}"
    address = reverse("documents:document", args=[paragraph.document.public_id])
    return HttpResponseRedirect(f"{address}{f'?page={number}' if number > 1 else ''}#{anchor}")


def stretch_asked(request: HttpRequest, public_id: str) -> str:
    """The `mark` of a stretch asked for by `?from=…&to=…` (and `&until=` the paragraph it ends in), or nothing."""
    first, last = (request.GET.get(name, "") for name in ("from", "to"))
    until = request.GET.get("until", "")
    stretch = f"{public_id}.{first}-{until}{'.' if until else ''}{last}"
    return stretch if MARK.fullmatch(stretch) else ""


class Sheet(NamedTuple):
    """The part of a source that one page shows, from character `start` to `end`."""

    start: int
    end: int


def sheet(text: str, start: int) -> Sheet:
    """The sheet that begins at `start`, ending with a line if one ends near.

    >>> sheet("甲乙\\n" * 10, 3)
    Sheet(start=3, end=30)
    """
    start = min(start, max(len(text) - 1, 0))
    end = min(len(text), start + SHEET)
    if end < len(text):
        line = text.rfind("\n", end - SHEET // 4, end)
        end = line + 1 if line > 0 else end
    return Sheet(start, end)


def lead_in(text: str, at: int) -> int:
    """Where a sheet that shows character `at` begins: some lines before it.

    >>> lead_in("甲乙\\n" * 1000, 2000) % 3, lead_in("甲" * 10, 7)
    (0, 0)
    """
    start = max(0, min(at, len(text)) - BEFORE)
    line = text.find("\n", start, at) if start else -1
    return line + 1 if line >= 0 else start


class SourcePage(RecordPage):
    """The source of a document as it stands, with a stretch marked (`?from=…&to=…`)."""

    name = "document"
    template_name = "site/source.html"
    way = ((_("Documents"), "documents:documents"),)
    record: Document

    def rows(self) -> QuerySet[Document]:
        return visibility.documents().filter(source__isnull=False).select_related("parent", "source")

    def crumbs(self) -> list[Crumb]:
        address = reverse("documents:document", args=[self.record.public_id])
        return [*super().crumbs(), Crumb(title_of(self.record), address)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source = self.record.source
        assert source is not None
        context = super().get_context_data(
            title=_("Source of “%(title)s”") % {"title": title_of(self.record)},
            source=source,
            language=language_tag(self.record.language),
            **kwargs,
        )
        if self.withheld(source):
            return {**context, "withheld": True}
        try:
            text = read_bytes(source.key, bytes(source.data)).text
        except SourceError as error:
            return {**context, "unreadable": error.reason}
        return {**context, **self.shown(text)}

    def withheld(self, source: SourceFile) -> bool:
        """Whether the source holds a document that is not public: then nobody may read it as it stands."""
        return source.documents.exclude(visibility.public()).exists()

    def shown(self, text: str) -> dict[str, Any]:
        """The sheet asked for, cut at the marked stretch, and the addresses of its neighbours."""
        first, last = self.number("from"), self.number("to")
        marked = first is not None and last is not None and first < last <= len(text)
        asked = self.number("start")
        if marked:
            asked = lead_in(text, first or 0)
        elif asked is None:
            asked = lead_in(text, self.number("at") or self.beginning())
        start, end = sheet(text, asked)
        low, high = (first or 0, min(last or 0, end)) if marked else (end, end)
        return {
            "before": text[start:low],
            "marked": text[low:high],
            "behind": text[high:end],
            "start": start,
            "end": end,
            "length": len(text),
            "earlier": f"?start={max(start - SHEET, 0)}" if start else "",
            "later": f"?start={end}" if end < len(text) else "",
            "reading": self.reading_place(first if marked else self.number("at") or self.number("start")),
        }

    def number(self, name: str) -> int | None:
        value = self.request.GET.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None

    def beginning(self) -> int:
        """Where the document begins in its source."""
        first = self.record.paragraphs.filter(source_start__isnull=False).order_by("source_start").first()
        return first.source_start or 0 if first else 0

    def reading_place(self, at: int | None) -> str:
        """The address of the paragraph in which the marked stretch is read."""
        if at is None:
            return reverse("documents:document", args=[self.record.public_id])
        found = self.record.paragraphs.filter(source_start__lte=at).order_by("-source_start").first()
        if found is None:
            return reverse("documents:document", args=[self.record.public_id])
        return reverse("documents:paragraph", args=[found.public_id])
