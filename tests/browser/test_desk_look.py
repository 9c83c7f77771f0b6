"""What the desk's pages must never show: errors on the console, a page wider than the window, what axe-core finds."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from documents.desk.acts import act
from documents.desk.proposals import propose
from documents.models import Act, Conflict, SuspectText
from tests import factories
from tests.factories import World

from .desk_pages import Desks

ALONE = {"resultTypes": ["violations"], "preload": False}  # preloading style sheets is what a strict policy forbids
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def addresses(world: World) -> list[str]:
    """One page of every kind that the desk has."""
    twin = factories.speaker("石公远")
    factories.remark(world.speech, "石老汉", 0, 0)
    Conflict.objects.create(
        model="meeting", public_id=world.meeting.public_id, field="place", machine_new="三楼", mine="二楼"
    )
    with act(None, Act.Kind.NAME, "改") as doing:
        doing.set([world.meeting], place="三楼")
    older = world.meeting.history.last().history_id
    SuspectText.objects.create(paragraph=world.speech.paragraphs.first(), reason="marks")
    document, quotation = world.symposium, world.quotation
    proposal = propose(quotation, [{"field": "work", "before": "", "after": "论渠"}], "见原书", None)
    return [
        "/admin/",
        "/admin/review/",
        "/admin/review/all/?above=0.5",
        "/admin/names/",
        "/admin/names/?name=石老汉",
        "/admin/merge/",
        f"/admin/merge/?kind=speaker&ids={world.shi.pk},{twin.pk}",
        "/admin/import/",
        "/admin/replace/",
        "/admin/replace/?where=paragraph.text&find=渠&put=河",
        f"/admin/versions/documents/meeting/{world.meeting.pk}/?old={older}&new=now",
        f"/admin/documents/meeting/{world.meeting.pk}/history/",
        "/admin/documents/suspecttext/",
        f"/admin/text/{document.source_id}/",
        f"/admin/speakers/{world.shi.pk}/part/",
        "/admin/documents/proposal/",
        f"/admin/documents/proposal/{proposal.pk}/change/",
        f"/admin/propose/documents/quotation/{quotation.pk}/",
        f"/admin/propose/documents/document/{document.pk}/",
        "/admin/documents/conflict/",
        "/admin/documents/document/",
        "/admin/documents/quotation/?status__exact=machine",
        f"/admin/documents/document/{document.pk}/change/",
        f"/admin/documents/document/{document.pk}/history/",
        f"/admin/documents/quotation/{quotation.pk}/change/",
        f"/admin/documents/meeting/{world.meeting.pk}/change/",
        f"/admin/people/speaker/{world.shi.pk}/change/",
        f"/admin/people/speaker/{world.shi.pk}/delete/",
        "/admin/people/speaker/add/",
        "/admin/documents/meeting/import/",
        "/admin/documents/meeting/export/",
        "/admin/password_change/",
    ]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desks: Desks, addresses: list[str], width: int, scheme: str) -> None:
    page = desks.open(role="administrator", width=width, color_scheme=scheme)
    found = []
    for address in addresses:
        page.goto(address)
        for each in Axe().run(page, options=ALONE).response["violations"]:
            found += [f"{address} {each['id']}: {node['html'][:160]}" for node in each["nodes"]]
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_window(desks: Desks, addresses: list[str], width: int) -> None:
    page = desks.open(role="administrator", width=width)
    wider = []
    for address in addresses:
        page.goto(address)
        if page.evaluate(WIDER) > 0:
            wider.append(address)
    assert wider == []


def test_every_page_is_in_one_language(desks: Desks, addresses: list[str]) -> None:
    page = desks.open(role="administrator")
    mixed = []
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('[lang=en], code, kbd, select[name=format]').forEach(e => e.remove())")
        mixed += [f"{address}: {line}" for line in page.inner_text("body").splitlines() if looks_english(line)]
    assert mixed == []


def looks_english(line: str) -> bool:
    """Whether a line has three Latin words in a row, which no Chinese page of ours has."""
    words = [word for word in line.split() if word.isascii() and word.isalpha() and word.islower()]
    return len(words) >= 3 and not any("\u4e00" <= character <= "\u9fff" for character in line)
