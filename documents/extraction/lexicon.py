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
