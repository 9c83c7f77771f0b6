"""Spreadsheets that come back: what they say that is new, what is wrong with them, and writing it as one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field
from tablib import Dataset

from archive.tables import restore
from documents.models import Act

from .acts import Doing, act
from .sheets import ID, VERSION, RecordWidget, SheetResource, text_of, version_of

BATCH = 500
Told = Callable[[int], None]


def nobody(number: int) -> None:
    """Hears how far the work is, and does nothing with it."""


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
    if change.values and not problems:
        problems += together(change)
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


def together(change: Change) -> Iterator[Problem]:
    """What is wrong with a record in which each changed cell is right by itself."""
    record = copy(change.record)
    for name, value in change.values.items():
        setattr(record, name, value)
    try:
        record.clean()
    except ValidationError as error:
        yield Problem(change.number, change.cells[0].head, " ".join(error.messages))


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
