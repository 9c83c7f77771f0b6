"""Persons named with an office in running text. The people are invented."""

from __future__ import annotations

import pytest

from documents.extraction.mentions import find_mentions
from documents.extraction.named_persons import find_named
from documents.extraction.spans import MappedText
from documents.extraction.types import MentionData, ParagraphData
from people.names import Gazetteer, KnownPerson, NameForm

KNOWN = Gazetteer((KnownPerson("沈石桥", forms=(NameForm("沈主席", "honorific"),)), KnownPerson("水利会", kind="body")))

OFFICES = [
    ("请岚江大学历史系顾清和教授介绍。", [("顾清和", "岚江大学历史系教授")]),
    (
        "请省水利厅副厅长江若愚、省卫生健康委二级巡视员裴志远介绍。",
        [("江若愚", "省水利厅副厅长"), ("裴志远", "省卫生健康委二级巡视员")],
    ),
    ("2016年3月8日外交部发言人贺知远主持记者会。", [("贺知远", "外交部发言人")]),
    ("会见塔里亚总理威廉斯。", [("威廉斯", "塔里亚总理")]),
    (
        "得到固原市委书记李建华同志，副书记崔波同志的支持。",
        [("李建华", "固原市委书记"), ("崔波", "副书记")],
    ),
    ("常委、组织部长傅兴国同志作了批示。", [("傅兴国", "常委、组织部长")]),
    (
        "全国政协社会和法制委副主任、中央政策研究室原副主任施芝林在专访时指出，",
        [("施芝林", "全国政协社会和法制委副主任、中央政策研究室原副主任")],
    ),
    (
        "市水务局局长沈静川、岚江大学教授顾清和到会。",
        [("沈静川", "市水务局局长"), ("顾清和", "岚江大学教授")],
    ),
    ("尊敬的会议主席沃尔夫·伊申先生，", [("沃尔夫·伊申", "会议主席")]),
    ("沈石桥总书记发表重要讲话。", [("沈石桥", "总书记")]),
    ("现任县长周青山说，", [("周青山", "县长")]),
    ("刚才，沈静川市长介绍了做法。", [("沈静川", "市长")]),
    ("会前曾提出校长要来。", []),
    ("刚才，罗大山副县长通报了情况。", [("罗大山", "副县长")]),
    ("罗大山（石桥乡农会主任）首先发言。", [("罗大山", "石桥乡农会主任")]),
    ("会议由市总工会主席吕长庚主持。", [("吕长庚", "市总工会主席")]),
    ("妇联小组长何秀兰说，", [("何秀兰", "妇联小组长")]),  # the noun 组长 is only the end of a word
    (
        "省防汛指挥部总指挥沈静川到会，省水利厅厅长董怀民通报了汛情。",
        [("沈静川", "省防汛指挥部总指挥"), ("董怀民", "省水利厅厅长")],
    ),
]

NO_OFFICE = [
    "沈主席号召我们修堰。",  # an honorific form names nobody with an office
    "刘青山同志到会。",
    "农民周青山说，要修堰。",
    "湖南省长沙市的同志到会。",
    "书记处的同志到会。",
    "有关方面的负责同志到会。",
    "局长曾表示要修堰。",
    "县长宣布开会。",
    "治水要从源头做起。",
]


def mentions(*texts: str, kind: str = "body") -> tuple[MentionData, ...]:
    return find_mentions(tuple(ParagraphData(i, kind, MappedText.of(t, 0)) for i, t in enumerate(texts)), KNOWN)


@pytest.mark.parametrize(("text", "wanted"), OFFICES)
def test_a_name_is_found_with_the_whole_of_its_office(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(m.name, m.position) for m in mentions(text)] == wanted


@pytest.mark.parametrize("text", NO_OFFICE)
def test_no_office_no_mention(text: str) -> None:
    assert mentions(text) == ()


def test_a_mention_points_at_its_place() -> None:
    text = "会上，固原市委书记李建华同志讲话。"
    [found] = mentions("开会了。", text)
    assert found.paragraph == 1
    assert text[found.start : found.end] == found.label == "固原市委书记李建华"


def test_a_name_introduced_once_is_known_from_there_on() -> None:
    found = mentions("县委书记李群到会。", "李群书记说，要修堰。")
    assert [(m.name, m.position, m.paragraph) for m in found] == [("李群", "县委书记", 0), ("李群", "书记", 1)]


def test_headings_and_notes_are_not_looked_at() -> None:
    assert mentions("县委书记李群到会。", kind="heading") == ()
    assert mentions("县委书记李群到会。", kind="note") == ()


def test_a_word_of_address_alone_names_a_person_without_an_office() -> None:
    [found] = find_named("李文章同志还出席今天的会议。", Gazetteer())
    assert (found.name, found.position) == ("李文章", None)
