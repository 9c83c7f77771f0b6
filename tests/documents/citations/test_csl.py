"""CSL-JSON is read with plain errors and written back without loss."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citations.csl import CSLError, Date, Item, Name, Quotation, read_items, write_items


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("book", "item 1 must be an object, not a string"),
        ({"id": "x"}, "item x: type is missing"),
        ({"id": "x", "itemType": "book"}, "item x: type is missing; itemType is Zotero's own: export CSL JSON"),
        ({"id": "x", "type": "newspaper"}, "'newspaper' is none of CSL's; did you mean 'article-newspaper'"),
        ({"id": "x", "type": "book", "title": ["a"]}, "item x: title must be a string, not a list"),
        ({"type": "book", "author": "周远"}, "item 1: author must be a list of names, not a string"),
        ({"type": "book", "author": ["周远"]}, r"author\[0\] must be an object with literal, or family and given"),
        ({"type": "book", "author": [{"given": ""}]}, r"author\[0\] has neither literal nor family nor given"),
        ({"type": "book", "issued": 2014}, "issued must be an object with date-parts, not a number"),
        ({"type": "book", "issued": {"season": 1}}, "issued has no date-parts, no raw and no literal"),
        ({"type": "book", "issued": {"date-parts": [2014]}}, r"date-parts\[0\] must be \[year, month, day\]"),
        ({"type": "book", "issued": {"date-parts": [[2014, 25]]}}, "month must be 1 to 12, not 25"),
        ({"type": "book", "issued": {"date-parts": [["abt"]]}}, "year must be a number, not 'abt'"),
        ({"type": "book", "issued": {"date-parts": [[1e999]]}}, "year must be a number, not inf"),
        ({"type": "book", "issued": {"date-parts": 2014}}, "date-parts must be a list"),
        ({"type": "book", "issued": {"raw": " "}}, "issued has no date-parts, no raw and no literal"),
        ({"type": "book", "author": {"literal": "周远"}}, "author must be a list of names, not an object"),
        ({"type": "book", "volume": True}, "volume must be a string, not true or false"),
        ({"type": "book", "id": {"a": 1}}, "id must be a string, not an object"),
        ([], "item 1 must be an object, not a list"),
        (None, "item 1 must be an object, not null"),
        ({"type": "book", "issued": {"date-parts": [[1], [2], [3]]}}, "a list of one or two dates"),
    ],
)
def test_wrong_items_are_refused_with_item_and_variable(value: object, message: str) -> None:
    with pytest.raises(CSLError, match=message):
        read_items(json.dumps([value]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1"),
        ("[1,\n 2", "line 2, column 3"),
        ("3", "a list of items, not a number"),
        pytest.param("[" * 99999, "nested too deeply", id="deep"),
    ],
)
def test_what_is_no_csl_json_is_refused(text: str, message: str) -> None:
    with pytest.raises(CSLError, match=message):
        read_items(text)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [["2011"]]}, Date((2011,))),
        ({"date-parts": [[2011, 3, 4]], "circa": 1}, Date((2011, 3, 4), circa=True)),
        ({"date-parts": [[2011], [2013]]}, Date((2011,), (2013,))),
        ({"date-parts": [[1883], [0]]}, Date((1883,), open=True)),
        ({"date-parts": [[2011, 13]]}, Date((2011,))),  # a season
        ({"raw": "2011-03"}, Date((2011, 3))),
        ({"raw": "光绪初年"}, Date(literal="光绪初年")),
        ({"literal": "光绪初年"}, Date(literal="光绪初年")),
        ("1957-05/1957-06", Date((1957, 5), (1957, 6))),
        ("2025-03-06T08:12:33Z", Date((2025, 3, 6))),
        ({"raw": "2011年3月4日"}, Date((2011, 3, 4))),
        ({"literal": "March 4, 2011"}, Date((2011, 3, 4))),
        ({"raw": "Winter 2011"}, Date((2011,))),
        ({"raw": "circa 1936"}, Date((1936,), circa=True)),
        ({"raw": "1936", "circa": True}, Date((1936,), circa=True)),
        ({"literal": "清光緒十三年三月"}, Date((1887,), literal="清光緒十三年三月")),
        ({"literal": "中華民國三十八年八月"}, Date((1949, 8), literal="中華民國三十八年八月")),
        ({"literal": "c1988"}, Date(literal="c1988")),
        ({"date-parts": [[1980]], "season": "c"}, Date((1980,), literal="c1980")),  # how Zotero splits c1980,
        ({"date-parts": [[1995]], "season": "年印刷"}, Date((1995,), literal="1995印刷")),  # 1995年印刷
        ({"date-parts": [[1936]], "season": "[]"}, Date((1936,), circa=True)),  # and [1936]
        ({"date-parts": [[2011]], "season": "Winter"}, Date((2011,))),
        ({"date-parts": [[2011]], "season": 2}, Date((2011,))),
        ({"date-parts": [[]]}, Date()),
    ],
)
def test_dates_are_read_in_every_form_that_csl_has(value: object, date: Date) -> None:
    assert Item.from_json({"type": "book", "issued": value}).issued == date


def test_numbers_stand_for_strings_and_blanks_are_trimmed() -> None:
    item = Item.from_json({"type": "book", "volume": 3, "title": " 山村 \n 史 "})
    assert (item.volume, item.title) == ("3", "山村 史")


def test_what_cannot_be_printed_is_a_blank() -> None:
    item = Item.from_json({"type": "book", "title": "山\x00村\u2028史\ud800", "page": 12.0})
    assert (item.title, item.page) == ("山 村 史", "12")


def test_half_a_character_of_broken_escapes_is_replaced_wherever_it_stands() -> None:
    (item,) = read_items('[{"type": "book", "title": "\\ud800水", "issued": "\\udc00", "custom": {"a": "\\ud83d"}}]')
    assert (item.title, item.issued, item.other) == ("?水", Date(literal="?"), {"custom": {"a": "?"}})


def test_note_says_what_the_item_lacks_and_its_kind() -> None:
    note = "Type: map\nTitle: 水\nscale: 1:500\nDate: 1936\n甲：乙"
    item = Item.from_json({"type": "document", "id": "a", "title": "路", "note": note})
    assert (item.type, item.title, item.scale, item.issued) == ("map", "路", "1:500", Date((1936,)))


def test_note_of_an_unknown_kind_is_a_note() -> None:
    assert Item.from_json({"type": "book", "note": "type: 小册子"}).type == "book"


def test_what_the_model_does_not_know_is_kept() -> None:
    value = {"type": "book", "id": "a", "PMID": "1", "custom": {"shelf": "x"}, "categories": ["林"]}
    assert Item.from_json(value).to_json() == value


def test_quotation_travels_in_custom_beside_what_else_is_there() -> None:
    value = {"type": "book", "id": "a", "custom": {"shelf": "x"}}
    item = Item.from_json(value).quoting("先修路", "王守田", "12")
    again = Item.from_json(item.to_json())
    assert again.quotation == Quotation("先修路", "王守田", "12")
    assert again == item
    assert item.to_json()["custom"] == {"shelf": "x", "quotation": "先修路", "speaker": "王守田", "locator": "12"}


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
names = st.builds(Name, literal=words) | st.builds(Name, family=words, given=words, suffix=st.just("Jr."))
days = st.tuples(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
dates = st.builds(Date, days, st.just(()) | days, st.just(False), st.booleans(), st.just("") | words)


@given(
    st.builds(
        Item,
        type=st.sampled_from(["book", "speech", "article-newspaper"]),
        title=words,
        url=words,
        archive_location=words,
        container_title=words,
        author=st.lists(names, max_size=3).map(tuple),
        issued=st.none() | dates,
        quotation=st.none() | st.builds(Quotation, words, words, words),
    )
)
def test_items_written_and_read_are_the_same_items(item: Item) -> None:
    assert read_items(write_items([item])) == [item]


def test_item_lists_of_zotero_are_read() -> None:
    value: dict[str, Any] = {"items": [{"id": 7, "type": "book"}]}
    assert read_items("\ufeff" + json.dumps(value))[0].id == "7"
