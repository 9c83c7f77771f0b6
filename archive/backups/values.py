"""Values of columns as JSON and back, the same from both databases."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BinaryField, DateTimeField, DurationField, Field, JSONField, Model

LEFT_OUT = {"sessions.session"}


def kept(models: Sequence[type[Model]]) -> list[type[Model]]:
    """The models whose rows a backup keeps, ties of many to many among them, in the order of their names."""
    chosen = [m for m in models if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in LEFT_OUT]
    return sorted(chosen, key=lambda model: model._meta.label_lower)


def columns_of(model: type[Model]) -> list[Field]:
    """The columns of a table, without those that the database itself works out."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def as_line(values: Sequence[Any]) -> bytes:
    """A row as a line of JSON.

    >>> as_line([1, "渠", b"\\x00", datetime(2026, 1, 2, 3, 4, 5, 6), None])
    b'[1,"\\xe6\\xb8\\xa0","AA==","2026-01-02T03:04:05.000006",null]\\n'
    """
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | bytearray | memoryview):
        return b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"a backup cannot keep a {type(value).__name__}")


def for_database(field: Field, value: Any) -> Any:
    """A value of a backup as the database's own library takes it. Raises ValueError for what the column cannot hold."""
    if value is None and not isinstance(field, JSONField):
        return None
    if isinstance(field, BinaryField):
        value = b64decode(value, validate=True)
    elif isinstance(field, JSONField):
        if value is None and field.null:
            return None
        return connection.ops.adapt_json_value(value, field.encoder)
    elif isinstance(field, DateTimeField):
        value = datetime.fromisoformat(value)
    elif isinstance(field, DurationField):
        value = timedelta(seconds=value)
    elif not field.is_relation:
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
