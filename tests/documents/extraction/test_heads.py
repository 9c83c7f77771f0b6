"""Where the head of a text ends and its first heading begins."""

import pytest

from .reading import headings, of_kind, parts_of

A = "各乡要在封冻以前修好渠道，把明年春灌的用水安排下去，不能等到开春以后再动手。"
B = "种子要早调剂，今年留得不够的社队，可以同邻社换，换不到的由粮站供应。"
C = "劳动力的安排要留有余地，修渠不要挤掉积肥，积肥也不要耽误副业生产。"


@pytest.mark.parametrize(
    "above", ["临河县水利局、曹望舒", "曹望舒", "（曹望舒：临河县水利局副局长）", "一九五六年十月三日"]
)
def test_the_first_of_several_headings_stands_between_by_line_and_text(above: str) -> None:
    text = f"渠水为什么不够用\n{above}\n渠要年年清，不能等\n{A}\n水要家家管\n{B}\n账要月月算\n{C}\n"
    assert headings(text) == [(1, "渠要年年清，不能等"), (1, "水要家家管"), (1, "账要月月算")]


@pytest.mark.parametrize("below", ["在县农业座谈会上的发言", "本报记者　何启明", "我们怎样分水"])
def test_what_stands_there_alone_or_tells_the_occasion_is_no_heading(below: str) -> None:
    text = f"渠水为什么不够用\n曹望舒\n{below}\n{A}\n水要家家管\n{B}\n{C}\n"
    assert headings(text) == [(1, "水要家家管")]


def test_a_note_in_lenticular_brackets_is_complete() -> None:
    note = "〖十月三日下午，县长在小礼堂接见了各社代表，到会三百人。县长作了重要讲话。〗"
    text = f"县长接见各社代表的讲话\n曹望舒\n{note}\n{A}\n{B}\n"
    assert of_kind(text, "body")[-2:] == [A, B]


def test_headings_end_in_a_stop_though_a_list_above_is_numbered_like_them() -> None:
    items = "\n".join(f"{n}、修渠{B}" for n in "一二三四")
    head = f"在水利会议上的讲话\n曹望舒\n（一）\n{A}\n今冬有四项任务：\n{items}\n（二）\n"
    text = f"{head}一、关于渠道。\n{A}\n二、关于种子。\n{C}\n"
    assert headings(text) == [(1, "（一）"), (1, "（二）"), (2, "一、关于渠道。"), (2, "二、关于种子。")]


def test_first_second_rank_where_they_first_stand() -> None:
    over = f"在水利会议上的讲话\n曹望舒\n第一、渠道\n（一）干渠\n{A}\n（二）支渠\n{B}\n第二、种子\n{C}\n"
    assert headings(over) == [(1, "第一、渠道"), (2, "（一）干渠"), (2, "（二）支渠"), (1, "第二、种子")]
    under = f"在水利会议上的讲话\n曹望舒\n（一）渠道\n第一，干渠\n{A}\n第二，支渠\n{B}\n（二）种子\n{C}\n"
    assert headings(under) == [(1, "（一）渠道"), (2, "第一，干渠"), (2, "第二，支渠"), (1, "（二）种子")]


def test_who_made_a_book_signs_its_preface() -> None:
    text = f"渠水十年\n\n# 序\n\n{A}\n\n{B}\n\n编　者\n2008年5月\n\n# 第一章　水患\n\n{C}\n"
    assert headings(text) == [(1, "序"), (1, "第一章　水患")]
    assert of_kind(text, "body") == [A, B, C]


def test_what_a_site_prints_in_one_long_line_does_not_run_on() -> None:
    lines = ("各乡要在封冻以前修好渠道，把明年春灌的用水安排下去，不能等到开春以", "后再动手。劳动力的安排要留有余地。")
    site = "日期：2011-06-28  作者：曹望舒  来源：《临河党建》2011年第6期  点击数：1204"
    text = f"渠水为什么不够用\n{site}\n渠道是农业的命脉。\n" + "\n".join(lines * 6)
    assert of_kind(text, "head") == ["渠水为什么不够用", site]


@pytest.mark.parametrize(
    "line",
    [
        "（曹望舒：原县农校教师。该校后改为农学院，曹望舒任副教授、系主任，兼县水利局顾问。）",
        "陪同接见的有何启明同志。",
    ],
)
def test_what_is_said_of_people_above_the_text_is_head(line: str) -> None:
    assert line in of_kind(f"渠水为什么不够用\n县农学院、曹望舒\n{line}\n{A}\n{B}\n", "head")


def test_items_of_news_keep_their_headlines_of_two_lines() -> None:
    items = f"白石区二十三村\n完成夏锄两遍\n【本报白石讯】{A}\n青石镇妇女\n纺织热情高涨\n【又讯】{B}\n"
    text = f"### 各地简讯\n\n1946-08-11\n第2版()\n专栏：\n\n　　各地简讯\n{items}"
    assert headings(text) == [(1, "白石区二十三村完成夏锄两遍"), (1, "青石镇妇女纺织热情高涨")]
    assert of_kind(text, "body") == [f"【本报白石讯】{A}", f"【又讯】{B}"]


def test_short_pieces_are_documents_where_three_are_numbered() -> None:
    pieces = "".join(f"工作会议讲话稿 篇{n}\n同志们：\n时光飞逝，一年又过去了。\n" for n in (1, 2, 3))
    assert len(parts_of(f"工作会议讲话稿(通用3篇)\n{pieces}")) == 4


def test_a_question_counted_and_a_record_noted_are_headings() -> None:
    text = f"在三级干部会议上的讲话\n曹望舒\n同志们：\n第一个问题，关于粮食。\n{A}\n第二个问题，关于作风。\n{B}\n{C}\n"
    assert headings(text) == [(1, "第一个问题，关于粮食。"), (1, "第二个问题，关于作风。")]
    text = f"县委会议记录\n曹望舒\n{A}\n常委扩大会议记录（摘录）\n{B}\n书记办公会议记录（摘录）\n{C}\n"
    assert headings(text) == [(1, "常委扩大会议记录（摘录）"), (1, "书记办公会议记录（摘录）")]


def test_the_first_heading_stands_below_the_lines_that_say_when_and_where() -> None:
    turns = f"罗春生：{A}\n顾清和：{B}\n"
    head = "文学座谈会纪录\n时间：1983年11月6日\n纪录：程远\n"
    text = f"{head}文学与土地\n{turns}语言的问题\n{turns}“年轻人走了又来”\n{turns}"
    assert headings(text) == [(1, "文学与土地"), (1, "语言的问题"), (1, "“年轻人走了又来”")]


def test_a_name_over_a_date_signs_the_preface_and_is_no_heading() -> None:
    text = f"调解百例\n何启明编\n序言\n{A}\n{B}\n沈 静 川\n二〇〇八年三月\n第一编　邻里\n{C}\n第二编　婚姻\n{B}\n"
    [part] = parts_of(text)
    assert ("tail", "沈 静 川") in [(block.kind, block.text.text) for block in part.blocks]


def test_roman_numbers_head_numbered_paragraphs() -> None:
    text = (
        f"水務委員會會議紀要\n時間：2011年6月14日\nI. 渠道\n1. 上次會議的紀要獲確認通過。\nII. 種子\n2. {A}\n3. {B}\n"
    )
    assert headings(text) == [(1, "I. 渠道"), (1, "II. 種子")]


@pytest.mark.parametrize(
    "line",
    [
        "也無法容納新的構築物來豎立",
        "的可行性",
        "《渠道令》  ............",
        "─ 已鋪設低噪音物料",
        "一、贊成者：九十八人",
    ],
)
def test_what_goes_on_from_a_line_above_is_no_heading(line: str) -> None:
    assert (1, line) not in headings(f"春灌纪要\n何启明\n{A}\n渠道\n{B}\n{line}\n{C}\n种子\n{A}\n")


def test_a_short_covering_letter_and_what_it_sends_out_are_two_documents() -> None:
    letter = "关于印发沈石桥同志讲话的通知\n各乡镇人民政府：\n现将沈石桥同志的讲话印发给你们，请贯彻执行。\n"
    letter += "县安委办公室\n二〇一一年三月十五日\n"
    speech = f"在全县安全生产会议上的讲话\n副县长　沈石桥\n（2011年3月10日）\n{A}\n{B}\n"
    _, one, two = parts_of(letter + speech)
    assert two.title is not None
    assert [block.text.text for block in one.blocks if block.kind == "tail"] == ["县安委办公室", "二〇一一年三月十五日"]


def test_texts_of_a_collection_are_told_by_the_authors_their_contents_name() -> None:
    contents = "目　录\n水库始末……………罗春生（1）\n中学的日子…………顾清和（12）\n"
    texts = f"水库始末\n罗春生\n{A}\n{B}\n中学的日子\n顾清和\n{B}\n{C}\n"
    _, *pieces = parts_of(f"砚溪文史资料\n第三辑\n{contents}{texts}")
    assert [piece.title and piece.title.text for piece in pieces] == ["水库始末", "中学的日子"]
    held = f"一、{texts}".replace("罗春生", "县农会主席　罗春生").replace("中学的", "二、中学的")
    _, *pieces = parts_of(f"砚溪文史资料\n第三辑\n{contents}{held}")
    assert [piece.title and piece.title.text for piece in pieces] == ["水库始末", "中学的日子"]
    chapters = texts.replace("罗春生", "缘起").replace("顾清和", "迁校")
    assert len(parts_of(f"砚溪文史资料\n第三辑\n{contents}{chapters}")) == 1


def test_a_number_on_a_line_of_its_own_stands_before_its_title() -> None:
    numbered = ["（一）", "贯彻政策，做好十兑现", A, B, "（二）", A, C, "（三）", B, A]
    assert headings("\n".join(["情况报告", "县委：", *numbered, ""])) == [
        (1, "（一）贯彻政策，做好十兑现"),
        (1, "（二）"),
        (1, "（三）"),
    ]


def test_a_line_that_says_what_was_recorded_and_when_is_head() -> None:
    note = "县委常委讨论关于修渠的一封信，\n一九六六年七月六日。记录摘要。"
    text = f"在县委会议上的讲话\n沈静川、罗念\n{note}\n沈静川：{A}\n罗念：{B}\n沈静川：{C}\n"
    assert [body[:3] for body in of_kind(text, "body")] == ["沈静川", "罗念：", "沈静川"]


def test_the_occasion_over_each_of_several_extracts_is_a_heading() -> None:
    said = ["在5月28日水利系座谈会上的发言", A, "在5月29日县志组座谈会上的发言", B, "在6月1日水利系座谈会上的发言", C]
    text = "\n".join(["渠规要改", "归云农学院、沈石桥", "（沈石桥：水利系教师）", *said, ""])
    assert headings(text) == [(1, line) for line in said[::2]]


def test_who_told_and_who_wrote_stand_below_the_heading_of_a_story_and_are_none() -> None:
    text = f"""归云水利口述史

云川人民出版社

图书在版编目（CIP）数据

归云水利口述史.第1辑/归云市政协编.—昆明：云川人民出版社，2011.5
ISBN 978-7-222-07654-1

序

江若愚

{A}{B}

2011年3月6日

白石渠修成记

罗大山口述　许知微整理

{B}{C}

大水那一年

何启明口述

{C}{A}
"""
    assert headings(text) == [(1, "序"), (1, "白石渠修成记"), (1, "大水那一年")]


def test_rows_of_names_or_of_a_form_are_no_headings_and_what_stands_under_a_signature_may_be() -> None:
    rows = ["沈静川　罗念　何秀兰　周文博　程远", "姓名  罗大山  年龄  33"]
    text = "\n".join(["关于修渠的请示", "县委：", A, "沈静川", "1958年4月11日", "关于修渠的批复", B, *rows, C, ""])
    assert headings(text) == [(1, "关于修渠的批复")]
    assert headings("\n".join(["渠规", "第  一  部  分", A, "第  二  部  分", B, "第  三  部  分", C, ""]))


def test_lines_of_verse_are_no_headings_though_no_mark_ends_them() -> None:
    verse = ["三年前，我来归云", "铺盖跟着到这里", "那一年去修渠", "人家说", "渠水绕山流，", "我想笑", "阳光普照在这里"]
    assert headings("\n".join(["两首诗", A, *verse, B, ""])) == []
    assert headings("\n".join(["两首诗", A, *verse[:2], B, verse[3], C, ""]))
