"""No page asks the database more than 12 times, whatever the number of rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    World,
    compilation,
    contribution,
    document,
    meeting,
    mention,
    paragraph,
    participation,
    quotation,
    remark,
    speaker,
    work,
)

pytestmark = pytest.mark.django_db
BUDGET = 12
MANY = 40


@pytest.fixture
def crowd(world: World) -> World:
    """Forty of everything, all of it hanging on the same meeting, speaker, document, paper and work."""
    long = document(
        "长会记录",
        kind="transcript",
        date="2004-05-20",
        publication=world.daily,
        meeting=world.meeting,
        source=world.symposium.source,
    )
    sequence = 0
    for number in range(MANY):
        who = speaker(f"代表{number}")
        written = document(f"文{number}", date=f"20{number:02}", publication=world.daily, meeting=world.meeting)
        paragraph(written, f"石老说：“第{number}条渠。”", 0)
        quotation(
            written, f"第{number}条渠。", world.shi, work=f"渠{number}", cited_work=work(f"渠{number}", world.shi)
        )
        contribution(written, world.shi, "author", f"职务{number}")
        contribution(written, who, "author", "代表")
        mention(written, world.shi, f"职务{number}")
        participation(world.meeting, who, f"职务{number}", document=written)
        other = meeting(f"第{number}次会", f"19{number + 20}-01-01", series=world.meeting.series)
        document(f"会报{number}", meeting=other)
        participation(other, world.shi, "顾问")
        paragraph(long, f"# 第{number}节", sequence, page=str(number))
        paragraph(long, f"石老说过：“渠修到哪里{number}。”人人记得①。" + "水" * 500, sequence + 1, page=str(number))
        paragraph(long, "> ① 注", sequence + 2, page=str(number))
        remark(long, world.shi, sequence + 1, sequence + 1, meeting=world.meeting)
        quotation(long, f"渠修到哪里{number}。", who, work="渠", meeting=world.meeting)
        mention(long, who, "代表")
        sequence += 3
    world.long = long
    return world


ADDRESSES = {
    "home": lambda w: "/",
    **{name: lambda w, name=name: f"/{name}/" for name in ("documents", "meetings", "speakers", "works")},
    **{f"{name}, searched": lambda w, name=name: f"/{name}/?q=渠" for name in ("quotations", "publications")},
    "quotations": lambda w: "/quotations/",
    "quotations of a document": lambda w: f"/quotations/?document={w.long.public_id}",
    "publications": lambda w: "/publications/",
    "documents, second page": lambda w: "/documents/?after=" + w.symposium.public_id,
    "quotations, back": lambda w: "/quotations/?before=" + w.long.quotations.last().public_id,
    "documents, chosen": lambda w: f"/documents/?speaker={w.shi.public_id}&publication={w.daily.public_id}&q=渠",
    "document": lambda w: f"/d/{w.long.public_id}",
    "document, second page": lambda w: f"/d/{w.long.public_id}?page=2",
    "short document": lambda w: f"/d/{w.symposium.public_id}",
    "meeting": lambda w: f"/m/{w.meeting.public_id}",
    "speaker": lambda w: f"/s/{w.shi.public_id}",
    "publication": lambda w: f"/pub/{w.daily.public_id}",
    "publication, second page": lambda w: f"/pub/{w.daily.public_id}?after={w.symposium.public_id}",
    "quotation": lambda w: f"/q/{w.quotation.public_id}",
    "remark": lambda w: f"/r/{w.long.remarks.first().public_id}",
    "work": lambda w: f"/w/{w.talks.public_id}",
    "work by title": lambda w: "/w/渠",
    "paragraph": lambda w: f"/p/{w.quotation.paragraph.public_id}",
    "source": lambda w: f"/d/{w.symposium.public_id}/source?from=9&to=20",
    "search": lambda w: "/search/?q=渠",
    "not found": lambda w: "/d/none",
    "citations of a document": lambda w: f"/d/{w.long.public_id}/citations",
    "citations of a meeting": lambda w: f"/m/{w.meeting.public_id}/citations",
    "citations of a speaker": lambda w: f"/s/{w.shi.public_id}/citations.bib",
    "citations of a search": lambda w: "/search/citations?q=渠",
    "references of quotations": lambda w: "/quotations/citations.docx",
    "table of quotations": lambda w: "/quotations/citations.csv",
    "table of meetings": lambda w: "/meetings/citations.xlsx",
    "table of speakers": lambda w: "/speakers/citations.csv",
}


def test_every_page_stays_within_its_queries(client: Client, crowd: World) -> None:
    """One crowd serves all addresses; those that ask too often are named with their number of queries."""
    asked = {}
    for name, address in ADDRESSES.items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address(crowd))
            assert response.status_code in (200, 302, 404), name
            response.getvalue()  # a file asks while it is written
        asked[name] = len(queries)
    assert {name: number for name, number in asked.items() if number > BUDGET} == {}


def test_a_compilation_stays_within_its_queries(client: Client, db: None, django_assert_max_num_queries) -> None:
    whole, parts = compilation(MANY)
    for made in (whole, parts[20]):
        with django_assert_max_num_queries(BUDGET):
            client.get(f"/d/{made.public_id}")
