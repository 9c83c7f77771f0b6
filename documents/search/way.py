"""A part of the texts in which hits are looked for, as a database finds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Way:
    """Texts from one key to below another, if any are given, that meet conditions in SQL, where a text is `t`.

    `few` says that an index of the texts knows those that meet them and that they are few; `known` that one does.
    """

    met: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    keys: tuple[int, int] | None = None
    few: bool = False
    known: bool = False

    def also(self, condition: str, *values: object) -> Way:
        """The same with a further condition."""
        return replace(self, met=(*self.met, condition), values=(*self.values, *values))

    @property
    def conditions(self) -> list[str]:
        """All conditions, the range of keys among them."""
        between = [f"t.id >= {self.keys[0]}", f"t.id < {self.keys[1]}"] if self.keys else []
        return [*between, *self.met]
