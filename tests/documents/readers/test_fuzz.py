"""Valid files of every format, damaged at random: each is read or refused, and never anything else."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.readers import Archive, SourceError, read_bytes

from .making import docx, epub, note, note_mark, outcome, paragraph, pdf, style, zipped

PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>会议_站</title><meta name="author" content="张三"></head>'
    '<body><nav><a href="/">首页</a></nav><h1>会议</h1><table><tr><td>时间</td><td>五月</td></table><ul><li>甲</ul>'
    "<p>开会<sup>1</sup>。<b>李四</b>：好&hellip;</p><blockquote>引</blockquote><pre>a\n b</pre></body></html>"
)
WORD = docx(
    paragraph("标题", "t")
    + paragraph(f"正文{note_mark(2)}", number=(1, 0))
    + f"<w:tbl><w:tr><w:tc>{paragraph('格')}</w:tc></w:tr></w:tbl>",
    styles=style("t", "Title"),
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    footnotes=note(2, "注"),
)
BOOK = epub("书", {"a": PAGE, "b": "<p>乙</p>"})
FILES = {
    "a.txt": "会议由副主任主持，大家提了意见。\n".encode("gb18030") * 3,
    "b.txt": "会议由副主任主持，大家提了意见。\n".encode("utf-16"),
    "a.md": "---\ntitle: 会议\n---\n# 一\n**张三：**好".encode(),
    "a.html": PAGE.encode(),
    "a.csv": '标题,日期,讲话全文\n甲,1957,"开""会""。\n好"\n乙,,二\n'.encode(),
    "a.json": '{"data": [{"title": "甲\\u4e01", "text": ["开会。"]}, {"text": "二", "n": -1.5e3}]}'.encode(),
    "a.jsonl": '{"title": "甲", "text": "开会。"}\n{"title": "乙", "text": "散会。"}\n'.encode(),
    "a.docx": WORD,
    "a.epub": BOOK,
}
BITS = [
    b"",
    b"\0",
    b"<",
    b">",
    b'"',
    b"&",
    b"]]>",
    b"<!--",
    b"\xff",
    b"\n",
    b"{",
    b"[",
    b",",
    b"\xed\xa0\x80",
    b"%1%2",
    b"</p>",
]
BITS += ["正".encode(), "‮".encode(), b"9" * 30, b"<table>" * 3, b"\\ud800", b"PK\x01\x02", b"&#0;", b"&#xD800;"]


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with stretches cut out, doubled, or put in place of others."""
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from([0, 1, 2, 7, 40, 10_000])))
        change = draw(st.sampled_from(["bits", "bytes", "double", "move"]))
        if change == "bits":
            put = draw(st.sampled_from(BITS))
        elif change == "bytes":
            put = draw(st.binary(max_size=8))
        elif change == "double":
            put = data[at:end] * 2
        else:
            other = draw(st.integers(0, len(data)))
            put = data[other : other + 20]
        data = data[:at] + put + data[end:]
    return data


def check(key: str, data: bytes) -> None:
    """Read a file, and look at what every text and every refusal must be."""
    source = outcome(key, data)
    assert source.key == key
    if isinstance(source, SourceError):
        assert "\n" not in str(source)
        return
    assert source.text.strip()
    assert "\0" not in source.text
    assert source.text.encode()  # no lone surrogate
    assert read_bytes(key, data) == source


@pytest.mark.parametrize("key", FILES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_a_damaged_file_is_read_or_refused(key: str, draw: st.DataObject) -> None:
    check(key, draw.draw(damaged(FILES[key])))


@settings(max_examples=25, deadline=None)
@given(draw=st.data())
def test_a_damaged_pdf_is_read_or_refused(draw: st.DataObject) -> None:
    check("a.pdf", draw.draw(damaged(pdf(["会议开了两天。\n散会。", "第二页"]))))


@pytest.mark.parametrize("key", ["a.docx", "a.epub"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_a_package_whose_parts_are_damaged_is_read_or_refused(key: str, draw: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(FILES[key])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in draw.draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=2, unique=True)):
        parts[name] = draw.draw(damaged(parts[name]))
    check(key, zipped(parts))


@settings(max_examples=150, deadline=None)
@given(draw=st.data())
def test_a_damaged_archive_gives_its_files_or_says_why_not(draw: st.DataObject) -> None:
    inner = zipped({"c.txt": "会议".encode()})
    data = draw.draw(damaged(zipped({"一/a.txt": "会议".encode(), "b.json": FILES["a.json"], "in.zip": inner})))
    try:
        archive = Archive("a.zip", data)
        for key in archive.members:
            check(key, archive.content(key))
        problems = archive.problems
    except SourceError as error:
        problems = [error]
    assert all(problem.key.startswith("a.zip") for problem in problems)


@settings(max_examples=300, deadline=None)
@given(key=st.sampled_from([*FILES, "a.pdf"]), data=st.binary(max_size=200))
def test_bytes_without_any_form_are_read_or_refused(key: str, data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        check(key, data)
