"""Which lines of a text are headings, and on what level.

A heading stands on its own line and running text follows it. Its style (# of Markdown, 第一章, 一、, （一）, 1., bold,
plain) says its level: styles rank as they usually do in print, a plain line ranks by where it first stands among the
others. A numbered sentence that runs on is part of its paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from .beginnings import label_of
from .characters import columns, ends_sentence
from .cuts import CANNOT_BEGIN, CANNOT_END, HANGING
from .endings import TOLD_AND_KEPT, is_signature
from .marked_turns import is_marked
from .nesting import nested_series
from .numberings import BEGINNINGS, NUMBERINGS, is_mark, series_of, style_levels, style_of
from .openings import (
    BRACKETED,
    DATELINE,
    SALUTATION,
    SENTENCE,
    SOURCE,
    STOPPED,
    is_heading_word,
    is_information,
    is_text,
)
from .types import Line
from .wraps import glue

PERIOD = re.compile(
    r"(?:公元)?(?:\d{4}|[一二三四五六七八九〇○零]{4})\s*年度?(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)?$"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月$"
)
COUNTED = re.compile(
    r"[^：:，。]{2,8}[：:]\s*[〇零一二三四五六七八九十百千\d]{1,8}\s*[人名票]$|姓名[：:]"
)  # 一、贊成者：九十八人
ROW = re.compile(  # 姓名  沈静川  年龄  33, cells of a form; not 第  二  部  分
    r"(?!(?:\S[ \u3000]+){2,8}\S$)[^ \u3000]+(?:(?: {2,}|\u3000+)[^ \u3000]+){3}"
)
LEADERS = re.compile(r"[.．·…]{4}")  # 《某令》 ............ 173/2012, a line of a list
LONE = {"bracketed": "bracketed alone"}  # （一） over a section may stand above its 一、二、三、
QUOTED = re.compile("“[^“”。！？…；]{4,30}”|「[^「」。！？…；]{4,30}」")  # “年轻人来了又走了”, a heading among turns
SAID = frozenset(("digit", "bracketed", "bracketed digit", "circled"))  # numbers that are spoken as well as printed
NOTED = re.compile(  # 常委扩大会议记录（摘录）
    r"[^。！？…][（(](?:摘录|节录|节选|摘要|续|[一二三四五六七八九十上中下]|草案|草稿|初稿|讨论稿|提纲|代序)[)）]$"
)
SURE = frozenset(
    ("part", "chapter", "section", "case", "formal", "ideograph", "roman", "ordinal", "question", "bracketed")
)
CLOCK = re.compile(
    r"[（(]?(?:[上下中]午|凌晨|晚上?)?\s*\d{1,2}\s*(?:[時时点]|:)\s*[\d零 ]{0,4}\s*分?[）)]?$"
)  # 上午11時34分
IDEOGRAPHS = re.compile(r"[一-鿿].{0,2}[一-鿿]")
CLOSINGS = frozenset(("此致", "敬礼", "此致敬礼", "敬禮", "谢谢", "謝謝", "完", "待续", "全文完"))
LONGEST_RUN = 12  # headings one after the other that are looked at together
LONGEST = 100  # columns of a heading
LONGEST_SENTENCE = 84  # columns of a numbered heading that ends in a full stop


@dataclass(slots=True)
class Candidate:
    """A unit that may be a heading: its style, and whether that style is proof enough by itself."""

    style: str
    sure: bool


def mark_headings(units: list[Line], turns: bool) -> list[tuple[Line, int | None]]:
    """The units with the level of those that are headings; lines that were taken apart by mistake are joined.

    `turns` says that the text is a record of speech, where 姓名： begins a paragraph.
    """
    units, titled = with_titles(units, turns)
    candidates = [candidate(unit, turns) for unit in units]
    for i in titled:
        candidates[i] = Candidate(LONE["bracketed"], True)
    periods = [i for i, found in enumerate(candidates) if found and found.style == "period"]
    if len(periods) == 1:
        candidates[periods[0]] = None  # 2008年5月 under a preface; a chronicle has several
    for i, (above, unit) in enumerate(pairwise(units), 1):
        if (found := candidates[i]) and found.style == "plain" and is_said(above.text.text, unit.text.text):
            candidates[i] = None
    drop_items(units, candidates)
    drop_lists(units, candidates)
    for i in nested_series([(i, unit.text.text) for i, unit in enumerate(units) if is_of(candidates[i], "ideograph")]):
        candidates[i] = Candidate("bracketed", True)
    broken = drop_doubtful(units, candidates)
    if any(is_of(found, "plain") for found in candidates):
        for i in verse_lines(units):
            candidates[i] = None if is_of(candidates[i], "plain") else candidates[i]
    levels = style_levels([c.style for c in candidates if c])
    marked: list[tuple[Line, int | None]] = []
    held: list[Line] = []
    for i, (unit, found) in enumerate(zip(units, candidates, strict=True)):
        if i in broken:
            held.append(unit)
            continue
        if held:
            unit = glue([*held, unit])
            held = []
        marked.append((unit, levels[found.style] if found else None))
    return marked


def with_titles(units: list[Line], turns: bool) -> tuple[list[Line], list[int]]:
    """The units with numbers that have a line to themselves put before their titles, and where: （一） / 做好兑现."""
    alone = [i for i, unit in enumerate(units[:-2]) if len(unit.text) < 6 and ALONE.fullmatch(unit.text.text)]
    joined: list[Line] = []
    titled: list[int] = []
    at = 0
    for i in alone:
        below = candidate(units[i + 1], turns)
        if below and below.style == "plain" and not candidate(units[i + 2], turns):
            joined += [*units[at:i], glue(units[i : i + 2])]
            titled.append(len(joined) - 1)
            at = i + 2
    return [*joined, *units[at:]], titled


ALONE = re.compile("[（(][一二三四五六七八九十]{1,3}[）)]")


def is_of(found: Candidate | None, style: str) -> bool:
    """Whether a unit may be a heading of that style."""
    return found is not None and found.style == style


def is_said(above: str, text: str) -> bool:
    """Whether a question stands under a label that has a line to itself: 砚溪日报记者： / 渠什么时候修好？"""
    label = label_of(above) if text[-1] in "？?" and above[-1:] in "：:" else None
    return label is not None and label[0] == above


def candidate(unit: Line, turns: bool = False) -> Candidate | None:
    """What speaks for a unit being a heading, as far as it can be seen from the unit alone."""
    text = unit.text.text
    if unit.markup[:1] == "h" and len(text) < 200:
        return Candidate(unit.markup, True)
    if unit.markup in ("quote", "li") or columns(text) > LONGEST:
        return None
    if is_heading_word(text):
        return Candidate("word", True)
    if PERIOD.match(text):
        return Candidate("period", False)
    for style, pattern in NUMBERINGS if text[:1] in BEGINNINGS else ():
        if found := pattern.match(text):
            if turns and style in SAID and STOPPED.search(text):
                return None  # 2. 本院委員…，請審議案。 is an item of the agenda, （二）有否評估？ of a question
            return numbered(style, text[found.end() :])
    return plain(unit, turns)


def numbered(style: str, rest: str) -> Candidate | None:
    """A numbered line: a heading unless it runs on or is one clause of a sentence."""
    rest = rest.strip()
    if COUNTED.match(rest):
        return None
    if rest[:2] in ("问：", "问:", "問：", "答：", "答:"):
        return None  # 一、问：请介绍… opens a turn
    if not rest:
        return None if style in ("circled", "digit", "bracketed digit") else Candidate(LONE.get(style, style), True)
    inner = SENTENCE.search(rest.rstrip("。？！!?"))
    if inner or rest[-1] in "；;，,、" or rest.endswith(("——", "──")):
        return None
    if rest[-1] in "：:":
        return Candidate(style, False) if columns(rest) <= 40 else None
    if STOPPED.search(rest):
        return Candidate(style, False) if columns(rest) <= LONGEST_SENTENCE else None
    return Candidate(style, style in SURE)


def plain(unit: Line, turns: bool) -> Candidate | None:
    """A line without number or mark: short, no sentence, no label, no list of facts."""
    text = unit.text.text
    if columns(text) > 84 or not IDEOGRAPHS.search(text) or text.startswith(("——", "--", "—")) or text in CLOSINGS:
        return None
    if PLACED.fullmatch(text):
        return Candidate("plain", False)
    stopped = ends_sentence(text) and not (NOTED.search(text) or QUOTED.fullmatch(text))
    stopped = stopped and (turns or not text.endswith(("？", "”", "》")))
    stopped = stopped or ("，" in text and text.endswith("？") and len(text) > 24)
    if (
        stopped
        or SENTENCE.search(text[:-1])
        or BRACKETED.match(text)
        or CANNOT_END.search(text)
        or HANGING.search(text)
        or CANNOT_BEGIN.match(text)
        or LEADERS.search(text)
        or ROW.match(text)
    ):
        return None
    label = label_of(text)
    if label and (turns or len(text) < 12 or ends_sentence(text)):
        return None  # 某某说：…, without a stop at its end, is a heading in a newspaper
    if is_information(text) or CLOCK.match(text) or SALUTATION.match(text) or is_signature(unit) or SOURCE.match(text):
        return None
    if DATELINE.match(text) or is_marked(text) or ("述" in text and TOLD_AND_KEPT.fullmatch(text)):
        return None
    bold = unit.markup == "b"
    return Candidate("bold" if bold else "plain", bold and not text.endswith("？"))


# 罗大山（石桥乡会计）： over what is told of him; where it opens turns it is their label
PLACED = re.compile(r"[\u4e00-\u9fff·]{2,8}(?:、[\u4e00-\u9fff]{2,4}){0,4}[（(][^（()）。：:\d]{3,30}[)）][：:]")


def verse_lines(units: list[Line]) -> Iterator[int]:
    """The lines of verse: rows of short ones."""
    start = 0
    for i in range(len(units) + 1):
        if i < len(units) and is_short(units[i]):
            continue
        if i - start >= FEWEST_LINES:
            yield from range(start, i)
        start = i + 1


def is_short(unit: Line) -> bool:
    """Whether a line can be one of verse: some words without a number or a label."""
    text = unit.text.text
    return len(text) <= 18 and not (unit.markup or text[0] in BEGINNINGS or label_of(text) or BRACKETED.match(text))


FEWEST_LINES = 6  # of verse


def drop_items(units: list[Line], candidates: list[Candidate | None]) -> None:
    """Numbered lines that end in a stop or a colon are items, not headings, where most lines numbered so run on."""
    series = series_of(units)
    running = Counter(own for own, found in zip(series, candidates, strict=True) if own and not found)
    stops = [STOPPED.search(unit.text.text) or unit.text.text[-1:] in "：:" for unit in units]
    ended = [bool(found and stop) for found, stop in zip(candidates, stops, strict=True)]
    runs = Counter(style_of(unit.text.text) for unit, found in zip(units, candidates, strict=True) if not found)
    stands = Counter(found.style for found, end in zip(candidates, ended, strict=True) if found and end)
    count = Counter(own for own, end in zip(series, ended, strict=True) if own and end)
    colons = Counter(c.style for unit, c in zip(units, candidates, strict=True) if c and unit.text.text[-1] in "：:")
    items = Counter(found.style for i, found in enumerate(candidates) if found and is_item(units, i, found.style))
    listed = {style for style, n in items.items() if n > max(1, 0.3 * colons[style])}
    for i, found in enumerate(candidates):
        if not found:
            continue
        colon = units[i].text.text[-1] in "：:" and (found.style in listed or is_item(units, i, found.style))
        own = series[i]
        beside = own in {series[j] for j in (i - 1, i + 1) if 0 <= j < len(units)}  # （1）…。 over （2）…。
        many = runs[found.style] > 3 * stands[found.style]
        stopped = bool(STOPPED.search(units[i].text.text))
        below = candidates[i + 1] if i + 1 < len(units) else None  # no text stands under it: 1. 紀要獲通過。 / II. …
        many = many or bool(below and below.sure and found.style.endswith("digit") and below.style != found.style)
        item = running[own] > count[own] - (not stopped and len(units[i].text.text) > 16) or (
            (beside or many) and stopped
        )
        if colon or (own and ended[i] and item):
            candidates[i] = None


def drop_lists(units: list[Line], candidates: list[Candidate | None]) -> None:
    """A heading is followed by text, at most after headings below it: rows of like lines are lists."""
    last_text = max((i for i, found in enumerate(candidates) if found is None), default=-1)
    for i, found in enumerate(candidates):
        if found is None or is_mark(found.style) or found.style == "word":
            continue
        run = [c.style for c in takewhile(bool, candidates[i : i + LONGEST_RUN]) if c]
        followed = i < last_text
        same = run.count(found.style)
        if found.style in ("plain", "bold", "period"):
            listed = i and candidates[i - 1] is None and is_listing(units, candidates, i)
            table = followed and candidates[i + 1] is None and is_cell(units[i + 1].text.text)
            if not followed or same > 2 or table or listed:
                candidates[i] = None
        elif run[1:2] == [found.style] and (not found.sure or run[2:3] == [found.style]):
            drop_row(candidates, i, found.style)
        elif not followed and not found.sure:
            candidates[i] = None


def is_cell(text: str) -> bool:
    """Whether a line below another is of a table: a row with leaders, or a few characters that say nothing.

    >>> [is_cell(t) for t in ("《某令》 ............ 173/2012", "15", "小學", "好。", "沈石桥：好")]
    [True, True, True, False, False]
    """
    said = ends_sentence(text) or text[-1:] in "，、：；年月日" or label_of(text) or TOLD_AND_KEPT.fullmatch(text)
    return bool(LEADERS.search(text)) or (columns(text) < 14 and not said)


def is_item(units: list[Line], i: int, style: str) -> bool:
    """Whether a numbered line that ends in a colon is an item of a list: 7.人民日报社论： among 6.…； and 8.…；"""
    if not style.endswith("digit") or units[i].text.text[-1] not in "：:":
        return False
    around = [units[j].text.text for j in (i - 1, i + 1) if 0 <= j < len(units)]
    return any(text[-1] in "；;" or columns(text) < 60 for text in around)


def drop_row(candidates: list[Candidate | None], i: int, style: str) -> None:
    """Unmark a row of list items from its first one on."""
    while i < len(candidates) and (found := candidates[i]) and found.style == style:
        candidates[i] = None
        i += 1


def is_listing(units: list[Line], candidates: list[Candidate | None], i: int) -> bool:
    """Whether the unit above is itself no text: then a plain line belongs to a list or a table."""
    above = units[i - 1]
    short = not ends_sentence(above.text.text) and columns(above.text.text) < 40
    return short and not is_text(above) and not is_signature(above)


def drop_doubtful(units: list[Line], candidates: list[Candidate | None]) -> set[int]:
    """Unmark plain lines where the text has headings of another kind; the lines that are broken sentences."""
    count = Counter(c.style for c in candidates if c)
    others = sum(n for style, n in count.items() if style not in ("plain", "period"))
    few = (count["plain"] <= 2 and others >= 3) or count["plain"] * 3 <= others
    broken: set[int] = set()
    for i, found in enumerate(candidates):
        if not found or found.style != "plain":
            continue
        text = units[i].text.text
        following = units[i + 1].text.text if i + 1 < len(units) else ""
        cut = columns(text) >= 20 and not ends_sentence(text) and not label_of(following) and not candidates[i + 1]
        if few or (len(text) > 40 and count["plain"] < 3):
            candidates[i] = None
            if cut and i + 1 < len(units) and not (i and is_signature(units[i - 1])):
                broken.add(i)
    for i, unit in enumerate(units[:-1]):
        text = unit.text.text
        if candidates[i] is None and i not in broken and is_cut(text, units[i + 1], candidates[i + 1]):
            broken.add(i)
    return broken


def is_cut(text: str, following: Line, candidate: Candidate | None) -> bool:
    """Whether a unit that is no heading stops in the middle of a sentence which the next one goes on with."""
    other = following.text.text
    if candidate or ends_sentence(text) or following.markup:
        return False
    if label_of(text) and not label_of(other) and len(text) > 20:
        return ends_sentence(other)
    if columns(text) < 44:
        return False
    return bool(re.search("[，。；,]", text)) and not label_of(other) and is_text(following)
