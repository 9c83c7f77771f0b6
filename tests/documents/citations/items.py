"""Invented items to cite, as CSL-JSON."""

from __future__ import annotations

from typing import Any


def named(*names: str) -> list[dict[str, str]]:
    """CSL names: Chinese names whole, 'Family, Given' in two."""
    return [
        dict(zip(("family", "given"), name.split(", "), strict=True)) if ", " in name else {"literal": name}
        for name in names
    ]


def on(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


PRESS = {"publisher-place": "云州", "publisher": "山村出版社"}
SEEN = {"URL": "http://example.org/a", "accessed": on(2026, 11, 20)}
MODES = [("2025", "numeric"), ("2025", "author-date"), ("2015", "numeric"), ("2015", "author-date")]
