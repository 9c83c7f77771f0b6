"""How fast the archive is: `python -m benchmarks.performance measure FILE` on one database, `… write FILE…` for all.

`make bench` runs it on both and writes docs/performance.md. An archive is made in an empty database: source files are
imported, then rows are added to the size asked for (`--paragraphs`; `make bench PARAGRAPHS=1000000` for a large one).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "docs" / "performance.md"
CHARACTERS = ("1 frequent", "2 frequent", "2 rare", "4 frequent", "8 rare")


def measure(file: Path, paragraphs: int, files: int, jobs: int, times: int) -> None:
    """Measure on the configured database, which must be empty, and keep the numbers."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import measures
    from benchmarks.generate import Writer
    from benchmarks.rows import fill
    from benchmarks.sources import write_sources
    from documents.models import Document, Paragraph, Quotation, SearchText

    measures.TIMES = times
    settings.RATE_LIMITS = {}
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    assert not Document.objects.exists(), "measure an empty database: it is filled with made-up rows"
    rows, peers = [], {}
    with tempfile.TemporaryDirectory() as folder:
        size = write_sources(Path(folder) / "sources", files)
        print(f"{files} files, {size / 1e6:.1f} MB", flush=True)
        rows += told(measures.measure_import(Path(folder) / "sources", jobs))
        fill(Writer(2), paragraphs)
        rows += told(measures.measure_scan(Path(folder)))
        rows += told(search_rows())
        rows += told(measures.measure_pages(peers))
        rows += told(measures.measure_reuse())
        rows += told(measures.measure_export())
    counts = {m._meta.verbose_name_plural: m.objects.count() for m in (Document, Paragraph, Quotation, SearchText)}
    said = {
        "database": connection.vendor,
        "files": files,
        "counts": {str(k): v for k, v in counts.items()},
        "rows": rows,
    }
    file.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def told(found) -> list[dict[str, str]]:
    """The rows, printed as they come."""
    kept = []
    for row in found:
        print(" | ".join(asdict(row).values()), flush=True)
        kept.append(asdict(row))
    return kept


def search_rows():
    """Search beside Tantivy, where it is installed."""
    from benchmarks.measures import Row

    try:
        from benchmarks import search
    except ImportError:
        yield Row("search beside Tantivy", "not measured", "tantivy is not installed", "")
        return
    with tempfile.TemporaryDirectory() as folder:
        index = search.tantivy_index(folder)
        for name, words in search.queries(random.Random(7)).items():  # noqa: S311
            if name in CHARACTERS:
                words = words[:60]
                peer, _ = search.measure(lambda word: search.in_tantivy(index, word), words)
                for order in ("date", "rank"):
                    ours, late = search.measure(lambda word, order=order: search.in_ours(word, order), words)
                    yield Row(
                        f"search, {name}, by {order}",
                        f"{ours:.2f} ms, p95 {late:.1f}",
                        f"Tantivy {peer:.2f} ms",
                        f"{ours / peer:.1f} ×",
                    )


def write(files: list[Path], out: Path) -> None:
    """Put the numbers of all databases into one page."""
    said = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    machine = f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[2]:.1f}"
    lines = [
        "# Performance",
        "",
        f"Written by `make bench` on {date.today().isoformat()}, {machine}; nothing here is entered by hand. Times",
        "are medians. Every row has a limit or a peer of the same run: what holds elsewhere is the last column.",
        "",
    ]
    for each in said:
        counts = ", ".join(f"{count:,} {name}" for name, count in each["counts"].items())
        lines += [
            f"## {NAMES[each['database']]}",
            "",
            f"{each['files']:,} files imported, then rows made: {counts}.",
            "",
        ]
        lines += ["| what | measured | limit or peer | |", "| --- | --- | --- | --- |"]
        lines += [f"| {' | '.join(row.values())} |" for row in each["rows"]] + [""]
    out.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main() -> None:
    """Measure, or write down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=("measure", "write"))
    parser.add_argument("file", type=Path, nargs="+")
    parser.add_argument("--paragraphs", type=int, default=20_000, help="rows made beside those imported")
    parser.add_argument("--files", type=int, default=300, help="source files imported")
    parser.add_argument("--out", type=Path, default=RESULT, help="the page to write")
    parser.add_argument("--times", type=int, default=15, help="calls of which the median is taken")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.do == "write":
        write(options.file, options.out)
    else:
        measure(options.file[0], options.paragraphs, options.files, options.jobs, options.times)


if __name__ == "__main__":
    main()
