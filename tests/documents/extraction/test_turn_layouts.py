"""Records of talks that label no turn, run turns together, or say in their head who bears which role; read whole."""

from __future__ import annotations

import pytest

from documents.extraction.pipeline import extract
from documents.extraction.types import DocumentData
from documents.readers import read_bytes
from people.names import Gazetteer

from .reading import of_kind


def read(text: str, name: str = "a.txt") -> DocumentData:
    return extract(read_bytes(name, text.encode()), Gazetteer())[0]


def remarks(document: DocumentData) -> list[tuple[str, str]]:
    """(speaker, text) of every remark."""
    return [
        (
            remark.speaker or remark.label,
            "|".join(p.text.text for p in document.paragraphs[remark.first : remark.last + 1] if p.kind == "body"),
        )
        for remark in document.remarks
    ]


def test_turns_run_together_in_one_line_are_taken_apart() -> None:
    text = """谢某某在座谈会上的谈话

谢某某：开学了没有？　聂元梓：开了。谢某某：有多少人？
聂元梓：八百人。
谢某某：好。聂元梓：还缺教室。
谢某某：怎么办？
聂元梓：借。
"""
    assert of_kind(text, "body") == [
        "谢某某：开学了没有？",
        "聂元梓：开了。",
        "谢某某：有多少人？",
        "聂元梓：八百人。",
        "谢某某：好。",
        "聂元梓：还缺教室。",
        "谢某某：怎么办？",
        "聂元梓：借。",
    ]


def test_the_parties_of_a_hearing_stand_in_its_head() -> None:
    text = """归云市劳动争议仲裁委员会
庭审笔录
首席仲裁员：沈文博　　书记员：唐小芸
申请人：罗大山，男，住青石村。
被申请人：归云市宏远建材厂。

首席仲裁员：现在开庭，核对当事人身份。
申请人：不申请回避。
首席仲裁员：休庭，双方核对笔录后签字。
以上笔录我看过，和我说的一样。罗大山
"""
    assert len(of_kind(text, "head")) == 5
    assert len(of_kind(text, "body")) == 3
    assert of_kind(text, "tail") == ["以上笔录我看过，和我说的一样。罗大山"]


def test_bold_questions_and_plain_answers_are_turns() -> None:
    text = """# 对话作家方以诚

《砚边》记者江若兰采访了作家方以诚。他的书桌是一扇旧门板。

**你每天几点开始写？**

五点。写到九点。

**有人说你写得太慢？**

慢是慢。

不过我不写的时候也在写。

**你怎么看年轻作家？**

不看。各写各的。
"""
    assert remarks(read(text, "a.md")) == [
        ("江若兰", "你每天几点开始写？"),
        ("方以诚", "五点。写到九点。"),
        ("江若兰", "有人说你写得太慢？"),
        ("方以诚", "慢是慢。|不过我不写的时候也在写。"),
        ("江若兰", "你怎么看年轻作家？"),
        ("方以诚", "不看。各写各的。"),
    ]


REPORT = """### 归云市各界妇女座谈宪法草案

1954-06-28
第3版()
专栏：

　　归云市各界妇女座谈宪法草案
    【本报归云二十五日讯】归云市妇女联合会二十三日邀请各界妇女座谈宪法草案。会议由市妇联主任吴彩凤主持。
    纺织女工赵桂英说：我十二岁进厂当童工，现在宪法草案写上了男女平等。
    过去我不识字，这一条还是在夜校里念会的。
    青石乡女社员何二嫂说：分地的时候有我一份，我要多打粮食。
    归云女中教师钟毓秀说：我教了二十年公民课，今天才有真的可以教。
    最后，吴彩凤号召大家认真讨论，踊跃提出修改意见。
"""


def test_a_report_that_lets_each_speak_for_herself_is_a_record_of_turns() -> None:
    document = read(REPORT)
    assert document.kind == "transcript"
    assert [speaker for speaker, _ in remarks(document)] == ["赵桂英", "何二嫂", "钟毓秀"]
    assert remarks(document)[0][1].endswith("夜校里念会的。")
    assert remarks(document)[2][1].endswith("可以教。")


def test_what_others_report_of_a_talk_stays_an_article() -> None:
    text = REPORT.replace("我", "她")
    assert read(text).kind == "article"


def test_the_day_of_a_meeting_is_before_that_of_the_paper() -> None:
    meeting = read(REPORT).meeting
    assert meeting
    assert (meeting.date, meeting.host) == ("1954-06-23", "归云市妇女联合会")


def test_names_alone_in_bold_stand_over_what_each_says() -> None:
    text = """# 茶座第12期

岚江剧社 2017-11-03

**唐小芸**

三位好。上一次买票看戏是什么时候？

**白云起**

去年冬天。

**唐小芸**

问题出在哪里？

**白云起**

太慢了，年轻人坐不住。

但我不想改快。

**唐小芸**

今天就聊到这儿。
"""
    assert [(speaker, said[-3:]) for speaker, said in remarks(read(text, "a.md"))] == [
        ("唐小芸", "时候？"),
        ("白云起", "冬天。"),
        ("唐小芸", "哪里？"),
        ("白云起", "改快。"),
        ("唐小芸", "这儿。"),
    ]


def test_numbered_questions_are_answered_by_whom_the_lead_names() -> None:
    text = """省水利厅有关负责人就供水条例答记者问

供水条例将于9月1日起施行。省水利厅副厅长江若愚就条例的有关问题回答了记者提问。

一、问：请介绍一下条例出台的背景。

答：近年来，管护主体不清、水费收缴难等问题仍然突出。

二、问：条例在水价方面有什么规定？

答：农村供水实行有偿使用。

附件：供水条例.pdf
"""
    document = read(text)
    assert [speaker for speaker, _ in remarks(document)] == ["问", "江若愚", "问", "江若愚"]
    assert [p.text.text for p in document.paragraphs if p.kind == "heading"] == []
    assert remarks(document)[-1][1] == "农村供水实行有偿使用。"


def test_a_body_that_signs_below_a_title_with_its_name_is_the_author_and_a_day_in_brackets_is_no_speaker() -> None:
    text = """归云市委会议记录摘要
归云市委
[1981年6月22日下午]
沈石桥：今天开会，谈修堰的事。
周青山：县里的意见是先清淤。
沈石桥：同意，就这样办。
周青山：散会以前再说一句。
"""
    document = read(text)
    assert (document.date, document.people[0].name, document.people[0].role) == ("1981-06-22", "归云市委", "author")


def test_cells_of_a_table_name_nobody_where_turns_have_colons() -> None:
    said = "主席，我想跟進這條渠道的修建進度，請局長告訴我們什麼時候可以完工。"
    turns = [f"{who}：{said}" for who in ("陸景行議員", "何月娥議員", "關麗貞議員") * 6]
    cells = [
        f"{cell}\n今年的開支比去年增加，詳情見附表，請各位委員參考。"
        for cell in ("關數字", "於全職", "關數字", "於全職")
    ]
    text = "\n".join(["縣議會會議紀錄", "時間：2016年5月12日", *turns[:9], *cells, *turns[9:], ""])
    assert {speaker for speaker, _ in remarks(read(text))} == {"陸景行", "何月娥", "關麗貞"}


def test_rulings_of_the_chair_between_papers_are_turns() -> None:
    papers = [
        f"{n}. 本院委員陸景行等三人擬具「水利法第{n}條修正草案」，請審議案。\n程序委員會意見：擬請交經濟委員會審查。\n"
        + "提案說明：查現行條文施行多年，渠道年久失修，為維護下游灌溉用水之權益，爰予修正。\n" * 8
        + "主席：請問院會，對本案照程序委員會意見處理，有無異議？（無）無異議，通過。"
        for n in range(1, 8)
    ]
    text = "\n".join(["縣議會第三次會議紀錄", "地　　點　議場", "主　　席　王院長金山", *papers, ""])
    assert [speaker for speaker, _ in remarks(read(text))] == ["王金山"] * 7


MARKED = """### 把水费摊开来算——与白石村党支部书记罗长庚对话
闻小冬
1998-11-05
第10版(民主与法制)
专栏：村官访谈

　　把水费摊开来算
　　——与白石村党支部书记罗长庚对话
　　本报记者  闻小冬
　　编者按：水费公开已经推行多年，各地做法不一，记者日前走进了白石村。
{legend}　　■　水费是从哪一年开始公开的？
　　□　八九年。那时候意见大得很，我想，嘴上说不清，就贴出来。
　　头一回贴，看到晚上还有人打着手电筒看。
　　■　没有干部反对吗？
　　□　有。账干净，脸就干净。
　　■　下一步怎么办？
　　□　把合同也贴出来。
"""


@pytest.mark.parametrize(
    "legend", ["　　（■为记者，□为罗长庚）\n", "　　■：本报记者　□：罗长庚\n", ""], ids=["said", "listed", "left out"]
)
def test_marks_before_questions_and_answers_open_turns(legend: str) -> None:
    document = read(MARKED.format(legend=legend))
    assert [speaker for speaker, _ in remarks(document)] == ["闻小冬", "罗长庚"] * 3
    assert remarks(document)[1][1].startswith("八九年。")
    assert remarks(document)[1][1].endswith("手电筒看。")
    assert not any(p.kind == "heading" or "■" in p.text.text for p in document.paragraphs if p.kind != "stage")


def test_marks_before_the_items_of_a_list_open_no_turns() -> None:
    items = ("▲石桥区二月二日开了会。", "▲青石区也开了会。", "△白塔区没有开会。", "▲老街开了会。", "▲东乡开了会。")
    assert remarks(read("\n".join(["各区开会情况", *items, ""]))) == []
