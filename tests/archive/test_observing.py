"""What an operator sees: probes, counts, and a log line with an id for each request."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client

from archive import observing

pytestmark = pytest.mark.django_db


def test_a_probe_is_answered_whatever_the_host_and_without_tls(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["archive.example"]
    for address in ("/health/live", "/health/ready"):
        response = client.get(address, HTTP_HOST="10.1.2.3:8000")
        assert response.status_code == 200, response.content
    assert client.get("/health/ready").json() == {"status": "ready", "database": "ok", "data": "ok"}


def test_without_its_database_the_archive_lives_but_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(observing, "MigrationExecutor", gone)
    monkeypatch.setattr(connection, "close", lambda: None)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["database"]) == (503, "cannot be reached")
    assert client.get("/health/live").status_code == 200


def test_tables_of_an_older_release_are_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'documents'")
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["database"].endswith("migrations to run")


def test_counts_are_shown_to_this_machine_and_to_whoever_has_the_token(client: Client, settings: Any) -> None:
    client.get("/documents/")
    text = client.get("/metrics").content.decode()
    assert 'yanlu_requests_total{method="GET",status="200",view="documents:documents"}' in text
    assert 'yanlu_request_seconds_bucket{le="0.1",view="documents:documents"}' in text
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 403
    assert client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 403
    elsewhere = {"REMOTE_ADDR": "192.0.2.1", "headers": {"authorization": "Bearer of-a-test"}}
    assert client.get("/metrics", **elsewhere).status_code == 403
    settings.METRICS_TOKEN = "of-a-test"
    assert client.get("/metrics", **elsewhere).status_code == 200
    no_ascii = {"REMOTE_ADDR": "192.0.2.1", "headers": {"authorization": "Bearer é"}}
    assert client.get("/metrics", **no_ascii).status_code == 403


def labelled(label: str) -> set[str]:
    return {sample.labels[label] for metric in observing.REQUESTS.collect() for sample in metric.samples}


def test_counts_stay_few_whatever_is_asked_for(client: Client) -> None:
    views = labelled("view")  # those of the tests before
    for number in range(20):
        client.get(f"/nowhere/{number}")
        client.generic(f"ODD{number}", "/documents/")
    assert labelled("view") - views <= {"none", "documents"}
    assert labelled("method") <= {"GET", "HEAD", "POST", "OPTIONS", "other"}


def test_every_request_is_a_line_with_the_id_that_its_answer_carries(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "archive.requests")
    caplog.handler.addFilter(observing.RequestId())
    client.force_login(User.objects.create_superuser("chief", password="x"))
    response = client.get("/admin/?q=秘密")
    (record,) = caplog.records
    assert record.request_id == response.headers["X-Request-ID"]
    assert (record.status, record.view, record.user) == (200, "admin:index", User.objects.get().pk)
    assert "秘密" not in record.getMessage()
    assert client.get("/").headers["X-Request-ID"] != response.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("proxies", "sent", "kept"), [(1, "5f2c0a9b77aa", True), (0, "5f2c0a9b77aa", False), (1, "a b\n{}", False)]
)
def test_the_id_of_our_proxy_is_kept_and_nobody_else_s(
    client: Client, settings: Any, proxies: int, sent: str, kept: bool
) -> None:
    settings.PROXIES = proxies
    answered = client.get("/documents/", headers={"x-request-id": sent}).headers["X-Request-ID"]
    assert (answered == sent) is kept


def test_json_lines_hold_what_was_logged_and_the_trace_of_a_failure(settings: Any) -> None:
    config = dict(settings.LOGGING["formatters"]["json"])
    from pythonjsonlogger.json import JsonFormatter

    config.pop("()")
    formatter = JsonFormatter(config.pop("fmt"), **config)
    record = logging.LogRecord("archive.requests", logging.ERROR, "", 1, "渠 %s", ("“水”\n",), None)
    record.milliseconds = 3.5
    observing.RequestId().filter(record)
    line = formatter.format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert (said["message"], said["level"], said["logger"], said["milliseconds"], said["request_id"]) == (
        "渠 “水”\n", "ERROR", "archive.requests", 3.5, "",
    )  # fmt: skip
    assert "渠" in line
