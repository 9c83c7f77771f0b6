"""What a query could not be understood in, said by codes."""

from __future__ import annotations

import pytest

from documents.search.query import MAX_CHARACTERS, MAX_TERMS, parse

TABLE = [
    ("群众 speaker:乔远山", []),
    ("speeker:乔远山", [("unknown_field", "speeker")]),
    ("speeker: 乔远山", [("unknown_field", "speeker")]),
    ("著作:论修渠", [("unknown_field", "著作")]),
    ("乔远山：论修渠", [("unknown_field", "乔远山")]),
    ("https://archive.example/d/a", []),
    ("乔远山的话：论修渠", []),  # no name of a field is so long
    ("speaker:", [("empty_field", "speaker")]),
    ("群众 kind:", [("empty_field", "kind")]),
    ("日期：“”", [("empty_field", "日期")]),
    ("kind: date:1957", [("empty_field", "kind")]),
    ("kind:诗", [("bad_kind", "诗")]),
    ("date:恐龙", [("bad_date", "恐龙")]),
    ("-date:恐龙 群众", [("bad_date", "恐龙")]),
    ("-群众", [("only_not", "")]),
    ("-类型:引文", [("only_not", "")]),
    ("-date:1957", [("only_not", "")]),
    ("date:1957 -群众", []),
    ("，。", [("no_words", "")]),
    ("OR", [("no_words", "")]),
    ("群" * (MAX_CHARACTERS + 1), [("too_long", "")]),
    ("群 " * (MAX_TERMS + 1), [("too_many_terms", "")]),
]


@pytest.mark.parametrize(("typed", "problems"), TABLE, ids=[typed[:20] for typed, _ in TABLE])
def test_what_is_not_understood_is_said(typed: str, problems: list[tuple[str, str]]) -> None:
    assert [tuple(problem) for problem in parse(typed).problems] == problems


@pytest.mark.parametrize("typed", ["speeker:乔远山", "speaker:", "date: 恐龙", "NOT 类型:引文"])
def test_where_nothing_narrows_names_of_fields_are_words(typed: str) -> None:
    assert parse(typed, narrowing=False).problems in ((), (("only_not", ""),))
