"""How fast the archive is, on the database of the settings: `python -m benchmarks.performance STEP FILE`.

The steps are `import` (made-up source files, of each `--seed` others), `fill` (rows beside them to the
size asked for), `measure` (search, pages, export on what is there) and `write` (the numbers of several files into
docs/performance.md). `make bench` takes all on both databases; `make bench PARAGRAPHS=1000000 FILES=60000` at size.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from benchmarks.measures import Row

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "docs" / "performance.md"
CHARACTERS = ("1 frequent", "2 frequent", "2 rare", "4 frequent", "8 rare")


def set_up(times: int) -> None:
    """Django on the configured database, without what would only disturb measuring."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks import measures

    measures.TIMES = times
    settings.RATE_LIMITS = {}
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)


def import_files(files: int, seed: int, jobs: int) -> Iterator[Row]:
    """Made-up source files into the archive as it is."""
    from benchmarks.measures import measure_import
    from benchmarks.sources import write_sources

    with tempfile.TemporaryDirectory() as folder:
        size = write_sources(Path(folder) / "sources", files, seed)
        print(f"{files} files, {size / 1e6:.1f} MB", flush=True)
        yield from measure_import(Path(folder) / "sources", jobs)


def fill_rows(paragraphs: int) -> Iterator[Row]:
    """Rows to the size asked for; nothing is measured."""
    from benchmarks.generate import Writer
    from benchmarks.rows import fill

    fill(Writer(2), paragraphs)
    yield from ()


def measure_archive() -> Iterator[Row]:
    """Search, pages, reuse and export of the archive as it is."""
    from benchmarks import measures

    with tempfile.TemporaryDirectory() as folder:
        yield from measures.measure_scan(Path(folder))
        yield from search_rows()
        yield from measures.measure_pages()
        yield from measures.measure_reuse()
        yield from measures.measure_export()


def keep(file: Path, found: Iterable[Row]) -> None:
    """Add what is found to the numbers in `file`, row by row as it comes, and print it."""
    from django.db import connection
    from django.utils import translation

    from documents.models import Document, Paragraph, Quotation, SearchText, SourceFile

    said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"rows": []}

    def write_down() -> None:
        file.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")

    for row in found:
        print(" | ".join(asdict(row).values()), flush=True)
        said["rows"] = [each for each in said["rows"] if each["what"] != row.what] + [asdict(row)]
        write_down()
    with translation.override("en"):
        kinds = {m: str(m._meta.verbose_name_plural) for m in (Document, Paragraph, Quotation, SearchText)}
    said["database"], said["files"] = connection.vendor, SourceFile.objects.count()
    said["counts"] = {name: model._base_manager.count() for model, name in kinds.items()}
    write_down()


def search_rows() -> Iterator[Row]:
    """Search beside Tantivy, where it is installed."""
    from benchmarks import asked
    from benchmarks.measures import Row

    try:
        from benchmarks import search
    except ImportError:
        yield Row("search beside Tantivy", "not measured", "tantivy is not installed", "")
        return
    with tempfile.TemporaryDirectory() as folder:
        index = search.tantivy_index(folder)
        words_asked = asked.queries(random.Random(7))  # noqa: S311
        classes = {f"{asked.QUERIES} of all kinds": asked.of_all_kinds(words_asked)}
        classes |= {name: words_asked[name][:60] for name in CHARACTERS}
        for name, words in classes.items():
            peer, _ = asked.measure(lambda word: search.in_tantivy(index, word), words)
            for order in ("date", "rank"):
                ours, late = asked.measure(lambda word, order=order: search.in_ours(word, order), words)
                yield Row(
                    f"search, {name}, by {order}",
                    f"{ours:.2f} ms, p95 {late:.1f}",
                    f"Tantivy {peer:.2f} ms",
                    f"{ours / peer:.1f} ×",
                )


def write(files: list[Path], out: Path) -> None:
    """Put the numbers of all databases into one page."""
    said = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    lines = [HEAD.format(day=date.today(), python=platform.python_version(), processors=os.cpu_count())]
    for each in said:
        counts = ", ".join(f"{count:,} {name}" for name, count in each["counts"].items())
        lines += [
            f"## {NAMES[each['database']]}",
            "",
            f"{each['files']:,} files were imported, rows made beside them: {counts}.",
            "",
        ]
        lines += ["| what | measured | limit or peer | | goal |", "| --- | --- | --- | --- | --- |"]
        lines += [f"| {' | '.join(row.values())} | {goal(row['what'], each['database'])} |" for row in each["rows"]] + [
            ""
        ]
    out.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def goal(what: str, database: str) -> str:
    """What is wanted of a row, where something is."""
    return next((said for begins, said in GOALS[database] if what.startswith(begins)), "")


HEAD = """# Performance

Written by the steps of `make bench` on {day}, Python {python}, {processors} processors; nothing here is entered by
hand. Times are medians. Every row stands beside a limit or a peer of the same run: what holds elsewhere is the ratio.
"""
COMMON = [
    ("engine alone", "1.5 MB/s"),
    ("import of", "60 %"),
    ("the last tenth", "0.80 ×"),
    ("memory of the writer", "1,000 MB"),
    ("search, whole page", "p95 150 ms"),
    ("list of documents, deep", "1.5 ×"),
    ("admin, list", "150 ms"),
    ("same words elsewhere", "10 ms"),
    ("20 users for", "p95 400 ms, no error"),
]
GOALS = {
    "sqlite": [*COMMON, ("search, ", "3 ×; by rank p95 50 ms")],
    "postgresql": [*COMMON, ("search, ", "10 ×; by rank p95 50 ms")],
}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main() -> None:
    """Measure, or write down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("import", "fill", "measure", "write"))
    parser.add_argument("file", type=Path, nargs="+", help="where the numbers are kept")
    parser.add_argument("--paragraphs", type=int, default=20_000, help="rows made beside those imported")
    parser.add_argument("--files", type=int, default=300, help="source files imported")
    parser.add_argument("--seed", type=int, default=1, help="of the source files")
    parser.add_argument("--out", type=Path, default=RESULT, help="the page to write")
    parser.add_argument("--times", type=int, default=15, help="calls of which the median is taken")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.step == "write":
        write(options.file, options.out)
        return
    set_up(options.times)
    steps = {
        "import": lambda: import_files(options.files, options.seed, options.jobs),
        "fill": lambda: fill_rows(options.paragraphs),
        "measure": measure_archive,
    }
    keep(options.file[0], steps[options.step]())


if __name__ == "__main__":
    main()
