"""What the tests of the first two stages need: a text in, its blocks out."""

from documents.extraction.layout import clean_layout
from documents.extraction.structure import segment_parts
from documents.extraction.types import Block, Layout, Part
from documents.readers import read_bytes


def layout_of(text: str, key: str = "a.txt") -> Layout:
    """The cleaned lines of a text."""
    return clean_layout(read_bytes(key, text.encode()))


def lines_of(text: str, key: str = "a.txt") -> list[str]:
    """The texts of the cleaned lines of a text."""
    return [line.text.text for line in layout_of(text, key).lines]


def dropped(text: str, key: str = "a.txt") -> list[tuple[str, str]]:
    """(why, text) of what was taken out of a text."""
    return [(why, line.text) for why, line in layout_of(text, key).dropped if line.text]


def parts_of(text: str, key: str = "a.txt") -> tuple[Part, ...]:
    """The parts of a text."""
    return segment_parts(layout_of(text, key))


def blocks_of(text: str, key: str = "a.txt") -> list[Block]:
    """The blocks of a text that is one document."""
    [part] = parts_of(text, key)
    return list(part.blocks)


def kinds(text: str, key: str = "a.txt") -> list[tuple[str, str]]:
    """(kind, text) of every block."""
    return [(block.kind, block.text.text) for block in blocks_of(text, key)]


def of_kind(text: str, kind: str, key: str = "a.txt") -> list[str]:
    """The texts of the blocks of one kind."""
    return [block.text.text for block in blocks_of(text, key) if block.kind == kind]


def headings(text: str) -> list[tuple[int | None, str]]:
    """(level, text) of the headings."""
    return [(block.level, block.text.text) for block in blocks_of(text) if block.kind == "heading"]
