"""Many at once: `python -m benchmarks.load FILE` lets 20 users at a large archive for five minutes.

gunicorn serves the configured database with two workers. Sixteen readers open documents, quotations, searches and
pages deep in lists; four archivists review quotations. Each reads what came for two seconds on average before the next
request. Errors, latencies by what was asked and the memory of the workers go to FILE, for docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from benchmarks.performance import keep, set_up
from tests.postgres import free_port

if TYPE_CHECKING:
    from benchmarks.measures import Row

ROOT = Path(__file__).resolve().parents[1]
USERS, ARCHIVISTS, WORKERS = 20, 4, 2
FIELD = re.compile(r'name="(csrfmiddlewaretoken|state)" value="([^"]*)"')
GOAL = 400  # milliseconds, of 95 in 100 requests
GONE = 410  # what an archivist has rejected meanwhile


class Samples:
    """Addresses to ask for, drawn from all over the archive."""

    def __init__(self, seed: int) -> None:
        from documents.models import Document, Quotation, SearchText

        chance = random.Random(seed)  # noqa: S311
        self.documents = some(Document, chance)
        self.quotations = some(Quotation, chance)
        keys = some(SearchText, chance, "pk")
        texts = list(SearchText.objects.filter(pk__in=keys).values_list("folded", flat=True))
        self.words = [text[at : at + length] for text in texts for at, length in ((0, 2), (2, 4), (1, 1))]


def some(model: Any, chance: random.Random, field: str = "public_id") -> list[str]:
    """Values of some rows from the whole width of a table."""
    rows = model.objects.order_by("pk").values_list("pk", flat=True)
    first, last = rows.first(), rows.last()
    keys = [chance.randint(first, last) for _ in range(400)]
    if field == "pk":  # their keys are not in a row: the next after each
        return [model.objects.filter(pk__gte=key).order_by("pk").values_list("pk", flat=True)[0] for key in keys]
    return list(model.objects.filter(pk__in=keys).values_list(field, flat=True))


class User(threading.Thread):
    """Somebody with a browser; asks, reads, asks again until the time is over."""

    def __init__(self, base: str, samples: Samples, number: int, until: float, pause: float, session: str) -> None:
        super().__init__(daemon=True)
        self.base, self.samples, self.until, self.pause = base, samples, until, pause
        self.chance = random.Random(number)  # noqa: S311
        self.cookies = {"sessionid": session} if session else {}
        self.opener = build_opener(NoRedirect)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []

    def run(self) -> None:
        time.sleep(self.chance.random() * self.pause)
        while time.monotonic() < self.until:
            self.review() if self.cookies else self.read()
            time.sleep(self.chance.expovariate(1 / self.pause))

    def read(self) -> None:
        """One page of what readers look at."""
        pick, samples = self.chance.choice, self.samples
        what = self.chance.choices(["document", "quotation", "search", "deep list"], [4, 2, 3, 1])[0]
        addresses = {
            "document": f"/d/{pick(samples.documents)}",
            "quotation": f"/q/{pick(samples.quotations)}",
            "search": f"/search/?q={quote(pick(samples.words))}",
            "deep list": f"/documents/?after={pick(samples.documents)}",
        }
        self.ask(what, addresses[what])

    def review(self) -> None:
        """A quotation, and the decision on it."""
        at = f"/admin/review/?at={self.chance.choice(self.samples.quotations)}"
        fields = dict(FIELD.findall(self.ask("review", at)))
        if "state" in fields:
            time.sleep(self.chance.expovariate(1 / self.pause))
            self.ask("decision", at, {**fields, "do": self.chance.choice(["confirm", "reject", "reopen"])})

    def ask(self, what: str, address: str, form: dict[str, str] | None = None) -> str:
        """Make a request; its answer, or nothing where it failed, which is noted."""
        data = urlencode(form).encode() if form else None
        request = Request(self.base + address, data, {"X-Part": "item"} if form else {})  # noqa: S310 (our own server)
        request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        started = time.perf_counter()
        try:
            with self.opener.open(request, timeout=60) as answer:
                body: str = answer.read().decode()
                if fresh := re.match("csrftoken=([^;]+)", answer.headers.get("Set-Cookie", "")):
                    self.cookies |= {"csrftoken": fresh[1]} if self.cookies else {}
        except (URLError, OSError) as error:
            if not (isinstance(error, HTTPError) and error.code == GONE):
                self.errors.append(f"{what}: {error}")
            return ""
        self.took[what].append((time.perf_counter() - started) * 1_000)
        return body


class NoRedirect(HTTPRedirectHandler):
    """A redirect is an error here: nobody was sent anywhere."""

    def redirect_request(self, *_: object) -> None:
        return None


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The archive behind gunicorn: its address and the master's process id."""
    port = free_port()
    environment = {**os.environ, "RATE_LIMITS": "search=0;suggest=0;export=0;login=0;api=0;oai=0"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)  # noqa: S603 (our own command)
    command = [Path(sys.executable).with_name("gunicorn"), "-c", "python:archive.serving", "archive.wsgi"]
    command += ["--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 (our own command)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/ready")
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Until the server answers, half a minute at most."""
    for _ in range(60):
        with suppress(OSError):
            build_opener().open(address, timeout=5)
            return
        time.sleep(0.5)
    raise SystemExit("the server does not answer")


def memory(master: int) -> float:
    """Megabytes in the memory of all workers together."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    pages = [int(Path(f"/proc/{child}/statm").read_text().split()[1]) for child in children]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def sessions(count: int) -> list[str]:
    """Keys of sessions in which archivists are logged in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User as Account
    from django.contrib.sessions.backends.db import SessionStore

    keys = []
    for number in range(count):
        account, _ = Account.objects.get_or_create(username=f"load{number}", is_staff=True, is_superuser=True)
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        keys.append(str(session.session_key))
    return keys


def loaded(seconds: float, pause: float) -> Iterator[Row]:
    """Let them at it, and say how it went."""
    samples = Samples(7)
    keys = sessions(ARCHIVISTS) + [""] * (USERS - ARCHIVISTS)
    kept = []
    with served() as (base, master):
        until = time.monotonic() + seconds
        users = [User(base, samples, number, until, pause, key) for number, key in enumerate(keys)]
        for user in users:
            user.start()
        while time.monotonic() < until:
            time.sleep(seconds / 5)
            kept.append(memory(master))
        for user in users:
            user.join(60)
    yield from summed(users, seconds, kept)


def summed(users: list[User], seconds: float, kept: list[float]) -> Iterator[Row]:
    """What the users met: errors, latencies of all and by what was asked, memory from fifth to fifth of the time."""
    from benchmarks.measures import Row

    errors = [error for user in users for error in user.errors]
    print(*errors[:10], sep="\n")
    took: dict[str, list[float]] = defaultdict(list)
    for user in users:
        for what, times in user.took.items():
            took["all"] += times
            took[what] += times
    name, count = f"{USERS} users for {seconds:.0f} s", len(took["all"])
    yield Row(name, f"{count} requests", f"{count / seconds:.1f} a second", f"{len(errors)} errors")
    for what, times in took.items():
        p95 = statistics.quantiles(times, n=20)[-1]
        median = statistics.median(times)
        yield Row(f"{name}: {what}", f"{median:.0f} ms, p95 {p95:.0f}", f"p95 {GOAL} ms", f"{p95 / GOAL:.2f} ×")
    memories = ", ".join(f"{each:.0f}" for each in kept)
    yield Row(f"memory of two workers, {name}", f"{memories} MB", "the first fifth", f"{kept[-1] / kept[0]:.2f} ×")


def main() -> None:
    """Measure and keep the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--pause", type=float, default=2, help="seconds that somebody reads, on average")
    options = parser.parse_args()
    set_up(1)
    keep(options.file, loaded(options.seconds, options.pause))


if __name__ == "__main__":
    main()
