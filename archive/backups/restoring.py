"""A backup into a database: its own tables, all of its rows or none, then forward to the tables of this release."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model

from .reading import BackupError, Manifest, applied_migrations, rows_of
from .values import columns_of, for_database, kept

AT_ONCE = 1_000
# What `migrate` itself fills; a database that has nothing else is empty.
FILLED = {"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"}


class NotEmpty(Exception):
    """The database holds rows that a restore would mix with its own."""


def restore(
    package: zipfile.ZipFile, manifest: Manifest, replace: bool = False, tell: Callable[[int], Any] = lambda rows: None
) -> int:
    """Fill an empty database, or with `replace` any, from a backup; the number of rows.

    The tables are made as they were when the backup was made, and brought up to date afterwards, so a backup of an
    older release fills an archive of this one. Raises NotEmpty, and BackupError where the backup is damaged, is of a
    newer release, or the database has tables of another release; then no row has changed.
    """
    executor = MigrationExecutor(connection)
    wanted = [(app, name) for app, name in manifest.migrations]
    if unknown := [f"{app} {name}" for app, name in wanted if (app, name) not in executor.loader.disk_migrations]:
        raise BackupError(f"the backup is of a newer release, which knows {unknown[0]}: install that one first")
    have = applied_migrations()
    if not have:
        executor.migrate(_ends(executor, wanted))
    elif have != sorted(manifest.migrations):
        raise BackupError("the database has the tables of another release than the backup; use one without any tables")
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(_ends(executor, wanted))
    models = {model._meta.label_lower: model for model in kept(state.apps.get_models(include_auto_created=True))}
    with transaction.atomic():
        _make_room(list(models.values()), replace)
        for table in manifest.tables:
            if table not in models:
                raise BackupError(f"the backup has a table that its release does not know: {table}")
            _fill(models[table], rows_of(package, manifest, table), tell)
        connection.check_constraints()
        _reset_keys(list(models.values()))
    call_command("migrate", verbosity=0)
    return manifest.rows


def _ends(executor: MigrationExecutor, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the migrations that no other of them follows."""
    graph, all_of = executor.loader.graph, set(wanted)
    nodes = [key for key in wanted if key in graph.nodes]  # one that was squashed since is no node
    return [key for key in nodes if not {child.key for child in graph.node_map[key].children} & all_of]


def _make_room(models: list[type[Model]], replace: bool) -> None:
    full = [
        model._meta.label for model in models if model._meta.label_lower not in FILLED and model._base_manager.exists()
    ]
    if full and not replace:
        raise NotEmpty(f"The database is not empty: it has rows of {', '.join(full[:3])}")
    tables = [model._meta.db_table for model in models]
    if apps.is_installed("django.contrib.sessions"):
        tables.append("django_session")
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)


def _fill(model: type[Model], lines: Any, tell: Callable[[int], Any]) -> None:
    by_name = {field.attname: field for field in columns_of(model)}
    names = next(lines, None)
    if names is None or set(names) != set(by_name):
        raise BackupError(f"the backup's columns of {model._meta.label} are not those of its release")
    fields = [by_name[name] for name in names]
    while rows := list(islice(lines, AT_ONCE)):
        try:
            prepared = [[for_database(f, v) for f, v in zip(fields, row, strict=True)] for row in rows]
        except (ValueError, TypeError) as error:
            raise BackupError(f"the backup has a value that {model._meta.label} cannot hold: {error}") from error
        _insert(model, fields, prepared)
        tell(len(rows))


def _insert(model: type[Model], fields: list[Field], rows: list[list[Any]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    start = f"INSERT INTO {quote(model._meta.db_table)} ({names})"
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            from psycopg2.extras import execute_values

            execute_values(cursor.cursor, f"{start} VALUES %s", rows, page_size=AT_ONCE)
        else:
            cursor.executemany(f"{start} VALUES ({', '.join(['%s'] * len(fields))})", rows)


def _reset_keys(models: list[type[Model]]) -> None:
    """New rows get keys after those that came."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
