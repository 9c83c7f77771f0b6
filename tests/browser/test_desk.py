"""The archivist's day in a real browser, from log-in to public page: review, names, duplicates, conflicts, imports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from documents.desk import uploads
from documents.models import Conflict, Document, Quotation
from tests import factories
from tests.factories import World

from .desk_pages import Desks, press, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

REVIEWED_AT_ONCE = 100


def test_review_by_keyboard_shows_on_the_public_pages(desk: Page, world: World) -> None:
    desk.click("text=全部未审核的引文")
    assert words(desk) == "吃水不忘挖渠人。"
    press(desk, "r")
    press(desk, "a")
    desk.get_by_text("没有待审的引文").or_(desk.locator("#review-paragraph")).first.wait_for()
    assert desk.request.get(f"/q/{world.saying.public_id}").status == 410
    kept = Quotation.objects.filter(status="confirmed").get()
    desk.goto(f"/q/{kept.public_id}")
    assert "档案员已确认" in desk.inner_text("body") or "确认" in desk.inner_text("body")


def test_a_wrong_decision_is_taken_back_by_a_key(desk: Page, world: World) -> None:
    desk.goto("/admin/review/")
    press(desk, "r")
    press(desk, "u")
    assert words(desk) == "吃水不忘挖渠人。"
    assert Quotation.objects.get(pk=world.saying.pk).status == "machine"


def test_a_speaker_is_chosen_by_number_and_the_end_moved_by_key(desk: Page, world: World) -> None:
    desk.goto(f"/admin/review/?at={world.saying.public_id}")
    desk.keyboard.press(",")
    assert words(desk) == "吃水不忘挖渠人"
    number = desk.locator(".suggestions button", has_text="白秀英").get_attribute("data-key")
    press(desk, number or "")
    saved = Quotation.objects.get(pk=world.saying.pk)
    assert (saved.text, saved.speaker_name, saved.status) == ("吃水不忘挖渠人", "白秀英", "corrected")
    desk.goto(f"/s/{world.bai.public_id}")
    assert "吃水不忘挖渠人" in desk.inner_text("main")


def test_a_quotation_is_split_and_joined_by_keyboard(desk: Page, world: World) -> None:
    of, whole = world.saying.document, "吃水不忘挖渠人。"
    desk.goto(f"/admin/review/?at={world.saying.public_id}")
    desk.keyboard.press("s")
    assert "按 S 拆开" in desk.inner_text(".split-hint")
    for _step in range(4):
        desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("ArrowRight")
    cut = desk.locator("#review-form [name=at]").input_value()
    press(desk, "s")
    first, second = Quotation.objects.filter(document=of, status="corrected").order_by("start")
    assert (first.text + second.text, second.start) == (whole, int(cut))
    assert words(desk) == second.text
    desk.goto(f"/q/{second.public_id}")
    assert second.text in desk.inner_text("main")
    desk.goto(f"/admin/review/?at={first.public_id}")
    press(desk, "g")
    assert words(desk) == whole
    desk.goto(f"/q/{second.public_id}")
    assert desk.url.endswith(f"/q/{first.public_id}")


def test_a_stretch_selected_with_the_mouse_becomes_the_quotation(desk: Page, world: World) -> None:
    desk.goto(f"/admin/review/?at={world.saying.public_id}")
    desk.locator("#review-paragraph .q").evaluate(
        """(words) => {
            const range = document.createRange();
            range.setStart(words.firstChild, 2);
            range.setEnd(words.firstChild, 7);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            words.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
        }"""
    )
    assert words(desk) == "不忘挖渠人"
    press(desk, "c")
    assert Quotation.objects.get(pk=world.saying.pk).text == "不忘挖渠人"


def test_typing_a_speaker_offers_names(desk: Page, world: World) -> None:
    desk.goto(f"/admin/review/?at={world.saying.public_id}")
    desk.keyboard.press("e")
    with desk.expect_response(lambda answer: "speakers/?q=" in answer.url):
        desk.keyboard.type("罗启")
    desk.locator("#speaker-options option").wait_for(state="attached")
    value = desk.locator("#speaker-options option").get_attribute("value")
    desk.fill("input[name=speakers]", value or "")
    press(desk, "Enter")
    assert Quotation.objects.get(pk=world.saying.pk).speaker_name == "罗启明"


def test_a_hundred_quotations_by_keyboard_alone_one_request_each(desk: Page, world: World) -> None:
    made = factories.document("长文", [f"石公远说：“第{n}条渠要修好。”" for n in range(REVIEWED_AT_ONCE)])
    for n in range(REVIEWED_AT_ONCE):
        factories.quotation(made, f"第{n}条渠要修好。", world.shi, confidence=0.1)
    desk.goto("/admin/review/")
    requests: list[str] = []
    desk.on("request", lambda request: requests.append(request.url) if "/admin/" in request.url else None)
    for n in range(REVIEWED_AT_ONCE):
        press(desk, "ar1"[n % 3])
    assert len(requests) == REVIEWED_AT_ONCE, requests[:5]
    assert not made.quotations.filter(status="machine").exists()


def test_many_are_confirmed_after_a_preview_and_undone(desk: Page, world: World) -> None:
    desk.goto("/admin/review/")
    desk.click("summary:has-text('审核范围')")
    desk.fill("details.queue input[name=above]", "0.9")
    desk.click("details.queue button")
    desk.click("summary:has-text('审核范围')")
    desk.click("text=批量确认…")
    assert "渠修到哪里" in desk.inner_text("table.preview")
    desk.click("button.default")
    assert Quotation.objects.filter(status="confirmed").count() == 2
    desk.click("text=查看或撤销")
    desk.click("text=撤销这次操作")
    assert not Quotation.objects.filter(status="confirmed").exists()


def test_a_name_is_settled_for_all_its_occurrences(desk: Page, world: World) -> None:
    for sequence in (0, 1):
        factories.remark(world.speech, "石老汉", sequence, sequence)
    desk.goto("/admin/")
    desk.click("text=未对应的人名")
    desk.click("text=石老汉")
    desk.fill("input[name=speaker]", "石公远")
    desk.select_option("select[name=remember]", "alias")
    desk.click("text=对应到此人")
    desk.goto(f"/s/{world.shi.public_id}")
    body = desk.inner_text("body")
    assert "石老汉" in body


def test_speakers_are_merged_and_the_old_address_leads_on(desk: Page, world: World) -> None:
    twin = factories.speaker("石公远")
    factories.remark(world.speech, twin, 1, 1)
    desk.goto("/admin/")
    desk.click("text=疑似重复")
    desk.get_by_role("link", name="比较").click()
    desk.click("button:has-text('合并')")
    desk.get_by_text("查看或撤销").wait_for()
    desk.goto(f"/s/{twin.public_id}")
    assert desk.url.endswith(f"/s/{world.shi.public_id}")
    desk.goto("/admin/documents/act/")
    desk.click("#result_list tbody th a")
    desk.click("text=撤销这次操作")
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_a_conflict_is_settled_in_the_list(desk: Page, world: World) -> None:
    Conflict.objects.create(
        model="meeting",
        public_id=world.meeting.public_id,
        field="place",
        machine_old="县委二楼会议室",
        machine_new="县委三楼会议室",
        mine="县委二楼会议室",
    )
    desk.goto("/admin/")
    desk.click(".tasks >> text=冲突")
    desk.wait_for_url("**/conflict/")
    desk.keyboard.press("2")
    desk.get_by_text("查看或撤销").wait_for()
    desk.goto(f"/m/{world.meeting.public_id}")
    assert "县委三楼会议室" in desk.inner_text("main")


def test_files_are_imported_and_taken_back(
    desk: Page, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(uploads, "start", lambda *arguments: call_command(*arguments))
    file = tmp_path / "讲话.txt"
    file.write_text("在三岔沟的讲话\n（2005年3月1日）\n罗启明\n\n同志们，今年的渠要修到山上去。\n", encoding="gb18030")
    desk.click("#desk-nav >> text=导入")
    desk.set_input_files("input[type=file]", file)
    desk.click("text=预览导入结果")
    assert "讲话.txt" in desk.inner_text("table.preview")
    desk.click("text=确认导入")
    desk.get_by_text("撤销这次导入").wait_for()
    made = Document.objects.get(title__contains="三岔沟")
    desk.goto(f"/d/{made.public_id}")
    assert "渠要修到山上去" in desk.inner_text("main")
    desk.go_back()
    desk.click("text=撤销这次导入")
    assert "三岔沟" in desk.inner_text("#content"), "what would go is told first"
    desk.get_by_role("button", name="撤销这次导入").click()
    desk.wait_for_url("**/importrun/*/change/")
    assert desk.request.get(f"/d/{made.public_id}").status == 410


def test_without_scripts_review_works_page_by_page(desks: Desks, world: World) -> None:
    desk = desks.open(java_script_enabled=False)
    desk.goto("/admin/review/")
    desk.click("button:has-text('否定')")
    assert words(desk) != "吃水不忘挖渠人。"
    assert Quotation.objects.get(pk=world.saying.pk).status == "rejected"
