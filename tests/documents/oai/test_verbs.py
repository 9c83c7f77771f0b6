"""OAI-PMH: every verb, every error, the record of a document, and what becomes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from documents.models import Document
from tests.documents.serializers.valid import tei_problems
from tests.factories import World, compilation, contribution

from .harvesting import NS, Harvester, ask, error

pytestmark = pytest.mark.django_db
TOKEN = "metadataPrefix=oai_dc"
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


def identifier(of: Document) -> str:
    return f"oai:testserver:{of.public_id}"


def ids(client: Client, **arguments: str) -> list[str]:
    """The public ids of the records of a list."""
    root = ask(client, verb="ListIdentifiers", **{"metadataPrefix": "oai_dc", **arguments})
    return [each.text.rpartition(":")[2] for each in root.iterfind(".//o:identifier", NS)]


def test_identify_says_who_we_are(client: Client, world: World) -> None:
    root = ask(client, verb="Identify")
    said = {etree.QName(each).localname: each.text for each in root.find("o:Identify", NS)}
    assert (said["baseURL"], said["protocolVersion"], said["deletedRecord"], said["granularity"]) == (
        "http://testserver/oai",
        "2.0",
        "persistent",
        "YYYY-MM-DDThh:mm:ssZ",
    )
    assert said["adminEmail"] == "postmaster@testserver"
    assert datetime.strptime(said["earliestDatestamp"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) <= timezone.now()
    assert root.find("o:request", NS).attrib == {"verb": "Identify"}


def test_a_record_in_dublin_core_says_what_the_page_says(client: Client, world: World) -> None:
    root = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(world.symposium))
    record = [(etree.QName(e).localname, e.text) for e in root.find(".//{*}dc")]
    assert record == [
        ("title", world.symposium.title),
        ("creator", "罗启明"),
        ("creator", "白秀英"),
        ("contributor", "田岸"),
        ("subject", "清河县委理论学习中心组学习会"),
        ("description", "把水引上山"),
        ("coverage", "县委二楼会议室"),
        ("date", "2004-05-18"),
        ("type", "Text"),
        ("type", "minutes"),
        ("format", "text/html"),
        ("identifier", f"http://testserver/d/{world.symposium.public_id}"),
        ("source", record[12][1]),
        ("language", "zh-Hans"),
        ("relation", "urn:issn:1000-0000"),
    ]
    assert "清河日报" in record[12][1]
    sets = [each.text for each in root.iterfind(".//o:setSpec", NS)]
    assert sets == ["kind:transcript", f"publication:{world.daily.public_id}"]


def test_a_record_in_tei_is_the_valid_document(client: Client, world: World) -> None:
    root = ask(client, verb="GetRecord", metadataPrefix="tei", identifier=identifier(world.symposium))
    tei = root.find(".//{http://www.tei-c.org/ns/1.0}TEI")
    assert tei_problems(etree.tostring(tei, encoding="UTF-8", xml_declaration=True)) == []


def test_formats_and_sets_are_listed(client: Client, world: World) -> None:
    formats = ask(client, verb="ListMetadataFormats", identifier=identifier(world.speech))
    assert [each.text for each in formats.iterfind(".//o:metadataPrefix", NS)] == ["oai_dc", "tei"]
    sets = [each.text for each in ask(client, verb="ListSets").iterfind(".//o:setSpec", NS)]
    assert sets[:2] == ["kind", "kind:speech"]
    assert {f"publication:{each.public_id}" for each in (world.daily, world.yearbook)} <= set(sets)


def test_sets_narrow_a_list(client: Client, world: World) -> None:
    assert ids(client, set="kind:transcript") == [world.symposium.public_id]
    assert ids(client, set=f"publication:{world.yearbook.public_id}") == [world.speech.public_id]
    assert len(ids(client, set="publication")) == len(ids(client, set="kind")) == 3


def test_dates_narrow_a_list_and_count_both_ends(client: Client, world: World) -> None:
    Document.objects.update(changed=datetime(2020, 1, 1, 10, 0, 0, 500_000, tzinfo=UTC))
    Document.objects.filter(pk=world.speech.pk).update(changed=datetime(2021, 1, 1, tzinfo=UTC))
    assert ids(client, from_="2020-01-02") == [world.speech.public_id]
    assert len(ids(client, until="2020-01-01")) == 2
    assert len(ids(client, from_="2020-01-01T10:00:00Z", until="2020-01-01T10:00:00Z")) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "ListEverything"}, "badVerb"),
        ({"verb": "Identify", "set": "kind"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({**LIST, "from": "yesterday"}, "badArgument"),
        ({**LIST, "from": "2020-02-31"}, "badArgument"),
        ({**LIST, "until": "9999-12-31"}, "badArgument"),
        ({**LIST, "from": "2021-01-01", "until": "2020-01-01"}, "badArgument"),
        ({**LIST, "from": "2020-01-01", "until": "2020-01-01T00:00:00Z"}, "badArgument"),
        ({**LIST, "resumptionToken": "x"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": f"{TOKEN}&after=%00&given=1&size=2"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": f"{TOKEN}&after=a&given=3&size=2"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "marc", "identifier": "x"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:testserver:x\x00"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:elsewhere:x"}, "idDoesNotExist"),
        ({**LIST, "from": "2900-01-01"}, "noRecordsMatch"),
        ({**LIST, "set": "kind:poem"}, "noRecordsMatch"),
        ({**LIST, "set": "colour:red"}, "noRecordsMatch"),
        ({**LIST, "set": "kind:\x00"}, "noRecordsMatch"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_an_error_of_the_protocol(
    client: Client, world: World, arguments: dict[str, str], code: str
) -> None:
    assert error(client, **arguments) == code


def test_a_repeated_argument_is_an_error(client: Client, db: None) -> None:
    content = client.get("/oai?verb=Identify&verb=Identify").content.decode()
    assert 'code="badVerb"' in content
    content = client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=tei").content.decode()
    assert 'code="badArgument"' in content
    assert "<request>http://testserver/oai</request>" in content


def test_arguments_may_come_in_the_body_of_a_form(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert len(list(Harvester(strict, http_method="POST").ListRecords(metadataPrefix="oai_dc"))) == 3


def test_what_is_removed_or_withdrawn_is_told_as_deleted(client: Client, world: World) -> None:
    removed, withdrawn = world.symposium.public_id, world.speech.public_id
    world.symposium.delete()
    Document.objects.filter(pk=world.speech.pk).update(published=False)
    headers = {
        each.identifier.rpartition(":")[2]: each for each in Harvester(client).ListIdentifiers(metadataPrefix="oai_dc")
    }
    assert {key for key, each in headers.items() if each.deleted} == {removed, withdrawn}
    for key in (removed, withdrawn):
        root = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:testserver:{key}")
        assert root.find(".//o:header", NS).get("status") == "deleted"
        assert root.find(".//o:metadata", NS) is None
    assert removed in ids(client, set="kind:speech")  # a set may have held it


def test_a_piece_goes_with_the_whole_it_is_part_of(client: Client, db: None) -> None:
    whole, parts = compilation()
    whole.published = False
    whole.save()
    deleted = [each.deleted for each in Harvester(client).ListRecords(metadataPrefix="tei")]
    assert deleted == [True] * (1 + len(parts))


def test_names_that_cannot_be_xml_are_still_listed(client: Client, world: World) -> None:
    contribution(world.speech, "某\x0b人", "author")
    assert len(ids(client)) == 3


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put("/oai").status_code == 405


def test_an_answer_asks_the_database_a_fixed_number_of_times(
    client: Client, world: World, django_assert_max_num_queries
) -> None:
    compilation(30)
    with django_assert_max_num_queries(8):
        client.get("/oai", LIST)


def test_tomorrow_is_empty_and_yesterday_is_not(client: Client, world: World) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d")
    assert error(client, **LIST, from_=tomorrow) == "noRecordsMatch"
    assert len(ids(client, until=tomorrow)) == 3
