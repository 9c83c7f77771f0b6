"""Turns that a name on a line of its own opens, or a name and an office without a colon; what ends the last of them."""

from __future__ import annotations

import pytest

from documents.extraction.pipeline import extract
from documents.extraction.types import DocumentData
from documents.readers import read_bytes
from people.names import Gazetteer, KnownPerson, NameForm


def read(text: str) -> DocumentData:
    return extract(read_bytes("a.txt", text.encode()), KNOWN)[0]


KNOWN = Gazetteer((KnownPerson("沈石桥", forms=(NameForm("沈总理", "honorific"),)),))
ROUND_TABLE = """水与城市：一次圆桌讨论

时间：2011年3月22日
地点：归云大学图书馆
主持人：许知微　归云大学副教授
与谈人：沈静川　岚江水利委员会总工程师
　　　　罗　念　《江河》杂志主编

许知微
各位好，今天是世界水日，我们来谈谈水与城市。

沈静川
城市缺水，根子在浪费，管网漏损太高。

罗　念
媒体这些年报道了很多，读者关心的是水价。
"""
STUDY = """归云市委理论学习中心组学习会发言摘登

学习时间：2012年12月6日
参加人员：中心组成员

市委书记　沈静川

    把思想统一到会议精神上来，做到学以致用。

市委副书记、市长　罗念

    发展是第一要务，要保持这个势头。

市委常委、组织部部长　何秀兰

    抓好干部队伍建设，选好人用好人。
"""
EXCERPTS = """各地报刊谈修堰（摘录）

何秀兰（青石乡农会主任）：先修渠，后修堰。（砚报五月二日）
沈静川（省水利厅工程师）：堰要上移五百公尺。（归云报五月三日）
罗大山（县农会委员）认为修堰要趁早，晚了就来不及。（砚报五月九日）
何秀兰：渠通了，下游的田就有水了。（砚报六月一日）
周文博（归云商会会长）在座谈会上说，商会愿意捐款。（归云报六月二日）
"""
BRIEFING = """归云市就用水安全举行新闻发布会

主持人　市政府新闻办副主任　许知微：
各位记者朋友，大家好！今天我们请来了市水务局局长沈静川先生。先请沈局长介绍。

沈静川：
谢谢主持人。入夏以来，水质合格率百分之九十九。

归云日报记者：
请问老城区的管网什么时候改造？

沈静川：
今年十一月底以前。
"""
MAGAZINE = """与沈静川先生谈水

沈静川，水利史专家，归云大学教授。

《江河》：您研究水利史多少年了？
沈静川：四十二年。我是一九六八年开始的。
《江河》：水文站的生活很苦吧？
沈静川：苦是苦，站上有书读。
《江河》：现在的年轻人还愿意去吗？
沈静川：不多了。
"""
SPEAKERS = [
    (ROUND_TABLE, ["许知微", "沈静川", "罗念"]),
    (STUDY, ["沈静川", "罗念", "何秀兰"]),
    (EXCERPTS, ["何秀兰", "沈静川", "罗大山", "何秀兰", "周文博"]),
    (BRIEFING, ["许知微", "沈静川", "归云日报记者", "沈静川"]),
    (MAGAZINE, ["《江河》", "沈静川"] * 3),
]


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
def test_each_turn_is_his_who_stands_above_or_before_it(text: str, speakers: list[str]) -> None:
    document = read(text)
    assert document.kind == "transcript"
    assert [remark.speaker or remark.label for remark in document.remarks] == speakers


def test_an_office_without_a_colon_is_taken_off_with_its_verb() -> None:
    texts = [paragraph.text.text for paragraph in read(EXCERPTS).paragraphs]
    assert texts[2].startswith("修堰要趁早")
    assert texts[4].startswith("在座谈会上说，")


def test_whom_the_first_turn_introduces_has_the_office_it_prints() -> None:
    people = {person.name: person.position for person in read(BRIEFING).people}
    assert (people["沈静川"], people["许知微"]) == ("市水务局局长", "市政府新闻办副主任")


def test_an_office_for_a_label_is_that_of_whoever_it_is_known_to_be() -> None:
    text = """沈总理接见归云水利代表的谈话

时间：一九六七年二月六日

总理：你们那里渠修好了没有？
代表：修好了。
总理：水到田里没有？
代表：到了。
"""
    people = {person.name: person.position for person in read(text).people}
    assert people["沈石桥"] == "总理"


def test_what_the_meeting_came_to_is_not_said_by_its_last_speaker() -> None:
    text = """全县教育工作座谈会发言摘要

沈静川（县教育局局长）：乡镇中学的师资还是薄弱环节。
罗念（青石中学校长）：我们学校三年走了十一名教师。
何秀兰（县财政局副局长）：明年校舍维修的钱还要增加。
会议要求，各有关部门要认真研究大家的意见，能解决的马上解决。
"""
    document = read(text)
    last = document.remarks[-1]
    assert document.paragraphs[last.last].text.text == "明年校舍维修的钱还要增加。"
