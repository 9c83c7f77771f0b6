"""What a backup says of itself, and its rows."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
MANIFEST = "manifest.json"


class BackupError(Exception):
    """A file that is no sound backup, or an archive that cannot be backed up; the message says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """When a backup was made, out of which database, of which migrations, and its tables with rows and digests."""

    made: str
    database: str
    migrations: list[list[str]]
    tables: dict[str, dict[str, Any]]

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())


def applied_migrations() -> list[list[str]]:
    """The migrations that the database has had, each as app and name, in order."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


@contextmanager
def open_backup(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The package of a backup with its manifest. Raises BackupError where the file is none, or is cut off."""
    try:
        with zipfile.ZipFile(path) as package:
            said = json.loads(package.read(MANIFEST))
            if said["format"] != FORMAT:
                raise BackupError(f"{path} is of a newer kind (format {said['format']})")
            yield package, Manifest(said["made"], said["database"], said["migrations"], said["tables"])
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{path} is damaged or cut off: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(f"{path} is no backup of an archive: {error}") from error


def rows_of(package: zipfile.ZipFile, manifest: Manifest, table: str) -> Iterator[list[Any]]:
    """The column names of a table, then its rows. Raises BackupError at the end if they are not those written."""
    digest, count = sha256(), -1
    with package.open(f"{table}.jsonl") as member:
        for count, line in enumerate(member):  # noqa: B007 (the last number is the count)
            digest.update(line)
            yield json.loads(line)
    said = manifest.tables[table]
    if (count, digest.hexdigest()) != (said["rows"], said["sha256"]):
        raise BackupError(f"the backup is damaged: {table} is not as it was written")


def check(package: zipfile.ZipFile, manifest: Manifest) -> int:
    """Read a backup through; the number of rows. Raises BackupError where anything is not as it was written."""
    for table in manifest.tables:
        for _ in rows_of(package, manifest, table):
            pass
    return manifest.rows
