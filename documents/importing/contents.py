"""What a file holds, in few words: told before it is imported, and the way to its documents afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .rows import DocumentRows

MOST = 20  # documents of one file that are told of


@dataclass(frozen=True, slots=True)
class Content:
    """One document as the engine read it; `people` are those named at its head, as printed."""

    public_id: str
    title: str
    kind: str
    date: str
    people: tuple[str, ...]
    meeting: str
    remarks: int
    quotations: int
    problems: tuple[str, ...]


def contents_of(documents: Iterable[DocumentRows]) -> tuple[Content, ...]:
    """The first documents of a file, in its order."""
    return tuple(content_of(rows) for _number, rows in zip(range(MOST), documents, strict=False))


def content_of(rows: DocumentRows) -> Content:
    """One document in few words."""
    return Content(
        rows.public_id,
        rows.said["title"],
        rows.said["kind"],
        rows.said["date"],
        tuple(dict.fromkeys(row.said["label"] for row in rows.contributions)),
        rows.claims.get("meeting", {}).get("name", ""),
        len(rows.remarks),
        len(rows.quotations),
        tuple(rows.problems),
    )
