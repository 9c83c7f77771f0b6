"""What we write for reference managers reads back as the same fields in the libraries that are trusted to read it."""

from __future__ import annotations

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from documents.citations.csl import TYPES, Date, Item, Name, read_items
from documents.citations.exchange import FORMATS, bibtex, bibtex_type, csl_json, ris, ris_type

NEWS = Item(
    "article-newspaper", id="d/news-1", title="石桥村修成水渠", container_title="山城日报", page="2",
    language="zh-Hans",
    author=(Name(literal="周远"), Name(literal="安山")), issued=Date((1958, 3, 9)),
).quoting("渠成了，{水}就来了", "王守田", "2")  # fmt: skip
SPEECH = Item(
    "speech", id="d/speech_2", title="护林 100% & 修路 #1", container_title="云州林业年鉴", page="12-18",
    volume="2014", author=(Name(literal="李田"),), editor=(Name(literal="云州林业局"),),
    container_author=(Name(literal="云州史志办"),),
    translator=(Name("Berg", "Ida", non_dropping_particle="van den"),), publisher="山村出版社", publisher_place="云州",
    isbn="978-0-0000-0000-0", issued=Date((2015,)), edition="2",
)  # fmt: skip
ARTICLE = Item(
    "article-journal", id="a 3", title="Hills {and} roads_1", container_title="Hill studies", volume="7", issue="3",
    page="93-99", doi="10.1234/a_b", url="http://example.org/a_b?c=1&d={e}", issn="1234-5678",
    author=(Name("Lindqvist", "Anna-Maria E.", suffix="Jr."),), issued=Date((2010, 6)), accessed=Date((2026, 11, 20)),
    abstract="One\ntwo.", note="Seen.",
)  # fmt: skip
REPORT = Item(
    "report", id="r", title="山区教育报告", number="YZ-7", publisher="云州教育厅", issued=Date((2012, 1, 16))
)  # fmt: skip
LETTER = Item(
    "personal_communication", id="l", title="奏请修渠折", archive="云州档案馆", archive_place="云州",
    archive_location="04-01-007", issued=Date((1887,), literal="光绪十三年三月"),
)  # fmt: skip


def read_bibtex(item: Item) -> tuple[str, dict[str, str]]:
    """Type and fields; addresses as they stand, since styles print them verbatim, all else without LaTeX."""
    text = "".join(bibtex([item]))
    fields: dict[str, str] = {}
    for middleware in ([], [LatexDecodingMiddleware()]):
        library = bibtexparser.parse_string(text, append_middleware=middleware)
        assert not library.failed_blocks
        (entry,) = library.entries
        fields |= {field.key: field.value for field in entry.fields if not (middleware and field.key in ("doi", "url"))}
    return entry.entry_type, fields


def read_ris(item: Item) -> dict[str, object]:
    (record,) = rispy.loads("".join(ris([item])))
    assert "unknown_tag" not in record
    return record


@pytest.mark.parametrize(
    ("item", "kind", "fields"),
    [
        (NEWS, "article", {
            "entrysubtype": "newspaper", "author": "周远 and 安山", "title": "石桥村修成水渠", "journal": "山城日报",
            "year": "1958", "date": "1958-03-09", "pages": "2", "language": "zh-Hans",
            "annote": "王守田：“渠成了，水就来了”"}),
        (SPEECH, "incollection", {
            "author": "李田", "editor": "云州林业局", "bookauthor": "云州史志办", "translator": "van den Berg, Ida",
            "title": "护林 100% & 修路 #1", "booktitle": "云州林业年鉴", "volume": "2014", "edition": "2",
            "publisher": "山村出版社", "address": "云州", "year": "2015", "pages": "12–18",
            "isbn": "978-0-0000-0000-0"}),
        (ARTICLE, "article", {
            "author": "Lindqvist, Jr., Anna-Maria E.", "title": "Hills and roads_1", "journal": "Hill studies",
            "volume": "7", "number": "3", "pages": "93–99", "year": "2010", "date": "2010-06", "issn": "1234-5678",
            "abstract": "One two.", "note": "Seen.", "doi": "10.1234/a_b", "urldate": "2026-11-20",
            "url": "http://example.org/a_b?c=1&d=%7Be%7D"}),
        (REPORT, "techreport", {
            "title": "山区教育报告", "number": "YZ-7", "institution": "云州教育厅", "year": "2012",
            "date": "2012-01-16"}),
        (LETTER, "unpublished", {
            "title": "奏请修渠折", "library": "云州档案馆", "address": "云州", "shelfmark": "04-01-007",
            "year": "1887"}),
    ],
)  # fmt: skip
def test_bibtex_reads_back(item: Item, kind: str, fields: dict[str, str]) -> None:
    read_kind, read = read_bibtex(item)
    read = {key: value.replace("{", "").replace("}", "") for key, value in read.items()}
    assert (read_kind, read) == (kind, fields)


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        (NEWS, {
            "type_of_reference": "NEWS", "id": "d/news-1", "authors": ["周远", "安山"], "title": "石桥村修成水渠",
            "secondary_title": "山城日报", "year": "1958", "date": "1958/03/09/", "start_page": "2",
            "language": "zh-Hans", "notes": ["王守田：“渠成了，{水}就来了”"]}),
        (SPEECH, {
            "type_of_reference": "CHAP", "id": "d/speech_2", "authors": ["李田"], "secondary_authors": ["云州林业局"],
            "tertiary_authors": ["云州史志办"], "subsidiary_authors": ["van den Berg, Ida"],
            "title": "护林 100% & 修路 #1", "secondary_title": "云州林业年鉴", "place_published": "云州",
            "publisher": "山村出版社", "year": "2015", "date": "2015///", "edition": "2", "volume": "2014",
            "start_page": "12", "end_page": "18", "issn": "978-0-0000-0000-0"}),
        (ARTICLE, {
            "type_of_reference": "JOUR", "id": "a 3", "authors": ["Lindqvist, Anna-Maria E., Jr."],
            "title": "Hills {and} roads_1", "secondary_title": "Hill studies", "year": "2010", "date": "2010/06//",
            "volume": "7", "number": "3", "start_page": "93", "end_page": "99", "issn": "1234-5678",
            "doi": "10.1234/a_b", "urls": ["http://example.org/a_b?c=1&d={e}"], "access_date": "2026/11/20/",
            "abstract": "One two.", "notes": ["Seen."]}),
        (LETTER, {
            "type_of_reference": "PCOMM", "id": "l", "title": "奏请修渠折", "place_published": "云州", "year": "1887",
            "date": "1887///光绪十三年三月", "name_of_database": "云州档案馆", "call_number": "04-01-007"}),
    ],
)  # fmt: skip
def test_ris_reads_back(item: Item, fields: dict[str, object]) -> None:
    assert read_ris(item) == fields


def test_csl_json_reads_back_with_json_and_as_the_same_items() -> None:
    items = [NEWS, SPEECH, ARTICLE, REPORT, LETTER]
    text = "".join(csl_json(items))
    assert [value["type"] for value in json.loads(text)] == [item.type for item in items]
    again = read_items(text)
    assert [item.title for item in again] == [item.title for item in items]
    assert again[0].quotation == NEWS.quotation
    assert again[1:2] == [SPEECH]


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_of_csl_is_read_by_the_libraries(kind: str) -> None:
    item = Item(kind, id="x", title="山")
    assert read_bibtex(item)[1]["title"] == "山"
    assert rispy.TYPE_OF_REFERENCE_MAPPING[ris_type(item)]
    assert read_ris(item)["type_of_reference"] == ris_type(item)


def test_bibtex_keys_are_unique_and_plain() -> None:
    items = [Item("book", id=key, title="山") for key in ("a", "a", "山 村{1}", "山", "")]
    library = bibtexparser.parse_string("".join(bibtex(items)))
    assert [entry.key for entry in library.entries] == ["a", "a-2", "1", "item", "item-2"]


def test_backslashes_and_braces_cannot_end_a_bibtex_field() -> None:
    item = Item("book", id="x", title="}\\end{document} ~^", note="a}", url="http://example.org/}\\", doi="10.1/}{")
    _, fields = read_bibtex(item)
    assert fields["url"] == "http://example.org/%7D%5C"
    assert set(fields) == {"title", "note", "url", "doi"}


def test_line_breaks_cannot_start_a_ris_field() -> None:
    assert read_ris(Item("book", title="山\nER  - \nTY  - JOUR"))["title"] == "山 ER - TY - JOUR"


def test_a_thesis_is_of_a_master_or_a_doctor() -> None:
    assert [bibtex_type(Item("thesis", genre=g)) for g in ("硕士学位论文", "Master's thesis", "")] == [
        "mastersthesis",
        "mastersthesis",
        "phdthesis",
    ]


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_writers_take_items_one_at_a_time(form: object) -> None:
    """A writer that gathered the items first would never end here."""

    def endless() -> object:
        while True:
            yield Item("book", id="x", title="山")

    pieces = form.write(endless())  # type: ignore[attr-defined]
    assert all(next(pieces) for _ in range(5))


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_nothing_is_written_as_a_valid_empty_file(form: object) -> None:
    assert "".join(form.write([])) in ("", "[]\n")  # type: ignore[attr-defined]
