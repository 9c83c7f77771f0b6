"""The word lists beside the stages: `words/*.txt`, one entry a line, `#` begins a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from archive.lib.words import read_words

FOLDER = Path(__file__).parent / "words"


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of `words/<name>.txt` in the order of the file.

    >>> "指出" in words("cue_verbs")
    True
    """
    return read_words(FOLDER / f"{name}.txt")
