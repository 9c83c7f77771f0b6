"""Several documents in one file: records of a table, pieces announced as 第一篇：, an order with what it sends out (附件),
one signed document after another.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.lib.words import alternation

from .characters import columns, ends_sentence
from .lexicon import words
from .openings import BRACKETED, DATE, STOPPED, is_signature
from .spans import MappedText
from .types import Line
from .wraps import LABEL, NUMBERED

DIGITS = {d: i for i, d in enumerate("〇一二三四五六七八九十")}
MARKER = re.compile(
    r"第\s*(?P<a>[一二三四五六七八九十\d]{1,3})\s*篇\s*(?:[:：、]|[\s　]|$)"
    r"|(?:篇|范文|例文|文章|材料)\s*(?P<b>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:[:：、.．]|[\s　]|$)"
    r"|[【\[](?:篇|第|范文|例文)\s*(?P<c>[一二三四五六七八九十\d]{1,3})\s*篇?[】\]]\s*[:：]?"
)
ATTACHED = re.compile(
    r"[【（(\[]?附(?:件|录|錄)?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})?(?P<mark>\s*[:：、.])?[】）)\]]?\s*(?P<title>.{0,60})$"
)
TITLE = re.compile(rf"[^。！？；]{{2,58}}{alternation(words('document_titles'))}(?:\s*[（(〔\[][^（）()]{{1,20}}[）)〕\]])?$")
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


def split_pieces(lines: tuple[Line, ...]) -> Pieces:
    """The pieces of a file with several documents."""
    records = [i for i, line in enumerate(lines) if line.markup == "record"]
    if records:
        return cut(lines, [(i, i + 1, lines[i].text) for i in records])
    announced = numbered_pieces(lines)
    if announced:
        return cut(lines, announced)
    joined = [*attached_pieces(lines), *signed_pieces(lines)]
    kept: list[tuple[int, int, MappedText]] = []
    for start in sorted(joined, key=lambda s: s[0]):
        if has_text(lines[kept[-1][1] if kept else 0 : start[0]]) and has_text(lines[start[1] :]):
            kept.append(start)
    return cut(lines, [(0, 0, MappedText("", ())), *kept]) if kept else Pieces()


def cut(lines: tuple[Line, ...], starts: list[tuple[int, int, MappedText]]) -> Pieces:
    """The lines cut at each start: (the line that announces a piece, its first own line, its title)."""
    ends = [*(start for start, _, _ in starts[1:]), len(lines)]
    pieces = []
    for (start, first, title), end in zip(starts, ends, strict=True):
        marker = lines[start].text if first > start else None
        if marker is not None and title.text and title.text not in marker.text:
            marker = title
        pieces.append(Piece(title if title.text else None, lines[first:end], marker))
    return Pieces(lines[: starts[0][0]], tuple(pieces))


def numbered_pieces(lines: tuple[Line, ...]) -> list[tuple[int, int, MappedText]]:
    """The lines 第一篇：… 第二篇：…, if they count up from one and each has text under it."""
    found: list[tuple[int, int, MappedText]] = []
    numbers: list[int] = []
    for i, line in enumerate(lines):
        text = line.text.text
        match = MARKER.match(text) if len(text) <= 80 and text[:1] in "第篇范例文材【[" else None
        if match:
            numbers.append(number(match["a"] or match["b"] or match["c"]))
            found.append((i, i + 1, line.text[match.end() :].strip()))
    ends = [*(i for i, _, _ in found[1:]), len(lines)]
    if len(found) > 1 and numbers == list(range(1, len(found) + 1)):
        if all(has_text(lines[i + 1 : end]) for (i, _, _), end in zip(found, ends, strict=True)):
            return found
    return []


def attached_pieces(lines: tuple[Line, ...]) -> list[tuple[int, int, MappedText]]:
    """The documents announced as 附：, 附件一 with a title on the same line or the next."""
    found = []
    for i, line in enumerate(lines):
        text = line.text.text
        match = ATTACHED.match(text) if "附" in text[:2] else None
        if not match or not i:
            continue
        if match["title"]:
            title = line.text[match.start("title") :]
            if match["mark"] and is_title(line, title.text) and is_document(title.text, lines[i + 1 :]):
                found.append((i, i + 1, title))
            continue
        below = next((j for j in range(i + 1, min(i + 8, len(lines))) if TITLE.match(lines[j].text.text)), i + 1)
        if below < len(lines) and is_title(lines[below], lines[below].text.text):
            if is_document(lines[below].text.text, lines[below + 1 :]):
                found.append((i, i + 1, lines[below].text))
    return found


def is_document(title: str, lines: tuple[Line, ...]) -> bool:
    """Whether what is attached is a document of its own, not a list or a table: by its title, its date, its address."""
    if TITLE.match(title):
        return True
    texts = [line.text.text for line in lines[:3]]
    return any(DATE.match(text) or text[-1:] in "：:" and not NUMBERED.match(text) for text in texts)


def signed_pieces(lines: tuple[Line, ...]) -> list[tuple[int, int, MappedText]]:
    """The titles of documents that follow a signed and dated one."""
    found = []
    for i in range(2, len(lines)):
        text = lines[i].text.text
        if not TITLE.match(text) or not is_title(lines[i], text):
            continue
        above = i - 1
        while above > 1 and BRACKETED.match(lines[above].text.text) and not DATE.match(lines[above].text.text):
            above -= 1  # （此件发至县、团级）
        if is_signature(lines[above]) and ends_sentence(body_above(lines, above)):
            found.append((i, i, lines[i].text))
    return found


def body_above(lines: tuple[Line, ...], i: int) -> str:
    """The line above a signature of at most three lines."""
    for line in reversed(lines[max(0, i - 3) : i]):
        if columns(line.text.text) > 44 or ends_sentence(line.text.text):
            return line.text.text
    return ""


def is_title(line: Line, text: str) -> bool:
    """Whether a line may be the title of a document: short, no sentence, no number, no speaker's label."""
    if not 4 <= len(text) <= 70 or STOPPED.search(text) or text[-1] in "，、；：:" or LABEL.match(text):
        return False
    return not NUMBERED.match(text) and not DATE.match(text) and line.markup not in ("li", "quote")


def has_text(lines: tuple[Line, ...]) -> bool:
    """Whether some lines hold running text."""
    return sum(len(line.text) for line in lines if columns(line.text.text) > 30 and re.search("[，。；]", line.text.text)) > ENOUGH


def number(text: str) -> int:
    """A small number in digits or ideographs.

    >>> [number(t) for t in ("3", "三", "十", "十二", "二十一")]
    [3, 3, 10, 12, 21]
    """
    if text.isdigit():
        return int(text)
    tens, ten, units = text.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(units, 0)
