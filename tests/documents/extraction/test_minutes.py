"""Minutes and papers of offices, read whole: what is told of a meeting, headings in headings, who signs together."""

from __future__ import annotations

import pytest

from documents.extraction.pipeline import extract
from documents.extraction.types import DocumentData
from documents.readers import read_bytes
from people.names import Gazetteer


def read(text: str) -> DocumentData:
    return extract(read_bytes("a.txt", text.encode()), Gazetteer())[0]


def headings(document: DocumentData) -> list[tuple[int | None, str]]:
    return [(p.level, p.text.text) for p in document.paragraphs if p.kind == "heading"]


TOLD = """砚溪县水利局局务会议纪要
〔2003〕第4期

2003年4月18日，局长沈静川主持召开局务会议，研究防汛准备工作。副局长罗念、何秀兰，总工程师周文博参加会议。现纪要如下：

一、会议听取了周文博关于水库检查情况的汇报。会议认为，今年防汛形势严峻，要立足防大汛、抗大灾。

二、会议研究了机关作风问题。罗念汇报了前段工作，何秀兰作了补充。

出席：沈静川、罗念、何秀兰、周文博
记录：许知微

发：各股室、各水管所。
"""


def test_minutes_without_turns_tell_who_presided_and_who_came() -> None:
    document = read(TOLD)
    assert document.meeting
    assert document.meeting.host == "沈静川"
    assert [(p.name, p.position) for p in document.meeting.participants] == [
        ("沈静川", "局长"),
        ("罗念", "副局长"),
        ("何秀兰", "副局长"),
        ("周文博", "总工程师"),
    ]
    assert [p.text.text[:4] for p in document.paragraphs] == ["2003", "一、会议", "二、会议"]


PANEL = """立法會
Legislative Council

立法會CB(2)1234/09-10號文件
(此份會議紀要業經政府當局審閱)

檔    號   ： CB2/PL/HS

衞生事務委員會
會議紀要

日    期   ： 2010年1月11日(星期一)
地    點   ： 立法會會議廳

出席委員   ： 羅念議員, SRN, PhD (主席)
              何秀蘭議員, SBS, JP (副主席)

出席公職     ： 議程第III項
人員
                衞生署助理署長
                秦滿堂醫生

列席秘書   ： 總議會秘書(2)5
              余麗清女士

I.  通過會議紀要
(立法會CB(2)771/09-10號文件)

1.  2009年12月14日會議的紀要獲確認通過。

II.  下次會議的討論事項

2.  委員同意在下次會議上討論下列事項——

    (a) 母嬰健康服務；及
    (b) 中醫藥規管。
"""


def test_minutes_of_a_panel_are_those_of_the_panel_and_not_of_the_letterhead() -> None:
    document = read(PANEL)
    assert (document.title, document.kind) == ("衞生事務委員會會議紀要", "transcript")
    assert headings(document) == [(1, "I.  通過會議紀要"), (1, "II.  下次會議的討論事項")]
    assert document.meeting
    assert [(p.name, p.position) for p in document.meeting.participants] == [
        ("羅念", "主席"),
        ("何秀蘭", "副主席"),
        ("秦滿堂", "衞生署助理署長"),
        ("余麗清", "總議會秘書(2)5"),
    ]


SITTING = """立法會會議過程正式紀錄
2012年12月5日星期三

出席議員：
主席沈靜川議員，G.B.S., J.P.
羅念議員

列席秘書：
秘書長余麗清女士，J.P.

提交文件
下列文件是根據《議事規則》第21(2)條的規定提交：
附屬法例／文書 法律公告編號
《2012年郵政(修訂)規例》 ............ 173/2012
《2012年道路交通(修訂)規例》 ............ 174/2012

小班教學
1. 羅念議員：主席，有家長投訴班額過大。政府可否告知本會有何計劃？

教育局局長：主席，就質詢的各部分，現答覆如下：
現時有三百所學校實行小班教學。

羅念議員：主席，局長沒有回答經費問題。

教育局局長：經費已計入預算。

主席：第二項質詢。
"""


def test_the_heads_of_a_table_and_the_last_of_those_present_are_no_headings() -> None:
    assert headings(read(SITTING)) == [(1, "提交文件"), (1, "小班教學")]


def test_an_office_that_announces_an_answer_opens_a_turn() -> None:
    speakers = [remark.speaker or remark.label for remark in read(SITTING).remarks]
    assert speakers == ["羅念", "教育局局長", "羅念", "教育局局長", "沈靜川"]


NESTED = """关于试点情况的报告
中共砚溪县委

地委：
我县从去年十一月开始在青石公社进行试点，现将情况报告如下：

一、基本情况

青石公社有九个大队，三千二百户。

二、主要做法

一、训练干部

全公社集训干部一百八十人，学习文件七天。

二、发动群众

召开贫下中农会议，忆苦思甜。

三、组织队伍

建立小组六十四个。

三、几点体会

领导要亲自动手，县委书记蹲点三个月。
"""


def test_a_series_within_a_heading_of_its_own_style_stands_below_it() -> None:
    assert [level for level, _ in headings(read(NESTED))] == [1, 1, 2, 2, 2, 1]


ABOVE = """各界对修堰的意见

罗大山（石桥乡会计）：
他在会上说：“堰要早修，不然来不及。”又说：“石料可以从上游运。”
何秀兰（青石乡教员）：
她说：“学生不能再去挑泥。”会后她又写了一封信给县里。
周文博（归云商会干事）：
他认为：“商会可以捐款。”他还说：“不能光捐款。”
秦满囤（石桥乡船工）：
他说：“船要过得去。”
"""


def test_a_person_and_his_place_over_what_is_told_of_him_are_a_heading() -> None:
    document = read(ABOVE)
    assert document.remarks == ()
    assert [text[:3] for _, text in headings(document)] == ["罗大山", "何秀兰", "周文博", "秦满囤"]


SIGNED = """给县委的一封信

县委负责同志：
　　近来渠道淤塞，水到不了下田，大家很着急。
　　我们提议冬闲时组织劳力清淤，每户出工五个。

青石公社社员　罗大山
　　　　　　　秦满囤
　　　　　　　赵春生
一九六二年十一月三日
"""
PROPOSED = """提案第二十三号
案　由：拟请疏浚青石河以利航运案
提案人：沈静川
连署人：罗念　何秀兰
理　由：青石河为本县货运要道，近年淤浅，船只难行。
办　法：由县府拨款，冬季农闲征工疏浚。
"""
TOGETHER = [
    (SIGNED, [(name, "青石公社社员") for name in ("罗大山", "秦满囤", "赵春生")]),
    (PROPOSED, [(name, None) for name in ("沈静川", "罗念", "何秀兰")]),
]


@pytest.mark.parametrize(("text", "authors"), TOGETHER)
def test_who_signs_together_is_an_author_each(text: str, authors: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.position) for person in read(text).people] == authors
    assert {person.role for person in read(text).people} == {"author"}


def test_the_speeches_under_headings_are_each_his_whom_the_heading_names() -> None:
    text = """沈石桥罗大山在水利誓师大会上的讲话
沈石桥的讲话
同志们，今年冬天要修好三条渠。
大家有没有决心？
罗大山的讲话
我代表青石乡表个态，我们乡出工三百个。
"""
    assert [(remark.speaker, remark.first) for remark in read(text).remarks] == [("沈石桥", 1), ("罗大山", 4)]


def test_a_speech_is_one_where_a_colon_stands_between_speaker_and_subject() -> None:
    text = """周文博在归云市政协全会上的发言：要重视水利
周文博
（市水利局副局长）
我听了各位的报告，完全拥护，现在就水利提几点意见。
"""
    document = read(text)
    assert document.kind == "speech"
    assert [(p.name, p.position) for p in document.people] == [("周文博", "市水利局副局长")]


def test_the_hours_of_a_talk_on_a_site_are_no_part_of_it() -> None:
    text = """县长沈石桥做客政府网

【主持人】各位网友好，欢迎沈县长。 [09:00]
【沈石桥】主持人好，各位网友好。 [09:01]
【主持人】村里什么时候通水？ [09:02]
【沈石桥】十月底以前。 [09:05]
"""
    assert [p.text.text[-3:] for p in read(text).paragraphs] == ["县长。", "友好。", "通水？", "以前。"]


NEWS = """各界人士谈修堰

1956-08-14
第2版()

    各界人士谈修堰
    本报讯　归云市政协昨天邀请各界人士座谈修堰问题。
    沈静川（省水利厅工程师）认为，堰要上移五百公尺。
    林业系教授罗念说，先要种树。
    何秀兰（青石乡农业社主任）主张先修渠后修堰。
"""


def test_a_report_names_those_it_gives_the_words_of_with_what_stands_beside_them() -> None:
    meeting = read(NEWS).meeting
    assert meeting
    assert (meeting.date, {(p.name, p.position) for p in meeting.participants}) == (
        "1956-08-13",
        {("沈静川", "省水利厅工程师"), ("罗念", "林业系教授"), ("何秀兰", "青石乡农业社主任")},
    )


def test_what_stands_over_the_cells_of_a_table_is_no_heading() -> None:
    text = """关于全县小学教育情况的报告

一、基本情况
全县有小学四十二所，学生九千人，教员三百人。
教育程度
初小
三千
高小
一千
以上各数不包括民办小学，民办小学另有统计。
"""
    assert headings(read(text)) == [(1, "一、基本情况")]


KINDS = [
    ("关于工商界座谈会情况的报告", "article"),
    ("关于全县治水会议向省委的报告", "article"),
    ("关于全县治水会议的总结报告", "speech"),
    ("在全县治水会议上的报告", "speech"),
]


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_a_report_about_a_meeting_is_no_speech_at_it(title: str, kind: str) -> None:
    text = f"{title}\n沈石桥\n这次会议开了六天，讨论了水利和教育，大家提了许多意见，都很好。\n"
    assert read(text).kind == kind


def test_the_speeches_of_members_make_one_record_whatever_they_attach() -> None:
    speech = (
        "何大山議員：主席，渠道年久失修，水到不了下游，政府應當撥款，\n"
        + "並且要在今年冬季以前完成全部工程，否則明年春耕又要誤了。\n" * 6
    )
    text = "會議過程正式紀錄\n\n" + speech * 6 + "附件一：關於修渠的報告\n" + speech
    assert extract(read_bytes("a.txt", text.encode()), Gazetteer())[0].part is None
    assert len(extract(read_bytes("a.txt", text.encode()), Gazetteer())) == 1
