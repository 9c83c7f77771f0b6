"""What the date reader makes of the ways Chinese print writes a day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib import edtf
from archive.lib.chinese_dates import find_dates, read_date, read_numeral

NUMERALS = [
    ("一九五七", 1957), ("二〇〇三", 2003), ("一九七○", 1970), ("二十三", 23), ("廿一", 21), ("卅", 30), ("十", 10),
    ("元", 1), ("１５", 15), ("一百零三", 103), ("两", 2), ("一九 七〇", 1970),
    ("", None), ("三月", None), ("第二", None),
]  # fmt: skip

ONE_DATE = [
    ("（２０１３年８月３日）", "2013-08-03"),
    ("学习时间：2003年10月16日", "2003-10-16"),
    ("2018-07-13 09:37:40", "2018-07-13"),
    ("发布日期：2005/07/14", "2005-07-14"),
    ("1958.3.22.", "1958-03-22"),
    ("—北京:某某出版社,2013.6", "2013-06"),
    ("(20221015)", "2022-10-15"),
    ("某某委员会一九七○年三月十五日", "1970-03-15"),
    ("一九 七〇年 三月 五日", "1970-03-05"),
    ("一九七O年三月五日", "1970-03-05"),  # the letter for the digit
    ("2013 年 8 月 3 日", "2013-08-03"),
    ("一九五七年五月", "1957-05"),
    ("1958年4月份", "1958-04"),
    ("58年4月", "1958-04"),
    ("五七年四月", "1957-04"),
    ("03年5月", "2003-05"),
    ("民國三十五年四月四日", "1946-04-04"),
    ("民国元年一月一日", "1912-01-01"),
    ("中華民國九十年五月一日（星期二）上午十時", "2001-05-01"),
    ("1961年2月31日", "1961-02"),  # a misprint: the month still stands
]

NO_DATE = [
    "六十二年历程", "62年历程", "十年浩劫", "三个月", "第十一月台", "13日电", "农历九月初三日",
    "旧历一九四六年三月初五日", "电话87082028", "1234567890123", "三千五百人", "",
]  # fmt: skip

RANGES = [
    ("1957年5月至6月", "1957-05", "1957-06"),
    ("1965年11月29日至12月16日", "1965-11-29", "1965-12-16"),
    ("１９４９年１０月１日—１９５０年１２月３１日", "1949-10-01", "1950-12-31"),
    ("一九六九年七月五、七日", "1969-07-05", "1969-07-07"),
    ("一九六九年七月二十八、二十九两日", "1969-07-28", "1969-07-29"),
    ("1956年9月15日到27日", "1956-09-15", "1956-09-27"),
    ("1956年9月15日、27日", "1956-09-15", "1956-09-27"),
    ("1956年9月15日，27日后", "1956-09-15", None),
]


@pytest.mark.parametrize(("text", "number"), NUMERALS)
def test_numerals_of_every_kind_are_read(text: str, number: int | None) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize(("text", "wanted"), ONE_DATE)
def test_a_printed_date_becomes_edtf(text: str, wanted: str) -> None:
    found = list(find_dates(text))
    assert [date.edtf for date in found] == [wanted]
    assert edtf.parse(wanted)


@pytest.mark.parametrize("text", NO_DATE)
def test_spans_of_time_numbers_and_lunar_dates_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_shares_what_its_end_leaves_out(text: str, first: str, last: str | None) -> None:
    date = read_date(text)
    assert date is not None
    assert (date.edtf, date.end_edtf) == (first, last)


def test_a_date_without_a_year_takes_it_from_the_issue() -> None:
    assert read_date("四月四日下午一时") is None
    date = read_date("四月四日下午一时", 1946)
    assert date is not None
    assert (date.edtf, date.printed) == ("1946-04-04", "四月四日")


def test_a_range_over_new_year_ends_in_the_next_year() -> None:
    date = next(find_dates("十二月三十日至一月二日")).in_year(1965)
    assert (date.edtf, date.end_edtf) == ("1965-12-30", "1966-01-02")


def test_a_bare_year_counts_from_1912_only_where_the_minutes_say_so() -> None:
    text = "時間：三十五年四月四日"
    assert [d.edtf for d in find_dates(text, republic=True)] == ["1946-04-04"]
    assert [d.edtf for d in find_dates(text)] == [None]


def test_several_dates_keep_their_order_and_place() -> None:
    text = "见二〇〇三年，又1957年5月4日，又2013.6版"
    found = list(find_dates(text))
    assert [d.edtf for d in found] == ["2003", "1957-05-04", "2013-06"]
    assert all(text[d.start : d.end] == d.printed for d in found)


@given(st.text(alphabet="一二三五七八九十〇0123456789年月日号至到、.-/民国元 x１２", max_size=40))
def test_whatever_is_found_is_valid_and_stands_where_it_says(text: str) -> None:
    for date in find_dates(text):
        assert text[date.start : date.end] == date.printed
        if date.edtf:
            assert edtf.parse(date.edtf)
        if date.end_edtf:
            assert edtf.parse(date.end_edtf)


@given(st.dates(datetime.date(1850, 1, 1), datetime.date(2090, 1, 1)))
def test_a_date_written_in_figures_comes_back(day: datetime.date) -> None:
    date = read_date(f"于{day.year}年{day.month}月{day.day}日召开")
    assert date is not None
    assert date.edtf == day.isoformat()
