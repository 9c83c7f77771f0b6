"""How headings are numbered: their styles (# of Markdown, 第一章, 一、, （一）, 1.), series and levels."""

from __future__ import annotations

import re

from archive.lib.chinese_dates import read_numeral

from .types import Line

# Styles in the order of their usual rank; `mark` styles of Markdown come first, plain lines last.
NUMBERINGS = (
    (
        "part",
        re.compile(
            r"第\s*[一二三四五六七八九十百零〇\d]{1,4}\s*(?:编|編|篇|部分|单元|集|卷)[\s　:：、]*"
            r"|[上中下](?:编|編|篇|卷|部)[\s　:：]+"
        ),
    ),
    ("chapter", re.compile(r"第\s*[一二三四五六七八九十百零〇\d]{1,4}\s*章[\s　:：、]*")),
    ("section", re.compile(r"第\s*[一二三四五六七八九十百零〇\d]{1,4}\s*[节節][\s　:：、]*")),
    (  # 第一案：修建浴室案, 議程第二項：照明不足的問題, 议题一：…
        "case",
        re.compile(
            r"(?:[议議][程题題案]\s*)?第\s*[一二三四五六七八九十\d]{1,3}\s*(?:案|[项項](?=\s*[：:]))\s*[：:、]?\s*(?=\S)"
            r"|[议議][程题題案]\s*[一二三四五六七八九十\d]{1,3}\s*[：:、]\s*(?=\S)"
        ),
    ),
    ("formal", re.compile(r"[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,2}[、．.]")),  # 壹、報告事項 over 一、
    ("ideograph", re.compile(r"[一二三四五六七八九十]{1,3}\s*(?:[、．.]|[\s　]+|$)")),
    ("roman", re.compile(r"[IVX]{1,5}\s*[.．、]\s*(?=\S)|[Ⅰ-Ⅻ]\s*[.．、]?\s*(?=\S)")),  # III. 其他事項
    ("ordinal", re.compile(r"第[一二三四五六七八九十]{1,2}[，、：:]")),
    ("question", re.compile(r"第[一二三四五六七八九十]{1,2}个(?:大)?(?:问题|方面|部分)\s*[，、：:]\s*")),
    ("bracketed", re.compile(r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)][、]?")),
    ("stem", re.compile(r"[（(]?[甲乙丙丁戊己庚辛壬癸][）)、．.]")),
    ("digit", re.compile(r"\d{1,3}\s*(?:[、．]|\.(?![\d]))")),
    ("decimal", re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[\s　、]+")),
    ("bracketed digit", re.compile(r"[（(]\s*\d{1,2}\s*[）)][、]?|\d{1,2}[）)]")),
    ("circled", re.compile(r"[①-⑳]")),
)
BEGINNINGS = frozenset(  # no numbering begins with another character
    "第上中下议議IVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾（(甲乙丙丁戊己庚辛壬癸0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
# 第一， ranks by where it first stands: over （一） or under it
RANK = {name: rank for rank, (name, _) in enumerate(NUMBERINGS) if name not in ("ordinal", "question")}


def style_of(text: str) -> str:
    """The numbering a line begins with; empty if none."""
    if text[:1] not in BEGINNINGS:
        return ""
    return next((style for style, pattern in NUMBERINGS if pattern.match(text)), "")


def series_of(units: list[Line]) -> list[str]:
    """The series each numbered unit belongs to, its style and how often that began anew; empty for others.

    A list from 一、 to 七、 says nothing of the headings 一、 to 三、 further down.
    """
    last: dict[str, tuple[int, int]] = {}
    found: list[str] = []
    for unit in units:
        style = style_of(unit.text.text)
        number = NUMERAL.search(unit.text.text) if style else None
        value = (read_numeral(number[0]) or 0) if number else 0
        before, run = last.get(style, (0, 0))
        run += bool(value) and value <= before
        if style:
            last[style] = (value or before, run)
        found.append(f"{style} {run}" if style else "")
    return found


NUMERAL = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")


def style_levels(styles: list[str]) -> dict[str, int]:
    """The level of each style, 1 the highest used. Words like 前言 are headings of the highest level there is.

    >>> style_levels(["word", "ideograph", "bracketed", "plain", "bracketed", "ideograph"])
    {'ideograph': 1, 'bracketed': 2, 'plain': 3, 'word': 1}
    """
    order: list[str] = []
    twins: dict[str, str] = {}
    before: str | None = None
    for style in styles:
        if style not in order and style not in twins and style != "word":
            if is_mark(style) and order and order[0] in ("bold", "plain"):
                twins[style] = order[0]  # some headings marked with #, others bold: the same kind marked two ways
            else:
                order.insert(place_of(style, order, before), style)
        before = style if style != "word" else None
    levels = {style: level for level, style in enumerate(order, 1)}
    return levels | {style: levels[twin] for style, twin in twins.items()} | {"word": 1}


def is_mark(style: str) -> bool:
    """Whether a style is a # of Markdown or an h of HTML."""
    return style[:1] == "h" and style[1:].isdigit()


def place_of(style: str, order: list[str], before: str | None) -> int:
    """Where a new style belongs among the styles seen, highest first; `before` is the style of the heading above it."""
    if is_mark(style):
        return sum(is_mark(other) and other < style for other in order)
    if style in RANK:
        for i, other in enumerate(order):
            # Minutes of the Republic number 甲、報告事項 above 一、修復上中兩堰案: what stands above first stays above.
            if other in RANK and RANK[other] > RANK[style] and not (other == before == "stem"):
                return i
        return len(order)
    return order.index(before) + 1 if before in order else len(order)
