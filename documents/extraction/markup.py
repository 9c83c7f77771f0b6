"""Marks of Markdown and HTML: text is taken out of them, character for character, and what they said is kept.

Works the same on a web page (.html), on a page saved as Markdown and on plain text with a few tags left in it.
Only block tags end a line; `DrawnLine.linked` tells how much of a line was link text, which gives menus away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from .characters import fold
from .spans import MappedText


@dataclass(slots=True)
class DrawnLine:
    """A line with its marks taken off; `dropped` says why it is no text, `page` is filled in later."""

    text: MappedText
    indent: int = 0
    blank_before: int = 0
    markup: str = ""
    linked: int = 0  # characters that were link text
    bullet: str = ""  # the mark before a list item, as printed
    dropped: str = ""
    page: str | None = None


BLOCK_TAGS = "p|br|div|h[1-6]|li|ul|ol|tr|td|th|table|blockquote|hr|figure|figcaption|section|article|header|footer|nav"
BLOCK_TAG = re.compile(
    rf"</?(?:{BLOCK_TAGS}|aside|title|head|body|html|main|dl|dt|dd|pre|form|option|center)\b[^<>]{{0,2000}}>", re.I
)
LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\u2028\u2029\x85]")
# What a browser never shows. Each ends at its own end tag or, unclosed, at the end of the file.
HIDDEN_START = re.compile(r"<(script|style|noscript|template|svg)\b|<!--|<!\[CDATA\[", re.I)
HIDDEN_END = {"<!--": "-->", "<![cdata[": "]]>"}
BARE_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
TAG_NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")

INLINE = re.compile(
    r"""!\[[^\[\]]{0,500}\]\([^()\s]{0,4000}(?:\s+"[^"]{0,300}")?\)          # an image
      | \[(?P<link>(?:[^\[\]\\]|\\.){0,500})\]
        \(\s*(?P<href>[^()\s]{0,4000}(?:\([^()]{0,300}\)[^()\s]{0,300})?)(?:\s+"[^"]{0,300}")?\s*\)
      | (?P<tag></?[a-zA-Z][^<>]{0,2000}>)
      | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});)
      | (?P<wreck>[?？](?:quot|ldquo|rdquo|lsquo|rsquo|nbsp|amp|middot|mdash|hellip|lt|gt);)   # ?quot; was &quot;
      | (?P<shortcode>\{\{[<%].{0,2000}?[%>]\}\})
      | (?P<wrap>[ \t]*[\r\n]\s*)                                            # inside a tag's text it is white space
      | (?P<stars>\*{2,3}|(?<![\w_])__(?=[^\s_])|(?<=[^\s_])__(?![\w_]))
      | \\(?P<escaped>[\\`*_{}\[\]()\#+.!|<>"'-])
    """,
    re.X,
)
TRIGGERS = re.compile(r"[\[<&{*\\\r\n]|[?？][a-z]{2,6};|__")
EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.{1,200}?)(?<=[^\s*_])\1(?![\w*_])")
HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?=[^\s#\d]))")
ITEM = re.compile(r"[*+-][ \t\u3000]+(?=\S)(?!\d{1,5}[ \t\u3000]*[-—])|[•▪●◦][ \t]*(?=\S)")
RULE = re.compile(r"(?:[-*_=─—][ \t\u3000]?){3,}$")
FENCE = re.compile(r"(?:```|~~~)")


def drawn_lines(source: str, html: bool, start: int = 0) -> list[DrawnLine]:
    """The lines of a text from offset `start` on with the marks of Markdown and HTML taken off.

    `html` says that tags are known to be tags and that line ends are white space.
    """
    text = fold(source)
    tags = html or "</" in text or "<br" in text
    lines: list[DrawnLine] = []
    blank = 0
    fenced = False
    for low, high, tag in cut_lines(text, tags, html, start):
        raw = text[low:high]
        stripped = raw.strip()
        if tag in PARAGRAPH_TAGS and lines:
            blank = max(blank, 1)
        if not stripped:
            blank += not tag
            continue
        line = draw(raw, stripped, low, tag)
        line.blank_before = blank
        blank = 0
        if FENCE.match(stripped):
            fenced, line.dropped = not fenced, "data block"
        elif fenced:
            line.dropped = "data block"
        lines.append(line)
    return lines


HIDDEN_TAGS = {"figcaption": "caption", "title": "page title", "aside": "menu"}
PARAGRAPH_TAGS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figure", "tr", "table")
)


def cut_lines(text: str, tags: bool, html: bool, start: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and opening block tag of each line; what a browser hides is left out."""
    if not tags:
        at = start
        for found in LINE_END.finditer(text, start):
            yield at, found.start(), ""
            at = found.end()
        yield at, len(text), ""
        return
    for low, high in visible(text, start):
        at, tag, aside = low, "", 0
        for found in (BLOCK_TAG if html else LINE_OR_TAG).finditer(text, low, high):
            yield at, found.start(), "aside" if aside > 0 else tag
            at = found.end()
            name = TAG_NAME.match(found[0])
            if name:
                opens = not found[0].startswith("</")
                tag = name[1].lower() if opens else ""
                aside += (1 if opens else -1) * (name[1].lower() in ("nav", "footer", "aside"))
        yield at, high, tag


LINE_OR_TAG = re.compile(f"{LINE_END.pattern}|{BLOCK_TAG.pattern}", re.I)


def visible(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The stretches of an HTML text from offset `at` on that are not script, style or comment."""
    while found := HIDDEN_START.search(text, at):
        yield at, found.start()
        mark = found[0].lower()
        closing = HIDDEN_END.get(mark) or f"</{(found[1] or '').lower()}"
        end = re.compile(re.escape(closing), re.I).search(text, found.end())
        if end is None:
            return
        at = end.end()
        if closing.startswith("</"):
            at = text.find(">", at) + 1 or len(text)
    yield at, len(text)


def draw(raw: str, stripped: str, start: int, tag: str) -> DrawnLine:
    """One line: leading marks become `markup`, inline marks go, white space at both ends goes."""
    lead = raw[: len(raw) - len(raw.lstrip())]
    indent = len(lead) + lead.count("\u3000") + 3 * lead.count("\t")
    at = start + len(lead)
    markup = tag if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "li") else ""
    if RULE.match(stripped):
        return DrawnLine(MappedText.of(stripped, at), indent, markup="hr", dropped="rule")
    bullet, dropped = "", HIDDEN_TAGS.get(tag, "")
    if stripped[0] in "#>*+-•▪●◦":
        size, meant = leading_mark(stripped, markup)
        size, markup = (size, meant) if size < len(stripped) else (0, markup)
        bullet = stripped[:size].strip() if markup == "li" else ""
        at += size
        stripped = stripped[size:]
    if not TRIGGERS.search(stripped):
        return DrawnLine(MappedText.of(stripped, at), indent, markup=markup, bullet=bullet, dropped=dropped)
    text, linked, bold = take_out_marks(stripped, at)
    text = text.strip()
    dropped = dropped or ("" if text.text else "image or mark")
    return DrawnLine(text, indent, markup=markup or "b" * bold, linked=linked, bullet=bullet, dropped=dropped)


def leading_mark(stripped: str, markup: str) -> tuple[int, str]:
    """Length and meaning of the Markdown mark a line starts with."""
    size = 0
    while stripped[size : size + 1] == ">":
        size += 1 + (stripped[size + 1 : size + 2] == " ")
        markup = "quote"
    if found := HEADING.match(stripped, size):
        return found.end(), f"h{len(found[1])}"
    if found := ITEM.match(stripped, size):
        return found.end(), "li"
    return size, markup


def take_out_marks(text: str, start: int) -> tuple[MappedText, int, bool]:
    """The text without inline marks, how many characters of it were links, and whether all of it was bold."""
    pieces: list[MappedText] = []
    at = linked = bold = outside = 0  # `outside` counts characters outside bold marks
    anchor = in_bold = False
    for found in INLINE.finditer(text):
        gap = text[at : found.start()]
        if gap:
            pieces.append(MappedText.of(gap, start + at))
            outside += 0 if in_bold else len(gap.strip())
            linked += len(gap.strip()) if anchor else 0
        at = found.end()
        name = found.lastgroup
        if name in ("link", "href"):
            inner, _, _ = take_out_marks(found["link"], start + found.start("link"))
            pieces.append(without_emphasis(inner))
            linked += len(inner.text.strip())
            outside += not in_bold
        elif name == "stars":
            in_bold, bold = not in_bold, bold + 1
        elif name == "tag":
            tag = (TAG_NAME.match(found[0]) or found)[1].lower()
            if tag in ("b", "strong"):
                in_bold, bold = found[0][1] != "/", bold + 1
            elif tag == "a":
                anchor = found[0][1] != "/"
        else:
            pieces.extend(replaced(found, start))
    rest = text[at:]
    if rest:
        pieces.append(MappedText.of(rest, start + at))
        outside += 0 if in_bold else len(rest.strip())
        linked += len(rest.strip()) if anchor else 0
    return MappedText.join(pieces), linked, bold > 1 and not outside


def replaced(found: re.Match[str], start: int) -> list[MappedText]:
    """What a mark stands for, as an edit of the stretch it took: nothing, a character, a quotation mark."""
    where, size = start + found.start(), len(found[0])
    if found["escaped"]:
        return [MappedText.of(found["escaped"], where + 1)]
    if found["entity"]:
        return [MappedText.edit(unescape(found[0]).replace("\xa0", " "), where, size)]
    if found["wreck"]:
        return [MappedText.edit(unescape(f"&{found[0][1:]}").replace("\xa0", " "), where, size)]
    if found["wrap"]:
        around = found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
        return [MappedText.edit(" ", where, size)] if around.isascii() else []
    return []


def without_emphasis(text: MappedText) -> MappedText:
    """Link text without the single stars or underscores around it."""
    found = EMPHASIS.search(text.text)
    return text[: found.start()] + text[found.start(2) : found.end(2)] + text[found.end() :] if found else text
