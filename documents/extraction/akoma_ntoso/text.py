"""The text of a debate: sections as headings, speeches as turns, everything else as paragraphs between them."""

from __future__ import annotations

import re

from documents.extraction.spans import MappedText
from documents.extraction.types import ParagraphData, RemarkData
from documents.readers.base import printable
from documents.readers.xml import Node, Words

from .references import References

SECTIONS = frozenset(
    (
        *("debateSection", "administrationOfOath", "rollCall", "prayers", "oralStatements", "writtenStatements"),
        *("personalStatements", "ministerialStatements", "resolutions", "nationalInterest", "declarationOfVote"),
        *("communication", "petitions", "papers", "noticesOfMotion", "questions", "address", "proceduralMotions"),
        *("pointOfOrder", "adjournment", "speechGroup"),
    )
)
SPEECHES = frozenset(("speech", "question", "answer"))
STAGE = frozenset(("scene", "narrative", "summary"))
HEADS = frozenset(("num", "heading", "subheading"))
BLOCKS = frozenset(
    (
        *("p", "block", "li", "item", "td", "th", "tr", "tocItem", "longTitle", "formula", "container", "other"),
        *("listIntroduction", "listWrapUp", "caption", "preface", "preamble", "debateBody", "conclusions", "coverPage"),
        *("blockList", "ul", "ol", "table", "tblock", "toc", "foreign", "attachments", "components"),
    )
)
TOLD = frozenset(("docTitle", "docDate"))  # what the metadata says already
PREFACE = frozenset(("preface", "coverPage", "container"))
OWN_LEVEL = re.compile(r"level(\d{1,2})")  # how this archive's own export names a section
WRAP = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
WIDE = re.compile(r"[^\x00-\u02ff]")
COLON = " \t\n:：."


class DebateText:
    """A debate on its way to paragraphs and turns. `problems` are sentences for the archivist."""

    def __init__(self, references: References, titled: Node | None = None) -> None:
        self.references = references
        self.titled = titled  # the section whose heading is the title of the debate
        self.paragraphs: list[ParagraphData] = []
        self.remarks: list[RemarkData] = []
        self.problems: list[str] = []
        self.pieces: list[MappedText] = []  # of the paragraph that is open
        self.notes: list[tuple[str, Node]] = []  # met in it
        self.marks: dict[str, str] = {}  # of the notes in the metadata by their ids
        self.number = -1  # how many paragraphs there are just after the number of a heading
        self.last_by: str | None = None

    def read(self, debate: Node) -> None:
        """Everything but the metadata, then the notes that stand there."""
        for meta in debate.nodes():
            if meta.name == "meta":
                self.notes_in(meta)
        for part in debate.nodes():
            if part.name != "meta":
                self.walk(part, "body", 0)
        for meta in debate.nodes():
            if meta.name == "meta":
                for note in meta.find("note"):
                    self.note(self.marks.get(note.attributes.get("eId", ""), ""), note)

    def notes_in(self, meta: Node) -> None:
        """The marks of the notes in the metadata."""
        for note in meta.find("note"):
            key = note.attributes.get("eId") or note.attributes.get("id")
            if key:
                self.marks[key] = note.attributes.get("marker", "")

    # -- elements ------------------------------------------------------------------------------------------------

    def walk(self, node: Node, kind: str, depth: int) -> None:
        """What an element holds: its blocks one by one, loose words between them as paragraphs of `kind`."""
        for child in node.children:
            if isinstance(child, Words):
                self.pieces.append(mapped(child))
            elif child.name in SECTIONS:
                self.close(kind)
                self.section(child, depth)
            elif child.name in SPEECHES or has_voice(child):
                self.close(kind)
                self.speech(child, depth)
            elif child.name in HEADS:
                self.close(kind)
                self.head(child, depth)
            elif child.name in STAGE or child.name in BLOCKS:
                self.close(kind)
                if not is_told(child):
                    self.walk(child, kind_of(child, kind), depth)
            elif child.name not in TOLD or node.name in BLOCKS - PREFACE:
                self.inline(child, kind, depth)
        self.close(kind)

    def section(self, node: Node, depth: int) -> None:
        """A section: its heading, then what it holds one level below. One without a heading adds no level.

        A heading that is the title of the debate is none of its text.
        """
        if node is self.titled:
            node = Node(node.name, node.attributes, children=[each for each in node.children if not is_title(each)])
        below = depth + any(map(is_title, node.children))
        own = OWN_LEVEL.fullmatch(node.attributes.get("name", "")) if self.references.own else None
        self.walk(node, "body", int(own[1]) if own else below)

    def head(self, node: Node, depth: int) -> None:
        """A heading; a number before it is its beginning."""
        self.gather(node)
        text = self.taken()
        if not text.text:
            return
        level = max(1, depth + (node.name == "subheading"))
        if node.name == "heading" and self.number == len(self.paragraphs):
            number = self.paragraphs.pop()
            text = MappedText.join((number.text, MappedText.edit(" ", text.source_span()[0], 0), text))
        self.paragraphs.append(ParagraphData(len(self.paragraphs), "heading", text, level=level))
        self.number = len(self.paragraphs) if node.name == "num" else -1

    def speech(self, node: Node, depth: int) -> None:
        """A turn: whose it is, in which office, as printed how; its blocks are its text."""
        by = node.attributes.get("by", "")
        own = bool(self.references.own)
        goes_on = own and node.attributes.get("class") == "continued" and by == self.last_by and bool(self.remarks)
        office = self.references.named(node.attributes.get("as"))
        position = office.name if office and office.kind == "TLCRole" else None
        printed = ""
        rest = Node(node.name, node.attributes)
        for child in node.children:
            if isinstance(child, Node) and child.name == "from":
                self.gather(child)
                printed = self.taken().text.strip(None if own else COLON)
            else:
                rest.children.append(child)
        if position and printed.endswith(f"（{position}）"):
            printed = printed.removesuffix(f"（{position}）")
        start = len(self.paragraphs)
        self.walk(rest, "body", depth + any(map(is_title, rest.children)))
        body = [each.sequence for each in self.paragraphs[start:] if each.kind == "body"]
        named = self.references.named(by)
        label = printed or (named.name if named else by.removeprefix("#"))
        if not body:
            self.problems.append(f"a speech of {label[:40] or 'nobody'} holds no words")
        elif goes_on:
            last = self.remarks[-1]
            self.remarks[-1] = RemarkData(last.sequence, last.label, last.speaker, last.position, last.first, body[-1])
        elif label:
            speaker = self.references.speaker(by)
            self.remarks.append(RemarkData(len(self.remarks), label, speaker, position, body[0], body[-1]))
            self.last_by = by
        else:
            self.problems.append("a speech says neither by whom nor from whom it is")

    def inline(self, node: Node, kind: str, depth: int) -> None:
        """Words within a line, with the notes among them; an unknown element that holds blocks is opened."""
        if node.name == "authorialNote":
            mark = node.attributes.get("marker", "")
            self.notes.append((mark, node))
            self.mark(mark)
        elif node.name == "noteRef":
            mark = node.attributes.get("marker", "")
            self.mark(mark)
            self.marks[node.attributes.get("href", "").removeprefix("#")] = mark
        elif node.name in ("br", "eol"):
            self.pieces.append(MappedText.edit("\n", self.so_far(), 0))
        elif next(node.find(*BLOCKS, *SECTIONS, *SPEECHES), None) is not None:
            self.close(kind)
            self.walk(node, kind, depth)
        else:
            for child in node.children:
                if isinstance(child, Words):
                    self.pieces.append(mapped(child))
                else:
                    self.inline(child, kind, depth)

    # -- paragraphs ----------------------------------------------------------------------------------------------

    def gather(self, node: Node) -> None:
        """All words of an element into the paragraph that is open."""
        for child in node.children:
            if isinstance(child, Words):
                self.pieces.append(mapped(child))
            else:
                self.inline(child, "body", 0)

    def mark(self, mark: str) -> None:
        """The mark of a note in the text, where words stand before it that do not end with it already."""
        before = "".join(piece.text for piece in self.pieces).rstrip()
        if mark and before and not before.endswith(mark):
            self.pieces.append(MappedText.edit(mark, self.so_far(), 0))

    def taken(self) -> MappedText:
        """The words gathered so far, wraps folded; nothing is open then."""
        text = MappedText.join(self.pieces)
        self.pieces = []
        return unwrapped(text).strip()

    def so_far(self) -> int:
        """Where in the file the words gathered so far end."""
        text = MappedText.join(self.pieces)
        return text.source_span()[1] if text.text else 0

    def close(self, kind: str) -> None:
        """End the paragraph that is open, and put its notes after it."""
        text = self.taken()
        notes, self.notes = self.notes, []
        if text.text:
            self.paragraphs.append(ParagraphData(len(self.paragraphs), kind, text))
        for mark, note in notes:
            self.note(mark, note)

    def note(self, mark: str, node: Node) -> None:
        """A note as one paragraph."""
        for child in node.children:
            if isinstance(child, Words):
                self.pieces.append(mapped(child))
            else:
                self.gather(child)
        text = self.taken()
        if text.text:
            self.paragraphs.append(ParagraphData(len(self.paragraphs), "note", text, mark=mark or None))


def has_voice(node: Node) -> bool:
    """Whether what is no speech by its name is somebody's words all the same, as in archives of speech it may be."""
    if node.name not in STAGE and node.name != "other":
        return False
    return bool(node.attributes.get("by")) or any(child.name == "from" for child in node.nodes())


def is_told(block: Node) -> bool:
    """Whether a block holds nothing but the title or the date of the debate."""
    loose = any(isinstance(child, Words) and child.text.strip() for child in block.children)
    inner = [child.name for child in block.nodes()]
    return block.name == "p" and not loose and bool(inner) and TOLD.issuperset(inner)


def is_title(child: Node | Words) -> bool:
    """Whether this is the heading of a section, or its number."""
    return isinstance(child, Node) and child.name in ("num", "heading")


def kind_of(block: Node, around: str) -> str:
    """The kind of the paragraphs in a block: a class as this archive's own export writes it, else as around it."""
    named = "stage" if block.name in STAGE else block.attributes.get("class", "")
    return named if named in ("stage", "contents") else around


def mapped(words: Words) -> MappedText:
    """Words of the file with their place; what no text may hold is replaced."""
    text = printable(words.text)
    if len(text) == len(words.text) == words.length:
        return MappedText.of(text, words.start)
    return MappedText.edit(text, words.start, words.length)


def unwrapped(text: MappedText) -> MappedText:
    """A text whose line ends are wraps: between ideographs they are nothing, else one space.

    >>> unwrapped(MappedText.of("水渠\\n  修到 哪里", 0)).text, unwrapped(MappedText.of("the\\n  House", 0)).text
    ('水渠修到 哪里', 'the House')
    """
    parts: list[MappedText] = []
    at = 0
    for found in WRAP.finditer(text.text):
        parts.append(text[at : found.start()])
        before, after = text.text[: found.start()][-1:], text.text[found.end() : found.end() + 1]
        if before and after and not (WIDE.match(before) and WIDE.match(after)):
            place = text[found.start() : found.end()]
            start, end = place.source_span() if place.runs else (0, 0)
            parts.append(MappedText.edit(" ", start, end - start))
        at = found.end()
    return MappedText.join([*parts, text[at:]]) if parts else text
