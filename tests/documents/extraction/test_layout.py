"""What is taken off a page: furniture, menus, notes and debris, and nothing else."""

import pytest

from .reading import dropped, kinds, layout_of, lines_of, of_kind, parts_of

PROSE = "各乡要在封冻以前修好渠道，把明年春灌的用水安排下去，不能等到开春以后再动手。"


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("到２０１４年，Ａ组完成了５％。", "到2014年，A组完成了5％。"),
        ("⽤⼈民的办法", "用人民的办法"),
        ("他说：?quot;先修渠。?quot;", '他说："先修渠。"'),
        ("种子&nbsp;和&ldquo;水&rdquo;", "种子 和“水”"),
        ("**全部加粗**", "全部加粗"),
        ("**记者：**水够不够？", "记者：水够不够？"),
        ("见[县志](http://x.cn/a_(1).htm)的记载", "见县志的记载"),
        ("水利<sup>①</sup>的安排", "水利①的安排"),
        ("一行<br>", "一行"),
        ("\\# 不是标题", "# 不是标题"),
    ],
)
def test_a_line_loses_its_marks_and_nothing_else(printed: str, clean: str) -> None:
    assert lines_of(f"{printed}\n") == [clean]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("## 二、种子", "h2"),
        ("**种子**", "b"),
        ("- 种子", "li"),
        ("> 种子", "quote"),
        ("种子", ""),
        ("<h3>种子</h3>", "h3"),
    ],
)
def test_what_marks_meant_is_kept(text: str, markup: str) -> None:
    [line] = layout_of(text).lines
    assert (line.text.text[-2:], line.markup) == ("种子", markup)


def pages(heads: list[str], under: bool = True) -> str:
    """A scan of one short page a head, the head under or over its page."""
    made = []
    for head in heads:
        lines = [PROSE[i : i + 18] for i in range(0, len(PROSE), 18)] * 3
        made.append("\n".join([*lines, head, "", ""] if under else ["", head, *lines]))
    return "\n".join(made)


@pytest.mark.parametrize(
    "heads",
    [
        ["·12· 临河年鉴２０１１", "·13·专　　载", "·14· 临河年鉴２０１１"],  # swaps sides
        ["— 3 —", "— 4 —", "— 5 —"],
        ["第7页", "第8页", "第9页"],
        ["7", "8", "9", "10"],
        ["临河水利志　21", "第三章　渠道　22", "临河水利志　23", "第三章　渠道　24"],
        ["- 5 -", "- 6 -", "- 7 -"],
    ],
)
@pytest.mark.parametrize("under", [True, False])
def test_page_heads_and_numbers_are_taken_out(heads: list[str], under: bool) -> None:
    made = pages(heads, under)
    assert len(dropped(made)) == len(heads)
    assert "".join(lines_of(made)) == PROSE * 3 * len(heads)


def test_every_line_knows_its_page() -> None:
    under = layout_of(pages(["·12· 临河年鉴", "·13·专载"])).lines
    assert (under[0].page, under[-1].page) == ("12", "13")
    over = layout_of(pages(["·1·", "·2·", "·3·"], under=False)).lines
    assert (over[0].page, over[-1].page) == ("1", "3")


def test_form_feeds_count_pages_where_no_number_is_printed() -> None:
    lines = layout_of("第一页的话说到这里。\f第二页接着说下去。\f第三页完了。").lines
    assert [line.page for line in lines] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "1958年\n" + PROSE + "\n1959年\n" + PROSE,
        "1. 修渠\n" + PROSE + "\n2. 平地\n" + PROSE,
        "亩产 320\n亩产 350\n亩产 410",
        "（一）\n" + PROSE + "\n（二）\n" + PROSE,
    ],
)
def test_figures_and_years_are_no_page_numbers(text: str) -> None:
    assert dropped(text) == []


PAGE = f"""您现在的位置：[首页](#) >> [要闻](#)

[设为首页](#) | [加入收藏](#)

  * 首页
  * 县情概览
  * 政务公开

全县春灌会议召开

发布日期：2009/03/02 来源：临河日报

[字体：大 中 小] 打印本页

曹望舒

{PROSE}{PROSE}

{PROSE}

（记者 曹望舒 摄）

相关新闻

  * [全县春灌工作部署](x.htm)
  * [水利局召开例会](y.htm)

[关于我们](#) | [网站地图](#)

版权所有：临河县人民政府 技术支持：信息中心

联系电话：0123456 邮编：000000
"""


def test_a_saved_web_page_is_left_with_its_head_and_its_text() -> None:
    assert lines_of(PAGE) == ["全县春灌会议召开", "发布日期：2009/03/02 来源：临河日报", "曹望舒", PROSE + PROSE, PROSE]


def test_a_breadcrumb_broken_over_lines_goes_whole() -> None:
    crumbs = ["您的位置:", "首页", ">", "县要闻"]
    lines = [*crumbs, "县要闻", "春灌会议召开", "来源：临河日报", "【字体：", "大", "中", "小", "】", PROSE, PROSE]
    assert lines_of("\n".join(lines)) == ["春灌会议召开", "来源：临河日报", PROSE, PROSE]


def test_menus_of_an_html_page_go_with_their_tags() -> None:
    page = (
        "<html><head><title>春灌_临河网</title><script>var a = '<p>x</p>';</script></head><body>"
        "<nav><p>本县概况</p></nav>"
        f"<h1>春灌会议召开</h1><p>{PROSE}</p><!-- 广告 --><p>{PROSE}</p><div>ICP备123号</div></body></html>"
    )
    assert kinds(page, "a.html") == [("head", "春灌会议召开"), ("body", PROSE), ("body", PROSE)]


def test_a_plain_text_is_no_web_page_for_one_word() -> None:
    text = f"春灌纪要\n{PROSE}\n打印\n{PROSE}\n"
    assert "打印" in lines_of(text)


def test_notices_of_text_collectors_go_from_any_source() -> None:
    text = f"春灌纪要\n{PROSE}\n《春灌纪要》来源于wenku，欢迎阅读春灌纪要。\n"
    text += "本文档由文档网wendang.net收集整理，更多文档请移步wendang.net\n"
    assert lines_of(text) == ["春灌纪要", PROSE]


def test_captions_of_pictures_go() -> None:
    assert [why for why, _ in dropped(f"春灌纪要\n曹望舒在渠首讲话。本报记者 何启明 摄\n{PROSE}\n")] == ["caption"]


def test_data_blocks_and_shortcodes_go() -> None:
    text = f'# 春灌纪要\n\n```json\n{{"a": 1}}\n```\n\n{{{{< video src="x" >}}}}\n\n{PROSE}\n'
    assert lines_of(text, "a.md") == ["春灌纪要", PROSE]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            f"{PROSE}他引过一句话<sup>①</sup>，很有道理。\n\n---\n\n<sup>①</sup> 《临河县志》，第9页。\n",
            [("①", "《临河县志》，第9页。")],
        ),
        (f"{PROSE}他引过一句话①，很有道理。\n{PROSE}\n① 《临河县志》，第9页。\n", [("①", "《临河县志》，第9页。")]),
        (f"{PROSE}他引过一句话[1]。\n注释：\n[1] 何启明的信\n[2] 同上\n", [("[1]", "何启明的信"), ("[2]", "同上")]),
        (f"{PROSE}他引过一句话①。\n注①何启明：“论春灌”。\n", [("注①", "何启明：“论春灌”。")]),
        (f"论春灌*\n{PROSE}\n* 本文系旧作，收入时有删节\n{PROSE}\n", [("*", "本文系旧作，收入时有删节")]),
        (f"安排如下：\n①先修渠，后平地。\n②备好种子，见《种子目录》。\n{PROSE}\n", []),  # an enumeration
    ],
)
def test_notes_are_told_from_enumerations(text: str, notes: list[tuple[str, str]]) -> None:
    assert [(mark, note.text) for mark, note in layout_of(text).notes] == notes


def test_a_sentence_cut_by_a_note_is_whole_again() -> None:
    text = (
        "论春灌\n\n" + PROSE + "渠道的安排<sup>①</sup>要早，这是临河\n\n---\n\n<sup>①</sup> 《临河县志》，第9页。\n\n"
        "县多年的经验。" + PROSE + "\n"
    )
    assert of_kind(text, "body") == [PROSE + "渠道的安排①要早，这是临河县多年的经验。" + PROSE]


def test_front_matter_becomes_named_values() -> None:
    [part] = parts_of(
        '---\ntitle: "春灌會議"\ndate: "2018-03-16"\nauthor: "何啟明"\ntags:\n  - "水利"\n---\n\n'
        f"# 春灌會議\n\n{PROSE}\n",
        "a.md",
    )
    assert part.fields == (("title", "春灌會議"), ("date", "2018-03-16"), ("author", "何啟明"))
    assert (part.title.text, part.date_printed) == ("春灌會議", "2018-03-16")
    assert [(b.kind, b.text.text) for b in part.blocks] == [("head", "春灌會議"), ("body", PROSE)]


def test_nothing_is_lost() -> None:
    layout = layout_of(PAGE)
    kept = "".join(line.text.text for line in layout.lines) + "".join(text.text for _, text in layout.dropped)
    assert all(word in kept for word in ("首页", "设为首页", "县情概览", "相关新闻", "版权所有", "联系电话", "曹望舒"))


def test_the_section_over_the_one_facing_page_goes_and_a_heading_there_stays() -> None:
    cut = "去年修了三条渠，今年打算再修五条，把石桥和白塔两个"
    text = f"{PROSE}\n临河年鉴2011\n·12·\n{cut}\n特　　载\n·13·\n乡的田都浇上水。\n{PROSE}\n临河年鉴2011\n·14·\n"
    assert ("page head", "特　　载") in dropped(text)
    text = f"{PROSE}\n临河年鉴2011\n·12·\n{PROSE}\n修渠的办法\n·13·\n乡的田都浇上水。\n临河年鉴2011\n·14·\n"
    assert "修渠的办法" in lines_of(text)


def test_bare_numbers_beside_the_name_of_a_yearbook_are_page_numbers() -> None:
    page = f"{PROSE}\n" * 4
    text = f"12\n临河年鉴(2011)\n{page}重要讲话\n13\n（二）修渠。{page}"
    assert [why for why, _ in layout_of(text).dropped] == ["page number", "page head", "page head", "page number"]


def test_the_section_of_a_yearbook_over_its_first_page_goes() -> None:
    text = f"专　　文\n在春灌会议上的讲话\n{PROSE}\n临河年鉴　2011　·3·\n{PROSE}\n·4·　临河年鉴　2011\n{PROSE}\n"
    assert ("page head", "专　　文") in dropped(text)


def test_what_a_public_account_prints_goes_and_numbers_stand_over_headings() -> None:
    sections = f"01\n修渠的人\n{PROSE}\n02\n管水的人\n{PROSE}\n"
    text = f"点击上方蓝字关注我们\n渠水十年\n{sections}END\n长按二维码关注\n点个“在看”支持一下\n"
    assert kinds(text) == [
        ("head", "渠水十年"),
        ("heading", "修渠的人"),
        ("body", PROSE),
        ("heading", "管水的人"),
        ("body", PROSE),
    ]
    assert lines_of(f"01\n02\n03\n{PROSE}\n")[:3] == ["01", "02", "03"]


def test_a_head_of_two_ends_goes_from_the_first_page_too() -> None:
    head = "临河年鉴（2010）" + " " * 60 + "特载"
    text = f"{head}\n在水利会议上的讲话\n{PROSE}\n— 1 —\n{head}\n{PROSE}\n— 2 —\n"
    assert lines_of(text) == ["在水利会议上的讲话", PROSE, PROSE]


def test_a_sentence_that_names_its_photographer_is_a_caption() -> None:
    caption = "4月1日，在青石镇的茶园里，茶农在采摘春茶。（程远 摄）"
    assert ("caption", caption) in dropped(f"茶园里的新农人\n{caption}\n{PROSE}\n")


TABLES = [
    (("图2-1　白石渠渠长推举告示（民国二十六年）",), ["caption"]),
    (
        ("表2-1　清江四渠渠规比较", "渠名　　条数　　年代", "白石渠　　12　　光绪", "长庚渠　　9　　民国"),
        ["caption"] + ["table"] * 3,
    ),
    (
        ("表一：各區的投訴", "區議會", "2010年  2011年", "東區  449 372", "南區  190 370", "北區  1 119 1 048"),
        ["caption"] + ["table"] * 5,
    ),
    (("【专栏2-1】",), ["caption"]),
    (("第一章　总论　　1", "第二章　渠道　　12", "第三章　水闸　　30"), []),  # of a table of contents
    (("沈静川　　罗念　　何秀兰", "周文博　　余立清　　程远"), []),
    (("表一：各渠都有规矩，大同小异，要一条一条地讲清楚，不能含糊过去。",), []),
    (("图书馆二楼会议室",), []),
]


@pytest.mark.parametrize(("lines", "wanted"), TABLES)
def test_captions_and_the_rows_of_tables_go(lines: tuple[str, ...], wanted: list[str]) -> None:
    text = "\n".join([PROSE, "", *lines, "", PROSE, ""])
    assert [why for why, _ in dropped(text)] == wanted
