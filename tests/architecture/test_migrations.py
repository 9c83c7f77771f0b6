"""Migrations only add: the release before goes on working on the new tables until it is reloaded (docs/operations.md).

A migration that cannot keep this says why in an attribute `stops_the_archive`, and the changelog says that the archive
must be stopped for it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

OURS = ("people", "documents")
# What every archive had from the start; the rule holds for what comes after.
FIRST = {("people", "0001_initial"), *(("documents", name) for name in (
    "0001_initial", "0002_search", "0003_act", "0004_fingerprints",
))}  # fmt: skip
HARMLESS = (
    migrations.CreateModel,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.RenameIndex,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
)
REVERSIBLE = (migrations.RunPython, migrations.RunSQL, migrations.SeparateDatabaseAndState)


def objection(operation: Operation, app: str, before: ProjectState) -> str:
    """Why the release before could not work on the tables after this operation; empty if it could."""
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, REVERSIBLE):
        return "" if operation.reversible else "it cannot be taken back"
    if isinstance(operation, migrations.AddField):
        field = operation.field
        filled = field.null or field.many_to_many or field.has_db_default() or getattr(field, "generated", False)
        return "" if filled else "the release before writes rows without this column: give it null or db_default"
    if isinstance(operation, migrations.AlterField):
        old = before.models[app, operation.model_name_lower].fields[operation.name]
        return "" if same_column(old, operation.field) else "it changes a column that the release before uses"
    return f"{type(operation).__name__} takes away or narrows what the release before uses"


def same_column(old: models.Field[Any, Any], new: models.Field[Any, Any]) -> bool:
    """Whether the column takes all that it took before, of the same type or a longer text."""
    if old.is_relation or new.is_relation:
        return old.null <= new.null and type(old) is type(new) and old.unique >= new.unique
    types = [field.db_parameters(connection)["type"] for field in (old, new)]
    longer = isinstance(old, models.CharField) and type(old) is type(new)
    wider = longer and (new.max_length is None or (old.max_length or 0) <= new.max_length)
    return (types[0] == types[1] or wider) and old.null <= new.null and old.unique >= new.unique


def objections() -> list[str]:
    """All that stands against the migrations after the first."""
    loader = MigrationLoader(None)
    state, found = ProjectState(), []
    seen: set[tuple[str, str]] = set()
    for target in loader.graph.leaf_nodes():
        for key in loader.graph.forwards_plan(target):
            if key in seen:
                continue
            seen.add(key)
            migration = loader.get_migration(*key)
            held = key[0] in OURS and key not in FIRST and not getattr(migration, "stops_the_archive", "")
            for operation in migration.operations:
                if held and (why := objection(operation, key[0], state)):
                    found.append(f"{key[0]} {key[1]}: {operation.describe()}: {why}")
                operation.state_forwards(key[0], state)
    assert seen >= FIRST
    return found


def test_the_release_before_works_on_the_tables_of_this_one() -> None:
    assert objections() == []


@pytest.mark.parametrize(
    ("operation", "safe"),
    [
        (migrations.AddField("row", "added", models.CharField(max_length=9, null=True)), True),
        (migrations.AddField("row", "added", models.CharField(max_length=9, default="")), False),
        (migrations.AddField("row", "added", models.CharField(max_length=9, db_default="")), True),
        (migrations.AlterField("row", "name", models.CharField("label", max_length=20)), True),
        (migrations.AlterField("row", "name", models.CharField(max_length=30)), True),
        (migrations.AlterField("row", "name", models.CharField(max_length=10)), False),
        (migrations.AlterField("row", "name", models.CharField(max_length=20, unique=True)), False),
        (migrations.AlterField("row", "name", models.IntegerField()), False),
        (migrations.RemoveField("row", "name"), False),
        (migrations.RenameField("row", "name", "label"), False),
        (migrations.DeleteModel("row"), False),
        (migrations.RunPython(lambda *_: None), False),
        (migrations.RunPython(lambda *_: None, migrations.RunPython.noop), True),
        (migrations.AddConstraint("row", models.UniqueConstraint(fields=["name"], name="x")), False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Operation) else "",
)
def test_what_is_safe(operation: Operation, safe: bool) -> None:
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))]
    migrations.CreateModel("row", fields).state_forwards("documents", state)
    assert isinstance(state.apps, Apps)
    assert (objection(operation, "documents", state) == "") is safe
