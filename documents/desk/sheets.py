"""Records out as a spreadsheet and back in: only changed cells count, and nothing is saved unless all is well.

Each row carries the version of its record. A row whose record was changed after it went out is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import Widget
from tablib import Dataset

from archive.tables import TableResource, restore
from documents.models import Act, Document, Meeting, Publication, Quotation, Remark, Work
from people.models import Record, Speaker

from .acts import Doing, act

BATCH = 500
Told = Callable[[int], None]
ID, VERSION = "public_id", "version"


def nobody(number: int) -> None:
    """Hears how far the work is, and does nothing with it."""


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


# -- reading back -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """A changed cell: its column's head, and the texts before and after."""

    head: str
    before: str
    after: str


@dataclass(slots=True)
class Change:
    """A row that says something new. `record` is not saved yet where the row is a new one."""

    number: int
    record: Any
    cells: list[Cell] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, with the row (as the spreadsheet numbers it) and the column's head."""

    number: int
    head: str
    why: str


@dataclass(slots=True)
class Sheet:
    """What a spreadsheet says: the changes, what is wrong, how many rows say nothing new."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0


def read_sheet(resource: SheetResource, dataset: Dataset, told: Told = nobody) -> Sheet:
    """Compare a spreadsheet with the records as they are now; `told` hears how many rows are read."""
    sheet = Sheet()
    resource.for_readers = True  # choices are told by their labels
    columns = columns_of(resource, dataset.headers or [], sheet)
    if sheet.problems:
        return sheet
    seen: set[str] = set()
    rows = enumerate(dataset, 2)  # the first row of a spreadsheet is its heads
    while batch := list(islice(rows, BATCH)):
        cells = [(number, {name: row[place] for name, place in columns.items()}) for number, row in batch]
        ids = [text_of(row[ID]) for _number, row in cells]
        model = resource._meta.model
        found = {each.public_id: each for each in resource.rows(model._default_manager.filter(public_id__in=ids))}
        for number, row in cells:
            read_row(resource, number, row, found, seen, sheet)
        told(batch[-1][0] - 1)
    return sheet


def columns_of(resource: SheetResource, headers: Iterable[Any], sheet: Sheet) -> dict[str, int]:
    """The places of the columns by name; heads may be in either language or the names themselves."""
    names: dict[str, str] = {}
    for each in resource.get_export_fields():
        names |= {resource.head(each): each.column_name, each.column_name: each.column_name}
    columns: dict[str, int] = {}
    for place, header in enumerate(headers):
        text = text_of(header)
        if text in names:
            columns[names[text]] = place
        elif text:
            sheet.problems.append(Problem(1, text, _("there is no such column")))
    for name in (ID, VERSION):
        if name not in columns:
            sheet.problems.append(Problem(1, resource.head(resource.fields[name]), _("this column is missing")))
    return columns


def read_row(
    resource: SheetResource, number: int, row: dict[str, Any], found: dict[str, Any], seen: set[str], sheet: Sheet
) -> None:
    """Add what one row says to the sheet."""
    written = [name for name in resource.written if name in row]
    key = text_of(row[ID])
    head = resource.head(resource.fields[ID])
    if not key and not any(text_of(row[name]) for name in written):
        return  # an empty row
    if key in seen:
        sheet.problems.append(Problem(number, head, _("the same record stands in a row above")))
        return
    if not key and not resource.may_add:
        sheet.problems.append(Problem(number, head, _("records of this kind cannot be added by spreadsheet")))
        return
    if key and key not in found:
        sheet.problems.append(Problem(number, head, _("there is no record of this address")))
        return
    seen |= {key} - {""}
    record = found[key] if key else resource._meta.model(imported={})
    change = Change(number, record)
    problems = [*read_cells(resource, change, row, written)]
    if key and change.cells and text_of(row[VERSION]) != version_of(record, resource.written):
        why = _("the record was changed after this row went out; export it again")
        problems.append(Problem(number, resource.head(resource.fields[VERSION]), why))
    sheet.problems += problems
    if change.cells and not problems:
        sheet.changes.append(change)
    elif not change.cells:
        sheet.unchanged += 1


def read_cells(resource: SheetResource, change: Change, row: dict[str, Any], written: list[str]) -> Iterator[Problem]:
    """Note the changed cells of a row; gives what is wrong with them."""
    record = change.record
    for name in written:
        column = resource.fields[name]
        head = resource.head(column)
        before = "" if record.pk is None else text_of(restore(resource.export_field(column, record)))
        after = text_of(restore(row[name]))
        if after == before:
            continue
        change.cells.append(Cell(head, before, after))
        model_field = record._meta.get_field(name)
        try:
            value = value_of(column, model_field, after)
            if not model_field.is_relation:
                value = model_field.clean(value, record)
        except ValidationError as error:
            yield Problem(change.number, head, " ".join(error.messages))
            continue
        except ValueError as error:
            yield Problem(change.number, head, str(error))
            continue
        if model_field.many_to_many:
            change.links[name] = [each.pk for each in value]
        elif model_field.is_relation:
            change.values[model_field.attname] = value.pk if value else None
        else:
            change.values[name] = value


def value_of(column: Field, model_field: Any, text: str) -> Any:
    """The value that a cell's text stands for. Raises ValueError or ValidationError naming what is wrong."""
    if isinstance(column.widget, RecordWidget):
        return column.widget.clean(text)
    if choices := dict(model_field.flatchoices):
        by_label = {str(label): value for value, label in choices.items()}
        if text not in by_label and text not in choices and (text or not model_field.blank):
            raise ValueError(
                _("“%(text)s” is not one of %(choices)s") % {"text": text, "choices": _(", ").join(by_label)}
            )
        return by_label.get(text, text)
    if model_field.get_internal_type() == "BooleanField":
        words = {"1": True, "true": True, "是": True, "yes": True, "0": False, "false": False, "否": False, "no": False}
        if text.lower() not in words:
            raise ValueError(_("“%s” is neither 1 nor 0") % text)
        return words[text.lower()]
    return text


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


def apply_sheet(sheet: Sheet, user: Any, subject: str, told: Told = nobody) -> Doing:
    """Write the changes of a sheet as one act; `told` hears how many are written.

    Raises ValueError if anything is wrong with it.
    """
    if sheet.problems:
        raise ValueError("a sheet with problems is not applied")
    with act(user, Act.Kind.SPREADSHEET, subject) as doing:
        for number, change in enumerate(sheet.changes, 1):
            told(number)
            if change.record.pk is None:
                for name, value in change.values.items():
                    setattr(change.record, name, value)
                doing.create(change.record)
            elif change.values:
                doing.set([change.record], **change.values)
            for name, keys in change.links.items():
                doing.link(change.record, name, keys)
    return doing
