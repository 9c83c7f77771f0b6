"""How gunicorn serves the archive: `gunicorn -c python:archive.serving archive.wsgi`; options given there go first."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.http import message

bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
# A list of a hundred thousand quotations is written for two minutes, in which its worker gives no other sign of life.
# Not threads: a worker with threads closes connections that it has taken and not yet read when it is reloaded.
timeout = 300
graceful_timeout = 30
max_requests, max_requests_jitter = 50_000, 5_000  # a fresh process now and then
# Ten thousand characters are read as a query: nine bytes each in an address. gunicorn's own choice is between 8,190
# bytes and no end at all, so its end is moved.
limit_request_line = 100_000
message.MAX_REQUEST_LINE = limit_request_line + 1
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (gunicorn's own advice)

COUNTS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    """The counts of all processes are put together from files in a folder, made anew at each start.

    It must be known before a worker loads prometheus_client.
    """
    os.environ[COUNTS] = tempfile.mkdtemp(prefix="yanlu-counts-")


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    shutil.rmtree(os.environ[COUNTS], ignore_errors=True)
