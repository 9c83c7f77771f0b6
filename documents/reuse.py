"""The same words in several places: finding them, and showing how they differ.

A text leaves winnowed fingerprints (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003): of every window of four
hashed runs of four characters, the least. Two texts that share a stretch of seven characters share at least one;
whether they really are the same words is then settled by aligning them.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from archive.lib.chinese import fold, fold_with_places

RUN = 4
WINDOW = 4
SHORTEST = 5  # characters: shorter words coincide by chance
ALIKE = 0.8


def fingerprints(text: str) -> frozenset[int]:
    """The winnowed fingerprints of `text`, folded; none for a text too short to tell anything.

    >>> a = fingerprints("得民心者得天下，失民心者失天下")
    >>> bool(a & fingerprints("「得民心者得天下」")), fingerprints("民心")
    (True, frozenset())
    """
    folded = fold(text)
    if len(folded) < SHORTEST:
        return frozenset()
    hashes = [crc32(folded[i : i + RUN].encode()) for i in range(len(folded) - RUN + 1)]
    if len(hashes) <= WINDOW:
        return frozenset({min(hashes)})
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1))


def likeness(a: str, b: str) -> float:
    """How far the shorter of two texts stands in the longer, 0 to 1, after folding.

    >>> likeness("得民心者得天下", "古人说：得民心者，得天下。")
    1.0
    >>> likeness("得民心者得天下", "空谈误国，实干兴邦") < ALIKE
    True
    """
    short, long = sorted((fold(a), fold(b)), key=len)
    if len(short) < SHORTEST:
        return 1.0 if short and short == long else 0.0
    return fuzz.partial_ratio(short, long) / 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a variant. `change`: same, added (only here), dropped (only in the earliest)."""

    text: str
    change: str


def variant(earliest: str, later: str) -> tuple[Piece, ...]:
    """`later` as a character diff against `earliest`; punctuation, width and script do not count as changes.

    >>> [(p.text, p.change) for p in variant("先天下之忧而忧", "先天下之憂，后天下之乐")]
    [('先天下之憂，', 'same'), ('而忧', 'dropped'), ('后天下之乐', 'added')]
    """
    a, a_places = fold_with_places(earliest)
    b, b_places = fold_with_places(later)
    a_ends, b_ends = [*a_places[1:], len(earliest)], [*b_places[1:], len(later)]
    pieces: list[Piece] = []

    def add(change: str, text: str, places: list[int], ends: list[int], low: int, high: int) -> None:
        if high > low:
            pieces.append(Piece(text[places[low] : ends[high - 1]], change))

    for step in _steps(a, b):
        if step[0] == "equal":
            add("same", later, b_places, b_ends, step[3], step[4])
        else:
            add("dropped", earliest, a_places, a_ends, step[1], step[2])
            add("added", later, b_places, b_ends, step[3], step[4])
    return tuple(pieces)


def _steps(a: str, b: str) -> list[tuple[str, int, int, int, int]]:
    """Edit steps from `a` to `b`; neighbouring changes are one, so that a reader sees words and not letters."""
    steps: list[tuple[str, int, int, int, int]] = []
    for code in Indel.opcodes(a, b):
        tag = "equal" if code.tag == "equal" else "change"
        if tag == "change" and steps and steps[-1][0] == "change":
            last = steps[-1]
            steps[-1] = (tag, last[1], code.src_end, last[3], code.dest_end)
        else:
            steps.append((tag, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return steps
