"""Blocks of data in pages: Chromium neither runs them nor finds that they break the content security policy."""

from __future__ import annotations

import pytest

from tests.factories import World

from .conftest import Reader


@pytest.mark.parametrize("kind", ["document", "speaker", "meeting", "quotation"])
def test_a_block_of_data_breaks_no_policy(reader: Reader, world: World, kind: str) -> None:
    address = {
        "document": f"/d/{world.symposium.public_id}",
        "speaker": f"/s/{world.shi.public_id}",
        "meeting": f"/m/{world.meeting.public_id}",
        "quotation": f"/q/{world.quotation.public_id}",
    }[kind]
    page = reader(address)  # whose fixture fails on anything in the console, as a violation of the policy is
    data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert data["@context"] == "https://schema.org"
