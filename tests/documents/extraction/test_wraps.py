"""Which printed lines are one paragraph."""

import pytest

from .reading import blocks_of, headings, of_kind

A = "各乡要在封冻以前修好渠道，把明年春灌的用水安排下去，不能等到开春以后再动手。"
B = "种子要早调剂，今年留得不够的社队，可以同邻社换，换不到的由粮站供应。"
C = "劳动力的安排要留有余地，修渠不要挤掉积肥，积肥也不要耽误副业生产。"


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (
            ["他在会上说，渠道要先修，", "后平地，种子要早备。" + A],
            ["他在会上说，渠道要先修，后平地，种子要早备。" + A],
        ),
        ([A, "，接着又说：" + B], [A, "，接着又说：" + B]),
        (["", A, "", B, ""], [A, B]),
        (
            ["一年来，各乡共治理河道、新修渠道和水塘", "120", "多处，灌溉面积扩大了三成。"],
            ["一年来，各乡共治理河道、新修渠道和水塘120多处，灌溉面积扩大了三成。"],
        ),
        (["这就是大家常说的“双向", "揭榜", "挂帅”的办法。"], ["这就是大家常说的“双向揭榜挂帅”的办法。"]),
        (
            ["今后一个时期临河县水利建设的", "主要目标", "是：渠成网，田成方。"],
            ["今后一个时期临河县水利建设的主要目标是：渠成网，田成方。"],
        ),
        (["（", "三）修渠要同平地一起安排，不要各搞各的。"], ["（三）修渠要同平地一起安排，不要各搞各的。"]),
    ],
)
def test_a_sentence_cut_by_a_careless_line_end_is_whole(lines: list[str], paragraphs: list[str]) -> None:
    assert of_kind("\n".join(["春灌纪要", C, *lines, ""]), "body")[1:] == paragraphs


def wrapped(paragraphs: list[str], width: int, indent: str, between: str, after: str) -> str:
    """Paragraphs broken at `width` characters; marks that may not begin a line hang over."""
    made = []
    for paragraph in paragraphs:
        rest, lines = paragraph, []
        while rest:
            room = width - (2 if not lines else 0)
            cut = room + (rest[room : room + 1] in "，。、；：”")
            lines.append((indent if not lines else "") + rest[:cut])
            rest = rest[cut:]
        made.append(between.join(lines))
    return after.join(made)


WRAPPED = [A + B + C, B + A, C + A + B + "大家都同意。", A + C, B + C + A, C + B + "散会。"] * 2


@pytest.mark.parametrize("width", [14, 18, 24, 30])
@pytest.mark.parametrize(
    ("indent", "between", "after"),
    [("　　", "\n", "\n"), ("　　", "\n\n", "\n\n"), ("", "\n", "\n\n")],
    ids=["indented", "indented, blank lines between all", "blank lines part"],
)
def test_paragraphs_come_back_from_hard_wraps(width: int, indent: str, between: str, after: str) -> None:
    text = "春灌纪要" + after + wrapped(WRAPPED, width, indent, between, after) + "\n"
    assert of_kind(text, "body") == WRAPPED


@pytest.mark.parametrize("width", [24, 30])  # where no paragraph happens to end at the full width
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_paragraphs_come_back_where_the_scan_lost_their_indentation(width: int, between: str) -> None:
    text = "春灌纪要" + between + wrapped(WRAPPED, width, "", between, between) + "\n"
    assert of_kind(text, "body") == WRAPPED


def test_a_wrapped_heading_is_one_line_again() -> None:
    paragraphs = [A + B + C, "一、进一步认识水利在农业生产中的地位和作用", B + A + C, A + C + B, C + B + A]
    text = "春灌纪要\n" + wrapped(paragraphs, 18, "　　", "\n\n", "\n\n") + "\n"
    assert headings(text) == [(1, "一、进一步认识水利在农业生产中的地位和作用")]


def test_verse_is_not_wrapped_prose() -> None:
    verse = [
        "渠水绕山流，",
        "春风满渡头。",
        "种子先备好，",
        "秋后不须愁。",
        "大家齐动手，",
        "日夜不停休。",
        "今年修水利，",
        "明岁庆丰收。",
    ]
    text = "春灌谣\n何启明\n" + "\n".join(line[:-1] + "啊临河县" + line[-1] for line in verse) + "\n"
    assert len(blocks_of(text)) == len(verse) + 2


def test_a_paragraph_set_narrower_than_the_text_around_it_is_one() -> None:
    prose = (A + B + C) * 12
    wide = [prose[at : at + 36] for at in range(0, 36 * 24, 36)]
    narrow = [
        "该渠在三十年前建成，渠身不能承受",
        "加高渠堤所带来的额外的重量，沿线",
        "也没有空地容纳新建的分水闸和桥涵",
        "或者检修用的便道。",
    ]
    text = "\n".join([*wide, "", *narrow, "", *wide, ""])
    assert "".join(narrow) in of_kind(text, "body")
