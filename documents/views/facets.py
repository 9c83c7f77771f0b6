"""Facets: what a list can be narrowed by, with the number of rows each value leaves.

A facet has one value at a time, carried in the address under its name. A chosen facet shows its value and a way to
drop it; the others count what the whole choice leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import CharField, Count, Max, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils.functional import Promise

from archive.lib import edtf

from .dates import edtf_text

MOST = 10
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: what the address carries, what is shown, how many rows it leaves."""

    value: str
    label: Text
    count: int | None = None


class Facet(Protocol):
    """What a list needs of a facet."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> Text: ...
    def narrow(self, rows: QuerySet, value: str) -> QuerySet:
        """The rows that have `value`; raises ValueError where it is no value of this facet."""

    def label(self, value: str) -> Text:
        """What is shown for a chosen value."""

    def values(self, rows: QuerySet, unit: str) -> list[Value]:
        """The values among `rows`, counting each `unit` once; of a `LONG` facet the first `MOST` and one more."""


def _number(unit: str, many: bool = False) -> Count:
    """The number of `unit`s in a group; `many` says that a row may stand in it several times.

    To count different values takes many times as long, so it is done only where values may be the same.
    """
    return Count(unit, distinct=True) if many or unit != "pk" else Count("*")


@dataclass(frozen=True, slots=True)
class Choice:
    """A field with fixed choices."""

    name: str
    title: Text
    field: str
    choices: Callable[[], list[tuple[str, Text]]]

    def narrow(self, rows: QuerySet, value: str) -> QuerySet:
        if value not in dict(self.choices()):
            raise ValueError(value)
        return rows.filter(**{self.field: value})

    def label(self, value: str) -> Text:
        return dict(self.choices()).get(value, value)

    def values(self, rows: QuerySet, unit: str) -> list[Value]:
        counted = dict(rows.order_by().values_list(self.field).annotate(n=_number(unit)))
        return [Value(value, label, counted[value]) for value, label in self.choices() if counted.get(value)]


@dataclass(frozen=True, slots=True)
class Record:
    """A record that rows point to along `path`, such as the publication of a document; `public` are those with a page.

    An address may name any record: of one that the public does not see, it is not even told what it is called.
    """

    name: str
    title: Text
    public: Callable[[], QuerySet]
    path: str
    shown: str = "name"
    many: bool = False

    def narrow(self, rows: QuerySet, value: str) -> QuerySet:
        if not self.public().filter(public_id=value).exists():
            raise ValueError(value)
        wanted = {f"{self.path}__public_id": value}
        if not self.many:
            return rows.filter(**wanted)
        return rows.filter(pk__in=rows.model._default_manager.filter(**wanted).values("pk"))

    def label(self, value: str) -> Text:
        return self.public().filter(public_id=value).values_list(self.shown, flat=True).first() or value

    def page(self, value: str) -> str:
        """The address of the record's own page."""
        return reverse(f"documents:{self.public().model._meta.model_name}", args=[value])

    def values(self, rows: QuerySet, unit: str) -> list[Value]:
        return self.ranked(rows, unit, 0, MOST + 1)

    def ranked(self, rows: QuerySet, unit: str, start: int, end: int) -> list[Value]:
        """The values among `rows` from place `start` to `end`, the most frequent first."""
        counted = (
            rows.filter(**{f"{self.path}__isnull": False})
            .order_by()
            .values(self.path)  # a key: to group by names takes several times as long
            .annotate(n=_number(unit, self.many), _id=Max(f"{self.path}__public_id"))
            .annotate(_name=Max(f"{self.path}__{self.shown}"))
            .order_by("-n", "_name", "_id")
        )
        return [Value(each["_id"], each["_name"] or each["_id"], each["n"]) for each in counted[start:end]]


@dataclass(frozen=True, slots=True)
class Words:
    """A field of text whose values are themselves what is shown, such as the series of a meeting.

    `public` gives the rows that make a word a value: those that the public sees, however the list is narrowed.
    """

    name: str
    title: Text
    field: str
    public: Callable[[], QuerySet]

    def narrow(self, rows: QuerySet, value: str) -> QuerySet:
        if not self.public().filter(**{self.field: value}).exists():
            raise ValueError(value)
        return rows.filter(**{self.field: value})

    def label(self, value: str) -> Text:
        return value

    def values(self, rows: QuerySet, unit: str) -> list[Value]:
        return self.ranked(rows, unit, 0, MOST + 1)

    def ranked(self, rows: QuerySet, unit: str, start: int, end: int) -> list[Value]:
        """The values among `rows` from place `start` to `end`, the most frequent first."""
        counted = (
            rows.exclude(**{self.field: ""})
            .order_by()
            .values_list(self.field)
            .annotate(n=_number(unit))
            .order_by("-n", self.field)
        )
        return [Value(value, value, n) for value, n in counted[start:end]]


@dataclass(frozen=True, slots=True)
class Flags:
    """Conditions that a row may meet, several at a time: a speaker has spoken, was quoted, …"""

    name: str
    title: Text
    flags: Callable[[], dict[str, tuple[Text, Q]]]

    def narrow(self, rows: QuerySet, value: str) -> QuerySet:
        if value not in self.flags():
            raise ValueError(value)
        return rows.filter(self.flags()[value][1])

    def label(self, value: str) -> Text:
        return self.flags()[value][0] if value in self.flags() else value

    def values(self, rows: QuerySet, unit: str) -> list[Value]:
        flags = self.flags()
        counted = rows.order_by().aggregate(
            **{f"flag_{name}": Count(unit, filter=met, distinct=unit != "pk") for name, (_label, met) in flags.items()}
        )
        return [Value(name, label, n) for name, (label, _q) in flags.items() if (n := counted[f"flag_{name}"])]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day field, narrowed by an EDTF date: a year (1957), a decade (195X), a month, or a span (1950/1957)."""

    name: str
    title: Text
    field: str

    def narrow(self, rows: QuerySet, value: str) -> QuerySet:
        since, until = edtf.parse(value)
        span: dict[str, date] = {}
        if since:
            span[f"{self.field}__gte"] = since
        if until:
            span[f"{self.field}__lte"] = until
        return rows.filter(**span)

    def label(self, value: str) -> Text:
        return edtf_text(value)

    def holds_years(self, value: str) -> bool:
        """Whether a chosen value has years in it to choose from: a decade does, a year does not."""
        try:
            since, until = edtf.parse(value)
        except ValueError:
            return False
        return since is None or until is None or since.year != until.year

    def values(self, rows: QuerySet, unit: str) -> list[Value]:
        """Years; decades where there are more years than fit."""
        counted = (
            rows.filter(**{f"{self.field}__isnull": False})
            .order_by()
            .annotate(_year=Substr(Cast(self.field, CharField()), 1, 4))  # SQLite has no quick way to a date's year
            .values_list("_year")
            .annotate(n=_number(unit))
            .order_by("-_year")
        )
        years = list(counted)
        if len(years) > MOST + 2:
            decades: dict[str, int] = {}
            for year, n in years:
                decades[year[:3] + "X"] = decades.get(year[:3] + "X", 0) + n
            years = list(decades.items())
        return [Value(value, edtf_text(value), n) for value, n in years]


LONG = (Record, Words)  # may have thousands of values: a list lays open the first, a page of its own has all
