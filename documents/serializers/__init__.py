"""The interchange format: documents with all that hangs on them as JSON, one a line, and back without loss.

`../shared/interchange.md` names the fields that other programs read. The further ones carry what the archive knows
besides: ids, order, places in the source, what the machine had said where a person has said otherwise (`edits`: null
for a row entered by hand), and under `related` the speakers, meetings, publications and works that rows point to by id.
Not in it, because they belong to no document: bytes of sources, retired addresses, conflicts, history, import runs,
users. `manage.py backup` keeps those.
"""

from .record import Selection, export_lines
from .restore import BadRecord, NotEmpty, restore

__all__ = ["BadRecord", "NotEmpty", "Selection", "export_lines", "restore"]
