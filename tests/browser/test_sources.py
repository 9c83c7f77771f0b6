"""The same way through the archive on the reference sources, from the files on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from documents.models import Meeting

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
    expect(page.locator(".references")).to_contain_text(re.compile(r"\[1\] .+\. .+\[N\]"))
