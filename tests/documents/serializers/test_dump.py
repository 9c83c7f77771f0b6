"""The data dump: everything public, the same bytes each time, whole or not at all."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from documents.models import Document, Paragraph
from documents.serializers.dump import Dump, written
from documents.serializers.tables import TABLES
from tests.factories import World, document

pytestmark = pytest.mark.django_db


def dump(target: Path, *options: str) -> dict[str, bytes]:
    """What the command writes, by name."""
    call_command("dump_data", str(target), *options, verbosity=0)
    if target.suffix == ".zip":
        with ZipFile(BytesIO(target.read_bytes())) as file:
            return {name: file.read(name) for name in file.namelist()}
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_folder_and_zip_hold_the_same_files(world: World, tmp_path: Path) -> None:
    assert dump(tmp_path / "folder") == dump(tmp_path / "dump.zip")


def test_the_same_archive_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    dump(tmp_path / "one.zip")
    dump(tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_every_public_document_has_a_valid_tei_file_and_no_other_has_one(world: World, tmp_path: Path) -> None:
    Document.objects.filter(pk=world.speech.pk).update(published=False)
    files = dump(tmp_path / "dump.zip", "--only", "tei", "--site", "https://archive.example/")
    public = Document.objects.filter(published=True)
    assert set(files) == {f"tei/{each.public_id}.xml" for each in public} | {"tei/corpus.xml", "README.md"}
    assert (
        f"https://archive.example/d/{world.symposium.public_id}".encode()
        in files[f"tei/{world.symposium.public_id}.xml"]
    )
    assert all(world.speech.title.encode() not in content for content in files.values())


def test_a_folder_that_holds_something_is_left_alone(world: World, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(CommandError, match="not empty"):
        dump(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_dump_that_fails_leaves_nothing(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise OSError("no space left")

    monkeypatch.setattr("documents.serializers.tei.corpus.written", broken)
    for name in ("folder", "dump.zip"):
        with pytest.raises(CommandError, match="no space left"):
            dump(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_archive_has_a_dump_too(db: None, tmp_path: Path) -> None:
    dump(tmp_path / "dump.zip")
    assert (tmp_path / "dump.zip").is_file()


def test_a_place_that_is_not_there_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        dump(tmp_path / "nowhere" / "dump.zip")


def tables(files: dict[str, bytes]) -> dict[str, list[dict[str, str]]]:
    """The tables of a dump by their names."""
    return {
        table.name: list(csv.DictReader(StringIO(files[f"tables/{table.name}.csv"].decode(), newline="")))
        for table in TABLES
    }


def test_tables_hold_every_public_row(world: World, tmp_path: Path) -> None:
    found = tables(dump(tmp_path / "dump.zip"))
    assert {row["id"] for row in found["documents"]} == set(Document.objects.values_list("public_id", flat=True))
    said = {row["id"]: row for row in found["quotations"]}[world.quotation.public_id]
    assert (said["text"], said["confidence"], said["evidence"]) == (world.quotation.text, "0.97", "石老说过")
    assert {"quotation_id": world.quotation.public_id, "speaker_id": world.shi.public_id} in found["quotation_speakers"]
    assert [row["form"] for row in found["speaker_names"]] == ["石老"]
    assert [(row["position"], row["organization"]) for row in found["tenures"]] == [("水利委员", "清河县")]
    assert [row["title"] for row in found["works"]] == ["修渠谈话"]
    assert len(found["paragraphs"]) == Paragraph.objects.count()
    assert {row["role"] for row in found["contributions"]} == {"speaker", "reporter"}


def test_every_reference_of_the_tables_leads_to_a_row(world: World, tmp_path: Path) -> None:
    Document.objects.filter(pk=world.speech.pk).update(published=False)
    found = tables(dump(tmp_path / "dump.zip"))
    for table in TABLES:
        for column in (each for each in table.columns if each.refers):
            known = {row["id"] for row in found[column.refers]}
            assert {row[column.name] for row in found[table.name]} - {""} <= known, (table.name, column.name)
    hidden = (world.speech.public_id, world.speech.title)
    assert not any(value in hidden for rows in found.values() for row in rows for value in row.values())


def test_the_dictionary_describes_every_column(world: World, tmp_path: Path) -> None:
    files = dump(tmp_path / "dump.zip")
    package = json.loads(files["datapackage.json"])
    text = files["README.md"].decode()
    assert [each["path"] for each in package["resources"]] == [f"tables/{table.name}.csv" for table in TABLES]
    for described in package["resources"]:
        head = files[described["path"]].decode().splitlines()[0].split(",")
        assert [each["name"] for each in described["schema"]["fields"]] == head
        assert all(each["description"] for each in described["schema"]["fields"])
        assert all(f"| `{name}` |" in text for name in head)


def test_no_cell_is_run_by_a_spreadsheet(db: None, tmp_path: Path) -> None:
    document("=HYPERLINK(1)", ["一。"])
    assert [row["title"] for row in tables(dump(tmp_path / "dump.zip"))["documents"]] == ["'=HYPERLINK(1)"]


def test_the_interchange_file_is_what_export_archive_writes(world: World, tmp_path: Path) -> None:
    call_command("export_archive", str(tmp_path / "archive.jsonl"), verbosity=0)
    files = dump(tmp_path / "dump.zip", "--only", "interchange")
    assert files["interchange.jsonl"] == (tmp_path / "archive.jsonl").read_bytes()


@pytest.mark.django_db(transaction=True)
def test_a_dump_is_of_one_moment(tmp_path: Path) -> None:
    document("渠", ["一。"])
    files = Dump().files()
    next(files)
    names = [name for name, content in files if b"".join(content)]
    assert "interchange.jsonl" in names


def test_memory_does_not_grow_with_the_archive(db: None) -> None:
    """Of a table of 20,000 rows, some hundred thousand bytes are held at once."""
    made = document("长文", [])
    Paragraph.objects.bulk_create(
        Paragraph(public_id=f"x{n:09}", document=made, sequence=n, text="渠修到哪里，人心就通到哪里。" * 5)
        for n in range(20_000)
    )
    paragraphs = next(table for table in TABLES if table.name == "paragraphs")
    sizes = [len(piece) for piece in written(paragraphs)]
    assert sum(sizes) > 4_000_000
    assert max(sizes) < 400_000
