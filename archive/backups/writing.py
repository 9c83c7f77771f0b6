"""A backup out of the database."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.utils import timezone

from .reading import FORMAT, MANIFEST, BackupError, applied_migrations
from .values import as_line, columns_of, kept

AT_ONCE = 500  # rows read with one trip to the database; a source file of 100 MB is a row as well


def write_backup(path: Path, tell: Callable[[int], Any] = lambda rows: None) -> int:
    """Write a backup, readable by its owner only, and return the number of rows; there is all of it or none.

    To be called where the database shows one moment (`documents.models.lock.snapshot`). `tell` hears of rows written.
    Raises BackupError where the tables are not those of this release, OSError where the file cannot be written.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupError(
            "the database is not that of this release: run migrate first, or back up with its own release"
        )
    tables: dict[str, dict[str, Any]] = {}
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
                for model in kept(apps.get_models(include_auto_created=True)):
                    tables[model._meta.label_lower] = _write_table(package, model, tell)
                package.writestr(MANIFEST, json.dumps(_manifest(tables), ensure_ascii=False, indent=1))
            part.flush()
            os.fsync(part.fileno())
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    Path(part.name).replace(path)
    return sum(table["rows"] for table in tables.values())


def _write_table(package: zipfile.ZipFile, model: type[Model], tell: Callable[[int], Any]) -> dict[str, Any]:
    names = [field.attname for field in columns_of(model)]
    digest, count = sha256(), 0
    with package.open(f"{model._meta.label_lower}.jsonl", "w", force_zip64=True) as member:
        rows = model._base_manager.order_by("pk").values_list(*names)
        line = as_line(names)
        member.write(line)
        digest.update(line)
        for row in rows.iterator(AT_ONCE):
            line = as_line(row)
            member.write(line)
            digest.update(line)
            count += 1
            tell(1)
    return {"rows": count, "sha256": digest.hexdigest()}


def _manifest(tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made": timezone.now().isoformat(),
        "database": connection.vendor,
        "migrations": applied_migrations(),
        "tables": tables,
    }
