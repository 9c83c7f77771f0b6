"""Page furniture: running heads and page numbers, which say where a page ends and are no part of the text.

They swap sides (`·2· 年鉴2014`, `·3·专　　载`), stand over or under the page, and cut sentences in two. A number is a
page number because others like it go up by one at some distance; a line is a running head because it comes
again and again beside page numbers, or in the middle of sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

from .characters import CLOSING, columns, ends_sentence
from .lexicon import words
from .markup import DrawnLine

LONGEST = 40  # characters of a running head
STEP = 3  # pages from one printed number to the next: blank and full-page picture pages bear none
RIGHT = 36  # columns of white space before a number at the right margin
APART = 5  # lines from one printed number to the next: a column of figures is no page number

DECORATED = re.compile(
    r"[·•・∙]\s*(?P<a>\d{1,5})\s*[·•・∙]\s*(?P<ra>\D{0,30}(?:\d{4}\D{0,2})?)$"  # ·2· 年鉴2014, ·18· 年鉴（2009）
    r"|(?P<rb>\D{0,30}(?:\d{4}\D{0,2})?)\s*[·•・∙]\s*(?P<b>\d{1,5})\s*[·•・∙]$"
    r"|[-－—–―─~～]{1,2}\s*(?P<c>\d{1,5})\s*[-－—–―─~～]{1,2}$"  # — 3 —
    r"|第\s*(?P<d>\d{1,5})\s*[页頁](?:[,，\s/]*共\s*\d{1,5}\s*[页頁])?$"
    r"|(?P<e>\d{1,5})\s*/\s*\d{1,5}$"
)
BARE = re.compile(r"[(（\[【]?\s*(\d{1,5})\s*[)）\]】]?$")
EDGE = re.compile(  # 21 临河水利志, 56　江南水利　2013·8
    r"(?P<a>\d{1,5})[\s·•|│]+(?P<ra>[^\d\s.、．,，]\D{0,29}(?:\d{4}(?:\D{0,8}|[·.．/]\d{1,2}))?)$"
    r"|(?P<rb>(?:\d{4}[·.．/]\d{1,2}\s+)?[^\d\s]\D{0,29}(?:\d{4}\D{1,8})?)[\s·•|│]+(?P<b>\d{1,5})$"
)
SHELF_MARK = re.compile(r"全宗号?\s*[:：]?\s*\d|卷宗?号\s*[:：]?\s*\d")  # of an archive, over each page
NOISE = re.compile(r"[\W\d_]+")
GAP = re.compile(r"[ \u3000]{2,}")
JOURNAL = re.compile(  # 2012年第4期      某大学学报（社会科学版）      No.4  2012
    r"(?:(?:19|20)\d\d\s*年\s*)?第\s*\d{1,3}\s*[期卷](?:\s{2,}|\u3000)\S.*$|\S.*(?:\s{2,}|\u3000)(?:(?:19|20)\d\d\s*年\s*)?第\s*\d{1,3}\s*[期卷]$"
)
YEARBOOK = re.compile(  # 云阳年鉴（2010）, 云阳年鉴·2010　　　　特　载, the section on either side
    r"\s*(?:[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,5}\s{3,})?[\u4e00-\u9fff\s]{2,20}年\s*[鉴鑑]\s*[·・]?\s*[（(]?\s*(?:[12]\d{3})?"
    r"\s*(?:年|卷)?[)）]?(?:\s{3,}[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,5})?\s*$"
)
SECTIONS = frozenset(words("yearbook_sections"))  # 特　　载 over the facing pages
PROSE = re.compile(r"[，。；].{6}")
LIST_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十百\d]{1,3}[、.．)）]")


class PageNumber(NamedTuple):
    """A line that may bear a page number: its index, the number, what else stands on it, whether it is set off."""

    line: int
    number: int
    rest: str
    decorated: bool


def mark_furniture(lines: list[DrawnLine], source: str) -> None:
    """Drop running heads and page numbers from `lines` and label every line with its page.

    The `source` may have form feeds between its pages; where no numbers are printed, pages are counted by them.
    """
    numbers = page_numbers(lines)
    for place in numbers:
        lines[place.line].dropped = "page number" if not place.rest else "page head"
    for line in lines:
        if not line.dropped and len(line.text) < 100 and "第" in line.text.text and JOURNAL.match(line.text.text):
            line.dropped = "page head"
    pages = counted_pages(lines, source)
    edges = {i for i in range(1, len(pages)) if pages[i] != pages[i - 1]}
    edges |= {i - 1 for i in edges} | ({0, len(lines) - 1} if edges else set())
    drop_yearbook_heads(lines, numbers)
    drop_running_heads(lines, {place.line for place in numbers} | edges)
    drop_first_head(lines, {place.rest for place in numbers if place.rest})
    label_pages(lines, numbers)
    if pages and not numbers:
        for line, page in zip(lines, pages, strict=True):
            line.page = str(page)


def counted_pages(lines: list[DrawnLine], source: str) -> list[int]:
    """The page of each line by form feeds, from 1; empty if there are none."""
    breaks = [found.start() for found in re.finditer("\f", source)]
    if not breaks:
        return []
    starts = [line.text.source_span()[0] if line.text.text else 0 for line in lines]
    return [bisect_right(breaks, start) + 1 for start in starts]


def page_numbers(lines: list[DrawnLine]) -> list[PageNumber]:
    """The lines that bear page numbers: those whose numbers go on from one another, and those set off as ·2·."""
    candidates = [
        c for i, line in enumerate(lines) if not line.dropped and (c := candidate(i, line.text.text, line.indent))
    ]
    candidates = [c._replace(decorated=c.decorated or bool(yearbook_beside(lines, c))) for c in candidates]
    supported: set[int] = set()
    heads: dict[str, list[PageNumber]] = defaultdict(list)
    for place in candidates:
        if not place.decorated and place.rest:
            heads[place.rest].append(place)
    for chain in ([c for c in candidates if c.decorated or not c.rest], *heads.values()):
        supported.update(chained(chain))
    kept = [c for c in candidates if c.line in supported or (c.decorated and c.number)]
    # A head whose other side bears another text: it fits between two accepted numbers.
    known = {c.line for c in kept}
    for place in candidates:
        if place.line not in known:
            at = bisect_right(kept, place)
            if fits_between(place, kept[at - 1] if at else None, kept[at] if at < len(kept) else None):
                kept.insert(at, place)
    return kept


def candidate(index: int, text: str, indent: int = 0) -> PageNumber | None:
    """The page number on a line, if it may be one; one at the right margin is set off."""
    if len(text) > 2 * LONGEST or not any(c.isdigit() for c in text[:4] + text[-4:]):
        return None
    text = GAP.sub(" ", text)
    if len(text) > LONGEST:
        return None
    if found := BARE.match(text):
        return PageNumber(index, int(found[1]), "", indent >= RIGHT and int(found[1]) < 1000)
    if found := DECORATED.match(text):
        number = next(found[name] for name in "abcde" if found[name])
        rest = NOISE.sub("", found["ra"] or found["rb"] or "")
        return PageNumber(index, int(number), rest, not found["e"])  # 26/12 may be a date: it needs company
    if ends_sentence(text) or LIST_NUMBER.match(text):
        return None
    if found := EDGE.match(text):
        rest = NOISE.sub("", found["ra"] or found["rb"])
        return PageNumber(index, int(found["a"] or found["b"]), rest, False) if rest else None
    return None


def yearbook_beside(lines: list[DrawnLine], place: PageNumber) -> list[int]:
    """The lines right above or below a number by itself that name a yearbook: 12 / 云阳年鉴（2010）."""
    if place.rest or place.number > 1500:
        return []
    beside = (i for i in (place.line - 1, place.line + 1) if 0 <= i < len(lines))
    return [i for i in beside if len(lines[i].text) <= LONGEST and YEARBOOK.match(lines[i].text.text)]


def drop_yearbook_heads(lines: list[DrawnLine], numbers: list[PageNumber]) -> None:
    """Drop the name of a yearbook over a page number, and of a section beside the numbers of its facing pages."""
    heads = {place.line: yearbook_beside(lines, place) for place in numbers}
    named = {i for beside in heads.values() for i in beside}
    facing = [line for line, beside in heads.items() if named and not beside]
    sections = {i for line in facing for i in (line - 1, line + 1) if 0 <= i < len(lines)}
    for i in sorted(named | sections):
        if not lines[i].dropped and (i in named or re.sub(r"\s", "", lines[i].text.text) in SECTIONS):
            lines[i].dropped = "page head"


def chained(places: list[PageNumber]) -> set[int]:
    """The lines of those numbers that go on from one another within a few pages and not within a few lines."""
    lines: set[int] = set()
    chain: list[PageNumber] = []
    for place in places:
        if chain and not (0 < place.number - chain[-1].number <= STEP and place.line - chain[-1].line >= APART):
            if is_paging(chain):
                lines.update(member.line for member in chain)
            chain = []
        chain.append(place)
    return lines | {member.line for member in chain if is_paging(chain)}


def is_paging(chain: list[PageNumber]) -> bool:
    """Whether a chain of numbers is long enough, and not a row of years."""
    enough = 2 if any(place.decorated or place.rest for place in chain) else 3
    years = all(1900 <= place.number < 2100 and not place.rest for place in chain)
    return len(chain) >= (12 if years else enough)


def fits_between(place: PageNumber, before: PageNumber | None, after: PageNumber | None) -> bool:
    """Whether the number is just what its place between two known page numbers asks for."""
    if (before and place.line - before.line < APART) or (after and after.line - place.line < APART):
        return False
    if before and after:
        return before.number < place.number < after.number and after.number - before.number <= 2 * STEP
    return bool((before and place.number == before.number + 1) or (after and place.number == after.number - 1))


def drop_running_heads(lines: list[DrawnLine], numbers: set[int]) -> None:
    """Drop lines without a number that are repeated beside page numbers or in the middle of sentences."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        text = GAP.sub(" ", line.text.text) if len(line.text) <= 3 * LONGEST else line.text.text
        if line.dropped or len(text) > LONGEST or PROSE.search(text) or LIST_NUMBER.match(text) or ends_sentence(text):
            continue
        skeleton = NOISE.sub("", text)
        if len(skeleton) > 1:
            places[skeleton].append(i)
    enough = 3 if len(numbers) > 5 else 2
    if numbers:  # the head over the first page
        numbers = numbers | {next((i for i, line in enumerate(lines) if not line.dropped), 0)}
    for repeated in places.values():
        if len(repeated) < 2:
            if numbers & {repeated[0] - 1, repeated[0] + 1} and cuts_sentence(lines, repeated[0]):
                lines[repeated[0]].dropped = "page head"  # 特　　载 over the one facing page there is
            continue
        beside = [i for i in repeated if any(j in numbers for j in (i, i - 1, i + 1, i - 2, i + 2))]
        cutting = [i for i in repeated if cuts_sentence(lines, i)]
        heads = beside if len(beside) >= max(enough, 0.5 * len(repeated)) else []
        if len(cutting) >= max(3, 0.6 * len(repeated)) or SHELF_MARK.search(lines[repeated[0]].text.text):
            heads = repeated
        for i in heads:
            lines[i].dropped = "page head"


def drop_first_head(lines: list[DrawnLine], heads: set[str]) -> None:
    """Drop the name of a yearbook, or of its section, over its first page, which bears no number as the others do."""
    shown = (line for line in lines if not line.dropped)
    first = next(shown, None)
    plain = NOISE.sub("", first.text.text) if first else ""
    section = plain in SECTIONS and any(head.endswith(("年鉴", "年鑑")) for head in heads)
    if first and (section or ("年" in first.text.text and plain in heads)) and next(shown, None):
        first.dropped = "page head"


def cuts_sentence(lines: list[DrawnLine], i: int) -> bool:
    """Whether the line stands between two halves of one sentence and is not as wide as the line before it."""
    above = next((j for j in range(i - 1, max(-1, i - 4), -1) if not lines[j].dropped), None)
    below = next((j for j in range(i + 1, min(len(lines), i + 4)) if not lines[j].dropped), None)
    if above is None or below is None:
        return False
    before, after = lines[above].text.text, lines[below].text.text
    if ends_sentence(before) or not PROSE.search(before) or before[-1] in CLOSING or len(after) < 3:
        return False
    return abs(columns(lines[i].text.text) - columns(before)) > 4  # a wrapped line of the text is as wide


def label_pages(lines: list[DrawnLine], numbers: list[PageNumber]) -> None:
    """Give each line the label of its page; more white space above than below a number: it stands over its page."""
    if not numbers:
        return
    over = stands_over(lines, numbers)
    ends = [place.line for place in numbers]
    at = 0
    label = None
    for i, line in enumerate(lines):
        while at < len(ends) and ends[at] <= i:
            at += 1
        if over:
            label = str(numbers[at - 1].number) if at else None
        else:
            label = str(numbers[at].number) if at < len(ends) else following(numbers)
        line.page = label


def following(numbers: list[PageNumber]) -> str | None:
    """The label of the page after the last number: known only where numbers stand under each page."""
    return str(numbers[-1].number + 1) if len(numbers) > 1 else None


def stands_over(lines: list[DrawnLine], numbers: list[PageNumber]) -> bool:
    """Whether the numbers stand over their pages: one heads the file, or the wider gap is above them."""
    first, last = numbers[0].line, numbers[-1].line
    if first <= 2:
        return True
    if last >= len(lines) - 2:
        return False
    above = below = 0
    for place in numbers:
        top, end = place.line, place.line
        while top and lines[top - 1].dropped.startswith("page"):
            top -= 1
        while end + 1 < len(lines) and lines[end + 1].dropped.startswith("page"):
            end += 1
        above += lines[top].blank_before
        below += lines[end + 1].blank_before if end + 1 < len(lines) else 0
    return above > below
