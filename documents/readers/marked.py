"""HTML to light Markdown: headings, list items, quotations, bold lines and notes keep a mark, the rest is plain text.

For formats whose own source cannot be read beside the text (.docx, .epub): the Markdown is the text that is kept.
"""

from __future__ import annotations

import re

from lxml import etree, html

from .html import read_html

BLOCKS = re.compile(
    r"(?:address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)$"
)
LEFT_OUT = re.compile(r"(?:script|style|head|template|svg|math|img|audio|video|iframe|object|noscript)$")
DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>")
SPACE = re.compile(r"[ \t\r\n\f]+")
NOTE = re.compile(r"(?:footnote|endnote)-(\d+)$")  # mammoth's ids of notes
BACK_LINK = "↑"
MAX_DEPTH = 200


class Writer:
    """Collects the lines of a text; a block begins a new one."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.prefix = ""
        self.lead = ""  # a note's mark, for the next line that has text
        self.marks: dict[str, str] = {}  # of notes, as they stand in the text, by the note's id

    def text(self, text: str | None) -> None:
        """Running text: white space as in HTML."""
        if text:
            text = SPACE.sub(" ", text)
            self.line += text.lstrip() if not self.line or self.line.endswith(" ") else text

    def end(self) -> None:
        """The end of a block."""
        line = self.line.strip()
        if line:
            self.lines += [self.lead + line if self.lead else self.prefix + line, ""]
            self.lead = ""
        self.line = ""


def to_markdown(source: str | bytes) -> str:
    """The text of an HTML document as light Markdown, blocks parted by blank lines.

    >>> to_markdown("<h2>总则</h2><p>今天<b>开会</b>。</p><ul><li>一</li></ul>")
    '## 总则\\n\\n今天开会。\\n\\n- 一\\n'
    """
    if isinstance(source, bytes):
        source = DECLARATION.sub("", read_html("", source).text)  # XHTML is UTF-8 unless it says otherwise
    parser = html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
    writer = Writer()
    walk(root, writer, 0)
    writer.end()
    return "\n".join(writer.lines).rstrip() + "\n" if writer.lines else ""


def walk(element: html.HtmlElement, writer: Writer, depth: int) -> None:
    """Write an element and what is in it; beyond `MAX_DEPTH` only the text."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or LEFT_OUT.match(tag):
        return
    if depth > MAX_DEPTH:
        writer.text("".join(element.itertext()))
        return
    block = bool(BLOCKS.match(tag))
    if block:
        writer.end()
    before, writer.prefix = writer.prefix, prefix_of(element, tag, writer.prefix) if block else writer.prefix
    if tag == "a" and (element.get("href") or "").startswith("#"):
        writer.marks[(element.get("href") or "")[1:]] = (element.text or "").strip()
    if note := NOTE.match(element.get("id") or ""):
        writer.lead = f"{writer.marks.get(note[0]) or note[1]} "
    if element.text and element.text != BACK_LINK:
        writer.text(element.text)
    for child in element:
        walk(child, writer, depth + 1)
        writer.text(child.tail)
    if block:
        writer.end()
    writer.prefix = before


def prefix_of(element: html.HtmlElement, tag: str, outer: str) -> str:
    """The Markdown mark of a block, within the block around it."""
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return "#" * int(tag[1]) + " "
    if tag == "li":
        return "" if NOTE.match(element.get("id") or "") else "- "
    if tag == "blockquote":
        return "> "
    return outer if tag in ("p", "div") else ""
