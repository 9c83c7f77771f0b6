"""Whom a part of a document is about: the person on the line above it, at the head of its entry, in its heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from archive.lib.chinese import simplify
from people.names import is_person_name
from people.names.shapes import HAN

from ..types import ParagraphData
from .roster import Roster, believable

_LONGEST = 40
# 周大山（石桥村的队长）： on a line of its own; 周大山，男，三十岁，… begins an entry of a list of people
_INTRODUCES = re.compile(
    rf"\s*(?:[（(]?[0-9０-９一二三四五六七八九十]{{1,3}}[)）、.．]\s*)?([{HAN}·]{{2,5}})(?:同志)?"
    r"(?:\s*[（(][^（()）]{2,40}[)）]\s*[：:]?\s*$|\s*[：:]?\s*$|[，,]\s*[男女][，,。])"
)

_FORM = re.compile(rf"\s*姓\s*名\s*[：:]\s*([{HAN}·]{{2,5}})\s*(?:[。，,；]|$)")  # 姓名：周大山。性别：男。


class Focus:
    """The parts of a document by where they begin, each with its person; None where a heading names nobody."""

    def __init__(self, paragraphs: Iterable[ParagraphData], roster: Roster) -> None:
        found = list(_parts(paragraphs, roster))
        self._starts = [start for start, _ in found]
        self._persons = [person for _, person in found]

    def at(self, sequence: int) -> str | None:
        """The person whom the part is about that a paragraph stands in."""
        at = bisect_right(self._starts, sequence) - 1
        return self._persons[at] if at >= 0 else None


def _parts(paragraphs: Iterable[ParagraphData], roster: Roster) -> Iterator[tuple[int, str | None]]:
    under_heading = False
    for paragraph in paragraphs:
        text = paragraph.text.text
        introduced = _FORM.match(text) or _INTRODUCES.match(text)
        name = simplify(introduced[1]) if introduced else ""
        if introduced and is_person_name(name) and believable(name):
            yield paragraph.sequence, roster.resolve(name) or introduced[1]
            under_heading = False
        elif paragraph.kind == "heading" and len(text) <= _LONGEST:
            person = roster.only_one_in(text)
            if person or under_heading:
                yield paragraph.sequence, person
            under_heading = person is not None
