"""The date of a document: every place that prints one, the one believed, and what the others say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.lib.chinese_dates import FoundDate, find_dates, read_date

from ..types import Block, Part
from .lines import Field, clean, date_line, is_bracketed, signature_date, unbracketed

# Which places are believed first. A speech has the day it was given, a printed report the day of the paper.
_ORDERS = {
    "speech": ("record", "when", "below title", "title", "aside", "head", "signature", "published", "source", "lead"),
    "transcript": (
        "record",
        "issue",
        "published",
        "when",
        "head",
        "below title",
        "aside",
        "signature",
        "source",
        "title",
    ),
    "book": ("record", "imprint", "head", "published"),
}
_ARTICLE = (
    "record",
    "issue",
    "published",
    "head",
    "when",
    "below title",
    "aside",
    "signature",
    "source",
    "title",
    "lead",
)
_SOURCE = re.compile(r"(?:原?载|刊|發表|发表|来源|來源|转[自载]|引自|见|供稿|摘自|社论|日报|通讯|参考|》)")
_RULES = {"below title": "下", "head": "题头"}


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date and the place that prints it: record, issue, when, published, title, signature, source, lead …"""

    place: str
    date: FoundDate
    line: str


def find_date(printed: Sequence[PrintedDate], kind: str) -> tuple[PrintedDate | None, tuple[str, ...]]:
    """The date to believe for a document of `kind`, and a sentence for every place that names another day.

    A date without a year takes that of the issue, else of the first full date.
    """
    year = next(
        (p.date.year for p in printed if p.date.year and p.place in ("issue", "record", "published", "head")), None
    )
    year = year or next((p.date.year for p in printed if p.date.year), None)
    full = [PrintedDate(p.place, p.date.in_year(year) if year else p.date, p.line) for p in printed]
    full = [p for p in full if p.date.edtf]
    order = _ORDERS.get(kind, _ARTICLE)
    ranked = sorted((p for p in full if p.place in order), key=lambda p: order.index(p.place))
    if not ranked:
        return None, ()
    best = ranked[0]
    # a fuller form of the same date: 2013-06 in one place, 2013-06-03 in another
    best = next((p for p in ranked if _says_more(p, best)), best)
    others = {p.date.edtf: p for p in reversed(ranked) if not _agree(p, best) and p.place not in ("lead", "source")}
    problems = tuple(
        f"date: {best.line!r} ({best.place}) was believed, not {other.line!r} ({other.place})"
        for other in sorted(others.values(), key=lambda p: order.index(p.place))
    )
    return best, problems


def _says_more(other: PrintedDate, best: PrintedDate) -> bool:
    a, b = other.date.edtf or "", best.date.edtf or ""
    return len(a) > len(b) and a.startswith(b)


def _agree(a: PrintedDate, b: PrintedDate) -> bool:
    one, two = a.date.edtf or "", b.date.edtf or ""
    return one.startswith(two) or two.startswith(one)


def printed_dates(
    part: Part, front: Sequence[Block], fields: Sequence[Field], tail: Sequence[Block], title: str | None
) -> list[PrintedDate]:
    """Every date printed in the places where a document says its own."""
    text = "".join(block.text.text for block in front)
    republic = "民國" in text or "民国" in text
    dates = [*_of_record(part), *_of_fields(fields), *_of_front(front, republic, title), *_of_signatures(part)]
    dates += [PrintedDate("source", date, _short(block)) for block in tail if (date := _source_date(block.text.text))]
    if title:
        dates += [PrintedDate("title", date, title) for date in find_dates(title) if date.month]
    lead = next((block for block in part.blocks if block.kind == "body"), None)
    if lead and (date := read_date(lead.text.text[:80])) and date.day:
        dates.append(PrintedDate("lead", date, _short(lead)))
    return dates


def _of_record(part: Part) -> Iterator[PrintedDate]:
    if part.date_printed and (date := read_date(part.date_printed)):
        yield PrintedDate("record", date, part.date_printed)


def _of_fields(fields: Sequence[Field]) -> Iterator[PrintedDate]:
    for field in fields:
        place = {"when": "when", "published": "published", "printing": "imprint", "source": "published"}.get(
            field.meaning
        )
        if field.meaning == "source" and not re.search(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", field.value):
            place = "source"
        if place:
            for date in find_dates(field.value, republic=True):
                yield PrintedDate(place, date, f"{field.name}：{field.value}")
                break


def _of_front(front: Sequence[Block], republic: bool, title: str | None) -> Iterator[PrintedDate]:
    """Dates on lines of their own or in bracketed information; with a page number beside it, the day of the issue."""
    paper = any(re.match(r"第?\s*[0-9]{1,3}\s*版", clean(block.text.text)) for block in front)
    for block in front[1:] if title else front:
        text = block.text.text
        date = date_line(text, republic)
        if date:
            plain = re.fullmatch(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\s*", clean(text))
            place = "issue" if paper and plain else "below title" if is_bracketed(text) else "head"
            yield PrintedDate(place, date, clean(text))
        elif is_bracketed(text):
            found = next(find_dates(unbracketed(text)), None)
            if found:
                yield PrintedDate("aside", found, _short(block))
        elif len(text) < 80 and (found := signature_date(text)):
            yield PrintedDate("head", found, clean(text))


def _of_signatures(part: Part) -> Iterator[PrintedDate]:
    """The first line in text or tail that is signed and dated: a covering letter comes before what it covers."""
    for block in part.blocks:
        if block.kind in ("body", "tail", "heading") and len(block.text) <= 70:
            date = signature_date(block.text.text)
            if date and not _SOURCE.search(block.text.text):
                yield PrintedDate("signature", date, clean(block.text.text))
                return


def _source_date(text: str) -> FoundDate | None:
    """The date in a line that says where a text was printed: ——原载《某某日报》1957年8月2日."""
    if len(text) > 200 or not _SOURCE.search(text):
        return None
    return read_date(text)


def _short(block: Block) -> str:
    return clean(block.text.text)[:40]
