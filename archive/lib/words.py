"""Word lists: plain text files beside the module that reads them, one entry a line, `#` begins a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path


def read_words(path: Path) -> tuple[str, ...]:
    """The entries of a word list in the order of the file, each once.

    Raises OSError if there is no such file and ValueError, naming file and line, for an entry with a blank in it.
    """
    entries: dict[str, None] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        if len(entry.split()) > 1:
            raise ValueError(f"{path}, line {number}: one entry a line, not {entry!r}")
        entries[entry] = None
    return tuple(entries)


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longer ones before their beginnings.

    >>> alternation(["书记", "总书记", "书记处书记"])
    '(?:书记处书记|总书记|书记)'
    """
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def read_rows(path: Path) -> dict[str, tuple[str, ...]]:
    """A list of lists: the first word of a line, and the words after it. Raises OSError if there is no such file."""
    rows: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, *forms = line.partition("#")[0].split() or [""]
        if key:
            rows[key] = (*rows.get(key, ()), *forms)
    return rows
