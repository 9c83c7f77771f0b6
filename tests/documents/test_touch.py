"""A document's time of change moves whenever what it says of itself changes, wherever that stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from archive.editing import edited, removed
from documents.importing.store import tell
from documents.models import Document
from tests.factories import World, compilation

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def old(world: World) -> World:
    Document.objects.update(changed=LONG_AGO)
    return world


def changed() -> set[str]:
    return set(Document.objects.exclude(changed=LONG_AGO).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("record", "titles"),
    [
        (lambda w: w.speech.paragraphs.first(), {"speech"}),
        (lambda w: w.quotation, {"symposium"}),
        (lambda w: w.meeting, {"symposium"}),
        (lambda w: w.yearbook, {"speech"}),
        (lambda w: w.bai, {"speech", "symposium"}),
        (lambda w: w.shi.names.first(), {"speech", "symposium"}),
        (lambda w: w.elders, {"symposium"}),
        (lambda w: w.talks, set()),
    ],
)
def test_an_edit_touches_the_documents_that_show_it(
    old: World, record: Callable[[World], object], titles: set[str]
) -> None:
    row = record(old)
    edited.send(sender=type(row), records=[row])
    assert changed() == {getattr(old, name).title for name in titles}


def test_a_removed_row_touches_its_document(old: World) -> None:
    row = old.quotation
    removed.send(sender=type(row), records=[row])
    assert changed() == {old.symposium.title}


def test_an_import_touches_what_it_wrote(old: World) -> None:
    tell([old.speech], [])
    assert changed() == {old.speech.title}


def test_a_whole_takes_its_pieces_along(db: None) -> None:
    whole, parts = compilation()
    Document.objects.update(changed=LONG_AGO)
    edited.send(sender=Document, records=[whole])
    assert changed() == {whole.title, *(part.title for part in parts)}
