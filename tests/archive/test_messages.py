"""The words of the public pages: all of them are in the catalogues, and no two catalogues disagree."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from tests.messages import ROOT, SITE, Message, in_module, in_template, used

LOCALE = SITE.parent
AT_THE_DESK = ("documents/admin/*.py", "documents/desk/*.py", "documents/models/*.py", "people/*.py", "archive/*.py")


def messages(path: Path) -> dict[Message, object]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    found: dict[Message, object] = {}
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id, "")
            found[message.context or "", ids[0], ids[1]] = message.string
    return found


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_the_catalogue_holds_just_what_the_pages_say(language: str) -> None:
    known = set(messages(SITE / language / "LC_MESSAGES" / "django.po"))
    assert len(known) > 150
    assert used() - known == set(), "run python -m tests.messages"
    assert known - used() == set(), "run python -m tests.messages"


def test_one_message_has_one_translation_on_the_site_and_at_the_desk() -> None:
    site = messages(SITE / "zh_Hans" / "LC_MESSAGES" / "django.po")
    desk = messages(LOCALE / "desk" / "zh_Hans" / "LC_MESSAGES" / "django.po")
    assert {key: (site[key], desk[key]) for key in site.keys() & desk.keys() if site[key] != desk[key]} == {}


def test_everything_the_desk_says_is_said_in_chinese() -> None:
    said: set[Message] = set()
    for path in ROOT.glob("archive/templates/admin/**/*.html"):
        said |= set(in_template(path.read_text(encoding="utf-8")))
    for pattern in AT_THE_DESK:
        for path in ROOT.glob(pattern):
            said |= set(in_module(path.read_text(encoding="utf-8")))
    with translation.override("zh-hans"):
        untold = [message for message in said if gettext(message[1]) == message[1] and not message[0]]
    assert untold == [], "add them to archive/locale/desk/zh_Hans/LC_MESSAGES/django.po"
