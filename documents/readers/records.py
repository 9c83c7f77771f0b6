"""JSON: the text is the file as it is; the readers make sure that it can be read to its end."""

from __future__ import annotations

import json

from .base import Decoded, SourceError
from .text import decode


def read_json(key: str, data: bytes) -> Decoded:
    """A JSON file, whole. Raises SourceError naming the line where it is broken, or if it is nested too deeply."""
    text, encoding = decode(key, data)
    check(key, text, 0)
    return Decoded(text, encoding)


def read_json_lines(key: str, data: bytes) -> Decoded:
    """JSON Lines: one object a line. Raises SourceError naming the line that is broken."""
    text, encoding = decode(key, data)
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            check(key, line, number)
    return Decoded(text, encoding)


def check(key: str, text: str, before: int) -> None:
    """Raise SourceError unless `text`, which `before` lines precede, is JSON."""
    try:
        json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise SourceError(key, f"line {before + error.lineno}", f"broken JSON: {error.msg}") from error
    except RecursionError as error:
        raise SourceError(key, f"line {before + 1}", "JSON nested too deeply") from error
