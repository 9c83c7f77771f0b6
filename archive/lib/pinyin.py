"""Pinyin of Chinese names, for lists in alphabetical order.

pypinyin reads 曾 单 解 仇 覃 区 查 as the words they also are; `surname_readings.txt` says how they sound as surnames.
Syllables are written with a tone digit and u: for ü, so that they sort as a dictionary does: lu4, lu:3, luan4.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from .chinese import fold
from .words import read_rows

_LONGEST_NAME = 4  # longer strings are bodies or titles, whose first character is no surname


def name_pinyin(name: str, person: bool = False) -> tuple[str, ...]:
    """The syllables of a name, one for each Chinese character; other runs of characters stay whole, in lower case.

    The first characters are read as a surname if `person` says that they are one, or if the name is short and does not
    start with a word (解放社 does, 解学恭 does not).

    >>> name_pinyin("曾志芳"), name_pinyin("解放社"), name_pinyin("查明轩", person=True)
    (('zeng1', 'zhi4', 'fang1'), ('jie3', 'fang4', 'she4'), ('zha1', 'ming2', 'xuan1'))
    """
    readings = _surname_readings()
    surname = next((name[:size] for size in (2, 1) if name[:size] in readings), "")
    if not surname or not (person or _is_short_name(name, surname)):
        return _syllables(name)
    return readings[surname] + _syllables(name[len(surname) :])


def title_pinyin(title: str) -> str:
    """The pinyin by which a title or the name of a meeting is listed: its marks and spaces left out, figures first.

    >>> title_pinyin("《水渠》重修記"), title_pinyin("1958年"), title_pinyin("曾家湾")
    ('shui3 qu2 chong2 xiu1 ji4', '1958 nian2', 'zeng1 jia1 wan1')
    """
    return " ".join(name_pinyin(fold(title)))


def _is_short_name(name: str, surname: str) -> bool:
    if len(surname) > 1:
        return len(name) <= _LONGEST_NAME
    return len(name) <= _LONGEST_NAME - 1 and name[:2] not in PHRASES_DICT


def _syllables(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    read = lazy_pinyin(text, style=Style.TONE3, v_to_u=True, neutral_tone_with_five=True, errors=_plain)
    return tuple(syllable.replace("ü", "u:") for syllable in read)


def _plain(run: str) -> str:
    """Characters that are not Chinese, without case and accents: Zürich sorts as zurich."""
    return "".join(c for c in unicodedata.normalize("NFKD", run.casefold()) if not unicodedata.combining(c))


@cache
def _surname_readings() -> dict[str, tuple[str, ...]]:
    return read_rows(Path(__file__).with_name("surname_readings.txt"))
