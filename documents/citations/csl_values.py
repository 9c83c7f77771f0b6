"""Values of CSL-JSON and what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

from archive.lib.words import read_words

TYPES = frozenset(read_words(Path(__file__).with_name("csl_types.txt")))

_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")  # lone surrogates come from broken escapes


class CSLError(ValueError):
    """CSL-JSON that cannot be read; the message names the item and the variable."""


def string(value: object, where: str) -> str:
    """A string variable, blanks and what cannot be printed trimmed; CSL allows numbers too."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _UNPRINTABLE.sub(" ", value).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value) if value == value // 1 else value)
    raise CSLError(f"{where} must be a string, not {kind_name(value)}")


def kind_name(value: object) -> str:
    """What a JSON value is, for messages: a list, a string."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
