"""A document as it is read: its paragraphs cut at every quotation and note mark, with what stands in the margins.

Nothing here asks the database or writes HTML: rows go in, units come out, and the template prints them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from documents.models import Paragraph, Quotation, Remark
from documents.search.passages import TakenOver

LONGEST_STRETCH = 9_000  # characters of text on one page: 40 to 80 KB of HTML, twenty minutes' reading
HUES = 8
DEEPEST = 5  # headings of HTML below the title


class Line(NamedTuple):
    """A paragraph as the outline knows it: everything but its words."""

    public_id: str
    sequence: int
    kind: str
    level: int | None
    length: int
    heading: str = ""


class Stretch(NamedTuple):
    """The part of a document on one page: `first` to `last` are sequence numbers, both included."""

    number: int
    first: int
    last: int


def stretches(outline: Sequence[Line], longest: int = LONGEST_STRETCH) -> list[Stretch]:
    """The outline cut into pages: at a heading once half of `longest` is full, else where it is full.

    >>> lines = [Line(str(n), n, "heading" if n == 3 else "body", None, 40) for n in range(6)]
    >>> stretches(lines, 150)
    [Stretch(number=1, first=0, last=2), Stretch(number=2, first=3, last=5)]
    """
    found: list[Stretch] = []
    page: list[Line] = []
    filled = 0
    for line in outline:
        heading = line.kind == Paragraph.Kind.HEADING
        if page and (filled + line.length > longest or (heading and filled > longest / 2)):
            carried: list[Line] = []
            while len(page) > 1 and page[-1].kind == Paragraph.Kind.HEADING:
                carried.insert(0, page.pop())  # a heading goes with what it heads
            found.append(Stretch(len(found) + 1, page[0].sequence, page[-1].sequence))
            page, filled = carried, sum(kept.length for kept in carried)
        page.append(line)
        filled += line.length
    return [*found, Stretch(len(found) + 1, page[0].sequence, page[-1].sequence)] if page else found


def page_number(cut: Sequence[Stretch], sequence: int) -> int:
    """The page on which the paragraph of that sequence number stands; 1 where none does.

    >>> page_number([Stretch(1, 0, 9), Stretch(2, 10, 30)], 12)
    2
    """
    return next((stretch.number for stretch in cut if stretch.first <= sequence <= stretch.last), 1)


def depths(levels: Iterable[int | None]) -> list[int]:
    """Heading levels without gaps, 1 the highest: a reader's outline never skips a step down.

    >>> depths([2, 4, 4, 2, 1])
    [1, 2, 2, 1, 1]
    """
    open_levels: list[int] = []
    found = []
    for level in levels:
        level = level or 1
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        found.append(len(open_levels))
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a paragraph that belongs to one quotation, or is one note mark, or is neither."""

    text: str
    quotation: Quotation | None = None
    first: bool = False  # whether the quotation begins here
    note: Paragraph | None = None
    marked: bool = False  # whether it is in the stretch that the address points to


@dataclass(frozen=True, slots=True)
class MarginNote:
    """What stands beside a paragraph: quotations in it that share a speaker and a work, a note, or a shared passage."""

    quotations: tuple[Quotation, ...] = ()
    note: Paragraph | None = None
    taken: TakenOver | None = None


@dataclass(slots=True)
class Unit:
    """A paragraph ready to print. `depth` is of a heading; `page` the printed page where a new one begins here."""

    paragraph: Paragraph
    pieces: list[Piece]
    margin: list[MarginNote] = field(default_factory=list)
    depth: int = 0
    number: int = 0  # among the body paragraphs of the document
    page: str = ""
    remark: Remark | None = None


def units(
    paragraphs: Sequence[Paragraph],
    quotations: Iterable[Quotation],
    remarks: Iterable[Remark],
    notes: Mapping[tuple[int, str], Paragraph],
    depth_of: Mapping[int, int],
    number_of: Mapping[int, int],
    page_before: str = "",
    taken: Mapping[int, Sequence[TakenOver]] | None = None,
    marks_of: Mapping[int, tuple[int, int]] | None = None,
) -> list[Unit]:
    """The paragraphs ready to print.

    `notes` gives the note that a mark in a paragraph (its sequence, the mark) leads to; `depth_of` the depth of a
    heading and `number_of` the number of a body paragraph by their sequences; `page_before` the printed page on which
    the paragraph before the first one stands; `taken` the passages that a paragraph (its key) shares with others;
    `marks_of` the stretch of a paragraph (its key) that the address points to.
    """
    taken, marks_of = taken or {}, marks_of or {}
    inside: dict[int, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        inside[quotation.paragraph_id].append(quotation)
    begins = {remark.first: remark for remark in remarks}
    marks: dict[int, dict[str, Paragraph]] = defaultdict(dict)
    for (sequence, mark), note in notes.items():
        marks[sequence][mark] = note
    found = []
    for paragraph in paragraphs:
        here = marks.get(paragraph.sequence, {})
        unit = Unit(
            paragraph,
            pieces(paragraph.text, inside[paragraph.pk], here, marks_of.get(paragraph.pk)),
            [
                *_margin(inside[paragraph.pk]),
                *_taken_over(inside[paragraph.pk], taken.get(paragraph.pk, ())),
                *(MarginNote(note=note) for note in here.values()),
            ],
            min(depth_of.get(paragraph.sequence, 1), DEEPEST),
            number_of.get(paragraph.sequence, 0),
            remark=begins.get(paragraph.sequence),
        )
        if paragraph.kind != Paragraph.Kind.CONTENTS and paragraph.page and paragraph.page != page_before:
            unit.page = page_before = paragraph.page
        found.append(unit)
    return found


def pieces(
    text: str,
    quotations: Sequence[Quotation],
    notes: Mapping[str, Paragraph],
    mark: tuple[int, int] | None = None,
) -> list[Piece]:
    """`text` cut wherever a quotation or a note mark begins or ends; the innermost quotation has a stretch.

    >>> inner = Quotation(start=2, end=4)
    >>> [(p.text, p.quotation is inner) for p in pieces("说“好”。", [inner], {})]
    [('说“', False), ('好”', True), ('。', False)]
    """
    length = len(text)
    kept = [q for q in quotations if 0 <= q.start < q.end <= length]
    spans = {text.find(sign): (sign, note) for sign, note in notes.items() if text.find(sign) >= 0}
    low, high = (max(0, mark[0]), min(mark[1], length)) if mark else (0, 0)
    cuts = {0, length, low, high} if low < high else {0, length}
    for quotation in kept:
        cuts |= {quotation.start, quotation.end}
    for at, (sign, _note) in spans.items():
        cuts |= {at, at + len(sign)}
    edges = sorted(cuts)
    begun: set[int] = set()
    found = []
    for start, end in pairwise(edges):
        covering = [q for q in kept if q.start <= start and end <= q.end]
        innermost = min(covering, key=lambda q: q.end - q.start, default=None)
        note = spans[start][1] if start in spans and len(spans[start][0]) == end - start else None
        first = innermost is not None and id(innermost) not in begun
        found.append(Piece(text[start:end], innermost, first, note, low <= start < end <= high))
        if innermost is not None:
            begun.add(id(innermost))
    return found


def _margin(quotations: Sequence[Quotation]) -> list[MarginNote]:
    """One note for all quotations of a paragraph that share speakers, work and occasion, in order of appearance."""
    groups: dict[tuple[object, ...], list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        groups[
            (*(s.pk for s in quotation.speakers.all()), quotation.speaker_name, quotation.work, quotation.occasion)
        ].append(quotation)
    return [MarginNote(tuple(group)) for group in groups.values()]


def _taken_over(quotations: Sequence[Quotation], places: Sequence[TakenOver]) -> list[MarginNote]:
    """A note for each passage that stands elsewhere too; not for words that are quoted here, whose page tells of it."""
    return [
        MarginNote(taken=place) for place in places if not any(_covers(quotation, place) for quotation in quotations)
    ]


def _covers(quotation: Quotation, place: TakenOver) -> bool:
    """Whether most of a passage is the quotation."""
    low, high = max(quotation.start, place.shared.start), min(quotation.end, place.shared.end)
    return (high - low) * 2 > place.shared.end - place.shared.start


def placed_notes(
    paragraphs: Iterable[tuple[int, str, str]], notes: Sequence[Paragraph]
) -> tuple[dict[tuple[int, str], Paragraph], list[Paragraph]]:
    """Which note each mark in the text leads to, and the notes no mark leads to.

    `paragraphs` are (sequence, page, text) of all that can carry a mark. Marks may begin anew on every page;
    where they do not pair off one to one, in order or on the same page, a note is left alone rather than given to a
    wrong mark.

    >>> note = Paragraph(mark="①", text="见附录。", page="3")
    >>> placed, alone = placed_notes([(5, "3", "修渠①。")], [note])
    >>> placed[5, "①"] is note, alone
    (True, [])
    """
    printed: dict[str, list[tuple[int, str]]] = defaultdict(list)
    marks = {note.mark for note in notes if note.mark}
    for sequence, page, text in paragraphs:
        for mark in marks:
            if mark in text:
                printed[mark].append((sequence, page))
    placed: dict[tuple[int, str], Paragraph] = {}
    alone = []
    for mark in {note.mark for note in notes}:
        same = [note for note in notes if note.mark == mark]
        places = printed.get(mark, [])
        if len(same) == len(places):
            placed.update({(sequence, mark): note for (sequence, _page), note in zip(places, same, strict=True)})
            continue
        for note in same:
            on_page = [sequence for sequence, page in places if page and page == note.page]
            rivals = [other for other in same if other.page == note.page]
            if len(on_page) == len(rivals) == 1:
                placed[on_page[0], mark] = note
            else:
                alone.append(note)
    return placed, sorted(alone, key=lambda note: note.sequence)


def hue(speaker_id: str) -> int:
    """The hue (0 to 7) that a speaker's words are underlined in: the same on every page and in every archive.

    >>> hue("m7e7wgrqbunq") == hue("m7e7wgrqbunq"), 0 <= hue("x") < 8
    (True, True)
    """
    return sum(speaker_id.encode()) % HUES
