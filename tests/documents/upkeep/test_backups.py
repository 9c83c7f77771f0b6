"""A backup holds everything and comes back as it was, into either database, also from an older release."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.backups import BackupError, open_backup
from archive.backups.reading import check
from tests.documents.importing.processes import ROOT, Archive, Archives

pytestmark = pytest.mark.django_db

OLD = Path(__file__).with_name("release_0_1.zip")
SOURCES = ROOT / "fixtures" / "sources"
# Some work at the desk: a correction, a rejection, a removal, a conflict, an account; then a row under a new key.
WORK = """
from django.contrib.auth.models import User
from documents.models import Conflict, Document, Meeting, Quotation
User.objects.create_superuser("chief", password="water over stones")
quotation = Quotation.objects.exclude(speaker_name="").order_by("public_id").first()
quotation.work, quotation.status = "改过的\\t著作\\n二", "corrected"
quotation.save()
rejected = Quotation.objects.order_by("public_id").last()
rejected.status = "rejected"
rejected.save()
Meeting.objects.create(name="加上又删去的会议").delete()
Conflict.objects.create(model="quotation", public_id=quotation.public_id, field="work", machine_new="甲", mine="乙")
"""
NEW_ROW = """
from people.models import Speaker
keys = set(Speaker.objects.values_list("pk", flat=True))
print(Speaker.objects.create(name="新来的人").pk not in keys)
"""


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archives]:
    made = Archives(tmp_path_factory.mktemp("archives"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def worked(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of all samples in which an archivist has worked, twice imported so that it has versions."""
    sources = tmp_path_factory.mktemp("sources")
    for sample in SOURCES.iterdir():
        shutil.copy(sample, sources)
    made = archives.make()
    made.manage("load_authorities", "-v0")
    made.manage("import_documents", str(sources), "--jobs", "1")
    made.manage("shell", "-c", WORK)
    changed = sources / "yearbook_speech.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n\n又加了一段话。\n", encoding="utf-8")
    made.manage("import_documents", str(sources), "--jobs", "1")
    return made


@pytest.fixture(scope="module")
def backup(worked: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "archive.zip"
    worked.manage("backup", str(file))
    return file


def tables(file: Path) -> dict[str, dict[str, object]]:
    """What a backup says of its tables: how many rows, and their digest."""
    with zipfile.ZipFile(file) as package:
        return json.loads(package.read("manifest.json"))["tables"]


def other_database(archive: Archive, folder: Path) -> Archive:
    """An archive without tables on SQLite, whichever database the others are on."""
    made = Archive(folder, f"sqlite:///{folder / 'other.sqlite3'}")
    assert made.environment.keys() == archive.environment.keys()
    return made


def test_every_row_comes_back_through_either_database(
    archives: Archives, worked: Archive, backup: Path, tmp_path: Path
) -> None:
    second, third = other_database(worked, tmp_path), archives.make()
    second.manage("restore", str(backup))
    second.manage("backup", str(tmp_path / "back.zip"))
    assert tables(tmp_path / "back.zip") == tables(backup)
    third.manage("restore", str(tmp_path / "back.zip"))
    assert third.export() == worked.export()
    kept = {name for name, table in tables(backup).items() if table["rows"]}
    assert {"auth.user", "documents.sourcefile", "documents.historicalquotation", "documents.conflict"} <= kept
    assert third.manage("shell", "-v0", "-c", NEW_ROW)[0].strip() == "True"


def test_an_archive_that_holds_something_is_not_overwritten_unless_told(
    archives: Archives, worked: Archive, backup: Path
) -> None:
    holding = archives.make()
    holding.manage("import_documents", str(SOURCES / "yearbook_speech.txt"), "--jobs", "1")
    before = holding.export()
    _, errors = holding.manage("restore", str(backup), fails=1)
    assert "not empty" in errors
    assert holding.export() == before
    holding.manage("restore", "--replace", str(backup))
    assert holding.export() == worked.export()


def rewritten(backup: Path, to: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a backup whose members went through `change`."""
    with zipfile.ZipFile(backup) as package, zipfile.ZipFile(to, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, change(name, package.read(name)))
    return to


def test_a_damaged_backup_is_told_for_what_it_is(backup: Path, tmp_path: Path) -> None:
    cut, text = tmp_path / "cut.zip", tmp_path / "text.zip"
    cut.write_bytes(backup.read_bytes()[:-2_000])
    text.write_text("text", encoding="utf-8")
    other = rewritten(backup, tmp_path / "other.zip", lambda name, data: data.replace(b'"format"', b'"shape"'))
    changed = rewritten(
        backup, tmp_path / "changed.zip", lambda name, data: data.replace("改过".encode(), "没改".encode())
    )
    reasons = ((cut, "cut off"), (text, "damaged"), (other, "no backup"), (changed, "not as it was written"))
    for file, reason in reasons:
        with pytest.raises(BackupError, match=reason), open_backup(file) as (package, manifest):
            check(package, manifest)
    with open_backup(backup) as (package, manifest):
        assert check(package, manifest) == manifest.rows


def test_a_damaged_backup_restores_nothing(archives: Archives, backup: Path, tmp_path: Path) -> None:
    empty = archives.make()
    changed = rewritten(
        backup, tmp_path / "changed.zip", lambda name, data: data[:-1] + b" \n" if "speakername" in name else data
    )
    assert "speakername is not as it was written" in empty.manage("restore", str(changed), fails=1)[1]
    assert "No such file" in empty.manage("restore", str(tmp_path / "none.zip"), fails=1)[1]
    newer = rewritten(
        backup, tmp_path / "newer.zip", lambda name, data: data.replace(b"0004_fingerprints", b"0999_to_come")
    )
    assert "newer release" in empty.manage("restore", str(newer), fails=1)[1]
    assert empty.export() == ""


def test_a_backup_that_cannot_be_written_leaves_nothing(worked: Archive, tmp_path: Path) -> None:
    _, errors = worked.manage("backup", str(tmp_path / "no folder" / "a.zip"), fails=1)
    assert "No such file" in errors
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in errors


def test_a_backup_made_during_an_import_shows_whole_files(archives: Archives, worked: Archive, tmp_path: Path) -> None:
    busy, file, copy = archives.make(), tmp_path / "busy.zip", archives.make()
    importing = busy.start("import_documents", str(SOURCES), "--jobs", "1", "-v2")
    assert importing.stdout is not None
    importing.stdout.readline()
    busy.manage("backup", str(file))
    assert importing.wait(60) == 0
    importing.communicate()
    copy.manage("restore", str(file))
    whole = busy.documents()
    for address, record in copy.documents().items():
        assert [len(record[rows]) for rows in ("units", "remarks", "quotations")] == [
            len(whole[address][rows]) for rows in ("units", "remarks", "quotations")
        ]


def test_an_archive_of_an_older_release_comes_forward_with_its_data(archives: Archives) -> None:
    """The file was written by release 0.1, with the two samples below imported and some of them corrected by hand."""
    newer = archives.empty_without_tables()
    newer.manage("restore", str(OLD))
    before = newer.documents()
    record = next(record for record in before.values() if record["title"] == "改过的题名")
    assert {"corrected", "rejected"} <= {q["status"] for r in before.values() for q in r["quotations"]}
    samples = [str(SOURCES / name) for name in ("newspaper_symposium.txt", "yearbook_speech.txt")]
    newer.manage("import_documents", *samples, "--root", str(SOURCES), "--jobs", "1")
    after = newer.documents()
    assert after[record["id"]]["title"] == "改过的题名"
    assert any(q["work"] == "改过的著作" for r in after.values() for q in r["quotations"])
