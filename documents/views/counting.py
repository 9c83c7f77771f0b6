"""Counts beside rows, each a subquery of the rows' own query."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet, field: str, what: str = "pk") -> Coalesce:
    """How many `rows` (different values of `what`) have the outer row in `field`."""
    number = Count("*") if what == "pk" else Count(what, distinct=True)
    counted = rows.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(n=number)
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
