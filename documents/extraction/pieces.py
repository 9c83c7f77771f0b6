"""Several documents in one file: records of a table, pieces announced as 第一篇：, an order with what it sends out
(附件), one signed document after another.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from archive.lib.words import alternation
from people.names import is_person_name, split_position
from people.names.shapes import join_padded

from .beginnings import NUMBERED, label_of
from .characters import columns, ends_sentence
from .endings import is_signature
from .lexicon import words
from .openings import BRACKETED, CONTENTS, DATE, STOPPED, fold_title
from .spans import MappedText
from .types import Line
from .wraps import has_turns

DIGITS = {d: i for i, d in enumerate("〇一二三四五六七八九十")}
NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
MARKERS = (
    re.compile(rf"第\s*(?P<n>{NUMERAL})\s*篇\s*(?:[:：、]|[\s　]|$)"),
    re.compile(rf"(?:篇|范文|例文|文章|材料)\s*(?P<n>{NUMERAL})\s*(?:[:：、.．]|[\s　]|$)"),
    re.compile(rf"[【\[](?:篇|第|范文|例文)\s*(?P<n>{NUMERAL})\s*篇?[】\]]\s*[:：]?"),
    re.compile(rf"(?P<stem>.{{2,40}}?)[\s　]*[（(]?篇\s*(?P<n>{NUMERAL})\s*[)）]?$"),  # 村支书发言稿　篇1
    re.compile(rf"(?P<stem>.{{4,40}}?)[\s　]*[（(]?第\s*(?P<n>{NUMERAL})\s*篇[)）]?$"),  # 述职报告范文　第一篇
    re.compile(  # 春灌心得体会（一）, 春灌心得体会（二）: the same title with a number
        rf"(?P<stem>.{{0,30}}{alternation(words('document_titles'))})\s*[（(【\[]?\s*(?P<n>{NUMERAL})\s*[）)】\]]?\s*(?:[:：]|$)"
    ),
)
ATTACHED = re.compile(
    r"[【（(\[]?附(?:件|录|錄)?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})?(?P<mark>\s*[:：、.])?[】）)\]]?\s*(?P<title>.{0,60})$"
)
TITLE = re.compile(
    rf"[^。！？；]{{2,58}}{alternation(words('document_titles'))}(?:\s*[（(〔\[][^（）()]{{1,20}}[）)〕\]])?$"
)
PROSE = re.compile(r"[，。；]")
SENDS = re.compile("现将.{2,60}(?:印发|转发|批转|下发|发给|转给)|现(?:印|转|批)?发给你们")
ADDRESSEE = re.compile(
    r"[^，。；！？“”]{0,50}(?:委|部|厅|局|院|府|省|市|县|区|党组|会|社|处|站|军|单位|同志)[^，。；！？“”]{0,8}[：:]$"
)
ANNOUNCING = re.compile(r"[一二三四五六七八九十\d]")
LONGEST_BYLINE = 60  # characters
MEMBER = re.compile("[一-鿿]{2,5}(?:議員|议员)\\s?[：:]")  # 何某某議員：主席，…, before a speech of many lines
SPEECHES = 5  # of members of an assembly, which make a record of one sitting
ENOUGH = 60  # characters of running text that make a piece; a line of a table of contents is followed by less


class Piece(NamedTuple):
    """The lines of one document in a file. `marker` is the line that announces it, `title` what it is called."""

    title: MappedText | None
    lines: tuple[Line, ...]
    marker: MappedText | None = None


class Pieces(NamedTuple):
    """What stands before the first piece, and the pieces; none if the file is one document."""

    before: tuple[Line, ...] = ()
    pieces: tuple[Piece, ...] = ()


class Start(NamedTuple):
    """Where a piece begins: the line that announces it, its first own line (the same if nothing does), its title."""

    announced: int
    first: int
    title: MappedText


def split_pieces(lines: tuple[Line, ...]) -> Pieces:
    """The pieces of a file with several documents."""
    records = [Start(i, i + 1, line.text) for i, line in enumerate(lines) if line.markup == "record"]
    if records:
        return cut(lines, records)
    announced = numbered_pieces(lines) or listed_pieces(lines)
    if announced:
        return cut(lines, announced)
    if has_turns(list(lines)) or sum(MEMBER.match(line.text.text) is not None for line in lines) > SPEECHES:
        return Pieces()  # what is attached to a record of speech belongs to it
    kept: list[Start] = []
    for start in sorted([*attached_pieces(lines), *signed_pieces(lines)], key=lambda start: start.announced):
        first = kept[-1].first if kept else 0
        sent = any(SENDS.search(line.text.text) for line in islice(lines, first, start.announced))
        told = has_sentence if sent else has_text  # 现将…印发给你们，请认真贯彻执行。 is all a covering letter says
        if told(lines, first, start.announced) and has_text(lines, start.first):
            kept.append(start)
    return cut(lines, [Start(0, 0, MappedText("", ())), *kept]) if kept else Pieces()


def cut(lines: tuple[Line, ...], starts: list[Start]) -> Pieces:
    """The lines cut at each start."""
    ends = [*(start.announced for start in starts[1:]), len(lines)]
    pieces = []
    for (announced, first, title), end in zip(starts, ends, strict=True):
        marker = lines[announced].text if first > announced else title
        if title.text and title.text not in marker.text:
            marker = title
        named = bool(title.text)
        pieces.append(Piece(title if named else None, lines[first:end], marker if named or first > announced else None))
    return Pieces(lines[: starts[0].announced], tuple(pieces))


def numbered_pieces(lines: tuple[Line, ...]) -> list[Start]:
    """The lines 第一篇：… 第二篇：…, if they count up from one and each has text under it."""
    series: dict[str, list[tuple[int, Start]]] = {}
    for i, line in enumerate(lines):
        text = line.text.text
        if len(text) > 80 or not ANNOUNCING.search(text):
            continue
        for marker in MARKERS:
            if found := marker.match(text):
                title = line.text[found.end() :].strip()
                stem = found["stem"] if "stem" in found.groupdict() else text[0] + marker.pattern
                bare = "stem" not in found.groupdict() and "篇" in found[0]
                start = Start(i, i + 1, title if title.text or "stem" not in found.groupdict() else line.text)
                for key in (stem, "篇") if bare else (stem,):  # 篇一：, 篇二：, then 【篇三】
                    series.setdefault(key, []).append((number(found["n"]), start))
                break
    for members in sorted(series.values(), key=len, reverse=True):
        starts = [start for _, start in members]
        ends = [*(start.announced for start in starts[1:]), len(lines)]
        counted = [n for n, _ in members] == list(range(1, len(members) + 1)) and len(members) > 1
        told = has_sentence if len(starts) > 2 else has_text
        if counted and all(told(lines, s.first, end) for s, end in zip(starts, ends, strict=True)):
            return starts
    return []


def listed_pieces(lines: tuple[Line, ...]) -> list[Start]:
    """The documents of a collection: titles that its table of contents lists, each over its own date or author.

    A chapter of a book is listed too, but bears neither.
    """
    top = next((i for i, line in enumerate(lines[:80]) if CONTENTS.match(line.text.text)), None)
    if top is None:
        return []
    listed: dict[str, str] = {}  # titles, and what else their entries print
    found: list[Start] = []
    for i in range(top + 1, len(lines)):
        text = lines[i].text.text
        title = fold_title(entry_title(text))
        if title in listed and any(is_signed(line, listed[title]) for line in lines[i + 1 : i + 3]):
            number = NUMBERED.match(text)
            found.append(Start(i, i + 1, lines[i].text[number.end() if number else 0 :].strip()))
        elif not found:
            listed[title] = re.sub(r"\s", "", text)
    return found if len(found) > 1 else []


def is_signed(line: Line, entry: str) -> bool:
    """Whether a line under a title dates it, or names the author that its `entry` in the table of contents names."""
    text = join_padded(line.text.text.strip("　 "))
    pair = split_position(text)  # 原县水电局局长　麦某某
    name = pair[1] if pair and len(text) < LONGEST_BYLINE else text
    return bool(DATE.match(text)) or (is_person_name(name) and name in entry)


def entry_title(text: str) -> str:
    """A line of a table of contents without number, note mark, date and page.

    >>> entry_title("2．某村互助组的调查*（1952年11月）……9"), entry_title("某村互助组的调查")
    ('某村互助组的调查', '某村互助组的调查')
    """
    number = NUMBERED.match(text)
    return ENTRY_END.split(text[number.end() if number else 0 :].strip(), maxsplit=1)[0]


ENTRY_END = re.compile(
    r"[*＊]|[（(][^（()）]{0,20}[0-9〇一二三四五六七八九]{4}[^（()）]{0,12}[)）]|[.．·•…⋯‥]{2,}|\s{2,}|\s\d{1,4}$"
)


def attached_pieces(lines: tuple[Line, ...]) -> list[Start]:
    """The documents announced as 附：, 附件一 with a title on the same line or the next."""
    found = []
    for i, line in enumerate(lines):
        text = line.text.text
        match = ATTACHED.match(text) if "附" in text[:2] else None
        if not match or not i:
            continue
        if match["title"]:
            start = Start(i, i + 1, line.text[match.start("title") :])
            if match["mark"] and is_title(line, start.title.text) and is_document(start.title.text, lines[i + 1 :]):
                found.append(start)
            continue
        below = next((j for j in range(i + 1, min(i + 8, len(lines))) if TITLE.match(lines[j].text.text)), i + 1)
        title = lines[below].text if below < len(lines) else MappedText("", ())
        if title.text and is_title(lines[below], title.text) and is_document(title.text, lines[below + 1 :]):
            found.append(Start(i, i + 1, title))
    return found


def is_document(title: str, lines: tuple[Line, ...]) -> bool:
    """Whether what is attached is a document of its own, not a list or a table: by its title, its date, its address."""
    if TITLE.match(title):
        return True
    texts = [line.text.text for line in lines[:3]]
    return any(DATE.match(text) or (text[-1:] in "：:" and not NUMBERED.match(text)) for text in texts)


def signed_pieces(lines: tuple[Line, ...]) -> list[Start]:
    """The titles of documents that follow a signed and dated one."""
    found = []
    for i in range(2, len(lines)):
        text = lines[i].text.text
        if not is_title(lines[i], text) or not (TITLE.match(text) or is_addressed(lines, i + 1)):
            continue
        above = i - 1
        while (
            above > max(1, i - 3) and BRACKETED.match(lines[above].text.text) and not DATE.match(lines[above].text.text)
        ):
            above -= 1  # （此件发至县、团级）
        if is_signature(lines[above]) and ends_sentence(body_above(lines, above)):
            found.append(Start(i, i, lines[i].text))
    return found


def is_addressed(lines: tuple[Line, ...], i: int) -> bool:
    """Whether a line is the address of a letter or a report: 各省财委并报中南军政委员会：."""
    text = lines[i].text.text if i < len(lines) else ""
    return len(text) < 60 and text[-1:] in "：:" and bool(ADDRESSEE.match(text)) and not NUMBERED.match(text)


def body_above(lines: tuple[Line, ...], i: int) -> str:
    """The line above a signature of at most three lines."""
    for line in reversed(lines[max(0, i - 3) : i]):
        if columns(line.text.text) > 44 or ends_sentence(line.text.text):
            return line.text.text
    return ""


def is_title(line: Line, text: str) -> bool:
    """Whether a line may be the title of a document: short, no sentence, no number, no speaker's label."""
    if not 4 <= len(text) <= 70 or STOPPED.search(text) or text[-1] in "，、；：:" or label_of(text):
        return False
    return not NUMBERED.match(text) and not DATE.match(text) and line.markup not in ("li", "quote")


def has_text(lines: tuple[Line, ...], start: int, end: int | None = None) -> bool:
    """Whether the lines from `start` to `end` hold running text."""
    total = 0
    for line in islice(lines, start, end):
        text = line.text.text
        if columns(text) > 30 and PROSE.search(text):
            total += len(text)
            if total > ENOUGH:
                return True
    return False


def has_sentence(lines: tuple[Line, ...], start: int, end: int | None = None) -> bool:
    """Whether a line between two ends a sentence: enough where three pieces or more are numbered."""
    return any(STOPPED.search(line.text.text) and PROSE.search(line.text.text) for line in islice(lines, start, end))


def number(text: str) -> int:
    """A small number in digits or ideographs.

    >>> [number(t) for t in ("3", "三", "十", "十二", "二十一")]
    [3, 3, 10, 12, 21]
    """
    if text.isdigit():
        return int(text)
    tens, ten, units = text.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(units, 0)
