"""Several documents in one file: records of a table, and pieces announced as 第一篇：, 篇二, 附件三."""

from __future__ import annotations

import re
from typing import NamedTuple

from .spans import MappedText
from .types import Line

DIGITS = {d: i for i, d in enumerate("〇一二三四五六七八九十")}
MARKER = re.compile(
    r"(?P<kind>第)\s*(?P<a>[一二三四五六七八九十\d]{1,3})\s*篇\s*(?:[:：、]|[\s　]|$)"
    r"|(?P<kind2>篇|附件|附录|文件|范文|例文|文章|材料|讲话|发言)\s*(?P<b>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:[:：、.．]|[\s　]|$)"
    r"|[【\[](?P<kind3>篇|第|附件|范文|例文)\s*(?P<c>[一二三四五六七八九十\d]{1,3})\s*篇?[】\]]\s*[:：]?"
)


class Piece(NamedTuple):
    """The lines of one document in a file. `marker` is the whole line that announces it, `title` what it is called."""

    title: MappedText | None
    lines: tuple[Line, ...]
    marker: MappedText | None = None


class Pieces(NamedTuple):
    """What stands before the first piece, and the pieces; none if the file is one document."""

    before: tuple[Line, ...] = ()
    pieces: tuple[Piece, ...] = ()


def split_pieces(lines: tuple[Line, ...]) -> Pieces:
    """The pieces of a file with several documents."""
    starts = [i for i, line in enumerate(lines) if line.markup == "record"]
    if starts:
        return cut(lines, starts, [lines[i].text for i in starts])
    starts = announced(lines)
    if not starts:
        return Pieces()
    titles = [lines[i].text[MARKER.match(lines[i].text.text).end() :].strip() for i in starts]  # type: ignore[union-attr]
    return cut(lines, starts, titles)


def cut(lines: tuple[Line, ...], starts: list[int], titles: list[MappedText]) -> Pieces:
    """The lines cut before each of `starts`; the line there announces the piece."""
    ends = [*starts[1:], len(lines)]
    pieces = tuple(
        Piece(title if title.text else None, lines[start + 1 : end], lines[start].text)
        for start, end, title in zip(starts, ends, titles, strict=True)
    )
    return Pieces(lines[: starts[0]], pieces)


def announced(lines: tuple[Line, ...]) -> list[int]:
    """The lines 第一篇：… 第二篇：…, if they count up from one and text stands between them."""
    found: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        text = line.text.text
        match = MARKER.match(text) if len(text) <= 80 and text[:1] in "第篇附文范例材讲发【[" else None
        if match:
            kind = match["kind"] or match["kind2"] or match["kind3"]
            found.setdefault(kind, []).append((i, number(match["a"] or match["b"] or match["c"])))
    for places in found.values():
        if [n for _, n in places] == list(range(1, len(places) + 1)) and len(places) > 1 and apart(lines, places):
            return [i for i, _ in places]
    return []


def apart(lines: tuple[Line, ...], places: list[tuple[int, int]]) -> bool:
    """Whether each piece has text: a table of contents has none between its lines."""
    ends = [*(i for i, _ in places[1:]), len(lines)]
    return all(sum(len(line.text) for line in lines[i + 1 : end]) > 60 for (i, _), end in zip(places, ends, strict=True))


def number(text: str) -> int:
    """A small number in digits or ideographs.

    >>> [number(t) for t in ("3", "三", "十", "十二", "二十一")]
    [3, 3, 10, 12, 21]
    """
    if text.isdigit():
        return int(text)
    tens, ten, units = text.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(units, 0)
