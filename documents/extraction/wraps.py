"""Hard wraps: which printed lines are one paragraph.

A scan or an old text file breaks every line at the same width; blank lines may stand between paragraphs, between all
lines, or nowhere. So the width is measured first, stretch by stretch; a line that reaches it goes on in the next.
Where lines are not wrapped, only a sentence broken in the middle (by a page, by a careless copy) is put together.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from .beginnings import NUMBERED, begins, label_of
from .characters import CLOSING, OPENING, columns, ends_sentence
from .cuts import CANNOT_END, CANNOT_START, is_cut, is_open
from .openings import SALUTATION, SENTENCE, SITE_LINE
from .spans import MappedText
from .types import Line

STRETCH = 50  # lines measured together
FEWEST = 4  # lines broken in mid-sentence that show a width
NARROWEST = 20  # columns; shorter lines are lists
NEAR = 3  # columns by which full lines differ: marks that may not begin a line, half-width digits

PAUSES = "，、,—：:；;"
TOKEN = re.compile(r"[0-9A-Za-z.,%％]+")


class Measure(NamedTuple):
    """How a stretch of lines is set. `width` in columns is 0 where lines are not wrapped."""

    width: float = 0
    indented: bool = False  # paragraphs begin with white space
    spaced: bool = False  # blank lines part paragraphs, and only those
    stripped: bool = False  # paragraphs began with white space that is gone: their first lines are 4 columns short


def join_wraps(lines: list[Line]) -> list[tuple[int, int]]:
    """The lines that make one unit (paragraph, heading, …), as (first, past the last), in order.

    >>> def line(text, at): return Line(MappedText.of(text, at))
    >>> wrapped = ["会议讨论了秋粮收购的安排和明年", "的水利计划，决定由各乡分头落实", "到村到户，月底以前都要报告县里"]
    >>> wrapped += ["的有关部门，由他们汇总以后再向", "地区报告。", "会后代表们参观了城关镇新建的粮", "库和油厂。"]
    >>> join_wraps([line(text, 100 * i) for i, text in enumerate(wrapped)])
    [(0, 5), (5, 7)]
    """
    measures = measured(lines)
    labels = frozenset(label for label, count in speaker_labels(lines).items() if count > 1)
    parted = sum(line.blank_before > 0 for line in lines) > 0.5 * len(lines)
    units: list[tuple[int, int]] = []
    start, so_far = 0, ""
    for i, line in enumerate(lines):
        if (
            i
            and goes_on(lines[i - 1], line)
            and (
                joins_wrapped(lines[i - 1], line, measures[i - 1], i - 1 == start, labels)
                if measures[i - 1].width
                else not begins(line.text.text, labels) and is_cut(so_far, lines[i - 1], line, parted)
            )
        ):
            so_far += line.text.text
            continue
        if i:
            units.append((start, i))
        start, so_far = i, line.text.text
    return [*units, (start, len(lines))] if lines else []


def glue(lines: list[Line]) -> Line:
    """One line made of several: the first with the text of all."""
    return replace(lines[0], text=glued([line.text for line in lines])) if len(lines) > 1 else lines[0]


def speaker_labels(lines: list[Line]) -> Counter[str]:
    """What stands before a colon at the beginning of lines, and how often: speakers, if the text has turns."""
    return Counter(m[0] for line in lines if (m := label_of(line.text.text)))


def has_turns(lines: list[Line]) -> bool:
    """Whether a text is a record of speech: labels that come again begin a good part of its paragraphs."""
    again = sum(count for count in speaker_labels(lines).values() if count > 1)
    return (again > 3 and again > 0.12 * len(lines)) or (again > 11 and again > 0.04 * len(lines))


def glued(pieces: list[MappedText]) -> MappedText:
    """The pieces of a unit as one text; between Latin words or figures a line end was a space."""
    if len(pieces) == 1:
        return pieces[0]
    parts = [pieces[0]]
    for before, after in itertools.pairwise(pieces):
        left, right = before.text[-1:], after.text[:1]
        if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
            end = before.source_span(len(before) - 1)[1]
            parts.append(MappedText.edit(" ", end, max(1, after.source_span(0, 1)[0] - end)))
        parts.append(after)
    return MappedText.join(parts)


class Printed(NamedTuple):
    """What is measured of a line: its width in columns, whether it ends a sentence, whether it ends at any mark."""

    width: float
    ended: bool
    paused: bool


def measured(lines: list[Line]) -> list[Measure]:
    """The measure that holds for each line, taken stretch by stretch; a short or mixed stretch takes the file's."""
    prints = [printed(line.text.text) for line in lines]
    whole = full_width(prints)
    file = setting(lines, prints, whole, None) if whole else Measure()
    measures: list[Measure] = []
    for at in range(0, len(lines), STRETCH):
        end = min(len(lines), at + STRETCH)
        width = full_width(prints[at:end])
        if not width and whole and over_share(prints[at:end], whole) <= 0.1:
            width = whole
        measure = setting(lines[at:end], prints[at:end], width, file) if width else Measure()
        measures.extend([measure] * (end - at))
    for start, end in solid_blocks(lines):
        width = max(p.width for p in prints[start:end])
        if abs(measures[start].width - width) > NEAR + 2 and is_solid(prints[start:end], width):
            measures[start:end] = [Measure(width)] * (end - start)
    return measures


WORDS = re.compile("[\u4e00-\u9fff，、]{8}")


def solid_blocks(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """The lines between blank lines, where there are enough of them to show a width."""
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].blank_before:
            if i - start >= FEWEST and WORDS.search(lines[start].text.text):
                yield start, i
            start = i


def is_solid(prints: list[Printed], width: float) -> bool:
    """Whether the lines between two blank ones are one paragraph, set narrower or wider than the text around it."""
    inner = prints[:-1]
    alike = all(p.width >= width - NEAR for p in inner) and width >= 1.5 * NARROWEST
    return alike and sum(p.ended for p in inner) < 0.3 * len(inner) and not is_verse(inner, width)


def printed(text: str) -> Printed:
    """The measurements of one line."""
    ended = ends_sentence(text)
    return Printed(columns(text), ended, ended or text[-1:] in PAUSES)


def full_width(prints: list[Printed]) -> float:
    """The width at which lines are broken, or 0: most lines that end in mid-sentence have it, hardly any is wider."""
    broken = Counter(round(p.width) for p in prints if not p.ended and p.width >= NARROWEST)
    total = sum(broken.values())
    if total < FEWEST:
        return 0
    near = {w: sum(broken[v] for v in range(w - NEAR, w + NEAR + 1)) for w in broken}
    centre = max(near, key=lambda w: (near[w], broken[w], w))
    width = max(range(centre - NEAR, centre + NEAR + 1), key=lambda w: (broken[w], w))
    found, over = near[centre], over_share(prints, width)
    most = found >= 0.3 * len(prints) and over <= 0.1
    few = found >= max(5, 0.05 * len(prints)) and over <= 0.01  # where turns are short; then no line may be wider
    alike = found >= 0.5 * total or (found >= 0.3 * total and over <= 0.02)  # items of lists are set narrower
    return float(width) if alike and (most or few) and not is_verse(prints, width) else 0


def is_verse(prints: list[Printed], width: float) -> bool:
    """Whether most lines of about that width stop at a mark: verse does, lines broken at a width hardly ever."""
    full = [p.paused for p in prints if abs(p.width - width) <= NEAR]
    return sum(full) > 0.6 * len(full)


def over_share(prints: list[Printed], width: float) -> float:
    """The share of lines that are wider than wrapped lines can be."""
    return sum(p.width > width + 8 for p in prints) / max(1, len(prints))


def setting(lines: list[Line], prints: list[Printed], width: float, file: Measure | None) -> Measure:
    """How paragraphs are set off in a wrapped stretch: seen after lines that end one, not after lines that go on.

    A stretch with too few paragraphs to tell is set like the `file`.
    """
    new = [i for i, p in enumerate(prints[:-1], 1) if p.ended and p.width < width - 5]
    # a heading or an address may stand at the margin, and so does what goes on over a page
    new = [i for i in new if lines[i].page == lines[i - 1].page]
    new = [i for i in new if not (NUMBERED.match(lines[i].text.text) or SALUTATION.match(lines[i].text.text))]
    on = [i for i, p in enumerate(prints[:-1], 1) if not p.ended and p.width >= width - 2]
    if len(new) < 4 and file and file.width:
        return file._replace(width=width)
    indented = indents_tell(lines, prints, width, on)
    if not new or not on:
        return Measure(width, indented=indented)

    def parts(holds: list[bool], elsewhere: bool) -> bool:
        before = sum(holds[i] for i in new) > 0.6 * len(new) or elsewhere
        return before and sum(holds[i] for i in on) < 0.25 * len(on)

    firsts = [is_first(p, width) for p in prints]
    return Measure(
        width,
        indented=indented or parts([line.indent >= 2 for line in lines], file is not None and file.indented),
        spaced=parts([line.blank_before > 0 for line in lines], file is not None and file.spaced),
        stripped=len(new) > 1 and parts(firsts, False),
    )


def indents_tell(lines: list[Line], prints: list[Printed], width: float, on: list[int]) -> bool:
    """Whether white space before a line is there where a paragraph begins, and nowhere else.

    Seen from the lines that have it, where most paragraphs happen to end in a full line.
    """
    first = [i for i in range(1, len(lines)) if lines[i].indent >= 2 and lines[i].page == lines[i - 1].page]
    begin = [i for i in first if prints[i - 1].ended or prints[i - 1].width < width - 5]
    full = [i for i in first if prints[i].ended or prints[i].width >= width - NEAR - 4]  # lists are set in as well
    inside = sum(lines[i].indent >= 2 for i in on)
    few = 4 <= len(first) <= 0.5 * len(lines) and inside < 0.1 * len(on)
    return few and min(len(begin), len(full)) >= 0.9 * len(first)


def is_first(line: Printed, width: float) -> bool:
    """Whether a line is as short as the first of a paragraph whose indentation was lost, and no shorter."""
    return not line.ended and width - 6 <= line.width <= width - 3


def goes_on(a: Line, b: Line) -> bool:
    """Whether the marks of two lines allow that they are one unit."""
    if (b.markup and b.markup != "quote") or a.markup not in ("", "quote", "li") or b.text.text in SOURCE_ALONE:
        return False
    return a.markup == b.markup or "quote" not in (a.markup, b.markup)


SOURCE_ALONE = frozenset(("来源：", "來源：", "来源:", "來源:"))  # under a table or a sentence that was cut
EDITED = re.compile(  # （根据录音整理，标题为编者所加） under the last line of a speech, however full that is
    r"[（(][^（()）]{0,40}(?:整理|编者|原载|刊于|审阅|摘自|记录稿)[^（()）]{0,40}[)）]"
)


COUNTED = re.compile("[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
FIRST = re.compile("[（(]?[一1１][、．.）)]|第一")
STOP = re.compile(f"[。！？][{re.escape(CLOSING)}]*$")


def opens_section(heading: str, text: str) -> bool:
    """Whether a line is the first number of its kind under a numbered heading: 二、抓好三项工作 / （一）清淤要清到底.

    >>> opens_section("二、抓好三项工作", "（一）清淤要清到底"), opens_section("二、抓好三项工作：清淤、", "一、修堰")
    (True, False)
    """
    if not (NUMBERED.match(heading) and FIRST.match(text)) or CANNOT_END.search(heading):
        return False
    return heading[0] != text[0] and not SENTENCE.search(heading)


def joins_wrapped(a: Line, b: Line, measure: Measure, first: bool, labels: frozenset[str]) -> bool:
    """Among wrapped lines: `a` reaches the full width and nothing says that `b` begins a paragraph.

    `first`: `a` alone is the unit so far.
    """
    if len(SITE_LINE.findall(a.text.text[:160])) > 1:
        return False  # 日期：2011-06-28  来源：某报  点击：12次 is as long as it is
    told = measure.indented or (measure.spaced and a.page == b.page)  # white space tells where paragraphs begin
    if not told and ends_sentence(a.text.text) and begins(b.text.text, labels):
        return False
    if CANNOT_START.match(b.text.text) and not ends_sentence(a.text.text):
        return True
    if first and a.text.text[0] in "（(" and is_open(a.text.text) and not b.blank_before:
        return True  # （程有为整理。作者系某县 / 离休干部。）
    text = b.text.text
    if (EDITED.fullmatch(text) and ends_sentence(a.text.text)) or (text[-1] in "：:" and SALUTATION.match(text)):
        return False
    own, ended = columns(a.text.text), ends_sentence(a.text.text)
    token = TOKEN.match(text)
    slack = len(token[0]) if token else 2 * (text[0] in OPENING)
    slack += 4 if first and measure.stripped else 0
    cut = a.page != b.page and not ended  # a page ended in mid-sentence: white space says nothing there
    if not cut and ((measure.indented and b.indent >= 2) or (measure.spaced and b.blank_before)):
        return False
    if told:
        # 二、抓好三项工作 / （一）清淤要清到底: a numbered line goes on with another only if that is quite full
        if NUMBERED.match(text):
            if (first and opens_section(a.text.text, text)) or (COUNTED.match(text) and STOP.search(a.text.text)):
                return False
            return own >= measure.width - NEAR - 2
        return own >= (measure.width - NEAR - 4 if ended else 0.7 * measure.width) - slack
    new = measure.stripped and is_first(printed(text), measure.width)
    if not ended:
        return own >= measure.width - NEAR - 2 - slack and not (new and own < measure.width - 2)
    return own >= measure.width - 1 - slack and not new
