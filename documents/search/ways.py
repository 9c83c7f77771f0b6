"""Where hits of a query are looked for: parts of the texts, each as an index finds it.

Keys begin with the day of a text, so that days are a range of keys. What is found by another day than its own (a year
that begins before the days asked for; remarks printed weeks after their meeting) stands in few documents, looked up
beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from .conditions import conditions
from .days import Days
from .engines import engine
from .entries import BELOW_DAY
from .query import ANY_DAY, Query
from .way import Way

LAST_KEY = (1 << 63) - 1
EVERYWHERE = (Way(),)
KNOWN = {"speaker", "meeting", "publication", "title"}  # fields of which the texts have an index


def ways(query: Query) -> tuple[Way, ...]:
    """The parts of the texts in which the hits are, none of them in two. Names are looked up here: it is asked once."""
    met, values = conditions(query)
    names = {name for name, _wanted in query.fields}
    way = Way(met, values, few="document" in names, known=bool(names & KNOWN))
    if query.days == ANY_DAY:
        return (way,)
    sql, days = _of_other_days(query.days)
    return replace(way, keys=_between(query.days)), replace(way.also(sql, *days), few=True)


def across(there: Iterable[Way], compiled: Callable[[Way], tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    """SQL for the rows of all ways, each compiled, and its parameters."""
    parts = [compiled(way) for way in there]
    if len(parts) == 1:
        return parts[0]
    each = " UNION ALL ".join(f"SELECT * FROM ({sql}) way{n}" for n, (sql, _values) in enumerate(parts))
    return each, [value for _sql, values in parts for value in values]


def _between(days: Days) -> tuple[int, int]:
    """The keys of the texts that begin on these days.

    >>> from datetime import date
    >>> low, high = _between((date(1957, 1, 1), date(1957, 12, 31)))
    >>> (high - low) >> BELOW_DAY
    365
    """
    first, last = days
    return (first.toordinal() if first else 1) << BELOW_DAY, (last.toordinal() + 1) << BELOW_DAY if last else LAST_KEY


def _of_other_days(days: Days) -> tuple[str, list[Any]]:
    """The texts of documents and meetings that began before these days and lasted, or were said on them."""
    first, last = days
    begun, held, elsewhere = [], [], ["d.date_earliest IS NULL"]
    if first:
        begun = ["{0}date_earliest < %s", "{0}date_latest >= %s"]
        held.append("m.date_latest >= %s")
        elsewhere.append("d.date_earliest < %s")
    if last:
        held.append("m.date_earliest <= %s")
        elsewhere.append("d.date_earliest > %s")
    lasting = " AND ".join(begun) or "1 = 0"
    documents = (
        f"SELECT d.id FROM documents_document d WHERE {lasting.format('d.')} UNION ALL "
        "SELECT d.id FROM documents_meeting m JOIN documents_document d ON d.meeting_id = m.id "
        f"WHERE {' AND '.join(held)} AND ({' OR '.join(elsewhere)})"
    )
    meetings = f"SELECT id FROM documents_meeting WHERE {lasting.format('')}"
    of_rows = engine().of_rows
    sql = f"({of_rows('t.document_id', documents)} OR ({of_rows('t.meeting_id', meetings)} AND t.document_id IS NULL))"
    known = [day for day in days if day]
    twice = [first, first] if first else []
    return sql, [*twice, *known, *known, *twice]
