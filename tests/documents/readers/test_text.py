"""Plain text in every encoding that Chinese files come in, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.readers import MAX_BYTES, SourceError, read_bytes, read_source, source_key

from .making import shown

MINUTES = "会议由副主任曹望舒主持。大家对冬季水利的安排提出了意见，认为要先修渠，后平地，把劳动力用在关键的地方。\n" * 4
MINUTES_TRADITIONAL = (
    "會議由副主任曹望舒主持。大家對冬季水利的安排提出了意見，認為要先修渠，後平地，把勞動力用在關鍵的地方。\n" * 4
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (MINUTES.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + MINUTES.encode(), "utf-8-sig"),
        (MINUTES.encode("utf-16"), "utf-16"),
        (MINUTES.encode("utf-16-le"), "utf-16-le"),
        (MINUTES.encode("utf-16-be"), "utf-16-be"),
        (MINUTES.encode("gb18030"), "gb18030"),
    ],
    ids=shown,
)
def test_simplified_text_is_read_in_its_encoding(data: bytes, encoding: str) -> None:
    source = read_bytes("a.txt", data)
    assert (source.text, source.encoding) == (MINUTES, encoding)


@pytest.mark.parametrize(("codec", "encoding"), [("utf-8", "utf-8"), ("big5", "big5hkscs"), ("gb18030", "gb18030")])
def test_traditional_text_is_read_in_its_encoding(codec: str, encoding: str) -> None:
    source = read_bytes("a.txt", MINUTES_TRADITIONAL.encode(codec))
    assert (source.text, source.encoding) == (MINUTES_TRADITIONAL, encoding)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_and_without_line_ends_is_read(codec: str) -> None:
    text = MINUTES.replace("\n", "")
    source = read_bytes("a.txt", text.encode(codec))
    assert (source.text, source.encoding) == (text, codec)


@pytest.mark.parametrize(
    "text",
    ["\u202e会议\u202c开始", "会议\u200b\ufeff开始", "会\ue000议", "𠮷家坳", "会议\x0b开始\x0c", "a\r\nb\rc\u2028d"],
)
def test_odd_characters_are_kept_as_they_are(text: str) -> None:
    assert read_bytes("a.txt", text.encode()).text == text


def test_a_western_text_with_accents_is_read() -> None:
    text = "The café was closed; naïve people, señor, waited there for an hour. " * 5
    assert read_bytes("a.txt", text.encode("cp1252")).text == text


def test_noise_is_no_text_in_whatever_encoding() -> None:
    noise = bytes((i * i * 7 + i // 3) % 255 + 1 for i in range(4_000))
    with pytest.raises(SourceError):
        read_bytes("a.txt", noise)


@given(st.text(st.sampled_from("会议讨论了春耕、水利和粮食问题，决定先修渠后平地。\n１２3"), min_size=20))
def test_gb18030_is_never_taken_for_big5(text: str) -> None:
    if text.strip():
        assert read_bytes("a.txt", text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        (b"", None, "no text"),
        ("　\n".encode(), None, "no text"),
        (b"\x00\x01\x02\x80" * 40, "byte 0", "NUL"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40, None, "a picture: it needs OCR first"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", None, "save it as .docx"),
        (("第一行\n" + "会议" * 20 + "\0\n").encode(), "line 2", "U+0000"),
        (b"\xed\xa0\x80" * 9, "byte 0", "not text in UTF-8"),
        (MINUTES.encode("gb18030")[:-2], "byte", "ends in the middle of a character (GB18030)"),
        (MINUTES[:100].encode("gb18030") + b"\n\xff" + MINUTES.encode("gb18030"), "byte 200", "not GB18030, in which"),
        (MINUTES.encode() + b"\xff" + MINUTES.encode(), "byte", "not UTF-8, in which the rest"),
        (MINUTES.encode() + MINUTES.encode("gb18030"), "byte", "not UTF-8, in which the rest"),
        (MINUTES.encode()[:-2], "byte", "ends in the middle of a character"),
        (b"\xff\xfe" + MINUTES.encode("utf-16-le")[:-1], "byte", "mark claims"),
        (("第一行\n" + "\x01" * 40 + "\n").encode(), "line 2", "control character"),
        (("第一行\n" + "长" * 1_000_001).encode(), "line 2", "without a line end"),
    ],
    ids=shown,
)
def test_what_is_no_text_is_refused_naming_the_place(data: bytes, place: str | None, reason: str) -> None:
    with pytest.raises(SourceError) as error:
        read_bytes("folder/a.txt", data)
    assert error.value.key == "folder/a.txt"
    assert (error.value.place or "").startswith(place or "")
    assert reason in error.value.reason


def test_a_file_without_a_reader_is_refused() -> None:
    with pytest.raises(SourceError, match=r"a\.exe: no reader for \.exe"):
        read_bytes("a.exe", b"MZ")


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("会议")
    monkeypatch.setattr("documents.readers.MAX_BYTES", 5)
    with pytest.raises(SourceError, match="more than the 5"):
        read_source(path, tmp_path)
    assert MAX_BYTES > 50_000_000


def test_a_missing_file_is_a_source_error(tmp_path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_source(tmp_path / "a.txt", tmp_path)


def test_the_key_is_the_path_below_the_root_with_forward_slashes(tmp_path) -> None:
    (tmp_path / "一九五七年").mkdir()
    path = tmp_path / "一九五七年" / "纪要.txt"
    path.write_text(MINUTES)
    source = read_source(path, tmp_path)
    assert source.key == source_key(path, tmp_path) == "一九五七年/纪要.txt"
    assert source.data == path.read_bytes()
