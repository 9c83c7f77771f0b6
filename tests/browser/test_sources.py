"""The same way through the archive on the reference sources, from the files on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from documents.models import Meeting, Quotation

from .conftest import Reader


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_meeting_to_a_citation(reader: Reader, shared: Path, scripts: bool) -> None:
    call_command("import_documents", str(shared / "sources"), verbosity=0)
    meeting = Meeting.objects.get(date="2003-10-16")
    page = reader("/", scripts=scripts)
    page.get_by_role("listitem").filter(has_text="2003年10月16日").get_by_role("link", name=meeting.name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(meeting.name)
    speaker = page.locator(".agenda .who a").nth(1)
    name = speaker.inner_text()
    speaker.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_role("region", name="历次发言").locator("a.title").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    words = page.locator(".text .unit p").first.inner_text()
    page.get_by_role("link", name="回到原文阅读").click()
    expect(page).to_have_url(re.compile(r"/d/\w+(\?page=\d+)?#r-\w+$"))
    expect(page.get_by_text(words, exact=True)).to_be_visible()
    page.get_by_role("link", name="引用", exact=True).click()
    # The paper is not named in the source: what can be cited is its day, its page, and the text here.
    cited = re.compile(r"\[1\] .+\. .+\[N/OL\]\. 2003-11-06（9）\. http://.+/d/\w+\.")
    expect(page.locator(".references")).to_contain_text(cited)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_readers_questions_are_answered_by_clicks_and_search_alone(reader: Reader, shared: Path, scripts: bool) -> None:
    call_command("load_authorities", verbosity=0)
    call_command("import_documents", str(shared / "sources"), verbosity=0)
    page = reader("/", scripts=scripts)
    heading = page.get_by_role("heading", level=1)

    def search(words: str) -> None:
        page.goto("/")
        page.get_by_label("搜索馆藏").fill(words)
        page.get_by_role("button", name="搜索", exact=True).click()

    # What did 马启智 say on 2003-10-16, and to whom?
    search("马启智")
    page.get_by_role("link", name="马启智", exact=True).first.click()
    expect(heading).to_have_text("马启智")
    said = page.get_by_role("region", name="历次发言").get_by_role("listitem")
    expect(said.filter(has_text="2003年10月16日")).to_have_count(2)
    said.first.get_by_role("link").last.click()
    expect(page.get_by_role("region", name="参会人员")).to_contain_text("陈建国")

    # Where is 毛泽东's 《论联合政府》 quoted, and how do the wordings differ?
    page.goto("/")
    page.get_by_role("link", name="论联合政府").click()
    expect(heading).to_have_text("《论联合政府》")
    expect(page.locator(".facts")).to_contain_text("毛泽东")
    page.get_by_role("link", name="真理与人民利益一致").click()
    elsewhere = page.get_by_role("region", name="同一段话的其他出处")
    assert elsewhere.locator("ins").all_inner_texts() == ["的", "相"]

    # Who is quoted most in the yearbook speech?
    page.goto("/publications/")
    page.get_by_role("link", name="年鉴", exact=True).click()
    page.locator("a.title").first.click()
    page.locator("a.title").first.click()
    page.get_by_role("link", name="文中引文").click()
    speakers = page.locator(".facets section").filter(has=page.get_by_role("heading", name="谁的话"))
    counts = [int(n) for n in speakers.locator(".n").all_inner_texts()]
    quoted = Counter(
        Quotation.objects.filter(document__publication__kind="yearbook", speakers__isnull=False).values_list(
            "speakers__name", flat=True
        )
    )
    expect(speakers.get_by_role("link").first).to_have_text(re.compile("|".join(_most(quoted))))
    assert counts == [number for _name, number in quoted.most_common(len(counts))]

    # Find 群众 in remarks of 2003 by 党委书记.
    search("群众 position:党委书记")
    page.locator(".facets").get_by_role("link", name="2003").click()
    page.locator(".facets").get_by_role("link", name="其中发言", exact=True).click()
    expect(page.locator(".hit").first).to_contain_text("陈建国")
    assert {"陈建国"} == {*page.locator(".hit .meta a").all_inner_texts()}
    assert page.locator(".hit mark").first.inner_text() == "群众"


def _most(counts: Counter[str]) -> list[str]:
    """Those counted most, several where they are as many."""
    return [name for name, number in counts.items() if number == max(counts.values())]
