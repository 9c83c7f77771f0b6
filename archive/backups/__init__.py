"""Backups: every row of every table, whichever database holds it, in one .zip.

A member a table: a line of column names, then a line of values a row, in the order of the keys (JSON Lines). The last
member, `manifest.json`, says which migrations the rows are of, and of each table how many there are and their SHA-256.
Left out are sessions: everybody logs in again.
"""

from .reading import BackupError, Manifest, open_backup
from .restoring import NotEmpty, restore
from .writing import write_backup

__all__ = ["BackupError", "Manifest", "NotEmpty", "open_backup", "restore", "write_backup"]
