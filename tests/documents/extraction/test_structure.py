"""Which lines are head, heading, paragraph, contents, stage direction and tail, and which documents a file holds."""

import pytest

from documents.extraction.structure import segment_parts
from documents.extraction.types import Layout

from .reading import blocks_of, headings, kinds, of_kind, parts_of

A = "各乡要在封冻以前修好渠道，把明年春灌的用水安排下去，不能等到开春以后再动手。"
B = "种子要早调剂，今年留得不够的社队，可以同邻社换，换不到的由粮站供应。"
C = "劳动力的安排要留有余地，修渠不要挤掉积肥，积肥也不要耽误副业生产。"


def test_a_speech_from_a_yearbook() -> None:
    text = f"""在全县冬季水利会议暨
先进单位座谈会上的讲话

县委副书记　曹望舒

（一九七六年十一月三日）

　　同志们：

　　{A}

　　一、关于渠道

　　{B}

　　（一）干渠

　　{C}

　　（二）支渠

　　{A}

　　二、关于种子

　　{B}
"""
    assert of_kind(text, "head") == [
        "在全县冬季水利会议暨先进单位座谈会上的讲话",
        "县委副书记　曹望舒",
        "（一九七六年十一月三日）",
    ]
    assert headings(text) == [(1, "一、关于渠道"), (2, "（一）干渠"), (2, "（二）支渠"), (1, "二、关于种子")]
    assert of_kind(text, "body") == ["同志们：", A, B, C, A, B]


def test_a_newspaper_record_repeats_its_title_and_gives_facts_before_the_turns() -> None:
    text = f"""### 把水用在刀刃上——临河县委中心组学习实录
何启明  苏见山
1979-11-06
第2版(经济)
专栏：学习实录

    把水用在刀刃上
　　——临河县委中心组学习实录
    本报记者  何启明  苏见山
　　学习时间：1979年10月16日
    学习地点：县委会议室
　　参加人员：县委中心组成员
　　曹望舒（县委书记）：{A}
　　渠道是灌溉的命脉，必须先修
　　曹望舒：{B}
　　苏见山（副县长）：{C}
"""
    assert of_kind(text, "head")[1:5] == ["何启明  苏见山", "1979-11-06", "第2版(经济)", "专栏：学习实录"]
    assert of_kind(text, "head")[-1] == "参加人员：县委中心组成员"
    assert headings(text) == [(1, "渠道是灌溉的命脉，必须先修")]
    assert of_kind(text, "body") == [f"曹望舒（县委书记）：{A}", f"曹望舒：{B}", f"苏见山（副县长）：{C}"]


@pytest.mark.parametrize(
    "opening",
    [
        "【新华社临河十三日电】" + A,
        "编者按：" + A,
        "按：" + A,
        "内容摘要：" + A,
        "各位代表：",
        "尊敬的主席，各位来宾：",
        "各公社革命委员会，县直各单位：",
        "问：渠道修到哪里了？修了多长？",
        A,
    ],
)
def test_what_opens_a_text_is_body(opening: str) -> None:
    assert of_kind(f"春灌纪要\n何启明\n{opening}\n{B}\n", "body") == [opening, B]


@pytest.mark.parametrize(
    "line",
    [
        "何启明",
        "本报记者  何启明",
        "（一九七六年十一月三日）",
        "1976年11月3日",
        "时间：1976年11月3日下午3—5时",
        "地　　点　县委会议室",
        "出席：曹望舒、苏见山、何启明",
        "缺席：",
        "〖地点：县委会议室〗",
        "（根据记录整理，未经本人审阅）",
        "来源：《临河简报》第3期",
        "——在全县水利会议上",
        "《临河日报》社论",
    ],
)
def test_what_stands_between_title_and_text_is_head(line: str) -> None:
    text = f"春灌纪要\n{line}\n{A}\n{B}\n"
    assert (of_kind(text, "head"), of_kind(text, "body")) == (["春灌纪要", line], [A, B])


@pytest.mark.parametrize(
    "line",
    [
        "来源：《临河简报》第3期，1976年11月。",
        "---- 原载《临河日报》1957年8月4日",
        "中共临河县委员会一九七六年十一月三日",
        "1976年11月3日",
        "（何启明）",
        "（责任编辑：何启明）",
        "临河县水利局",
    ],
)
def test_what_follows_the_text_is_tail(line: str) -> None:
    text = f"春灌纪要\n{A}\n{B}\n{line}\n"
    assert (of_kind(text, "body"), of_kind(text, "tail")) == ([A, B], [line])


def test_a_source_on_a_line_of_its_own_takes_the_next_with_it() -> None:
    assert of_kind(f"春灌纪要\n{A}\n{B}\n来源：\n县档案馆藏件，全宗号12\n", "tail") == [
        "来源：",
        "县档案馆藏件，全宗号12",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、渠道", A, "二、种子", B], [(1, "一、渠道"), (1, "二、种子")]),
        (
            ["第一章　渠道", A, "第一节　干渠", B, "第二章　种子", C],
            [(1, "第一章　渠道"), (2, "第一节　干渠"), (1, "第二章　种子")],
        ),
        (["一、关于渠道问题。", A, "二、关于种子问题。", B], [(1, "一、关于渠道问题。"), (1, "二、关于种子问题。")]),
        (["（一）", A, "（二）", B], [(1, "（一）"), (1, "（二）")]),
        (["一", A, "二", B], [(1, "一"), (1, "二")]),
        (["渠道是命脉", A, "种子是根本", B], [(1, "渠道是命脉"), (1, "种子是根本")]),
        (["1976年", A, "1977年", B], [(1, "1976年"), (1, "1977年")]),
        (["前　言", A, "一、渠道", B], [(1, "前　言"), (1, "一、渠道")]),
        (["**渠道**", A, "**种子**", B], [(1, "渠道"), (1, "种子")]),
        (["## 渠道", A, "#### 干渠", B, "## 种子", C], [(1, "渠道"), (2, "干渠"), (1, "种子")]),
        (
            ["一、渠道", A, "1.干渠", B, "2.支渠", C, "二、种子", A],
            [(1, "一、渠道"), (2, "1.干渠"), (2, "2.支渠"), (1, "二、种子")],
        ),
        (["渠道怎么修？", A, "种子够不够？", B], [(1, "渠道怎么修？"), (1, "种子够不够？")]),
        (["議程第一項：渠道", A, "議程第二項：種子", B], [(1, "議程第一項：渠道"), (1, "議程第二項：種子")]),
    ],
)
def test_headings_and_their_levels(lines: list[str], expected: list[tuple[int, str]]) -> None:
    assert headings("\n".join(["春灌纪要", "何启明", C, *lines, ""])) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["一要修渠。" + A, "二要留种。" + B],
        ["一、修渠。" + A, "二、留种。" + B],
        ["1、要从根本上理解水利与农业的关系。水利是命脉，" + A, "2、要从长远上理解。" + B],
        ["（一）修渠；", "（二）平地；", "（三）留种。"],
        ["1.修渠", "2.平地", "3.留种", A],
        ["首先要修渠，" + A],
        ["女士们，先生们！", A],
        ["曹望舒", "苏见山", "何启明", A],
        ["1.“双保险”：", "指渠井结合。", "2.“三不误”：", "指修渠、积肥、副业互不耽误。"],
        ["主席：渠道修完了没有？", A],
    ],
)
def test_what_runs_on_is_listed_or_addresses_somebody_is_no_heading(lines: list[str]) -> None:
    assert headings("\n".join(["春灌纪要", "何启明", C, *lines, ""])) == []


def test_a_line_ends_in_mid_sentence_among_numbered_headings_is_a_broken_sentence() -> None:
    text = f"春灌纪要\n一、渠道\n去年以来，临河县的渠道建设成为\n全区的样板。{A}\n二、种子\n{B}\n三、劳力\n{C}\n"
    assert of_kind(text, "body")[0] == f"去年以来，临河县的渠道建设成为全区的样板。{A}"


CONTENTS = f"""# 临河水利志

本书编写组

临河人民出版社

**图书在版编目(CIP)数据**

临河水利志/临河水利志编写组编. —临河:临河人民出版社,2001.6
ISBN 7-0000-0000-0

责任编辑:何启明

定 价:12.00元

# 前 言

{A}

# 目 录

## 一、渠道

- (一)干渠 /1
- (二)支渠 /10

## 二、种子

- (一)留种 /21
"""


def test_a_book_has_an_imprint_a_preface_and_contents() -> None:
    blocks = blocks_of(CONTENTS)
    assert [b.text.text for b in blocks if b.kind == "head"][-1] == "定 价:12.00元"
    assert headings(CONTENTS) == [(1, "前 言")]
    assert [(b.level, b.text.text, b.page) for b in blocks if b.kind == "contents"] == [
        (1, "一、渠道", None),
        (2, "(一)干渠", "1"),
        (2, "(二)支渠", "10"),
        (1, "二、种子", None),
        (2, "(一)留种", "21"),
    ]


def test_contents_with_leaders_end_where_the_text_begins() -> None:
    lines = ["水利情况简报", "目  录", "一、渠道的情况…………………………（1）", "二、种子的情况…………………………（3）"]
    text = "\n".join([*lines, "一、渠道的情况", A, "二、种子的情况", B])
    assert [(b.text.text, b.page) for b in blocks_of(text) if b.kind == "contents"] == [
        ("一、渠道的情况", "1"),
        ("二、种子的情况", "3"),
    ]
    assert headings(text) == [(1, "一、渠道的情况"), (1, "二、种子的情况")]


def test_directions_in_a_record_of_speech_stand_by_themselves() -> None:
    text = (
        "座谈记录\n"
        + "".join(f"曹：{line}\n苏：好的，就这样办。\n" for line in (A, B, C))
        + "（会议休息十分钟）\n曹：继续开会。\n"
    )
    assert of_kind(text, "stage") == ["（会议休息十分钟）"]
    assert of_kind(text, "body")[-1] == "曹：继续开会。"


def test_a_title_that_runs_into_the_text_is_taken_off_it() -> None:
    text = f"春灌会议精神\n学习心得体会\n春灌会议精神学习心得体会  3月2日上午，我们听了传达。{A}\n{B}\n"
    assert of_kind(text, "head") == ["春灌会议精神", "学习心得体会", "春灌会议精神学习心得体会"]
    assert of_kind(text, "body") == [f"3月2日上午，我们听了传达。{A}", B]


def test_a_note_follows_what_it_stands_under() -> None:
    text = f"论春灌\n{A}他引过一句话①。\n① 《临河县志》，第9页。\n{B}\n"
    assert [kind for kind, _ in kinds(text)] == ["head", "body", "note", "body"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一篇：", "第二篇："),
        ("第一篇 ", "第二篇 "),
        ("篇一：", "篇二："),
        ("范文一：", "范文二："),
        ("【篇一】", "【篇二】"),
    ],
)
def test_announced_pieces_are_documents(first: str, second: str) -> None:
    text = f"{first}怎样修渠\n{A}\n一、干渠\n{B}\n{second}怎样留种\n文章标题：怎样留种\n{C}\n{A}\n"
    whole, one, two = parts_of(text)
    assert [(p.part, p.title.text) for p in (one, two) if p.title] == [("1", "怎样修渠"), ("2", "怎样留种")]
    assert [(b.kind, b.level, b.text.text) for b in whole.blocks] == [
        ("heading", 1, f"{first}怎样修渠".strip()),
        ("heading", 1, f"{second}怎样留种".strip()),
    ]
    assert [b.text.text for b in one.blocks if b.kind == "body"] == [A, B]
    assert [b.text.text for b in two.blocks if b.kind == "head"] == ["文章标题：怎样留种"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("（一）", "（二）"), ("1", "2"), ("一：", "二："), ("【1】", "【2】"), ("　第一篇", "　第二篇")],
)
def test_the_same_title_with_a_number_is_a_series(first: str, second: str) -> None:
    text = f"春灌心得体会{first}\n{A}\n{B}\n春灌心得体会{second}\n{C}\n{A}\n"
    assert [part.title.text for part in parts_of(text) if part.title] == [f"春灌心得体会{n}" for n in (first, second)]


def test_a_table_of_records_is_a_compilation() -> None:
    text = f'date,title,word\n1976-11-03 09:37:40,修渠,"\t{A}\n\t他说“”好，“先修渠""。"\n1976-11-04,留种,"{B}"\n'
    whole, one, two = parts_of(text)
    assert [b.text.text for b in whole.blocks] == ["修渠", "留种"]
    assert (one.date_printed, two.date_printed) == ("1976-11-03 09:37:40", "1976-11-04")
    assert [b.text.text for b in one.blocks] == [A, '他说“”好，“先修渠"。']


def test_an_order_and_what_it_sends_out_are_two_documents() -> None:
    text = (
        f"县委转发水利局的报告\n各公社党委：\n{A}{B}\n中共临河县委一九七六年十一月三日\n附：\n关于冬修水利的报告\n县委：\n{C}{A}\n"
        f"临河县水利局一九七六年十月二十日\n来源：县档案馆\n"
    )
    whole, order, report = parts_of(text)
    assert [b.text.text for b in whole.blocks if b.kind == "heading"] == ["关于冬修水利的报告"]
    assert [b.text.text for b in whole.blocks if b.kind == "head"] == ["县委转发水利局的报告"]
    assert (order.title, report.title.text if report.title else None) == (None, "关于冬修水利的报告")
    assert [b.text.text for b in order.blocks if b.kind == "tail"] == ["中共临河县委一九七六年十一月三日"]


@pytest.mark.parametrize(
    "text",
    [
        f"修渠总结\n{A}\n附：\n参加人员名册\n曹望舒\n苏见山\n",
        f"修渠总结\n{A}{B}\n附件：略\n",
        f"修渠总结\n第一篇：修渠\n第二篇：留种\n{A}\n{B}\n",  # a table of contents: no text under the first
        f"修渠总结\n{A}\n1976年11月3日\n{B}\n",
        f"修渠总结\n案例一\n{A}\n{B}\n案例二\n{C}\n{A}\n",
        f"修渠总结（一）\n{A}\n{B}\n",
    ],
)
def test_a_list_an_omission_or_a_date_makes_no_second_document(text: str) -> None:
    assert len(parts_of(text)) == 1


def test_an_empty_layout_has_one_empty_part() -> None:
    [part] = segment_parts(Layout(()))
    assert part.blocks == ()
