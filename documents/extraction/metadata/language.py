"""The script a text is written in, as a language tag (BCP 47): zh-Hans, zh-Hant, or en."""

from __future__ import annotations

import re

from ..types import Part

# Frequent characters that only one of the two scripts has.
_HANT = re.compile("[這個們為時來說國會對發學經動開關長點還進過與業問東車員機實無義黨應農勞議華錄寫畫]")
_HANS = re.compile("[这个们为时来说国会对发学经动开关长点还进过与业问东车员机实无义党应农劳议华录写画]")
_LATIN = re.compile("[a-zA-Z]")
_SAMPLE = 4000  # characters


def language_of(part: Part) -> str:
    """The language tag of a part by the characters of its first pages.

    >>> from ..spans import MappedText
    >>> from ..types import Block
    >>> language_of(Part(None, (Block("body", MappedText.of("本會議為國民開會", 0)),)))
    'zh-Hant'
    """
    sample = ""
    for block in part.blocks:
        sample += block.text.text
        if len(sample) > _SAMPLE:
            break
    sample = sample[:_SAMPLE]
    if len(_LATIN.findall(sample)) > 0.6 * len(sample) > 0:
        return "en"
    return "zh-Hant" if len(_HANT.findall(sample)) > len(_HANS.findall(sample)) else "zh-Hans"
