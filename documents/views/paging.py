"""Keyset paging: a page begins after a record, not after a number of records, so depth costs nothing.

The address names that record (`?after=m7e7wgrqbunq`); if it has gone, reading starts from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce


@dataclass(frozen=True, slots=True)
class Key:
    """A field to sort by. Rows without a value come last, whichever way the first field is sorted."""

    field: str
    descending: bool = False
    nullable: bool = False  # of the first key only

    def order(self, backward: bool) -> OrderBy:
        """The clause for ORDER BY, turned round for reading backward."""
        nulls = {} if not self.nullable else {"nulls_first": True} if backward else {"nulls_last": True}
        return OrderBy(F(self.field), descending=self.descending != backward, **nulls)

    def valued(self, backward: bool) -> OrderBy:
        """The same among rows that have a value: in the order of an index on both databases."""
        return OrderBy(F(self.field), descending=self.descending != backward)

    def beyond(self, value: Any, backward: bool, *, same: bool = False) -> Q:
        """Rows strictly past this value in the direction of reading, or also those that have it."""
        direction = "lt" if self.descending != backward else "gt"
        return Q(**{f"{self.field}__{direction}{'e' if same else ''}": value})


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order; `before` and `after` are the records that the neighbouring pages are asked by."""

    rows: list[Any]
    before: str = ""
    after: str = ""


Shown = Callable[[QuerySet], QuerySet]  # rows with all that showing them needs


def page_of(
    rows: QuerySet,
    keys: Sequence[Key],
    size: int,
    *,
    after: str = "",
    before: str = "",
    name: str = "public_id",
    shown: Shown | None = None,
) -> Page:
    """The `size` rows after (or before) the record whose field `name` is the given value.

    `shown` is asked only of these: where all rows are joined to others, SQLite sorts instead of walking. `keys` must
    end in a field that tells any two rows apart. `rows` may be a queryset of records or of `values()`.
    """
    backward = bool(before and not after)
    start = _values(rows, keys, name, before if backward else after) if before or after else None
    if start is None:
        found = nearest(rows, keys, None, False, size + 1, shown)
        return Page(found[:size], after=_name(found[size - 1], name) if len(found) > size else "")
    found = nearest(rows, keys, start, backward, size + 1, shown)
    if backward and len(found) <= size:  # near the beginning a full first page is better than a short one
        return page_of(rows, keys, size, name=name, shown=shown)
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
        return Page(found, before=_name(found[0], name), after=_name(found[-1], name))
    if not found:
        return page_of(rows, keys, size, name=name, shown=shown)
    return Page(found, before=_name(found[0], name), after=_name(found[-1], name) if more else "")


def page_along(
    names: Sequence[str],
    rows_of: Callable[[Sequence[str]], Iterable[Any]],
    size: int,
    *,
    after: str = "",
    before: str = "",
    name: str = "public_id",
) -> Page:
    """The same where the order of all rows is known: their `names`, and the rows that have some of these.

    >>> page_along("abcde", lambda some: [{"name": each} for each in "dbc"], 2, after="a", name="name")
    Page(rows=[{'name': 'b'}, {'name': 'c'}], before='b', after='c')
    """
    start = names.index(after) + 1 if after in names else 0
    if before in names and not after:
        start = max(names.index(before) - size, 0)
    some = names[start : start + size]
    place = {each: number for number, each in enumerate(some)}
    found = [row for row in rows_of(some) if _name(row, name) in place]
    found.sort(key=lambda row: place[_name(row, name)])
    return Page(found, some[0] if start and some else "", some[-1] if start + size < len(names) else "")


def nearest(
    rows: QuerySet,
    keys: Sequence[Key],
    start: Sequence[Any] | None,
    backward: bool,
    most: int,
    shown: Shown | None = None,
) -> list[Any]:
    """At most `most` rows past the values `start` of `keys` in the direction of reading (None: from the beginning)."""
    found: list[Any] = []
    for part in _parts(rows, keys, start, backward):
        some = part[: most - len(found)]
        if shown:
            some = shown(rows.model._default_manager.filter(pk__in=some.values("pk"))).order_by(*part.query.order_by)
        found += some
        if len(found) == most:
            break
    return found


def _parts(rows: QuerySet, keys: Sequence[Key], start: Sequence[Any] | None, backward: bool) -> Iterator[QuerySet]:
    """What is past `start`, in order: rows with a value of the first key, and those without.

    Asked for together, neither database walks along an index of the key, but sorts all rows.
    """
    first, *others = keys
    if not first.nullable:
        yield _part(rows, keys, start, backward)
        return
    valued = rows.filter(**{f"{first.field}__isnull": False}), keys
    void = rows.filter(**{f"{first.field}__isnull": True}), others
    in_void = start is not None and start[0] is None
    at = {True: None if start is None else start[1:], False: start}
    order = [(void, True), (valued, False)] if backward else [(valued, False), (void, True)]
    if start is not None and in_void != order[0][1]:
        order = order[1:]  # the first part is behind us
    for (part, by), is_void in order:
        yield _part(part, by, at[is_void] if is_void == in_void else None, backward)


def _part(rows: QuerySet, keys: Sequence[Key], start: Sequence[Any] | None, backward: bool) -> QuerySet:
    rows = rows.order_by(*(key.valued(backward) for key in keys))
    return rows if start is None else rows.filter(past(keys, start, backward))


def past(keys: Sequence[Key], values: Sequence[Any], backward: bool) -> Q:
    """Past `values` in the order of `keys`: not before the first of them, and beyond it or past the others."""
    if len(keys) == 1:
        return keys[0].beyond(values[0], backward)
    beyond = keys[0].beyond(values[0], backward) | past(keys[1:], values[1:], backward)
    return keys[0].beyond(values[0], backward, same=True) & beyond


def neighbours(rows: QuerySet, keys: Sequence[Key], row: Any) -> tuple[Any, Any]:
    """The rows just before and just after `row` in the order of `keys`, None at either end (one query)."""
    values = [getattr(row, key.field) for key in keys]

    def beside(backward: bool) -> Coalesce | Subquery:
        parts = [Subquery(part.values("pk")[:1]) for part in _parts(rows, keys, values, backward)]
        return Coalesce(*parts) if len(parts) > 1 else parts[0]

    before = Case(When(pk=beside(True), then=Value(True)), default=Value(False), output_field=BooleanField())
    found = {
        each._before: each for each in rows.filter(Q(pk=beside(True)) | Q(pk=beside(False))).annotate(_before=before)
    }
    return found.get(True), found.get(False)


def _values(rows: QuerySet, keys: Sequence[Key], name: str, value: str) -> tuple[Any, ...] | None:
    found = rows.order_by().filter(**{name: value}).values(*(key.field for key in keys))[:1]
    return next((tuple(row[key.field] for key in keys) for row in found), None)


def _name(row: Any, name: str) -> str:
    return str(row[name] if isinstance(row, dict) else getattr(row, name))
