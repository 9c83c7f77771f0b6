"""Chinese text folded for search and comparison: one script, one width, one case, no punctuation.

What two readers would call the same words folds to the same string, so that 群眾路線 finds 群众路线 and
ＧＤＰ finds gdp. The fold is by character: a phrase and a text fold alike wherever the text is cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import opencc

_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


@cache
def _simplified() -> dict[str, str]:
    """Traditional character → simplified, one for one, from OpenCC's t2s (characters that change only)."""
    characters = [chr(code) for block in _IDEOGRAPHS for code in block]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1}


@cache
def _simplified_codes() -> list[str]:
    """The simplified form of every character by its code, without gaps: `translate` takes each one for an exception."""
    simplified = _simplified()
    return [simplified.get(character, character) for character in map(chr, range(_IDEOGRAPHS[-1].stop))]


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_simplified())}]")


def simplify(text: str) -> str:
    """`text` with its traditional characters as simplified ones, one for one: offsets stay.

    >>> simplify("主席說：「群眾路線」")
    '主席说：「群众路线」'
    """
    if not _traditional().search(text):  # most texts are simplified, and this is ten times quicker
        return text
    return text.translate(_simplified_codes())


@cache
def _to_traditional() -> tuple[opencc.OpenCC, ...]:
    return opencc.OpenCC("s2t"), opencc.OpenCC("s2tw")


def scripts(text: str) -> list[str]:
    """`text` as it stands, simplified, and in traditional characters as they are usual: to look it up where columns
    are not folded.

    >>> scripts("群众路线")
    ['群众路线', '羣衆路線', '群眾路線']
    """
    return list(dict.fromkeys([text, simplify(text), *(each.convert(text) for each in _to_traditional())]))


class _Fold(dict[int, str]):
    """Character code → its folded form, worked out at first sight and kept."""

    def __missing__(self, code: int) -> str:
        simplified = _simplified()
        kept = (
            simplified.get(part, part)
            for part in unicodedata.normalize("NFKC", chr(code)).lower()
            if unicodedata.category(part)[0] in "LN"
        )
        folded = "".join(kept)
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """Letters, digits and ideographs of `text`: NFKC, lower case, simplified script; all else dropped.

    >>> fold("《羣眾路線》：ＧＤＰ 增長 5%")
    '群众路线gdp增长5'
    """
    return text.translate(_FOLD)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index in `text` that it came from.

    >>> fold_with_places("“群眾”！")
    ('群众', [1, 2])
    """
    folded: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        form = _FOLD[ord(character)]
        folded.append(form)
        places.extend([index] * len(form))
    return "".join(folded), places


def pairs(folded: str) -> list[str]:
    """Every two characters that stand together, in reading order; none for a text of one.

    >>> pairs("群众路"), pairs("群")
    (['群众', '众路'], [])
    """
    return [first + second for first, second in pairwise(folded)]


def find_folded(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Where a folded needle occurs in `text`, as (start, end) in `text` itself, end excluded.

    >>> list(find_folded("走羣眾、路線", "群众路线"))
    [(1, 6)]
    """
    folded, places = fold_with_places(text)
    at = folded.find(needle) if needle else -1
    while at >= 0:
        yield places[at], places[at + len(needle) - 1] + 1
        at = folded.find(needle, at + len(needle))
