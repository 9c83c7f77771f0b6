"""What every list has: words to look for, facets with counts, an order, pages, and a way out when nothing is left.

The whole choice is in the address (`?q=…&kind=speech&date=195X&sort=title`), so a list can be kept and shared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from archive.throttling import seconds_to_wait, too_many
from documents.search.query import Query, parse

from . import tallies
from .facets import LONG, MOST, Dated, Facet, Record, Text, Value, Words
from .paging import Key, Page, page_along, page_of
from .problems import said

PAGE = 30
LOOKED_AT = 2_000  # rows among which those for a page are chosen while the order of all is being made
ALL = 300  # values of a facet on a page of their own
LONGEST = 200  # characters of a search word or facet value that are looked at


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of a list: its name in the address, what it is called, the keys it sorts by.

    `by_count` says that the first key is counted row by row, which no index does.
    """

    name: str
    title: Text
    keys: tuple[Key, ...]
    by_count: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A facet value (or the words looked for) in force, the address without it, and of a record that of its page."""

    title: Text
    label: Text
    without: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A facet not yet chosen, with each value and the address that chooses it."""

    name: str
    title: Text
    values: list[tuple[Value, str]]
    all: str = ""  # the address of a page with all values, where they are more


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows a choice leaves, and how many the values of each facet, by its name, would."""

    total: int
    values: dict[str, list[Value]]


class Selection:
    """What the address of a list asks for, and the addresses of its neighbours.

    >>> choice = Selection(QueryDict("q=水渠&kind=speech&after=abc"))
    >>> choice.words, choice["kind"], choice.address(kind=None), choice.address(sort="title")
    ('水渠', 'speech', '?q=%E6%B0%B4%E6%B8%A0', '?q=%E6%B0%B4%E6%B8%A0&kind=speech&sort=title')
    """

    def __init__(self, query: QueryDict) -> None:
        self.query = query

    def __getitem__(self, name: str) -> str:
        return self.query.get(name, "").replace("\0", "").strip()[:LONGEST]

    @property
    def words(self) -> str:
        return self["q"]

    def address(self, **changes: str | None) -> str:
        """The query string with some values changed (None drops one); a change goes back to the first page."""
        query = self.query.copy()
        for name in ("after", "before", "all", "from"):
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return "?" + query.urlencode()


class Listing(TemplateView):
    """A list of records. Subclasses say which rows, how they are searched, narrowed, sorted and shown."""

    name: ClassVar[str]  # of the list's own address, `documents:<name>`
    title: ClassVar[Text]
    facets: ClassVar[Sequence[Facet]] = ()
    sorts: ClassVar[Sequence[Sort]]
    unit: ClassVar[str] = "pk"  # what makes a row of the list
    identifier: ClassVar[str] = "public_id"
    formats: ClassVar[Sequence[str]] = ("csv", "xlsx")
    settled: ClassVar[Mapping[str, Set[str]]] = {}  # facets that have one value only once another is chosen
    closed: ClassVar[Set[str]] = frozenset()  # facets that narrow but are not laid open for choice

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; looking for words in a list costs as much as a search, and is counted as one."""
        if self.choice.words and (seconds := seconds_to_wait(request, "search")):
            return too_many(request, seconds)
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        """All rows the public may see."""
        raise NotImplementedError

    def holding(self, query: Query) -> Q:
        """The condition that the words are found in a row."""
        raise NotImplementedError

    def shown(self, rows: QuerySet) -> QuerySet:
        """The rows with all that showing and sorting them needs."""
        return rows

    @cached_property
    def choice(self) -> Selection:
        return Selection(self.request.GET)

    @cached_property
    def faults(self) -> list[str]:
        """What in the address could not be understood; filled while narrowing."""
        return []

    @cached_property
    def narrowed(self) -> QuerySet:
        """The rows that the address asks for."""
        rows = self.rows()
        if self.choice.words:
            query = parse(self.choice.words, narrowing=False)
            self.faults.extend(said(query.problems))
            if query.all_of:
                rows = rows.filter(self.holding(query))
        for facet in self.facets:
            if value := self.choice[facet.name]:
                try:
                    rows = facet.narrow(rows, value)
                except ValueError:
                    self.faults.append(
                        _("“%(value)s” is not a value of “%(facet)s”.") % {"value": value, "facet": facet.title}
                    )
                    rows = rows.none()
        return rows

    def these(self, names: Sequence[str]) -> QuerySet:
        """The rows of these names, and perhaps a few others, without a look at all rows."""
        return self.narrowed.filter(**{f"{self.identifier}__in": names})

    @property
    def sort(self) -> Sort:
        return next((sort for sort in self.sorts if sort.name == self.choice["sort"]), self.sorts[0])

    @property
    def asked(self) -> str:
        """Which rows the address asks for, in whatever order."""
        return f"{self.name} {[self.choice[facet.name] for facet in self.facets]} {self.choice.words}"

    def chosen(self) -> list[Chosen]:
        """What is in force, each with the address without it."""
        choice = self.choice
        found = [Chosen(_("words"), choice.words, choice.address(q=None))] if choice.words else []
        return found + [
            Chosen(
                facet.title,
                label := facet.label(value),
                choice.address(**{facet.name: None}),
                facet.page(value) if isinstance(facet, Record) and label != value else "",
            )
            for facet in self.facets
            if (value := choice[facet.name])
        ]

    @cached_property
    def number(self) -> int:
        """How many rows the address asks for, unless they are many."""
        return tallies.number_of(self.narrowed)

    def count(self) -> Counts:
        """Count the rows, and those of every facet still to choose from."""
        rows, unit = self.narrowed, self.unit
        if not self.number:
            return Counts(0, {})
        shut = set(self.closed).union(*(names for chosen, names in self.settled.items() if self.choice[chosen]))
        open_ = [facet for facet in self.facets if self.is_open(facet) and facet.name not in shut]
        total = self.number if self.number <= tallies.MANY else rows.count()
        if unit != "pk":
            total = rows.values(unit).distinct().count()
        return Counts(total, {facet.name: facet.values(rows, unit) for facet in open_})

    def is_open(self, facet: Facet) -> bool:
        """Whether there is still something to choose: no value is chosen, or a decade, which leaves its years."""
        value = self.choice[facet.name]
        return not value or (isinstance(facet, Dated) and facet.holds_years(value))

    def page(self) -> Page:
        """The rows of the page, along an index; along an order that is kept where many rows are sorted by a count."""
        rows, sort = self.narrowed, self.sort
        after, before, name = self.choice["after"], self.choice["before"], self.identifier
        if not sort.by_count:
            return page_of(rows, sort.keys, PAGE, after=after, before=before, name=name, shown=self.shown)
        if self.number <= tallies.MANY:
            return page_of(self.shown(rows), sort.keys, PAGE, after=after, before=before, name=name)
        order = [key.order(False) for key in sort.keys]
        in_order = self.shown(rows).order_by(*order).values_list(self.identifier, flat=True)
        names = tallies.tally(f"{self.asked} {sort.name}", lambda: self.number, lambda: list(in_order)).found
        if names is None:
            other = next((each for each in self.sorts if not each.by_count), None)
            if other:
                self.faults.append(_("This order is still being made; look again in a minute."))
                return page_of(rows, other.keys, PAGE, after=after, before=before, shown=self.shown)
            self.faults.append(_("This order is still being made; here are some meanwhile. Look again in a minute."))
            names, after, before = self.met_often(), "", ""
        rows_of = lambda some: self.shown(self.these(some))  # noqa: E731
        return page_along(names, rows_of, PAGE, after=after, before=before, name=name)

    def met_often(self) -> list[str]:
        """The names of rows that are met most often among a part of them, for one page."""
        met = Counter(self.narrowed.order_by().values_list(self.identifier, flat=True)[:LOOKED_AT])
        return [str(name) for name, _times in met.most_common(PAGE)]

    def open(self, counts: Counts) -> list[Open]:
        """The facets still to choose from; one that would change nothing is left out."""
        found = []
        for facet in self.facets:
            values = counts.values.get(facet.name, [])
            if not values or (len(values) == 1 and values[0].count == counts.total > 1):
                continue
            cut = isinstance(facet, LONG) and len(values) > MOST
            links = self.links(facet, values[:MOST] if cut else values)
            found.append(Open(facet.name, facet.title, links, self.choice.address(all=facet.name) if cut else ""))
        return found

    def links(self, facet: Facet, values: Sequence[Value]) -> list[tuple[Value, str]]:
        """Values of a facet, each with the address that chooses it."""
        return [(value, self.choice.address(**{facet.name: value.value})) for value in values]

    @property
    def spread(self) -> Record | Words | None:
        """The facet of which all values are asked for (`?all=speaker`)."""
        asked = self.choice["all"]
        return next((each for each in self.facets if isinstance(each, LONG) and each.name == asked), None)

    def get_template_names(self) -> list[str]:
        return ["site/facet.html"] if self.spread else super().get_template_names()

    def all_values(self, facet: Record | Words) -> dict[str, Any]:
        """The page of all values of a facet among the rows that the address asks for."""
        asked = self.choice["from"]
        start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
        rows, unit, address = self.narrowed, self.unit, self.choice.address
        values = tallies.tally(
            f"{self.asked} {facet.name} {start}",
            lambda: self.number,
            lambda: facet.ranked(rows, unit, start, start + ALL + 1),
        ).found
        later = {"all": facet.name, "from": str(start + ALL)}
        earlier = {"all": facet.name, "from": str(max(start - ALL, 0)) if start > ALL else None}
        return {
            "facet": facet.title,
            "values": None if values is None else self.links(facet, values[:ALL]),
            "newer": address(**earlier) if start else "",
            "older": address(**later) if values and len(values) > ALL else "",
            "back": address(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"title": self.title, "list_name": f"documents:{self.name}", **kwargs}
        if self.spread:
            return super().get_context_data(**self.all_values(self.spread), chosen=self.chosen(), **told)
        page, counts = self.page(), tallies.tally(self.asked, lambda: self.number, self.count)
        address = self.choice.address
        return super().get_context_data(
            page=page,
            total=counts.found.total if counts.found else None,
            many=tallies.MANY,
            counted_at=counts.at,
            chosen=self.chosen(),
            faults=self.faults,
            facets=self.open(counts.found) if counts.found else [],
            words=self.choice.words,
            kept=[(name, self.choice[name]) for name in (*(f.name for f in self.facets), "sort") if self.choice[name]],
            sort=self.sort,
            sorts=[(sort, address(sort=sort.name if sort != self.sorts[0] else None)) for sort in self.sorts],
            older=f"{address(after=page.after)}" if page.after else "",
            newer=f"{address(before=page.before)}" if page.before else "",
            downloads=[name for name in self.formats if name != "citations"],
            cited="citations" in self.formats,
            query=self.choice.address().rstrip("?"),
            **told,
        )


def listing_for(listing: type[Listing], request: HttpRequest) -> Listing:
    """A list as its address asks for it, for a download of just that."""
    view = listing()
    view.setup(request)
    return view
