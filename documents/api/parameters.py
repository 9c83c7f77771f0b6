"""What may be asked: ids, dates, pages. Everything is bounded, so that nothing that passes can break a query."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from ninja.errors import HttpError

from archive.lib import edtf

ID = r"^[0-9a-z]{1,32}$"
CURSOR = r"^[0-9a-z]{1,42}$"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12][0-9]|3[01])"
_DATE = rf"([0-9]{{3}}[0-9X]|[0-9]{{2}}XX|[0-9]{{4}}-{_MONTH}(-{_DAY})?)"
DATE = rf"^{_DATE}(/{_DATE})?$"
MOST = 100

PublicId = Annotated[str, Path(pattern=ID, description="The id in the address of its page.", examples=["m7e7wgrqbunq"])]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Records on a page.", examples=[20])]
Cursor = Annotated[
    str | None, Query(pattern=CURSOR, description="Where to go on; taken from `next`, not made up.", examples=["d3k9"])
]


def known_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The operation, which refuses a parameter it does not have: `?page=2` would be answered by page 1 for ever."""
    known = inspect.signature(view).parameters.keys() - {"request", "public_id"}

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        if unknown := sorted(request.GET.keys() - known):
            takes = f"there are {', '.join(sorted(known))}" if known else "there is none"
            raise HttpError(422, f"{', '.join(unknown)}: no such parameter here; {takes}")
        return view(request, *args, **values)

    return checked


def fields_of(schema: type[Schema]) -> Any:
    """The parameter `fields`, which takes names of fields of `schema`."""
    names = "|".join(sorted(schema.model_fields))
    pattern = rf"^({names})(,({names})){{0,40}}$"
    example = ",".join(list(schema.model_fields)[1:3])
    return Query(None, pattern=pattern, description="Only these fields, and the id.", examples=[example])


def reference(what: str) -> Any:
    """A parameter that takes the id of another record."""
    return Query(None, pattern=ID, description=f"Id of {what}.", examples=["m7e7wgrqbunq"])


def date_parameter(what: str) -> Any:
    """A parameter that takes a date or a span in EDTF."""
    text = f"{what}: a year, month, day, decade (195X) or a span of them, in EDTF."
    return Query(None, pattern=DATE, description=text, examples=["1957", "1957-05/1957-06"])


def within(rows: QuerySet[Any], field: str, span: str | None) -> QuerySet[Any]:
    """The rows whose day is within an EDTF date; none for a day that no calendar has."""
    if not span:
        return rows
    try:
        since, until = edtf.parse(span)
    except ValueError:
        return rows.none()
    return rows.filter(**{f"{field}__gte": since or date.min, f"{field}__lte": until or date.max})
