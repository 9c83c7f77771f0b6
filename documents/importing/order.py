"""The paragraphs of a document in their old and their new order, and what each old number is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from documents.models import Paragraph


class Order:
    """Paragraphs as the machine found them now, with those that stand by a person's word after their old neighbours.

    `paragraph` gives the stored row for a number of the machine's, None for one that a person has removed.
    """

    def __init__(
        self, before: Sequence[Paragraph], found: Sequence[Paragraph | None], kept: Sequence[Paragraph]
    ) -> None:
        self.before = {row.sequence: row for row in before}
        self.paragraph = dict(enumerate(found))
        self.rows = with_kept(before, [row for row in found if row is not None], kept)
        number = {id(row): sequence for sequence, row in enumerate(self.rows)}
        self.found_number = Numbers((i, None if row is None else number[id(row)]) for i, row in enumerate(found))
        self.old_number = Numbers((row.sequence, number.get(id(row))) for row in before)


class Numbers:
    """Old numbers to new ones. A turn that began or ended with a paragraph that is gone takes the nearest inside it."""

    def __init__(self, pairs: Iterable[tuple[int, int | None]]) -> None:
        ordered = sorted(pairs, key=lambda pair: pair[0])
        known = [new for _, new in ordered if new is not None]
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        following = known[-1] if known else 0
        for old, new in reversed(ordered):
            following = self._first[old] = following if new is None else new
        preceding = known[0] if known else 0
        for old, new in ordered:
            preceding = self._last[old] = preceding if new is None else new

    def first(self, old: int) -> int:
        """The new number of the first paragraph of a turn."""
        return self._first.get(old, old)

    def last(self, old: int) -> int:
        """The new number of the last paragraph of a turn."""
        return self._last.get(old, old)


def with_kept(before: Sequence[Paragraph], rows: list[Paragraph], kept: Sequence[Paragraph]) -> list[Paragraph]:
    """`rows` with each of `kept` after the paragraph that it stood after, at the beginning if there is none left."""
    standing = {id(row) for row in (*rows, *kept)}
    keep = {id(row) for row in kept}
    after: dict[int | None, list[Paragraph]] = defaultdict(list)
    anchor: int | None = None
    for row in before:
        if id(row) in keep:
            after[anchor].append(row)
        elif id(row) in standing:
            anchor = id(row)
    ordered = list(after[None])
    for row in rows:
        ordered += [row, *after[id(row)]]
    return ordered
