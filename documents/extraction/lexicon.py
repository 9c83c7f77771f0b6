"""The word lists beside the stages: `words/*.txt`, one entry a line, `#` begins a comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from archive.lib.words import read_rows, read_words

FOLDER = Path(__file__).parent / "words"


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of `words/<name>.txt` in the order of the file.

    >>> "指出" in words("cue_verbs")
    True
    """
    return read_words(FOLDER / f"{name}.txt")


@cache
def rows(name: str) -> dict[str, tuple[str, ...]]:
    """The rows of `words/<name>.txt`: what a first word stands for, and the forms that are printed for it.

    >>> "会议时间" in rows("field_names")["when"]
    True
    """
    return {key: tuple(forms) for key, forms in read_rows(FOLDER / f"{name}.txt").items()}


@cache
def information() -> frozenset[str]:
    """What is named before a colon in the lines between a title and its text: 发布日期, 会议地点, 出席人员, ….

    >>> {"发布日期", "论坛地点"} <= information(), "主持人" in rows("field_names")["chair"]
    (True, True)
    """
    return frozenset(words("information")) | _named(_OF_MEETINGS) - _ALSO_SAID


@cache
def of_meetings() -> frozenset[str]:
    """What is named in the lines that say when, where and with whom a meeting was held, and who kept its record."""
    return _named((*_OF_MEETINGS, "chair", "secretary"))


def _named(meanings: Iterable[str]) -> frozenset[str]:
    return frozenset(form for meaning in meanings for form in rows("field_names")[meaning])


_OF_MEETINGS = ("when", "where", "present", "attending", "absent", "theme", "host")
_ALSO_SAID = frozenset(("议题", "議題", "主题", "主題"))  # 议题：… may be a heading of the text


class Endings:
    """Words a text may end with, looked up without trying each.

    >>> Endings(("书记", "总书记")).at_end_of("县委总书记"), Endings(("书记",)).at_end_of("书记处")
    ('总书记', '')
    """

    def __init__(self, entries: Iterable[str]) -> None:
        by_last: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for entry in entries:
            by_last[entry[-1]][len(entry)].add(entry)
        self._by_last = {last: sorted(found.items(), reverse=True) for last, found in by_last.items()}

    def at_end_of(self, text: str) -> str:
        """The longest of the words that `text` ends with; empty where there is none."""
        for length, entries in self._by_last.get(text[-1:], ()):
            ending = text[-length:]
            if ending in entries:
                return ending
        return ""
