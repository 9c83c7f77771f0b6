"""What sites, offices, journals and collectors print round a text, told from it: tables of claims."""

from __future__ import annotations

import pytest

from documents.extraction.metadata import bylines, persons, publications
from documents.extraction.metadata.lines import read_fields
from documents.extraction.pipeline import extract
from documents.extraction.types import PublicationData
from documents.readers import read_bytes
from people.names import Gazetteer

from .reading import dropped, headings, kinds, lines_of, of_kind, parts_of

PROSE = "各乡要在封冻以前修好渠道，把明年春灌的用水安排下去，不能等到开春以后再动手。"


@pytest.mark.parametrize(
    "above",
    [
        ["临河县人民政府门户网站", "登录 | 注册", "县情", "当前位置：首页 > 政务公开 > 文件"],
        ["临河网首页", "登录 | 注册", "临河网>>时政>>综合报道", "打印 收藏 字号 大 小"],
        ["临河学院新闻网", "* 首页", "* 要闻", "当前位置: 首页 >> 要闻 >> 正文"],
        ["设为首页 加入收藏 网站地图", "临河网", "首页 | 县情 | 要闻 | 法规 | 办事", "临河网 > 要闻 > 正文"],
    ],
)
def test_what_stands_over_a_breadcrumb_is_the_sites(above: list[str]) -> None:
    text = "\n".join([*above, "春灌会议召开", "来源：临河日报", PROSE, PROSE])
    assert lines_of(text) == ["春灌会议召开", "来源：临河日报", PROSE, PROSE]


def test_a_name_takes_the_value_on_the_line_below() -> None:
    table = ["索 引 号：", "0143/2018-217", "主题分类：", "农业、水利\\水务", "发文机关：", "临河县人民政府"]
    text = "\n".join([*table, "临河县人民政府关于春灌的通知", "临政发〔2018〕3号", "各乡人民政府：", PROSE])
    head = [block for kind, block in kinds(text) if kind == "head"]
    assert head == [
        "索 引 号：0143/2018-217",
        "主题分类：农业、水利\\水务",
        "发文机关：临河县人民政府",
        "临河县人民政府关于春灌的通知",
        "临政发〔2018〕3号",
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("▲ 修渠用过的钢钎（县档案馆藏）", "caption"),
        ("图为社员在修渠。　何启明摄", "caption"),
        ("（附图片）", "caption"),
        ("上一篇：2021年述职报告", "site notice"),
        ("以上就是小编为大家整理的春灌演讲稿5篇，欢迎阅读。", "site notice"),
        ("收录于合集 #水利 12个", "site notice"),
    ],
)
def test_what_a_site_or_a_collector_adds_goes(line: str, why: str) -> None:
    assert dropped(f"春灌纪要\n{PROSE}\n{line}\n{PROSE}\n") == [(why, line)]


def test_the_list_of_further_texts_at_the_end_goes() -> None:
    text = f"春灌总结\n{PROSE}\n【春灌总结】相关文章：\n1.防汛工作总结\n2.护林工作总结\n"
    assert lines_of(text) == ["春灌总结", PROSE]


def test_a_footer_as_long_as_a_sentence_is_no_text() -> None:
    foot = "Powered by linhe.example Copyright © 2012 by linhe.example All Rights Reserved 临河网 江ICP备12000000号"
    text = f"设为首页 加入收藏\n临河网>>要闻>>正文\n春灌会议召开\n{PROSE}\n本文责编：林晓\n临河网\n{foot}\n"
    assert of_kind(text, "body") == [PROSE]


def test_a_few_words_under_a_picture_are_its_caption() -> None:
    text = f"春灌会议召开\n\n{PROSE}\n\n![](a.jpg)\n\n会议现场\n\n{PROSE}\n\n二、下一步\n\n{PROSE}\n"
    assert "会议现场" not in lines_of(text, "a.md")
    assert "二、下一步" in lines_of(text, "a.md")


def test_what_a_journal_prints_for_cataloguers_is_no_body() -> None:
    lines = ["渠道研究", "叶知秋1，何启明2", "（1．临河学院，临河 330013；2．临河水利局，临河 330200）"]
    lines += [
        f"［摘　要］{PROSE}",
        "［关键词］渠道；春灌",
        "一、问题",
        PROSE,
        "收稿日期：2012－03－15",
        "二、办法",
        PROSE,
    ]
    text = "\n".join(lines)
    assert [block for kind, block in kinds(text) if kind == "body"] == [f"［摘　要］{PROSE}", PROSE, PROSE]
    assert headings(text) == [(1, "一、问题"), (1, "二、办法")]


@pytest.mark.parametrize(
    "head",
    [
        "2012年第4期          叶知秋，何启明：渠道研究",
        "第14卷                 Journal of Linhe University              Vol.14",
        "临河学院学报（社会科学版）          2012年第4期",
    ],
)
def test_heads_of_a_journal_do_not_cut_a_sentence(head: str) -> None:
    text = f"渠道研究\n\n{PROSE}\n\n{PROSE}渠道失修，难以维持日\n\n{head}\n\n常运行。{PROSE}\n"
    assert [block for kind, block in kinds(text) if kind == "body"][1].count("日常运行") == 1


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("本报记者 罗 念 宋知秋 通讯员 程 远", ["罗念 本报记者", "宋知秋 本报记者", "程远 通讯员"]),
        ("本报记者  温  如  海", ["温如海 本报记者"]),
        ("□本报记者 罗念", ["罗念 本报记者"]),
        ("文/图 本报记者 罗念", ["罗念 本报记者"]),
        ("叶知秋1，沈静川1,2", ["叶知秋 None", "沈静川 None"]),
        ("文天祥", ["文天祥 None"]),
    ],
)
def test_a_by_line_names_each_with_the_role_before_it(line: str, wanted: list[str]) -> None:
    assert [f"{signer.name} {signer.position}" for signer in bylines.read_byline(line)] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("(责编：郑知微(实习生)、林晓)", ["郑知微 editor", "林晓 editor"]),
        ("［责任编辑：林　晓］", ["林晓 editor"]),
        ("编辑 | 陈一帆", ["陈一帆 editor"]),
        ("作者：学生记者 何静怡　摄影：吴越", ["何静怡 reporter"]),
        ("原创 周晓岚 清江党史 2019-07-03 18:22", ["周晓岚 author"]),
    ],
)
def test_makers_are_read_out_of_what_a_site_prints(line: str, wanted: list[str]) -> None:
    fields = [field for field in read_fields(line) if field.meaning in ("author", "reporter", "editor")]
    assert [f"{p.name} {p.role}" for field in fields for p in persons.read_people(field)] == wanted


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        ("本报讯（记者 罗念 通讯员 程远）四日，清江县开会。", ["罗念", "程远"]),
        ("新华社归云5月3日电（记者罗念、程远）四日开会。", ["罗念", "程远"]),
        ("【本報記者陳啟明臺中訊】省府四日開會。", ["陳啟明"]),
        ("【記者林文達／臺北報導】省府四日開會。", ["林文達"]),
        ("四日，清江县开会。（罗念 程远）", ["罗念", "程远"]),
        ("四日，清江县开会。（完）", []),
        ("记者从清江县了解到，工程已经完工。", []),
    ],
)
def test_a_dateline_or_the_last_bracket_names_the_reporters(paragraph: str, wanted: list[str]) -> None:
    assert [signer.name for signer in bylines.told_by([paragraph])] == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("清江融媒体中心", "清江融媒体中心"),
        ("眾水新聞", "眾水新聞"),
        ("江南网-江南日报    手机看新闻", "江南日报"),
        ("好文书网 点击：1056次 推荐访问：演讲稿", "好文书网"),
        ("互联网", None),
        ("某省档案馆", None),
    ],
)
def test_a_stated_source_is_a_publication_whatever_it_is_called(value: str, wanted: str | None) -> None:
    fields = [field for field in read_fields(f"来源：{value}") if field.meaning == "source"]
    found = publications.find_publication((), (), (), fields, None)
    assert (found and found.title) == wanted


@pytest.mark.parametrize(
    ("below", "wanted"),
    [
        ("（作者单位：临河学院历史系）", [("何启明", "临河学院历史系")]),
        ("*作者為退休教師。*", [("何启明", "退休教師")]),
        ("（作者：何启明）", [("何启明", None)]),
    ],
)
def test_a_line_below_the_text_says_what_its_author_is(below: str, wanted: list[tuple[str, str | None]]) -> None:
    [document] = extract(read_bytes("a.txt", f"渠道研究\n何启明\n{PROSE}\n{PROSE}\n{below}\n".encode()), Gazetteer())
    assert [(person.name, person.position) for person in document.people] == wanted


def test_who_signs_below_is_the_author_where_nobody_signs_above() -> None:
    text = f"依靠群众修渠\n{PROSE}\n{PROSE}\n临河县革命委员会报道组\n编后　{PROSE}\n"
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert [person.name for person in document.people] == ["临河县革命委员会报道组"]
    assert "临河县革命委员会报道组" not in [p.text.text for p in document.paragraphs]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["某人在防汛会议上强调", "立足防大汛　抢大险"], "某人在防汛会议上强调 立足防大汛 抢大险"),
        (["某办公厅关于进一步加强农村", "饮水安全工作的通知"], "某办公厅关于进一步加强农村饮水安全工作的通知"),
        (["临河县劳动争议仲裁委员会", "庭 审 笔 录"], "临河县劳动争议仲裁委员会庭审笔录"),
        (["临河县档案馆 全宗12 目录3 卷号45", "党组会议记录"], "党组会议记录"),
        (["临河县水利局文件", "临水发〔2011〕3号", "关于春灌的通知"], "关于春灌的通知"),
        (["本刊特稿", "村里来了水博士"], "村里来了水博士"),
        (["2016年3月8日水利部发言人主持例行记者会", "2016-03-08 18:40"], "2016年3月8日水利部发言人主持例行记者会"),
        (
            ["2026年政府工作报告", "来源：临河日报", "——2026年1月28日在临河县人民代表大会第四次会议上"],
            "2026年政府工作报告——2026年1月28日在临河县人民代表大会第四次会议上",
        ),
        (["关于法庭文件", "临河县人民检察院起诉书"], "关于法庭文件"),
        (
            ["政府工作报告", "", "——在某市第十届人民代表大会第一次", "", "会议上"],
            "政府工作报告——在某市第十届人民代表大会第一次会议上",
        ),
    ],
)
def test_a_title_on_several_lines_is_one(lines: list[str], title: str) -> None:
    text = "\n".join([*lines, "", PROSE, PROSE])
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.title == title


def test_the_yearbook_over_its_first_page_is_no_title() -> None:
    heads = ["26  平湖年鉴1999", "·特　载·  27", "28  平湖年鉴1999"]
    body = "".join(f"{PROSE}\n" * 6 + f"{head}\n" for head in heads)
    text = f"平 湖 年 鉴 1999\n在会上的讲话\n{body}{PROSE}\n"
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.title == "在会上的讲话"
    assert document.publication == PublicationData(title="平湖年鉴1999", locator="特载", kind="yearbook")


def test_documents_that_the_contents_list_over_their_dates_are_pieces() -> None:
    listed = "目　录\n1．关于试办社的意见（1952年3月14日）……1\n2．某村互助组的调查*（1952年11月）……9\n"
    text = f"合作化文件选编\n临河县档案馆编\n一九八六年十月\n{listed}"
    text += f"关于试办社的意见\n（1952年3月14日）\n{PROSE}{PROSE}\n某村互助组的调查\n（1952年11月）\n{PROSE}{PROSE}\n"
    whole, first, second = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert (whole.title, whole.kind, whole.date) == ("合作化文件选编", "compilation", "1986-10")
    assert [(person.name, person.role) for person in whole.people] == [("临河县档案馆", "editor")]
    assert [(d.title, d.date) for d in (first, second)] == [
        ("关于试办社的意见", "1952-03-14"),
        ("某村互助组的调查", "1952-11"),
    ]


def test_items_with_nothing_between_them_are_no_headings() -> None:
    items = ["（1）有据者。", "（2）潜藏有活动者。（一般的应予登记）。", "（3）又作恶者。"]
    text = "\n".join(["工作计划", f"一、对象：{PROSE}{PROSE}", *items, f"以上各项，{PROSE}"])
    assert headings(text) == []


def test_a_stop_with_a_note_mark_ends_its_paragraph() -> None:
    text = f"治水\n{PROSE}他写道：“官不修，民自修。”②\n\n此后{PROSE}\n\n② 《日记》，第9页。\n"
    assert len(of_kind(text, "body")) == 2


def test_page_heads_name_the_book_a_chapter_is_from() -> None:
    heads = ["45 / 清江水利史", "46 / 清江水利史", "47 / 清江水利史"]
    text = "第二章　渠道\n" + "".join(f"{PROSE}\n" * 6 + f"{head}\n" for head in heads) + PROSE
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.publication == PublicationData(title="清江水利史", kind="book")


def test_the_book_stands_over_one_page_and_its_chapter_over_the_facing_one() -> None:
    page = "\n".join([f"渠长由受益各户公推，三年一任，不支薪水，第{n}次推举时各户都到。" for n in "一二三四五六"])
    heads = ["28　清江水利十讲", "第二章　乡村水利的组织　29", "30　清江水利十讲"]
    text = "\n\n".join([heads[0], "第二章　乡村水利的组织", page, heads[1], page, heads[2], page, ""])
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.publication == PublicationData(title="清江水利十讲", kind="book")


def test_the_day_in_the_occasion_is_believed_before_that_of_the_page() -> None:
    text = (
        f"政府工作报告\n2026年02月10日 07时41分\n2026年2月3日在临河县人民代表大会第五次会议上\n县长　顾明远\n{PROSE}\n"
    )
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.date == "2026-02-03"


def test_a_record_names_its_author_by_any_name() -> None:
    page = f'---\ntitle: "守渠"\nauthor: "一悠"\n---\n\n{PROSE}\n'
    [document] = extract(read_bytes("a.md", page.encode()), Gazetteer())
    assert [(person.name, person.role) for person in document.people] == [("一悠", "author")]


@pytest.mark.parametrize(
    ("head", "title", "locator"),
    [
        (["临河县人民政府公报　2009年第18期", "县政府文件", "关于春灌的决定"], "临河县人民政府公报", "2009年第18期"),
        (["临河县水利局工作简报", "第7期（总第43期）", "春灌会议召开"], "临河县水利局工作简报", "第7期（总第43期）"),
    ],
)
def test_a_gazette_or_a_bulletin_names_itself_with_its_number(head: list[str], title: str, locator: str) -> None:
    [document] = extract(read_bytes("a.txt", "\n".join([*head, PROSE, PROSE]).encode()), Gazetteer())
    assert document.publication == PublicationData(title=title, locator=locator, kind="journal")


@pytest.mark.parametrize(
    "line",
    [
        "主题词：水利　表彰　决定",
        "抄送：县委各部门，县人大常委会办公室。",
        "报：县委、县政府领导",
        "（此件发至县、团级，不登报。）",
        "中共临河县委办公室　　　　　　　　　　　　　一九六九年九月十七日发出",
        "共印四二、四二三份。",
        "附件：先进单位名单",
        "（程有为整理。作者系离休干部，时任支部书记。）",
    ],
)
def test_what_an_office_prints_under_a_paper_is_tail(line: str) -> None:
    assert of_kind(f"关于春灌的通知\n{PROSE}\n{PROSE}\n{line}\n", "tail") == [line]


def test_a_number_at_the_right_margin_is_a_page_number() -> None:
    text = (
        "忆护堤\n    沿堤各村的人都上了大堤，日夜不停地抬石头、打木桩，一直\n" + " " * 50 + "23\n\n干到天亮才停下来。\n"
    )
    assert [text for why, text in dropped(text) if why == "page number"] == ["23"]


def test_a_signature_may_give_the_hour() -> None:
    text = f"转发报告的批语\n某人\n{PROSE}\n某人一九五一年十二月十三日上午四时\n"
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.date == "1951-12-13"


def test_the_day_of_a_collection_that_a_paper_is_copied_from_is_not_its_own() -> None:
    text = f"关于生产的规定\n{PROSE}\n{PROSE}\n来源：\n根据县革命委员会编印《文件汇编[一]》，临河：1968年4月\n"
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.date is None


def test_pieces_may_bear_their_number_behind_the_title() -> None:
    text = f"表态发言稿（通用2篇）\n表态发言稿　篇1\n{PROSE}{PROSE}\n表态发言稿　篇2\n{PROSE}{PROSE}\n"
    whole, first, second = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert (whole.title, whole.kind) == ("表态发言稿（通用2篇）", "compilation")
    assert [(d.title, d.kind) for d in (first, second)] == [
        ("表态发言稿 篇1", "speech"),
        ("表态发言稿 篇2", "speech"),
    ]


def test_years_of_a_chronicle_are_headings_and_no_date() -> None:
    text = f"水利大事记\n1949年\n5月　{PROSE}\n1954年\n7月24日　{PROSE}\n1976年\n11月　{PROSE}\n"
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert headings(text) == [(1, "1949年"), (1, "1954年"), (1, "1976年")]
    assert document.date is None


def test_the_day_in_the_bracket_under_a_speech_is_believed_before_that_of_the_page() -> None:
    head = "周慕白校长在毕业典礼上的讲话\n发布时间：2019-06-25 浏览次数：13"
    text = f"{head}\n{PROSE}\n{PROSE}\n（2019年6月24日，根据录音整理）\n"
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert document.date == "2019-06-24"
    assert [(person.name, person.position) for person in document.people] == [("周慕白", "校长")]


def test_pieces_announced_in_two_ways_are_one_series() -> None:
    text = f"演讲稿\n篇一：修渠\n{PROSE}{PROSE}\n篇二：留种\n{PROSE}{PROSE}\n【篇三】护林\n{PROSE}{PROSE}\n"
    assert [part.part for part in parts_of(text)] == [None, "1", "2", "3"]


def test_an_addressed_report_after_a_signed_letter_is_a_document() -> None:
    text = f"中央转发煤矿的措施\n各省委：\n{PROSE}{PROSE}\n中央九月一日\n煤矿的情况及措施\n各省财委：\n{PROSE}{PROSE}\n"
    assert [part.part for part in parts_of(text)] == [None, "1", "2"]
