"""Text that knows where it came from: every character of a cleaned text maps to its place in the source.

Cleaning joins wraps, drops debris and folds characters; each edit is recorded as it is made, so that nothing
has to be compared afterwards. Offsets are code points of the decoded source file, end excluded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """`length` characters at `start` of the text stand for the source from `source` on.

    Where `source_length` differs from `length` the run is an edit: as a whole it stands for that stretch.
    """

    start: int
    source: int
    length: int
    source_length: int


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and the runs that tie it to the source; slicing and joining keep the tie.

    >>> t = MappedText.of("一二三\\n四五", 10)
    >>> u = t[:3] + t[4:]
    >>> u.text, u.source_span(2, 4)
    ('一二三四五', (12, 15))
    """

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, text: str, source: int) -> MappedText:
        """`text` as it stands in the source from offset `source` on."""
        return cls(text, (Run(0, source, len(text), len(text)),) if text else ())

    @classmethod
    def edit(cls, text: str, source: int, source_length: int) -> MappedText:
        """`text` put in place of `source_length` characters of the source from `source` on."""
        return cls(text, (Run(0, source, len(text), source_length),) if text else ())

    @classmethod
    def join(cls, pieces: Iterable[MappedText]) -> MappedText:
        """The pieces one after the other; runs that continue each other in text and source become one."""
        texts: list[str] = []
        runs: list[Run] = []
        at = 0
        for piece in pieces:
            texts.append(piece.text)
            for run in piece.runs:
                moved = Run(at + run.start, run.source, run.length, run.source_length)
                last = runs[-1] if runs else None
                if (
                    last
                    and last.length == last.source_length
                    and moved.length == moved.source_length
                    and last.source + last.length == moved.source
                ):
                    runs[-1] = Run(
                        last.start, last.source, last.length + moved.length, last.source_length + moved.length
                    )
                else:
                    runs.append(moved)
            at += len(piece.text)
        return cls("".join(texts), tuple(runs))

    @classmethod
    def from_runs(cls, text: str, runs: Sequence[Sequence[int]]) -> MappedText:
        """The inverse of `runs` as stored: `[[start, source, length, source_length], …]`."""
        return cls(text, tuple(Run(*run) for run in runs))

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: MappedText) -> MappedText:
        return MappedText.join((self, other))

    def __getitem__(self, cut: slice) -> MappedText:
        start, end, step = cut.indices(len(self.text))
        if step != 1:
            raise ValueError("a mapped text is cut in steps of one")
        if start == 0 and end == len(self.text):
            return self
        runs = []
        for run in self.runs[self._run_at(start) :]:
            lo, hi = max(run.start, start), min(run.start + run.length, end)
            if run.start >= end:
                break
            if lo >= hi:
                continue
            if run.length == run.source_length:
                runs.append(Run(lo - start, run.source + lo - run.start, hi - lo, hi - lo))
            else:
                runs.append(Run(lo - start, run.source, hi - lo, run.source_length))
        return MappedText(self.text[start:end], tuple(runs))

    def strip(self, chars: str | None = None) -> MappedText:
        """Without white space (or `chars`) at both ends."""
        start = len(self.text) - len(self.text.lstrip(chars))
        end = len(self.text.rstrip(chars))
        return self[start : max(start, end)]

    def fold(self, table: dict[int, str | int]) -> MappedText:
        """Characters replaced one for one by `table` (as for `str.translate`); the runs stay as they are."""
        text = self.text.translate(table)
        if len(text) != len(self.text):
            raise ValueError("a fold replaces one character by one")
        return self if text == self.text else MappedText(text, self.runs)

    def source_span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """The stretch of the source from the first to past the last character of `text[start:end]`.

        Raises ValueError for an empty stretch.
        """
        end = len(self.text) if end is None else end
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no text between {start} and {end}")
        first = self.runs[self._run_at(start)]
        last = self.runs[self._run_at(end - 1)]
        low = first.source + (start - first.start if first.length == first.source_length else 0)
        high = last.source + (end - last.start if last.length == last.source_length else last.source_length)
        return low, high

    def _run_at(self, offset: int) -> int:
        """The index of the run that holds the character at `offset`."""
        return max(0, bisect_right(self.runs, offset, key=_run_start) - 1)


def _run_start(run: Run) -> int:
    return run.start
