"""What is measured of an archive, each beside a limit or a peer of the same run."""

from __future__ import annotations

import io
import random
import re
import resource
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks.asked import measure, of_all_kinds, queries
from documents.extraction.pipeline import extract
from documents.importing.gazetteer import stored_gazetteer
from documents.importing.run import Run
from documents.importing.sources import find_sources
from documents.models import Document, Fingerprint, Quotation, SearchText
from documents.models.insert import insert
from documents.readers import read_source
from documents.search.appearances import appearances, places
from documents.views.tallies import THREAD
from people.models import Speaker

MEGABYTE = 1_000_000
WARM, TIMES = 3, 15
SOME = 50_000  # rows of a kind that are inserted once more


@dataclass(frozen=True)
class Row:
    """A line of the table: `value` of what, beside the `limit` measured in the same run, and how they relate."""

    what: str
    value: str
    limit: str
    ratio: str


def timed(call: Callable[[], object], times: int = 0) -> float:
    """The median of some calls in milliseconds, after a few to warm up."""
    times = min(times or TIMES, TIMES)
    for _ in range(min(WARM, times)):
        call()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1_000)
    return statistics.median(taken)


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def measure_import(folder: Path, jobs: int) -> Iterator[Row]:
    """Files into rows: the whole, its first and last tenth, its parts, its memory."""
    sources = find_sources([folder], None)[0]
    some = sources[: max(len(sources) // 10, 20)]
    size = sum(each.path.stat().st_size for each in some) / MEGABYTE
    gazetteer = stored_gazetteer()
    texts = [read_source(each.path, folder) for each in some]
    engine = seconds(lambda: [extract(text, gazetteer) for text in texts])
    scan = seconds(lambda: [pattern.findall(text.text) for pattern in PATTERNS for text in texts])
    yield Row(
        "engine alone, one process", f"{size / engine:.2f} MB/s", f"ten compiled expressions {size / scan:.1f} MB/s", ""
    )
    into = f"into {Document.objects.count():,} documents"
    before = sum(model._base_manager.count() for model in imported())
    marks = [time.perf_counter()]
    run = Run(sources, jobs=jobs)
    for _ in run.results():
        marks.append(time.perf_counter())
    whole, tenth = marks[-1] - marks[0], max(len(sources) // 10, 1)
    first, last = marks[tenth] - marks[0], marks[-1] - marks[-1 - tenth]
    rows = sum(model._base_manager.count() for model in imported()) - before
    bare = bare_insert(imported())
    engines = len(some) / engine * jobs  # files a second that as many engines read
    limit = min(engines, bare / (rows / len(sources)))
    yield Row(
        f"import of {len(sources):,} files {into}, --jobs {jobs}",
        f"{len(sources) / whole:.1f} files/s, {rows / whole:,.0f} rows/s",
        f"slower of engine ({engines:.1f} files/s) and bare insert ({bare:,.0f} rows/s)",
        f"{len(sources) / whole / limit:.0%} of it",
    )
    yield Row(
        f"the last tenth of the import {into}",
        f"{tenth / last:.1f} files/s",
        f"first tenth {tenth / first:.1f} files/s",
        f"{first / last:.2f} ×",
    )
    peak = [resource.getrusage(who).ru_maxrss / 1_000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    yield Row("memory of the writer, of the largest reader", f"{peak[0]:.0f} MB, {peak[1]:.0f} MB", "1,000 MB", "")


PATTERNS = [re.compile(each) for each in (
    r"“[^”]{2,200}”", r"[一-鿿]{2,4}：", r"\d{4}年\d{1,2}月\d{1,2}日", r"《[^》]+》", r"[，。；！？]", r"（[^）]*）",
    r"[一-鿿]{2,3}同志", r"指出|强调|认为", r"第[一二三四五六七八九十]+[章节条]", r"^\s+|\s+$",
)]  # fmt: skip


def imported() -> list[Any]:
    """The models whose rows an import makes most of."""
    names = ("paragraph", "remark", "quotation", "searchtext", "fingerprint", "mention", "contribution")
    return [apps.get_model("documents", name) for name in names]


def bare_insert(models: Iterable[Any]) -> float:
    """Rows a second that the bare database inserts of these tables, indexes and all: some of each, once more."""
    taken, count = 0.0, 0
    for model in models:
        names = [field.attname for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
        some = model._base_manager.order_by("-pk")
        rows = list(some.values_list(*names)[:SOME])
        with transaction.atomic():
            last = some.values_list("pk", flat=True)[len(rows) - 1] if rows else 0
            model._base_manager.filter(pk__gte=last)._raw_delete(connection.alias)
            taken += seconds(lambda model=model, names=names, rows=rows: insert(model, names, rows))
            transaction.set_rollback(True)
        count += len(rows)
    return count / taken


def measure_pages() -> Iterator[Row]:
    """Readers' and archivists' pages beside an empty view, once what is kept for them has been counted."""
    client, chief = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    chief.force_login(User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)[0])
    with override_settings(ROOT_URLCONF="benchmarks.empty"):
        empty = timed(lambda: client.get("/"))

    def page(what: str, address: str, by: Client = client, peer: tuple[str, float] | None = None) -> tuple[Row, float]:
        assert by.get(address).status_code == 200, address
        for thread in [each for each in threading.enumerate() if each.name == THREAD]:
            thread.join()  # what is counted beside the page
        taken = timed(lambda: by.get(address))
        name, other = peer or ("empty view", empty)
        return Row(what, f"{taken:.1f} ms", f"{name} {other:.1f} ms", f"{taken / other:.1f} ×"), taken

    documents = Document.objects.order_by("pk")
    deep = documents[documents.count() * 9 // 10].public_id
    row, first = page("list of documents, first page", "/documents/")
    yield row
    yield page("list of documents, deep", f"/documents/?after={deep}", peer=("first page", first))[0]
    yield page("home", "/")[0]
    for name in ("meetings", "speakers", "quotations"):
        yield page(f"list of {name}", f"/{name}/")[0]
    often = Speaker.objects.order_by("pk")[0].public_id
    yield page("the speaker with most remarks", f"/s/{often}")[0]
    yield page("a document", f"/d/{documents[0].public_id}")[0]
    yield page("a quotation with its appearances", f"/q/{Quotation.objects.order_by('pk')[0].public_id}")[0]
    yield search_page(client, empty)
    for name in ("document", "quotation", "speaker"):
        app = "people" if name == "speaker" else "documents"
        yield page(f"admin, list of {name}s", reverse(f"admin:{app}_{name}_changelist"), chief)[0]


def search_page(client: Client, empty: float) -> Row:
    """The whole page of hits, as readers come to it, for words of all kinds."""
    words = of_all_kinds(queries(random.Random(7)))[::2]  # noqa: S311
    taken, late = measure(lambda word: client.get("/search/", {"q": word}), words)
    return Row(
        f"search, whole page, {len(words)} words of all kinds",
        f"{taken:.1f} ms, p95 {late:.1f}",
        f"empty view {empty:.1f} ms",
        f"{taken / empty:.1f} ×",
    )


def measure_reuse() -> Iterator[Row]:
    """The same words elsewhere, beside the look-up of one fingerprint."""
    some = list(Quotation.objects.order_by("pk")[:: max(Quotation.objects.count() // 50, 1)][:50])
    hashes = list(Fingerprint.objects.order_by("pk").values_list("hash", flat=True)[:50])
    exact = statistics.median(timed(lambda h=h: list(Fingerprint.objects.filter(hash=h)[:50]), 3) for h in hashes)
    for what, call in (("found", places), ("ready to be shown", appearances)):
        ours = statistics.median(timed(lambda q=q, call=call: call(q), 3) for q in some)
        yield Row(
            f"same words elsewhere, one quotation, {what}",
            f"{ours:.1f} ms",
            f"one fingerprint {exact:.2f} ms",
            f"{ours / exact:.0f} ×",
        )


def measure_export() -> Iterator[Row]:
    """The archive out, beside reading its rows."""
    out = io.StringIO()
    taken = seconds(lambda: call_command("export_archive", "--all", stdout=out))
    bare = seconds(lambda: [list(model._base_manager.values_list()) for model in imported()[:3]])
    count = Document.objects.count()
    peer = f"its paragraphs, remarks, quotations read bare {count / bare:,.0f}/s"
    yield Row("export of everything", f"{count / taken:,.0f} documents/s", peer, f"{bare / taken:.0%} of it")


def measure_scan(folder: Path) -> Iterator[Row]:
    """A scan of all texts by ripgrep, where it is installed, beside a search in the index."""
    from documents.search.base import search
    from documents.search.query import parse

    texts = SearchText.objects.filter(kind=SearchText.Kind.PARAGRAPH).order_by("pk").values_list("folded", flat=True)
    words = [text[3:5] for text in texts[:200] if len(text) > 5]
    words = random.Random(7).sample(words, min(12, len(words)))  # noqa: S311
    ours = statistics.median(timed(lambda w=w: search(parse(w), "date"), 3) for w in words)
    if ripgrep := shutil.which("rg"):
        file = folder / "texts.txt"
        file.write_text("\n".join(SearchText.objects.values_list("folded", flat=True).iterator()), encoding="utf-8")
        scan = [ripgrep, "-c"]
        peer = statistics.median(
            timed(lambda w=w: subprocess.run([*scan, w, file], capture_output=True), 3)  # noqa: S603 (our own words)
            for w in words
        )
        yield Row(
            "search for two characters, newest first",
            f"{ours:.2f} ms",
            f"ripgrep over the same texts {peer:.1f} ms",
            f"{ours / peer:.2f} ×",
        )
    else:
        yield Row("search for two characters, newest first", f"{ours:.2f} ms", "ripgrep is not installed", "")
