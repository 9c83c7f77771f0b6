"""What a style sheet can break: width, contrast, the measure of a line, margins that fall on the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import World, document, paragraph, quotation

from .conftest import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Page

LARGEST = 100_000  # bytes of a page
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(reader: Reader, addresses: list[str], width: int, scheme: str) -> None:
    page = reader("/", width=width, scheme=scheme)
    found = []
    for address in addresses:
        page.goto(address)
        found += violations(page)
    assert found == []


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_is_wider_than_the_window(reader: Reader, addresses: list[str], width: int) -> None:
    page = reader("/", width=width)
    wider = []
    for address in addresses:
        page.goto(address)
        if page.evaluate(WIDER) > 0:
            wider.append(address)
    assert wider == []


def test_pages_are_small(reader: Reader, addresses: list[str]) -> None:
    page = reader("/")
    for address in addresses:
        response = page.goto(address)
        assert response
        assert len(response.body()) < LARGEST, address


def test_a_line_of_text_holds_about_38_characters(reader: Reader, world: World) -> None:
    made = document("长文", ["渠" * 400])
    page = reader(f"/d/{made.public_id}")
    size = page.evaluate(
        "() => { const p = document.querySelector('.unit.body > p'), s = getComputedStyle(p);"
        " return [p.clientWidth / parseFloat(s.fontSize), parseFloat(s.lineHeight) / parseFloat(s.fontSize)] }"
    )
    assert size == [pytest.approx(38, abs=0.2), pytest.approx(1.9, abs=0.01)]


def test_margin_notes_stand_beside_the_text_and_not_on_each_other(reader: Reader, world: World) -> None:
    made = document("引文多的文")
    for number in range(4):
        paragraph(made, f"石老说过：“第{number}条渠，先问老人。”又说：“第{number}条渠，再问地。”", number)
        quotation(made, f"第{number}条渠，先问老人。", world.shi, work="修渠谈话", evidence="石老说过" * 12)
        quotation(made, f"第{number}条渠，再问地。", world.bai)
    page = reader(f"/d/{made.public_id}")
    text = page.locator(".unit > p").first.bounding_box()
    assert text
    boxes = [box for margin in page.locator(".margin").all() if (box := margin.bounding_box())]
    assert len(boxes) == 4
    for upper, lower in pairwise(boxes):
        assert upper["x"] >= text["x"] + text["width"]
        assert upper["y"] + upper["height"] <= lower["y"] + 1
    narrow = reader(f"/d/{made.public_id}", width=390)
    first = narrow.locator(".unit").first
    words, margin = first.locator("> p").bounding_box(), first.locator(".margin").bounding_box()
    assert words
    assert margin
    assert margin["y"] >= words["y"] + words["height"]


def test_dark_is_dark_and_light_is_light(reader: Reader, world: World) -> None:
    brightness = (
        "() => getComputedStyle(document.documentElement).backgroundColor"
        ".match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3"
    )
    assert reader("/", scheme="light").evaluate(brightness) > 240
    assert reader("/", scheme="dark").evaluate(brightness) < 40


def test_a_printed_page_is_the_text_alone(reader: Reader, world: World) -> None:
    page = reader(f"/d/{world.symposium.public_id}")
    page.emulate_media(media="print")
    assert page.locator(".unit > p").first.is_visible()
    for gone in (".site-head nav", ".crumbs", ".tools", ".site-foot form", ".site-foot a", ".collect", ".neighbours"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".printed-at").inner_text().endswith(f"/d/{world.symposium.public_id}")
    page.set_viewport_size({"width": 700, "height": 900})  # about a sheet of A4 between its margins
    for label in page.locator(".page-label").all():
        box = label.bounding_box()
        assert box
        assert box["x"] >= 0


# What moves after it was first drawn, as the browser itself counts it (the metric CLS).
SHIFTS = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 100)));
})"""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_once_it_is_drawn(reader: Reader, addresses: list[str], width: int) -> None:
    page = reader("/", width=width)
    moved = {}
    for address in addresses:
        page.goto(address)
        if (shift := page.evaluate(SHIFTS)) > 0:
            moved[address] = shift
    assert moved == {}


def test_a_page_reads_in_order_before_its_style_sheet_comes(reader: Reader, world: World) -> None:
    page = reader("/")
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto(f"/d/{world.symposium.public_id}")
    text = page.locator("main").inner_text()
    order = ["把水引上山", "罗启明", "2004年5月18日", "今天请大家谈谈水的事", "一、先听群众说"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert page.evaluate(WIDER) <= 0
    drawn = page.locator("svg:visible")
    for box in [drawing.bounding_box() for drawing in drawn.all()]:
        assert box
        assert box["width"] <= 1280


def test_the_page_itself_loads_little_beside_it(reader: Reader, addresses: list[str]) -> None:
    page = reader("/")
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.__setitem__(response.url, len(response.body())))
    for address in addresses:
        sizes.clear()
        page.goto(address, wait_until="networkidle")
        assert sum(sizes.values()) < LARGEST, (address, sizes)


def test_chinese_is_set_by_its_rules(reader: Reader, world: World) -> None:
    """No line begins with a mark that ends words, nothing is tracked, figures among ideographs are spaced."""
    made = document("标点", ["渠" * 37 + "。修好了，" + "水" * 36 + "”和2004年的水。" * 9])
    page = reader(f"/d/{made.public_id}")
    first = page.evaluate(
        """() => {
          const p = document.querySelector(".unit.body > p"), text = p.firstChild, range = document.createRange();
          const found = []; let line = null;
          for (let at = 0; at < text.length; at += 1) {
            range.setStart(text, at); range.setEnd(text, at + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            if (line !== null && top > line + 5) found.push(text.data[at]);
            line = top;
          }
          return found;
        }"""
    )
    assert len(first) > 2
    assert not set(first) & set("。，、；：？！”’）》」』")
    style = page.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('.unit.body > p'));"
        " return [s.letterSpacing, s.textAutospace ?? 'normal', s.lineBreak] }"
    )
    assert style == ["normal", "normal", "strict"]


def test_marks_of_quotation_are_set_in_the_font_of_the_words_around_them(reader: Reader, world: World) -> None:
    page = reader(f"/q/{world.quotation.public_id}")
    fonts = "getComputedStyle(document.body).fontFamily.split(', ')"
    assert "system-ui" in page.evaluate(fonts)[3:]  # a Latin font would set “ ” narrow
    page.get_by_role("button", name="English").click()
    assert page.evaluate(fonts)[0] == "system-ui"


@pytest.mark.parametrize(("width", "least"), [(1280, 140), (390, 300)])
def test_an_office_has_room_for_its_name(reader: Reader, world: World, width: int, least: int) -> None:
    page = reader(f"/s/{world.luo.public_id}", width=width)
    offices = page.locator(".spans tbody th").all()
    assert offices
    for cell in (*offices, *page.locator(".spans .span").all()):
        box = cell.bounding_box()
        assert box
        assert box["width"] >= least
    for day in page.locator(".spans .day").all():
        assert day.evaluate("e => e.getClientRects().length") == 1


def test_words_in_context_show_that_there_is_more_at_the_side(reader: Reader, world: World) -> None:
    page = reader("/search/?q=渠&view=kwic", width=390)
    table = page.locator(".scrolled")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")
    assert table.evaluate("e => getComputedStyle(e).backgroundAttachment") == "local, local, scroll, scroll"


def test_words_under_one_name_stand_below_it_in_narrow_windows(reader: Reader, world: World) -> None:
    quotation(world.symposium, "山上没有水", world.shi, sequence=9)
    page = reader(f"/d/{world.symposium.public_id}", width=390)
    name, words = page.locator(".attribution:has(+ .marks)").bounding_box(), page.locator(".marks").bounding_box()
    assert name
    assert words
    assert (words["x"], words["y"] >= name["y"] + name["height"]) == (name["x"], True)
