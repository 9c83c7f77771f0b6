"""Variables written into the note of an item, as Zotero's users do where a kind of item has no field for one.

Zotero calls the note of a citation Extra; its lines `scale: 1:50000` and `Original Date: 1936` are variables. What
such a line says is read where the item itself says nothing, its type even where it does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Any

from .csl_values import TYPES

_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{1,30})[:：]\s*(\S.*)")
_NAMES = frozenset({
    "author", "container-author", "editor", "compiler", "translator", "illustrator",
    "director", "composer", "performer", "producer", "host",
})  # fmt: skip
_DATES = frozenset({"issued", "accessed", "submitted", "event-date"})
_LABELS = {"date": "issued", "archive-location": "archive_location", "place": "publisher-place", "pages": "page"}


def with_note_fields(value: Mapping[str, Any], variables: Set[str]) -> Mapping[str, Any]:
    """The CSL-JSON object `value` with those of `variables` that lines of its note say and it lacks.

    A person is `family || given`, or one string for a whole name; a line each.

    >>> note = "Scale: 1:500\\nTranslator: 方 || 青\\n甲本"
    >>> item = with_note_fields({"type": "map", "note": note}, {"scale", "translator"})
    >>> item["scale"], item["translator"]
    ('1:500', [{'family': '方', 'given': '青'}])
    """
    note = value.get("note")
    if not isinstance(note, str) or ":" not in note.replace("：", ":"):
        return value
    noted: dict[str, Any] = {}
    spelled = {variable.casefold(): variable for variable in variables}
    for line in note.splitlines():
        found = _LINE.fullmatch(line.strip())
        if not found:
            continue
        label = re.sub(r"[ _]+", "-", found[1].strip().casefold())
        variable = spelled.get(_LABELS.get(label, label), "")
        if variable in _NAMES:
            noted.setdefault(variable, []).append(_name(found[2]))
        elif variable in _DATES:
            noted[variable] = {"raw": found[2]}
        elif variable:
            noted[variable] = found[2]
    kept = {key: content for key, content in value.items() if content not in (None, "", [], {})}
    own = {"type": noted["type"]} if noted.get("type") in TYPES else {}
    return {**noted, **kept, **own} if noted else value


def _name(text: str) -> dict[str, str]:
    family, two, given = (part.strip() for part in text.partition("||"))
    return {"family": family, "given": given} if two else {"literal": family}
