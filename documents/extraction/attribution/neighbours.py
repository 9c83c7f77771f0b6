"""A paragraph of nothing but words between other such paragraphs: it goes on, or the other one of two answers."""

from __future__ import annotations

import re
from dataclasses import replace

from .document import Document, Place, Reading
from .reliability import RELIABILITY

SOURCES = frozenset({"bracket", "dash", "note", "same-source"})  # of one passage, which nobody goes on with
ACTORS = frozenset({"person", "people", "pronoun", "group", "office", "printed"})  # who may do something while speaking
TALKERS = frozenset({"person", "group", "office", "body", "printed"})  # who may be one of two who talk

_SIGNED = re.compile(r"[。，]?\s*[（(][^（()）。，]{2,20}[)）]\s*$")  # “…”（中文系七班）: whosever that is


def alternates(document: Document, number: int, place: Place) -> Reading | None:
    """A paragraph of nothing but words between two who take turns, where one of them asks."""
    if (
        number < 2
        or not _is_turn(document, place)
        or not _is_turn(document, document.places[number - 1], place.index - 1)
    ):
        return None
    if document.readings[number - 1].rule in SOURCES:
        return None
    other, previous = document.readings[number - 2], document.readings[number - 1]
    ends = (document.printed(where.index)[where.end - 1] for where in document.places[number - 1 : number + 1])
    near = place.index - document.places[number - 2].index < 4
    if not near or other.kind != "person" or previous.kind != "person" or other.name == previous.name:
        return None
    if not other.name or not any(end in "？?" for end in ends):
        return None
    return replace(other, rule="alternates", certainty=RELIABILITY["alternates"])


def answers(document: Document, number: int) -> Reading | None:
    """The other one of two who ask and answer in a line: 他问：“…？”我说：“…。”“…？”“…。”"""
    if number < 2 or document.gap(number) != "" or document.gap(number - 1) is None:
        return None
    other, previous = document.readings[number - 2], document.readings[number - 1]
    if not (other.name and previous.name) or other.name == previous.name or not {other.kind, previous.kind} <= TALKERS:
        return None
    asks = [document.printed(where.index)[where.end - 1] in "？?" for where in document.places[number - 2 : number + 1]]
    if asks[1] == asks[2] or not any(asks):
        return None
    return replace(other, rule="alternates", certainty=RELIABILITY["alternates"])


def _is_turn(document: Document, place: Place, index: int | None = None) -> bool:
    """Whether a paragraph begins with the words, and, unless `index` says which it is, holds nothing else."""
    printed = document.printed(place.index)
    if place.mark:
        return False
    return place.index == index if index is not None else not printed[place.after :].strip("。 　")


def goes_on(document: Document, number: int, place: Place) -> Reading | None:
    """A paragraph that begins with marks goes on with whose words the one before ends with, unless they ask."""
    if not number or place.mark or document.gap(number) is not None:
        return None
    previous, before = document.readings[number - 1], document.places[number - 1]
    printed = document.printed(before.index)
    ended = not printed[before.after :].strip("。 　") and printed[before.end - 1] not in "？?"
    another = document.remark_of(place) != document.remark_of(before)  # 周大山： / “…” / 孙小河： / “…”
    if another or _SIGNED.match(document.printed(place.index), place.after):
        return None
    if (
        previous.rule in SOURCES
        or not ended
        or before.index != place.index - 1
        or previous.kind not in ACTORS
        or not previous.name
    ):
        return None
    return replace(previous, rule="goes-on", certainty=min(previous.certainty, RELIABILITY["goes-on"]))
