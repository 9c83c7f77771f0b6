"""Web pages, Word, books, PDF, JSON and archives: what is read, and the bombs that are not."""

import json

import pytest

from documents.extraction.layout import clean_layout
from documents.extraction.structure import segment_parts
from documents.readers import SourceError, read_bytes, unpack

from .making import docx, epub, pdf, zipped


def test_a_web_page_is_kept_as_its_source_in_the_encoding_it_declares() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><h1>春耕纪要</h1><p>会议开了两天。</p></body></html>'
    source = read_bytes("a.html", page.encode("gb18030"))
    assert (source.text, source.encoding, source.media_type) == (page, "gb18030", "text/html")


def test_a_web_page_that_declares_what_it_is_not_is_read_all_the_same() -> None:
    page = '<meta charset="utf-8"><p>会议讨论了春耕和水利的安排，决定先修渠。</p>'
    assert read_bytes("a.htm", page.encode("gb18030")).encoding == "gb18030"


def test_a_word_document_keeps_headings_lists_and_notes() -> None:
    source = read_bytes(
        "a.docx", docx([("heading 1", "春耕纪要"), ("", "会议开了两天。"), ("", "散会。")], note="见《县志》。")
    )
    assert source.text == "# 春耕纪要\n\n会议开了两天。[1]\n\n散会。\n\n[1] 见《县志》。\n"
    assert source.media_type == "text/markdown"


def test_a_book_is_read_in_the_order_of_its_spine_with_its_data_before_it() -> None:
    source = read_bytes(
        "a.epub", epub("水利志稿", {"b": "<h1>第二章</h1><p>渠。</p>", "a": "<h1>第一章</h1><p>井。</p>"})
    )
    assert source.text.startswith("---\ntitle: 水利志稿\nauthor: 编写组\n---\n")
    assert source.text.index("# 第二章") < source.text.index("# 第一章")  # the spine names b first


def test_a_pdf_with_a_text_layer_is_read_page_by_page() -> None:
    source = read_bytes("a.pdf", pdf(["会议开了两天。", "第二天散会。"]))
    assert source.text.split("\f") == ["会议开了两天。", "第二天散会。"]


@pytest.mark.parametrize(
    ("key", "data", "reason"),
    [
        ("a.pdf", pdf(["", "", ""]), "3 pages without a text layer: a scan"),
        ("a.pdf", pdf(["会议"])[:200], "no readable PDF"),
        ("a.docx", b"PK\x03\x04broken", "not a readable archive"),
        ("a.docx", zipped({"a.txt": b"x"}), "word/document.xml is missing"),
        ("a.docx", docx([("", "会议")], prolog='<!DOCTYPE w [<!ENTITY a "aaaa">]>'), "defines XML entities"),
        ("a.docx", zipped({"word/document.xml": b" " * 5_000_000}), "to one: no text is"),
        ("a.epub", zipped({"mimetype": b"application/epub+zip"}), "is missing from the book"),
        ("a.epub", zipped({"META-INF/encryption.xml": b"<x/>"}), "protected by DRM"),
        ("a.epub", zipped({"META-INF/container.xml": b"<x"}), "broken XML"),
        ("a.json", b'{"title": "\xe4\xbc\x9a",\n "text": ', "line 2: broken JSON"),
        ("a.jsonl", b'{"text": "a"}\n{"text"}\n', "line 2: broken JSON"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
    ],
)
def test_broken_and_hostile_files_are_refused_with_a_reason(key: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as error:
        read_bytes(key, data)
    assert reason in str(error.value)


def test_deeply_nested_html_is_read_without_running_out_of_stack() -> None:
    page = "<div>" * 100_000 + "会议开了两天。" + "</div>" * 100_000
    layout = clean_layout(read_bytes("a.html", page.encode()))
    assert [line.text.text for line in layout.lines] == ["会议开了两天。"]


def test_an_archive_gives_its_files_in_order_with_their_place_in_it() -> None:
    packed = zipped({"二/乙.txt": "乙".encode(), "一.txt": "甲".encode(), "__MACOSX/._一.txt": b"x", ".DS_Store": b"x"})
    assert list(unpack("卷.zip", packed)) == [("卷.zip/一.txt", "甲".encode()), ("卷.zip/二/乙.txt", "乙".encode())]


def test_names_in_an_archive_made_by_chinese_windows_are_decoded() -> None:
    packed = zipped({"ABCD.txt": "会议".encode()}).replace(b"ABCD.txt", "纪要.txt".encode("gb18030"))
    assert list(unpack("a.zip", packed)) == [("a.zip/纪要.txt", "会议".encode())]


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "a/../../b.txt", "..\\b.txt"])
def test_a_name_that_leads_out_of_the_archive_stays_within(name: str) -> None:
    [(key, _)] = unpack("a.zip", zipped({name: b"x"}))
    assert key.startswith("a.zip/")
    assert ".." not in key


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        (zipped({f"{i}.txt": b"x" for i in range(12)}), {"MAX_MEMBERS": 10}, "more than the 10 an archive may hold"),
        (zipped({"a.txt": b"x" * 900, "b.txt": b"y" * 900}), {"MAX_UNPACKED": 1000}, "more than the 1,000 allowed"),
        (zipped({"a.txt": b"x" * 900}), {"MAX_MEMBER": 100}, "a.txt: unpacks to 900 bytes"),
        (zipped({"a.txt": b"0" * 50_000_000}), {}, "to one: no text is"),
        (zipped({"a.txt": b"x" * 90})[:-30], {}, "not a readable archive"),
    ],
)
def test_archive_bombs_are_refused(monkeypatch, data: bytes, limits: dict[str, int], reason: str) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(f"documents.readers.archives.{name}", value)
    with pytest.raises(SourceError) as error:
        list(unpack("a.zip", data))
    assert reason in str(error.value)


def test_json_records_become_documents_of_their_own() -> None:
    rows = [
        {"title": "春耕", "date": "1957-03-02", "content": "先修渠。\n后平地，\u201c不误农时\u201d。"},
        {"title": "秋收", "content": "颗粒归仓。"},
    ]
    text = "\n".join(json.dumps(row) for row in rows)  # ASCII escapes
    source = read_bytes("a.jsonl", text.encode())
    whole, *parts = segment_parts(clean_layout(source))
    assert [block.text.text for block in whole.blocks] == ["春耕", "秋收"]
    assert [(p.title.text, p.date_printed) for p in parts if p.title] == [("春耕", "1957-03-02"), ("秋收", None)]
    assert [b.text.text for b in parts[0].blocks] == ["先修渠。", "后平地，“不误农时”。"]
