"""Remarks: the page of one, and what lists say of many."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Left, Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import visibility
from documents.models import Paragraph, Participation, Remark

from . import reading
from .dates import language_tag
from .paging import Key, neighbours
from .records import Crumb, RecordPage, title_of

FIRST_WORDS = 90  # characters
PRESENT = 12  # people who are named beside a remark
ASKED = 200  # characters of what was said before it


def with_words(rows: QuerySet[Remark]) -> QuerySet[Remark]:
    """Remarks with their `first_words` and `length` in characters, in the same query."""
    text = Paragraph.objects.filter(
        document=OuterRef("document"),
        sequence__gte=OuterRef("first"),
        sequence__lte=OuterRef("last"),
        kind=Paragraph.Kind.BODY,
    )
    length = text.order_by().values("document").annotate(n=Sum(Length("text"))).values("n")
    first = text.order_by("sequence").annotate(words=Left("text", FIRST_WORDS)).values("words")[:1]
    return rows.annotate(
        first_words=Coalesce(Subquery(first), Value("")),
        length=Coalesce(Subquery(length, output_field=IntegerField()), 0),
    )


def last_words(remark: Remark) -> str:
    """The end of what somebody said, which is what the next one answers."""
    text = remark.body.values_list("text", flat=True).last() or ""
    return text if len(text) <= ASKED else f"…{text[-ASKED:]}"


class RemarkPage(RecordPage):
    name = "remark"
    template_name = "site/remark.html"
    record: Remark

    def rows(self) -> QuerySet[Remark]:
        rows = visibility.remarks().select_related("speaker", "meeting", "document__publication", "document__parent")
        return rows.defer("document__claims", "document__imported")

    def crumbs(self) -> list[Crumb]:
        meeting, document = self.record.meeting, self.record.document
        if meeting:
            return [
                Crumb(_("Meetings"), reverse("documents:meetings")),
                Crumb(str(meeting), reverse("documents:meeting", args=[meeting.public_id])),
            ]
        return [
            Crumb(_("Documents"), reverse("documents:documents")),
            Crumb(title_of(document), reverse("documents:document", args=[document.public_id])),
        ]

    def others(self) -> dict[str, Any]:
        """Who else took part in the meeting: the first of them, and how many there are."""
        if self.record.meeting_id is None:
            return {"others": [], "others_in_all": 0}
        rows = visibility.participations().filter(meeting=self.record.meeting_id).select_related("speaker")
        rows = rows.exclude(role=Participation.Role.ABSENT).order_by("sequence", "pk")
        people = {row.speaker_id or row.label: row for row in reversed(rows)}
        for own in (self.record.speaker_id, self.record.label):
            people.pop(own or "", None)
        present = sorted(people.values(), key=lambda row: (row.sequence, row.pk))
        return {"others": present[:PRESENT], "others_in_all": len(present)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        remark = self.record
        inside = Q(sequence__gte=remark.first, sequence__lte=remark.last)
        shown = (Paragraph.Kind.BODY, Paragraph.Kind.STAGE)
        text = remark.document.paragraphs.filter(inside, kind__in=shown).defer("source_map", "imported")
        paragraphs = list(text.order_by("sequence"))
        kept: list[Paragraph] = []
        filled = 0
        for paragraph in paragraphs:
            filled += len(paragraph.text)
            if not kept or filled <= reading.LONGEST_STRETCH:
                kept.append(paragraph)
        quotations = visibility.quotations().filter(paragraph__in=[paragraph.pk for paragraph in kept])
        quotations = quotations.select_related("cited_work").prefetch_related("speakers").order_by("sequence")
        before, after = neighbours(
            visibility.remarks().filter(document=remark.document).select_related("speaker"), (Key("sequence"),), remark
        )
        own = (remark.speaker_id, remark.label)
        return super().get_context_data(
            language=language_tag(remark.document.language),
            has_source=remark.document.source_id is not None,
            units=reading.units(kept, quotations, (), {}, {}, {}),
            rest=paragraphs[len(kept)] if len(kept) < len(paragraphs) else None,
            length=sum(len(each.text) for each in paragraphs if each.kind == Paragraph.Kind.BODY),
            before=before,
            asked=last_words(before) if before and (before.speaker_id, before.label) != own else "",
            after=after,
            **self.others(),
            **kwargs,
        )
