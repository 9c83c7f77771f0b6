"""The contract between readers that write Markdown and the layout stage that reads it: text comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.extraction.characters import fold
from documents.extraction.markup import drawn_lines
from documents.extraction.records import front_matter as read_front_matter
from documents.readers.markdown import MarkdownWriter, front_matter

MARKS = "*_[]()<>&;#`~!\\{}%|-+.:\"'/=ab12 会议，。“”（）"
BULLETS = "-+•▪●◦"  # what looks like a list item is one


def drawn(text: str) -> str:
    """What the layout stage makes of one block."""
    writer = MarkdownWriter()
    writer.add_block(text)
    return "".join(line.text.text for line in drawn_lines(writer.finished(), html=False) if line.dropped != "rule")


@given(st.text(st.sampled_from(MARKS), min_size=1, max_size=40))
def test_text_with_any_marks_in_it_comes_back_as_it_was(text: str) -> None:
    text = "会" + text.strip() + "议"
    assert drawn(text) == fold(text)


@given(st.text(st.sampled_from(MARKS), min_size=1, max_size=12))
def test_a_line_may_begin_with_any_mark(text: str) -> None:
    text = text.strip()
    if text and text[0] not in BULLETS and set(text) - set("-_*= "):
        assert drawn(text) == fold(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "[a](b)",
        "![a](b)",
        "**甲**",
        "```",
        "~~~",
        "# 甲",
        "> 甲",
        "</p>",
        "<!-- 甲",
    ]
    + ["{{< x >}}", "\\*", "1 < 2 > 3", "a_b_c", "__init__", "* 注", "第１条"],
)
def test_what_looks_like_a_mark_is_text(text: str) -> None:
    assert drawn(text) == fold(text)


def test_bold_stretches_are_marked_line_by_line_and_put_together() -> None:
    writer = MarkdownWriter()
    for text, bold in (("张某", True), ("某：", True), ("同意。\n", False), ("李某：", True), ("好", False)):
        writer.text(text, bold)
    assert writer.finished() == "**张某某：**同意。\n**李某：**好\n"
    lines = drawn_lines("**一、总的\n", html=False)
    assert lines[0].markup == ""


def test_a_bold_line_reaches_the_layout_stage_as_bold() -> None:
    writer = MarkdownWriter()
    writer.text("一、总的情况", bold=True)
    [line] = drawn_lines(writer.finished(), html=False)
    assert (line.text.text, line.markup) == ("一、总的情况", "b")


def test_a_link_is_kept_with_its_address_and_a_script_is_none() -> None:
    writer = MarkdownWriter()
    writer.text("水利[一]", link="/a (1).html")
    writer.text("打印", link="javascript:print()")
    assert writer.finished() == "[水利\\[一\\]](/a%20%281%29.html)[打印](#)\n"
    [line] = drawn_lines(writer.finished(), html=False)
    assert (line.text.text, line.linked) == ("水利[一]打印", 7)


def test_a_row_of_short_cells_is_a_line_and_one_of_paragraphs_is_not() -> None:
    writer = MarkdownWriter()
    for cells in (["时间", "五月三日"], ["甲" * 150, "乙" * 150]):
        writer.open("row")
        for cell in cells:
            writer.open("cell")
            writer.text(cell)
            writer.close("cell")
        writer.close("row")
    assert writer.finished() == "时间\u3000五月三日\n\n" + "甲" * 150 + "\n\n" + "乙" * 150 + "\n"


def test_cells_and_rows_that_are_never_closed_lose_nothing() -> None:
    writer = MarkdownWriter()
    for kind in ("row", "cell", "nav", "row", "cell", "cell"):
        writer.open(kind)
        writer.text(f"在{kind}里")
    writer.close("footer")
    text = writer.finished()
    assert [text.count(f"在{kind}里") for kind in ("row", "cell", "nav")] == [2, 3, 1]


def test_front_matter_is_read_back_by_the_layout_stage() -> None:
    text = front_matter({"date": "2013-06-05", "source": "某报", "title": " ", "author": "张三\n李四"}) + "正文"
    fields, start = read_front_matter(text)
    assert [(line.markup, line.text.text) for line in fields] == [
        ("field:date", "2013-06-05"),
        ("field:source", "某报"),
        ("field:author", "张三 李四"),
    ]
    assert text[start:].strip() == "正文"
