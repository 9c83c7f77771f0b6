"""Pairing quotation marks, also where they are nested, missing, swapped or turned into debris.

The marks of a text are read as one sequence, and the cheapest reading of it wins (Viterbi): each mark opens, closes
or is stray, at what its own shape and its neighbours make that cost. `：”人民“，` is printed with the marks swapped;
that is a mode of the reading, since a converter that lost count swaps all that follow. Cost is linear in marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# One alternative a way of printing a mark: the real ones, the typewriter's, and what is left of an HTML entity
# (`最高标准?quot;（毛泽东`: the byte before the entity went with half a character).
DOUBLE = re.compile(r"[“”\"＂〝〞]|[?&]quot;?|&[lr]dquo;?|\\\"")
CORNER = re.compile(r"[「」『』﹁﹂﹃﹄]")
SINGLE = re.compile(r"(?<![A-Za-z])[‘’](?![A-Za-z]{1,2}\b)|(?<![A-Za-z])'|'(?![A-Za-z])")
# Each family with what a text must hold to have one of its marks.
FAMILIES = (
    (DOUBLE, ("“", "”", '"', "＂", "〝", "〞", "quot", "dquo")),
    (CORNER, ("「", "」", "『", "』", "﹁", "﹂", "﹃", "﹄")),
    (SINGLE, ("‘", "’", "'")),
)
OPENING = frozenset("“〝「『﹁﹃‘") | {"&ldquo;", "&ldquo"}
CLOSING = frozenset("”〞」』﹂﹄’") | {"&rdquo;", "&rdquo"}
DEBRIS = re.compile(r"[?&\"]|\\")  # a typewriter mark among printed ones is a mended one

AFTER_QUOTED = frozenset("，。、；：！？）》,;:!?)　 …")  # what follows a closing mark, and no opening one
BEFORE_QUOTED = frozenset("：:（(《—“‘「『")  # what stands before an opening mark, and no closing one
SENTENCE_END = frozenset("。！？!?…")

STRAY, NEST, SWAP, SWAP_AT_DEBRIS, UNCLOSED, CARRY, DEEPEST = 4.0, 1.5, 2.5, 0.2, 4.0, 3.0, 2
BEAM = 8.0  # a reading that is so much dearer than the cheapest is given up
REACH = 12  # paragraphs between two oddities that may still belong to one passage


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks: offsets of the text without the marks.

    `depth` is 0 for an outermost stretch; `opened` and `closed` tell whether that mark is there: a quotation that
    runs over several paragraphs is one stretch a paragraph, continued where the mark is missing.
    """

    paragraph: int
    start: int
    end: int
    depth: int
    mark_start: int
    mark_end: int
    opened: bool = True
    closed: bool = True


class _Mark(NamedTuple):
    paragraph: int
    start: int
    end: int
    opening: float  # cost of reading it as an opening mark in the normal mode, and so on
    closing: float
    opening_swapped: float
    closing_swapped: float
    swap: float
    first: bool  # nothing but white space before it in its paragraph


def pair_marks(texts: Sequence[str]) -> list[Stretch]:
    """The stretches between marks in the paragraphs `texts`, in reading order, outer before inner.

    >>> [("他说：”好。“大家笑了。"[s.start : s.end]) for s in pair_marks(["他说：”好。“大家笑了。"])]
    ['好。']
    """
    found: list[Stretch] = []
    whole = "".join(texts)
    for family, letters in FAMILIES:
        if here := [letter for letter in letters if letter in whole]:
            found.extend(_pair_family(texts, family, here))
    found.sort(key=lambda s: (s.paragraph, s.start, -s.end))
    return _nest(found)


def _nest(found: list[Stretch]) -> list[Stretch]:
    """Depths across the families; of two stretches that cross, the second goes."""
    kept: list[Stretch] = []
    around: list[Stretch] = []
    for stretch in found:
        while around and (around[-1].paragraph != stretch.paragraph or around[-1].mark_end <= stretch.mark_start):
            around.pop()
        if around and around[-1].mark_end < stretch.mark_end:
            continue
        if stretch.depth != len(around):
            stretch = Stretch(
                stretch.paragraph,
                stretch.start,
                stretch.end,
                len(around),
                stretch.mark_start,
                stretch.mark_end,
                stretch.opened,
                stretch.closed,
            )
        around.append(stretch)
        kept.append(stretch)
    return kept


def _pair_family(texts: Sequence[str], family: re.Pattern[str], letters: Sequence[str]) -> Iterator[Stretch]:
    """Well-formed paragraphs at once; the odd ones, with what lies between, by the cheapest reading."""
    group: list[int] = []  # paragraphs from the first odd one on
    last_odd = 0
    marks: dict[int, list[re.Match[str]]] = {}
    for number, text in enumerate(texts):
        hits = list(family.finditer(text)) if any(letter in text for letter in letters) else []
        if group and number - last_odd > REACH:
            yield from _read(texts, marks, group)
            group = []
        if not hits:
            continue
        plain = _alternate(hits)
        if plain and not group:
            for left, right in zip(hits[::2], hits[1::2], strict=True):
                yield from _stretch(text, number, left.span(), right.span(), 0)
            continue
        marks[number] = hits
        if not plain:
            last_odd = number
        group.append(number)
    if group:
        yield from _read(texts, marks, group)


def _alternate(hits: Sequence[re.Match[str]]) -> bool:
    """Whether the marks open and close by turns, each by its own shape."""
    opening, closing = (hit.group() for hit in hits[::2]), (hit.group() for hit in hits[1::2])
    return len(hits) % 2 == 0 and OPENING.issuperset(opening) and CLOSING.issuperset(closing)


def _costs(text: str, hit: re.Match[str], paragraph: int, indent: int) -> _Mark:
    start, end = hit.span()
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    opening = closing = 0.0
    if not after or after in AFTER_QUOTED:
        opening += 3.0
    elif after == "（":
        opening += 1.0
    if before and before not in BEFORE_QUOTED:
        opening += 0.3
    if not before or before in BEFORE_QUOTED:
        closing += 3.0
    elif before in "，、":
        closing += 1.0
    elif before in SENTENCE_END:
        opening += 0.2
    if after and after not in AFTER_QUOTED:
        closing += 0.3
    glyph = hit.group()
    as_open, as_close = 3.0 * (glyph in CLOSING), 3.0 * (glyph in OPENING)
    return _Mark(
        paragraph,
        start,
        end,
        opening + as_open,
        closing + as_close,
        opening + as_close,
        closing + as_open,
        SWAP_AT_DEBRIS if DEBRIS.match(glyph) else SWAP,
        start <= indent,
    )


# A state is (depth, swapped), a step is (cost, what was done, where from), a way is (state, what was done, where from).
_START = {(0, False): 0.0}
_Step = tuple[float, str, tuple[int, bool]]
_Ways = tuple[tuple[tuple[int, bool], str, tuple[int, bool]], ...]


def _steps(mark: _Mark, state: tuple[int, bool]) -> Iterator[tuple[float, str, tuple[int, bool]]]:
    """What a mark may do in a state: cost, action, the state after it."""
    depth, was = state
    for swapped in (False, True):
        switch = mark.swap if swapped != was else 0.0
        opening = mark.opening_swapped if swapped else mark.opening
        closing = mark.closing_swapped if swapped else mark.closing
        if depth < DEEPEST:
            yield switch + opening + (NEST if depth else 0.0), "open", (depth + 1, swapped)
        if depth:
            yield switch + closing, "close", (depth - 1, swapped)
        if depth == 1 and mark.first:
            yield switch + opening + 0.5, "again", (1, swapped)
    yield STRAY + (1.0 if depth else 0.0), "stray", state


def _ends(state: tuple[int, bool]) -> Iterator[tuple[float, str, tuple[int, bool]]]:
    """What the end of a paragraph may do."""
    depth, swapped = state
    if not depth:
        yield 0.0, "end", state
        return
    yield UNCLOSED * depth, "drop", (0, swapped)
    if depth == 1:
        yield CARRY, "carry", state


def _read(texts: Sequence[str], marks: dict[int, list[re.Match[str]]], group: list[int]) -> Iterator[Stretch]:
    events: list[_Mark | int] = []  # a mark, or the number of the paragraph that ends here
    for number in range(group[0], group[-1] + 1):
        text = texts[number]
        indent = len(text) - len(text.lstrip()) if number in marks else 0
        events.extend(_costs(text, hit, number, indent) for hit in marks.get(number, ()))
        events.append(number)
    best: dict[tuple[int, bool], float] = _START
    trail: list[_Ways] = []
    seen: dict[_Ways, _Ways] = {}  # few differ, so that a million marks take little memory
    for event in events:
        reached: dict[tuple[int, bool], _Step] = {}
        for state, cost in best.items():
            for step, action, after in _ends(state) if isinstance(event, int) else _steps(event, state):
                known = reached.get(after)
                if known is None or cost + step < known[0]:
                    reached[after] = (cost + step, action, state)
        hopeless = min(step[0] for step in reached.values()) + BEAM
        best = {state: step[0] for state, step in reached.items() if step[0] < hopeless}
        ways = tuple((state, *reached[state][1:]) for state in best)
        trail.append(seen.setdefault(ways, ways))
    final = min((cost + (UNCLOSED * state[0]), state) for state, cost in best.items())[1]
    actions: list[str] = []
    for ways in reversed(trail):
        action, final = next((action, before) for state, action, before in ways if state == final)
        actions.append(action)
    yield from _stretches(texts, events, actions[::-1])


def _stretches(texts: Sequence[str], events: Sequence[_Mark | int], actions: Sequence[str]) -> Iterator[Stretch]:
    open_marks: list[tuple[int, int, bool]] = []  # start and end of the mark, whether it is there
    for event, action in zip(events, actions, strict=True):
        if isinstance(event, int):
            if action == "drop" or action == "carry":
                start, end, opened = open_marks[0]
                stop = len(texts[event])
                yield from _stretch(texts[event], event, (start, end), (stop, stop), 0, opened, False)
                open_marks = [(0, 0, False)] if action == "carry" else []
        elif action == "open":
            open_marks.append((event.start, event.end, True))
        elif action == "again":
            open_marks[-1] = (event.start, event.end, True)
        elif action == "close":
            start, end, opened = open_marks.pop()
            left, right, depth = (start, end), (event.start, event.end), len(open_marks)
            yield from _stretch(texts[event.paragraph], event.paragraph, left, right, depth, opened)


def _stretch(
    text: str,
    paragraph: int,
    left: tuple[int, int],
    right: tuple[int, int],
    depth: int,
    opened: bool = True,
    closed: bool = True,
) -> Iterator[Stretch]:
    """The stretch between two marks without the white space at its ends, unless nothing is left."""
    start, end = left[1], right[0]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Stretch(paragraph, start, end, depth, left[0], right[1], opened, closed)
