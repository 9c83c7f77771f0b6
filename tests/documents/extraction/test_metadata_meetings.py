"""The meeting a document records, and who took part in it. Places and people are invented."""

from __future__ import annotations

import pytest

from documents.extraction.metadata import extract_metadata
from documents.extraction.metadata.attendance import listed, merged, said_present, with_full_names
from documents.extraction.metadata.lists import read_list
from documents.extraction.spans import MappedText
from documents.extraction.types import Block, MeetingData, Part, ParticipantData
from people.names import Gazetteer, KnownPerson, NameForm

BODY = "治水要从源头做起，先把上游的林子护住，再把下游的堰修好，一年一年地做下去。"


def blocks(kind: str, *texts: str) -> tuple[Block, ...]:
    return tuple(Block(kind, MappedText.of(text, 0)) for text in texts)


def meeting(*head: str, body: tuple[str, ...] = (BODY,)) -> MeetingData | None:
    return extract_metadata(Part(None, blocks("head", *head) + blocks("body", *body)), Gazetteer()).meeting


NAMES = [
    (("在砚溪县治水工作会议上的讲话", "沈石桥"), (BODY,), "砚溪县治水工作会议"),
    (("沈石桥在第3届岚江论坛上的主旨演讲",), (BODY,), "第3届岚江论坛"),
    (("要修堰！沈石桥四月四日在党内追悼周山同志的会上的报告",), (BODY,), "党内追悼周山同志的会"),
    (
        ("硯溪縣第三十七次縣政會議紀錄", "時　間：中華民國二十四年十月"),
        (BODY,),
        "硯溪縣第三十七次縣政會議",
    ),
    (("沈石桥副部长在全国农村水电工作会议上的讲话",), (BODY,), "全国农村水电工作会议"),
    (
        ("农学院教授提意见",),
        (
            "本报讯　在砚溪农学院5月24日举行的教学座谈会上，许多教授提出了意见。",
            *["林孔章说，教材要改。"] * 3,
        ),
        "教学座谈会",
    ),
    (("水利厅就防汛有关情况举行新闻发布会",), (BODY,), "防汛新闻发布会"),
    (
        ("砚溪县首届农民代表会议闭幕",),
        ("砚溪县首届农民代表会议，于本月十日至十五日举行，到会四百人。",),
        "砚溪县首届农民代表会议",
    ),
    (("砚溪县召开护水座谈会",), (BODY,), "砚溪县护水座谈会"),
    (("石塘区的仲裁会议",), ("于是在四月四日，由县府主持召开了仲裁会议，业佃都到了。",), "石塘区的仲裁会议"),
    (("石塘的仲裁会议上 热烈讨论",), (BODY,), None),
    (("治水十年", "沈石桥"), (BODY,), None),
    (
        ("全县教育工作座谈会发言摘要",),
        ("沈静川（局长）：学校变了样。", "何秀兰（校长）：还缺教员。"),
        "全县教育工作座谈会",
    ),
    (("沈石桥主持召开全市护水座谈会强调 要一年一年修下去",), (BODY,), "全市护水座谈会"),
    (
        ("老街往何处去——本报圆桌会", "嘉宾：沈石桥（局长）"),
        ("沈石桥：先谈修街。", "何秀兰：街要修旧如旧。"),
        "本报圆桌会",
    ),
    (
        ("讨论修渠", "1957-05-02", "第2版"),
        ("【本报讯】水利协会昨天下午举行了理事会扩大会议，讨论修渠。", *["何秀兰说，要修。"] * 3),
        "理事会扩大会议",
    ),
    (("归云市政协座谈会继续举行",), ("【本报讯】归云市政协座谈会，26日继续深入批判怠工。", BODY), "归云市政协座谈会"),
    (("各界座谈增产节约",), ("【本报讯】市总工会十八日在文化宫召开增产节约座谈会，到会八十余人。",), "增产节约座谈会"),
    (("一年来的治水", "沈石桥"), ("去年六月，县里召开治水会议，定了三件事。",), None),
]

LISTS = [
    ("縣長周慕白　秘書林世昌　科長吳子良", [("周慕白", "縣長"), ("林世昌", "秘書"), ("吳子良", "科長")]),
    ("中方：沈石桥、周山、何秀兰等", [("沈石桥", None), ("周山", None), ("何秀兰", None)]),
    ("沈静川（水务局局长），周山（县长）", [("沈静川", "水务局局长"), ("周山", "县长")]),
    ("主席曾石橋議員 , G.B.S., J.P.", [("曾石橋", "主席")]),
    ("梁家青議員 , 大紫荊勳賢 , G.B.S.", [("梁家青", "議員")]),
    ("王院長金山", [("王金山", "院長")]),
    ("陸景行先生, BBS, JP　　（主席）", [("陸景行", "主席")]),
    ("杜偉倫先生, JP　　岬灣民政事務專員", [("杜偉倫", "岬灣民政事務專員")]),
    ("助理秘書長馬朱雪履女士", [("馬朱雪履", "助理秘書長")]),
    ("黎婉儀女士　　　　區議會秘書", [("黎婉儀", "區議會秘書")]),
    ("市水务局局长 沈静川", [("沈静川", "市水务局局长")]),
    ("全体同志", []),
    ("議長譚伯雄　參議員葉秉彝　沈禹門", [("譚伯雄", "議長"), ("葉秉彝", "參議員"), ("沈禹門", "參議員")]),
    ("食物及衞生局局長高永年醫生 , B.B.S., J.P.", [("高永年", "食物及衞生局局長")]),
    ("建設科長倫文標　褚遠山", [("倫文標", "建設科長"), ("褚遠山", None)]),
    ("沈静川　羅　念　何秀蘭", [("沈静川", None), ("羅念", None), ("何秀蘭", None)]),
    ("縣長許志偉　教育科長方　圓", [("許志偉", "縣長"), ("方圓", "教育科長")]),
    ("罗　念　《江河》杂志主编", [("罗念", "《江河》杂志主编")]),
    ("罗大山，男，1934年生，原青石堰管理所堰工", [("罗大山", "原青石堰管理所堰工")]),
    ("总理、春生、何秀兰、知微、沈静川等同志", [(name, None) for name in ("春生", "何秀兰", "知微", "沈静川")]),
    ("满囤、春生、知微等同志。被接见的有师大、机院、北站等", [(name, None) for name in ("满囤", "春生", "知微")]),
    ("沈静川　周文博（赵春生代）　余立清（请假）", [("沈静川", None), ("周文博", None), ("余立清", None)]),
    ("沈静川、何秀兰、记者、工人", [("沈静川", None), ("何秀兰", None)]),
]


@pytest.mark.parametrize(("head", "body", "wanted"), NAMES)
def test_the_meeting_is_named_by_title_or_lead(
    head: tuple[str, ...], body: tuple[str, ...], wanted: str | None
) -> None:
    found = meeting(*head, body=body)
    assert (found and found.name) == wanted


def test_information_lines_give_day_place_theme_and_chair() -> None:
    found = meeting(
        "护水座谈会纪要",
        "时间：2012年5月8日上午",
        "地点：图书馆报告厅",
        "主题：护一溪清水",
        "主持人：副市长 陆文山",
        "参加人员：沈静川（市水务局局长）",
    )
    assert found is not None
    assert (found.date, found.place, found.theme, found.host) == (
        "2012-05-08",
        "图书馆报告厅",
        "护一溪清水",
        "陆文山",
    )
    assert found.participants == (
        ParticipantData("陆文山", "副市长", "chair"),
        ParticipantData("沈静川", "市水务局局长"),
    )


def test_the_day_and_place_stand_in_brackets_below_a_speech() -> None:
    found = meeting("在第3届岚江论坛上的演讲", "（2019年2月16日，岚江）", "县长　沈石桥")
    assert found is not None
    assert (found.date, found.place) == ("2019-02-16", "岚江")
    assert [p.name for p in found.participants] == ["沈石桥"]


def test_the_task_of_a_meeting_is_its_theme() -> None:
    body = ("同志们，全县治水会议现在开会。", "这次会议的任务，主要是总结三年来治水的经验，部署今冬的修堰工作。")
    found = meeting("在全县治水会议上的讲话", "沈石桥", body=body)
    assert found is not None
    assert found.theme == "总结三年来治水的经验，部署今冬的修堰工作"


def test_a_report_says_who_held_it_where_and_when() -> None:
    body = ("四月四日，由县府、石塘区署共同主持下召开了仲裁会议。", "在县政府大礼堂内，业佃都到了。")
    found = meeting("石塘区的仲裁会议", "1946-05-26", "第2版()", body=body)
    assert found is not None
    assert (found.date, found.host, found.place) == ("1946-04-04", "县府、石塘区署", "县政府大礼堂")


def test_a_range_of_days_has_an_end() -> None:
    found = meeting("护水会议纪要", "时间：1956年9月15日至27日")
    assert found is not None
    assert (found.date, found.end_date, found.date_printed) == ("1956-09-15", "1956-09-27", "1956年9月15日至27日")


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_an_attendance_list_gives_names_with_their_offices(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [(p.name, p.position) for p in read_list(text, "participant")] == wanted


def test_a_list_of_one_name_a_line_goes_on_to_the_next_field() -> None:
    lines = blocks("head", "出席議員：", "主席曾石橋議員 , J.P.", "梁家青議員", "缺席議員：", "馬維山議員")
    assert [(p.name, p.role) for p in listed(lines)] == [
        ("曾石橋", "chair"),
        ("梁家青", "participant"),
        ("馬維山", "absent"),
    ]


def test_an_office_on_one_line_of_a_list_belongs_to_the_name_on_the_next() -> None:
    lines = blocks("head", "出席公職人員：食物環境衞生署助理署長", "申國良先生", "列席秘書　：總議會秘書", "邱美儀女士")
    assert [(p.name, p.position) for p in listed(lines)] == [
        ("申國良", "食物環境衞生署助理署長"),
        ("邱美儀", "總議會秘書"),
    ]


def test_who_holds_a_meeting_is_read_in_its_title_where_no_sentence_says_it() -> None:
    found = meeting("桐县召开夏粮生产推进会", body=("5月24日，夏粮生产推进会在双河镇召开。副县长何启明主持会议。",))
    assert found is not None
    assert found.host == "桐县"


def test_whom_the_first_turn_tells_of_is_not_whom_it_greets() -> None:
    text = "各位下午好！某国外长海涅曼将来访。"
    assert said_present([text], "transcript", Gazetteer()) == []


def test_a_letter_that_sends_out_a_speech_was_said_at_no_meeting() -> None:
    part = Part("1", blocks("head", "关于印发沈石桥同志在全县安全会议上讲话的通知") + blocks("body", BODY))
    assert extract_metadata(part, Gazetteer()).meeting is None


def test_a_name_alone_on_a_line_of_those_present_signs_nothing() -> None:
    head = blocks("head", "縣議會會議紀錄", "出席者：", "陸景行先生（主席）", "江耀東先生", "關麗貞女士")
    assert extract_metadata(Part(None, head + blocks("body", BODY)), Gazetteer()).people == ()


def test_a_speech_says_who_is_there() -> None:
    texts = [
        "得到县委的支持。沈静川同志、周山同志还出席今天的会议。",
        "刚才，副县长罗春生同志作了很好的讲话。",
    ]
    assert [(p.name, p.position) for p in said_present(texts, "speech", Gazetteer())] == [
        ("沈静川", None),
        ("周山", None),
        ("罗春生", "副县长"),
    ]


def test_somebody_at_another_meeting_takes_no_part_in_this_one() -> None:
    texts = ["6月18日，市里召开大会，市长沈石桥同志出席会议并讲话。"]
    assert said_present(texts, "speech", Gazetteer()) == []


def test_a_report_names_those_who_speak_with_their_offices() -> None:
    texts = [
        "下午一时由孙县长宣布开会。",
        "业主方面林秀五、赵兰亭等，叙述了此次算账情形。",
        "首先是解决业主汤千山的纠纷，由庄头王树仁为代表。",
    ]
    assert [(p.name, p.position) for p in said_present(texts, "article", Gazetteer())] == [
        ("孙县长", "县长"),
        ("林秀五", "业主方面"),
        ("赵兰亭", "业主方面"),
        ("王树仁", "庄头"),
    ]


def test_who_presides_is_chair_and_keeps_the_fullest_office() -> None:
    people = [ParticipantData("李群", "县长"), ParticipantData("李群", "砚溪县县长", "chair"), ParticipantData("李群")]
    assert merged(people) == (ParticipantData("李群", "砚溪县县长", "chair"),)


ROWS_OF_PERSONS = [
    (
        "黎明生－处长，兼通译、石敬山－司长、恩科莫－总书记",
        [("黎明生", "处长，兼通译"), ("石敬山", "司长"), ("恩科莫", "总书记")],
    ),
    (
        "沈石桥，周青山、齐国栋副总理和胡林木、于光等同志。",
        [("沈石桥", None), ("周青山", None), ("齐国栋", "副总理"), ("胡林木", None), ("于光", None)],
    ),
    ("总书记恩科莫、青年书记卡桑加", [("恩科莫", "总书记"), ("卡桑加", "青年书记")]),
    ("顾清和（岚江大学教授）", [("顾清和", "岚江大学教授")]),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS_OF_PERSONS)
def test_rows_of_persons_print_offices_in_many_ways(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [(p.name, p.position) for p in read_list(text, "participant")] == wanted


def test_a_report_names_those_who_spoke_in_a_row() -> None:
    text = "在会上发言的有市工商联副主任委员金世荣、大新百货店资方代理人胡慕白。"
    assert [(p.name, p.position) for p in said_present([text], "article", Gazetteer())][:2] == [
        ("金世荣", "市工商联副主任委员"),
        ("胡慕白", "大新百货店资方代理人"),
    ]


def test_the_parties_of_a_hearing_take_part_with_their_roles() -> None:
    lines = blocks("head", "首席仲裁员：沈文博　　书记员：唐小芸", "委托代理人：何立言，岚江律师事务所律师。")
    assert [(p.name, p.position) for p in listed(lines)] == [
        ("沈文博", "首席仲裁员"),
        ("唐小芸", "书记员"),
        ("何立言", "委托代理人"),
    ]


TOLD = [
    (
        ("归云市工商界座谈会进入第三天",),
        "中共归云市委统战部召开的工商界座谈会，昨天继续举行第三次会议。",
        ("工商界座谈会", "中共归云市委统战部"),
    ),
    (("2016年3月8日外交部发言人贺知远主持例行记者会",), "问：请介绍安排。", ("例行记者会", "贺知远")),
    (("县委常委扩大会议批判浪费现象纪要",), "问：怎么节约？", ("县委常委扩大会议", None)),
]


@pytest.mark.parametrize(("head", "text", "wanted"), TOLD)
def test_a_meeting_is_named_by_who_called_or_chaired_it(
    head: tuple[str, ...], text: str, wanted: tuple[str, str | None]
) -> None:
    texts = (text, "答：好。", "问：谢谢。", "答：再见。") if text[0] == "问" else (text, BODY)
    found = meeting(*head, body=texts)
    assert found
    assert (found.name, found.host) == wanted


def test_yesterday_is_the_day_before_the_paper() -> None:
    text = "【本报讯】市委统战部召开的工商界座谈会，昨天举行第三次会议。"
    tail = blocks("tail", "（原载1957年6月1日《岚江日报》）")
    part = Part(None, blocks("head", "工商界座谈会进入第三天") + blocks("body", text, BODY) + tail)
    found = extract_metadata(part, Gazetteer()).meeting
    assert found
    assert found.date == "1957-05-31"


PRESENT_LINES = [
    ("被接见的水利会负责人是：顾清和、罗春生。", ["顾清和", "罗春生"]),
    ("接见时在座的还有顾清和、罗春生等同志。", ["顾清和", "罗春生"]),
    ("参加接见的县委领导同志有：顾清和、罗春生。", ["顾清和", "罗春生"]),
]


@pytest.mark.parametrize(("line", "names"), PRESENT_LINES)
def test_a_line_before_the_turns_says_who_was_present(line: str, names: list[str]) -> None:
    assert [p.name for p in listed(blocks("head", line))] == names


def test_one_office_before_several_names_is_held_by_each() -> None:
    text = "刚才，石桥镇镇长秦满囤同志、白塔乡党委书记谢如兰同志、县水利局局长黎明生同志分别作了发言。"
    assert [(p.name, p.position) for p in said_present([text], "speech", Gazetteer())] == [
        ("秦满囤", "石桥镇镇长"),
        ("谢如兰", "白塔乡党委书记"),
        ("黎明生", "县水利局局长"),
    ]


def test_a_meeting_called_is_held_by_who_called_it_and_its_task_is_its_theme() -> None:
    body = ("县委、县政府决定召开这次水利现场会，主要任务是：总结去冬的经验，部署今冬的修堰工作。",)
    found = meeting("在全县水利现场会上的讲话", "沈石桥", body=body)
    assert found is not None
    assert (found.host, found.theme) == ("县委、县政府", "总结去冬的经验，部署今冬的修堰工作")


def test_whoever_is_cheered_is_not_there() -> None:
    assert said_present(["全场高呼沈石桥主席万岁，到会的都发言。"], "article", Gazetteer()) == []


def test_somebody_named_by_office_or_a_group_gives_nobody_else_an_office() -> None:
    people = [(p.name, p.position) for p in read_list("沈县长、顾清和，县直部分干部、罗春生", "participant")]
    assert people == [("顾清和", None), ("罗春生", None)]


def test_a_guest_is_received_at_a_meeting_though_no_line_says_when() -> None:
    body = ("沈石桥：欢迎，欢迎！", "主席：林村的水够不够？", "周青山：够了。", "沈石桥：那就好。", "周青山：谢谢。")
    found = meeting("沈石桥接见林村代表谈话纪要（节录）", body=body)
    assert found is not None
    assert (found.name, found.host) == ("沈石桥接见林村代表", None)


def test_days_in_a_row_begin_with_the_first() -> None:
    text = "【岚江分社十五日电】白石区于本月三日至六日在石桥村召开农民代表会。"
    tail = blocks("tail", "（原载1948年3月19日《岚江日报》）")
    part = Part(None, blocks("head", "白石区召开农民代表会") + blocks("body", text, BODY) + tail)
    found = extract_metadata(part, Gazetteer()).meeting
    assert found
    assert found.date == "1948-03-03"


def test_news_that_tell_of_nothing_else_record_a_meeting() -> None:
    texts = (
        "【据新华社归云25日电】 水利工作座谈会今天继续讨论渠道的管理。",
        "今天会上发言的有岚江日报的顾明远和砚溪报的何秀兰。",
        "罗春生在发言中说，渠道要年年清。",
        "座谈会后天继续举行。",
    )
    tail = blocks("tail", "——原载《岚江日报》1957年6月26日")
    part = Part(None, blocks("head", "渠道要有人管") + blocks("body", *texts) + tail)
    found = extract_metadata(part, Gazetteer()).meeting
    assert found
    assert (found.name, found.date) == ("水利工作座谈会", "1957-06-25")
    assert [(p.name, p.position) for p in found.participants] == [
        ("顾明远", "岚江日报"),
        ("何秀兰", "砚溪报"),
        ("罗春生", None),
    ]


def test_whoever_is_only_quoted_takes_no_part() -> None:
    assert said_present(["毛主席的指示传到全县，大家都说好。"], "article", Gazetteer()) == []


def test_an_interview_with_a_printed_place_is_a_meeting() -> None:
    lines = ["堰上四十年——罗大山访谈录", "受访者：罗大山（原堰工）", "采访者：许知微", "采访时间：2007年4月12日"]
    turns = ("许知微：您哪一年上堰的？", "罗大山：一九五三年。", "许知微：苦吗？", "罗大山：苦。")
    assert meeting(*lines, body=turns) is None
    found = meeting(*lines, "采访地点：青石镇罗大山家", body=turns)
    assert found is not None
    assert (found.name, found.date, found.place) == ("罗大山访谈", "2007-04-12", "青石镇罗大山家")


def test_who_presides_in_the_title_is_the_host_and_leaders_take_part_together() -> None:
    body = ("3月4日，市委书记沈静川主持召开全市护水座谈会。", "市领导许知微、秦满囤，市政府秘书长余立清参加座谈会。")
    found = meeting("沈静川主持召开全市护水座谈会强调 一年一年修下去", body=body)
    assert found is not None
    assert found.host == "沈静川"
    assert [(p.name, p.position) for p in found.participants] == [
        ("沈静川", "市委书记"),
        ("许知微", "市领导"),
        ("秦满囤", "市领导"),
        ("余立清", "市政府秘书长"),
    ]


def test_a_given_name_in_a_list_is_that_of_the_one_comrade_known_by_it() -> None:
    known = Gazetteer((KnownPerson("何春生", forms=(NameForm("春生同志", "honorific"),)),))
    people = with_full_names(list(read_list("沈静川、何秀兰、春生、知微等同志", "participant")), known)
    assert [person.name for person in people] == ["沈静川", "何秀兰", "何春生", "知微"]
