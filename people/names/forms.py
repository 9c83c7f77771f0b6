"""Forms of names, found where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Forms:
    """Forms of more than one letter. However many begin alike, one place of a text costs a look for each length.

    >>> forms = Forms(["周大", "周大山", "周"])
    >>> list(forms.at("听周大山说", 1)), list(forms.at("听周大山说", 2))
    (['周大山', '周大'], [])
    """

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._lengths: dict[str, list[int]] = {}  # by the first letter, the greatest first
        for form in forms:
            self.add(form)

    def add(self, form: str) -> None:
        """One more form."""
        if len(form) > 1:
            self._known.add(form)
            lengths = self._lengths.setdefault(form[0], [])
            if len(form) not in lengths:
                lengths.append(len(form))
                lengths.sort(reverse=True)

    def at(self, text: str, at: int) -> Iterator[str]:
        """The forms that begin at a place of a text, the longest first."""
        for length in self._lengths.get(text[at], ()):
            if (form := text[at : at + length]) in self._known:
                yield form
