"""The words of the public pages: all of them are in the catalogues, and no two catalogues disagree."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.messages import SITE, Message, used

LOCALE = SITE.parent


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
