"""What a name, an office and a label look like by their letters. The people are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from people.names import (
    Gazetteer,
    KnownPerson,
    NameForm,
    is_office,
    is_person_name,
    name_after,
    name_before,
    parse_label,
    read_persons,
    read_works,
    split_position,
)
from people.names.shapes import is_foreign_name, join_padded, strip_honorific

NAMES = ["沈石桥", "周山", "欧阳明德", "司馬文遠", "葉劉青", "约翰·史密斯", "马文学", "傅思和", "向前进", "顾清和"]
NO_NAMES = [
    "国家",
    "方面",
    "高兴",
    "关于",
    "党委书记",
    "周总理",
    "沈局长",
    "沈石桥说",
    "的沈石",
    "沈",
    "工作会议",
    "謝謝",
    "解釋",
]

OFFICES = [
    ("砚溪县委副书记", True),
    ("市委常委、宣传部部长", True),
    ("岚江大学历史系教授", True),
    ("立法會議員", True),
    ("治水工作", False),
    ("", False),
]

POSITIONS = [
    ("砚溪县水利局局长　沈静川", ("砚溪县水利局局长", "沈静川")),
    ("某某市市长 沈 山", ("某某市市长", "沈山")),
    ("县委书记沈石桥", ("县委书记", "沈石桥")),
    ("研究室副主任、秘书组组长　沈石桥", ("研究室副主任、秘书组组长", "沈石桥")),
    ("治水的沈石桥", None),
    ("沈石桥", None),
    ("县委书记", None),
]

AFTER = [
    ("县长沈石桥同志到会", 2, "沈石桥"),
    ("县长沈石说，要修堰", 2, "沈石"),
    ("县长沈石说明情况", 2, "沈石"),
    ("教授顾清和以及学生", 2, "顾清和"),
    ("县长宣布开会", 2, None),
    ("局长曾经说过", 2, None),
    ("主席沃尔夫·伊申先生", 2, "沃尔夫·伊申"),
    ("外长卡琳·克奈斯尔日前在京", 2, "卡琳·克奈斯尔"),
    ("书记处开会", 2, None),
]

BEFORE = [
    ("会上，沈石桥同志说", 6, "沈石桥"),
    ("听取沈石桥汇报", 5, "沈石桥"),
    ("有关方面指出", 4, None),
    ("请约翰·史密斯先生", 7, "约翰·史密斯"),
]

LABELS = [
    # printed, core, name, position, alias, aside, verb
    ("沈石桥（县委书记、县长）", "沈石桥", "沈石桥", "县委书记、县长", None, None, None),
    ("县委书记　沈石桥", "县委书记　沈石桥", "沈石桥", "县委书记", None, None, None),
    ("沈石桥同志笑着说", "沈石桥同志", "沈石桥", None, None, None, "笑着说"),
    ("王院長石橋", "王院長石橋", "王石橋", "院長", None, None, None),
    ("沈石橋議員", "沈石橋議員", "沈石橋", "議員", None, None, None),
    ("18. 沈石橋議員", "沈石橋議員", "沈石橋", "議員", None, None, None),
    ("沈主任（以下简称沈）", "沈主任", None, None, "沈", None, None),
    ("主席（对总理）", "主席", None, None, None, "对总理", None),
    ("主席（王院長石橋）", "主席", "王石橋", "院長", None, None, None),
    ("沈石桥（插话）", "沈石桥", "沈石桥", None, None, "插话", None),
    ("沈　县　长", "沈县长", None, None, None, None, None),
    ("**沈石桥**", "沈石桥", "沈石桥", None, None, None, None),
    ("问", "问", None, None, None, None, None),
]

NO_LABELS = ["今天开会，主席", "他说“好”", "《治溪十议》", "", "一二三四五六七八九十" * 5]


@pytest.mark.parametrize("name", NAMES)
def test_a_surname_and_a_given_name_make_a_name(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_offices_and_pieces_of_sentences_are_no_names(text: str) -> None:
    assert not is_person_name(text)


@pytest.mark.parametrize(("text", "wanted"), OFFICES)
def test_an_office_ends_with_an_office_noun(text: str, wanted: bool) -> None:
    assert is_office(text) is wanted


@pytest.mark.parametrize(("text", "wanted"), POSITIONS)
def test_a_line_of_office_and_name_is_split(text: str, wanted: tuple[str, str] | None) -> None:
    assert split_position(text) == wanted


@pytest.mark.parametrize(("text", "start", "wanted"), AFTER)
def test_where_a_name_ends_is_told_by_what_follows(text: str, start: int, wanted: str | None) -> None:
    found = name_after(text, start)
    assert (found and found[1]) == wanted
    assert found is None or text[start : found[0]] == wanted


@pytest.mark.parametrize(("text", "end", "wanted"), BEFORE)
def test_where_a_name_begins_is_told_by_its_surname(text: str, end: int, wanted: str | None) -> None:
    found = name_before(text, end)
    assert (found and found[1]) == wanted
    assert found is None or text[found[0] : end] == wanted


def test_a_preposition_before_a_name_is_no_surname() -> None:
    assert name_before("向李群汇报", 3) == (1, "李群")


@pytest.mark.parametrize(("printed", "core", "name", "position", "alias", "aside", "verb"), LABELS)
def test_a_label_gives_name_office_short_form_and_aside(
    printed: str,
    core: str,
    name: str | None,
    position: str | None,
    alias: str | None,
    aside: str | None,
    verb: str | None,
) -> None:
    label = parse_label(printed)
    assert label is not None
    assert (label.printed, label.core, label.name) == (printed, core, name)
    assert (label.position, label.alias, label.aside, label.verb) == (position, alias, aside, verb)


@pytest.mark.parametrize("text", NO_LABELS)
def test_a_sentence_is_no_label(text: str) -> None:
    assert parse_label(text) is None


def test_transliterations_are_told_from_chinese_names() -> None:
    assert is_foreign_name("查尔查尼")
    assert is_foreign_name("恩里科·费尔米")
    assert not is_foreign_name("沈石桥")


def test_padding_and_words_of_address_come_off() -> None:
    assert join_padded("沈  县  长") == "沈县长"
    assert join_padded("沈石桥  周山") == "沈石桥  周山"
    assert strip_honorific("沈石桥先生") == "沈石桥"
    assert strip_honorific("先生") == "先生"


def test_a_form_of_two_persons_is_no_answer() -> None:
    known = Gazetteer(
        (KnownPerson("沈石桥", forms=(NameForm("沈老"),)), KnownPerson("沈青山", forms=(NameForm("沈老"),)))
    )
    assert [person.name for person in known.candidates("沈老")] == ["沈石桥", "沈青山"]
    assert [person.name for person in known.candidates("沈石桥")] == ["沈石桥"]
    assert known.candidates("周山") == ()


def test_an_authority_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    person = {
        "name": "沈石桥",
        "forms": [{"form": "沈老"}],
        "birth": "1900",
        "identifiers": {"viaf": "1"},
        "sources": ["县志"],
    }
    work = {"title": "治溪十议", "authors": ["沈石桥"], "forms": ["十议"]}
    (tmp_path / "speakers.json").write_text(json.dumps([person]), encoding="utf-8")
    (tmp_path / "works.json").write_text(json.dumps([work]), encoding="utf-8")
    [read] = read_persons(tmp_path / "speakers.json")
    assert (read.name, read.forms[0].form, read.birth, read.identifiers) == ("沈石桥", "沈老", "1900", (("viaf", "1"),))
    assert [w.title for w in read_works(tmp_path / "works.json")] == ["治溪十议"]
    gazetteer = Gazetteer.read(tmp_path)
    found = gazetteer.work("十议")
    assert found is not None
    assert found.authors == ("沈石桥",)
