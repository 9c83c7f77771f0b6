"""Word files (.docx): headings, paragraphs with their printed numbers, tables and notes as Markdown (ECMA-376)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from .archives import Package, refuse_entities
from .base import Decoded, SourceError
from .limits import Deadline, Limits, at_most, blamed_on
from .markdown import MarkdownWriter, Span
from .numbering import Numbering
from .word_styles import BODY, OFF, Style, attribute, local_name, read_numbering, read_styles, whole

STEP = 65_536  # bytes given to the parser at a time; between two steps the time is looked at
MATH_TEXT = re.compile(r"\{http://[\w./]*officeDocument[\w./]*/math\}t$")
# What is not printed: a version for older programs, moved or changed text as it was, hidden text's marks, readings.
UNPRINTED = frozenset(("Fallback", "moveFrom", "rt", "instrText", "delText", "pPrChange", "rPrChange", "sectPr"))
TIGHT = re.compile(r"[、．。：:）)〕】]$")  # a number that ends so stands close to the text


@dataclass(slots=True)
class Paragraph:
    """A paragraph being read."""

    style: str = ""
    level: int | None = None
    number: str | None = None
    depth: int | None = None
    spans: list[Span] = field(default_factory=list)


def read_docx(key: str, data: bytes, limits: Limits) -> Decoded:
    """The text of a Word file; a footnote follows its paragraph, endnotes stand at the end."""
    package = Package(key, data, "Word file", limits)
    with blamed_on(key, "Word file"):
        main = main_part(package)
        related = related_parts(package, main)
        styles = read_styles(package.tree(related["styles"])) if "styles" in related else {}
        numbering = read_numbering(package.tree(related["numbering"])) if "numbering" in related else Numbering()
        notes: dict[tuple[str, str], str] = {}
        for kind in ("footnotes", "endnotes"):
            if kind in related:
                story = Story(package, styles, Numbering())
                story.read(related[kind])
                notes |= story.notes
        story = Story(package, styles, numbering, notes)
        story.read(main)
        return Decoded(story.finished(), "utf-8", "text/markdown")


# -- the parts


def main_part(package: Package) -> str:
    """The name of the part that holds the text."""
    if "_rels/.rels" in package:
        for relation in package.tree("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def related_parts(package: Package, main: str) -> dict[str, str]:
    """The names of the parts a text refers to (styles, numbering, footnotes, …), those that are there."""
    folder, name = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {kind: posixpath.join(folder, f"{kind}.xml") for kind in ("styles", "numbering", "footnotes", "endnotes")}
    if relations in package:
        for relation in package.tree(relations):
            kind = relation.get("Type", "").rpartition("/")[2]
            if kind in found:
                target = relation.get("Target", "")
                found[kind] = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return {kind: name for kind, name in found.items() if name in package}


# -- the text


class Story:
    """A part with text being read: lxml calls `start`, `data`, `end` and `close` in the order of the part.

    Of notes it keeps the text by kind and id, of the body it writes the blocks.
    """

    def __init__(
        self,
        package: Package,
        styles: Mapping[str, Style],
        numbering: Numbering,
        notes: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.package, self.styles, self.numbering = package, styles, numbering
        self.texts = notes or {}  # of the notes that this text refers to
        self.notes: dict[tuple[str, str], str] = {}  # that this part holds
        self.writer = MarkdownWriter()
        self.elements: list[str] = []
        self.paragraphs: list[Paragraph] = []  # the open ones: a text box stands in a paragraph
        self.note: tuple[str, str] | None = None  # the one being read
        self.marks: dict[tuple[str, str], int] = {}  # the numbers of the notes referred to
        self.pending: list[tuple[str, str]] = []  # footnotes to be written, once no table is open
        self.unprinted = self.tables = 0
        self.bold: bool | None = None
        self.hidden = False
        self.text: list[str] = []

    def read(self, name: str) -> None:
        """Read a part; raises SourceError naming it."""
        data = self.package.part(name)
        refuse_entities(self.package.key, name, data)
        deadline = Deadline(self.package.key, self.package.limits.seconds)
        parser = etree.XMLParser(target=self, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            for at in range(0, len(data), STEP):
                parser.feed(data[at : at + STEP])
                deadline.check()
            parser.close()
        except etree.XMLSyntaxError as error:
            raise SourceError(self.package.key, f"{name} line {error.lineno}", f"broken XML: {error.msg}") from error

    # -- called while parsing

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local_name(tag) or ("Fallback" if tag.endswith("}Fallback") else "t" if MATH_TEXT.match(tag) else "")
        self.elements.append(name)
        at_most(self.package.key, None, len(self.elements), self.package.limits.depth, "elements inside each other")
        if name in UNPRINTED:
            self.unprinted += 1
        elif not self.unprinted and (begin := BEGIN.get(name)):
            begin(self, attributes)

    def data(self, text: str) -> None:
        if self.elements and self.elements[-1] == "t" and not (self.unprinted or self.hidden):
            self.text.append(text)

    def end(self, tag: str) -> None:
        name = self.elements.pop()
        if name in UNPRINTED:
            self.unprinted -= 1
        elif not self.unprinted and (finish := FINISH.get(name)):
            finish(self)

    def close(self) -> None:
        """The end of the part."""

    # -- elements

    def start_paragraph(self, _: Mapping[str, str]) -> None:
        self.paragraphs.append(Paragraph())

    def start_run(self, _: Mapping[str, str]) -> None:
        self.bold, self.hidden = None, False

    def set_bold(self, attributes: Mapping[str, str]) -> None:
        if "r" in self.elements[-3:]:  # w:r/w:rPr/w:b, and not that of the paragraph's own mark
            self.bold = attribute(attributes, "val") not in OFF

    def set_hidden(self, attributes: Mapping[str, str]) -> None:
        if "r" in self.elements[-3:]:
            self.hidden = attribute(attributes, "val") not in OFF

    def set_run_style(self, attributes: Mapping[str, str]) -> None:
        style = self.styles.get(attribute(attributes, "val") or "")
        self.bold = style.bold if style and self.bold is None else self.bold

    def set_style(self, attributes: Mapping[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].style = attribute(attributes, "val") or ""

    def set_level(self, attributes: Mapping[str, str]) -> None:
        level = whole(attribute(attributes, "val"))
        if self.paragraphs and level is not None:
            self.paragraphs[-1].level = min(level + 1, BODY)

    def set_list(self, attributes: Mapping[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].number = attribute(attributes, "val")

    def set_depth(self, attributes: Mapping[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].depth = whole(attribute(attributes, "val"))

    def start_note(self, attributes: Mapping[str, str]) -> None:
        if attribute(attributes, "type") in (None, "normal"):  # others are the line above the notes
            self.note = (self.elements[-1], attribute(attributes, "id") or "")

    def end_note(self) -> None:
        self.note = None

    def refer(self, attributes: Mapping[str, str]) -> None:
        """The mark of a note."""
        note = (self.elements[-1].removesuffix("Reference"), attribute(attributes, "id") or "")
        if self.paragraphs and note in self.texts:
            number = self.marks.setdefault(note, len(self.marks) + 1)
            self.write(f"[{number}]")
            self.pending.append(note)

    def write(self, text: str) -> None:
        if self.paragraphs and not self.hidden:
            paragraph = self.paragraphs[-1]
            style = self.styles.get(paragraph.style)
            bold = self.bold if self.bold is not None else bool(style and style.bold)
            paragraph.spans.append(Span(text, bold))

    def end_text(self) -> None:
        self.write("".join(self.text))
        self.text.clear()

    def end_paragraph(self) -> None:
        paragraph = self.paragraphs.pop()
        text = "".join(span.text for span in paragraph.spans).strip()
        if self.note is not None:
            self.notes[self.note] = f"{self.notes.get(self.note, '')} {text}".strip()
        elif text:
            self.write_paragraph(paragraph)
        if not self.tables and not self.paragraphs:
            self.write_notes("footnote")

    def write_paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph as a block, its printed number before it."""
        style = self.styles.get(paragraph.style, Style())
        level = style.level if paragraph.level is None else paragraph.level
        heading = level is not None and level < BODY
        mark = "#" * (level or 0) + "# " if heading else ""  # a title one mark, a heading of level 1 two
        number = style.number if paragraph.number is None else paragraph.number
        printed: str | None = ""
        if number and number != "0":
            depth = style.depth if paragraph.depth is None else paragraph.depth
            printed = self.numbering.next(number, min(depth or 0, 8))
        self.writer.start_block(mark or ("- " if printed is None else ""))
        if printed:
            self.writer.text(printed if TIGHT.search(printed) else f"{printed} ")
        for span in paragraph.spans:
            self.writer.text(*span)
        self.writer.end_block()

    def start_table(self, _: Mapping[str, str]) -> None:
        self.tables += 1

    def end_table(self) -> None:
        self.tables -= 1
        if not self.tables:
            self.write_notes("footnote")

    def write_notes(self, kind: str) -> None:
        """The notes of a kind that were referred to and are not written yet."""
        for note in dict.fromkeys(self.pending):
            if note[0] == kind:
                self.writer.add_block(self.texts[note], f"[{self.marks[note]}] ")
        self.pending = [note for note in self.pending if note[0] != kind]

    def finished(self) -> str:
        """The whole text. Without a paragraph styled as title, a single heading of level 1 that opens it is one."""
        self.write_notes("footnote")
        self.write_notes("endnote")
        blocks = self.writer.sinks[0].blocks
        top = [i for i, block in enumerate(blocks) if block.mark == "## "]
        if not any(block.mark == "# " for block in blocks) and len(top) == 1 and top[0] < 3:
            blocks[:] = [b._replace(mark=b.mark[1:]) if b.mark.startswith("##") else b for b in blocks]
        blocks[:] = [b._replace(mark="###### ") if b.mark.startswith("#######") else b for b in blocks]
        return self.writer.finished()


Begin = Callable[[Story, Mapping[str, str]], None]
BEGIN: dict[str, Begin] = {
    "p": Story.start_paragraph,
    "r": Story.start_run,
    "b": Story.set_bold,
    "vanish": Story.set_hidden,
    "rStyle": Story.set_run_style,
    "pStyle": Story.set_style,
    "outlineLvl": Story.set_level,
    "numId": Story.set_list,
    "ilvl": Story.set_depth,
    "footnote": Story.start_note,
    "endnote": Story.start_note,
    "footnoteReference": Story.refer,
    "endnoteReference": Story.refer,
    "tab": lambda story, _: story.write("\t") if "r" in story.elements[-2:] else None,
    "br": lambda story, _: story.write("\n"),
    "cr": lambda story, _: story.write("\n"),
    "noBreakHyphen": lambda story, _: story.write("-"),
    "tbl": Story.start_table,
    "tr": lambda story, _: story.writer.open("row"),
    "tc": lambda story, _: story.writer.open("cell"),
}
FINISH: dict[str, Callable[[Story], None]] = {
    "t": Story.end_text,
    "p": Story.end_paragraph,
    "footnote": Story.end_note,
    "endnote": Story.end_note,
    "tbl": Story.end_table,
    "tr": lambda story: story.writer.close("row"),
    "tc": lambda story: story.writer.close("cell"),
}
