"""Turns that a copyist ran together in one line: `谢某：开学了没有？ 聂某某：开了。 谢某：好。`

In a record of talks a label after the end of a sentence opens a turn: one that opens paragraphs elsewhere, or, after a
blank, a person's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from people.names import is_person_name

from .beginnings import label_of
from .types import Line
from .wraps import speaker_labels

_SEAM = re.compile(r"(?<=[。！？!?…）)”」])(?P<gap>[ \t\u3000]*)(?P<label>[\u4e00-\u9fff]{1,8})\s?[：:](?=[^“「])")


def part_turns(units: Sequence[Line]) -> list[Line]:
    """The units of a record of talks, those that hold several turns taken apart."""
    known = frozenset(label.rstrip("：: \u3000\t") for label in speaker_labels(list(units)))
    return [piece for unit in units for piece in (_parted(unit, known) if label_of(unit.text.text) else (unit,))]


def _parted(unit: Line, known: frozenset[str]) -> Iterator[Line]:
    text, at = unit.text, 0
    for seam in _SEAM.finditer(text.text, 2):
        label = seam["label"]
        if label in known or (seam["gap"] and is_person_name(label)):
            yield replace(unit, text=text[at : seam.start("gap")], blank_before=unit.blank_before if at == 0 else 0)
            at = seam.start("label")
    yield replace(unit, text=text[at:], blank_before=0) if at else unit
