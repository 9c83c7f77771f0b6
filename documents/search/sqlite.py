"""Search on SQLite: FTS5 over single characters and pairs, kept in step by triggers.

FTS5 gives its hits in the order of the row ids, which begin with the day, so that the newest come first
without a sort. detail=none keeps no places: longer terms are checked against the folded text.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from archive.lib.chinese import bigrams

from .query import Query, token_expression

CREATE = [
    """CREATE VIRTUAL TABLE documents_searchtext_fts
       USING fts5(tokens, content='', detail=none, tokenize='ascii')""",
    """CREATE TRIGGER documents_searchtext_insert AFTER INSERT ON documents_searchtext BEGIN
       INSERT INTO documents_searchtext_fts(rowid, tokens) VALUES (new.id, yanlu_tokens(new.folded)); END""",
    """CREATE TRIGGER documents_searchtext_delete AFTER DELETE ON documents_searchtext BEGIN
       INSERT INTO documents_searchtext_fts(documents_searchtext_fts, rowid, tokens)
       VALUES ('delete', old.id, yanlu_tokens(old.folded)); END""",
    """CREATE TRIGGER documents_searchtext_update AFTER UPDATE OF id, folded ON documents_searchtext BEGIN
       INSERT INTO documents_searchtext_fts(documents_searchtext_fts, rowid, tokens)
       VALUES ('delete', old.id, yanlu_tokens(old.folded));
       INSERT INTO documents_searchtext_fts(rowid, tokens) VALUES (new.id, yanlu_tokens(new.folded)); END""",
]
DROP = [
    "DROP TRIGGER documents_searchtext_insert",
    "DROP TRIGGER documents_searchtext_delete",
    "DROP TRIGGER documents_searchtext_update",
    "DROP TABLE documents_searchtext_fts",
]

CONTAINS = "instr(t.folded, %s) > 0"


def connect(connection: BaseDatabaseWrapper) -> None:
    """Give a new SQLite connection the function that the triggers call."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("yanlu_tokens", 1, lambda s: " ".join(bigrams(s)), deterministic=True)


def candidates(query: Query, conditions: list[str], values: list[Any], limit: int) -> tuple[str, list[Any]]:
    """SQL for the ids of at most `limit` hits, newest first, and its parameters."""
    if not query.all_of:
        where = " AND ".join(conditions) or "1"
        return f"SELECT t.id FROM documents_searchtext t WHERE {where} ORDER BY t.id DESC LIMIT %s", [*values, limit]
    if not conditions:  # the index alone decides
        return (
            "SELECT f.rowid AS id FROM documents_searchtext_fts f"
            " WHERE f.documents_searchtext_fts MATCH %s ORDER BY f.rowid DESC LIMIT %s",
            [token_expression(query, "AND", "OR", '"'), limit],
        )
    sql = f"""SELECT t.id FROM documents_searchtext_fts f CROSS JOIN documents_searchtext t ON t.id = f.rowid
              WHERE f.documents_searchtext_fts MATCH %s AND {" AND ".join(conditions)} ORDER BY f.rowid DESC LIMIT %s"""
    return sql, [token_expression(query, "AND", "OR", '"'), *values, limit]
