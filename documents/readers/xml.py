"""XML files (.xml, .akn, .an): transcripts of public archives of speech, in Akoma Ntoso. The text is the file as it is.

A document type is refused, and with it every entity that grows; nothing outside the file is ever asked for. Expat tells
of each piece of text where it begins, so that a word leads back to its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from .base import Decoded, SourceError
from .limits import Deadline, Limits, at_most
from .text import decode

AKOMA_NTOSO = "application/akn+xml"
DEBATES = frozenset(("debate", "debateRecord", "debateReport"))  # of the versions since 1.0
DEEPEST = 100  # elements inside elements; a real debate has about ten
DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,20})""")
STEP = 2_000_000  # characters given to the parser at a time; between two steps the time is looked at


class Words(NamedTuple):
    """A piece of text as it was read, and the stretch of the file that it stands for."""

    text: str
    start: int
    length: int


@dataclass(slots=True)
class Node:
    """An element: its name and its attributes without their namespaces, and what it holds."""

    name: str
    attributes: dict[str, str]
    namespace: str = ""
    children: list[Node | Words] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        """The elements in it."""
        return (child for child in self.children if isinstance(child, Node))

    def find(self, *names: str) -> Iterator[Node]:
        """Every element of one of these names at any depth, in order."""
        for child in self.nodes():
            if child.name in names:
                yield child
            yield from child.find(*names)


def read_xml(key: str, data: bytes, limits: Limits) -> Decoded:
    """The text of an Akoma Ntoso debate, as it is; raises SourceError for any other XML."""
    declared = DECLARED.search(data[:200])
    text, encoding = decode(key, data, declared[1].decode() if declared else None)
    debate_in(key, parse(key, text, limits))
    return Decoded(text, encoding, AKOMA_NTOSO)


def debate_in(key: str, root: Node) -> Node:
    """The debate that a file holds."""
    found = [root] if root.name in DEBATES else [each for each in root.nodes() if each.name in DEBATES]
    if root.name not in DEBATES | {"akomaNtoso"} or not found:
        holds = next((child.name for child in root.nodes()), "nothing") if root.name == "akomaNtoso" else root.name
        raise SourceError(key, None, f"XML, but no Akoma Ntoso debate: it holds <{holds[:40]}>")
    return found[0]


def parse(key: str, text: str, limits: Limits) -> Node:
    """The elements of a file. Raises SourceError, with the place, for what is not well-formed or too much."""
    return Parser(key, text, limits).root()


class Parser:
    """A file being read; expat calls its methods in the order of the file."""

    def __init__(self, key: str, text: str, limits: Limits) -> None:
        self.key, self.text, self.limits = key, text.removeprefix("\ufeff"), limits
        self.shift = len(text) - len(self.text)
        self.data = self.text.encode()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.open: list[Node] = [Node("", {})]
        self.count = 0
        self.byte = self.at = 0  # how far the file has been counted, in bytes and in characters

    def root(self) -> Node:
        """The outermost element."""
        deadline = Deadline(self.key, self.limits.seconds)
        try:
            for start in range(0, len(self.text), STEP):
                self.parser.Parse(self.text[start : start + STEP], False)
                deadline.check()
            self.parser.Parse("", True)
        except expat.ExpatError as error:
            self.refuse(f"not well-formed XML: {expat.errors.messages.get(error.code, 'broken')}", error.lineno)
        return next(self.open[0].nodes())

    def refuse(self, reason: str, line: int | None = None) -> NoReturn:
        """Give the file up."""
        raise SourceError(self.key, f"line {line or self.parser.CurrentLineNumber}", reason)

    def doctype(self, *_: object) -> None:
        """A document type may define entities; no archive of speech needs one."""
        self.refuse("a document type (<!DOCTYPE …>), which this archive does not read: take it out")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.count += 1
        at_most(self.key, None, self.count, self.limits.tags, "elements")
        if len(self.open) > DEEPEST:
            self.refuse(f"elements inside elements more than {DEEPEST} deep")
        namespace, _, bare = name.rpartition(" ")
        node = Node(bare, {key.rpartition(" ")[2]: value for key, value in attributes.items()}, namespace)
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _name: str) -> None:
        """An element ends."""
        self.open.pop()

    def words(self, text: str) -> None:
        """A piece of text: a reference (`&amp;`, `&#28192;`) is longer in the file than what it stands for."""
        byte = self.parser.CurrentByteIndex
        start = self.place(byte)
        length = len(text)
        if self.text[start : start + 1] == "&" and (end := self.text.find(";", start)) > 0:
            length = end + 1 - start
        elif text == "\n" and self.text[start : start + 2] == "\r\n":
            length = 2
        self.open[-1].children.append(Words(text, start + self.shift, length))

    def place(self, byte: int) -> int:
        """The character at which a byte of the file stands; bytes are asked for in order."""
        self.at += len(self.data[self.byte : byte].decode())
        self.byte = byte
        return self.at
