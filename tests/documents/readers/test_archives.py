"""Archives: every file in them is read or told of, none leads out, none costs more than the limits."""

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from documents.readers import Archive, SourceError, SourceText, read_bytes, read_source, read_sources, unpack
from documents.readers.limits import Limits

from .making import docx, epub, paragraph, pdf, shown, zipped

TEXT = "会议开了两天。".encode()


def read(data: bytes, tmp_path: Path, limits: Limits | None = None) -> dict[str, str]:
    """The text, or the reason there is none, of every file in an archive by its key."""
    path = tmp_path / "箱" / "卷.zip"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    found = {}
    for source in read_sources(path, tmp_path, limits or Limits()):
        found[source.key] = source.text if isinstance(source, SourceText) else source.reason
    return found


def test_every_file_is_read_with_a_key_below_the_archive_in_the_order_of_names(tmp_path: Path) -> None:
    files = {
        "二/乙.docx": docx(paragraph("乙")),
        "二/丙.pdf": pdf(["丙丁戊"]),
        "丁.epub": epub("丁", {"a": "<p>戊</p>"}),
        "一.txt": "甲".encode("utf-16"),
        "x.html": "<p>己</p>".encode(),
    }
    assert list(read(zipped(files), tmp_path).items()) == [
        ("箱/卷.zip/x.html", "己\n"),
        ("箱/卷.zip/一.txt", "甲"),
        ("箱/卷.zip/丁.epub", "---\nauthor: 编写组\n---\n\n# 丁\n\n戊\n"),
        ("箱/卷.zip/二/丙.pdf", "丙丁戊"),
        ("箱/卷.zip/二/乙.docx", "乙\n"),
    ]


def test_a_member_can_be_read_by_itself_from_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "卷.zip"
    path.write_bytes(zipped({"一.txt": TEXT, "内.zip": zipped({"二.txt": TEXT})}))
    archive = Archive("卷.zip", path)
    assert [(key, member.info.file_size) for key, member in archive.members.items()] == [
        ("卷.zip/一.txt", len(TEXT)),
        ("卷.zip/内.zip/二.txt", len(TEXT)),
    ]
    assert read_bytes("卷.zip/内.zip/二.txt", archive.content("卷.zip/内.zip/二.txt")).data == TEXT
    with pytest.raises(SourceError, match="is not in the archive"):
        archive.content("卷.zip/三.txt")


def test_one_bad_member_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    found = read(
        zipped({"a.txt": b"\x00\x01\xff", "b.exe": b"MZ", "c.txt": TEXT, "d.zip": b"PK", "e.txt": b""}), tmp_path
    )
    assert {key.rpartition("/")[2]: text.partition(":")[0] for key, text in found.items()} == {
        "d.zip": "damaged, or no archive",
        "a.txt": "a NUL byte",
        "b.exe": "no reader for .exe",
        "c.txt": "会议开了两天。",
        "e.txt": "the file is empty",
    }


def test_what_the_packing_program_added_is_passed_over(tmp_path: Path) -> None:
    files = {"__MACOSX/._一.txt": b"x", ".DS_Store": b"x", "夹/.git/a.txt": b"x", "夹/": b"", "夹/一.txt": TEXT}
    assert list(read(zipped(files), tmp_path)) == ["箱/卷.zip/夹/一.txt"]


def test_names_that_chinese_windows_wrote_are_decoded(tmp_path: Path) -> None:
    packed = zipped({"ABCD.txt": TEXT, "EFGHIJ.txt": TEXT})
    packed = packed.replace(b"ABCD.txt", "纪要.txt".encode("gb18030")).replace(b"EFGHIJ.txt", "报告.txt".encode())
    assert sorted(read(packed, tmp_path)) == ["箱/卷.zip/报告.txt", "箱/卷.zip/纪要.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "/etc/passwd.txt",
        "a/../../b.txt",
        "..\\b.txt",
        "C:\\b.txt",
        "C:b.txt",
        "\\\\host\\b.txt",
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str, tmp_path: Path) -> None:
    found = read(zipped({name: TEXT, "good.txt": TEXT}), tmp_path)
    assert found.pop("箱/卷.zip/good.txt") == "会议开了两天。"
    assert list(found.values()) == ["the name leads out of the archive"]


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1bb.txt", "a\0b.txt"])
def test_a_name_with_control_characters_is_shown_and_refused(name: str, tmp_path: Path) -> None:
    [(key, reason)] = read(zipped({"aXb.txt": TEXT}).replace(b"aXb.txt", name.encode()), tmp_path).items()
    assert reason == "the file's name is no text"
    assert key.isprintable()


def test_a_name_that_is_mark_up_is_a_name(tmp_path: Path) -> None:
    assert list(read(zipped({"<script>alert(1).txt": TEXT}), tmp_path)) == ["箱/卷.zip/<script>alert(1).txt"]


def test_of_two_files_of_one_name_the_second_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", TEXT)
        archive.writestr("./a.txt", b"x")
    problems = Archive("a.zip", made.getvalue()).problems
    assert [str(problem) for problem in problems] == ["a.zip/a.txt: stands twice in the archive"]


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    found = read(zipped({"a.txt": TEXT, "a.txt/b.txt": TEXT}), tmp_path)
    assert found == {
        "箱/卷.zip/a.txt": "会议开了两天。",
        "箱/卷.zip/a.txt/b.txt": "a file of the archive stands where its folder should be",
    }


def test_a_name_longer_than_a_file_system_takes_is_refused(tmp_path: Path) -> None:
    assert list(read(zipped({"长" * 86 + ".txt": TEXT}), tmp_path).values()) == ["the file's name is too long"]


def test_the_files_of_an_archive_are_unpacked_before_what_is_wrong_with_others_is_raised() -> None:
    unpacked = unpack("a.zip", zipped({"../a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
    assert [next(unpacked), next(unpacked)] == [("a.zip/b.txt", TEXT), ("a.zip/c.txt", TEXT)]
    with pytest.raises(SourceError, match="leads out of the archive"):
        next(unpacked)


def test_a_link_in_an_archive_is_a_small_text_and_leads_nowhere(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert read(made.getvalue(), tmp_path) == {"箱/卷.zip/a.txt": "/etc/passwd"}


def encrypted() -> bytes:
    """An archive whose directory says that its file is encrypted."""
    packed = zipped({"a.txt": TEXT}, zipfile.ZIP_STORED)
    return packed.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def lying(size: int) -> bytes:
    """An archive whose directory gives a false size for its file."""
    packed = zipped({"a.txt": b"a" * 5_000})
    at = packed.index(b"PK\x01\x02") + 24
    return packed[:at] + size.to_bytes(4, "little") + packed[at + 4 :]


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        (zipped({"a.txt": b"0" * 50_000_000}), {}, "packed 1028 to one, which no text is"),
        (zipped({"a.txt": b"x" * 900}), {"bytes": 100}, "900 bytes are more than the 100"),
        (zipped({f"{i}.txt": b"x" for i in range(12)}), {"entries": 10}, "12 files are more than the 10"),
        (zipped({"a.txt": b"x" * 900, "b.txt": b"y" * 900}), {"unpacked": 1_000}, "1,800 bytes unpacked are more than"),
        (
            zipped({"a.zip": zipped({"b.txt": TEXT})}),
            {"nesting": 1},
            "2 archives inside each other are more than the 1",
        ),
        (zipped({"a.zip": zipped({"b.txt": TEXT})}), {"inner": 10}, "bytes of archives inside are more than the 10"),
        (zipped({"a.txt": TEXT}, zipfile.ZIP_BZIP2), {}, "is packed in another way"),
        (zipped({"a.txt": TEXT}, zipfile.ZIP_LZMA), {}, "is packed in another way"),
        (encrypted(), {}, "is encrypted"),
        (lying(10), {}, "damaged, or no whole archive"),
        (lying(50_000), {}, "damaged, or no whole archive"),
        (zipped({"a.txt": b"x" * 90})[:-30], {}, "damaged, or no archive"),
        (b"", {}, "damaged, or no archive"),
        (b"PK\x05\x06" + b"\xff" * 18, {}, "damaged, or no archive"),
    ],
    ids=shown,
)
def test_archive_bombs_and_damage_are_refused(data: bytes, limits: dict[str, int], reason: str, tmp_path: Path) -> None:
    [found] = read(data, tmp_path, Limits(**limits)).values()
    assert reason in found


def test_an_archive_that_holds_itself_ever_deeper_ends(tmp_path: Path) -> None:
    packed = zipped({"a.txt": TEXT})
    for _ in range(20):
        packed = zipped({"in.zip": packed})
    assert list(read(packed, tmp_path).values()) == ["4 archives inside each other are more than the 3 a file may have"]


def test_a_directory_of_a_million_entries_is_not_even_read() -> None:
    data = zipped({"a.txt": TEXT})
    with pytest.raises(SourceError, match="files are more than the 10,000"):
        Archive("a.zip", b"PK\x01\x02" * 1_000_000 + data)


def test_an_archive_asked_for_as_one_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": TEXT}))
    with pytest.raises(SourceError, match="holds several files"):
        read_source(path, tmp_path)


def test_a_file_that_is_no_archive_is_its_one_source(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    assert list(read_sources(path, tmp_path)) == [read_source(path, tmp_path)]
    [missing] = read_sources(tmp_path / "b.txt", tmp_path)
    assert isinstance(missing, SourceError)
