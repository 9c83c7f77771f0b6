"""A whole harvest through resumption tokens: once each, none missing, while records change, come and go."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from archive import throttling
from archive.lib.public_ids import public_id
from documents.models import Address, Document, Publication

from .harvesting import Harvester, error

pytestmark = pytest.mark.django_db
RECORDS = 10_000


def documents(count: int, start: int = 0) -> list[Document]:
    now = timezone.now()
    return Document.objects.bulk_create(
        Document(
            public_id=public_id("document", f"{n}.txt"), title=f"第{n}号", kind="article", created=now, changed=now
        )
        for n in range(start, start + count)
    )


def harvest(client: Client, verb: str, between: object = None, **arguments: str) -> list[tuple[str, bool]]:
    """Public id and whether deleted, of every record in the order given."""
    harvester = Harvester(client, between)
    found = getattr(harvester, verb)(**{"metadataPrefix": "oai_dc", **arguments})
    return [((getattr(each, "header", None) or each).identifier.rpartition(":")[2], each.deleted) for each in found]


class Busy:
    """An archive in which things happen while it is harvested, all of them to records there at the beginning."""

    def __init__(self, rows: list[Document]) -> None:
        self.rows = rows
        self.removed: set[str] = set()
        self.withdrawn: set[str] = set()

    def __call__(self, request: int) -> None:
        """Between two requests: records change, are removed, withdrawn, and added."""
        rows = self.rows[request::97]
        Document.objects.filter(pk__in=[row.pk for row in rows]).update(title="改过", changed=timezone.now())
        Document.objects.filter(pk=rows[0].pk).delete()
        self.removed.add(rows[0].public_id)
        Document.objects.filter(pk=rows[1].pk).update(published=False, changed=timezone.now())
        self.withdrawn.add(rows[1].public_id)
        documents(3, start=RECORDS * request * 2)


def test_ten_thousand_records_come_once_each_while_the_archive_is_worked_on(client: Client) -> None:
    rows = documents(RECORDS)
    busy = Busy(rows)
    found = harvest(client, "ListRecords", busy)
    counts = Counter(key for key, _ in found)
    assert max(counts.values()) == 1
    assert {row.public_id for row in rows} <= counts.keys()
    deleted = {key for key, gone in found if gone}
    assert deleted <= busy.removed | busy.withdrawn
    assert deleted


def test_what_changed_behind_a_harvest_comes_with_the_next(client: Client) -> None:
    rows = documents(3_000)
    began = timezone.now()
    busy = Busy(rows)
    first = dict(harvest(client, "ListIdentifiers", busy))
    second = dict(harvest(client, "ListIdentifiers", **{"from": began.strftime("%Y-%m-%dT%H:%M:%SZ")}))
    final = first | second
    living = set(Document.objects.filter(published=True).values_list("public_id", flat=True))
    assert {key for key, gone in final.items() if not gone} == living


def test_a_list_says_how_long_it_is_and_ends_with_an_empty_token(client: Client) -> None:
    documents(450)
    harvester = Harvester(client)
    records = harvester.ListRecords(metadataPrefix="oai_dc")
    tokens = [records.resumption_token]
    for _ in records:
        if records.resumption_token is not tokens[-1]:
            tokens.append(records.resumption_token)
    assert [(each.cursor, each.complete_list_size) for each in tokens] == [("0", "450"), ("200", "450"), ("400", "450")]
    assert [bool(each.token) for each in tokens] == [True, True, False]


def test_a_short_list_has_no_token(client: Client) -> None:
    documents(3)
    records = Harvester(client).ListRecords(metadataPrefix="oai_dc")
    assert records.resumption_token is None


def test_a_token_is_only_for_its_own_kind_of_list(client: Client) -> None:
    documents(250)
    records = Harvester(client).ListRecords(metadataPrefix="oai_dc")
    token = records.resumption_token.token
    assert error(client, verb="ListSets", resumptionToken=token) == "badResumptionToken"
    assert error(client, verb="ListRecords", resumptionToken=token) is None
    assert error(client, verb="ListRecords", resumptionToken=token, set="kind") == "badArgument"


def test_many_sets_come_in_several_answers(client: Client) -> None:
    papers = Publication.objects.bulk_create(
        Publication(public_id=public_id("publication", n), title=f"第{n}种报") for n in range(1_200)
    )
    for row, paper in zip(documents(len(papers)), papers, strict=True):
        Document.objects.filter(pk=row.pk).update(publication=paper)
    specs = [each.setSpec for each in Harvester(client).ListSets()]
    assert len(specs) == len(set(specs)) == 1_200 + 7


def test_tombstones_are_harvested_alone_too(client: Client) -> None:
    Address.objects.create(public_id="gone000001", kind="document")
    Address.objects.create(public_id="gone000002", kind="remark")
    assert harvest(client, "ListRecords") == [("gone000001", True)]


def test_a_harvester_that_asks_too_often_is_told_to_wait_and_then_gets_the_rest(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sickle waits as long as it is told; here its sleep moves the clock that requests are counted by."""
    cache.clear()
    settings.RATE_LIMITS = {"oai": 2}
    clock, slept = [6_010], []

    def sleep(seconds: int) -> None:
        slept.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr(throttling.time, "time", lambda: clock[0])
    monkeypatch.setattr("sickle.app.time.sleep", sleep)
    rows = documents(900)
    harvester = Harvester(client, max_retries=1)
    records = [each.header.identifier for each in harvester.ListRecords(metadataPrefix="oai_dc")]
    assert len(records) == len(set(records)) == len(rows)
    assert slept == [50, 60]
    assert client.get("/oai", {"verb": "Identify"}).status_code == 200
    refused = client.get("/oai", {"verb": "Identify"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
    assert "wait" in refused.content.decode()
    assert client.get("/oai", {"verb": "Identify"}, REMOTE_ADDR="198.51.100.7").status_code == 200
    cache.clear()
