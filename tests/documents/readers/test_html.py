"""Web pages: nothing of the text is lost, what the page says of itself comes first, links and parts stay marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.extraction.layout import clean_layout
from documents.extraction.pipeline import extract
from documents.readers import SourceText, read_bytes
from people.names import Gazetteer

SPEECH = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>在春耕会议上的讲话_青山县新闻网</title>
<meta name="PubDate" content="2011-03-08"><meta name="ContentSource" content="青山日报">
<meta name="author" content="admin"><style>p {{ color: red }}</style></head><body>
<nav><a href="/">首页</a> | <a href="/n">新闻</a></nav>
<div class="t">在春耕会议上的讲话</div>
<p>　　同志们：</p><p>　　今天开会，主要任务是分析形势，部署
工作。<b>毛泽东</b>同志指出：&ldquo;水利是农业的命脉。&rdquo;我们要记住这句话。</p>
<footer>主办：青山县新闻网　<a href="/map">网站地图</a></footer><script>document.write("<p>广告</p>")</script>
</body></html>"""


def text_of(body: str, head: str = "") -> str:
    """The text of a page with this body."""
    return read_bytes("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_becomes_markdown_in_the_encoding_it_is_in(charset: str) -> None:
    source = read_bytes("a.html", SPEECH.format(charset=charset).encode({"gb2312": "gb18030"}.get(charset, charset)))
    assert source.encoding == {"gb2312": "gb18030"}.get(charset, charset)
    assert source.media_type == "text/markdown"
    assert source.text == (
        "---\ndate: 2011-03-08\nsource: 青山日报\n---\n\n<nav>\n[首页](/) | [新闻](/n)\n</nav>\n\n"
        "# 在春耕会议上的讲话\n\n　　同志们：\n\n　　今天开会，主要任务是分析形势，部署工作。**毛泽东**同志指出："
        "“水利是农业的命脉。”我们要记住这句话。\n\n<footer>\n主办：青山县新闻网　[网站地图](/map)\n</footer>\n"
    )


def test_the_engine_finds_in_a_page_what_a_reader_sees_there() -> None:
    source = read_bytes("a.html", SPEECH.format(charset="utf-8").encode())
    [document] = extract(source, Gazetteer())
    assert (document.title, document.date) == ("在春耕会议上的讲话", "2011-03-08")
    assert [quotation.text for quotation in document.quotations] == ["水利是农业的命脉。"]
    assert not any("首页" in p.text.text or "主办" in p.text.text for p in document.paragraphs)


def test_places_found_in_a_page_point_into_its_text() -> None:
    source = read_bytes("a.html", SPEECH.format(charset="utf-8").encode())
    [document] = extract(source, Gazetteer())
    [quotation] = document.quotations
    assert source.text[quotation.source_start : quotation.source_end] == quotation.text


@pytest.mark.parametrize("declared", ["gbk", "big5", "iso-8859-1", "utf-16", "no-such-thing", "x" * 500, '"', "\xff"])
def test_a_page_that_declares_what_it_is_not_is_read_all_the_same(declared: str) -> None:
    page = f'<meta charset="{declared}"><p>会议讨论了春耕和水利的安排，决定先修渠。</p>'
    assert read_bytes("a.htm", page.encode()).text.endswith("会议讨论了春耕和水利的安排，决定先修渠。\n")


def test_a_short_page_is_believed_where_its_bytes_leave_a_choice() -> None:
    page = '<meta charset="big5"><p>水利</p>'
    source = read_bytes("a.html", page.encode("big5"))
    assert (source.text, source.encoding) == ("水利\n", "big5hkscs")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>甲</h1><h3>乙</h3>丙", "# 甲\n\n### 乙\n\n丙\n"),
        ("<p>甲<br>乙<br/>丙</p>", "甲\n乙\n丙\n"),
        ("<p>甲<br><br><br>　　乙</p>", "甲\n\n　　乙\n"),
        ("<p>一行\n另一行</p><p>one\ntwo</p>", "一行另一行\n\none two\n"),
        ("<p> 甲 <b> 乙</b> 丙 </p>", "甲 **乙** 丙\n"),
        ("<ul><li>甲<li><p>乙</p><p>丙</p></ul>", "- 甲\n- 乙\n\n丙\n"),
        ('<ol start="3"><li>甲</li><li>乙</li></ol>', "3. 甲\n\n4. 乙\n"),
        ("<blockquote><p>甲</p><p>乙</p></blockquote>丙", "> 甲\n\n> 乙\n\n丙\n"),
        ("<pre>  甲\n　乙\n\n丙</pre>", "  甲\n　乙\n\n丙\n"),
        (
            "<b><div>甲</div></b><p style='font-weight: bold'>乙<span style='font-weight:normal'>丙</span></p>",
            "**甲**\n\n**乙**丙\n",
        ),
        ("<table><tr><th>姓名</th><td>张三</td></tr></table>", "姓名　张三\n"),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n\n乙\n"),
        ("<ruby>峇<rp>(</rp><rt>bā</rt><rp>)</rp></ruby>里", "峇里\n"),
        ("甲<hr>乙", "甲\n\n---\n\n乙\n"),
        ("<hr>乙", "乙\n"),
        ("<textarea>甲</textarea><noscript>乙</noscript><iframe>丙</iframe>丁", "丁\n"),
        ("甲&nbsp;&amp;&#20057;&hellip;", "甲\xa0&乙…\n"),
        ("面积10 m<sup>2</sup>。", "面积10 m2。\n"),
        ("他说<sup>①</sup>。", "他说①。\n"),
        ("未完的<p>页<div>面<table><tr><td>甲", "未完的\n\n页\n\n面\n\n甲\n"),
        ("</div></p></td>甲</body></html>乙", "甲\n\n乙\n"),
        (
            "<figure><img src=a alt=b><figcaption>图为会场</figcaption></figure>甲",
            "<figcaption>\n图为会场\n</figcaption>\n\n甲\n",
        ),
    ],
)
def test_what_a_browser_shows_is_the_text(body: str, text: str) -> None:
    assert text_of(body) == text


def test_marks_of_notes_are_joined_to_the_notes_below() -> None:
    body = (
        '<p>水利是命脉<sup><a href="#n1">1</a></sup>，要抓紧<a href="#n2"><sup>[2]</sup></a>。</p>'
        '<ol><li id="fn1">《农业问题》，第3页。</li><li id="fn2">同上，第5页。</li></ol>'
    )
    source = read_bytes("a.html", f"<p>今天的会议讨论了三个问题，会后要抓紧落实。</p>{body}".encode())
    layout = clean_layout(source)
    assert [(mark, note.text) for mark, note in layout.notes] == [
        ("[1]", "《农业问题》，第3页。"),
        ("[2]", "同上，第5页。"),
    ]


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>水利会议召开 - 青山日报</title>", "<div>水利会议召开</div><p>正文</p>", "# 水利会议召开"),
        ("<title>水利会议召开|要闻|青山日报</title>", "<h1><a href='/1'>水利会议召开</a></h1>", "# 水利会议召开"),
        ("<title>水利会议——侧记</title>", "<p><b>水利会议——侧记</b></p>", "# 水利会议——侧记"),
        (
            '<meta name="ArticleTitle" content="水利会议召开"><title>正文</title>',
            "<h2>要闻</h2><p>甲</p>",
            "# 水利会议召开",
        ),
        ("<title>水利会议召开_青山日报</title>", "<p>正文</p>", "# 水利会议召开"),
        ('<meta property="og:title" content="水利会议召开">', "<h1>水利会议今天召开</h1>", "# 水利会议今天召开"),
    ],
)
def test_the_title_is_the_line_that_bears_it_else_what_the_page_says(head: str, body: str, title: str) -> None:
    text = text_of(body, head)
    assert [line for line in text.splitlines() if line.startswith("# ")] == [title]


def test_the_title_in_a_menu_is_not_the_heading() -> None:
    text = text_of("<nav><p>水利会议召开</p></nav><p>水利会议召开</p>", "<title>水利会议召开</title>")
    assert text == "<nav>\n水利会议召开\n</nav>\n\n# 水利会议召开\n"


def test_a_part_with_running_text_is_no_menu() -> None:
    prose = "会议讨论了春耕和水利的安排，决定先修渠，后平地，" * 6
    assert text_of(f"<aside><p>{prose}</p></aside>") == f"{prose}\n"


def test_a_footer_of_the_article_is_text() -> None:
    assert text_of("<article>甲<footer>责任编辑：张三</footer></article>") == "甲\n\n责任编辑：张三\n"


def test_deeply_nested_pages_are_read_to_a_depth_without_running_out_of_stack() -> None:
    assert text_of("<div>" * 4_000 + "会议开了两天。" + "</div>" * 4_000) == "会议开了两天。\n"


TAGS = "<p> </p> <div> </div> <b> </b> <table> <tr> <td> </td> </table> <ul> <li> <a> </a> <br> <h2> <nav> </nav> <sup>"


@given(st.lists(st.sampled_from([*TAGS.split(), "会议", "水利。", "&nbsp;", "\n", " "]), max_size=30))
def test_no_arrangement_of_tags_loses_a_letter(tags: list[str]) -> None:
    page = "".join(tags) + "<p>末"
    letters = [tag for tag in tags if tag in ("会议", "水利。")]
    text = read_bytes("a.html", page.encode()).text
    assert text.count("会议") + text.count("水利。") == len(letters)


def test_the_same_page_gives_the_same_text() -> None:
    def read() -> SourceText:
        return read_bytes("a.html", SPEECH.format(charset="utf-8").encode())

    assert read() == read()
