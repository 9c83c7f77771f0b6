"""Documents, meetings, quotations and publications as tables.

Each says in `rows` what must be loaded with its rows, so that a table of ten thousand asks the database no more often
than one of ten (a few times a thousand rows).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from archive.tables import TableResource, joined

from .models import Contribution, Document, Meeting, Participation, Publication, Quotation, Remark

ADDRESS = {"public_id": _("address")}


def named(rows: Iterable[Contribution | Participation]) -> str:
    """Names with their offices: 王守田（县长）; 周远."""
    people = [f"{row.label}（{row.position}）" if row.position else row.label for row in rows]
    return joined(people)


class DocumentTable(TableResource):
    people = Field(column_name="people")
    publication = Field(column_name="publication", attribute="publication__title")
    meeting = Field(column_name="meeting", attribute="meeting__name")
    heads = {**ADDRESS, "people": _("people"), "publication": _("publication"), "meeting": _("meeting")}
    pages = {"public_id": "documents:document"}

    class Meta:
        model = Document
        fields = (
            "public_id", "title", "kind", "date", "people", "meeting",
            "publication", "publication_date", "locator", "url", "language",
        )  # fmt: skip
        export_order = fields

    @staticmethod
    def rows(documents: QuerySet[Document]) -> QuerySet[Document]:
        return documents.select_related("publication", "meeting").prefetch_related("contributions")

    def dehydrate_people(self, document: Document) -> str:
        return named(document.contributions.all())


class MeetingTable(TableResource):
    participants = Field(column_name="participants")
    heads = {**ADDRESS, "participants": _("participants")}
    pages = {"public_id": "documents:meeting"}

    class Meta:
        model = Meeting
        fields = ("public_id", "name", "date", "end_date", "place", "host", "theme", "series", "participants")
        export_order = fields

    @staticmethod
    def rows(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
        return meetings.prefetch_related("participations")

    def dehydrate_participants(self, meeting: Meeting) -> str:
        return named(meeting.participations.all())


class InDocumentTable(TableResource):
    """What stands in a document, with the document."""

    document = Field(column_name="document", attribute="document__title")
    document_address = Field(column_name="document_address", attribute="document__public_id")
    date = Field(column_name="date", attribute="document__date")
    heads = {
        **ADDRESS,
        "document": _("document"),
        "document_address": _("document's address"),
        "date": _("date"),
    }


class QuotationTable(InDocumentTable):
    speakers = Field(column_name="speakers")
    page = Field(column_name="page", attribute="paragraph__page")
    heads = {**InDocumentTable.heads, "speakers": _("speakers"), "page": _("page")}
    pages = {"public_id": "documents:quotation", "document__public_id": "documents:document"}

    class Meta:
        model = Quotation
        fields = (
            "public_id", "text", "kind", "speakers", "label", "work", "occasion", "document", "document_address",
            "date", "page", "evidence", "confidence", "status",
        )  # fmt: skip
        export_order = fields

    @staticmethod
    def rows(quotations: QuerySet[Quotation]) -> QuerySet[Quotation]:
        return quotations.select_related("document", "paragraph").prefetch_related("speakers")

    def dehydrate_speakers(self, quotation: Quotation) -> str:
        return joined([speaker.name for speaker in quotation.speakers.all()]) or quotation.speaker_name


class RemarkTable(InDocumentTable):
    text = Field(column_name="text")
    speaker = Field(column_name="speaker", attribute="speaker__name")
    heads = {**InDocumentTable.heads, "text": _("text"), "speaker": _("speaker")}
    pages = {"public_id": "documents:remark", "document__public_id": "documents:document"}

    class Meta:
        model = Remark
        fields = ("public_id", "text", "label", "speaker", "position", "document", "document_address", "date")
        export_order = fields

    def dehydrate_text(self, remark: Remark) -> str:
        return "\n".join(remark.body.values_list("text", flat=True))


class PublicationTable(TableResource):
    heads = ADDRESS
    pages = {"public_id": "documents:publication"}

    class Meta:
        model = Publication
        fields = ("public_id", "title", "kind", "publisher", "place", "isbn", "issn", "year")
        export_order = fields

    @staticmethod
    def rows(publications: QuerySet[Publication]) -> QuerySet[Publication]:
        return publications
