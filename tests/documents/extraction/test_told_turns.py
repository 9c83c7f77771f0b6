"""Turns that a record tells of: with verbs, by groups, by several at once; and lists that are no turns."""

from __future__ import annotations

import pytest

from people.names import parse_label

from .speaking import said, segmented

TOLD = [  # what one label of a dense record prints, and who speaks
    ("沈主任听完汇报后说：先谈修堰。", "沈石桥"),
    ("周青山同志又汇报说：先谈修堰。", "周青山"),
    ("“红水渠”：先谈修堰。", "红水渠"),
    ("沈石桥：先谈修堰", "沈石桥"),
    ("沈石桥、周青山：我们都赞成。", "沈石桥、周青山"),
]


@pytest.mark.parametrize(("text", "speaker"), TOLD)
def test_who_speaks_is_read_out_of_how_a_record_tells_it(text: str, speaker: str) -> None:
    texts = ("沈石桥：开会。", "周青山：好。", "沈主任：说吧。", "沈石桥：请。", "周青山：行。", text)
    assert said(*texts)[-1][0] == speaker


def test_an_office_alone_on_a_line_opens_a_turn_where_it_opens_others() -> None:
    texts = ("县长：开会。", "周青山：好。", "县长：还有谁？", "县长：", "就这样定了。", "要快。")
    assert said(*texts)[-1] == ("县长", "就这样定了。|要快。")
    assert "县长：" in segmented("沈石桥：开会。", "周青山：好。", "县长：", "要快。", "沈石桥：行。")[0][2].text.text


def test_turns_told_with_verbs_alone_are_turns_where_they_fill_the_text() -> None:
    texts = ("沈石桥说：渠修到哪里了？", "周青山答：修到石桥。", "沈石桥问：缺什么？", "周青山答：缺石料。")
    texts += ("沈石桥说：石料我来想办法。", "周青山说：那就好办了。")
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "周青山"] * 3
    assert said(*texts, *("会后两人去看了渠。",) * 9) == []


def test_what_is_said_of_people_in_a_list_is_no_turn() -> None:
    names = ("沈石桥", "周青山", "何秀兰", "罗春生", "方以诚", "秦满囤")
    assert said(*(f"{name}：记大过一次，调离水利局。" for name in names)) == []
    assert said(*(f"{group}：六十六人，占百分之六。" for group in ("地主", "富农", "商人") * 3)) == []


def test_a_group_that_answers_again_speaks_and_those_talked_of_do_not() -> None:
    texts = ("沈石桥：你们学不学？", "同学：学。", "沈石桥：学得进去吗？", "同学：学得进去。", *("要学。",) * 9)
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "同学", "沈石桥", "同学"]
    texts = (
        "沈石桥：我讲几句。",
        "有人说：渠修不成。",
        "有人说：水不够。",
        "周青山：是。",
        "沈石桥：好。",
        *("要学。",) * 9,
    )
    assert "有人" not in [speaker for speaker, _ in said(*texts)]


def test_an_office_stands_for_the_one_whom_the_lead_calls_by_it() -> None:
    texts = ("沈主席到会听取汇报。", "主席：先谈修堰。", "周青山：好。", "主席：还有谁？", "周青山：没有了。")
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "周青山"] * 2


def test_names_over_what_is_told_of_each_are_no_turns() -> None:
    told = "他说：“渠修不成。”又说水不够，不如不修。"
    texts = [text for name in ("沈石桥", "何秀兰", "罗春生", "方以诚") for text in (f"{name}（会计）：", told)]
    assert said(*texts) == []


@pytest.mark.parametrize(
    ("label", "name", "position"),
    [("佐·阿·恩科莫总理", "佐·阿·恩科莫", "总理"), ("佐·阿·恩科莫", "佐·阿·恩科莫", None)],
)
def test_an_office_behind_a_foreign_name_is_no_part_of_it(label: str, name: str, position: str | None) -> None:
    read = parse_label(label)
    assert read
    assert (read.name, read.position) == (name, position)


def test_the_wife_of_somebody_is_not_he() -> None:
    texts = ("恩科莫（总理）：我非常高兴。", "沈石桥：欢迎。", "恩科莫夫人：谢谢。", "沈石桥：请坐。", "恩科莫：好。")
    assert [speaker for speaker, _ in said(*texts)] == ["恩科莫", "沈石桥", "恩科莫夫人", "沈石桥", "恩科莫"]


def test_turns_told_in_own_words_need_fill_no_more_than_a_third() -> None:
    turns = ("沈石桥同志说：你们谁先谈？", "周青山同志说：我来谈。", "沈石桥同志说：好！") * 2
    assert len(said(*turns, *("渠要年年清。",) * 10)) == 6
    quoted = ("沈石桥说：渠“我来清”。", "周青山说：水“我来放”。", "何秀兰说：账“你来算”。") * 2
    assert said(*quoted, *("渠要年年清。",) * 10) == []


def test_what_is_told_of_a_speaker_at_the_end_is_no_part_of_his_turn() -> None:
    texts = ("记者：怎么办？", "沈石桥：先修渠。", "记者：水够不够？", "沈石桥：够。", "天黑了，沈石桥又下乡去了。")
    assert said(*texts)[-1][1] == "够。"
    assert said(*texts[:-1], "我们沈石桥村的水也够。")[-1][1] == "够。|我们沈石桥村的水也够。"


def test_a_report_about_those_it_lets_speak_is_no_record_of_turns() -> None:
    names = ("陈满囤", "何秀兰", "罗大山")
    told = [
        text
        for name in names
        for text in (
            f"{name}在会上谈了修渠的事。",
            f"{name}说：渠是大家修的。",
            f"{name}又说：闸门锈了。{name}举了许多事实。",
        )
    ]
    assert said(*told) == []
    own = [f"{name}说：我看渠是大家修的。" for name in names * 2]
    assert len(said(*own)) == 6


def test_a_colon_misread_behind_a_label_of_one_letter_is_seen_where_it_opens_many_turns() -> None:
    turns = ("沈：渠修好了吗？", "罗：修好了。") * 5
    texts = (*turns, "沈。几时放水？", "罗，明天就放。", "沈石桥。")
    assert said(*texts)[-2:] == [("沈", "几时放水？"), ("罗", "明天就放。|沈石桥。")]
    assert said(*turns[:4], "沈。几时放水？")[-1] == ("罗", "修好了。|沈。几时放水？")
