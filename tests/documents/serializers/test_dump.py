"""The data dump: everything public, the same bytes each time, whole or not at all."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from documents.models import Document
from tests.factories import World

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
    assert set(files) == {f"tei/{each.public_id}.xml" for each in public} | {"tei/corpus.xml"}
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
