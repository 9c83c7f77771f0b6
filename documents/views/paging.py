"""Keyset paging: a page begins after a record, not after a number of records, so depth costs nothing.

The address names that record (`?after=m7e7wgrqbunq`); if it has gone, reading starts from the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import OrderBy

NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Key:
    """A field to sort by. Rows without a value come last, whichever way the field is sorted."""

    field: str
    descending: bool = False
    nullable: bool = False

    def order(self, backward: bool) -> OrderBy:
        """The clause for ORDER BY, turned round for reading backward."""
        nulls = {} if not self.nullable else {"nulls_first": True} if backward else {"nulls_last": True}
        return OrderBy(F(self.field), descending=self.descending != backward, **nulls)

    def same(self, value: Any) -> Q:
        """Rows with this value."""
        return Q(**{f"{self.field}__isnull": True}) if value is None else Q(**{self.field: value})

    def beyond(self, value: Any, backward: bool) -> Q:
        """Rows strictly past this value in the direction of reading."""
        if value is None:
            return Q(**{f"{self.field}__isnull": False}) if backward else NOTHING
        past = Q(**{f"{self.field}__{'lt' if self.descending != backward else 'gt'}": value})
        return past | Q(**{f"{self.field}__isnull": True}) if self.nullable and not backward else past


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order; `before` and `after` are the records that the neighbouring pages are asked by."""

    rows: list[Any]
    before: str = ""
    after: str = ""


def page_of(
    rows: QuerySet, keys: Sequence[Key], size: int, *, after: str = "", before: str = "", name: str = "public_id"
) -> Page:
    """The `size` rows after (or before) the record whose field `name` is the given value.

    `keys` must end in a field that tells any two rows apart. `rows` may be a queryset of records or of `values()`.
    """
    backward = bool(before and not after)
    start = _values(rows, keys, name, before if backward else after) if before or after else None
    if start is None:
        found = list(rows.order_by(*(key.order(False) for key in keys))[: size + 1])
        return Page(found[:size], after=_name(found[size - 1], name) if len(found) > size else "")
    found = list(rows.filter(past(keys, start, backward)).order_by(*(key.order(backward) for key in keys))[: size + 1])
    if backward and len(found) <= size:  # near the beginning a full first page is better than a short one
        return page_of(rows, keys, size, name=name)
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
        return Page(found, before=_name(found[0], name), after=_name(found[-1], name))
    if not found:
        return page_of(rows, keys, size, name=name)
    return Page(found, before=_name(found[0], name), after=_name(found[-1], name) if more else "")


def past(keys: Sequence[Key], values: Sequence[Any], backward: bool) -> Q:
    """Past `values` in the order of `keys`: beyond the first, or the same in the first and beyond the second, …"""
    beyond = NOTHING
    same = Q()
    for key, value in zip(keys, values, strict=True):
        beyond |= same & key.beyond(value, backward)
        same &= key.same(value)
    return beyond


def neighbours(rows: QuerySet, keys: Sequence[Key], row: Any) -> tuple[Any, Any]:
    """The rows just before and just after `row` in the order of `keys`, None at either end (one query)."""
    values = [getattr(row, key.field) for key in keys]

    def nearest(backward: bool) -> Subquery:
        beside = rows.filter(past(keys, values, backward)).order_by(*(key.order(backward) for key in keys))
        return Subquery(beside.values("pk")[:1])

    before = Case(When(pk=nearest(True), then=Value(True)), default=Value(False), output_field=BooleanField())
    found = {
        each._before: each for each in rows.filter(Q(pk=nearest(True)) | Q(pk=nearest(False))).annotate(_before=before)
    }
    return found.get(True), found.get(False)


def _values(rows: QuerySet, keys: Sequence[Key], name: str, value: str) -> tuple[Any, ...] | None:
    found = rows.order_by().filter(**{name: value}).values(*(key.field for key in keys))[:1]
    return next((tuple(row[key.field] for key in keys) for row in found), None)


def _name(row: Any, name: str) -> str:
    return str(row[name] if isinstance(row, dict) else getattr(row, name))
