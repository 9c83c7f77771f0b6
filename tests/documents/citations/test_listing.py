"""The reference list: numbers, order by pinyin, 2014a and 2014b, quotations."""

from __future__ import annotations

import pytest

from documents.citations.csl import Date, Item, Name
from documents.citations.gbt7714 import reference_list


def book(author: str, title: str, year: int = 2014, page: str = "", language: str = "") -> Item:
    names = tuple(Name(*who.split(", ")) if ", " in who else Name(literal=who) for who in author.split("; ") if who)
    return Item(
        "book", title=title, author=names, issued=Date((year,)), page=page, language=language,
        publisher_place="云州", publisher="山村出版社",
    )  # fmt: skip


def heads(items: list[Item], **options: str) -> list[str]:
    return [reference.text.split(". ")[0] for reference in reference_list(items, **options)]


def test_numeric_list_stands_as_cited_and_is_numbered() -> None:
    lines = reference_list([book("周远", "路"), book("安山", "水")])
    assert [str(line) for line in lines] == [
        "[1] 周远. 路[M]. 云州：山村出版社，2014.",
        "[2] 安山. 水[M]. 云州：山村出版社，2014.",
    ]


def test_numeric_list_can_be_sorted_by_name_and_is_numbered_after_it() -> None:
    lines = reference_list([book("周远", "路"), book("安山", "水")], order="name")
    assert [(line.label, line.item.title) for line in lines] == [("[1]", "水"), ("[2]", "路")]


@pytest.mark.parametrize(
    ("surname", "before", "after"),
    [
        ("曾", "袁", "章"),  # zeng, not ceng
        ("单", "任", "沈"),  # shan, not dan
        ("解", "肖", "徐"),  # xie, not jie
        ("仇", "齐", "任"),  # qiu, not chou
        ("覃", "钱", "邱"),  # qin, not tan
        ("区", "欧阳", "潘"),  # ou, not qu; 区 alone before 欧阳 is not asked
        ("查", "袁", "张"),  # zha, not cha
        ("朴", "潘", "齐"),  # piao, not pu
        ("盖", "傅", "龚"),  # ge, not gai
        ("翟", "袁", "张"),  # zhai, not di
        ("尉迟", "余", "袁"),  # yuchi, not weichi
    ],
)
def test_surnames_sort_as_they_are_read(surname: str, before: str, after: str) -> None:
    if surname == "区":
        before = "倪"
    listed = [book(name + "山", "路") for name in (after, surname, before)]
    assert [item.author[0].literal[:-1] for item in _sorted(listed)] == [before, surname, after]


def _sorted(items: list[Item]) -> list[Item]:
    return [line.item for line in reference_list(items, style="author-date")]


def test_a_body_that_starts_like_a_surname_is_read_as_the_word_it_is() -> None:
    assert [i.author[0].literal for i in _sorted([book("金山", "路"), book("解放社", "路"), book("季山", "路")])] == [
        "季山",
        "解放社",
        "金山",
    ]


def test_dynasty_and_country_are_not_sorted_by() -> None:
    assert heads([book("（清）周远", "甲"), book("[德]哈代", "乙"), book("李田", "丙")], style="author-date") == [
        "哈代，2014",
        "李田，2014",
        "周远，2014",
    ]


def test_works_are_sorted_by_the_year_that_is_printed() -> None:
    author = (Name(literal="周远"),)
    page = Item("webpage", title="甲", author=author, url="http://example.org/", accessed=Date((2025, 1, 2)))
    rule = Item("standard", title="乙", author=author, number="YZ/T 12—2016")
    assert heads([page, rule, book("周远", "丙", 2020)], style="author-date") == [
        "周远，2016",
        "周远，2020",
        "周远，[2025]",
    ]


def test_names_are_compared_one_by_one() -> None:
    items = [book("张三丰", "甲"), book("张三; 李四", "乙"), book("张三", "丙")]
    assert heads(items, style="author-date") == ["张三，2014", "张三，李四，2014", "张三丰，2014"]


def test_surnames_of_one_sound_do_not_mingle() -> None:
    items = [book("章一", "甲"), book("张一", "乙"), book("章二", "丙"), book("张二", "丁")]
    assert [head[0] for head in heads(items, style="author-date")] in (list("张张章章"), list("章章张张"))


def test_languages_stand_apart_chinese_first_russian_last() -> None:
    items = [
        book("Иванов, Пётр", "Поле"),
        book("Ångström, Eva", "Hills"),
        book("Zorn, Ida", "Roads"),
        book("周远", "路"),
        book("山田", "みち"),
        book("Aas, Per", "Rivers"),
    ]
    assert heads(items, style="author-date") == [
        "周远，2014",
        "山田，2014",
        "Aas P，2014",
        "Ångström E，2014",
        "Zorn I，2014",
        "Иванов П，2014",
    ]


def test_works_of_one_year_get_letters_as_they_are_cited() -> None:
    items = [book("周远", "渠"), book("周远", "碑"), book("周远", "路", 2013), book("安山", "水")]
    lines = reference_list(items, style="author-date")
    assert [line.text.split("[")[0] for line in lines] == [
        "安山，2014. 水",
        "周远，2013. 路",
        "周远，2014a. 渠",
        "周远，2014b. 碑",
    ]


def test_two_pages_of_one_work_are_one_work() -> None:
    lines = reference_list([book("周远", "渠", page="3"), book("周远", "渠", page="9")], style="author-date")
    assert [line.text for line in lines] == [
        "周远，2014. 渠[M]. 云州：山村出版社：3.",
        "周远，2014. 渠[M]. 云州：山村出版社：9.",
    ]


def test_letters_tell_names_apart_only_where_they_are_printed_alike() -> None:
    many = "周远; 安山; 李田; "
    assert heads([book(many + "王一", "甲"), book(many + "王二", "乙")], style="author-date") == [
        "周远，安山，李田，等，2014a",
        "周远，安山，李田，等，2014b",
    ]


def test_letters_go_on_after_z() -> None:
    lines = reference_list([book("周远", f"书{n}") for n in range(28)], style="author-date")
    assert {line.text.split(". ")[0][3:] for line in lines} >= {"2014a", "2014z", "2014aa", "2014ab"}


def test_numeric_list_has_no_letters() -> None:
    assert all("2014." in line.text for line in reference_list([book("周远", "渠"), book("周远", "碑")]))


def test_reference_of_a_quotation_carries_words_speaker_and_page() -> None:
    item = book("周远", "渠", page="1-200").quoting("水到渠成", "王守田", "57")
    (line,) = reference_list([item])
    assert (line.text, line.quoted) == ("周远. 渠[M]. 云州：山村出版社，2014：57.", "王守田：“水到渠成”")
    assert str(line) == f"[1] {line.text} {line.quoted}"


def test_empty_list_is_empty() -> None:
    assert reference_list([]) == []


@pytest.mark.parametrize("options", [{"edition": "2005"}, {"style": "notes"}, {"order": "colour"}])
def test_unknown_options_are_refused_by_name(options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        reference_list([book("周远", "渠")], **options)
