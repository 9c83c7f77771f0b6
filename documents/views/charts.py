"""What is drawn: years as bars, offices along an axis, who quotes whom. Numbers in, places in an SVG out.

Every drawing has the same facts beside it as a list or table; the SVG itself is left out of the reading order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from documents.models.dates import bounds

HEIGHT = 48  # of the longest bar
STEP = 12  # from one year to the next
WIDEST = 60 * STEP
NODES = 10  # people on each side of a network
ROW = 28  # from one of them to the next


@dataclass(frozen=True, slots=True)
class Year:
    """A year: how many, and where its bar stands."""

    year: int
    count: int
    x: int
    y: int
    height: int


class Timeline(NamedTuple):
    """Numbers by year, ready to draw."""

    years: list[Year]
    width: int
    bar: int  # width of a bar
    most: int = 0  # what the longest bar stands for


def timeline(counts: Sequence[tuple[int, int]], span: tuple[int, int] | None = None, most: int = 0) -> Timeline:
    """The bars of (year, number) in order; years without any are gaps, and spans over 60 years are squeezed.

    `span` (first and last year) and `most` (the number that the longest bar stands for) let two drawings share axes.

    >>> [(bar.year, bar.x, bar.height) for bar in timeline([(1957, 1), (1959, 2)]).years]
    [(1957, 0, 24), (1959, 24, 48)]
    """
    if not counts:
        return Timeline([], 0, 0)
    first, last = span or (counts[0][0], counts[-1][0])
    most = most or max(count for _year, count in counts)
    step = STEP if last - first < 60 else max(3, WIDEST // (last - first + 1))
    bars = []
    for year, count in counts:
        height = max(3, round(HEIGHT * count / most))
        bars.append(Year(year, count, (year - first) * step, HEIGHT - height, height))
    return Timeline(bars, (last - first + 1) * step, max(2, step - 3), most)


class YearRow(NamedTuple):
    """A year of a speaker: remarks made, words quoted."""

    year: int
    said: int
    quoted: int


class Years(NamedTuple):
    """Remarks above the axis, quotations below it, on one scale; and the same as rows."""

    said: Timeline
    quoted: Timeline
    rows: list[YearRow]
    width: int
    most: int  # what the longest bar of either stands for


def years_of(said: Mapping[int, int], quoted: Mapping[int, int]) -> Years | None:
    """The plot of what was said and quoted by year; None where there is nothing to compare.

    >>> plot = years_of({1957: 2}, {1957: 1, 1958: 4})
    >>> plot.width, plot.rows[0], [bar.height for bar in plot.said.years]
    (24, YearRow(year=1957, said=2, quoted=1), [24])
    """
    years = sorted({*said, *quoted})
    if len(years) < 2:
        return None
    span, most = (years[0], years[-1]), max(*said.values(), *quoted.values())
    drawn = [timeline(sorted(counts.items()), span, most) for counts in (said, quoted)]
    rows = [YearRow(year, said.get(year, 0), quoted.get(year, 0)) for year in years]
    return Years(drawn[0], drawn[1], rows, max(each.width for each in drawn), most)


class Stretch(NamedTuple):
    """A stretch of an axis, in hundredths of its length."""

    x: float
    width: float


class Axis(NamedTuple):
    """Stretches of time on a common axis from year to year; None where one has no date."""

    first: int
    last: int
    stretches: list[Stretch | None]


def axis(spans: Sequence[tuple[str, str]]) -> Axis | None:
    """EDTF dates (start, end; the end may be empty) on one axis; None where fewer than two years are told apart.

    >>> axis([("1950", "1954"), ("1955", "1959"), ("", "")])
    Axis(first=1950, last=1959, stretches=[Stretch(x=0.0, width=50.0), Stretch(x=50.0, width=50.0), None])
    """
    days = [(bounds(start)[0], bounds(end)[1] if end else bounds(start)[1]) for start, end in spans]
    known = [(low, high or low) for low, high in days if low]
    if not known:
        return None
    first, last = min(low.year for low, _high in known), max(high.year for _low, high in known)
    if first == last:
        return None
    whole = last - first + 1
    stretches: list[Stretch | None] = []
    for low, high in days:
        if low is None:
            stretches.append(None)
            continue
        start = (low.year + (low.month - 1) / 12 - first) / whole * 100
        until = high or low
        end = (until.year + until.month / 12 - first) / whole * 100
        stretches.append(Stretch(round(start, 1), round(max(end - start, 1), 1)))
    return Axis(first, last, stretches)


class Node(NamedTuple):
    """Somebody in a network: public id, name, how often, where the name stands, how thick the line to it is."""

    public_id: str
    name: str
    number: int
    y: int
    stroke: int


class Network(NamedTuple):
    """Those who quote somebody on the left, those whom they quote on the right; the person in the middle."""

    left: list[Node]
    right: list[Node]
    middle: int
    height: int


def network(quoting: Sequence[tuple[str, str, int]], quoted: Sequence[tuple[str, str, int]]) -> Network | None:
    """The people around a speaker, each (public id, name, number), the most first; None where there is nobody.

    >>> drawn = network([("a", "乔远山", 4)], [("b", "古人", 1), ("c", "孔子", 1)])
    >>> drawn.height, drawn.middle, [node.y for node in drawn.left], drawn.left[0].stroke
    (56, 28, [28], 6)
    """
    if not quoting and not quoted:
        return None
    most = max(count for _id, _name, count in (*quoting, *quoted))
    height = max(min(len(quoting), NODES), min(len(quoted), NODES)) * ROW

    def placed(people: Sequence[tuple[str, str, int]]) -> list[Node]:
        shown = people[:NODES]
        top = (height - len(shown) * ROW) // 2 + ROW // 2
        return [
            Node(public_id, name, count, top + n * ROW, max(1, round(6 * count / most)))
            for n, (public_id, name, count) in enumerate(shown)
        ]

    return Network(placed(quoting), placed(quoted), height // 2, height)
