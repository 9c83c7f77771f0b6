"""Word files: what is printed is read, with the marks the layout stage knows; numbers and notes too."""

import pytest

from documents.extraction.layout import clean_layout
from documents.extraction.pipeline import extract
from documents.readers import SourceError, read_bytes
from documents.readers.numbering import written
from people.names import Gazetteer

from .making import docx, note, note_mark, paragraph, shown, style, word_part, zipped

HEADINGS = style("1", "heading 1") + style("2", "heading 2") + style("t", "Title")
NUMBERS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/><w:isLgl/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def text_of(body: str, **parts: str) -> str:
    """The text of a Word file with this body."""
    return read_bytes("a.docx", docx(body, **parts)).text


def test_the_title_and_headings_are_marked_by_their_styles() -> None:
    body = paragraph("春耕纪要", "t") + paragraph("形势", "1") + paragraph("会议开了两天。") + paragraph("任务", "2")
    assert text_of(body, styles=HEADINGS) == "# 春耕纪要\n\n## 形势\n\n会议开了两天。\n\n### 任务\n"


def test_one_heading_at_the_beginning_is_the_title() -> None:
    body = paragraph("春耕纪要", "1") + paragraph("会议开了两天。") + paragraph("任务", "2")
    assert text_of(body, styles=HEADINGS) == "# 春耕纪要\n\n会议开了两天。\n\n## 任务\n"


def test_several_headings_of_the_first_level_stand_below_a_title_that_is_not_marked() -> None:
    body = paragraph("春耕纪要") + paragraph("形势", "1") + paragraph("会议开了两天。") + paragraph("任务", "1")
    assert text_of(body, styles=HEADINGS) == "春耕纪要\n\n## 形势\n\n会议开了两天。\n\n## 任务\n"


def test_a_style_takes_over_from_the_one_it_is_based_on_and_may_say_its_level_itself() -> None:
    styles = (
        style("a", "章", '<w:basedOn w:val="b"/>')
        + style("b", "heading 2", '<w:basedOn w:val="a"/>')
        + style("c", "条", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/></w:rPr>')
        + style("d", "重点", "<w:rPr><w:b/></w:rPr>")
    )
    body = "".join(paragraph(name, name) for name in "abcd")
    assert text_of(body, styles=styles) == "### a\n\n### b\n\n#### c\n\n**d**\n"


def test_the_numbers_word_prints_are_read_though_no_paragraph_holds_them() -> None:
    rows = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (3, 0), (1, 0), (9, 9), (0, 0)]
    body = "".join(paragraph("甲", number=row) for row in rows)
    printed = ["一、甲", "（一）甲", "（二）甲", "1.1 甲", "二、甲", "（一）甲", "- 甲", "五、甲", "三、甲", "甲", "甲"]
    assert text_of(body, numbering=NUMBERS).split("\n\n") == [*printed[:-1], printed[-1] + "\n"]


def test_a_style_may_number_its_paragraphs() -> None:
    styles = style("1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = paragraph("形势", "1") + paragraph("任务", "1") + paragraph("附则", "1", number=(0, 0))
    assert text_of(body, styles=styles, numbering=NUMBERS) == "## 一、形势\n\n## 二、任务\n\n## 附则\n"


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (0, "chineseCounting", "0"),
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (110, "japaneseCounting", "一百一十"),
        (2008, "chineseCounting", "二千零八"),
        (3, "chineseLegalSimplified", "叁"),
        (12, "ideographTraditional", "乙"),
        (1, "ideographZodiac", "子"),
        (2013, "ideographDigital", "二零一三"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (28, "upperLetter", "BB"),
        (1994, "lowerRoman", "mcmxciv"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (7, "hebrew1", "7"),
        (10**9, "chineseCounting", "1000000000"),
    ],
)
def test_a_number_is_written_in_the_style_of_its_list(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


def test_footnotes_follow_their_paragraph_and_endnotes_the_text() -> None:
    body = (
        paragraph(f"水利是命脉{note_mark(2)}，要抓紧{note_mark(1, 'endnote')}。")
        + paragraph(f"修渠{note_mark(3)}。")
        + paragraph(f"又见前注{note_mark(2)}。")
    )
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote>'
        + note(2, "《农业问题》。")
        + note(3, "县志。")
    )
    text = text_of(body, footnotes=notes, endnotes=note(1, "出自报告。", "endnote"))
    assert text.split("\n\n") == [
        "水利是命脉[1]，要抓紧[2]。",
        "[1] 《农业问题》。",
        "修渠[3]。",
        "[3] 县志。",
        "又见前注[1]。",
        "[1] 《农业问题》。",
        "[2] 出自报告。\n",
    ]


def test_the_layout_stage_joins_notes_to_their_marks() -> None:
    body = paragraph(f"今天的会议讨论了三个问题，会后要抓紧落实{note_mark(2)}。") + paragraph("散会。")
    layout = clean_layout(read_bytes("a.docx", docx(body, footnotes=note(2, "见《青山县志》第三页。"))))
    assert [(mark, text.text) for mark, text in layout.notes] == [("[1]", "见《青山县志》第三页。")]
    assert [line.text.text for line in layout.lines] == ["今天的会议讨论了三个问题，会后要抓紧落实[1]。", "散会。"]


def test_a_note_in_a_table_follows_the_table() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("时间", f"五月三日{note_mark(2)}"))
    text = text_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph("散会。"), footnotes=note(2, "农历。"))
    assert text == "时间　五月三日[1]\n\n[1] 农历。\n\n散会。\n"


def test_bold_labels_of_speakers_stay_bold() -> None:
    run = "</w:t></w:r><w:r><w:t>"
    assert text_of(paragraph(f"张三：{run}同意。", bold=True)) == "**张三：**同意。\n"
    off = '<w:p><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>甲</w:t></w:r></w:p>'
    mark_only = "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>"
    assert text_of(off + mark_only) == "甲\n\n乙\n"


def test_what_is_not_printed_is_not_read() -> None:
    body = (
        "<w:p><w:r><w:t>会议</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>结束</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t>。</w:t><w:br/><w:t>甲</w:t><w:tab/><w:noBreakHyphen/><w:t>乙</w:t></w:r></w:p>"
    )
    assert text_of(body) == "会议结束。\n甲\t-乙\n"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(f"<w:p><w:r><w:t>框外</w:t>{alternate}</w:r></w:p>") == "框里\n\n框外\n"


def test_a_strict_file_and_one_in_utf16_are_read() -> None:
    strict = docx(paragraph("会议结束。"))
    body = word_part("document", paragraph("会议结束。")).decode()
    changed = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_bytes("a.docx", zipped({"word/document.xml": changed.encode()})).text == "会议结束。\n"
    wide = body.replace("UTF-8", "UTF-16").encode("utf-16")
    assert read_bytes("a.docx", zipped({"word/document.xml": wide})).text == "会议结束。\n"
    assert read_bytes("renamed.txt", strict).text == "会议结束。\n"  # whatever its name says


def test_the_engine_reads_a_speech_from_a_word_file() -> None:
    body = (
        paragraph("在青山县春耕会议上的讲话", "t")
        + paragraph("（2011年3月8日）")
        + paragraph("同志们：")
        + paragraph("形势很好", "1")
        + paragraph("今天开会，主要任务是分析形势，部署工作。毛泽东同志指出：“水利是农业的命脉。”我们要记住这句话。")
        + paragraph("任务很重", "1")
        + paragraph("各级干部要到田间地头去，和群众一起想办法，把春耕生产抓紧抓实。")
    )
    [document] = extract(read_bytes("a.docx", docx(body, styles=HEADINGS)), Gazetteer())
    assert (document.title, document.date, document.kind) == ("在青山县春耕会议上的讲话", "2011-03-08", "speech")
    assert [(p.level, p.text.text) for p in document.paragraphs if p.kind == "heading"] == [
        (1, "形势很好"),
        (1, "任务很重"),
    ]
    assert [(q.text, q.speaker) for q in document.quotations] == [("水利是农业的命脉。", "毛泽东")]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.txt": b"x"}, "word/document.xml: is missing"),
        ({"word/document.xml": b"<w"}, "word/document.xml line 1: broken XML"),
        ({"word/document.xml": word_part("document", "")}, "holds no text"),
        ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY a "aa">]><a>&a;</a>'}, "defines XML entities"),
        ({"word/document.xml": '<!DOCTYPE a [<!ENTITY a "aa">]><a>&a;</a>'.encode("utf-16")}, "defines XML entities"),
        (
            {"word/document.xml": word_part("document", paragraph("甲")), "word/styles.xml": b"<"},
            "word/styles.xml: broken XML",
        ),
        ({"word/document.xml": word_part("document", "<w:p>" * 6_000)}, "elements inside each other"),
    ],
    ids=shown,
)
def test_a_damaged_word_file_is_refused_naming_the_part(files: dict[str, bytes], reason: str) -> None:
    with pytest.raises(SourceError) as error:
        read_bytes("a.docx", zipped(files))
    assert reason in str(error.value)
