"""What the lines around a text say of it: title, kind, date, people, publication, meeting. All is invented."""

from __future__ import annotations

import pytest

from archive.lib.chinese_dates import find_dates
from documents.extraction.metadata import extract_metadata, kinds
from documents.extraction.metadata.bylines import read_byline
from documents.extraction.metadata.dating import PrintedDate, find_date
from documents.extraction.metadata.kinds import is_speech_title, is_transcript_title
from documents.extraction.metadata.lines import date_line, leading_bracket, read_fields, signature_date
from documents.extraction.metadata.persons import speakers_in_title
from documents.extraction.metadata.publications import kind_of
from documents.extraction.metadata.titles import find_title, tidy_title
from documents.extraction.pipeline import extract
from documents.extraction.spans import MappedText
from documents.extraction.types import Block, Metadata, Part
from documents.readers import read_bytes
from people.names import Gazetteer, KnownPerson, NameForm

KNOWN = Gazetteer((KnownPerson("沈石桥", forms=(NameForm("沈老", "honorific"),)),))
BODY = "治水要从源头做起，先把上游的林子护住，再把下游的堰修好，一年一年地做下去。"


def blocks(kind: str, *texts: str, markup: str = "") -> tuple[Block, ...]:
    return tuple(Block(kind, MappedText.of(text, 0), markup=markup) for text in texts)


def read(
    *head: str, body: tuple[str, ...] = (BODY,), tail: tuple[str, ...] = (), dropped: tuple[str, ...] = ()
) -> Metadata:
    """The metadata of a part with these lines."""
    pieces = blocks("head", *head) + blocks("body", *body) + blocks("tail", *tail)
    return extract_metadata(Part(None, pieces + blocks("dropped", *dropped, markup="page head")), KNOWN)


FIELDS = [
    ("发布日期：2005/07/14 提供单位：水利教研室", [("published", "2005/07/14"), ("provider", "水利教研室")]),
    ("时  间：1967年10月25日晚", [("when", "1967年10月25日晚")]),
    ("時　　間　中華民國二十四年十月十二日", [("when", "中華民國二十四年十月十二日")]),
    ("〖时间：十二月二十六日，地点：小礼堂。〗", [("when", "十二月二十六日"), ("where", "小礼堂")]),
    ("选择字号：大 中 小 更新时间：2015-07-21 08:45", [("published", "2015-07-21 08:45")]),
    ("来源:砚溪网作者:沈石桥，周山/采", [("source", "砚溪网"), ("author", "沈石桥，周山/采")]),
    ("时间的重要性", []),
    (BODY, []),
]

TITLES = [
    (("《滏北文史资料》第八辑（1996年）", "难忘的一九六三年抗洪"), "难忘的一九六三年抗洪"),
    (("立法會CB(2)2188/10-11號文件", "水務事務委員會", "會議紀要"), "水務事務委員會會議紀要"),
    (("嵐江文藝　第二十一期　民國七十三年一月", "鄉土文學座談會紀錄"), "鄉土文學座談會紀錄"),
    (("关于一九五四年全县互助合作", "工　作　的　报　告"), "关于一九五四年全县互助合作工作的报告"),
    (("岬灣縣議會", "第五屆岬灣縣議會第三次會議紀錄"), "第五屆岬灣縣議會第三次會議紀錄"),
    (("岚江在线首页 | 新闻 | 评论 | 视频 | 访谈", "水务局局长谈内涝治理"), "水务局局长谈内涝治理"),
    (
        ("2016年3月8日外交部发言人贺知远主持例行记者会", "2016-03-08 18:40"),
        "2016年3月8日外交部发言人贺知远主持例行记者会",
    ),
    (
        ("归云市中级人民法院", "法庭审理笔录（第一次）", "时间：1994年6月8日"),
        "归云市中级人民法院法庭审理笔录（第一次）",
    ),
    (("《南窗》月刊　一九八八年三月號　第十四期", "訪舊書商岑伯"), "訪舊書商岑伯"),
    (("在全县治水会议上的讲话", "沈石桥"), "在全县治水会议上的讲话"),
    (("让一条溪清起来", "——护水座谈会实录"), "让一条溪清起来——护水座谈会实录"),
    (("治水十年", "——沈石桥"), "治水十年"),
    (("全县治水会议", "在全县治水会议上的讲话"), "在全县治水会议上的讲话"),
    (("砚溪要闻", "县里召开护水座谈会"), "县里召开护水座谈会"),
    (("第2版()", "1946-05-26", "石塘修堰"), "石塘修堰"),
    (("2026年砚溪县政府工作报告",), "2026年砚溪县政府工作报告"),
    (("会议纪要", "砚溪县第三次治水会议纪要"), "砚溪县第三次治水会议纪要"),
    (("沈石桥会见外宾谈话记录（未经本人审阅）",), "沈石桥会见外宾谈话记录"),
    (("县里修堰  乡里护林  人人动手",), "县里修堰 乡里护林 人人动手"),
    (("（2011年9月16日）",), None),
]

KINDS = [
    ("在全县治水会议上的讲话（摘要）", "speech"),
    ("沈石桥在县治水大会上的报告", "speech"),
    ("2026年砚溪县政府工作报告", "speech"),
    ("护水座谈会实录", "transcript"),
    ("沈石桥与外宾会谈记录", "transcript"),
    ("砚溪县委关于修堰情况的报告", "article"),
    ("重新发表《在治水会议上的讲话》按语", "article"),
    ("论修堰", "article"),
]

BYLINES = [
    ("郎永泰口述　郝小雨整理", [("郎永泰", None), ("郝小雨", None)]),
    (
        "石门乡乡长　周根生　乡妇联主任　何月娥　前进社主任　龚寿山",
        [("周根生", "石门乡乡长"), ("何月娥", "乡妇联主任"), ("龚寿山", "前进社主任")],
    ),
    ("专访岚江花鼓剧团团长柳如眉", [("柳如眉", "岚江花鼓剧团团长")]),
    ("本报记者  沈石桥  周山", [("沈石桥", "本报记者"), ("周山", "本报记者")]),
    ("新华社记者沈石桥", [("沈石桥", "新华社记者")]),
    ("砚溪县水利局局长　沈静川", [("沈静川", "砚溪县水利局局长")]),
    ("卫生部副部长、沈石桥", [("沈石桥", "卫生部副部长")]),
    ("走马镇：沈石桥", [("沈石桥", "走马镇")]),
    ("四川、沈石桥", [("沈石桥", "四川")]),
    ("岚江大学、沈石桥、周山", [("岚江大学", None), ("沈石桥", "岚江大学"), ("周山", "岚江大学")]),
    ("青石镇中学 沈石桥", [("沈石桥", "青石镇中学")]),
    ("《砚溪日报》社论", [("《砚溪日报》社论", None)]),
    ("(沈石桥)", [("沈石桥", None)]),
    ("关于形势和任务", []),
    ("目    录", []),
    ("砚溪县河道整治工作会议", []),
    ("各省、市委：", []),
]

DATES = [
    # head, tail, date
    (("在全县治水会议上的讲话", "沈石桥", "（二〇〇三年五月六日）"), (), "2003-05-06"),
    (("治水十年", "沈石桥", "2003-11-06", "第9版(理论)"), (), "2003-11-06"),
    (("治水十年", "沈石桥"), ("原载《砚溪日报》2003年11月6日",), "2003-11-06"),
    (("县委关于修堰的报告",), ("中共砚溪县委一九六一年五月二日",), "1961-05-02"),
    (("县委关于修堰的报告",), ("中共砚溪县委一九六一年五月二日", "来源：《砚溪史料》，2003年"), "1961-05-02"),
    (("沈石桥与外宾谈话记录", "〖时间：1966年8月16日，地点：小礼堂〗"), ("来源：2003年3月印",), "1966-08-16"),
    (("要修堰！沈石桥四月二十一日在治水会上的讲话", "1946-05-17", "第1版()"), (), "1946-04-21"),
    (("治水十年", "来源：砚溪网  2019-02-17"), (), "2019-02-17"),
    (("2003年治水十年",), (), None),
    (("治水十年",), (), None),
]


@pytest.mark.parametrize(("line", "wanted"), FIELDS)
def test_named_values_are_read_where_a_field_begins(line: str, wanted: list[tuple[str, str]]) -> None:
    assert [(field.meaning, field.value) for field in read_fields(line)] == wanted


@pytest.mark.parametrize(("head", "wanted"), TITLES)
def test_the_title_is_found_and_put_together(head: tuple[str, ...], wanted: str | None) -> None:
    assert find_title(blocks("head", *head)) == wanted


def test_a_line_marked_as_heading_is_the_title() -> None:
    assert find_title(blocks("head", "返回砚溪网") + blocks("head", "治水十年", markup="h3")) == "治水十年"


def test_numbers_of_a_series_stay_in_the_title_and_note_marks_do_not() -> None:
    assert tidy_title("谈护林 (9)") == "谈护林 (9)"
    assert tidy_title("谈护林①") == "谈护林"


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_the_title_tells_the_kind(title: str, kind: str) -> None:
    assert read(title).kind == kind
    assert is_speech_title(title) is (kind == "speech")
    assert is_transcript_title(title) is (kind == "transcript")


def test_turns_make_a_transcript_whatever_the_title_says() -> None:
    turns = ("沈石桥：今天开会。", "周山：我同意。", "沈石桥：散会吧。")
    assert read("接见青年时的讲话", body=turns).kind == "transcript"


def test_a_file_of_headings_only_is_a_compilation() -> None:
    assert extract_metadata(Part(None, blocks("heading", "一篇", "二篇")), KNOWN).kind == "compilation"


@pytest.mark.parametrize(("line", "wanted"), BYLINES)
def test_a_by_line_gives_names_with_office_or_unit(line: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [(signer.name, signer.position) for signer in read_byline(line)] == wanted


def test_an_office_on_its_own_line_belongs_to_the_name_below() -> None:
    found = read("在全县治水会议上的讲话", "县委书记、县治水办公室主任", "沈静川")
    assert [(p.name, p.position) for p in found.people] == [("沈静川", "县委书记、县治水办公室主任")]


def test_a_day_and_a_place_in_brackets_sign_nothing() -> None:
    found = read("沈石桥副部长在水电会议上的讲话", "（2007年6月8日　云阳）")
    assert [(p.name, p.position) for p in found.people] == [("沈石桥", "副部长")]


def test_a_reporter_is_no_author_besides() -> None:
    found = read("护水座谈会实录", "周山", "本报记者  周山")
    assert [(p.name, p.role, p.position) for p in found.people] == [("周山", "reporter", "本报记者")]


def test_the_person_a_title_makes_its_subject_speaks() -> None:
    assert [s.name for s in speakers_in_title("沈老在座谈会上的讲话", KNOWN)] == ["沈石桥"]
    assert [s.name for s in speakers_in_title("要修堰——周青山同志在治水会上的讲话", KNOWN)] == ["周青山"]
    assert speakers_in_title("在座谈会上的讲话", KNOWN) == []


@pytest.mark.parametrize(("head", "tail", "wanted"), DATES)
def test_the_date_is_believed_in_the_order_of_the_kind(
    head: tuple[str, ...], tail: tuple[str, ...], wanted: str | None
) -> None:
    assert read(*head, tail=tail).date == wanted


def test_two_dates_keep_the_printed_form_and_say_which_was_believed() -> None:
    found = read("在全县治水会议上的讲话", "来源：砚溪网  2019-02-17", "（2019年2月16日，砚溪）")
    assert (found.date, found.date_printed) == ("2019-02-16", "2019年2月16日")
    assert len(found.problems) == 1
    assert "2019-02-17" in found.problems[0]


def test_a_covering_letter_dates_what_it_covers() -> None:
    body = ("现将报告转发你们。", "中共砚溪县委一九七〇年三月十五日", BODY, BODY, BODY, "治水局一九七〇年二月一日")
    assert read("县委转发治水局的报告", body=body).date == "1970-03-15"


def test_a_date_without_a_year_takes_it_from_the_issue() -> None:
    issue, bare = next(find_dates("1946-05-26")), next(find_dates("四月四日"))
    assert bare.year is None
    best, _ = find_date([PrintedDate("issue", issue, "x"), PrintedDate("title", bare, "y")], "speech")
    assert best is not None
    assert best.date.edtf == "1946-04-04"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("（2019年2月16日，慕尼黑）", "2019-02-16"),
        ("一九六六年八月二十九日晚十时", "1966-08-29"),
        ("1942年生，汉族，砚溪人，学生出身，系县机器厂的徒工，住县城南街三里五号", None),
        ("2026年砚溪县政府工作报告", None),
    ],
)
def test_a_date_line_holds_little_else(line: str, wanted: str | None) -> None:
    found = date_line(line)
    assert (found and found.edtf) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("中共砚溪县委一九七〇年三月十五日", "1970-03-15"),
        ("沈石桥1958.3.22.", "1958-03-22"),
        ("砚溪县革命委员会（1968.4至1980.12）", None),
        ("他于一九七〇年三月十五日到职，此后一直在该厂工作。", None),
    ],
)
def test_a_signature_is_short_and_ends_with_its_date(line: str, wanted: str | None) -> None:
    found = signature_date(line)
    assert (found and found.edtf) == wanted


def test_a_bracket_that_opens_a_paragraph_informs() -> None:
    assert leading_bracket("〖时间：八月二十四日。〗（进场）同志们！") == "时间：八月二十四日。"
    assert leading_bracket("（一）关于形势") is None


def test_a_newspaper_shows_by_its_page() -> None:
    found = read("治水十年", "2003-11-06", "第9版(理论)").publication
    assert found is not None
    assert (found.title, found.date, found.locator, found.kind) == (None, "2003-11-06", "第9版(理论)", "newspaper")
    empty = read("治水十年", "2003-11-06", "第2版()").publication
    assert empty is not None
    assert empty.locator == "第2版"


def test_page_heads_name_the_yearbook_and_its_section() -> None:
    found = read("在治水会议上的讲话", dropped=("·2· 砚溪年鉴2012", "·3·专　　载")).publication
    assert found is not None
    assert (found.title, found.locator, found.kind) == ("砚溪年鉴2012", "专载", "yearbook")


def test_a_stated_source_is_the_publication_and_a_typed_copy_is_none() -> None:
    found = read("治水十年", tail=("信息来源：砚溪时报",)).publication
    assert found is not None
    assert (found.title, found.kind) == ("砚溪时报", "newspaper")
    assert read("治水十年", tail=("来源：", "根据文件的翻印件打印")).publication is None


def test_a_book_is_read_from_its_imprint() -> None:
    found = read(
        "# 一条溪",
        "砚溪水志编写组 编",
        "图书在版编目(CIP)数据",
        "一条溪/砚溪水志编写组编. —归云:岚江出版社,2014.4",
        "ISBN 978-7-5999-0317-2",
        "责任编辑:周山",
        "出版发行:岚江出版社",
        "版 次:2014年4月第1版",
    )
    assert (found.kind, found.title, found.date) == ("book", "一条溪", "2014-04")
    assert found.publication is not None
    assert (found.publication.publisher, found.publication.isbn) == ("岚江出版社", "978-7-5999-0317-2")
    assert [(p.name, p.role) for p in found.people] == [("砚溪水志编写组", "editor"), ("周山", "editor")]


def test_a_book_without_catalogue_data_is_read_from_who_printed_it_and_when() -> None:
    found = read(
        "山乡纪事",
        "郑柏年　著",
        "责任编辑　傅小蓉",
        "岚江人民出版社出版发行（归云市解放路12号）",
        "1992年8月第1版　1992年8月第1次印刷",
        "ISBN 7-222-01034-5　定价：3.20元",
    )
    assert found.publication is not None
    assert (found.publication.publisher, found.publication.date) == ("岚江人民出版社", "1992-08")
    assert [(p.name, p.role) for p in found.people] == [("郑柏年", "author"), ("傅小蓉", "editor")]


@pytest.mark.parametrize(
    ("title", "kind"), [("砚溪日报", "newspaper"), ("砚溪年鉴2014", "yearbook"), ("砚溪网", "site"), ("一条溪", None)]
)
def test_a_publication_shows_its_kind(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


def test_script_is_told_by_its_characters() -> None:
    assert read("治水十年").language == "zh-Hans"
    assert read("縣政會議紀錄", body=("本縣開會，議決修堰，請各區長協辦，無異議。",)).language == "zh-Hant"


TALKS = [  # title and by-line of a talk that prints no turns, and what kind of document it is
    ("沈石桥与青石社干部的谈话", "沈石桥", "speech"),
    ("沈石桥等接见青石社代表时的谈话", "沈石桥", "speech"),
    ("在县水利局同技术员的谈话", "沈石桥", "speech"),
    ("沈石桥周青山与青石社干部的谈话", "沈石桥、周青山", "transcript"),
    ("沈石桥同志传达的县委对水利工作的指示", "沈石桥", "article"),
    ("县委关于冬修和备耕的紧急指示", "县委", "article"),
]


@pytest.mark.parametrize(("title", "by_line", "kind"), TALKS)
def test_a_talk_without_turns_is_a_speech_or_the_record_of_several(title: str, by_line: str, kind: str) -> None:
    assert kinds.kind_of(title, [by_line], []) == kind


SOURCES = [  # a printed source, and the title, publisher and day it gives
    ("1967年4月砚溪玻璃厂联络站编《讲话汇编（3）》。", ("讲话汇编（3）", "砚溪玻璃厂联络站", "1967-04")),
    ("《学习言论选集》（岚江：“学习”编辑室编，1957年7月10日）。", ("学习言论选集", "“学习”编辑室", "1957-07-10")),
    ("沈石桥编《砚溪年代》之二——《讲话传信录》, 2009。", ("砚溪年代", None, "2009")),
    ("1951年10月27日岚江日报电子版", ("岚江日报", None, "1951-10-27")),
]


@pytest.mark.parametrize(("source", "wanted"), SOURCES)
def test_a_source_names_who_made_the_publication_and_when(source: str, wanted: tuple[str, str | None, str]) -> None:
    part = Part(
        None,
        (*blocks("head", "水要家家管", "顾清和"), *blocks("body", "渠要年年清。"), *blocks("tail", "来源：" + source)),
    )
    found = extract_metadata(part, Gazetteer()).publication
    assert found
    assert (found.title, found.publisher, found.date) == wanted


def test_a_line_in_brackets_below_the_by_line_says_what_the_author_is() -> None:
    head = blocks("head", "水要家家管", "云南、顾清和", "（顾清和：岚江省统计局综合科副科长）")
    [person] = extract_metadata(Part(None, (*head, *blocks("body", "渠要年年清，水要家家管。"))), Gazetteer()).people
    assert (person.name, person.position) == ("顾清和", "岚江省统计局综合科副科长")


def test_several_sign_together_and_a_bracket_says_what_each_is() -> None:
    bracket = "（顾清和：岚江师范学院院长，罗春生：岚江大学副校长--后调省，何秀兰：砚溪市妇联副主任）"
    head = blocks("head", "在县政协会议上的联合发言", "顾清和、罗春生和何秀兰", bracket)
    people = extract_metadata(Part(None, (*head, *blocks("body", "渠要年年清，水要家家管。"))), Gazetteer()).people
    assert [(p.name, p.position) for p in people] == [
        ("顾清和", "岚江师范学院院长"),
        ("罗春生", "岚江大学副校长"),
        ("何秀兰", "砚溪市妇联副主任"),
    ]


def test_the_day_on_a_site_is_believed_beside_the_year_of_the_journal() -> None:
    line = "2013年04月16日 09:12　作者：顾清和　来源：《岚江学刊》2013年第2期"
    found = extract_metadata(
        Part(None, (*blocks("head", "论参议会", line), *blocks("body", "渠要年年清。"))), Gazetteer()
    )
    assert found.date == "2013-04-16"


def test_what_is_announced_as_a_talk_is_a_speech_of_him_who_gave_it() -> None:
    text = "### 水库一定能完工\n\n1958-02-16\n第2版()\n专栏：\n\n　　水库一定能完工\n"
    text += "    本报讯　砚溪县县长沈石桥昨天接见本报记者，谈了水库的进展。以下是他的谈话：\n"
    text += "    水库去年开工以来，已经完成土方六十二万方。\n    只要大家齐心，汛期以前一定能合龙。\n"
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    assert (document.kind, document.date) == ("speech", "1958-02-16")
    assert [(p.name, p.role, p.position) for p in document.people] == [("沈石桥", "speaker", "砚溪县县长")]
    [remark] = document.remarks
    assert document.paragraphs[remark.first].text.text.startswith("水库去年开工")


def test_a_bracket_under_a_text_names_its_reporter() -> None:
    head = blocks("head", "水要家家管", "罗念")
    part = Part(None, (*head, *blocks("body", "渠要年年清。"), *blocks("tail", "（本报记者罗念整理）")))
    [person] = extract_metadata(part, Gazetteer()).people
    assert (person.name, person.role, person.position) == ("罗念", "reporter", "本报记者")


def test_when_and_to_whom_a_paper_was_sent_signs_nothing() -> None:
    head = blocks("head", "关于修渠的意见", "（一九五三年四月十八日发西南局并转西康省委）")
    assert extract_metadata(Part(None, (*head, *blocks("body", "渠要年年清。"))), Gazetteer()).people == ()


def test_the_hour_on_a_site_is_believed_before_a_day_the_text_tells_of() -> None:
    head = blocks("head", "老城墙下的读书声", "2016-11-03 15:20:11　　来源：岚江政协报　　【大 中 小】")
    body = blocks("body", "砚溪老城墙下有一所小学。", "一九四九年五月，砚溪解放，学校只停了三天课。")
    assert extract_metadata(Part(None, (*head, *body)), Gazetteer()).date == "2016-11-03"


def test_the_dateline_says_what_the_signer_is_and_a_bracket_who_edited() -> None:
    head = blocks("head", "茶园里的新农人", "2018年04月02日 07:41:36　来源：岚江网　作者：罗念")
    body = blocks("body", "岚江网砚溪4月2日电（记者 罗念）清明将近，茶园迎来采摘旺季。", "合作社请来了专家。")
    part = Part(None, (*head, *body, *blocks("tail", "【编辑：林晓】")))
    people = extract_metadata(part, Gazetteer()).people
    assert [(p.name, p.role, p.position) for p in people] == [("罗念", "reporter", "记者"), ("林晓", "editor", None)]


def test_the_columns_of_a_table_mean_what_their_names_mean() -> None:
    values = (("title", "护水"), ("作者", "何启明"), ("来源", "砚溪日报"))
    found = extract_metadata(Part("1", blocks("body", BODY), fields=values), Gazetteer())
    assert [(p.name, p.role) for p in found.people] == [("何启明", "author")]
    assert found.publication is not None
    assert found.publication.title == "砚溪日报"
