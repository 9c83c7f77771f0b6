"""Writing Markdown: what readers make of formats that are no text, in the marks that the layout stage reads.

`# ` headings, `- ` items, `> ` quotations, `**bold**`, `[text](address)`, a blank line between blocks; a row of a
table is a line. What was text and looks like a mark is escaped, so that it comes out of the layout stage as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from .base import printable

LONGEST_LINK = 400  # characters of link text; a longer one is no link but a badly closed page
LONGEST_ADDRESS = 1_000
LONGEST_LINE = 1_000_000  # characters; a longer line is refused anyway, whatever its marks
LONGEST_ROW = 200  # characters of a row that is put on one line

ALWAYS = r"[\\*]|_(?=_)|(?<=_)_|\{(?=\{)|(?<=!)\[|(?P<angle><(?=[a-zA-Z/!]))|(?P<entity>&(?=\#?\w{1,10};))"
IN_TEXT = re.compile(rf"{ALWAYS}|\](?=\()")
IN_LINK = re.compile(rf"{ALWAYS}|[\[\]]")
AT_START = re.compile(r"\A(?P<before>[ \t\u3000\xa0]*)(?P<mark>[#>]|```|---|~(?=~~))")
SPACE = " \t\n\r\f"


class Span(NamedTuple):
    """A stretch of a block in one style."""

    text: str
    bold: bool = False
    link: str = ""


class Block(NamedTuple):
    """A block with the mark each of its lines bears: "# ", "- ", "> ", "> - " or none."""

    mark: str
    text: str


@dataclass(slots=True)
class Sink:
    """Where blocks go: the text, a row (`cells` holds those complete) or a cell of a table, a part of a page."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)


class MarkdownWriter:
    """Blocks put together from spans of text, in the order of reading.

    >>> writer = MarkdownWriter()
    >>> writer.start_block("# "); writer.text("关于水利的*报告*")
    >>> writer.start_block(); writer.text("张某某：", bold=True); writer.text("开会。")
    >>> print(writer.finished({"date": "1954-03-02"}))
    ---
    date: 1954-03-02
    ---
    <BLANKLINE>
    # 关于水利的\\*报告\\*
    <BLANKLINE>
    **张某某：**开会。
    <BLANKLINE>
    """

    def __init__(self) -> None:
        self.sinks = [Sink("text")]
        self.spans: list[Span] = []
        self.mark = ""

    # -- inside a block

    def text(self, text: str, bold: bool = False, link: str = "") -> None:
        """Add text to the open block; a line end in it is one on the page."""
        if text:
            self.spans.append(Span(printable(text), bold, link))

    @property
    def last(self) -> str:
        """The last character of the open block, or ""."""
        return self.spans[-1].text[-1:] if self.spans else ""

    def plain(self) -> str:
        """The open block without any marks."""
        return "".join(span.text for span in self.spans)

    # -- blocks

    def start_block(self, mark: str = "") -> None:
        """Close the open block and begin another, whose lines bear `mark`."""
        self.end_block()
        self.mark = mark

    def end_block(self, mark: str | None = None) -> None:
        """Close the open block, if it holds any text; its mark may still be changed."""
        if self.spans:
            mark = self.mark if mark is None else mark
            text = composed(self.spans, styled=not mark.startswith("#"))
            self.spans = []
            if text:
                self.sinks[-1].blocks.append(Block(mark, text))
        self.mark = ""

    def add_block(self, text: str, mark: str = "") -> None:
        """A whole block of plain text, after the open one."""
        self.start_block(mark)
        self.text(text)
        self.end_block()

    # -- tables and parts of pages

    def add_rule(self) -> None:
        """A line across the page; none before the first text, where it would begin front matter."""
        self.end_block()
        if len(self.sinks) > 1 or self.sinks[0].blocks:
            self.sinks[-1].blocks.append(Block("", "---"))

    def open(self, kind: str) -> None:
        """Begin a "row", a "cell" of it, or a named part of a page."""
        self.end_block()
        self.sinks.append(Sink(kind))

    def close(self, kind: str) -> None:
        """End the innermost row, cell or part of that name and whatever is open inside; nothing if there is none."""
        if kind not in [sink.kind for sink in self.sinks[1:]]:
            return
        self.end_block()
        while True:
            sink = self.sinks.pop()
            outer = self.sinks[-1]
            if sink.kind == "cell" and outer.kind == "row":
                outer.cells.append(sink.blocks)
            elif sink.kind == "row":
                outer.blocks.extend(row_blocks([*sink.cells, sink.blocks]))
            elif sink.kind in ("nav", "footer", "aside", "figcaption"):
                outer.blocks.extend(tagged(sink.kind, sink.blocks))
            else:
                outer.blocks.extend(sink.blocks)
            if sink.kind == kind:
                return

    def close_all(self) -> None:
        """End whatever is open."""
        self.end_block()
        while len(self.sinks) > 1:
            self.close(self.sinks[-1].kind)

    def finished(self, fields: Mapping[str, str] | None = None, title: str = "") -> str:
        """The whole text, with `fields` as front matter and a `title` that is not in it as its heading."""
        self.close_all()
        heading = composed([Span(" ".join(printable(title).split()))], styled=False)
        blocks = [Block("# ", heading)] if heading else []
        return front_matter(fields or {}) + joined(blocks + self.sinks[0].blocks)


def composed(spans: Iterable[Span], styled: bool) -> str:
    """The lines of a block: spans of one style put together, marks escaped, white space at the ends gone."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        for i, text in enumerate(span.text.split("\n")):
            if i:
                lines.append([])
            line = lines[-1]
            if line and line[-1][1:] == span[1:]:
                line[-1] = Span(line[-1].text + text, span.bold, span.link)
            elif text:
                line.append(Span(text, span.bold, span.link))
    texts = [AT_START.sub(escaped_start, marked(line, styled).rstrip(SPACE)) for line in merged(lines)]
    return "\n".join(texts).strip("\n")


def merged(lines: list[list[Span]]) -> list[list[Span]]:
    """The lines with two empty ones together made one: a blank line parts paragraphs, however high it is."""
    kept: list[list[Span]] = []
    for line in lines:
        blank = not "".join(span.text for span in line).strip(SPACE)
        if not (blank and kept and not kept[-1]):
            kept.append([] if blank else line)
    return kept


def marked(line: list[Span], styled: bool) -> str:
    """A line with its links and bold stretches marked; white space needs no mark."""
    if sum(len(span.text) for span in line) > LONGEST_LINE:
        return "".join(span.text for span in line)
    pieces: list[str] = []
    bold = False
    for text, is_bold, link in line:
        if styled and text.strip() and is_bold != bold:
            pieces.append("**")
            bold = is_bold
        if link and text.strip() and len(text) <= LONGEST_LINK:
            pieces.append(f"[{escaped(text, IN_LINK)}]({address(link)})")
        else:
            pieces.append(escaped(text))
    return "".join([*pieces, "**" * bold])


def escaped(text: str, marks: re.Pattern[str] = IN_TEXT) -> str:
    """Text whose characters are no marks.

    >>> print(escaped("a*b <b>c</b> &lt; [1](2)"))
    a\\*b &lt;b>c&lt;/b> &amp;lt; [1\\](2)
    """
    return marks.sub(lambda m: "&lt;" if m["angle"] else "&amp;" if m["entity"] else "\\" + m[0], text)


def escaped_start(found: re.Match[str]) -> str:
    """The beginning of a line that would make it a heading, a quotation, a fence or a rule."""
    return found["before"] + ("&#126;" if found["mark"] == "~" else "\\" + found["mark"])


def address(link: str) -> str:
    """The address of a link as Markdown holds it; a script is none."""
    if re.match(r"\s*(?:javascript|data|vbscript)\s*:", link, re.I):
        return "#"
    return quote(printable(link.strip()), safe="/:?#@!$&'*+,;=%~|^{}")[:LONGEST_ADDRESS] or "#"


def row_blocks(cells: list[list[Block]]) -> list[Block]:
    """A row of short cells as one line, its cells set apart by an ideographic space; else the blocks of the cells."""
    cells = [cell for cell in cells if cell]
    short = all(len(cell) == 1 and not cell[0].mark and "\n" not in cell[0].text for cell in cells)
    if len(cells) > 1 and short and sum(len(cell[0].text) for cell in cells) <= LONGEST_ROW:
        return [Block("", "\u3000".join(cell[0].text for cell in cells))]
    return [block for cell in cells for block in cell]


def tagged(kind: str, blocks: list[Block]) -> list[Block]:
    """The blocks of a part of a page that is not its text, between tags that say so.

    A part with running text in it is not what it says: pages have their article in <aside>.
    """
    if not blocks or any(len(block.text) > 100 and "](" not in block.text for block in blocks):
        return blocks
    return [Block("", f"<{kind}>\n{joined(blocks)}</{kind}>")]


def joined(blocks: list[Block]) -> str:
    """The blocks as text: a blank line between them, none between the items of a list."""
    pieces: list[str] = []
    before = ""
    for mark, text in blocks:
        if pieces:
            pieces.append("\n" if mark and mark == before and mark.endswith("- ") else "\n\n")
        first, *rest = text.split("\n")
        further = mark if mark.startswith("#") else "> " * mark.count(">")
        pieces.append("\n".join([mark + first, *(further + line if line else line for line in rest)]))
        before = mark
    return "".join([*pieces, "\n"]) if pieces else ""


def front_matter(fields: Mapping[str, str]) -> str:
    """Named values as the lines between two `---`.

    >>> front_matter({"title": "水利\\n会议", "date": ""})
    '---\\ntitle: 水利 会议\\n---\\n\\n'
    """
    lines = [f"{name}: {' '.join(printable(value).split())}\n" for name, value in fields.items() if value.strip()]
    return "".join(["---\n", *lines, "---\n\n"]) if lines else ""
