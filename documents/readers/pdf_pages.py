"""The program that `pdf` runs: a PDF on standard input, its text as JSON on standard output.

Started with `python -I`, so that it knows nothing of the project and of its caller's environment; arguments: the most
pages, characters, bytes of memory and seconds. No script in a PDF is ever run: this pdfium has no JavaScript.

PDF has no spaces and no paragraphs, only places of characters. From these come what the layout stage reads of a
printed page: ideographic spaces before an indented line, a blank line where the page has a gap.
"""

from __future__ import annotations

import ctypes
import json
import re
import resource
import sys
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

FEWEST = 3  # letters a page, on average, that make a text layer
WIDEST = 20  # ideographic spaces before a line
COLUMN = 10  # characters from the left edge of one column to that of the next, at least
GAP = 1.6  # times the usual distance of lines, that part two paragraphs
LOST = re.compile("[\ufffd\ue000-\uf8ff]")  # what characters are without a table of their meaning
LETTER = re.compile(r"[^\W\d_]")
NUMBER = re.compile(r"\W*\d{1,5}\W*$|第\s*\d{1,5}\s*页|\d{1,5}[\s·•|│]+\D{2,30}$|\D{2,30}[\s·•|│]+\d{1,5}$")


class Refused(Exception):
    """A file that cannot be read: where, and why."""


class PrintedLine(NamedTuple):
    """A line on a page: its text, left edge, baseline and character width in points."""

    text: str
    left: float
    base: float
    width: float


def main() -> None:
    """Read, and print one JSON object."""
    most_pages, most_characters, memory, seconds = map(int, sys.argv[1:5])
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: dict[str, Any] = {"place": None, "problem": "", "text": ""}
    try:
        answer["text"] = read(sys.stdin.buffer.read(), most_pages, most_characters)
    except Refused as refused:
        answer["place"], answer["problem"] = refused.args
    except MemoryError:
        answer["problem"] = "reading it takes more memory than one file may"
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def read(data: bytes, most_pages: int, most_characters: int) -> str:
    """The text of a PDF; raises Refused."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Refused(None, "is protected by a password" if encrypted else f"damaged, or no PDF: {error}") from error
    if len(document) > most_pages:
        raise Refused(None, f"{len(document):,} pages are more than the {most_pages:,} a file may have")
    pages: list[list[PrintedLine]] = []
    characters = 0
    for number in range(len(document)):
        pages.append(page_lines(document, number))
        characters += sum(len(line.text) for line in pages[-1])
        if characters > most_characters:
            raise Refused(f"page {number + 1}", f"more than {most_characters:,} characters")
    check(pages)
    texts = ["\n".join(set_lines(lines)) for lines in pages]
    labels = page_labels(document, pages)
    return "\f".join(f"— {label} —\n{text}" if label else text for label, text in zip(labels, texts, strict=True))


def check(pages: list[list[PrintedLine]]) -> None:
    """Raise Refused for a scan without text, and for text whose characters have no meaning."""
    text = "".join(line.text for lines in pages for line in lines)
    letters = len(LETTER.findall(text))
    lost = len(LOST.findall(text))
    if lost > letters:
        raise Refused(None, "its fonts do not say which characters they print: it needs OCR first")
    if letters < FEWEST * max(1, len(pages)):
        raise Refused(None, f"{len(pages)} pages without a text layer: a scan, which needs OCR first")


def page_lines(document: pypdfium2.PdfDocument, number: int) -> list[PrintedLine]:
    """The lines of a page in the order of its content; none for a page that is broken."""
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    count = text_page.count_chars()
    codes = [pdfium.FPDFText_GetUnicode(text_page, i) for i in range(count)]
    lines = []
    start = 0
    for end in [*(i for i, code in enumerate(codes) if code in (10, 13)), count]:
        while start < end and codes[start] in (0, 32, 0xA0, 0x3000):
            start += 1
        text = "".join(map(chr, codes[start:end])).rstrip()
        if text:
            lines.append(PrintedLine(joined_pairs(text), *place(text_page, start, end)))
        start = end + 1
    text_page.close()
    page.close()
    return lines


def joined_pairs(text: str) -> str:
    """Surrogate pairs, which pdfium counts as two characters, made one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def place(text_page: pypdfium2.PdfTextPage, start: int, end: int) -> tuple[float, float, float]:
    """Left edge, lower edge and character width of a line, in points."""
    box = pdfium.FS_RECTF()
    found = []
    for i in range(start, min(end, start + 8)):
        if pdfium.FPDFText_GetLooseCharBox(text_page, i, ctypes.byref(box)) and box.top > box.bottom:
            found.append((box.left, box.bottom, abs(box.top - box.bottom)))
    return (found[0][0], found[0][1], median(height for _, _, height in found)) if found else (0.0, 0.0, 0.0)


def set_lines(lines: list[PrintedLine]) -> list[str]:
    """The lines of a page with the white space before and between them that the page shows."""
    size = median([line.width for line in lines if line.width] or [1.0])
    edges = left_edges([line.left for line in lines], size)
    steps = [a.base - b.base for a, b in pairwise(lines) if a.base - b.base > size / 2]
    usual = median(steps) if len(steps) > 2 else 0
    printed: list[str] = []
    for i, line in enumerate(lines):
        if i and usual and lines[i - 1].base - line.base > GAP * usual:
            printed.append("")
        edge = max((edge for edge in edges if edge <= line.left + size / 2), default=line.left)
        printed.append("\u3000" * min(WIDEST, round((line.left - edge) / size)) + line.text)
    return printed


def left_edges(lefts: list[float], size: float) -> list[float]:
    """Where the columns of a page begin: where many lines begin, far from one another."""
    near = Counter(round(left / size) for left in lefts)
    enough = max(2, len(lefts) * 0.15)
    edges: list[float] = []
    for cell in sorted(cell for cell, count in near.items() if count >= enough):
        if not edges or cell * size - edges[-1] >= COLUMN * size:
            edges.append(min(left for left in lefts if round(left / size) == cell))
    return edges or [min(lefts, default=0.0)]


def page_labels(document: pypdfium2.PdfDocument, pages: list[list[PrintedLine]]) -> list[str]:
    """What to write over each page: its label where the file gives labels of its own and no page bears a number.

    Without labels nothing: pages are then counted by the form feeds between them.
    """
    numbered = sum(any(NUMBER.match(line.text) for line in [*lines[:2], *lines[-2:]]) for lines in pages)
    labels = [document.get_page_label(number) for number in range(len(pages))]
    own = [label != str(number) for number, label in enumerate(labels, 1)]
    if numbered > len(pages) / 3 or not any(label for label, is_own in zip(labels, own, strict=True) if is_own):
        return [""] * len(pages)
    return [label if label.isascii() and label.isdigit() and len(label) < 6 else "" for label in labels]


if __name__ == "__main__":
    main()
