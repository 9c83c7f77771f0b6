"""PDF: the text layer as a page shows it, and what has none."""

import subprocess

import pytest

from documents.extraction.layout import clean_layout
from documents.extraction.pipeline import extract
from documents.readers import SourceError, read_bytes
from documents.readers.limits import Limits
from people.names import Gazetteer

from .making import LOCKED, pdf, shown

PAGE = """\u3000\u3000全县春耕会议开了两天，讨论了水利和粮食的安排，
决定先修渠，后平地，把劳动力用在关键的地方，各
乡都要有人负责。
\u3000\u3000会议要求各乡在月底以前把计划报到县里，由县里
汇总以后再向地区报告。

\u3000\u3000会后代表们参观了城关镇的粮库。"""
NEXT = """\u3000\u3000第二天上午，代表们分成五个小组，对冬季积肥和
春季育秧的办法提出了意见，认为要先把种子选好，
再把秧田整平。
\u3000\u3000下午由副县长作了总结，他要求各乡回去以后，先
开群众会，把道理讲清楚，再动手修渠，不要等到天
旱了才想起水来。"""


def test_pages_are_parted_by_form_feeds_and_lines_keep_indentation_and_gaps() -> None:
    source = read_bytes("a.pdf", pdf([PAGE, "第二天散会。"]))
    assert source.text == f"{PAGE}\f第二天散会。"
    assert (source.encoding, source.media_type) == ("pdf", "text/plain")


def test_the_layout_stage_labels_lines_with_their_page() -> None:
    layout = clean_layout(read_bytes("a.pdf", pdf([PAGE, NEXT])))
    assert [line.page for line in layout.lines] == ["1"] * 6 + ["2"] * 6


def test_page_labels_of_the_file_go_before_counting() -> None:
    labels = "/PageLabels << /Nums [0 << /S /D /St 213 >>] >>"
    source = read_bytes("a.pdf", pdf([PAGE, NEXT], catalog=labels))
    assert source.text == f"— 213 —\n{PAGE}\f— 214 —\n{NEXT}"
    layout = clean_layout(source)
    assert [line.page for line in layout.lines] == ["213"] * 6 + ["214"] * 6


def test_printed_page_numbers_go_before_labels() -> None:
    labels = "/PageLabels << /Nums [0 << /S /D /St 213 >>] >>"
    pages = [f"{PAGE}\n\u3000\u3000\u3000\u3000·{number}·" for number in (57, 58, 59)]
    source = read_bytes("a.pdf", pdf(pages, catalog=labels))
    assert "213" not in source.text
    assert {line.page for line in clean_layout(source).lines} == {"57", "58", "59"}


def test_labels_that_are_no_numbers_are_not_written() -> None:
    source = read_bytes("a.pdf", pdf([PAGE, PAGE], catalog="/PageLabels << /Nums [0 << /S /r >>] >>"))
    assert source.text == f"{PAGE}\f{PAGE}"


def test_the_engine_undoes_the_wraps_of_pages() -> None:
    title = "\u3000\u3000\u3000\u3000\u3000全县春耕会议纪要"
    [document] = extract(read_bytes("a.pdf", pdf([f"{title}\n\n{PAGE}", NEXT])), Gazetteer())
    assert document.title == "全县春耕会议纪要"
    assert [p.text.text for p in document.paragraphs] == [
        "全县春耕会议开了两天，讨论了水利和粮食的安排，决定先修渠，后平地，把劳动力用在关键的地方，各乡都要有人负责。",
        "会议要求各乡在月底以前把计划报到县里，由县里汇总以后再向地区报告。",
        "会后代表们参观了城关镇的粮库。",
        "第二天上午，代表们分成五个小组，对冬季积肥和春季育秧的办法提出了意见，认为要先把种子选好，再把秧田整平。",
        "下午由副县长作了总结，他要求各乡回去以后，先开群众会，把道理讲清楚，再动手修渠，不要等到天旱了才想起水来。",
    ]
    assert [p.page for p in document.paragraphs] == ["1", "1", "1", "2", "2"]


def test_radicals_that_fonts_yield_are_ideographs_after_the_layout_stage() -> None:
    source = read_bytes("a.pdf", pdf(["把劳动⼒⽤在⻓远的地⽅。"]))
    assert [line.text.text for line in clean_layout(source).lines] == ["把劳动力用在长远的地方。"]


def test_a_character_beyond_the_basic_plane_is_one_character() -> None:
    assert read_bytes("a.pdf", pdf(["地名𠮷家坳的会议"])).text == "地名𠮷家坳的会议"


def test_two_columns_have_each_their_own_left_edge() -> None:
    page = "\n".join(["左栏的文字到此为止"] * 5 + ["\u3000" * 20 + "右栏的文字到此为止"] * 5)
    assert "\u3000" not in read_bytes("a.pdf", pdf([page])).text


def test_a_page_without_text_among_others_is_an_empty_page() -> None:
    assert read_bytes("a.pdf", pdf([PAGE, "", PAGE])).text == f"{PAGE}\f\f{PAGE}"


def test_a_file_with_scripts_is_read_and_no_script_is_run() -> None:
    script = "/OpenAction << /S /JavaScript /JS (while (true) {}) >>"
    assert read_bytes("a.pdf", pdf(["会议开了两天。"], catalog=script)).text == "会议开了两天。"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(["", "", ""]), "3 pages without a text layer: a scan, which needs OCR first"),
        (pdf(["会议开了两天。"], trailer=LOCKED), "protected by a password"),
        (pdf(["会议"])[:200], "damaged, or no PDF"),
        (b"%PDF-1.7\n", "damaged, or no PDF"),
        (b"<html>404</html>", "does not begin as one"),
        (pdf(["会议开了两天。" * 3], mapped=False), "OCR first"),
        (pdf([]), "damaged, or no PDF"),
    ],
    ids=shown,
)
def test_what_has_no_text_is_refused_with_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as error:
        read_bytes("a.pdf", data)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pages=2), "3 pages are more than the 2"),
        (Limits(characters=300), "page 2: more than 300 characters"),
        (Limits(memory=1_000_000), "memory|pdfium broke off"),
    ],
    ids=shown,
)
def test_a_pdf_beyond_the_limits_is_refused(limits: Limits, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read_bytes("a.pdf", pdf(["会议开了两天。" * 30] * 3), limits)


def test_a_pdf_that_keeps_the_reader_busy_is_given_up_in_time() -> None:
    busy = pdf(["会议开了两天。" * 30] * 2_000)
    with pytest.raises(SourceError, match=r"longer than 0\.05 seconds"):
        read_bytes("a.pdf", busy, Limits(seconds=0.05, patience=1))


@pytest.mark.parametrize("ended", [-11, 1, 0])
def test_a_pdf_that_crashes_pdfium_is_damaged(monkeypatch: pytest.MonkeyPatch, ended: int) -> None:
    broken_off = subprocess.CompletedProcess([], ended, b'{"text": "half')
    monkeypatch.setattr("documents.readers.pdf.subprocess.run", lambda *_, **__: broken_off)
    with pytest.raises(SourceError, match=rf"pdfium broke off in it \(exit status {ended}\)"):
        read_bytes("a.pdf", b"%PDF-1.7")
