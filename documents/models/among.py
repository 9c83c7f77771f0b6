"""Long lists of values in a condition. SQLite takes 32,766 parameters a statement as it comes, some builds more."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

PARAMETERS = 900  # which every SQLite takes, beside those that a statement has anyhow


def among(values: Collection[Any]) -> Any:
    """What to ask with, as in `public_id__in=among(ids)`: the values; on SQLite, where they are many, one parameter.

    >>> among([7, 8])
    [7, 8]
    """
    if connection.vendor != "sqlite" or len(values) <= PARAMETERS:
        return values if isinstance(values, list) else list(values)
    return in_one(values)


def in_one(values: Collection[Any]) -> RawSQL:
    """SQL for the values as rows, in one parameter of SQLite."""
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(values))])
