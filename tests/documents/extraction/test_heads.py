"""Where the head of a text ends and its first heading begins."""

import pytest

from .reading import headings, of_kind

A = "各乡要在封冻以前修好渠道，把明年春灌的用水安排下去，不能等到开春以后再动手。"
B = "种子要早调剂，今年留得不够的社队，可以同邻社换，换不到的由粮站供应。"
C = "劳动力的安排要留有余地，修渠不要挤掉积肥，积肥也不要耽误副业生产。"


@pytest.mark.parametrize(
    "above", ["临河县水利局、曹望舒", "曹望舒", "（曹望舒：临河县水利局副局长）", "一九五六年十月三日"]
)
def test_the_first_of_several_headings_stands_between_by_line_and_text(above: str) -> None:
    text = f"渠水为什么不够用\n{above}\n渠要年年清，不能等\n{A}\n水要家家管\n{B}\n账要月月算\n{C}\n"
    assert headings(text) == [(1, "渠要年年清，不能等"), (1, "水要家家管"), (1, "账要月月算")]


@pytest.mark.parametrize("below", ["在县农业座谈会上的发言", "本报记者　何启明", "我们怎样分水"])
def test_what_stands_there_alone_or_tells_the_occasion_is_no_heading(below: str) -> None:
    text = f"渠水为什么不够用\n曹望舒\n{below}\n{A}\n水要家家管\n{B}\n{C}\n"
    assert headings(text) == [(1, "水要家家管")]


def test_a_note_in_lenticular_brackets_is_complete() -> None:
    note = "〖十月三日下午，县长在小礼堂接见了各社代表，到会三百人。县长作了重要讲话。〗"
    text = f"县长接见各社代表的讲话\n曹望舒\n{note}\n{A}\n{B}\n"
    assert of_kind(text, "body")[-2:] == [A, B]
