"""What an operator sees of a running archive: a log line with an id for each request, counts, and whether it is well.

`/health/live`, `/health/ready` and `/metrics` are answered before anything else looks at the request, so that a probe
need not know the archive's host name and is neither redirected nor logged.
"""

from __future__ import annotations

import hmac
import logging
import os
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from .clients import came_directly, client_address

log = logging.getLogger("archive.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="")

GIVEN_ID = re.compile(r"[0-9A-Za-z._-]{8,64}")
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
REQUESTS = Counter("yanlu_requests_total", "Requests answered.", ["method", "view", "status"])
SECONDS = Histogram(
    "yanlu_request_seconds",
    "Time until a request was answered.",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 1, 2.5, 10, 60),
)


class RequestId(logging.Filter):
    """Gives every log record the id of the request in which it was made."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class ObservingMiddleware:
    """Gives each request an id (that of our proxy, if it sent one), and logs and counts it when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if probe := PROBES.get(request.path_info):
            return probe(request)
        given = request.headers.get("X-Request-ID", "") if settings.PROXIES else ""
        token = request_id.set(given if GIVEN_ID.fullmatch(given) else token_hex(8))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            self.observe(request, response, time.perf_counter() - started)
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)

    @staticmethod
    def observe(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        """Count and log one request. What was looked for (the query string) is the reader's own and not logged."""
        match = request.resolver_match
        view = match.view_name if match and match.view_name else "none"
        REQUESTS.labels(request.method if request.method in METHODS else "other", view, response.status_code).inc()
        SECONDS.labels(view).observe(seconds)
        user = getattr(request, "_cached_user", None)  # only if the view has asked: it costs a query
        log.info(
            "%s %s %s",
            request.method,
            request.path,
            response.status_code,
            extra={
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "view": view,
                "milliseconds": round(seconds * 1_000, 1),
                "client": client_address(request),
                "user": user.pk if user else None,
            },
        )


def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked. For whoever restarts it if it does not."""
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> HttpResponse:
    """200 if readers can be served, else 503, with what is wrong. For whoever sends readers here."""
    checks = {"database": database(), "data": data_folder()}
    well = all(said == "ok" for said in checks.values())
    return JsonResponse({"status": "ready" if well else "not ready", **checks}, status=200 if well else 503)


def database() -> str:
    """`ok`, or what is wrong with the database."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        connection.close()
        return "cannot be reached"
    return f"{len(missing)} migrations to run" if missing else "ok"


def data_folder() -> str:
    """`ok`, or what is wrong with the folder for uploads."""
    return "ok" if os.access(Path(settings.DATA_DIR), os.W_OK) else "cannot be written"


def metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus, of all processes: to this machine, or to whoever has `METRICS_TOKEN`."""
    given, token = (text.encode() for text in (request.headers.get("Authorization", ""), settings.METRICS_TOKEN))
    knows = token and hmac.compare_digest(given, b"Bearer " + token)
    if not (knows or came_directly(request)):
        return HttpResponse("Not from here.\n", status=403, content_type="text/plain")
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/metrics": metrics,
}
