"""How many hits are of each year, speaker, meeting, publication and kind, counted by the database in one query."""

from __future__ import annotations

from typing import Any

from archive.replicas import connection

REMARK = "remark"  # a kind of text that is also another
FACTS = "t.year, t.speaker_id, t.meeting_id, t.publication_id, t.kind, t.remark <> '' AS said"
_COUNTED = {"date": "year", "speaker": "speaker_id", "meeting": "meeting_id", "publication": "publication_id"}
_TALLIES = " UNION ALL ".join(
    f"SELECT '{field}' AS field, CAST({column} AS text) AS value, count(*) AS hits FROM hit GROUP BY {column}"
    for field, column in {**_COUNTED, "kind": "kind"}.items()
)
_REMARKS = f"SELECT 'kind', '{REMARK}', count(*) FROM hit WHERE said"

Tallies = dict[str, dict[str, int]]  # by field and value


def tallied(sql: str, values: list[Any]) -> Tallies:
    """The tallies of the hits whose FACTS `sql` selects."""
    return _read(f"WITH hit AS MATERIALIZED ({sql}) {_TALLIES} UNION ALL {_REMARKS}", values)


def tallied_with_keys(sql: str, values: list[Any], listed: str) -> tuple[int, str | None, Tallies]:
    """The number of hits whose id and FACTS `sql` selects, what `listed` makes of their ids, and the tallies."""
    every = f"SELECT 'every', {listed}, count(*) FROM hit"
    tallies = _read(f"WITH hit AS MATERIALIZED ({sql}) {_TALLIES} UNION ALL {_REMARKS} UNION ALL {every}", values)
    ((keys, total),) = tallies.pop("every").items()
    return total, keys, tallies


def hits(tallies: Tallies) -> int:
    """How many hits were counted.

    >>> hits({"kind": {"paragraph": 3, "title": 1, "remark": 2}})
    4
    """
    return sum(count for kind, count in tallies.get("kind", {}).items() if kind != REMARK)


def _read(sql: str, values: list[Any]) -> Tallies:
    tallies: Tallies = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for field, value, count in cursor.fetchall():
            if field == "every" or (count and value is not None):
                tallies.setdefault(field, {})[value] = count
    return tallies
