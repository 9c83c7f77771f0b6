"""The archivist's side of the archive: every entity in the admin, a module for each."""

from . import act, conflict, document, meeting, publication, quotation, remark, source, work

__all__ = ["act", "conflict", "document", "meeting", "publication", "quotation", "remark", "source", "work"]
