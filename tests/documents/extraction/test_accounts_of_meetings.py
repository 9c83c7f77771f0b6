"""Accounts of meetings in papers and sites: where the meeting's name, day, place and people stand in such texts."""

from __future__ import annotations

import pytest

from documents.extraction.metadata import extract_metadata
from documents.extraction.pipeline import extract
from documents.extraction.spans import MappedText
from documents.extraction.types import Block, DocumentData, Part
from documents.readers import read_bytes
from people.names import Gazetteer


def read(text: str) -> list[DocumentData]:
    return extract(read_bytes("a.txt", text.encode()), Gazetteer())


ACCOUNT = """### 教师的心里话——归云市中年教师座谈会纪实
许知微
1983-04-11
第3版(科教)
专栏：

    教师的心里话
    ——归云市中年教师座谈会纪实
    本报记者  许知微
    三月二十八日，记者参加了一次座谈会。会议由市科协主席沈静川主持，到会的有十二位工程师、教师和医生。
    归云一中物理教师何秀兰说：“我的时间都在夜里。”
    市委副书记秦满囤最后总结说，今年要建一百套住宅。
"""
CALLED = """石桥区农会主任联席会　检讨分地工作
1948-04-06
第2版

    石桥区农会主任联席会
    检讨分地工作
    【石桥讯】区委于上月二十五日召集各村农会主任联席会议，检讨分地工作。会议开了两天。
    白塔村农会主任罗大山首先检讨说：“俺村错划了七户。”
    区委书记沈静川同志最后总结指出，错划的一律改正。
"""
BELOW = """归云市教师座谈会的记录
一九五四年九月二十日下午二时于市府礼堂
出席：沈静川副市长、教育局罗念局长、何秀兰（一中）
何秀兰：教员的宿舍太挤。
沈副市长：大家提的意见很好。
何秀兰：什么时候能修？
沈副市长：明年。
"""
SPEECH = """在全县学雷锋动员大会上的讲话
共青团砚溪县委书记　何秀兰
（2012年3月2日）

各位来宾、青年朋友们：
大家上午好！
出席今天大会的有县委副书记罗念同志，县人大常委会副主任周文博同志。让我们表示热烈欢迎！
"""
MEETINGS = [
    (
        ACCOUNT,
        ("归云市中年教师座谈会", "1983-03-28", None, "沈静川"),
        {("沈静川", "市科协主席"), ("何秀兰", "归云一中物理教师"), ("秦满囤", "市委副书记")},
    ),
    (
        CALLED,
        ("各村农会主任联席会议", "1948-03-25", None, None),
        {("罗大山", "白塔村农会主任"), ("沈静川", "区委书记")},
    ),
    (
        BELOW,
        ("归云市教师座谈会", "1954-09-20", "市府礼堂", None),
        {("沈静川", "副市长"), ("罗念", "教育局局长"), ("何秀兰", "一中")},
    ),
    (
        SPEECH,
        ("全县学雷锋动员大会", "2012-03-02", None, None),
        {("何秀兰", "共青团砚溪县委书记"), ("罗念", "县委副书记"), ("周文博", "县人大常委会副主任")},
    ),
]


@pytest.mark.parametrize(("text", "facts", "people"), MEETINGS)
def test_the_meeting_an_account_is_of(
    text: str, facts: tuple[str | None, ...], people: set[tuple[str, str | None]]
) -> None:
    meeting = read(text)[0].meeting
    assert meeting
    assert (meeting.name, meeting.date, meeting.place, meeting.host) == facts
    assert {(p.name, p.position) for p in meeting.participants} == people


def test_who_is_introduced_with_a_short_name_has_the_calling_printed_beside_it() -> None:
    text = """写作是一种修行
——方以诚、江若兰对话录

方以诚（作家，以下简称方）
江若兰（《砚边》杂志编辑，以下简称江）

江：您最近的长篇写了七年？
方：七年零三个月。
江：为什么停？
方：写不下去就停。
"""
    assert [(p.name, p.position) for p in read(text)[0].people] == [("方以诚", "作家"), ("江若兰", "《砚边》杂志编辑")]


def test_the_office_before_the_speaker_in_a_title_is_his() -> None:
    text = """河政部副部长沈静川在流域合作论坛上的主旨演讲：携手共护一江清水

尊敬的各位部长，女士们、先生们：
很高兴出席论坛，我代表河政部表示热烈祝贺，预祝论坛成功。
"""
    assert [(p.name, p.position) for p in read(text)[0].people] == [("沈静川", "河政部副部长")]


def test_a_letter_that_sends_out_a_speech_is_a_document_of_its_own() -> None:
    text = """中共归云地委批转沈静川同志在全区合作化会议上的总结报告

各县委：
地委同意沈静川同志的总结报告，现发给你们，望组织讨论。

中共归云地委
一九五五年十月二十八日

附：

沈静川同志在全区合作化会议上的总结报告
（一九五五年十月二十日）

同志们：
会议开了八天，讨论了合作化的报告，批判了急躁的情绪，制定了明年的规划，我讲三个问题，请大家讨论，有不对的地方请批评，讲得不全的地方请补充。
"""
    assert [(d.kind, d.date) for d in read(text)] == [
        ("compilation", "1955-10-28"),
        ("article", "1955-10-28"),
        ("speech", "1955-10-20"),
    ]


def test_a_hearing_is_held_by_who_presides_over_those_its_head_lists() -> None:
    text = """归云市居民用水价格听证会笔录

时间：2009年9月16日上午9:00
听证主持人：沈静川（市物价局副局长）
申请人：归云市自来水公司（代表：周文博，总经理）
消费者参加人：赵春生（退休教师）、秦满囤（个体工商户）

听证主持人：现在宣布听证会开始，请申请人陈述。
周文博：本次拟将水价调整为每吨二元，主要是成本上升。
赵春生：我不同意涨价，漏损这笔账不该算到老百姓头上。
秦满囤：涨可以，但是要分步走。
听证主持人：听证会到此结束。
"""
    meeting = read(text)[0].meeting
    assert meeting
    assert (meeting.name, meeting.host) == ("归云市居民用水价格听证会", "沈静川")
    assert {(p.name, p.position) for p in meeting.participants} >= {
        ("沈静川", "市物价局副局长"),
        ("赵春生", "退休教师"),
        ("秦满囤", "个体工商户"),
    }


def test_a_guest_is_called_by_name_and_office_in_his_first_turn() -> None:
    text = """沈静川会见外国水利代表团谈话记录

沈副省长：欢迎部长先生，路上辛苦了。
阿尔贝托部长（以下简称阿）：谢谢，一路上受到热情接待。
沈副省长：听说你们那里也遭了水灾？
阿：是的，是五十年来最大的一次。
"""
    assert [remark.speaker for remark in read(text)[0].remarks] == ["沈静川", "阿尔贝托", "沈静川", "阿尔贝托"]


def test_who_wrote_a_preface_stands_below_its_heading_and_is_none() -> None:
    text = """砚溪水利志

方志出版社

图书在版编目（CIP）数据
砚溪水利志/砚溪县水利局编.—北京：方志出版社，2005.8
ISBN 7-80192-555-1

主　　编：沈静川
副 主 编：罗　念　何秀兰
定价：98.00元

序

砚溪县县长　周文博

水利是农业的命脉。砚溪县的水利建设，源远流长，历代都有记载。

凡　例

一、本志上限追溯到事物发端，下限断至2000年。
"""
    document = read(text)[0]
    assert [p.text.text for p in document.paragraphs if p.kind == "heading"] == ["序", "凡　例"]
    assert [p.position for p in document.people if p.name in ("沈静川", "罗念", "何秀兰")] == [
        "主编",
        "副主编",
        "副主编",
    ]


HOSTS = [
    (("农学院提意见", "1957-05-02"), "《砚报》讯　归云农学院今天在本市召开教学座谈会，请教授提意见。", "归云农学院"),
    (("归云大学教授座谈教学", "1957-05-11"), "本报讯　归云大学党委会昨天下午邀请教授举行座谈会。", "归云大学党委会"),
    (("在全县水利会议上的讲话", "沈石桥"), "这次会议是县委、县政府研究决定召开的。", "县委、县政府"),
    (("2009年6月18日河政部发言人程立言举行例行记者会",), "各位下午好！", "程立言"),
]


@pytest.mark.parametrize(("head", "lead", "host"), HOSTS)
def test_who_holds_a_meeting_stands_before_the_day_or_speaks_for_it(
    head: tuple[str, ...], lead: str, host: str
) -> None:
    blocks = [("head", line) for line in head] + [("body", lead)] + [("body", "何秀兰说，教材要改，课时要减。")] * 3
    part = Part(None, tuple(Block(kind, MappedText.of(text, 0)) for kind, text in blocks))
    found = extract_metadata(part, Gazetteer()).meeting
    assert found is not None
    assert found.host == host


def test_of_two_meetings_the_one_that_the_title_names_has_the_day_and_the_host() -> None:
    text = """归云举行反浪费动员大会
【本报讯】归云市即将开展反浪费的运动。
市人民政府委员会十四日下午在交际处举行联席会议，听取了报告。
市节约检查委员会十五日下午召集干部、各界代表万余人举行反浪费动员大会，听取市长沈静川的报告。
根据毛主席的号召，市长沈静川说明了这个运动的重要意义，号召大家一齐动手。
来源：1951年12月17日《归云日报》。
"""
    meeting = read(text)[0].meeting
    assert meeting
    assert (meeting.name, meeting.date, meeting.host) == ("反浪费动员大会", "1951-12-15", "市节约检查委员会")
    assert [p.name for p in meeting.participants] == ["沈静川"]


def test_a_meeting_of_two_days_begins_on_the_first() -> None:
    text = """县妇联座谈节约用水
1951-12-31
第2版
【本报讯】县妇联于二十八、二十九两日召开节约用水座谈会，到会三十人。
何秀兰在会上说，水要省着用。
沈静川说，漏水的龙头要修。
"""
    meeting = read(text)[0].meeting
    assert meeting
    assert meeting.date == "1951-12-28"


def test_a_talk_somewhere_is_held_there_by_those_who_have_turns() -> None:
    text = """在归云同沈静川的谈话（节录）罗大山（未经审阅）
罗：渠修好了吗？
沈：修好了。
罗：几时放水？
沈：明天就放。
"""
    [document] = read(text)
    assert document.title == "在归云同沈静川的谈话（节录）"
    assert [remark.speaker for remark in document.remarks] == ["罗大山", "沈静川"] * 2
    assert document.meeting
    assert (document.meeting.name, document.meeting.place) == ("在归云同沈静川的谈话", "归云")


def test_who_holds_a_press_conference_is_named_with_the_office_behind() -> None:
    text = """沈静川部长举行中外记者招待会
1965-10-07
第1版()
新华社六日讯　水利部部长沈静川九月二十九日下午在部礼堂举行中外记者招待会。
《归云晚报》记者问：水库有没有附加条件？
沈静川部长答：没有。
《岚江日报》记者问：图纸是否公开？
沈静川部长答：都交给人家。
"""
    meeting = read(text)[0].meeting
    assert meeting
    assert (meeting.host, meeting.date) == ("沈静川", "1965-09-29")


def test_the_main_task_of_a_meeting_may_be_told_where_it_is_held() -> None:
    text = """在全省节约用水现场会上的讲话
省水利厅厅长　江若愚
（2014年5月5日，归云市）
同志们：
今天，我们在归云召开全省节约用水现场会，主要任务是总结推广归云的经验，部署节水工作。
刚才，沈静川市长介绍了归云的做法，听了很受启发。
"""
    meeting = read(text)[0].meeting
    assert meeting
    assert meeting.theme == "总结推广归云的经验，部署节水工作"
    assert [p.name for p in meeting.participants] == ["江若愚", "沈静川"]
