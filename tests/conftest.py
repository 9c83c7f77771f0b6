"""What all tests share: quick settings, a real browser, the folder `shared` beside the repository.

Tests that this machine cannot run are deselected, never passed over in silence: the end of the run says how many.
On PostgreSQL only tests that use the database run; everything runs on SQLite.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests.documents.faults import full_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHARED = Path(__file__).resolve().parents[2] / "shared"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
REDIS = shutil.which("redis-server")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MISSING = {
    "browser": "The browser was not tested: {} tests need Chromium, which is not installed (see README.md).",
    "broker": "The broker was not tested: {} tests need redis-server, which is not installed (see README.md).",
    "nginx": "The configuration of nginx was not checked: {} test needs nginx (apt-get install nginx-light).",
    "small_disk": "The full disk of a server was not tested: {} test needs a small file system, which root may mount.",
    "shared": f"The reference files were not tested: {{}} tests need the folder {SHARED}, which is not there.",
}
left_out = pytest.StashKey[Counter[str]]()


# The same examples in every run; HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure(config: pytest.Config) -> None:
    """Cheap password hashes, no throttling, and static files by their plain names: tests need no collectstatic."""
    config.stash[left_out] = Counter()
    settings.AXES_ENABLED = False  # tests log in and search as often as they like
    settings.RATE_LIMITS = {}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}, browser: {CHROMIUM or 'none'}"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: an archive made for a test holds the time, and workers must agree on names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine or this database is not for."""
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    kept, dropped = [], []
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "browser" in fixtures:
            item.add_marker("browser")
        needs_browser = item.get_closest_marker("browser") is not None
        if on_postgres and (needs_browser or not uses_database(item)):
            dropped.append(item)
        elif needs_browser and not CHROMIUM:
            config.stash[left_out]["browser"] += 1
            dropped.append(item)
        elif "broker" in fixtures and not REDIS:
            config.stash[left_out]["broker"] += 1
            dropped.append(item)
        elif "nginx" in fixtures and not NGINX:
            config.stash[left_out]["nginx"] += 1
            dropped.append(item)
        elif "small_disk" in fixtures and not may_mount():
            config.stash[left_out]["small_disk"] += 1
            dropped.append(item)
        elif "shared" in fixtures and not SHARED.is_dir():
            config.stash[left_out]["shared"] += 1
            dropped.append(item)
        else:
            kept.append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def may_mount() -> bool:
    """Whether file systems may be mounted here: by root, and in a container by one that was given the right to."""
    with suppress(OSError), TemporaryDirectory() as folder, full_server.small_disk(Path(folder) / "small", 1):
        return True
    return False


def uses_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes the configured database."""
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())}:
        return True
    test_class = getattr(item, "cls", None)
    return test_class is not None and issubclass(test_class, TransactionTestCase)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands what it left out to the process that prints the summary."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["left_out"] = dict(session.config.stash[left_out])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """All workers collect the same tests, so the counts of one are the counts of all."""
    node.config.stash[left_out] |= Counter(getattr(node, "workeroutput", {}).get("left_out", {}))  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for what, count in config.stash[left_out].items():
        terminalreporter.write_line(MISSING[what].format(count), yellow=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference files beside the repository; tests that ask for it are deselected where it is absent."""
    return SHARED


@pytest.fixture(scope="session")
def small_disk() -> None:
    """Tests that ask for it mount small file systems (`full_server.small_disk`); deselected where that is forbidden."""


@pytest.fixture(scope="session")
def nginx() -> str:
    """The program nginx; tests that ask for it are deselected where it is absent."""
    return str(NGINX)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for the whole run. Tests that ask for it are deselected where Chromium is absent."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code touching the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in Chinese, 1280 wide. The test fails if a page logs an error or a script throws."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, f"the browser's console shows errors: {errors}"
