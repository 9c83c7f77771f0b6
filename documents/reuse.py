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
PASSAGE_RUN = 8
PASSAGE_WINDOW = 32  # so that every shared stretch of 39 characters shares a fingerprint
PASSAGE = 30  # characters that a shared passage has at least
SEED = 8  # characters of an unchanged stretch in it
GAP = 6  # characters that may differ between two unchanged stretches


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


def passage_fingerprints(text: str) -> frozenset[int]:
    """Sparser fingerprints, of longer runs, by which paragraphs that share a passage are found.

    >>> a, b = ("前面的话不同。" + "渠修到哪里人心就通到哪里" * 4), ("渠修到哪里，人心就通到哪里；" * 4 + "后面也不同")
    >>> bool(passage_fingerprints(a) & passage_fingerprints(b)), passage_fingerprints("短句。")
    (True, frozenset())
    """
    folded = fold(text)
    if len(folded) < PASSAGE:
        return frozenset()
    data = folded.encode("utf-32-le")
    step = 4 * PASSAGE_RUN
    hashes = [crc32(data[at : at + step]) for at in range(0, len(data) - step + 4, 4)]
    return frozenset(_winnowed(hashes, PASSAGE_WINDOW))


def _winnowed(hashes: list[int], window: int) -> set[int]:
    """The least hash of every window; the last of several that are equal."""
    kept: set[int] = set()
    least = -1
    for end in range(min(window, len(hashes)) - 1, len(hashes)):
        start = max(0, end - window + 1)
        if least < start:  # the least has left the window: look at all of it again
            least = min(range(start, end + 1), key=lambda at: (hashes[at], -at))
        elif hashes[end] <= hashes[least]:
            least = end
        kept.add(hashes[least])
    return kept


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that two texts share: where it stands in the first and in the second, and its unchanged characters."""

    start: int
    end: int
    other_start: int
    other_end: int
    length: int


def shared_passage(text: str, other: str) -> Shared | None:
    """The longest passage that stands in both texts, small variants allowed; None where none is long enough.

    >>> words = "要坚持从群众中来到群众中去，把群众的意见集中起来，化为系统的意见，又到群众中去作宣传解释"
    >>> found = shared_passage(f"他说，{words}。", words.replace("系统的意见", "系统意见"))
    >>> found.start, found.length
    (3, 40)
    """
    a, a_places = fold_with_places(text)
    b, b_places = fold_with_places(other)
    best: tuple[int, int, int, int, int] | None = None
    here: list[int] | None = None  # start, end, other start, other end, unchanged
    for code in Indel.opcodes(a, b):
        if code.tag != "equal" or (size := code.src_end - code.src_start) < (SEED if here is None else 2):
            continue
        if here and code.src_start - here[1] <= GAP and code.dest_start - here[3] <= GAP:
            here = [here[0], code.src_end, here[2], code.dest_end, here[4] + size]
        elif size >= SEED:
            here = [code.src_start, code.src_end, code.dest_start, code.dest_end, size]
        else:
            here = None
            continue
        if best is None or here[4] > best[4]:
            best = (here[0], here[1], here[2], here[3], here[4])
    if best is None or best[4] < PASSAGE:
        return None
    start, end, other_start, other_end, length = best
    return Shared(a_places[start], a_places[end - 1] + 1, b_places[other_start], b_places[other_end - 1] + 1, length)
