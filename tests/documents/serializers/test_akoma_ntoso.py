"""Akoma Ntoso out, valid, and back in: every turn, speaker, date and section as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from documents import visibility
from documents.extraction.pipeline import extract
from documents.extraction.types import DocumentData
from documents.models import Document, Meeting, Paragraph, Remark
from documents.readers import read_bytes
from documents.serializers.akoma_ntoso import akoma_ntoso_document
from documents.serializers.whole import one, some_at_a_time
from people.models import Speaker
from people.names import Gazetteer
from tests.factories import World, document, paragraph, remark

from .valid import akoma_ntoso_problems

pytestmark = pytest.mark.django_db


def written(of: Document) -> bytes:
    """The valid Akoma Ntoso of a document."""
    found = one(visibility.documents(), of.public_id)
    assert found is not None
    data = akoma_ntoso_document(found)
    assert akoma_ntoso_problems(data) == []
    return data


def read_back(data: bytes) -> DocumentData:
    (found,) = extract(read_bytes("own.akn", data), Gazetteer())
    return found


def stored_turns(of: Document) -> list[tuple[object, ...]]:
    body = [row for row in of.paragraphs.all() if row.kind == Paragraph.Kind.BODY]
    return [
        (
            row.label,
            row.speaker.name if row.speaker else row.speaker_name or row.label,
            row.position,
            [each.text for each in body if row.first <= each.sequence <= row.last],
        )
        for row in of.remarks.order_by("first", "sequence")
    ]


def read_turns(found: DocumentData) -> list[tuple[object, ...]]:
    body = [each for each in found.paragraphs if each.kind == "body"]
    return [
        (
            each.label,
            each.speaker,
            each.position or "",
            [row.text.text for row in body if each.first <= row.sequence <= each.last],
        )
        for each in found.remarks
    ]


def assert_nothing_lost(of: Document) -> None:
    """What is read back is what is stored."""
    found = read_back(written(of))
    assert read_turns(found) == stored_turns(of)
    rows = of.paragraphs.order_by("sequence")
    stored = [(row.kind, row.level if row.kind == "heading" else None, row.mark, row.text) for row in rows]
    assert [(p.kind, p.level, p.mark or "", p.text.text) for p in found.paragraphs] == stored
    assert (found.kind, found.title or "", found.date or "", found.date_printed or "", found.language) == (
        of.kind,
        of.title,
        of.date,
        of.date_printed,
        of.language,
    )
    people = {(row.speaker.name if row.speaker else row.label, row.position) for row in of.contributions.all()}
    assert people <= {(person.name, person.position or "") for person in found.people}
    meeting = of.meeting
    assert (found.meeting is None) == (meeting is None)
    if meeting is not None and found.meeting is not None:
        fields = ("name", "date", "end_date", "place", "theme", "host")
        assert [getattr(found.meeting, name) or "" for name in fields] == [getattr(meeting, name) for name in fields]
    publication = of.publication
    if publication is not None and found.publication is not None:
        assert (found.publication.title, found.publication.locator or "") == (publication.title, of.locator)


def test_a_symposium_and_a_speech_come_back_as_they_were(world: World) -> None:
    assert_nothing_lost(world.symposium)
    assert_nothing_lost(world.speech)


def test_every_sample_comes_back_as_it_was() -> None:
    call_command("import_documents", "fixtures/sources", jobs=1, verbosity=0)
    documents = list(some_at_a_time(visibility.documents().order_by("public_id")))
    assert sum(len(each.remarks.all()) for each in documents) > 20
    for each in documents:
        assert_nothing_lost(each)


@pytest.mark.parametrize("date", ["", "2004", "1967~", "195X", "1957-05/1957-06"])
def test_a_date_of_any_kind_comes_back(date: str, db: None) -> None:
    assert_nothing_lost(document("日期", ["一。"], date=date))


def test_names_that_stand_for_nobody_known_come_back(db: None) -> None:
    made = document("问答", ["问：“吃了吗？”", "吃了 & <喝>了。", "（笑声）", "再见。"], kind="transcript")
    Paragraph.objects.filter(document=made, sequence=2).update(kind="stage")
    paragraph(made, "> ① 见前。", 4)
    remark(made, "问", 0, 0)
    remark(made, "甲（乙村）", 1, 3, position="村民")
    assert_nothing_lost(made)


def test_a_file_imported_into_the_archive_keeps_turns_speakers_and_dates(world: World, tmp_path: Path) -> None:
    before = stored_turns(world.symposium)
    (tmp_path / "own.akn").write_bytes(written(world.symposium))
    (tmp_path / "broken.xml").write_text("<akomaNtoso><debate><p>开会")
    with pytest.raises(SystemExit):
        call_command("import_documents", str(tmp_path), jobs=1, verbosity=0)
    made = Document.objects.get(source__key="own.akn")
    assert stored_turns(made) == before
    assert (made.date, made.meeting.name) == (world.symposium.date, world.symposium.meeting.name)
    assert {row.speaker.name for row in made.remarks.all()} == {"罗启明", "白秀英"}
    assert not Document.objects.filter(source__key="broken.xml").exists()
    rows = (Document, Remark, Meeting, Speaker)
    counts = [model.objects.count() for model in rows]
    (tmp_path / "broken.xml").unlink()
    call_command("import_documents", str(tmp_path), jobs=1, again=True, verbosity=0)
    assert [model.objects.count() for model in rows] == counts


def test_the_page_links_to_the_file(client: Client, world: World) -> None:
    page = f"/d/{world.symposium.public_id}"
    link = f'<link rel="alternate" type="application/akn+xml" title="Akoma Ntoso" href="{page}/akn.xml">'
    assert link in client.get(page).content.decode()
    response = client.get(f"{page}/akn.xml")
    assert response.headers["Content-Type"] == "application/akn+xml"
    assert akoma_ntoso_problems(response.content) == []
