"""Named values in a file: YAML front matter, and tables (CSV) or JSON lines with one document a record.

They become lines of their own kind: `record` (a new document begins, the text is its title) and `field:<name>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .characters import fold
from .markup import LINE_END, DrawnLine, draw
from .spans import MappedText

TITLES = frozenset(("title", "标题", "標題", "题目", "篇名", "题名", "headline", "subject"))
TEXTS = frozenset(
    ("word", "words", "text", "content", "contents", "body", "article", "正文", "内容", "內容", "全文", "文本")
)
DATES = frozenset(
    (
        "date",
        "time",
        "datetime",
        "pubdate",
        "pub_date",
        "publish_time",
        "published",
        "日期",
        "时间",
        "時間",
        "发布时间",
        "发布日期",
    )
)
OTHERS = frozenset(
    (
        "author",
        "authors",
        "作者",
        "source",
        "来源",
        "來源",
        "url",
        "link",
        "链接",
        "网址",
        "category",
        "column",
        "栏目",
        "版次",
        "类别",
        "page",
        "publication",
        "出处",
        "keywords",
        "关键词",
        "tags",
        "id",
        "编号",
        "序号",
        "editor",
        "编辑",
        "summary",
        "摘要",
        "speaker",
        "meeting",
    )
)
CELLS = {mark: re.compile(rf'"((?:[^"]|"")*)"|([^{mark}\r\n]*)') for mark in (",", "\t")}
FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n")
PAIR = re.compile(r"([A-Za-z_][\w-]{0,30})[ \t]*:[ \t]+(\"?)(\S.*?)(\2)[ \t]*$")
JSON_PAIR = re.compile(r'"([^"\\]{1,60})"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(-?[\d.eE+]+|true|false|null))')
JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
JSON_CHARACTERS = {"n": "\n", "t": " ", "r": "", "b": "", "f": ""}


class Cell(NamedTuple):
    """A value in a table: where it stands in the source, without its quotation marks."""

    start: int
    end: int


def front_matter(text: str) -> tuple[list[DrawnLine], int]:
    """The `name: value` lines between two `---` at the start of a file, and where the text after them begins."""
    opening = FRONT_MATTER.match(text)
    if not opening:
        return [], 0
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M).search(text, opening.end(), opening.end() + 20_000)
    if not closing:
        return [], 0
    lines = []
    for found in re.finditer(r"[^\r\n]+", text[: closing.start()]):
        pair = PAIR.match(found[0]) if found.start() >= opening.end() - 1 else None
        if pair:
            value = MappedText.of(fold(pair[3]), found.start() + pair.start(3))
            lines.append(DrawnLine(value, markup=f"field:{pair[1].lower()}"))
    return (lines, closing.end()) if lines else ([], 0)


def table_records(text: str) -> list[DrawnLine] | None:
    """The lines of a CSV file whose first row names a title and a text column; None if it is no such table."""
    at = 1 if text.startswith("\ufeff") else 0
    end = text.find("\n", at)
    header = text[at : end if end >= 0 else len(text)]
    names = [name.strip().strip('"').lower() for name in re.split(r"[,\t]", header)]
    if not 2 <= len(names) <= 30 or not TITLES & set(names) or not TEXTS & set(names):
        return None
    if not set(names) <= TITLES | TEXTS | DATES | OTHERS:
        return None
    lines: list[DrawnLine] = []
    for row in rows(text, end + 1, "\t" if "\t" in header else ","):
        lines.extend(record_lines(text, names, row))
    return lines


def rows(text: str, at: int, comma: str) -> Iterator[list[Cell]]:
    """The rows of a CSV text from `at` on, RFC 4180: a field in quotation marks may hold commas and line ends."""
    row: list[Cell] = []
    while at < len(text):
        found = CELLS[comma].match(text, at)
        if found is None:  # cannot be: the second alternative matches the empty string
            return
        group = 1 if found[1] is not None else 2
        row.append(Cell(found.start(group), found.end(group)))
        at = found.end()
        if text[at : at + 1] == comma:
            at += 1
            continue
        end = LINE_END.search(text, at)
        yield row
        row = []
        at = end.end() if end else len(text)
    if row:
        yield row


def record_lines(text: str, names: list[str], row: list[Cell]) -> Iterator[DrawnLine]:
    """One record: its title, its named values, its text line by line."""
    cells = dict(zip(names, row, strict=False))
    if not any(cell.end > cell.start for cell in cells.values()):
        return
    title = next((cells[name] for name in names if name in TITLES and name in cells), Cell(row[0].start, row[0].start))
    yield DrawnLine(plain(text, title), markup="record")
    for name, cell in cells.items():
        if name not in TITLES | TEXTS and cell.end > cell.start:
            yield DrawnLine(plain(text, cell), markup=f"field:{'date' if name in DATES else name}")
    for name, cell in cells.items():
        if name in TEXTS:
            yield from cell_lines(text, cell)


def plain(text: str, cell: Cell) -> MappedText:
    """A value as it stands, doubled quotation marks made single."""
    return undoubled(MappedText.of(fold(text[cell.start : cell.end]), cell.start)).strip()


def cell_lines(text: str, cell: Cell) -> Iterator[DrawnLine]:
    """The lines of a text column."""
    at, blank = cell.start, 0
    ends = [*((m.start(), m.end()) for m in LINE_END.finditer(text, cell.start, cell.end)), (cell.end, cell.end)]
    for end, next_start in ends:
        raw = fold(text[at:end])
        stripped = raw.strip()
        if stripped:
            line = draw(raw, stripped, at, "")
            line.text, line.blank_before, blank = undoubled(line.text), blank, 0
            yield line
        else:
            blank += 1
        at = next_start


def undoubled(text: MappedText) -> MappedText:
    """`""` inside a quoted field stands for one mark."""
    if '""' not in text.text:
        return text
    pieces, at = [], 0
    for found in re.finditer('""', text.text):
        pieces += [text[at : found.start() + 1]]
        at = found.end()
    return MappedText.join([*pieces, text[at:]])


def json_records(text: str) -> list[DrawnLine] | None:
    """The lines of JSON objects, one a line or in one array, that have a title and a text; None if there are none."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    lines: list[DrawnLine] = []
    names: set[str] = set()
    record: list[tuple[str, MappedText]] = []
    for found in JSON_PAIR.finditer(text):
        name = found[1].lower()
        if name in names:  # a name comes twice: the next object has begun
            lines.extend(json_record(record))
            names, record = set(), []
        names.add(name)
        group = 2 if found[2] is not None else 3
        if found[group] != "null":
            record.append((name, unescaped(found[group], found.start(group))))
    lines.extend(json_record(record))
    return lines or None


def json_record(record: list[tuple[str, MappedText]]) -> Iterator[DrawnLine]:
    """The lines of one object; nothing if it has no text."""
    names = {name for name, _ in record}
    if not TEXTS & names:
        return
    empty = MappedText("", ())
    yield DrawnLine(next((value for name, value in record if name in TITLES), empty), markup="record")
    for name, value in record:
        if name not in TITLES | TEXTS and value.text.strip():
            yield DrawnLine(value.strip(), markup=f"field:{'date' if name in DATES else name}")
    for name, value in record:
        if name in TEXTS:
            at = 0
            for found in [*re.finditer("\n", value.text), None]:
                end = found.start() if found else len(value)
                part = value[at:end]
                at = end + 1
                if part.text.strip():
                    indent = len(part.text) - len(part.text.lstrip())
                    yield DrawnLine(part.strip(), indent=2 * indent)


def unescaped(raw: str, start: int) -> MappedText:
    """A JSON string's characters; escapes are edits of the stretch they took."""
    pieces, at = [], 0
    for found in JSON_ESCAPE.finditer(raw):
        pieces.append(MappedText.of(fold(raw[at : found.start()]), start + at))
        character = chr(int(found[1], 16)) if found[1] else JSON_CHARACTERS.get(found[2], found[2])
        pieces.append(MappedText.edit(character, start + found.start(), len(found[0])))
        at = found.end()
    pieces.append(MappedText.of(fold(raw[at:]), start + at))
    return MappedText.join(pieces)
