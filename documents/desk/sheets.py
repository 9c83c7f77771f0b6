"""Records as spreadsheets: the columns of each kind, and how related records are told in a cell.

Each row carries the version of its record. A row whose record was changed after it went out is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import Widget
from tablib import Dataset

from archive.tables import TableResource
from documents.models import Document, Meeting, Publication, Quotation, Remark, Work
from people.models import Record, Speaker

ID, VERSION = "public_id", "version"


def text_of(value: Any) -> str:
    """What a cell says, also where the spreadsheet program has made a date or a number of it.

    >>> text_of(datetime(2013, 8, 3)), text_of(2013.0), text_of(None), text_of(" 甲 ")
    ('2013-08-03', '2013', '', '甲')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


class RecordWidget(Widget):
    """A related record as its name and, in brackets, its address, which alone tells namesakes apart: 王明〔k3x9〕."""

    def __init__(self, model: type[Record]) -> None:
        super().__init__()
        self.model = model

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return f"{value}〔{value.public_id}〕" if value is not None else ""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Record | None:
        """The record that is named. Raises ValueError where it is none or several."""
        if not (text := text_of(value)):
            return None
        name, _bracket, rest = text.partition("〔")
        standing = self.model._default_manager.all()
        found = standing.filter(public_id=rest.rstrip("〕")) if rest else standing.filter(**{self.naming_field(): name})
        records = list(found[:2])
        if len(records) != 1:
            raise ValueError(
                _("“%s” is there several times; add the address as in 王明〔k3x9〕") % text
                if records
                else _("there is no “%s”") % text
            )
        return records[0]

    def naming_field(self) -> str:
        """The field that names records of the model."""
        return "name" if hasattr(self.model, "name") else "title"


class RecordsWidget(RecordWidget):
    """Several related records, parted by semicolons."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(RecordWidget.render(self, record) for record in value.all()) if value is not None else ""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        parts = [part.strip() for part in text_of(value).replace("；", ";").split(";")]
        return [RecordWidget.clean(self, part) for part in parts if part]


class SheetResource(TableResource):
    """A kind of record as a spreadsheet. `written` are the columns that come back; the others are for reading."""

    written: tuple[str, ...] = ()
    may_add = False
    heads: dict[str, Any] = {ID: gettext_lazy("address"), VERSION: gettext_lazy("version")}
    version = Field(column_name=VERSION)

    def export(self, queryset: QuerySet | None = None, **kwargs: Any) -> Dataset:
        """The rows with heads and choices in the archivist's language."""
        self.for_readers = True
        dataset = super().export(self.rows(queryset), **kwargs)
        dataset.headers = [self.head(each) for each in self.get_export_fields()]
        return dataset

    def head(self, field: Field) -> str:
        """The head of a column: what the model calls the field, else what `heads` says."""
        try:
            return str(self._meta.model._meta.get_field(field.column_name).verbose_name)
        except FieldDoesNotExist:
            return super().head(field)

    @staticmethod
    def rows(records: Any) -> Any:
        """The records with what their columns need."""
        return records

    def dehydrate_version(self, record: Record) -> str:
        return version_of(record, self.written)

    def dehydrate_document(self, record: Any) -> str:
        return str(record.document)


def version_of(record: Record, names: Iterable[str]) -> str:
    """A short sign of what these fields of a record hold now."""
    state = json.dumps([record.stated(name) for name in names], ensure_ascii=False, default=str)
    return sha256(state.encode()).hexdigest()[:12]


def related(name: str, model: type[Record], several: bool = False) -> Field:
    """A column of related records."""
    return Field(attribute=name, column_name=name, widget=(RecordsWidget if several else RecordWidget)(model))


class DocumentSheet(SheetResource):
    publication = related("publication", Publication)
    meeting = related("meeting", Meeting)
    written = (
        "title", "kind", "date", "date_printed", "language", "publication", "publication_date", "locator", "url",
        "meeting", "published",
    )  # fmt: skip

    class Meta:
        model = Document
        fields = export_order = (ID, "title", "kind", "date", "date_printed", "language", "publication",
                                 "publication_date", "locator", "url", "meeting", "published", VERSION)  # fmt: skip

    @staticmethod
    def rows(records: Any) -> Any:
        return records.select_related("publication", "meeting")


class MeetingSheet(SheetResource):
    written = ("name", "date", "end_date", "date_printed", "place", "host", "theme", "series", "forms")
    may_add = True

    class Meta:
        model = Meeting
        fields = export_order = (ID, "name", "date", "end_date", "date_printed", "place", "host", "theme", "series",
                                 "forms", VERSION)  # fmt: skip


class PublicationSheet(SheetResource):
    written = ("title", "kind", "publisher", "place", "year", "isbn", "issn")
    may_add = True

    class Meta:
        model = Publication
        fields = export_order = (ID, "title", "kind", "publisher", "place", "year", "isbn", "issn", VERSION)


class WorkSheet(SheetResource):
    authors = related("authors", Speaker, several=True)
    written = ("title", "authors", "date", "occasion", "forms", "sources")
    may_add = True

    class Meta:
        model = Work
        fields = export_order = (ID, "title", "authors", "date", "occasion", "forms", "sources", VERSION)

    @staticmethod
    def rows(records: Any) -> Any:
        return records.prefetch_related("authors")


class SpeakerSheet(SheetResource):
    written = ("name", "sort_key", "kind", "birth", "death", "note", "sources", "wikidata", "viaf")
    may_add = True

    class Meta:
        model = Speaker
        fields = export_order = (ID, "name", "sort_key", "kind", "birth", "death", "note", "sources", "wikidata",
                                 "viaf", VERSION)  # fmt: skip


class RemarkSheet(SheetResource):
    speaker = related("speaker", Speaker)
    document = Field(column_name="document")
    written = ("label", "position", "speaker", "speaker_name")

    class Meta:
        model = Remark
        fields = export_order = (ID, "label", "position", "speaker", "speaker_name", "document", VERSION)

    @staticmethod
    def rows(records: Any) -> Any:
        return records.select_related("speaker", "document")


class QuotationSheet(SheetResource):
    speakers = related("speakers", Speaker, several=True)
    document = Field(column_name="document")
    written = ("kind", "label", "speaker_name", "speakers", "work", "occasion", "status")

    class Meta:
        model = Quotation
        fields = export_order = (ID, "text", "kind", "label", "speaker_name", "speakers", "work", "occasion", "status",
                                 "confidence", "document", VERSION)  # fmt: skip

    @staticmethod
    def rows(records: Any) -> Any:
        return records.select_related("document").prefetch_related("speakers")


SHEETS: dict[type[Model], type[SheetResource]] = {
    Document: DocumentSheet,
    Meeting: MeetingSheet,
    Publication: PublicationSheet,
    Work: WorkSheet,
    Speaker: SpeakerSheet,
    Remark: RemarkSheet,
    Quotation: QuotationSheet,
}
