"""JSON-LD in record pages: what schema.org says of documents, people, meetings, quotations and publications."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import World, document

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
SITE = "http://testserver"


def linked(client: Client, address: str) -> dict[str, Any]:
    """The one block of data of a page."""
    (found,) = BLOCK.findall(client.get(address).content.decode())
    data = json.loads(found)
    assert data.pop("@context") == "https://schema.org"
    return data


def test_a_document_names_people_publication_meeting_and_files(client: Client, world: World) -> None:
    page = f"/d/{world.symposium.public_id}"
    data = linked(client, page)
    assert (data["@type"], data["@id"], data["headline"], data["datePublished"]) == (
        "Report",
        SITE + page,
        world.symposium.title,
        "2004-05-18",
    )
    assert [each["name"] for each in data["creator"]] == ["罗启明", "白秀英"]
    assert data["creator"][0]["@id"] == f"{SITE}/s/{world.luo.public_id}"
    assert data["contributor"] == [{"@type": "Person", "name": "田岸"}]
    assert (data["isPartOf"][0]["@type"], data["isPartOf"][0]["issn"]) == ("Newspaper", "1000-0000")
    assert data["recordedAt"]["name"] == world.meeting.name
    assert [each["contentUrl"] for each in data["encoding"]] == [f"{SITE}{page}/tei.xml", f"{SITE}{page}/akn.xml"]


def test_a_person_has_other_names_dates_and_offices(client: Client, world: World) -> None:
    data = linked(client, f"/s/{world.shi.public_id}")
    assert (data["@type"], data["name"], data["alternateName"]) == ("Person", "石公远", ["石老"])
    assert (data["birthDate"], data["deathDate"]) == ("1899", "1971")
    assert data["hasOccupation"] == [
        {
            "@type": "Role",
            "startDate": "1950",
            "endDate": "1958",
            "hasOccupation": {"@type": "Occupation", "name": "清河县水利委员"},
        }
    ]
    assert linked(client, f"/s/{world.elders.public_id}")["@type"] == "Organization"


def test_a_meeting_is_an_event_with_who_took_part(client: Client, world: World) -> None:
    data = linked(client, f"/m/{world.meeting.public_id}")
    assert (data["@type"], data["startDate"], data["location"]["name"]) == ("Event", "2004-04-27", "县委二楼会议室")
    assert [each["name"] for each in data["attendee"]] == ["罗启明", "白秀英"]


def test_a_quotation_says_whose_words_it_is_and_where(client: Client, world: World) -> None:
    data = linked(client, f"/q/{world.quotation.public_id}")
    assert (data["@type"], data["text"]) == ("Quotation", world.quotation.text)
    assert [each["name"] for each in data["creator"]] == ["石公远"]
    assert data["isPartOf"]["@id"] == f"{SITE}/d/{world.symposium.public_id}"


def test_a_publication_is_described_too(client: Client, world: World) -> None:
    assert linked(client, f"/pub/{world.yearbook.public_id}")["publisher"]["name"] == "清河出版社"


def test_nothing_in_a_record_ends_the_block(client: Client, db: None) -> None:
    made = document("</script><script>alert(1)</script>&amp;<!--", ["一。"])
    assert linked(client, f"/d/{made.public_id}")["headline"] == made.title


def test_lists_have_no_block(client: Client, world: World) -> None:
    assert not BLOCK.search(client.get("/documents/").content.decode())
