"""A reader's way through the archive, by clicking only."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.factories import World

from .conftest import Reader
from .test_look import violations


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_home_page_to_a_citation(reader: Reader, world: World, scripts: bool) -> None:
    page = reader("/", scripts=scripts)
    page.get_by_role("link", name=world.meeting.name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(world.meeting.name)
    page.get_by_role("list").get_by_role("link", name="白秀英").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("白秀英")
    page.get_by_role("link", name=re.compile("^我在三岔沟住了半个月")).click()
    expect(page.get_by_text("他们记得一九五八年的那条渠。")).to_be_visible()
    page.get_by_role("link", name="回到原文阅读").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(world.symposium.title)
    remark = world.symposium.remarks.get(sequence=1)
    assert page.url.endswith(f"/d/{world.symposium.public_id}#r-{remark.public_id}")
    page.get_by_role("link", name="引用", exact=True).click()
    expect(page.locator(".references")).to_contain_text("清河日报，2004-05-18（6）.")


def test_from_a_quotation_to_its_speaker_and_to_its_place_in_the_source(reader: Reader, world: World) -> None:
    page = reader(f"/d/{world.symposium.public_id}")
    page.locator(f"#q-{world.quotation.public_id}").click()
    page.get_by_role("link", name="在原件中的位置").click()
    marked = page.locator("mark")
    expect(marked).to_have_text(world.quotation.text)
    expect(marked).to_be_in_viewport()
    page.get_by_role("link", name="在阅读文本中的同一位置").click()
    expect(page).to_have_url(re.compile(f"#p-{world.quotation.paragraph.public_id}$"))
    page.get_by_role("note").get_by_role("link", name="石公远").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("石公远")


def test_a_list_is_narrowed_and_widened_by_clicks(reader: Reader, world: World) -> None:
    page = reader("/documents/", scripts=False)
    page.get_by_role("navigation", name="筛选").get_by_role("link", name="讲话", exact=True).click()
    expect(page.locator(".total")).to_have_text("1 篇文献")
    page.get_by_role("link", name="去掉“类型”").click()
    expect(page.locator(".total")).to_have_text("7 篇文献")


def test_english_is_a_button_away_and_kept(reader: Reader, world: World) -> None:
    page = reader(f"/m/{world.meeting.public_id}", scripts=False)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Participants")).to_be_visible()
    assert page.url.endswith(f"/m/{world.meeting.public_id}")
    page.get_by_role("link", name="Documents", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")


def test_references_are_copied_with_a_button_that_only_scripts_show(reader: Reader, world: World) -> None:
    address = f"/d/{world.symposium.public_id}/citations"
    assert not reader(address, scripts=False).get_by_role("button", name="复制").is_visible()
    page = reader(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制").click()
    expect(page.locator("button.done")).to_be_visible()
    assert "清河日报" in page.evaluate("navigator.clipboard.readText()")


def test_the_keyboard_reaches_the_text_first(reader: Reader, world: World) -> None:
    page = reader(f"/d/{world.symposium.public_id}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_what_is_typed_is_completed_with_the_keyboard_or_the_mouse(reader: Reader, world: World) -> None:
    page = reader("/")
    box = page.get_by_role("combobox", name="搜索馆藏")
    box.press_sequentially("石")
    offer = page.get_by_role("option", name=re.compile("石公远"))
    expect(offer).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    box.press("ArrowDown")
    expect(offer).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(offer).to_be_hidden()
    box.press_sequentially("公")
    expect(offer).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("石公远")
    page.get_by_role("combobox").press_sequentially("罗启")
    page.get_by_role("option", name=re.compile("罗启明")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("罗启明")


def test_enter_searches_for_what_is_typed(reader: Reader, world: World) -> None:
    for scripts in (True, False):
        page = reader("/", scripts=scripts)
        box = page.get_by_label("搜索馆藏")
        box.press_sequentially("没有")
        box.press("Enter")
        expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_selected_words_have_an_address_that_marks_them_for_every_reader(reader: Reader, world: World) -> None:
    page = reader(f"/d/{world.symposium.public_id}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="复制所选文字的链接")
    expect(button).to_be_hidden()
    page.evaluate(
        "() => { const words = document.querySelectorAll('.unit > p'), range = document.createRange();"
        " range.setStart(words[0].firstChild, 3); range.setEnd(words[1].firstChild, 4);"
        " getSelection().addRange(range); }"
    )
    button.click()
    expect(page.locator("button.done")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    other = reader(address, scripts=False)
    first, heading, last = world.symposium.paragraphs.order_by("sequence")[:3]
    assert "".join(other.locator("mark").all_inner_texts()) == first.text[3:] + heading.text + last.text[:4]
    assert violations(reader(address)) == []


def test_marked_words_stand_out_from_the_paragraph_that_is_asked_for(reader: Reader, world: World) -> None:
    paragraph = world.symposium.paragraphs.get(sequence=3).public_id
    colour = "e => getComputedStyle(e).backgroundColor"
    page = reader(f"/p/{paragraph}")
    whole = page.locator(f"#p-{paragraph} > p").evaluate(colour)
    page.goto(f"/p/{paragraph}?from=3&to=8")
    assert page.locator("mark").evaluate(colour) == whole
    assert page.locator(f"#p-{paragraph} > p").evaluate(colour) != whole


def test_the_source_opens_at_the_paragraph_that_is_being_read(reader: Reader, world: World) -> None:
    page = reader(f"/d/{world.symposium.public_id}")
    last = world.symposium.paragraphs.filter(kind="body").last()
    page.set_viewport_size({"width": 1280, "height": 200})
    page.locator(f"#p-{last.public_id}").evaluate("unit => unit.scrollIntoView({block: 'start'})")
    page.locator("a.to-source").evaluate("link => link.click()")
    expect(page).to_have_url(re.compile(rf"source\?at={last.source_start}$"))
    page.get_by_role("link", name="在阅读文本中的同一位置").click()
    expect(page).to_have_url(re.compile(rf"#p-{last.public_id}$"))
