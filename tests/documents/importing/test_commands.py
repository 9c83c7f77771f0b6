"""`manage.py import_documents`, `export_archive`, `import_archive`, `load_authorities` and `undo_import`."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from documents.extraction.types import MeetingData
from documents.models import Address, Document, ImportRun, Meeting, Paragraph, Quotation, SourceFile, Work
from people.models import Speaker, SpeakerName, Tenure

from .given import SPEECH, article, export, records, speech, take
from .processes import ROOT

pytestmark = pytest.mark.django_db

SAMPLES = ROOT / "fixtures" / "sources"


def run(name: str, *arguments: Any, fails: int | None = None, **options: Any) -> tuple[str, str]:
    """The output and the errors of a command."""
    output, errors = StringIO(), StringIO()
    if fails is None:
        call_command(name, *map(str, arguments), stdout=output, stderr=errors, **options)
    else:
        with pytest.raises(SystemExit) as ended:
            call_command(name, *map(str, arguments), stdout=output, stderr=errors, **options)
        assert ended.value.code == fails
    return output.getvalue(), errors.getvalue()


class TestImportDocuments:
    def test_it_counts_what_became_of_the_files(self) -> None:
        count = len(list(SAMPLES.iterdir()))
        output, _ = run("import_documents", SAMPLES, jobs=1)
        assert f"{count} files" in output
        assert f"{count} new, 0 changed, 0 unchanged, 0 copies, 0 failed" in output
        output, _ = run("import_documents", SAMPLES, jobs=1)
        assert f"0 new, 0 changed, {count} unchanged, 0 copies, 0 failed" in output

    def test_reading_the_samples_again_changes_not_one_byte_of_the_export(self) -> None:
        run("import_documents", SAMPLES, jobs=1)
        before = export()
        output, _ = run("import_documents", SAMPLES, "--again", jobs=1)
        assert "0 new, 0 changed" in output
        assert export() == before

    def test_a_file_that_fails_is_named_and_the_others_are_imported(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
        (tmp_path / "good.txt").write_text("好的一篇\n\n这是正文。\n", encoding="utf-8")
        output, errors = run("import_documents", tmp_path, jobs=1, fails=1)
        assert "1 new, 0 changed, 0 unchanged, 0 copies, 1 failed" in output
        assert "bad.txt" in capsys.readouterr().err
        assert "1 files failed" in errors
        imported = ImportRun.objects.get()
        assert (imported.status, imported.problems[0]["key"]) == ("failed", "bad.txt")
        assert imported.counts["failed"] == 1
        assert list(SourceFile.objects.values_list("key", flat=True)) == ["good.txt"]

    def test_files_of_other_kinds_are_named(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.exe", "c.exe", "d.exe", "e.exe"):
            (tmp_path / name).write_text("一篇\n\n这是正文。\n", encoding="utf-8")
        output, _ = run("import_documents", tmp_path, jobs=1)
        assert "Left out, being of other kinds: b.exe, c.exe, d.exe and 1 more." in output

    def test_copies_are_told(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text("一篇\n\n这是正文。\n", encoding="utf-8")
        output, _ = run("import_documents", tmp_path, jobs=1)
        assert "1 new, 0 changed, 0 unchanged, 1 copies, 0 failed" in output
        assert "b.txt: the same bytes as a.txt" in capsys.readouterr().out
        run("import_documents", tmp_path, "--dry-run", jobs=1)
        (tmp_path / "a.txt").write_text("另一篇\n\n这是别的正文。\n", encoding="utf-8")
        run("import_documents", tmp_path / "a.txt", jobs=1)
        assert sorted(Document.objects.values_list("source__key", flat=True)) == ["a.txt", "b.txt"]

    def test_a_dry_run_tells_and_changes_nothing(self) -> None:
        output, _ = run("import_documents", SAMPLES, "--dry-run", jobs=1)
        assert f"{len(list(SAMPLES.iterdir()))} new" in output
        assert "dry run" in output
        assert not Document.objects.exists()
        assert not ImportRun.objects.exists()

    def test_a_dry_run_tells_copies_of_files_that_it_did_not_keep(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text("一篇\n\n这是正文。\n", encoding="utf-8")
        assert "1 new, 0 changed, 0 unchanged, 1 copies" in run("import_documents", tmp_path, "--dry-run", jobs=1)[0]

    @pytest.mark.parametrize("path", ["none.txt", ""])
    def test_nothing_to_import_is_an_error(self, path: str, tmp_path: Path) -> None:
        with pytest.raises(CommandError):
            run("import_documents", tmp_path / path)

    def test_a_run_that_was_killed_is_told_as_stopped_by_the_next(self, tmp_path: Path) -> None:
        dead = ImportRun.objects.create(engine_version="1")
        run("import_documents", SAMPLES / "interview.txt", jobs=1)
        mine = ImportRun.objects.exclude(pk=dead.pk).get()
        dead.options = {"process": [mine.options["process"][0], 2**22 + 1]}
        dead.save()
        run("import_documents", SAMPLES / "interview.txt", jobs=1)
        dead.refresh_from_db()
        assert dead.status == "stopped"


def empty_archive() -> None:
    """Take out everything."""
    Document.objects.all().delete()
    Speaker.objects.update(merged_into=None)
    for model in (SourceFile, Meeting, Speaker, Work, Address, ImportRun):
        model.objects.all().delete()


class TestArchiveFiles:
    def test_everything_comes_back_from_an_export(self, tmp_path: Path) -> None:
        run("load_authorities", authority_files(tmp_path))
        run("import_documents", SAMPLES, jobs=1)
        work_on_it()
        before = export()
        file = tmp_path / "archive.jsonl"
        run("export_archive", file, "--all")
        assert file.read_text(encoding="utf-8").splitlines() == before
        empty_archive()
        run("import_archive", file)
        assert export() == before
        output, _ = run("import_documents", SAMPLES, "--again", jobs=1)
        assert " 0 new" in output
        assert Document.objects.get(pk=Document.objects.filter(title="改过的题目").get().pk).title == "改过的题目"
        assert Quotation.objects.filter(status="rejected").count() == 1

    def test_what_is_rejected_or_not_public_is_left_out_unless_asked_for(self, tmp_path: Path) -> None:
        take("a.txt", speech())
        take("b.txt", article("总", title="总"), article("一段", part="1"))
        Quotation.objects.filter(kind="saying").update(status="rejected")
        Document.objects.filter(source__key="b.txt", part="").update(published=False)
        (record,) = records(everything=False)
        assert len(record["quotations"]) == 1
        assert [len(each["quotations"]) for each in records()] == [2, 0, 0]

    def test_one_document_comes_out_and_goes_in_alone(self, tmp_path: Path) -> None:
        take("a.txt", article("总", title="总"), article("一段", part="1"))
        piece = Document.objects.get(part="1").public_id
        output, _ = run("export_archive", "--document", piece)
        empty_archive()
        file = tmp_path / "one.jsonl"
        file.write_text(output, encoding="utf-8")
        run("import_archive", file)
        assert run("export_archive", "--document", piece)[0] == output
        with pytest.raises(CommandError, match="no such document"):
            run("export_archive", "--document", "nothing")

    def test_the_fields_are_those_of_the_format(self) -> None:
        take("a.txt", speech(("# 一、开头", *SPEECH)))
        (record,) = records()
        named = "id source_file source_sha256 part title kind date language people publication meeting people_mentioned"
        named += " headings contents paragraphs notes remarks quotations"
        assert set(named.split()) <= set(record)
        assert record["people"][0].items() >= {"name": "贺启明", "role": "speaker", "position": "县委书记"}.items()
        assert record["publication"].items() >= {"title": "青川年鉴1988", "locator": "专载", "isbn": None}.items()
        assert record["meeting"]["participants"][1] == {"name": "陆知远", "position": "副县长", "role": "chair"}
        assert record["people_mentioned"] == []
        assert record["headings"] == [{"level": 1, "text": "一、开头"}]
        assert record["paragraphs"] == list(SPEECH)
        assert record["remarks"][0]["text"] == "\n".join(SPEECH)
        quotation = record["quotations"][0]
        assert SPEECH[quotation["paragraph"]][quotation["start"] : quotation["end"]] == quotation["text"]

    def test_an_archive_with_documents_is_not_filled(self, tmp_path: Path) -> None:
        take("a.txt", speech())
        file = tmp_path / "archive.jsonl"
        run("export_archive", file)
        with pytest.raises(CommandError, match="not empty: it holds 1 documents"):
            run("import_archive", file)

    @pytest.mark.parametrize(
        ("spoil", "complaint"),
        [
            (lambda line: line[:100], "line 2, character"),
            (lambda line: "[]", "line 2: a record is an object"),
            (lambda line: line.replace('"part"', '"prat"'), "line 2: 'part' is missing"),
            (lambda line: line.replace('"kind": "article"', '"kind": "poem"'), "line 2: .*poem"),
            (lambda line: changed(line, paragraphs=[]), "line 2: there are fewer paragraphs than units"),
            (lambda line: changed(line, paragraphs=["一", "二"]), "line 2: there are more paragraphs than units"),
            (lambda line: changed(line, id=first_id()), "line 2: .*(unique|UNIQUE)"),
            (lambda line: changed(line, parent="nobody"), "is part of nobody"),
            (lambda line: "[" * 100_000, "line 2: nested too deeply"),
        ],
    )
    def test_a_wrong_line_is_named_and_nothing_is_imported(self, spoil: Any, complaint: str, tmp_path: Path) -> None:
        take("a.txt", speech())
        take("b.txt", article("一段话。"))
        lines = export()
        spoilt = spoil(lines[1])
        empty_archive()
        file = tmp_path / "archive.jsonl"
        file.write_text("\n".join([lines[0], spoilt, ""]), encoding="utf-8")
        with pytest.raises(CommandError, match=complaint):
            run("import_archive", file)
        assert not any(model.objects.exists() for model in (Document, SourceFile, Speaker, ImportRun))

    def test_what_is_no_text_or_not_there_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "bytes").write_bytes(b"\xff\xff\n")
        with pytest.raises(CommandError, match="not UTF-8"):
            run("import_archive", tmp_path / "bytes")
        with pytest.raises(CommandError, match="No such file"):
            run("import_archive", tmp_path / "none")
        with pytest.raises(CommandError, match="No such file"):
            run("export_archive", tmp_path / "none" / "file")


def changed(line: str, **fields: Any) -> str:
    """A line with other values."""
    return json.dumps({**json.loads(line), **fields})


def first_id() -> str:
    """The id of the document of the first line."""
    return Document.objects.get(source__key="a.txt").public_id


def work_on_it() -> None:
    """What a person may have done: edits, decisions, rows by hand, removals, a merge."""
    document = Document.objects.filter(quotations__isnull=False, parent=None).order_by("public_id").first()
    assert document is not None
    Document.objects.filter(pk=document.pk).update(title="改过的题目")
    Document.objects.exclude(pk=document.pk).filter(part="").order_by("public_id").first().paragraphs.first().delete()
    quotation = document.quotations.first()
    assert quotation is not None
    Quotation.objects.filter(pk=quotation.pk).update(status="rejected")
    Quotation.objects.create(
        document=document, paragraph=quotation.paragraph, text="手", start=0, end=1, sequence=99, status="confirmed"
    )
    Paragraph.objects.filter(document=document, sequence=0).update(text="改过的一段。")
    meeting = Meeting.objects.filter(documents__isnull=False).order_by("public_id").first()
    assert meeting is not None
    Meeting.objects.filter(pk=meeting.pk).update(place="手写的地点", series="系列")
    meeting.participations.create(label="手写的人", role="chair")
    first, second = Speaker.objects.filter(remarks__isnull=False).distinct().order_by("public_id")[:2]
    first.remarks.update(speaker=second)
    Speaker.objects.filter(pk=first.pk).update(merged_into=second)
    Tenure.objects.create(speaker=second, position="县长", start="1987")


PERSONS = [
    {
        "name": "沈砚秋",
        "birth": "1900",
        "forms": [{"form": "沈老", "kind": "honorific"}],
        "offices": [{"position": "厅长", "organization": "水利厅", "start": "1980"}],
        "identifiers": {"wikidata": "Q1"},
        "sources": ["青川县志"],
    },
    {"name": "方以宁", "birth": "1850"},
    {"name": "方以宁", "birth": "1950"},
]
WORKS = [{"title": "论水", "authors": ["沈砚秋"], "date": "1983", "forms": ["水论"]}]
MEETINGS = [{"name": "全县水利工作会议", "date": "1987-03-05", "end_date": "1987-03-07", "forms": ["水利会"]}]


def authority_files(folder: Path, **lists: Any) -> Path:
    """A folder with speakers.json, works.json and meetings.json."""
    for name, rows in {"speakers": PERSONS, "works": WORKS, "meetings": MEETINGS, **lists}.items():
        (folder / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return folder


class TestLoadAuthorities:
    def test_everything_becomes_an_authority_record(self, tmp_path: Path) -> None:
        run("load_authorities", authority_files(tmp_path))
        speaker = Speaker.objects.get(name="沈砚秋")
        assert (speaker.authority, speaker.wikidata, speaker.sources) == (True, "Q1", "青川县志")
        assert [name.form for name in speaker.names.all()] == ["沈老"]
        assert [(each.position, each.start) for each in speaker.tenures.all()] == [("厅长", "1980")]
        assert Speaker.objects.filter(name="方以宁").count() == 2
        assert list(Work.objects.get().authors.all()) == [speaker]
        assert Meeting.objects.get().authority

    def test_a_second_time_changes_nothing(self, tmp_path: Path) -> None:
        run("load_authorities", authority_files(tmp_path))
        output, _ = run("load_authorities", tmp_path)
        assert output.startswith("0 speakers, 0 works, 0 meetings")

    def test_a_persons_work_stands_and_the_files_news_comes_in(self, tmp_path: Path) -> None:
        run("load_authorities", authority_files(tmp_path))
        speaker = Speaker.objects.get(name="沈砚秋")
        Speaker.objects.filter(pk=speaker.pk).update(birth="1901")
        speaker.names.get(form="沈老").delete()
        SpeakerName.objects.create(speaker=speaker, form="砚公")
        person = {**PERSONS[0], "death": "1990", "note": "水利专家"}
        person["forms"] = [*PERSONS[0]["forms"], {"form": "砚秋同志", "kind": "honorific"}]
        run("load_authorities", authority_files(tmp_path, speakers=[person]))
        speaker.refresh_from_db()
        assert (speaker.birth, speaker.death, speaker.note) == ("1901", "1990", "水利专家")
        assert sorted(name.form for name in speaker.names.all()) == ["砚公", "砚秋同志"]
        assert list(speaker.tenures.values_list("position", flat=True)) == ["厅长"]

    def test_a_speaker_known_by_name_alone_becomes_the_known_person(self, tmp_path: Path) -> None:
        take("a.txt", speech())
        before = Speaker.objects.get(name="沈砚秋")
        run("load_authorities", authority_files(tmp_path))
        after = Speaker.objects.get(name="沈砚秋")
        assert (after.pk, after.public_id, after.authority) == (before.pk, before.public_id, True)
        assert Meeting.objects.get().end_date == "1987-03-07"

    def test_a_work_by_name_is_tied_to_the_quotation(self, tmp_path: Path) -> None:
        run("load_authorities", authority_files(tmp_path))
        data = speech()
        take("a.txt", speech(quotations=tuple(q.__class__(**{**fields(q), "work": "水论"}) for q in data.quotations)))
        assert {q.cited_work.title for q in Quotation.objects.all()} == {"论水"}

    @pytest.mark.parametrize(("name", "text"), [("speakers", "[{}]"), ("works", "[{"), ("meetings", "[3]")])
    def test_a_wrong_file_is_named_and_nothing_is_loaded(self, name: str, text: str, tmp_path: Path) -> None:
        authority_files(tmp_path)
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match=rf"{name}\.json"):
            run("load_authorities", tmp_path)
        assert not Speaker.objects.exists()

    def test_a_folder_without_the_files_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"none of speakers\.json"):
            run("load_authorities", tmp_path)


def fields(row: Any) -> dict[str, Any]:
    """The fields of a frozen value."""
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


class TestUndoImport:
    def number(self) -> int:
        return ImportRun.objects.latest("pk").pk

    def finished(self) -> int:
        ImportRun.objects.update(status="finished")
        return self.number()

    def test_what_a_run_brought_goes_and_comes_back_at_the_same_addresses(self) -> None:
        run("import_documents", SAMPLES, jobs=1)
        before = export()
        output, _ = run("undo_import", self.number())
        assert f"{len(list(SAMPLES.iterdir()))} files removed" in output
        assert not any(m.objects.exists() for m in (Document, SourceFile, Speaker, Meeting, Paragraph))
        assert Address.objects.filter(kind="document").exists()
        run("import_documents", SAMPLES, jobs=1)
        assert export() == before
        assert not Address.objects.exists()

    def test_what_it_changed_is_as_before(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("题目\n\n第一段写的是春天的事情。\n\n第二段写的是秋天的事情。\n", encoding="utf-8")
        run("import_documents", path, jobs=1)
        before = export()
        path.write_text("题目\n\n第二段写的是秋天的事情。\n\n第三段写的是冬天的事情。\n", encoding="utf-8")
        run("import_documents", path, jobs=1)
        assert export() != before
        output, _ = run("undo_import", self.number())
        assert "0 files removed, 1 put back" in output
        assert export() == before

    def test_a_persons_work_stands_and_is_named(self) -> None:
        take("a.txt", speech())
        take("b.txt", article("别的话。"))
        Document.objects.filter(source__key="a.txt").update(title="改")
        SourceFile.objects.update(run=self.finished())
        _, errors = run("undo_import", self.number())
        assert "a person has worked on it: a.txt" in errors
        assert list(Document.objects.values_list("title", flat=True)) == ["改"]

    def test_a_copy_stands_for_itself_when_its_original_goes(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text("一篇\n\n这是正文。\n", encoding="utf-8")
            run("import_documents", tmp_path / name, jobs=1)
        run("undo_import", ImportRun.objects.earliest("pk").pk)
        assert list(Document.objects.values_list("source__key", flat=True)) == ["b.txt"]

    def test_claims_of_what_goes_are_taken_back(self) -> None:
        place = {"name": "全县水利工作会议", "date": "1987-03-05"}
        take("b.txt", speech(meeting=MeetingData(**place, place="乙地")))
        take("a.txt", speech(meeting=MeetingData(**place, place="甲地")))
        assert Meeting.objects.get().place == "甲地"
        run("undo_import", self.finished())
        assert Meeting.objects.get().place == "乙地"

    def test_it_is_done_once_and_only_for_runs_that_are(self) -> None:
        take("a.txt", speech())
        with pytest.raises(CommandError, match="is running"):
            run("undo_import", self.number())
        run("undo_import", self.finished())
        with pytest.raises(CommandError, match="is undone"):
            run("undo_import", self.number())
        with pytest.raises(CommandError, match="no import run 0"):
            run("undo_import", 0)
