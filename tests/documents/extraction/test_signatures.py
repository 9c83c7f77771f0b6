"""Who signs together: under a letter to everybody, under a report of many."""

from __future__ import annotations

from documents.extraction.pipeline import extract
from documents.readers import read_bytes
from people.names import Gazetteer

BODY = "渠道年久失修，去年汛期冲决三处，急需整修，我们商定了今冬修渠的计划，大家要一齐动手。"


def signers(text: str) -> list[tuple[str, str | None]]:
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    return [(person.name, person.position) for person in document.people]


def test_those_who_sign_a_letter_as_its_officers_are_its_authors() -> None:
    signed = "主席：沈静川\n副主席：罗念、何秀兰\n秘书长：周文博\n一九五一年十一月三日\n"
    assert signers(f"归云市人民代表会议致全市同胞书\n各位代表，全市同胞们：\n{BODY}\n{signed}") == [
        ("沈静川", "主席"),
        ("罗念", "副主席"),
        ("何秀兰", "副主席"),
        ("周文博", "秘书长"),
    ]
    assert signers(f"关于公布名单的说明\n{BODY}\n主任：沈静川\n副主任：罗念、何秀兰\n") == []


def test_who_stands_below_the_title_is_the_first_of_those_who_sign_together() -> None:
    below = "县委办公室罗念、何秀兰、周文博等25同志1966年10月17日"
    assert signers(f"县委机关大事记\n县委办公室罗念\n{BODY}\n{BODY}\n{below}\n") == [
        ("罗念", "县委办公室"),
        ("何秀兰", "县委办公室"),
        ("周文博", "县委办公室"),
    ]


def test_neither_the_archive_a_text_comes_from_nor_how_it_was_made_signs_it() -> None:
    row = "县别 总人口 已修渠数 全县应修渠数 四月十五日前尚应修渠数 占总数比例 一月底以前已修渠数"
    assert signers(f"关于修渠的报告\n县委：\n{BODY}\n{row}\n来源：\n归云县某档案馆\n") == []
    turns = "沈静川：开会。\n罗念：好。\n" * 2
    assert signers(f"沈静川与罗念的谈话\n沈静川\n根据录音整理\n{turns}") == [("沈静川", None), ("罗念", None)]
