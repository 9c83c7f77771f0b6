"""The archivist's side of the archive: every entity in the admin, a module for each."""

from . import (
    account,
    act,
    conflict,
    desk,
    document,
    meeting,
    proposing,
    publication,
    quotation,
    remark,
    source,
    speaker,
    suspect,
    work,
)

__all__ = [
    "account",
    "act",
    "conflict",
    "desk",
    "document",
    "meeting",
    "proposing",
    "publication",
    "quotation",
    "remark",
    "source",
    "speaker",
    "suspect",
    "work",
]
