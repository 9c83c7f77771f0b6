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
    Part,
    ParticipantData,
    PersonData,
)

from .speaking import KNOWN, heading, said, segmented

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


FRAMED = [
    ("【沈石桥】开会。", "【周青山】好。", "【沈石桥】散吧。"),
    ("[沈石桥]", "开会。", "[周青山]", "好。", "[沈石桥]", "散吧。"),
    ("［沈石桥］：开会。", "［周青山］：好。", "［沈石桥］：散吧。"),
    ("沈石桥代表（砚溪县县长）：开会。", "周青山委员：好。", "沈石桥代表：散吧。"),
    ("沈石桥：开会。", "周青山又高兴地说：好。", "沈石桥：散吧。"),
]
MANNERS = [
    "沈石桥又说：",
    "沈石桥关心地：",
    "最后沈石桥：",
    "沈石桥对大家：",
    "沈石桥问周青山：",
    "沈石桥站起来：",
    "沈石桥（指着图）：",
]


@pytest.mark.parametrize("label", MANNERS)
def test_how_and_to_whom_somebody_speaks_is_no_part_of_the_name(label: str) -> None:
    texts = ("沈石桥：开会。", "周青山：好。", f"{label}修堰的事怎么样？", "周青山：修好了。")
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "周青山", "沈石桥", "周青山"]


@pytest.mark.parametrize("texts", FRAMED)
def test_labels_in_square_brackets_or_with_a_calling_open_turns(texts: tuple[str, ...]) -> None:
    assert said(*texts) == [("沈石桥", "开会。"), ("周青山", "好。"), ("沈石桥", "散吧。")]


def test_words_in_square_brackets_are_no_speakers() -> None:
    assert said("【背景】县里要修堰。", "【做法】先清淤。", "【背景】去年大旱。", "【做法】再植树。") == []


def test_what_others_say_in_brackets_are_turns_between_those_of_the_talk() -> None:
    title = Metadata("沈石桥在职工座谈会上的谈话", "transcript", people=(PersonData("沈石桥", "speaker"),))
    texts = (
        "你们厂有多少人？",
        "（周满仓：三十七人。）",
        "都是本村的吗？",
        "（周满仓：外村的有五个。）（众笑）",
        "（吴彩凤：六个。）",
        "回去算清楚。",
        "（众：好！）",
        "散吧。",
    )
    assert said(*texts, metadata=title) == [
        ("沈石桥", "你们厂有多少人？"),
        ("周满仓", "三十七人。"),
        ("沈石桥", "都是本村的吗？"),
        ("周满仓", "外村的有五个。"),
        ("吴彩凤", "六个。"),
        ("沈石桥", "回去算清楚。"),
        ("众", "好！"),
        ("沈石桥", "散吧。"),
    ]


def test_one_shout_in_brackets_makes_no_record_of_turns() -> None:
    assert (
        said("同志们！", "（众：好！）", "今天开会。", "（众：好！）", "散会。", "（众：好！）", "（众：好！）") == []
    )


def test_in_a_dense_record_whoever_is_labelled_once_speaks() -> None:
    texts = ["沈石桥：来了几家？", "周青山：三家。", "沈石桥：谁先说？", "周青山：书店。"]
    left_out = "X" * 3  # what papers print for a name
    texts += ["砚溪书店：我们先说。", f"{left_out}：我们没有意见。", "谢：同意。"]
    assert [speaker for speaker, _ in said(*texts)][4:] == ["砚溪书店", left_out, "谢"]


def test_a_stage_direction_after_a_turn_is_no_part_of_it() -> None:
    texts = (
        "沈石桥：开会。",
        "（周青山进场，全体起立，长时间鼓掌。）",
        "周青山：好。",
        "（众笑）",
        "接着开。",
        "沈石桥：散吧。",
    )
    assert [text for _, text in said(*texts)] == ["开会。", "好。|（众笑）|接着开。", "散吧。"]


def test_a_head_says_who_bears_the_role_that_labels_the_turns() -> None:
    head = (
        Block("head", MappedText.of("首席仲裁员：沈石桥　　仲裁员：周青山、石敬山", 0)),
        Block("head", MappedText.of("申请人：罗大山，男，住青石村。", 0)),
    )
    texts = (*head, "首席仲裁员：开庭。", "申请人：我来说。", "首席仲裁员：请。", "证人李二柱：我作证。")
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "罗大山", "沈石桥", "李二柱"]


def test_letters_are_explained_by_whom_they_stand_for() -> None:
    texts = ("文中甲为顾清和，乙为许知微。", "甲：写水。", "乙：怎样写？", "甲：写够。", "乙：好。")
    assert [speaker for speaker, _ in said(*texts)] == ["顾清和", "许知微", "顾清和", "许知微"]


def test_a_given_name_stands_for_the_one_full_name_of_the_text() -> None:
    texts = ("沈石桥：谁去？", "平化同志：我去。", "沈石桥：好，张平化同志去。", "周青山：同意。")
    assert [speaker for speaker, _ in said(*texts)][1] == "张平化"


CLERK = [
    "程序委員會意見：擬請院會將本案交財政委員會審查。",
    "2. 本院委員林大木等三十人擬具「水利法修正草案」，請審議案。",
    "時　　間：中華民國九十三年十月十八日",
]


@pytest.mark.parametrize("note", CLERK)
def test_what_the_clerk_notes_ends_a_turn(note: str) -> None:
    texts = ("主席：報告院會。", "繼續報告。", note, "林委員大木：請問院長。", "主席：請答復。")
    assert said(*texts)[0][1] == "報告院會。|繼續報告。"


def test_roles_of_a_hearing_are_labelled_by_their_first_letters() -> None:
    people = tuple(
        ParticipantData(name, role)
        for name, role in (("董怀民", "审判长"), ("谢如兰", "审判员"), ("陶正平", "公诉人"), ("乔三宝", "被告人"))
    )
    metadata = Metadata(None, "transcript", meeting=MeetingData("庭审", participants=people))
    texts = ("审：现在开庭。", "公：有一份证据。", "乔：我不识字。", "审：休庭。", "公：没有意见。", "乔：我错了。")
    assert [speaker for speaker, _ in said(*texts, metadata=metadata)][:3] == ["董怀民", "陶正平", "乔三宝"]


def test_lines_of_name_and_office_stand_over_what_each_says() -> None:
    texts = (
        "顾清和（岚江大学历史系教授）",
        heading("古村是活的档案"),
        "很多人以为古村是古董。",
        "韩立舟（砚溪县县长）",
        "县财政一年只有六个亿。",
        "罗春生（青石村村委会主任）",
        "房子修好了。",
        "人也要留下来。",
    )
    _, remarks = segmented(*texts)
    assert [(r.speaker, r.position) for r in remarks] == [
        ("顾清和", "岚江大学历史系教授"),
        ("韩立舟", "砚溪县县长"),
        ("罗春生", "青石村村委会主任"),
    ]
    assert [text for _, text in said(*texts)][2] == "房子修好了。|人也要留下来。"


def test_headings_that_say_whose_speech_follows_open_it_and_stay_headings() -> None:
    texts = (
        heading("民革岚江省委副主任委员金世荣的发言"),
        "我在民革工作八年。",
        heading("岚江大学教授钟毓秀的发言"),
        "拆墙要两边动手。",
    )
    paragraphs, remarks = segmented(*texts)
    assert [(r.speaker, r.position) for r in remarks] == [
        ("金世荣", "民革岚江省委副主任委员"),
        ("钟毓秀", "岚江大学教授"),
    ]
    assert [p.kind for p in paragraphs] == ["heading", "body", "heading", "body"]


def test_a_paper_that_asks_is_a_speaker_and_an_old_saying_is_none() -> None:
    texts = (
        "沈石桥：请提问。",
        "《岚江日报》记者：为什么要修堰？",
        "沈石桥：要治水。",
        "老话讲：“水是命根子。”",
        "沈石桥：散吧。",
    )
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "《岚江日报》记者", "沈石桥", "沈石桥"]


def test_a_reporter_may_have_a_line_to_himself() -> None:
    texts = ("沈石桥：", "请提问。", "岚江日报记者：", "为什么要修堰？", "沈石桥：", "要治水。")
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "岚江日报记者", "沈石桥"]


def test_the_clock_is_no_speaker() -> None:
    texts = ("[沈石桥]", "开会。", "[09:31]", "[周青山]", "好。", "[09:32]", "[沈石桥]", "散吧。")
    assert [speaker for speaker, _ in said(*texts)] == ["沈石桥", "周青山", "沈石桥"]


def test_somebody_known_by_another_name_answers_under_it() -> None:
    texts = ("岑伯，本名岑兆坤，在此摆摊四十年。", "问：还做吗？", "答：做。", "问：为何？", "答：舍不得。")
    assert [speaker for speaker, _ in said(*texts)][1] == "岑兆坤"
