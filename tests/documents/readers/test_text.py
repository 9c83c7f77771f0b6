"""Plain text in every encoding that Chinese files come in, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.readers import MAX_BYTES, SourceError, read_bytes, read_source, source_key

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
)
def test_simplified_text_is_read_in_its_encoding(data: bytes, encoding: str) -> None:
    source = read_bytes("a.txt", data)
    assert (source.text, source.encoding) == (MINUTES, encoding)


@pytest.mark.parametrize(("codec", "encoding"), [("utf-8", "utf-8"), ("big5", "big5hkscs"), ("gb18030", "gb18030")])
def test_traditional_text_is_read_in_its_encoding(codec: str, encoding: str) -> None:
    source = read_bytes("a.txt", MINUTES_TRADITIONAL.encode(codec))
    assert (source.text, source.encoding) == (MINUTES_TRADITIONAL, encoding)


@given(st.text(st.sampled_from("会议讨论了春耕、水利和粮食问题，决定先修渠后平地。\n１２3"), min_size=20))
def test_gb18030_is_never_taken_for_big5(text: str) -> None:
    if text.strip():
        assert read_bytes("a.txt", text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        (b"", None, "no text"),
        ("　\n".encode(), None, "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40, "byte", "NUL"),
        (MINUTES.encode()[:-2], "byte", "ends in the middle of a character"),
        (b"\xff\xfe" + MINUTES.encode("utf-16-le")[:-1], "byte", "mark claims"),
        (("第一行\n" + "\x01" * 40 + "\n").encode(), "line 2", "control character"),
        (("第一行\n" + "长" * 1_000_001).encode(), "line 2", "without a line end"),
    ],
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
