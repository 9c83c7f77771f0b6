"""What one person said, given whole after the words that announce it: …接见本报记者。以下是他的谈话："""

from __future__ import annotations

import re
from collections.abc import Sequence

_SAID = "谈话|談話|讲话|講話|发言|發言|演说|演讲|答话|致辞|致词"
_ANNOUNCES = re.compile(
    rf"(?:以下|下面)(?:就)?是(?:他|她|[^，。：“”]{{2,16}}?)的?(?:这[个次篇])?(?:{_SAID})(?:的)?(?:全文|摘要|要点|记录|大意)?[：:]$"
    rf"|(?:他|她|[^，。：“”]{{2,16}}?)的?(?:{_SAID})(?:的)?(?:全文|摘要|要点|记录|大意)如下[：:]$"
    rf"|(?:致|作|做|发表)了?[^，。：“”]{{0,12}}(?:词|辞|{_SAID}|报告)[，,]?(?:全文|摘要|要点|原文|大意)如下[：:]$"
)
_FIRST = 4  # paragraphs in which words are announced


def announced(paragraphs: Sequence[str]) -> int | None:
    """The index of the paragraph that announces what one person said, of the first few; None where none does.

    >>> announced(["本报讯　县长沈石桥接见本报记者。以下是他的谈话：", "水库去年开工。", "石料不足。"])
    0
    >>> announced(["以下是几个问题：", "一、石料不足。"])
    """
    found = (i for i, text in enumerate(paragraphs[:_FIRST]) if text[-1:] in "：:" and _ANNOUNCES.search(text[-60:]))
    at = next(found, None)
    return at if at is not None and at + 1 < len(paragraphs) else None
