"""The date of a document: every place that prints one, the one believed, and what the others say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.lib.chinese_dates import FoundDate, find_dates, read_date

from ..openings import CATALOGUED
from ..types import Block, Part
from .lines import Field, clean, date_line, is_bracketed, leading_bracket, read_fields, signature_date

# Which places are believed first. A speech has the day it was given, a printed report the day of the paper.
_ORDERS = {
    "speech": "record when below-title title aside head signature published paper issue lead source year",
    "transcript": "record issue published when head below-title aside lead signature paper source title year",
    "article": "record issue published head when below-title aside paper signature source title lead year",
    "book": "record imprint head published year",
    "compilation": "record issue published head below-title aside paper signature source title",
}
_COLLECTED = re.compile("(?:根据|根據|据)[^《]{0,30}《[^》]*(?:汇编|选编|文集|文选|彙編)")  # that book's day is its own
_OCCASION = re.compile(  # ——2026年1月28日在某省第十四届人民代表大会第四次会议上
    r"[（(]?(?:[—─-]{1,3})?\s*[0-9一二三四五六七八九十〇○年月日 ]{6,20}[在于].{4,60}[会會]议?上[)）]?$"
)
_FORWARDS = re.compile(
    r"转发|批转|批发|印发|转批|通知|批示|批语|答复|命令|决定|公告"
)  # the covering letter is the document
_COVERING = 4  # blocks before the signature of a covering letter
_COMMENT = re.compile(r"注[：:]|按[：:语]|说明|时任|（?注$")
_JOURNAL_YEAR = re.compile(r"《[^》]{2,20}》\s*((?:19|20)[0-9]{2})\s*年?.{0,12}期")
_TOLD = re.compile("，.{4,}。$")
_CLOCK = re.compile(r"\s{0,3}[0-9]{1,2}[:：][0-9]{2}")
_TRAILING_SOURCE = re.compile(r"[（(](?=原?载|原載|刊)[^（()）]{4,60}[)）]\s*$")
_SOURCE = re.compile(r"(?:原?载|刊|發表|发表|来源|來源|转[自载]|引自|见|供稿|摘自|社论|日报|通讯|参考|》)")


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
    order = _ORDERS[kind].split()
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
    dates = [
        *_of_record(part),
        *_of_fields(fields, republic),
        *_of_front(front, republic, title if part.title is None else None),
        *_of_signatures(part, title or ""),
    ]
    dates += [found for block in (*tail, *part.blocks[-4:]) if (found := _of_source(block))]
    if title:
        dates += [PrintedDate("title", date, title) for date in find_dates(title) if date.month]
    lead = next((block for block in part.blocks if block.kind == "body"), None)
    if lead and (date := next(find_dates(lead.text.text[:80]), None)) and date.day:
        dates.append(PrintedDate("lead" if date.year else "year", date, _short(lead)))
    return dates


def _of_record(part: Part) -> Iterator[PrintedDate]:
    if part.date_printed and (date := read_date(part.date_printed)):
        yield PrintedDate("record", date, part.date_printed)


def _of_fields(fields: Sequence[Field], republic: bool) -> Iterator[PrintedDate]:
    places = {"when": "when", "published": "published", "printing": "imprint", "source": "source"}
    for field in fields:
        place = places.get(field.meaning)
        date = next(find_dates(field.value, republic), None) if place else None
        if place == "source" and re.search(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", field.value):
            place = "published"
        if place and date and not _COLLECTED.match(field.value):
            yield PrintedDate(place, date, f"{field.name}：{field.value[:60]}")


def _of_front(front: Sequence[Block], republic: bool, title: str | None) -> Iterator[PrintedDate]:
    """Dates on lines of their own, in brackets, or in a line of the head; beside a page number, that of the issue."""
    paper = any(re.match(r"第?\s*[0-9]{1,3}\s*版", clean(block.text.text)) for block in front)
    titled = title and front and not is_bracketed(front[0].text.text)
    for block in front[1:] if titled else front:
        text = block.text.text
        if CATALOGUED.match(text):
            continue  # 收稿日期：2012－03－15 is not when it was published
        if _OCCASION.match(text) and (given := next(find_dates(text, republic), None)):
            yield PrintedDate("below-title", given, clean(text))
            continue
        date = date_line(text, republic)
        inner = leading_bracket(text)
        if date and block.kind == "body" and _TOLD.search(text):
            continue  # 一九四九年五月，砚溪解放，学校只停了三天课。
        if date:
            plain = re.fullmatch(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\s*", clean(text))
            place = "issue" if paper and plain else "below-title" if is_bracketed(text) else "head"
            if block.kind == "heading" and not date.month:
                continue  # 1949年 over the entries of a chronicle
            if date.year or block.kind == "head" or place == "below-title":
                yield PrintedDate(place if date.month else "year", date, clean(text))
            continue
        journal = _JOURNAL_YEAR.search(text)
        if journal and not next((d for d in find_dates(text[: journal.start()], republic) if d.day), None):
            yield PrintedDate(
                "year", FoundDate(journal.start(1), journal.end(1), journal[1], int(journal[1])), clean(text)
            )
            continue
        found = next((d for d in find_dates(inner if inner is not None else text, republic) if d.day), None)
        if found and inner is not None and (found.start > 60 or _COMMENT.search(inner, 0, found.start)):
            continue
        if found and any(field.meaning == "published" for field in read_fields(text)):
            continue  # a site's 发布时间 is read as a field
        if found and (inner is not None or (block.kind == "head" and len(text) < 80)):
            stamped = block.kind == "head" and _CLOCK.match(text, found.end)  # 2016-11-03 15:20 as sites print it
            yield PrintedDate("published" if stamped else "aside", found, _short(block))


def _of_signatures(part: Part, title: str) -> Iterator[PrintedDate]:
    """The signed and dated line that is the document's own, where several letters stand in it.

    It is the first where a few lines only precede it (a covering letter) or where the title forwards something;
    else the one whose signer the title names; else the last.
    """
    signed = []
    covering = False
    for at, block in enumerate(part.blocks):
        text = block.text.text
        if block.kind in ("body", "tail", "heading") and len(text) <= 70 and not _other_day(text):
            date = signature_date(text, tail=block.kind == "tail") or _noted_day(text)
            if date:
                covering = covering or at <= _COVERING
                signed.append(PrintedDate("signature", date, clean(block.text.text)))
    if not signed:
        return
    named = [s for s in signed if (signer := s.line.partition(s.date.printed[:4])[0].strip()) and signer[-6:] in title]
    yield signed[0] if covering else named[0] if named else signed[0] if _FORWARDS.search(title) else signed[-1]


def _noted_day(text: str) -> FoundDate | None:
    """The day in a bracket under a speech: （2019年6月24日，根据录音整理）."""
    date = date_line(text) if is_bracketed(text) else None
    return date if date and date.day else None


def _other_day(text: str) -> bool:
    """Whether a line gives the day of something else: where it was printed, when a journal received it."""
    return bool(_SOURCE.search(text) or CATALOGUED.match(text))


def _of_source(block: Block) -> PrintedDate | None:
    """The date in a line that says where a text was printed; that of a newspaper is the day it was published."""
    text = block.text.text
    trailing = _TRAILING_SOURCE.search(text)
    text = trailing[0] if trailing else text
    if len(text) > 200 or text.startswith("以上") or not _SOURCE.search(text) or _COLLECTED.match(text):
        return None
    date = next((d for d in find_dates(text) if d.day), None) or read_date(text)
    if date is None:
        return None
    paper = date.day and re.search(
        r"原载|原載|^[（(—－-]*载《|刊于|[日晚时]报》|[日晚时]报[0-9一]|》刊印|《内部参考》", text
    )
    return PrintedDate("paper" if paper else "source", date, _short(block))


def _short(block: Block) -> str:
    return clean(block.text.text)[:40]
