"""Search on SQLite: FTS5 over pairs of characters and over single ones, kept in step by triggers.

FTS5 gives its hits in the order of the row ids, which begin with the day, so that the newest come first without a
sort. A term of two and more characters is a phrase of its pairs, which the index alone decides; single characters
have an index of their own without places, for in the other they would make every phrase as dear as its commonest one.
The tables and triggers are made by the migration `0002_search`, the sample by `0018_samples`.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from archive.lib.chinese import pairs
from archive.replicas import connection
from documents.models.among import in_one

from .query import SAMPLES, Query, held, token_expression
from .way import Way

PAIRS, CHARACTERS = "documents_searchtext_pairs", "documents_searchtext_characters"
CONTAINS = "instr(t.folded, %s) > 0"
TALLIED_AT_ONCE = False  # the index of words knows keys only
KEPT = 0  # keys beyond those counted: to look for the newest again is quick
FACETED = 10_000
FACTUAL = "documents_searchtext t INDEXED BY search_text_facets"  # which has no texts in it
SAMPLE = "documents_searchtext t INDEXED BY documents_searchtext_sample"
LISTED = "group_concat(id)"
among = in_one


def of_kind(kind: str, number: int) -> str:
    """The condition that a text is of one kind: its key holds the kind's number, so that the text is not read."""
    return f"((t.id >> 34) & 7) = {number}"


def of_rows(column: str, select: str) -> str:
    """The condition that a column has one of the values selected, by which its index is asked."""
    return f"{column} IN ({select})"


def connect(new: BaseDatabaseWrapper) -> None:
    """Give a new SQLite connection the functions that the triggers call."""
    if new.vendor == "sqlite":
        add = new.connection.create_function
        add("yanlu_pairs", 1, lambda text: " ".join(pairs(text)), deterministic=True)
        add("yanlu_characters", 1, lambda text: " ".join(set(text)), deterministic=True)


def merge() -> None:
    """Merge the parts that the indexes were written in: rare long words are found in a fifth of the time then.

    FTS5 skips along a list of places only where it is in one part. Takes a minute for a million paragraphs.
    """
    with connection.cursor() as cursor:
        for table in (PAIRS, CHARACTERS):
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")


def phrase(term: str) -> str:
    """The FTS5 phrase that the texts holding the folded `term` have.

    >>> phrase("群众路"), phrase("群")
    ('"群众 众路"', '"群"')
    """
    return f'"{" ".join(pairs(term) or [term])}"'


def candidates(columns: str, query: Query, way: Way, limit: int, least: int = 0) -> tuple[str, list[Any]]:
    """SQL for `columns`, the id first, of at most `limit` hits, newest first; how many there are matters not."""
    sql, values = _hits(query, way)
    sql, values = f"{sql} ORDER BY 1 DESC LIMIT %s", [*values, limit]
    if columns == "t.id":
        return sql, values
    return f"SELECT {columns} FROM ({sql}) found JOIN documents_searchtext t ON t.id = found.id", values


def some(query: Query, way: Way, limit: int) -> tuple[str, list[Any]]:
    """The same in the order of the index, oldest first: FTS5 reads its lists backwards in twice the time and more."""
    sql, values = _hits(query, way)
    return f"{sql} LIMIT %s", [*values, limit]


def facts(columns: str, query: Query, way: Way, limit: int) -> tuple[str, list[Any]]:
    """SQL for `columns` of at most `limit` hits, newest first."""
    sql, values = candidates("t.id", query, way, limit)
    return f"SELECT {columns} FROM ({sql}) found JOIN {FACTUAL} ON t.id = found.id", values


def among_names(columns: str, query: Query, way: Way, limit: int) -> tuple[str, list[Any]]:
    """SQL for `columns` of at most `limit` names that hold the words: their keys lie together."""
    sql, values = some(query, way, limit)
    return f"SELECT {columns} FROM ({sql}) found JOIN documents_searchtext t ON t.id = found.id", values


def sampled(columns: str, query: Query, way: Way, one_in: int) -> tuple[str, list[Any]]:
    """SQL for `columns` of the hits among one text in so many.

    The coarser sample stands with its texts in an index of its own, which is read in two milliseconds whatever the
    word; for the finer one the index of words is gone through, in which a word is at most some hundred thousand times
    then.
    """
    if one_in == SAMPLES[0][0]:
        checks, terms = held(query.all_of, CONTAINS)
        where = " AND ".join([f"(t.id & {one_in - 1}) = 0", *checks, *way.conditions])
        return f"SELECT {columns} FROM {SAMPLE} WHERE {where}", [*terms, *way.values]
    sql, values = _hits(query, way, f"({{}} & {one_in - 1}) = 0")
    return f"SELECT {columns} FROM ({sql}) found JOIN {FACTUAL} ON t.id = found.id", values


def _hits(query: Query, way: Way, key: str = "true") -> tuple[str, list[Any]]:
    """SQL for the ids of all hits whose key meets a condition, and its parameters.

    FTS5 goes through the range of keys; other conditions are looked up for each text that it finds. Where few texts
    meet them, those are gone through and looked into.
    """
    indexed, checked = _plan(query)
    if not indexed or way.few or (way.known and not way.keys and _fewer(query, way)):
        checks, terms = held(query.all_of, CONTAINS)
        where = " AND ".join([key.format("t.id"), *way.conditions, *checks])
        return f"SELECT t.id AS id FROM documents_searchtext t WHERE {where}", [*way.values, *terms]
    table = CHARACTERS if len(indexed[0][0]) == 1 else PAIRS
    found = [f"f.{table} MATCH %s", key.format("f.rowid")]
    found += [f"f.rowid >= {way.keys[0]}", f"f.rowid < {way.keys[1]}"] if way.keys else []
    match = token_expression(indexed, "AND", "OR", phrase)
    if not (checked or way.met):  # the index alone decides
        return f"SELECT f.rowid AS id FROM {table} f WHERE {' AND '.join(found)}", [match]
    checks, terms = held(checked, CONTAINS)
    joined = f"{table} f CROSS JOIN documents_searchtext t ON t.id = f.rowid"
    where = " AND ".join([*found, *checks, *way.met])
    return f"SELECT f.rowid AS id FROM {joined} WHERE {where}", [match, *terms, *way.values]


def _fewer(query: Query, way: Way) -> bool:
    """Whether, as a sample has it, fewer texts meet the conditions than hold the words."""
    (words, terms), (met, values) = (
        sampled("1", asked, narrowed, SAMPLES[0][0]) for asked, narrowed in ((query, Way()), (Query(), way))
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT count(*) FROM ({words})), (SELECT count(*) FROM ({met}))", [*terms, *values])
        holding, meeting = cursor.fetchone()
    return bool(meeting < holding)


def surely_more(query: Query, limit: int) -> bool:
    """Nothing is known of a word without counting, which is quick here."""
    return False


def _plan(query: Query) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The groups of terms that one index answers, and those to be checked against the text.

    Pairs narrow more than single characters; a group of both kinds is in neither index.
    """
    longer = [group for group in query.all_of if all(len(term) > 1 for term in group)]
    single = [group for group in query.all_of if all(len(term) == 1 for term in group)]
    indexed = longer or single
    return indexed, [group for group in query.all_of if group not in indexed]
