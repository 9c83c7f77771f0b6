"""Documents: the list, and the reading page of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import visibility
from documents.csl_items import item_of
from documents.models import Contribution, Document, Paragraph
from documents.search.listed import documents_holding
from documents.search.passages import passages
from documents.search.query import Query
from documents.serializers.files import KINDS

from . import reading
from .counting import count_of
from .dates import language_tag
from .facets import Choice, Dated, Record
from .listing import Listing, Sort
from .meta import highwire
from .paging import Key, neighbours
from .records import Crumb, RecordPage, title_of

MARK = re.compile(r"(?P<first>[0-9a-z]{1,32})\.(?P<from>\d{1,6})-(?:(?P<last>[0-9a-z]{1,32})\.)?(?P<to>\d{1,6})")
WHOLE = 60_000  # characters of a text that is shown as one page to whoever asks: two hours' reading, forty sheets
IN_ORDER = (Key("date_earliest", nullable=True), Key("public_id"))
CONTRIBUTORS = Prefetch("contributions", Contribution.objects.select_related("speaker"))


def with_facts(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with all that a line of a list says of them (two queries)."""
    rows = rows.select_related("publication", "meeting", "parent").defer("claims", "imported", "problems")
    return rows.prefetch_related(CONTRIBUTORS).annotate(part_count=count_of(visibility.documents(), "parent"))


def outline_of(document: Document) -> list[reading.Line]:
    """Every paragraph of a document, without the words of any but the headings (one query)."""
    heading = Case(When(kind=Paragraph.Kind.HEADING, then=F("text")), default=Value(""), output_field=TextField())
    rows = document.paragraphs.order_by("sequence").annotate(length=Length("text"), heading=heading)
    return [
        reading.Line(*row) for row in rows.values_list("public_id", "sequence", "kind", "level", "length", "heading")
    ]


def notes_of(
    document: Document, text: Sequence[Paragraph] | None = None
) -> tuple[dict[tuple[int, str], Paragraph], list[Paragraph]]:
    """The notes at their marks and the notes without one; `text` is all that can carry a mark, if it is at hand."""
    notes = list(document.paragraphs.filter(kind=Paragraph.Kind.NOTE).order_by("sequence"))
    if text is not None:
        return reading.placed_notes([(each.sequence, each.page, each.text) for each in text], notes)
    marked = document.paragraphs.exclude(kind__in=[Paragraph.Kind.NOTE, Paragraph.Kind.CONTENTS])
    return reading.placed_notes(list(marked.order_by("sequence").values_list("sequence", "page", "text")), notes)


def marked(paragraphs: Sequence[Paragraph], mark: str) -> dict[int, tuple[int, int]]:
    """By key of a paragraph: the characters that `mark` (`id.from-to` or `id.from-id.to`) points to.

    >>> first, last = Paragraph(pk=1, public_id="aa", text="修渠"), Paragraph(pk=2, public_id="bb", text="引水上山")
    >>> marked([first, last], "aa.1-bb.2"), marked([first], "aa.0-1"), marked([first], "zz.0-1")
    ({1: (1, 2), 2: (0, 2)}, {1: (0, 1)}, {})
    """
    found = MARK.fullmatch(mark)
    places = {paragraph.public_id: n for n, paragraph in enumerate(paragraphs)}
    if not found or found["first"] not in places:
        return {}
    start = places[found["first"]]
    end = places.get(found["last"] or found["first"], len(paragraphs) - 1)
    spans = {paragraph.pk: (0, len(paragraph.text)) for paragraph in paragraphs[start : end + 1]}
    if not spans:
        return {}
    head, tail = paragraphs[start].pk, paragraphs[end].pk
    spans[head] = (int(found["from"]), spans[head][1])
    if (found["last"] or found["first"]) in places:
        spans[tail] = (spans[tail][0], int(found["to"]))
    return spans


class DocumentList(Listing):
    template_name = "site/documents.html"
    name = "documents"
    title = _("Documents")
    facets = (
        Choice("kind", _("Kind"), "kind", lambda: list(Document.Kind.choices)),
        Dated("date", _("Year"), "date_earliest"),
        Record("publication", _("Publication"), visibility.publications, "publication", "title"),
        Record("speaker", _("Speaker or author"), visibility.speakers, "contributions__speaker", many=True),
        Record("meeting", _("Meeting"), visibility.meetings, "meeting"),
    )
    sorts = (
        Sort("newest", _("newest first"), (Key("date_earliest", True, True), Key("public_id"))),
        Sort("oldest", _("oldest first"), IN_ORDER),
        Sort("added", _("last added"), (Key("created", True), Key("public_id"))),
        Sort("remarks", _("most remarks"), (Key("remark_count", True), Key("public_id")), by_count=True),
        Sort("title", _("by pinyin"), (Key("sort_key"), Key("public_id"))),
    )
    formats = ("citations", "csv", "xlsx")

    def rows(self) -> QuerySet[Document]:
        return visibility.documents()

    def holding(self, query: Query) -> Q:
        return documents_holding(query)

    def shown(self, rows: QuerySet[Document]) -> QuerySet[Document]:
        return with_facts(rows).annotate(remark_count=count_of(visibility.remarks(), "document"))


class DocumentPage(RecordPage):
    name = "document"
    template_name = "site/document.html"
    way = ((_("Documents"), "documents:documents"),)
    record: Document

    def rows(self) -> QuerySet[Document]:
        return with_facts(visibility.documents()).select_related("publication", "meeting", "parent")

    @cached_property
    def outline(self) -> list[reading.Line]:
        return outline_of(self.record)

    @cached_property
    def pages(self) -> list[reading.Stretch]:
        """The text cut into pages."""
        return reading.stretches([line for line in self.outline if line.kind != Paragraph.Kind.NOTE])

    @property
    def can_be_whole(self) -> bool:
        """Whether a text of several pages may be read, and printed, as one."""
        return len(self.pages) > 1 and sum(line.length for line in self.outline) <= WHOLE

    @cached_property
    def stretches(self) -> list[reading.Stretch]:
        """The pages of the text; all of it as one where the address asks for that (`?whole=1`)."""
        if "whole" in self.request.GET and self.can_be_whole:
            return [reading.Stretch(1, self.pages[0].first, self.pages[-1].last)]
        return self.pages

    @property
    def stretch(self) -> reading.Stretch | None:
        """The stretch asked for by `?page=`, the first by default."""
        asked = self.request.GET.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
        return self.stretches[min(max(number, 1), len(self.stretches)) - 1] if self.stretches else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contents = self.contents()
        units, loose_notes = self.units({entry["sequence"]: entry["depth"] for entry in contents})
        return super().get_context_data(
            language=language_tag(self.record.language),
            roles=self.roles(),
            meta=highwire(item_of(self.record), self.request.build_absolute_uri(self.request.path)),
            files=KINDS.values(),
            has_source=self.record.source_id is not None,
            source_at=units[0].paragraph.source_start if units else None,
            units=units,
            notes=loose_notes,
            contents=contents,
            stretch=self.stretch,
            canonical_query=f"?page={self.stretch.number}" if self.stretch and self.stretch.number > 1 else "",
            stretches=self.stretches,
            can_be_whole=self.can_be_whole,
            parts=self.parts,
            mentions=self.mentions(),
            neighbours=self.neighbours(),
            one_voice=self.one_voice(units),
            **kwargs,
        )

    def units(self, depth_of: dict[int, int]) -> tuple[list[reading.Unit], list[Paragraph]]:
        """The text of the stretch ready to print, and, on the last one, the notes that no mark leads to."""
        if self.stretch is None:
            return [], []
        document, stretch = self.record, self.stretch
        inside = Q(sequence__gte=stretch.first, sequence__lte=stretch.last)
        text = document.paragraphs.exclude(kind=Paragraph.Kind.NOTE).defer("source_map", "imported")
        paragraphs = list(text.filter(inside).order_by("sequence"))
        placed, loose = self.notes(paragraphs)
        quotations = (
            visibility.quotations()
            .filter(paragraph__in=[paragraph.pk for paragraph in paragraphs])
            .select_related("cited_work")
            .prefetch_related("speakers")
            .order_by("sequence")
        )
        remarks = document.remarks.filter(first__gte=stretch.first, first__lte=stretch.last).select_related("speaker")
        body = (line.sequence for line in self.outline if line.kind == Paragraph.Kind.BODY)
        numbers = {sequence: number for number, sequence in enumerate(body, start=1)}
        units = reading.units(
            paragraphs,
            quotations,
            remarks,
            placed,
            depth_of,
            numbers,
            taken=passages(document, paragraphs),
            marks_of=marked(paragraphs, self.request.GET.get("mark", "")),
        )
        return units, loose if stretch == self.stretches[-1] else []

    def notes(self, paragraphs: Sequence[Paragraph]) -> tuple[dict[tuple[int, str], Paragraph], list[Paragraph]]:
        """The notes of the whole document, placed at their marks as far as that is certain."""
        if not any(line.kind == Paragraph.Kind.NOTE for line in self.outline):
            return {}, []
        return notes_of(self.record, paragraphs if len(self.stretches) == 1 else None)

    def roles(self) -> list[tuple[str, list[Contribution]]]:
        """Whose words it is, by role, in printed order."""
        rows = list(self.record.contributions.all())
        return [
            (str(label), found)
            for role, label in Contribution.Role.choices
            if (found := [row for row in rows if row.role == role])
        ]

    def contents(self) -> list[dict[str, Any]]:
        """The headings with their depth and the page of this site they stand on."""
        headings = [line for line in self.outline if line.kind == Paragraph.Kind.HEADING]
        return [
            {
                "sequence": line.sequence,
                "public_id": line.public_id,
                "text": line.heading,
                "depth": depth,
                "page": reading.page_number(self.stretches, line.sequence),
            }
            for line, depth in zip(headings, reading.depths(line.level for line in headings), strict=True)
        ]

    @cached_property
    def parts(self) -> list[Document]:
        """The pieces of a compilation in order: of this one, or of the one this document is a piece of."""
        whole = self.record.parent or self.record
        if self.record.kind != Document.Kind.COMPILATION and whole == self.record:
            return []
        rows = visibility.documents().filter(parent=whole).only("public_id", "title", "kind", "part", "date")
        return sorted(rows, key=lambda piece: (int(piece.part) if piece.part.isdecimal() else 0, piece.part))

    def mentions(self) -> list[Any]:
        """Everybody named with an office, each once."""
        rows = self.record.mentions.select_related("speaker").order_by("sequence", "id")
        return list({(row.speaker_id or row.name, row.position): row for row in rows}.values())

    def neighbours(self) -> tuple[Document | None, Document | None]:
        """The documents before and after in the compilation, else in the publication."""
        if self.record.parent:
            at = self.parts.index(self.record)
            return self.parts[at - 1] if at else None, self.parts[at + 1] if at + 1 < len(self.parts) else None
        if not self.record.publication:
            return None, None
        rows = visibility.documents().filter(publication=self.record.publication, parent=None)
        return neighbours(rows.only("public_id", "title", "kind", "date_earliest"), IN_ORDER, self.record)

    def one_voice(self, units: list[reading.Unit]) -> bool:
        """Whether a single speaker holds the whole text, so that naming him at its beginning says nothing new."""
        return self.record.kind == Document.Kind.SPEECH and sum(unit.remark is not None for unit in units) <= 1

    def crumbs(self) -> list[Crumb]:
        crumbs = super().crumbs()
        if self.record.parent:
            whole = self.record.parent
            crumbs.append(Crumb(title_of(whole), reverse("documents:document", args=[whole.public_id])))
        return crumbs
