"""Sentences cut in the middle where lines are not wrapped: by a page, a careless copy, a link or figure set apart.

`一年来，共治理河道` / `120` / `公里，…` on three lines is one sentence. What is cut shows at the end of the first
piece (an open quotation mark, a comma, 的) or at the beginning of the next (a closing mark, 的, 是：).
"""

from __future__ import annotations

import re

from .beginnings import NUMBERED
from .characters import CLOSING, columns, ends_sentence
from .types import Line

CANNOT_START = re.compile(r"[，。、；：！？）)》〉”’」』】,;!?％%]|是[：:]|的(?![确士])")
CANNOT_END = re.compile(r"[，、,（(《〈“‘「『【]$")
# No sentence and no heading ends so; but …是正确的 does, and 岚江大学校长　顾清和 is a name.
HANGING = re.compile(r"(?<![ \u3000][一-鿿]{2})(?<![ \u3000][一-鿿])[和与與及把被]$|^[^是]*的$")
CANNOT_BEGIN = re.compile("[的─]|也(?=[\u4e00-\u9fff]{4})|以上$|或者")  # 也無法容納新的構築物 goes on
INNER_MARK = re.compile(r"[，。；！？,;]")
FRAGMENT = re.compile(r"[0-9A-Za-z.%％+—–-]{1,8}[。，]?$")
PAIRS = ("“”", "（）", "《》", "「」", "『』", "〔〕", "()")
LONG = 44  # columns of a line that is surely no heading if it has a comma in it
LONGEST = 20_000  # characters of a sentence that is still put together
VERSE = 36  # columns; a shorter line after a comma, before another short one, may be verse


def is_open(text: str) -> bool:
    """Whether a quotation mark or a bracket is opened and not closed.

    >>> is_open("他说：“先修"), is_open("他说：“先修。”")
    (True, False)
    """
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in PAIRS)


def is_cut(so_far: str, a: Line, b: Line, parted: bool) -> bool:
    """Whether `b` goes on with the sentence that stands `so_far`, whose last line is `a`.

    `parted` says that blank lines part most lines of the file.
    """
    text = b.text.text
    if ends_sentence(so_far) or len(so_far) > LONGEST:
        return False
    if CANNOT_START.match(text) or not so_far.strip("（(《“‘「『【"):
        return True
    if CANNOT_END.search(so_far):
        return columns(so_far) >= VERSE or columns(text) >= VERSE
    if a.markup or so_far[-1] in CLOSING:
        return False
    if len(so_far) > 8 and is_open(so_far):
        return True
    if NUMBERED.match(so_far) and columns(so_far) <= 100:
        return False
    if columns(so_far) >= 20 and HANGING.search(so_far):
        return True
    if not INNER_MARK.search(so_far):
        return False
    if columns(so_far) >= VERSE and FRAGMENT.match(text):
        return True
    if len(so_far) > len(a.text) and FRAGMENT.match(a.text.text):
        return True  # a figure was put on a line of its own: this is what stood behind it
    enough = LONG if a.page != b.page or (parted and not b.blank_before) else 100
    return columns(so_far) >= enough and bool(INNER_MARK.search(text) or ends_sentence(text))
