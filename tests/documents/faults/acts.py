"""What is interrupted in trials, and what an archive holds before and after it. All of it runs in forked processes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

SOURCES = Path(__file__).resolve().parents[3] / "fixtures" / "sources"
FIRST, SECOND = 5, 8  # samples that the archive has, and has after a second run
TIES = {"speaker_id", "speaker_ids", "related"}


def samples() -> list[Path]:
    return sorted(SOURCES.iterdir())


def run_import(paths: list[Path], **options: Any) -> dict[str, int]:
    """Import files, and say what came of it."""
    from documents.importing.run import Run
    from documents.importing.sources import find_sources

    run = Run(find_sources(paths, SOURCES if all(SOURCES in path.parents for path in paths) else None)[0], **options)
    for _ in run.results():
        pass
    return {**run.counts, "problems": len(run.problems)}


def prepare() -> None:
    """The archive on which everything but an import is tried: two runs, one edit by hand, an account."""
    from django.contrib.auth.models import User

    from documents.models import Quotation

    User.objects.create_user("archivist")
    run_import(samples()[:FIRST])
    edited = Quotation.objects.order_by("public_id").first()
    edited.work, edited.status = "手工改过的著作", "corrected"
    edited.save()
    run_import(samples()[:SECOND])


def empty() -> None:
    """An archive without documents."""


def import_all() -> None:
    run_import(samples())


def merge() -> None:
    from django.contrib.auth.models import User

    from documents.desk.merging import merge as merge_records
    from people.models import Speaker

    standing = list(Speaker.objects.filter(merged_into=None).order_by("public_id"))
    if len(standing) + Speaker.objects.exclude(merged_into=None).count() - 3 < len(standing):
        merge_records(standing[1:4], standing[0], User.objects.get())


def undo() -> None:
    from documents.importing.undo import undo_run
    from documents.models import ImportRun

    last = ImportRun.objects.order_by("pk").last()
    if last.status != ImportRun.Status.UNDONE:
        undo_run(last)


def sheet() -> None:
    """A spreadsheet with a changed cell in every row, read and written as the desk does it."""
    from django.contrib.auth.models import User
    from tablib import Dataset

    from documents.desk.sheet_changes import apply_sheet, read_sheet
    from documents.desk.sheets import SHEETS
    from documents.models import Quotation

    resource = SHEETS[Quotation]()
    out = resource.export(Quotation.objects.order_by("pk"))
    at = [str(head) for head in out.headers].index(resource.head(resource.fields["occasion"]))
    rows = [[*row[:at], "表格里改过的场合", *row[at + 1 :]] for row in out]
    with transaction.atomic():
        read = read_sheet(resource, Dataset(*rows, headers=out.headers))
        assert not read.problems, read.problems
        apply_sheet(read, User.objects.get(), "quotations.xlsx")


def rebuild() -> None:
    with Path(os.devnull).open("w") as nowhere:
        call_command("rebuild_search", "--quiet", stdout=nowhere)


@dataclass(frozen=True)
class Act:
    """Something to interrupt. `whole`: it is done or not done; otherwise each file, or each document, is."""

    before: Callable[[], None]
    do: Callable[[], None]
    whole: bool = True


ACTS = {
    "import": Act(empty, import_all, whole=False),
    "merge": Act(prepare, merge),
    "undo": Act(prepare, undo),
    "spreadsheet": Act(prepare, sheet),
    "index rebuild": Act(prepare, rebuild),
}
# Rows that tell of runs and pages, not of the archive.
APART = {"documents.importrun", "django_session", "sessions.session", "admin.logentry"}


def state() -> dict[str, Any]:
    """What the archive holds: a digest of its export, the rows of each table, what search finds, what is torn."""
    from documents.models import Document, Paragraph, SearchText
    from documents.serializers import Selection, export_lines

    lines = list(export_lines(Selection((), everything=True)))
    counts = {
        model._meta.label_lower: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label_lower not in APART
    }
    found = SearchText.objects.order_by("kind", "ref").values_list("kind", "ref", "folded")
    return {
        "export": sha256("\n".join(lines).encode()).hexdigest(),
        "words": sha256(repr([without_ties(json.loads(line)) for line in lines]).encode()).hexdigest(),
        "documents": len(lines),
        "rows": counts,
        "search": sha256(repr(list(found)).encode()).hexdigest(),
        "edited": "手工改过的著作" in "\n".join(lines),
        "torn": [
            *(row.public_id for row in Document.objects.filter(paragraphs=None)),
            *Paragraph.objects.exclude(text="").exclude(
                public_id__in=SearchText.objects.filter(kind="paragraph").values("ref")
            ).values_list("public_id", flat=True),
            *damage(),
        ],
    }  # fmt: skip


def without_ties(value: Any) -> Any:
    """A record without whom its names are tied to: of doubtful namesakes, the first to come has the row."""
    if isinstance(value, dict):
        return {name: without_ties(each) for name, each in value.items() if name not in TIES}
    return [without_ties(each) for each in value] if isinstance(value, list) else value


def damage() -> list[str]:
    """What the database itself finds wrong."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            wrong = [line for (line,) in cursor.fetchall() if line != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            return wrong + [str(row) for row in cursor.fetchall()]
    return []
