"""A field has three values: what the machine said, what it says now, and what the archive holds. Which stands?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass(slots=True)
class Settlement:
    """What follows for one row: fields to write, fields in conflict, fields whose earlier conflict is over."""

    changes: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, Any] = field(default_factory=dict)  # field: what the machine says now
    agreed: list[str] = field(default_factory=list)


def settle(holds: Values, said: Values, says: Values, locked: bool = False) -> Settlement:
    """Compare, field by field, what a row `holds` with what the machine `said` before and `says` now.

    A field that holds what the machine said is the machine's and follows it; another was edited by a person and
    stands. Of a `locked` row (a confirmed quotation) every field stands. A row entered by hand (`said` is empty)
    stands as a whole, without conflict.

    >>> settle({"title": "甲"}, {"title": "甲"}, {"title": "乙"}).changes
    {'title': '乙'}
    >>> settle({"title": "丙"}, {"title": "甲"}, {"title": "乙"}).conflicts
    {'title': '乙'}
    >>> settle({"title": "丙"}, {"title": "甲"}, {"title": "甲"})
    Settlement(changes={}, conflicts={}, agreed=[])
    """
    settled = Settlement()
    if not said:
        return settled
    for name, now in says.items():
        mine = holds[name]
        before = said.get(name, mine)
        if now == before:
            continue
        if mine == now:
            settled.agreed.append(name)
        elif mine == before and not locked:
            settled.changes[name] = now
        else:
            settled.conflicts[name] = now
    return settled
