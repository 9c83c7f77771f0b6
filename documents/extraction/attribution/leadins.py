"""Lead-ins: a paragraph that announces points gives its speaker and work to the quotations in them.

江泽民在……中作了阐述，其中包括： / 1、…“…” / 2、…“…”; and a label on a line of its own: 王亚南（数学系助教）：
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

_POINT = re.compile(
    r"\s*(?:[0-9０-９]{1,2}[、.．)）:：]|[一二三四五六七八九十]{1,3}[、.．)）：]|[①-⑳⑴-⒇]|[（(][0-9０-９一二三四五六七八九十]{1,3}[)）]|"
    r"第[一二三四五六七八九十]{1,2}[，、：条点]|[一二三四五六七八九十]是|首先|其次|再次|最后|[-•●*]\s)"
)
_QUOTED = re.compile(r"\s*[“”\"「『〝＂]")
_ANNOUNCES = re.compile(
    r"(?:如下|以下|下面|下列|包括|要点|有|是|几点|几条|三点|两点|指出|说|写道|论述|阐述|提出|强调|要求|言论)[^。]{0,8}[：:]$"
)
_CITES = re.compile(r"(?:援引|引用|引述)[^。]{2,16}(?:话|论述|文字|段)[^。]{0,24}。$")
_TELLS = re.compile(
    r"(?:谈到|说到|讲到|讲述|谈起|说起|讲起|回忆起?|提起)[了过]?[^。，：]{2,30}。$"
)  # 周先生谈到自己的经历。
_LONGEST_LABEL = 40


def governed_by(texts: Sequence[str], blocks: Container[int] = ()) -> dict[int, int]:
    """For each paragraph of `texts` that is a point of a lead-in, or one of the block quotations, its lead-in's index.

    >>> governed_by(["周大山作了阐述。其中包括：", "1、路。", "2、桥。", "后来大家散了。", "完了。"])
    {1: 0, 2: 0}
    """
    leads: dict[int, int] = {}
    lead: int | None = None
    for index, text in enumerate(texts):
        point = _POINT.match(text) or _QUOTED.match(text)
        if lead is not None and (point or index in blocks):
            leads[index] = lead
        else:
            lead = index if _announces(text) or (index + 1 in blocks and text.rstrip().endswith(("：", ":"))) else None
    return leads


def _announces(text: str) -> bool:
    tail = text[-_LONGEST_LABEL:].rstrip()
    if tail.endswith(("：", ":")):
        return len(text) <= _LONGEST_LABEL or _ANNOUNCES.search(tail) is not None
    return tail.endswith("。") and (_CITES.search(tail) or _TELLS.search(tail)) is not None
