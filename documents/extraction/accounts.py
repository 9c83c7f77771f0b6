"""What a public account prints round an article: calls to follow it, END, and 01 over each of its headings."""

from __future__ import annotations

import re

from .characters import columns, ends_sentence
from .markup import DrawnLine

CALL = re.compile(
    r"(?:点击|戳|轻触)[^。]{0,6}(?:蓝字|上方|下方)[^。]{0,12}|长按[^。]{0,8}二维码[^。]{0,8}|(?:扫码|扫描)[^。]{0,8}(?:关注|二维码)[^。]{0,8}"
    r"|更多(?:精彩)?(?:内容|资讯|新闻)[^。]{0,16}|[^。]{0,8}(?:点个|点亮|点赞)[^。]{0,4}[“\"「]?在看[^。]{0,8}|[-—~·*\s]{0,6}(?:END|The\s?End)[-—~·*\s]{0,6}",
    re.I,
)
LONGEST_CALL = 30  # characters
NUMBER = re.compile(r"(?:PART|Part|NO|No)[.\s]{0,2}0?(\d{1,2})|0(\d)")
WIDEST = 44  # columns of a heading under a number


def mark_account(lines: list[DrawnLine]) -> None:
    """Drop what a public account prints round an article; the line under 01, 02, … becomes a heading."""
    for line in lines:
        if not line.dropped and len(line.text) <= LONGEST_CALL and CALL.fullmatch(line.text.text):
            line.dropped = "site notice"
    numbered = [i for i, line in enumerate(lines[:-1]) if not line.dropped and NUMBER.fullmatch(line.text.text)]
    numbers = [int(found[1] or found[2]) for i in numbered if (found := NUMBER.fullmatch(lines[i].text.text))]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return
    if not all(is_heading(lines[i + 1]) for i in numbered):
        return
    for i in numbered:
        lines[i].dropped = "number of a heading"
        lines[i + 1].markup = lines[i + 1].markup or "h4"


def is_heading(line: DrawnLine) -> bool:
    """Whether a line may be the heading under a number: short, and no sentence."""
    text = line.text.text
    return not line.dropped and columns(text) <= WIDEST and not ends_sentence(text) and line.markup in ("", "b")
