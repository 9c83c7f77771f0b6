"""Books: chapters in the order of the spine, below what the book says of itself."""

import pytest

from documents.extraction.layout import clean_layout
from documents.extraction.pipeline import extract
from documents.readers import SourceError, read_bytes
from people.names import Gazetteer

from .making import epub, shown, zipped

CHAPTERS = {"b": "<h1>第一章　总论</h1><p>水利是大事。</p>", "a": "<h2>一、沿革</h2><p>渠修于一九五七年。</p>"}


def test_a_book_is_read_in_the_order_of_its_spine_with_its_data_before_it() -> None:
    source = read_bytes("a.epub", epub("水利志稿", CHAPTERS, identifier="urn:isbn:9787000000001"))
    assert source.text == (
        "---\nauthor: 编写组\nisbn: 9787000000001\n---\n\n# 水利志稿\n\n"
        "## 第一章　总论\n\n水利是大事。\n\n### 一、沿革\n\n渠修于一九五七年。\n"
    )
    assert (source.encoding, source.media_type) == ("utf-8", "text/markdown")


def test_the_engine_takes_the_title_of_the_book_and_the_headings_of_its_chapters() -> None:
    text = "各乡干部到田间地头去，和群众一起想办法，把春耕生产抓紧抓实，不误农时。"
    chapters = {"a": f"<h1>总论</h1><p>{text}</p>", "b": f"<h1>沿革</h1><p>{text}</p>"}
    [document] = extract(read_bytes("a.epub", epub("水利志稿", chapters)), Gazetteer())
    assert document.title == "水利志稿"
    assert [p.text.text for p in document.paragraphs] == ["总论", text, "沿革", text]


def test_links_within_the_book_are_text_and_its_notes_are_notes() -> None:
    body = (
        '<p>会议讨论了水利问题<a href="notes.xhtml#n1"><sup>1</sup></a>，见<a href="b.xhtml">上章</a>。</p>'
        "<aside><p>[1] 《青山县志》，第三页。</p></aside>"
    )
    source = read_bytes("a.epub", epub("水利志稿", {"a": body}))
    assert (
        source.text.partition("# 水利志稿\n\n")[2] == "会议讨论了水利问题[1]，见上章。\n\n[1] 《青山县志》，第三页。\n"
    )
    assert [mark for mark, _ in clean_layout(source).notes] == ["[1]"]


def test_what_a_chapter_leaves_open_ends_with_it() -> None:
    text = read_bytes("a.epub", epub("水利志稿", {"a": "<table><tr><td><b>甲", "b": "<p>乙</p>"})).text
    assert text.partition("# 水利志稿\n\n")[2] == "**甲**\n\n乙\n"


def test_a_book_whose_fonts_alone_are_protected_is_read() -> None:
    def protected(name: str) -> dict[str, str]:
        return {"META-INF/encryption.xml": f'<e><CipherData><CipherReference URI="{name}"/></CipherData></e>'}

    assert "水利" in read_bytes("a.epub", epub("书", CHAPTERS, protected("OPS/font.ttf"))).text
    with pytest.raises(SourceError, match="protected by DRM"):
        read_bytes("a.epub", epub("书", CHAPTERS, protected("OPS/a.xhtml")))


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"mimetype": b"application/epub+zip"}, "META-INF/container.xml: is missing"),
        ({"META-INF/container.xml": b"<x"}, "META-INF/container.xml: broken XML"),
        ({"META-INF/container.xml": b"<x/>"}, "names no book"),
        (
            {"META-INF/container.xml": b'<x><rootfile full-path="../../etc/passwd"/></x>'},
            "../../etc/passwd: is missing",
        ),
        ({"META-INF/container.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "defines XML entities"),
        ({"META-INF/container.xml": b'<x><rootfile full-path="b"/></x>', "b": b"<package/>"}, "holds no text"),
    ],
    ids=shown,
)
def test_a_damaged_book_is_refused_naming_the_part(files: dict[str, bytes], reason: str) -> None:
    with pytest.raises(SourceError) as error:
        read_bytes("a.epub", zipped(files))
    assert reason in str(error.value)


def test_a_chapter_that_is_missing_is_named() -> None:
    package = epub("书", CHAPTERS)
    broken = package.replace(b"OPS/a.xhtml", b"OPS/c.xhtml")
    with pytest.raises(SourceError, match=r"OPS/a\.xhtml: is missing"):
        read_bytes("a.epub", broken)
