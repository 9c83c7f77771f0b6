"""The word lists beside the stages: `words/*.txt`, one entry a line, `#` begins a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of `words/<name>.txt` in the order of the file. Several forms of one entry stand on one line.

    >>> "指出" in words("cue_verbs")
    True
    """
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(form for line in lines for form in line.partition("#")[0].split())


def alternatives(entries: Iterable[str]) -> str:
    """A regular expression for any of the entries, longest first, without a group of its own.

    >>> alternatives(("说", "说过"))
    '(?:说过|说)'
    """
    return "(?:" + "|".join(map(re.escape, sorted(set(entries), key=lambda e: (-len(e), e)))) + ")"


@cache
def _traditional() -> dict[int, str]:
    lines = (FOLDER / "traditional.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {ord(form): simplified for simplified, *forms in rows for form in forms}


def fold_traditional(text: str) -> str:
    """`text` with the traditional characters of the word lists as simplified ones; the length stays.

    >>> fold_traditional("主席說")
    '主席说'
    """
    return text.translate(_traditional())
