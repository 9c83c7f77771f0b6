"""Which text of a new version is which of the old one, by what it says and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

ALIKE = 60  # percent of letters, in order, that two versions of one text share at least
LARGEST = 20_000_000  # cells of the comparison; beyond it, equal texts are paired in order of their occurrence
LARGEST_GAP = 10_000  # cells compared letter by letter between two texts that are known to be the same


def align(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each text of `new` the index of the same text in `old`, or None for a text that is new.

    Equal texts in order come first; between them, texts that are mostly alike, in order; then equal texts that moved.

    >>> align(["甲", "春天来了花开了", "乙"], ["乙", "甲", "春天来了，花都开了", "丙"])
    [2, 0, 1, None]
    """
    pairs: list[int | None] = [None] * len(new)
    for before, after in _equal_in_order(old, new):
        pairs[after] = before
    _pair_alike_in_gaps(old, new, pairs)
    _pair_moved(old, new, pairs)
    return pairs


def pair_equal(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[int | None]:
    """For each row of `new` the index of the same row in `old`, or None: equal in all its words, else in the first.

    >>> pair_equal([("王明", "主持"), ("李群", "主持")], [("李群", "出席"), ("王明", "主持"), ("赵新", "主持")])
    [1, 0, None]
    """
    pairs: list[int | None] = [None] * len(new)
    for words in (None, 1):
        used = set(pairs)
        left = [i for i in range(len(old)) if i not in used]
        right = [j for j in range(len(new)) if pairs[j] is None]
        signs = [["\x1f".join(rows[k][:words]) for k in keys] for rows, keys in ((old, left), (new, right))]
        for before, after in _by_occurrence(*signs):
            pairs[right[after]] = left[before]
    return pairs


def _equal_in_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    pairs = [(i, i) for i in range(start)]
    pairs += [(len(old) - i, len(new) - i) for i in range(end, 0, -1)]
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    if len(middle_old) * len(middle_new) > LARGEST:
        return pairs + [(start + a, start + b) for a, b in _by_occurrence(middle_old, middle_new)]
    for step in LCSseq.opcodes(middle_old, middle_new):
        if step.tag == "equal":
            length = step.src_end - step.src_start
            pairs += [(start + step.src_start + i, start + step.dest_start + i) for i in range(length)]
    return pairs


def _by_occurrence(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The first occurrence of a text with the first, the second with the second: linear, whatever the texts."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(len(old) - 1, -1, -1):
        places[old[index]].append(index)
    return [(places[text].pop(), index) for index, text in enumerate(new) if places.get(text)]


def _pair_alike_in_gaps(old: Sequence[str], new: Sequence[str], pairs: list[int | None]) -> None:
    fixed = [(-1, -1), *((before, after) for after, before in enumerate(pairs) if before is not None)]
    fixed.append((len(old), len(new)))
    used = set(pairs)
    for (old_low, new_low), (old_high, new_high) in pairwise(fixed):
        olds = [i for i in range(old_low + 1, old_high) if i not in used]
        news = range(new_low + 1, new_high)
        if olds and news and len(olds) * len(news) <= LARGEST_GAP:
            for before, after in _best_in_order(old, new, olds, news):
                pairs[after] = before


def _best_in_order(
    old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """The pairs in order whose likeness sums highest (Needleman–Wunsch without a cost for gaps)."""
    likeness = [[_likeness(old[i], new[j]) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    pairs = []
    i = j = 0
    while i < len(olds) and j < len(news):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((olds[i], news[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(a: str, b: str) -> float:
    return fuzz.ratio(a, b, score_cutoff=ALIKE)


def _pair_moved(old: Sequence[str], new: Sequence[str], pairs: list[int | None]) -> None:
    used = set(pairs)
    left = [i for i in range(len(old)) if i not in used]
    right = [j for j in range(len(new)) if pairs[j] is None]
    for before, after in _by_occurrence([old[i] for i in left], [new[j] for j in right]):
        pairs[right[after]] = left[before]
