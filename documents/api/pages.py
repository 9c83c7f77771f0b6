"""Pages of lists: they begin after a record, so that depth costs nothing and nothing is told twice."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from .records import Json

_PLACE = re.compile(r"([0-9]{10})([0-9a-z]{1,32})")  # a sequence number, which two rows may share, and an id


def page(rows: QuerySet[Any], limit: int, cursor: str | None, in_order: bool = False) -> tuple[list[Any], str | None]:
    """Some rows and the cursor of the next; `in_order` reads the rows of one document in their order, else by id.

    What is no cursor of ours begins from the beginning.
    """
    if in_order:
        rows = rows.order_by("sequence", "public_id")
        if cursor and (place := _PLACE.fullmatch(cursor)):
            at = int(place[1])
            rows = rows.filter(Q(sequence__gt=at) | Q(sequence=at, public_id__gt=place[2]))
    else:
        rows = rows.order_by("public_id")
        rows = rows.filter(public_id__gt=cursor) if cursor else rows
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], f"{last.sequence:010}{last.public_id}" if in_order else last.public_id


def paged(request: HttpRequest, items: list[Json], following: str | None, **more: Any) -> Json:
    """A page as it is answered: `next` is this address with another cursor."""
    return {**more, "next": address(request, following) if following else None, "items": items}


def address(request: HttpRequest, cursor: str) -> str:
    """The address asked for, with another cursor."""
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
