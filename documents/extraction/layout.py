"""Stage 1, `clean_layout`: what was printed on the page, without what the page, the scanner or the site added.

Wraps are still there: which lines make a paragraph is for the next stage to say. Nothing is lost: every line
taken out is in `Layout.dropped` with the reason.
"""

from __future__ import annotations

import re

from documents.readers.base import SourceText

from .accounts import mark_account
from .characters import ends_sentence
from .furniture import mark_furniture
from .markup import DrawnLine, drawn_lines
from .notes import take_out_notes
from .records import front_matter, json_records, table_records
from .tables import mark_tables
from .types import Layout, Line
from .webpage import mark_web_page

LETTER = re.compile(r"[^\W_]")
LOOSE_MARK = re.compile(r"[。，、；：！？”’」』）)》】…]+$|[（(《“‘「『【]+$")  # of a sentence on the lines around it


def clean_layout(source: SourceText) -> Layout:
    """The lines of a source without furniture, notes and debris; every character maps back to the source.

    >>> from documents.readers import read_bytes
    >>> layout = clean_layout(read_bytes("a.txt", "今天开会。\\n＊＊＊\\n大家发言。".encode()))
    >>> [line.text.text for line in layout.lines], [(why, text.text) for why, text in layout.dropped]
    (['今天开会。', '大家发言。'], [('stray mark', '＊＊＊')])
    """
    lines = read_lines(source)
    mark_account(lines)
    mark_furniture(lines, source.text)
    mark_web_page(lines, source)
    mark_stray(lines)
    mark_hours(lines)
    mark_tables(lines)
    notes = take_out_notes(lines, source.text)
    dropped = tuple((line.dropped, line.text) for line in lines if line.dropped and line.dropped != "note")
    return Layout(tuple(kept_lines(lines)), tuple(notes), dropped)


def read_lines(source: SourceText) -> list[DrawnLine]:
    """The lines of a table, of JSON records, or of a text with or without front matter."""
    if source.media_type == "text/html":
        return drawn_lines(source.text, html=True)
    records = table_records(source.text)
    if records is None and source.media_type in ("application/json", "application/x-ndjson"):
        records = json_records(source.text)
    if records is not None:
        return records
    fields, start = front_matter(source.text)
    return fields + drawn_lines(source.text, html=False, start=start)


def mark_stray(lines: list[DrawnLine]) -> None:
    """Drop lines without a letter, digit or ideograph, unless they belong to a sentence."""
    for line in lines:
        text = line.text.text
        if not line.dropped and len(text) < 80 and not LETTER.search(text) and not LOOSE_MARK.match(text):
            line.dropped = "stray mark"


def mark_hours(lines: list[DrawnLine]) -> None:
    """Take out the hours that a talk on a site prints behind each of its lines: 好的。 [09:02]"""
    hits = [(line, hit) for line in lines if not line.dropped and (hit := HOUR.search(line.text.text[-12:]))]
    if len(hits) < FEWEST_HOURS:
        return
    for line, hit in hits:
        line.text = line.text[: len(line.text) - len(hit[0])].strip()


HOUR = re.compile(r"(?<=\S)\s?\[\d{1,2}:\d{2}(?::\d{2})?\]$")
FEWEST_HOURS = 3  # of them show that a site put them there


def kept_lines(lines: list[DrawnLine]) -> list[Line]:
    """The lines that remain. Where something was taken out of a sentence, its halves follow each other directly."""
    kept: list[Line] = []
    gap, blank = False, 0
    for line in lines:
        if line.dropped:
            gap, blank = True, blank + line.blank_before
            continue
        space = line.blank_before
        if gap and kept:
            unfinished = not ends_sentence(kept[-1].text.text) and not line.markup
            space = 0 if unfinished else max(1, blank + space)
        kept.append(Line(line.text, line.indent, space, line.markup, line.page))
        gap, blank = False, 0
    return kept
