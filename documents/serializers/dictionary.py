"""What a data dump holds, for people (README.md) and for programs (datapackage.json, Frictionless Data)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .tables import Column, Table

README = """# Yanlu 言录: data

Everything public in the archive, at one moment. The same archive gives the same bytes.

| folder or file | what it holds |
| --- | --- |
{parts}

Identifiers are public and last; the page of a document is at `/d/` and its id, of a speaker at `/s/`, a meeting at
`/m/`, a quotation at `/q/`, a turn at `/r/`, a publication at `/pub/`.

The tables are CSV after RFC 4180 in UTF-8; an empty cell says that nothing is known. An apostrophe stands before a
cell that a spreadsheet would run as a formula (one that begins with `=`, `+`, `-`, `@`, a tab or a line end); take it
off.
`datapackage.json` says the same for programs, as a Tabular Data Package.
"""
PARTS = {
    "interchange": ("interchange.jsonl", "a document a line with all that hangs on it; import_archive reads it"),
    "tei": ("tei/", "a TEI file a document (Parla-CLARIN), and corpus.xml, which includes them all"),
    "tables": ("tables/", "the tables below, a CSV file each"),
}  # fmt: skip


def readme(parts: Sequence[str], tables: Sequence[Table]) -> str:
    """The dictionary for people."""
    rows = "\n".join(f"| `{PARTS[part][0]}` | {PARTS[part][1]} |" for part in parts)
    return README.format(parts=rows) + "".join(section(table) for table in tables)


def section(table: Table) -> str:
    """One table and its columns."""
    rows = [
        f"| `{column.name}` | {column.type} | {column.meaning}{f' (id in {column.refers})' if column.refers else ''} |"
        for column in table.columns
    ]
    head = f"\n## {table.name}\n\n{table.meaning[0].upper()}{table.meaning[1:]}.\n\n"
    return head + "| column | type | meaning |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"


def datapackage(tables: Sequence[Table]) -> str:
    """The dictionary for programs."""
    package = {
        "profile": "tabular-data-package",
        "name": "yanlu",
        "title": "Yanlu 言录",
        "resources": [resource(table) for table in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def resource(table: Table) -> dict[str, Any]:
    """One table as a resource of the package."""
    schema: dict[str, Any] = {"fields": [field(column) for column in table.columns], "missingValues": [""]}
    if table.columns[0].name == "id":
        schema["primaryKey"] = "id"
    keys = [
        {"fields": column.name, "reference": {"resource": column.refers, "fields": "id"}}
        for column in table.columns
        if column.refers
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"tables/{table.name}.csv",
        "description": table.meaning,
        "encoding": "utf-8",
        "schema": schema,
    }


def field(column: Column) -> dict[str, str]:
    """One column as a field of the schema."""
    return {"name": column.name, "type": column.type, "description": column.meaning}
