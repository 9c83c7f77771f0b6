"""Web pages (.html, .htm) and the chapters of books: the text as Markdown, with what the page says of itself.

Nothing that may be text is left out: menus and footers stay, marked by their links or by `<nav>`, for the layout stage
to judge. lxml hands over one tag at a time, so that no tree is built and no depth can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from archive.lib.words import read_rows

from .base import Decoded
from .limits import Deadline, Limits, at_most, blamed_on
from .markdown import MarkdownWriter
from .text import decode

STEP = 65_536  # characters given to the parser at a time; between two steps the time is looked at
LONGEST_VALUE = 200  # characters of what <meta> or <title> say

WORDS = Path(__file__).parent / "words"
TAGS = read_rows(WORDS / "tags.txt")
BLOCKS, UNREAD = frozenset(TAGS["block"]), frozenset(TAGS["unread"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}
PARTS = {"nav": "nav", "footer": "footer", "aside": "aside", "figcaption": "figcaption", "tr": "row"}
PARTS |= {"td": "cell", "th": "cell"}

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:-]{2,20})""", re.I)
WHITE = re.compile(r"[ \t\r\n\f]+")
WRAP = re.compile(r"(?<=[^\x00-\x7f])[ \t\r\f]*\n[ \t\r\n\f]*(?=[^\x00-\x7f])")
WEIGHT = re.compile(r"font-weight\s*:\s*(?:(?P<bold>bold|[6-9]00)|normal|lighter|[1-5]00)", re.I)
NOTE_NUMBER = re.compile(r"\s*(\d{1,3})\s*$")
NOTE_ID = re.compile(r"(?:foot|end)?note|fn[-_\d]|cite_note", re.I)
ITEM = re.compile(r"(?:- |\. |\] )$")  # the mark of a list item or a note
SITE_NAME = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])")
FIELDS = {name: field for field, names in read_rows(WORDS / "page_fields.txt").items() for name in names}


def read_html(key: str, data: bytes, limits: Limits) -> Decoded:
    """The text of a web page as Markdown, what it says of itself before it."""
    page = Page(key, limits, MarkdownWriter())
    encoding = page.read(data)
    return Decoded(page.finished(), encoding, "text/markdown")


class Page:
    """A page being read into `writer`: lxml calls `start`, `data`, `end` and `close` in the order of the page.

    In a `book` links lead to other pages of the book, `<aside>` is a note, and a heading stands below the book's title.
    """

    def __init__(self, key: str, limits: Limits, writer: MarkdownWriter, book: bool = False) -> None:
        self.key, self.limits, self.writer, self.book = key, limits, writer, book
        self.fields: dict[str, str] = {}  # what <meta> and <title> say
        self.titles: set[str] = set()  # what the title of the text may be, by its letters
        self.named = False  # whether a line of the text is its title
        self.highest = 7  # the highest level of a heading in the text
        self.tags: list[str] = []  # the open elements, and for each whether its text is bold
        self.bold: list[bool] = [False]
        self.lists: list[int | None] = []  # the number of the last item of each open list
        self.skipping = self.pre = self.quotes = self.text_parts = self.waiting = 0
        self.link = ""
        self.superscript = False
        self.pending: list[str] = []  # text since the last tag, with the white space held back before it

    def read(self, data: bytes) -> str:
        """Read the bytes of a page and return their encoding; raises SourceError."""
        declared = CHARSET.search(data[:4096])
        text, encoding = decode(self.key, data, declared[1].decode("ascii", "replace") if declared else None)
        at_most(self.key, None, text.count("<"), self.limits.tags, "tags")
        at_most(self.key, None, text.count("\n"), self.limits.lines, "lines")
        deadline = Deadline(self.key, self.limits.seconds)
        with blamed_on(self.key, "web page"):
            parser = etree.HTMLParser(target=self, no_network=True, huge_tree=True)
            for at in range(0, len(text), STEP):
                parser.feed(text[at : at + STEP])
                deadline.check()
            parser.close()
        return encoding

    # -- called while parsing

    def data(self, text: str) -> None:
        if not self.skipping:
            self.pending.append(text)
            self.waiting += len(text)
            if self.waiting > STEP:
                self.write_pending()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.write_pending()
        self.tags.append(tag)
        self.bold.append(is_bold(tag, attributes.get("style", ""), self.bold[-1]))
        at_most(self.key, None, len(self.tags), self.limits.depth, "elements inside each other")
        if tag in UNREAD:
            self.skipping += 1
        elif tag == "meta":
            self.note_field(attributes)
        elif tag == "br":
            self.writer.text("\n")
        elif tag == "a":
            self.link = self.link_of(attributes.get("href", ""))
        elif tag == "sup":
            self.superscript = True
        elif tag in BLOCKS:
            self.start_block(tag, attributes)

    def end(self, tag: str) -> None:
        self.write_pending()
        if self.tags:
            self.tags.pop()
            self.bold.pop()
        if tag in UNREAD:
            self.skipping -= 1
        elif tag == "a":
            self.link = ""
        elif tag == "sup":
            self.superscript = False
        elif tag in BLOCKS:
            self.end_block(tag)

    def close(self) -> None:
        self.write_pending()
        self.finish_block()

    # -- blocks

    def start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        waiting = "" if self.writer.spans else self.writer.mark
        self.finish_block()
        if tag == "hr":
            self.writer.add_rule()
        elif tag in ("ul", "ol"):
            start = attributes.get("start", "1")
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
            self.lists.append(first - 1 if tag == "ol" else None)
        elif tag in PARTS and not self.is_text_part(tag):
            self.writer.open(PARTS[tag])
        self.count(tag, 1)
        mark = self.mark_of(tag, attributes)
        # the first block inside a list item bears the item's mark
        self.writer.start_block(waiting if ITEM.search(waiting) and tag not in HEADINGS and tag != "li" else mark)

    def end_block(self, tag: str) -> None:
        if tag == "title":
            self.note_title(self.writer.plain())
            self.writer.spans.clear()
        self.finish_block()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in PARTS and not self.is_text_part(tag):
            self.writer.close(PARTS[tag])
        self.count(tag, -1)
        self.writer.start_block("> " * self.quotes)

    def count(self, tag: str, step: int) -> None:
        """Keep count of the open elements that change how the text inside is read."""
        self.quotes += step * (tag == "blockquote")
        self.pre += step * (tag == "pre")
        self.text_parts += step * (tag in ("article", "main"))

    def finish_block(self) -> None:
        """End the open block. The line that is the page's title is its heading, whatever the page makes of it."""
        writer, mark = self.writer, self.writer.mark
        self.pending.clear()
        inside = any(sink.kind in ("nav", "footer", "aside") for sink in writer.sinks)
        if self.titles and not (self.named or inside or ITEM.search(mark)) and self.is_title(writer.plain()):
            writer.spans = [span._replace(link="") for span in writer.spans]
            mark, self.named = "# ", True
        if mark.startswith("#") and writer.spans and not inside:
            self.highest = min(self.highest, mark.count("#"))
        writer.end_block(mark)

    def is_title(self, text: str) -> bool:
        return len(text) <= 2 * LONGEST_VALUE and letters(text) in self.titles

    def mark_of(self, tag: str, attributes: Mapping[str, str]) -> str:
        """The mark of the block that an element begins."""
        quotes = "> " * self.quotes
        if tag in HEADINGS:
            return "#" * min(6, HEADINGS[tag] + self.book) + " "
        if tag != "li":
            return quotes
        number = self.lists[-1] if self.lists else None
        if number is None:
            return quotes + "- "
        self.lists[-1] = number + 1
        return f"{quotes}[{number + 1}] " if NOTE_ID.match(attributes.get("id", "")) else f"{quotes}{number + 1}. "

    def is_text_part(self, tag: str) -> bool:
        """Whether an element that mostly holds what the site added belongs to the text here."""
        return (tag == "footer" and self.text_parts > 0) or (self.book and tag in ("aside", "footer", "nav"))

    # -- inside a block

    def link_of(self, href: str) -> str:
        """The address of a link that leads to another page; a note's mark leads to a place on this one."""
        return "" if self.book or href.startswith("#") else href or "#"

    def write_pending(self) -> None:
        """Write the text since the last tag, white space as a browser shows it; a space at its end waits."""
        if not self.pending:
            return
        text = "".join(self.pending)
        self.pending.clear()
        self.waiting = 0
        before = self.writer.last
        if not before and text.isspace() and text.isascii() and not self.pre:
            return
        if self.pre:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text = WHITE.sub(" ", WRAP.sub("", before + text)[len(before) :])
            if text.endswith(" "):
                text = text[:-1]
                self.pending.append(" ")
            if before in ("", " ", "\n"):
                text = text.lstrip(" ")
        number = NOTE_NUMBER.match(text) if self.superscript else None
        if number and not re.match("[0-9A-Za-z]", before):  # a note's mark, and no power as in m²
            text = f"[{number[1]}]"
        if text.startswith(" "):
            self.writer.text(" ")
            text = text[1:]
        self.writer.text(text, self.bold[-1], "" if self.superscript else self.link)

    # -- what the page says of itself

    def note_field(self, attributes: Mapping[str, str]) -> None:
        """Keep what a <meta> says, if it says anything of the text."""
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        field, value = FIELDS.get(name.lower().strip(), ""), attributes.get("content", "").strip()
        if field == "title":
            self.note_title(value)
        if field and 0 < len(value) <= LONGEST_VALUE:
            self.fields.setdefault(field, value)

    def note_title(self, title: str) -> None:
        """Keep what the title of the text may be: all of `<title>`, or what stands before the name of the site."""
        title = " ".join(title.split())
        if self.book or not 0 < len(title) <= LONGEST_VALUE:
            return
        cuts = [*(found.start() for found in SITE_NAME.finditer(title)), len(title)]
        self.fields.setdefault("page title", title[: cuts[0]])
        self.titles.update(letters(title[:cut]) for cut in cuts if len(letters(title[:cut])) > 3)

    def finished(self) -> str:
        """The text, with front matter. A title that no line bears is taken where the text has no heading."""
        fields = {name: self.fields[name] for name in ("date", "source", "author") if name in self.fields}
        site = self.fields.get("site", "")
        if fields.get("author") == site or fields.get("author", "").isascii():
            fields.pop("author", None)  # <meta name="author" content="admin"> is whoever set up the site
        title = self.fields.get("title", "") if self.highest > 1 else ""
        title = title or (self.fields.get("page title", "") if self.highest > 3 else "")
        fits = not self.named and title != site and len(letters(title)) > 3
        return self.writer.finished(fields, title if fits else "")


def is_bold(tag: str, style: str, outside: bool) -> bool:
    """Whether the text in an element is bold, which may be so or not `outside` of it."""
    weight = WEIGHT.search(style)
    return bool(weight["bold"]) if weight else outside or tag in ("b", "strong")


def letters(text: str) -> str:
    """Letters, digits and ideographs only: what two printings of a title share."""
    return "".join(c for c in text if c.isalnum())
