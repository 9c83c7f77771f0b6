"""Stage 1, `clean_layout`: what was printed on the page, without what the page, the scanner or the site added."""

from __future__ import annotations

import re

from documents.readers.base import SourceText

from .spans import MappedText
from .types import Layout, Line

WIDTHS = {0xFF10 + i: 0x30 + i for i in range(10)}
WIDTHS |= {0xFF21 + i: 0x41 + i for i in range(26)} | {0xFF41 + i: 0x61 + i for i in range(26)}


def clean_layout(source: SourceText) -> Layout:
    """The lines of a source; their text maps back to it."""
    text = source.text.translate(WIDTHS)
    lines, blank = [], 0
    for found in re.finditer(r"[^\n]*\n?", text):
        raw = found[0]
        stripped = raw.strip()
        if not stripped:
            blank += 1
            continue
        lead = raw[: len(raw) - len(raw.lstrip())]
        markup = ""
        head = re.match(r"(#{1,6}) +", stripped)
        start = found.start() + len(lead)
        if head:
            markup, start, stripped = f"h{len(head[1])}", start + head.end(), stripped[head.end() :]
        indent = len(lead) + lead.count("\u3000")
        lines.append(Line(MappedText.of(stripped, start), indent, blank, markup))
        blank = 0
    return Layout(tuple(lines))
