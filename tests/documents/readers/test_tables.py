"""Tables and JSON: one document a record, whatever the columns are called, and every broken file named by its line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.extraction import records
from documents.extraction.layout import clean_layout
from documents.extraction.structure import segment_parts
from documents.readers import SourceError, read_bytes
from documents.readers.limits import Limits
from documents.readers.tables import COLUMNS

from .making import outcome, shown

ROWS = [("春耕", "先修渠。\n后平地，“不误农时”。"), ("秋收", '颗粒归仓，"一粒不丢"。')]


def pieces(key: str, data: bytes) -> list[tuple[str, str | None, list[str]]]:
    """Title, printed date and lines of each document the engine finds in a table."""
    _, *parts = segment_parts(clean_layout(read_bytes(key, data)))
    return [(p.title.text if p.title else "", p.date_printed, [b.text.text for b in p.blocks]) for p in parts]


def csv(header: str, rows: list[tuple[str, ...]], mark: str = ",") -> bytes:
    """A table with every value in quotation marks."""
    lines = [header, *(mark.join('"' + value.replace('"', '""') + '"' for value in row) for row in rows)]
    return "\r\n".join(lines).encode()


def test_the_names_of_columns_are_those_the_layout_stage_knows() -> None:
    by_role = {role: {form for form in COLUMNS if COLUMNS[form] == role} for role in COLUMNS.values()}
    assert by_role["title"] == records.TITLES
    assert by_role["text"] == records.TEXTS
    assert by_role["date"] == records.DATES
    assert set(COLUMNS) == records.TITLES | records.TEXTS | records.DATES | records.OTHERS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_with_known_columns_is_kept_as_it_is(encoding: str) -> None:
    text = csv("标题,正文", ROWS).decode()
    source = read_bytes("a.csv", text.encode(encoding))
    assert (source.text, source.encoding, source.media_type) == (text, encoding, "text/csv")
    assert [piece[::2] for piece in pieces("a.csv", text.encode(encoding))] == [
        ("春耕", ["先修渠。", "后平地，“不误农时”。"]),
        ("秋收", ['颗粒归仓，"一粒不丢"。']),
    ]


@pytest.mark.parametrize(
    ("header", "mark"),
    [
        ("篇名,讲话全文", ","),
        ("文章标题;文章内容", ";"),
        ("标题\t全文内容", "\t"),
        ("标题|正文", "|"),
        ("标题，正文", "，"),
        ("题目,讲什么", ","),
    ],
)
def test_columns_are_told_by_their_names_else_by_the_length_of_their_values(header: str, mark: str) -> None:
    rows = [(title, text * 4) for title, text in ROWS]
    assert [(title, lines[0]) for title, _, lines in pieces("a.csv", csv(header, rows, mark))] == [
        ("春耕", "先修渠。"),
        ("秋收", '颗粒归仓，"一粒不丢"。' * 4),
    ]


def test_columns_the_archive_has_no_use_for_are_left_out_of_the_text() -> None:
    data = csv("编号x,标题,发布日期,备注,内容", [("1", "春耕", "1957-03-02", "=HYPERLINK()", "先修渠。")] * 2)
    assert read_bytes("a.csv", data).text.splitlines()[1] == '"春耕","1957-03-02","先修渠。","1"'
    assert pieces("a.csv", data)[0] == ("春耕", "1957-03-02", ["先修渠。"])


def test_rows_longer_or_shorter_than_the_header_lose_no_text() -> None:
    data = '标题,正文\n春耕,先修渠。,多余\n秋收\n\n冬闲,"修"渠\n'.encode()
    assert [(title, lines) for title, _, lines in pieces("a.csv", data)] == [
        ("春耕", ["先修渠。"]),
        ("秋收", []),
        ("冬闲", ["修渠"]),
    ]


@given(st.lists(st.tuples(st.text("会议,;\"'\n\t |，", min_size=1), st.text('会议,;"\n\t。', min_size=1)), min_size=1))
def test_a_table_that_is_written_anew_says_the_same(rows: list[tuple[str, str]]) -> None:
    kept = [(title.strip(), text.strip()) for title, text in rows if title.strip() or text.strip()]
    if kept:
        text = read_bytes("a.csv", csv("文章标题,文章正文", rows)).text
        again = read_bytes("b.csv", text.encode())
        assert again.text == text  # which is a table of known columns
        shown = [line.text.text for line in records.table_records(text) or [] if line.markup == "record"]
        assert [" ".join(title.split()) for title in shown] == [" ".join(title.split()) for title, _ in kept]


def test_json_records_become_documents_of_their_own() -> None:
    rows = [
        {
            "title": "春耕",
            "date": "1957-03-02",
            "content": "先修渠。\n后平地，“不误农时”。",
            "author": {"name": "张三"},
        },
        {"title": "秋收", "content": ["颗粒归仓。", "一粒不丢。"], "date": 1957.11, "n": None},
    ]
    expected = [
        ("春耕", "1957-03-02", ["先修渠。", "后平地，“不误农时”。"]),
        ("秋收", "1957.11", ["颗粒归仓。", "一粒不丢。"]),
    ]
    assert pieces("a.json", json.dumps(rows).encode()) == expected
    assert pieces("a.json", json.dumps({"code": 0, "data": {"items": rows, "x": [1]}}).encode()) == expected
    assert pieces("a.jsonl", "\n".join(json.dumps(row) for row in rows).encode()) == expected


def test_escapes_of_json_are_characters_in_the_text() -> None:
    data = b'{"title": "\\u4f1a\\u8bae", "text": "\\ud842\\udfb7\\ud800\\u0000\\"\\n"}'
    assert read_bytes("a.json", data).text == '# 会议\n\n𠮷\ufffd"\n'


def test_one_record_is_a_document_and_no_collection() -> None:
    source = read_bytes("a.json", json.dumps({"title": "春耕", "author": "张三", "content": "先修渠。"}).encode())
    [part] = segment_parts(clean_layout(source))
    assert [block.text.text for block in part.blocks] == ["春耕", "先修渠。"]
    assert part.fields == (("author", "张三"),)


def test_a_number_is_read_as_printed_however_long() -> None:
    assert read_bytes("a.json", b'{"text": ' + b"9" * 5_000 + b"}").text == "9" * 5_000


@pytest.mark.parametrize(
    ("key", "data", "reason"),
    [
        ("a.csv", '标题,正文\n春耕,"先修渠\n'.encode(), "line 2: a quotation mark that is never closed"),
        ("a.csv", "姓名,票数\n张三,1\n".encode(), "no column holds running text: 姓名、票数"),
        ("a.csv", b"\n\n", "holds no text"),
        ("a.csv", b"," * 1_000_000, "1,001 columns are more than the 1,000"),
        ("a.csv", b"title,text\n" + b"a" * 1_000_001, "line 2: more than 1,000,000 characters without a line end"),
        ("a.json", '{"title": "会",\n "text": '.encode(), "line 2: broken JSON"),
        ("a.json", b"[1, 2]", "no list of records with a text"),
        ("a.json", b'{"a": {"b": {"c": {"d": {"e": {"text": "x"}}}}}}', "no list of records with a text"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"a":' * 100_000, "nested too deeply"),
        ("a.jsonl", b'{"text": "a"}\n{"text"}\n', "line 2: broken JSON"),
        ("a.jsonl", b'{"text": "a"}\n[1]\n', "line 2: no JSON object"),
        ("a.jsonl", b'{"name": "a"}\n{"name": "b"}\n', "no column holds running text: name"),
    ],
    ids=shown,
)
def test_broken_and_hostile_tables_are_refused_naming_the_line(key: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as error:
        read_bytes(key, data)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("key", "data", "limits"),
    [
        ("a.csv", b"title,text\n" + b"a,b\n" * 60, Limits(values=100)),
        ("a.json", b"[" + b'{"text":"a"},' * 60 + b"{}]", Limits(values=50)),
        ("a.json", b"[" + b"1," * 600 + b"1]", Limits(values=100)),
        ("a.jsonl", b'{"text":"a"}\n' * 60, Limits(values=50)),
        ("a.json", json.dumps([{f"text{i}": "a" for i in range(20)}] * 2).encode(), Limits(columns=10)),
    ],
    ids=shown,
)
def test_more_values_than_the_limits_are_refused(key: str, data: bytes, limits: Limits) -> None:
    with pytest.raises(SourceError, match="are more than the"):
        read_bytes(key, data, limits)


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "text", "name", "x"]), inner),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    data = json.dumps(value).encode()
    for key in ("a.json", "a.jsonl"):
        assert outcome(key, data).key == key
