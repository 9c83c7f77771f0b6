"""What was clean text comes back clean from whatever a scan does to it, and points at its place in the scan."""

import unicodedata
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from documents.extraction.layout import clean_layout
from documents.extraction.structure import segment_parts
from documents.extraction.types import Block
from documents.readers import read_bytes

WORDS = ["渠道", "灌溉", "种子", "劳力", "公社", "会议", "安排", "认真", "讨论", "我们", "必须", "春耕", "秋收", "粮食"]
WORDS += ["工作", "群众", "办法", "经验", "落实", "检查", "要", "把", "和", "在", "了"]
CLAUSE = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map("".join)
SENTENCE = st.lists(CLAUSE, min_size=1, max_size=4).map(lambda clauses: "，".join(clauses) + "。")
PARAGRAPH = st.lists(SENTENCE, min_size=4, max_size=8).map(lambda sentences: "今年" + "".join(sentences))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LN")


def scanned(paragraphs: list[str], width: int, indented: bool, page: int, length: int, between: str) -> str:
    """The pages of a scan: hard wraps, a running head that swaps sides under each page of `length` lines."""
    lines: list[str] = []
    for paragraph in paragraphs:
        rest, first = paragraph, True
        while rest:
            room = width - 2 * first
            cut = room + (rest[room : room + 1] in "，。")
            lines.append("　　" * (first and indented) + rest[:cut])
            rest, first = rest[cut:], False
        if not indented:
            lines.append("")
    made: list[str] = ["春灌工作会议纪要", ""]
    for number, start in enumerate(range(0, len(lines), length), page):
        head = f"·{number}· 临河年鉴2011" if number % 2 == 0 else f"·{number}·专　　载"
        made += [between.join(lines[start : start + length]), "", head.translate(FULL_WIDTH), "", ""]
    return "\n".join(made)


def blocks(text: str) -> list[Block]:
    [part] = segment_parts(clean_layout(read_bytes("a.txt", text.encode())))
    return list(part.blocks)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(PARAGRAPH, min_size=6, max_size=12),
    st.integers(14, 40),
    st.integers(2, 400),
    st.integers(18, 36),
    st.sampled_from(["\n", "\n\n"]),
)
def test_indented_paragraphs_come_back_from_wraps_and_pages(
    paragraphs: list[str], width: int, page: int, length: int, between: str
) -> None:
    text = scanned(paragraphs, width, True, page, length, between)
    lines = [line for line in text.split("\n") if len(line) > 8 and "·" not in line]
    assume(len(set(lines)) == len(lines))  # a line that comes again at the edge of pages is a running head
    assert [b.text.text for b in blocks(text) if b.kind == "body"] == paragraphs


@settings(max_examples=40, deadline=None)
@given(st.lists(PARAGRAPH, min_size=6, max_size=12), st.integers(14, 40))
def test_paragraphs_parted_by_blank_lines_come_back_from_wraps(paragraphs: list[str], width: int) -> None:
    text = scanned(paragraphs, width, False, 1, 100_000, "\n")
    assert [b.text.text for b in blocks(text) if b.kind == "body"] == paragraphs


DEBRIS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "　　",
        " ",
        "①",
        "“",
        "”",
        "?quot;",
        "&nbsp;",
        "**",
        "[见](http://a.cn)",
        "<br>",
        "<sup>②</sup>",
        "２０１１年",
    ]
    + [
        "·3· 年鉴",
        "— 4 —",
        "一、",
        "（二）",
        "问：",
        "来源：",
        "附件一：",
        "---\n",
        "# ",
        "> ",
        "|",
        "* ",
        "\f",
        "\r\n",
        "⽤",
        "𠀀",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(CLAUSE, SENTENCE, DEBRIS), min_size=1, max_size=60).map("".join))
def test_every_letter_of_every_block_points_at_itself_in_the_source(text: str) -> None:
    if not text.strip():
        return
    source = read_bytes("a.txt", text.encode())
    layout = clean_layout(source)
    texts = [block.text for part in segment_parts(layout) for block in part.blocks]
    for found in [*texts, *(note for _, note in layout.notes), *(dropped for _, dropped in layout.dropped)]:
        for i, character in enumerate(found.text):
            if fold(character):
                low, high = found.source_span(i, i + 1)
                assert fold(character) in fold(source.text[low:high])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(CLAUSE, SENTENCE, DEBRIS), min_size=1, max_size=60).map("".join))
def test_no_letter_is_lost_and_none_comes_twice(text: str) -> None:
    if not text.strip():
        return
    layout = clean_layout(read_bytes("a.txt", text.encode()))
    kept = [line.text for line in layout.lines] + [note for _, note in layout.notes] + [t for _, t in layout.dropped]
    places = sorted(found.source_span() for found in kept if found.text)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
