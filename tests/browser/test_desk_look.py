"""What the desk's pages must never show: errors on the console, a page wider than the window, what axe-core finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command

from archive.editing import ReadOnlyAdmin
from documents.desk import surveys, uploads
from documents.desk.acts import act
from documents.desk.proposals import propose
from documents.models import Act, Address, Conflict, Deletion, ImportRun, Meeting, Mention, Proposal, SuspectText
from people.models import Speaker, SpeakerName, Tenure
from tests import factories
from tests.factories import World

from .desk_pages import Desks

if TYPE_CHECKING:
    from playwright.sync_api import Page

ALONE = {"resultTypes": ["violations"], "preload": False}  # preloading style sheets is what a strict policy forbids
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def one_of_every_kind(world: World, person: Speaker) -> Proposal:
    """Make what the small archive lacks; returns a proposal of a new record."""
    User.objects.create(username="乙方")
    ImportRun.objects.create(engine_version="1", problems=[{"key": "a.txt", "place": "1", "reason": "无法读取"}])
    SpeakerName.objects.create(speaker=person, form="石老")
    Tenure.objects.create(speaker=person, position="村长")
    Address.objects.create(public_id="old-address", kind="document", target=world.speech.public_id, reason="merged")
    Deletion.objects.create(kind="quotation", public_id="gone")
    Mention.objects.create(document=world.speech, label="石村长", name="石村长", position="村长")
    named = [{"field": "name", "before": "", "after": person.name}]
    return propose(Speaker(name=person.name), named, "见村史", None)


def of_every_kind() -> list[str]:
    """The list, the form of the newest record and that of a new one, of every kind of record."""
    found = []
    for model, model_admin in admin.site._registry.items():
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        newest = model._default_manager.order_by("pk").last()
        assert newest, f"the small archive has no {model.__name__}"
        found += [address, f"{address}{newest.pk}/change/"]
        if not isinstance(model_admin, ReadOnlyAdmin):
            found.append(f"{address}add/")
    return found


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
    new = one_of_every_kind(world, twin)
    factories.paragraph(world.speech, "石老汉说：“渠要修。", 80)
    goes_on = factories.quotation(world.speech, "渠要修。", world.shi)
    factories.paragraph(world.speech, "“树也要种。”", 81)
    factories.quotation(world.speech, "树也要种。", world.shi)
    return [
        "/admin/",
        "/admin/review/",
        f"/admin/review/?at={goes_on.public_id}",
        "/admin/review/?rule=没有这样的规则",
        "/admin/review/all/?above=0.5",
        "/admin/names/",
        "/admin/names/?q=没有这样的名字",
        "/admin/names/?name=石老汉",
        "/admin/merge/",
        f"/admin/merge/?kind=speaker&ids={world.shi.pk},{twin.pk}",
        f"/admin/merge/?kind=document&ids={world.speech.pk},{document.pk}",
        "/admin/import/",
        "/admin/replace/",
        "/admin/replace/?where=paragraph.text&find=渠&put=河",
        f"/admin/versions/documents/meeting/{world.meeting.pk}/?old={older}&new=now",
        f"/admin/documents/meeting/{world.meeting.pk}/history/",
        f"/admin/text/{document.source_id}/",
        f"/admin/speakers/{world.shi.pk}/part/",
        f"/admin/documents/proposal/{proposal.pk}/change/",
        f"/admin/documents/proposal/{new.pk}/change/",
        "/admin/propose/people/speaker/",
        "/admin/propose/documents/participation/",
        f"/admin/propose/documents/quotation/{quotation.pk}/",
        f"/admin/propose/documents/document/{document.pk}/",
        "/admin/documents/quotation/?status__exact=machine",
        f"/admin/documents/document/{document.pk}/history/",
        f"/admin/documents/quotation/{quotation.pk}/change/",
        f"/admin/documents/meeting/{world.meeting.pk}/change/",
        f"/admin/people/speaker/{world.shi.pk}/change/",
        f"/admin/people/speaker/{world.shi.pk}/delete/",
        "/admin/documents/meeting/import/",
        "/admin/documents/meeting/export/",
        "/admin/password_change/",
        *of_every_kind(),
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
def test_axe_finds_nothing_on_what_forms_answer(
    desks: Desks, world: World, width: int, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(surveys, "LARGE", 0)
    found = []

    def look(page: Page) -> None:
        for each in Axe().run(page, options=ALONE).response["violations"]:
            found.extend(f"{page.url} {each['id']}: {node['html'][:160]}" for node in each["nodes"])
        if page.evaluate(WIDER) > 0:
            found.append(f"{page.url} is wider than the window")

    page = desks.open(role="administrator", width=width)
    for address in ("/admin/names/", "/admin/merge/", "/admin/"):  # a large archive: counted some time ago
        page.goto(address)
        look(page)
    meeting = f"/admin/documents/meeting/{world.meeting.pk}/change/"
    page.goto(meeting)
    Meeting.objects.filter(pk=world.meeting.pk).update(place="县委大礼堂")
    page.fill("#id_place", "水利局")
    page.click("input[name=_save]")
    page.locator("table.clash").wait_for()
    look(page)
    sheet = tmp_path / "会议.csv"
    sheet.write_text(f"address,place\n{world.meeting.public_id},三楼\n没有,四楼\n", encoding="utf-8")
    page.goto("/admin/documents/meeting/import/")
    page.set_input_files("input[type=file]", sheet)
    page.click("text=预览改动")
    page.locator("#content table, #content .errornote, #content .failed").first.wait_for()
    look(page)
    (tmp_path / "渠.txt").write_text("在河口村的讲话\n林泽川\n渠要修。\n", encoding="utf-8")
    monkeypatch.setattr(uploads, "start", lambda *arguments: call_command(*arguments))
    page.goto("/admin/import/")
    page.set_input_files("input[type=file]", tmp_path / "渠.txt")
    page.click("#upload-form button.default")
    page.wait_for_url("**/admin/import/*/")
    look(page)
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


# Cells whose words stand in less than three and a half characters a line.
SQUEEZED = """() => [...document.querySelectorAll("#content td, #content tbody th")].filter(cell => {
  const style = getComputedStyle(cell), size = parseFloat(style.fontSize);
  const room = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return cell.innerText.trim().length > 4 && cell.clientWidth && room < 3.5 * size;
}).map(cell => cell.innerText)"""


@pytest.mark.parametrize("width", [1280, 390])
def test_no_words_are_squeezed_into_a_column_of_characters(desks: Desks, addresses: list[str], width: int) -> None:
    page = desks.open(role="administrator", width=width)
    squeezed = {}
    for address in [each for each in addresses if each.endswith(("/", "/history/")) and "/add/" not in each]:
        page.goto(address)
        if found := page.evaluate(SQUEEZED):
            squeezed[address] = found
    assert squeezed == {}


def test_the_buttons_that_settle_a_conflict_are_in_sight(desks: Desks, addresses: list[str]) -> None:
    page = desks.open(role="administrator", width=390)
    page.goto("/admin/documents/conflict/")
    for button in page.locator("td.field-settling button").all():
        box = button.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390


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
