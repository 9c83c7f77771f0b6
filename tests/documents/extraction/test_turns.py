"""Who said what: labels told from lists, turns, short forms resolved. The people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.extraction.spans import MappedText
from documents.extraction.turns import segment_remarks
from documents.extraction.types import (
    Block,
    MeetingData,
    Metadata,
    ParagraphData,
    Part,
    ParticipantData,
    PersonData,
    RemarkData,
)
from people.names import Gazetteer, KnownPerson, NameForm, Office

KNOWN = Gazetteer(
    (
        KnownPerson("沈石桥", forms=(NameForm("沈主席", "honorific"),), offices=(Office("主席", "砚溪水利会"),)),
        KnownPerson("周青山"),
    )
)
TRANSCRIPT = Metadata(None, "transcript")


def segmented(
    *texts: str | Block, metadata: Metadata = TRANSCRIPT
) -> tuple[tuple[ParagraphData, ...], tuple[RemarkData, ...]]:
    blocks = tuple(t if isinstance(t, Block) else Block("body", MappedText.of(t, 0)) for t in texts)
    return segment_remarks(Part(None, blocks), metadata, KNOWN)


def said(*texts: str | Block, metadata: Metadata = TRANSCRIPT) -> list[tuple[str, str]]:
    """(speaker, text) of every remark."""
    paragraphs, remarks = segmented(*texts, metadata=metadata)
    return [
        (
            remark.speaker or remark.label,
            "|".join(p.text.text for p in paragraphs[remark.first : remark.last + 1] if p.kind == "body"),
        )
        for remark in remarks
    ]


def heading(text: str) -> Block:
    return Block("heading", MappedText.of(text, 0), 1)


SAME_FORMS = [
    ("沈石桥：开会。", "周青山：好。", "沈石桥：散吧。"),
    ("沈石桥（县长）：开会。", "周青山（局长）：好。", "沈石桥：散吧。"),
    ("县长　沈石桥：开会。", "局长　周青山：好。", "县长　沈石桥：散吧。"),
    ("沈石桥同志说：开会。", "周青山：好。", "沈石桥：散吧。"),
    ("沈　石　桥：开会。", "周　青　山：好。", "沈　石　桥：散吧。"),
    ("**沈石桥**：开会。", "**周青山**：好。", "**沈石桥**：散吧。"),
    ("12. 沈石桥：开会。", "13. 周青山：好。", "沈石桥：散吧。"),
    ("沈石桥:开会。", "周青山:好。", "沈石桥:散吧。"),
    ("沈石桥（以下简称沈）：开会。", "周青山（以下简称周）：好。", "沈：散吧。"),
]

NO_TURNS = [
    ("第一：要修堰。", "第二：要护林。", "第三：要治水。"),
    ("毛主席教导我们：要修堰。", "我们认为：要护林。", "结论：要治水。"),
    ("来源：砚溪网。", "地点：县图书馆。", "时间：2012年。"),
    ("主任委员：沈石桥、周青山", "副主任委员：何秀兰", "委员：罗春生、方以诚"),
    ("沈石桥说：“要修堰。”", "周青山说：“要护林。”", "他又说：“要治水。”"),
    ("同志们：", "今天开会。", "就讲这些。"),
]


@pytest.mark.parametrize("texts", SAME_FORMS)
def test_every_form_of_label_opens_a_turn(texts: tuple[str, ...]) -> None:
    assert said(*texts) == [("沈石桥", "开会。"), ("周青山", "好。"), ("沈石桥", "散吧。")]


@pytest.mark.parametrize("texts", NO_TURNS)
def test_lists_quotations_and_information_are_no_turns(texts: tuple[str, ...]) -> None:
    assert said(*texts) == []


def test_a_turn_runs_over_paragraphs_and_headings_to_the_next_label() -> None:
    texts = ("沈石桥：先谈修堰。", "再谈护林。", heading("二、护林"), "周青山：我补充。", "沈石桥：好。")
    assert said(*texts) == [("沈石桥", "先谈修堰。|再谈护林。"), ("周青山", "我补充。"), ("沈石桥", "好。")]


def test_the_name_printed_again_after_a_heading_is_a_new_remark() -> None:
    texts = ("沈石桥（县长）：先谈修堰。", heading("护林"), "沈石桥：再谈护林。", "周青山：好。")
    _, remarks = segmented(*texts)
    assert [(r.speaker, r.position) for r in remarks] == [("沈石桥", "县长"), ("沈石桥", None), ("周青山", None)]


def test_what_clerk_and_editors_add_belongs_to_nobody() -> None:
    texts = ("沈石桥：准以工代款。", "決議：修正通過。", "周青山：请早动工。", "沈石桥：可以。", "下期续登，敬请关注。")
    assert [text for _, text in said(*texts)] == ["准以工代款。", "请早动工。", "可以。"]


def test_a_label_on_its_own_line_opens_the_paragraphs_below() -> None:
    texts = ("沈石桥：开会。", "周青山：", "先谈修堰。", "再谈护林。", "沈石桥：好。")
    assert said(*texts) == [("沈石桥", "开会。"), ("周青山", "先谈修堰。|再谈护林。"), ("沈石桥", "好。")]


def test_question_and_answer_stand_for_those_the_lead_names() -> None:
    lead = "本刊记者就此作了专访。以下问为杜明远，答为顾清和。"
    people = (PersonData("杜明远", "reporter", "本刊记者"), PersonData("顾清和", "speaker"))
    texts = (lead, "问：为什么要修堰？", "答：因为要治水。", "问：谢谢。")
    found = said(*texts, metadata=Metadata(None, "transcript", people=people))
    assert [speaker for speaker, _ in found] == ["杜明远", "顾清和", "杜明远"]


def test_a_body_as_label_stands_for_the_person_who_asks_for_it() -> None:
    lead = "以下为砚溪网主笔陈芳草与水利局局长沈静川的对话实录。"
    texts = (lead, "砚溪网：为什么要修堰？", "沈静川：因为要治水。", "砚溪网：谢谢。", "沈静川：不客气。")
    assert [speaker for speaker, _ in said(*texts)] == ["陈芳草", "沈静川", "陈芳草", "沈静川"]


def test_surname_and_office_are_resolved_by_the_attendance_list() -> None:
    present = (
        ParticipantData("周慕白", "縣長"),
        ParticipantData("吳子良", "建設科長"),
        ParticipantData("吳世昌", "秘書"),
    )
    metadata = Metadata(None, "transcript", meeting=MeetingData("縣政會議", participants=present))
    texts = ("周縣長：今日開會。", "吳科長：工款四千元。", "周縣長：通過。")
    assert [speaker for speaker, _ in said(*texts, metadata=metadata)] == ["周慕白", "吳子良", "周慕白"]


def test_the_chair_stands_behind_his_title() -> None:
    meeting = MeetingData("院會", participants=(ParticipantData("王石橋", "院長", "chair"),))
    texts = ("主席：現在開會。", "林委員明山：有異議。", "主席：散會吧。")
    found = said(*texts, metadata=Metadata(None, "transcript", meeting=meeting))
    assert [speaker for speaker, _ in found] == ["王石橋", "林明山", "王石橋"]


def test_an_ambiguous_label_is_kept_as_printed() -> None:
    present = (ParticipantData("李群"), ParticipantData("李强军"), ParticipantData("周青山"))
    metadata = Metadata(None, "transcript", meeting=MeetingData("座谈", participants=present))
    _, remarks = segmented("李：开会。", "周：好。", "李：散吧。", "周：好。", metadata=metadata)
    assert [(r.label, r.speaker) for r in remarks] == [("李", None), ("周", "周青山"), ("李", None), ("周", "周青山")]


def test_a_given_name_stands_for_the_one_person_with_it() -> None:
    metadata = Metadata("沈石桥与何远新的谈话", "transcript")
    texts = (
        Block("head", MappedText.of("沈石桥与何远新的谈话", 0)),
        "沈石桥：有进步没有？",
        "远新：说不上。",
        "沈石桥：我看有。",
        "远新：还不够。",
    )
    assert [speaker for speaker, _ in said(*texts, metadata=metadata)] == ["沈石桥", "何远新", "沈石桥", "何远新"]


def test_a_speech_is_one_remark_of_its_speaker() -> None:
    people = (PersonData("沈石桥", "speaker", "县长"),)
    metadata = Metadata("在会上的讲话", "speech", people=people)
    paragraphs, [remark] = segmented("同志们：", heading("一、修堰"), "要修堰。", metadata=metadata)
    assert (remark.speaker, remark.position, remark.first, remark.last) == ("沈石桥", "县长", 0, 2)
    assert [p.kind for p in paragraphs] == ["body", "heading", "body"]


def test_an_article_has_no_remarks() -> None:
    assert said("要修堰。", "要护林。", metadata=Metadata("论修堰", "article")) == []


def test_paragraphs_are_numbered_in_reading_order_without_head_and_tail() -> None:
    blocks = [
        ("head", "题目"),
        ("heading", "一"),
        ("body", "正文。"),
        ("note", "注。"),
        ("tail", "来源"),
        ("dropped", "2"),
    ]
    part = Part(None, tuple(Block(kind, MappedText.of(text, 0)) for kind, text in blocks))
    paragraphs, _ = segment_remarks(part, Metadata(None, "article"), KNOWN)
    assert [(p.sequence, p.kind) for p in paragraphs] == [(0, "heading"), (1, "body"), (2, "note")]


def test_the_text_after_a_label_keeps_its_place_in_the_source() -> None:
    source = "沈石桥（县长）：  开会。"
    texts = (Block("body", MappedText.of(source, 100)), "周青山：好。", "沈石桥：散吧。")
    paragraphs, _ = segmented(*texts)
    low, high = paragraphs[0].text.source_span()
    assert source[low - 100 : high - 100] == paragraphs[0].text.text == "开会。"


@given(
    st.lists(
        st.sampled_from(["沈石桥：开会。", "周青山：好。", "沈石桥：", "要修堰。", "決議：通过。", "："]), max_size=12
    )
)
def test_remarks_never_overlap_and_stay_within_the_text(texts: list[str]) -> None:
    paragraphs, remarks = segmented(*texts)
    assert [p.sequence for p in paragraphs] == list(range(len(paragraphs)))
    ends = [-1, *(remark.last for remark in remarks)]
    for before, remark in zip(ends, remarks, strict=False):
        assert before < remark.first <= remark.last < len(paragraphs)
