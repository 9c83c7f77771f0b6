"""Records and texts corrected in a real browser, by one person or several: from log-in to the public page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from documents.admin import sheets
from documents.desk import sheet_jobs
from documents.desk.suspects import look_over
from documents.models import Meeting, Quotation, SuspectText
from people.models import Speaker
from tests import factories
from tests.factories import World

from .desk_pages import Desks

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_speaker_who_was_two_is_parted(desk: Page, world: World) -> None:
    remark = world.symposium.remarks.exclude(speaker=None).first()
    assert remark
    assert remark.speaker
    desk.goto(f"/admin/people/speaker/{remark.speaker.pk}/change/")
    desk.click("text=拆分为两人")
    desk.check(f"input[value=remark-{remark.pk}]")
    desk.fill("input[name=note]", "邻县的同名者")
    desk.click("text=新建，并归于此人")
    desk.get_by_text("查看或撤销").wait_for()
    other = Speaker.objects.get(note="邻县的同名者")
    desk.goto(f"/r/{remark.public_id}")
    assert desk.locator(f"a[href='/s/{other.public_id}']").count()
    desk.goto(f"/s/{other.public_id}")
    assert "邻县的同名者" in desk.inner_text("main")


def test_two_copies_of_a_document_are_merged_by_keys(desk: Page, world: World) -> None:
    lines = [row.text for row in world.speech.paragraphs.order_by("sequence")]
    copy = factories.document(world.speech.title, lines)
    desk.goto("/admin/merge/")
    assert "文字相同" in desk.inner_text("table.preview")
    desk.keyboard.press("j")
    desk.wait_for_url("**kind=document**")
    desk.locator(f"input[value='{world.speech.pk}']").check()
    desk.keyboard.press("m")
    desk.get_by_text("查看或撤销").wait_for()
    desk.goto(f"/d/{copy.public_id}")
    assert desk.url.endswith(f"/d/{world.speech.public_id}")


def test_a_stretch_of_the_source_becomes_a_quotation_and_a_line_goes(desk: Page, world: World) -> None:
    document = world.symposium
    desk.goto(f"/admin/documents/document/{document.pk}/change/")
    desk.click("text=原文与标注")
    for _line in range(40):
        desk.keyboard.press("j")
        if "规划要跟着群众的脚走" in desk.inner_text("#chosen"):
            break
    all_of_it = desk.inner_text("#chosen")
    for _character in range(len(all_of_it) - len("不能让群众跟着规划的图跑。")):
        desk.keyboard.press("]")
    assert desk.inner_text("#chosen") == "不能让群众跟着规划的图跑。"
    desk.fill("input[name=speakers]", world.luo.name)
    desk.locator("#source-text").focus()
    desk.keyboard.press("q")
    desk.get_by_text("查看或撤销").wait_for()
    made = Quotation.objects.get(text="不能让群众跟着规划的图跑。")
    desk.goto(f"/q/{made.public_id}")
    assert "不能让群众跟着规划的图跑" in desk.inner_text("main")
    assert world.luo.name in desk.inner_text("main")


def test_a_contributor_proposes_and_an_archivist_accepts(desks: Desks, world: World) -> None:
    contributor, archivist = desks.open("丙方", role="contributor"), desks.open("甲方")
    contributor.goto(f"/admin/documents/meeting/{world.meeting.pk}/change/")
    contributor.click("text=提出修改建议")
    contributor.fill("#id_place", "县委大礼堂")
    contributor.fill("#id_reason", "见当日签到簿")
    contributor.click("text=提交建议")
    contributor.get_by_text("将由档案员决定").wait_for()
    archivist.goto("/admin/")
    archivist.click(".tasks >> text=修改建议")
    archivist.click("#result_list tbody th a")
    assert "见当日签到簿" in archivist.inner_text("#content")
    archivist.keyboard.press("a")
    archivist.get_by_text("查看或撤销").wait_for()
    archivist.goto(f"/m/{world.meeting.public_id}")
    assert "县委大礼堂" in archivist.inner_text("main")


def test_a_contributor_proposes_a_new_speaker_who_is_entered_when_accepted(desks: Desks, world: World) -> None:
    contributor, archivist = desks.open("丙方", role="contributor"), desks.open("甲方")
    contributor.goto("/admin/people/speaker/")
    contributor.click("text=建议新增")
    contributor.fill("#id_name", "秦有余")
    contributor.fill("#id_reason", "见村史")
    contributor.click("text=提交建议")
    contributor.get_by_text("将由档案员决定").wait_for()
    archivist.click(".tasks >> text=修改建议")
    archivist.reload()
    archivist.click("#result_list tbody th a")
    archivist.get_by_text("建议新增的记录").wait_for()
    archivist.keyboard.press("a")
    archivist.get_by_text("查看或撤销").wait_for()
    archivist.goto(f"/s/{Speaker.objects.get(name='秦有余').public_id}")
    assert "秦有余" in archivist.inner_text("main h1")


def test_a_form_is_saved_and_seen(desk: Page, world: World) -> None:
    desk.goto(f"/admin/documents/meeting/{world.meeting.pk}/change/")
    desk.fill("#id_place", "县委大礼堂")
    desk.click("input[name=_continue]")
    desk.click("text=查看公开页面")
    assert "县委大礼堂" in desk.inner_text("main")


def test_a_change_is_explained_compared_and_taken_back(desk: Page, world: World) -> None:
    for place, why in (("县委大礼堂", "据通知"), ("水利局", "据照片")):
        desk.goto(f"/admin/documents/meeting/{world.meeting.pk}/change/")
        desk.fill("#id_place", place)
        desk.fill("#id_change_reason", why)
        desk.click("input[name=_save]")
    desk.goto(f"/admin/documents/meeting/{world.meeting.pk}/history/")
    assert "据照片" in desk.inner_text("#change-history")
    desk.locator("#change-history input[name=old]").nth(1).check()
    desk.click("text=比较所选的两个版本")
    assert "县委大礼堂" in desk.inner_text("table.compare")
    desk.click("text=恢复到")
    desk.get_by_text("查看或撤销").wait_for()
    desk.goto(f"/m/{world.meeting.public_id}")
    assert "县委大礼堂" in desk.inner_text("main")


def test_words_are_replaced_in_a_text_and_put_back(desk: Page, world: World) -> None:
    desk.click("#desk-nav >> text=查找替换")
    desk.fill("input[name=find]", "挖渠人")
    desk.fill("input[name=put]", "挖井人")
    desk.click("text=预览改动")
    assert "挖" in desk.inner_text("table.preview")
    desk.click("text=替换所有勾选的记录")
    desk.get_by_text("查看或撤销").wait_for()
    desk.goto(f"/q/{world.saying.public_id}")
    assert "吃水不忘挖井人" in desk.inner_text("main")
    desk.goto("/admin/documents/act/")
    desk.click("#result_list tbody th a")
    desk.click("text=撤销这次操作")
    desk.goto(f"/q/{world.saying.public_id}")
    assert "吃水不忘挖渠人" in desk.inner_text("main")


def test_a_suspect_text_is_reached_by_keys_and_corrected(desk: Page, world: World) -> None:
    row = factories.paragraph(world.speech, "渠修到山上去，，大家都高兴。", 90)
    look_over([world.speech.pk])
    desk.goto("/admin/")
    desk.keyboard.press(desk.locator(".tasks li", has_text="可疑文字").locator("kbd").inner_text())
    desk.wait_for_url("**/suspecttext/")
    desk.keyboard.press("1")
    desk.wait_for_url("**/paragraph/**")
    desk.fill("#id_text", "渠修到山上去，大家都高兴。")
    desk.click("input[name=_save]")
    desk.goto(f"/d/{world.speech.public_id}")
    assert "渠修到山上去，大家都高兴。" in desk.inner_text("main")
    assert row.public_id
    assert not SuspectText.objects.exists()


def test_two_people_edit_one_record_and_nothing_is_lost(desks: Desks, world: World) -> None:
    first, second = desks.open("甲方"), desks.open("乙方")
    for page in (first, second):
        page.goto(f"/admin/documents/meeting/{world.meeting.pk}/change/")
    first.fill("#id_place", "县委大礼堂")
    first.click("input[name=_save]")
    second.fill("#id_host", "水利局")
    second.click("input[name=_save]")
    refused = second.inner_text("table.clash")
    assert "县委大礼堂" in refused
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    assert (meeting.place, meeting.host) == ("县委大礼堂", "清河县委")
    second.click("input[name=_save]")
    meeting.refresh_from_db()
    assert (meeting.place, meeting.host) == ("县委大礼堂", "水利局")


def exchange(desk: Page, meeting: Meeting, folder: Path, encoding: str) -> None:
    """Take the list of this one meeting out, correct the place in it, bring it back and have it saved."""
    desk.goto("/admin/documents/meeting/?q=" + meeting.name)
    desk.click("text=导出为表格")
    desk.select_option("#id_format", label="csv")
    with desk.expect_download() as download:
        desk.click("button:has-text('导出')")
    sheet = folder / "会议.csv"
    text = download.value.path().read_text(encoding="utf-8-sig")
    sheet.write_text(text.replace("县委二楼会议室", "县委大礼堂"), encoding=encoding)
    desk.goto("/admin/documents/meeting/import/")
    desk.set_input_files("input[type=file]", sheet)
    desk.click("text=预览改动")
    assert "县委大礼堂" in desk.inner_text("table.preview")
    desk.click("text=保存这些改动")


def test_a_spreadsheet_goes_out_and_comes_back(desk: Page, world: World, tmp_path: Path) -> None:
    exchange(desk, world.meeting, tmp_path, "gb18030")
    desk.get_by_text("查看或撤销").wait_for()
    desk.goto(f"/m/{world.meeting.public_id}")
    assert "县委大礼堂" in desk.inner_text("main")


def test_a_long_spreadsheet_is_saved_by_a_job(
    desk: Page, world: World, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(sheets, "MOST_ROWS_AT_ONCE", 0)
    monkeypatch.setattr(sheet_jobs, "start", lambda *arguments: call_command(*arguments))
    exchange(desk, world.meeting, tmp_path, "utf-8")
    desk.get_by_text("已保存 1 行").wait_for()
    desk.goto(f"/m/{world.meeting.public_id}")
    assert "县委大礼堂" in desk.inner_text("main")


def test_a_new_speaker_is_entered_by_hand_and_has_a_page(desk: Page) -> None:
    desk.goto("/admin/people/speaker/add/")
    desk.fill("#id_name", "顾长河")
    desk.fill("#id_birth", "1902")
    desk.click("input[name=_save]")
    made = Speaker.objects.get(name="顾长河")
    assert made.sort_key.startswith("gu4 ")
    desk.goto(f"/s/{made.public_id}")
    assert "1902" in desk.inner_text("main")
