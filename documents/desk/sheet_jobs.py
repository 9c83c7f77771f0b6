"""Long spreadsheets: read, and written once confirmed, by a process of its own that says how far it is.

A folder of a job holds `table.csv` and `report.json`, which the process writes and the page reads.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from tablib import Dataset

from documents.importing.run import is_alive

from .processes import start
from .sheet_changes import Sheet, apply_sheet, read_sheet
from .sheets import SHEETS
from .uploads import EVERY, KEPT_DAYS, TOKEN_BYTES

SHOWN = 100  # changed rows and problems that the page shows


@dataclass(slots=True)
class SheetReport:
    """How far a job is. `state`: reading, read, writing, written, failed."""

    model: str
    name: str
    user: int | None
    state: str = "reading"
    total: int = 0
    done: int = 0
    changed: int = 0
    unchanged: int = 0
    sample: list[dict[str, Any]] = field(default_factory=list)  # {"number", "record", "cells": [[head, before, after]]}
    problems: list[list[Any]] = field(default_factory=list)  # [row, head, why]
    problem_count: int = 0
    act: int | None = None
    process: int = 0

    @property
    def working(self) -> bool:
        return self.state in ("reading", "writing")


class SheetJob:
    """One long spreadsheet, known by its token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.folder = jobs_folder() / token

    @classmethod
    def find(cls, token: str) -> SheetJob | None:
        """The job of this token, if there is one."""
        named = cls(token) if token.isascii() and token.isalnum() else None
        return named if named and (named.folder / "report.json").is_file() else None

    @classmethod
    def receive(cls, model: Any, dataset: Dataset, name: str, user: Any) -> SheetJob:
        """Keep a table and begin to read it."""
        forget_old()
        job = cls(secrets.token_hex(TOKEN_BYTES))
        job.folder.mkdir(parents=True)
        (job.folder / "table.csv").write_text(dataset.export("csv"), encoding="utf-8", newline="")
        job.write(SheetReport(model._meta.label_lower, name, user.pk if user else None, total=len(dataset)))
        start("read_sheet", job.token)
        return job

    def report(self) -> SheetReport:
        """How far the work is; work whose process is gone has failed."""
        report = SheetReport(**json.loads((self.folder / "report.json").read_text(encoding="utf-8")))
        if report.working and report.process and not is_alive(report.process):
            report.state = "failed"
            report.problems.append([0, "", _("The work stopped half-way; nothing was saved.")])
        return report

    def write(self, report: SheetReport) -> None:
        """Put the report down, so that a reader sees the old or the new one."""
        draft = self.folder / f"report.{os.getpid()}.draft"
        draft.write_text(json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8")
        draft.replace(self.folder / "report.json")

    def confirm(self) -> None:
        """Begin to write what the preview showed."""
        report = self.report()
        report.state, report.done, report.process = "writing", 0, 0
        self.write(report)
        start("read_sheet", self.token, "--write")

    def work(self, write: bool, user: Any) -> SheetReport:
        """Read the table, and with `write` save what it says, writing down how far it is."""
        report = self.report()
        report.state, report.done, report.process = ("writing" if write else "reading"), 0, os.getpid()
        self.write(report)
        try:
            resource = SHEETS[apps.get_model(report.model)]()
            table = Dataset().load((self.folder / "table.csv").read_text(encoding="utf-8"), format="csv")
            with transaction.atomic():
                sheet = read_sheet(resource, table, self.telling(report, 0 if not write else 0.3))
                fill(report, sheet)
                if write and not sheet.problems:
                    doing = apply_sheet(sheet, user, report.name, self.telling(report, 0.7, report.total * 0.3))
                    report.act = doing.act.pk if doing.act else None
            report.state = "written" if write and not report.problem_count else "read"
        except Exception as error:
            report.state = "failed"
            report.problems.append([0, "", f"{type(error).__name__}: {error}"])
            raise
        finally:
            report.process = 0
            self.write(report)
        return report

    def telling(self, report: SheetReport, share: float, before: float = 0) -> Callable[[int], None]:
        """What notes the rows that are done, at most every half second; writing counts for most of the work."""
        last = 0.0

        def tell(rows: int) -> None:
            nonlocal last
            report.done = int(before + rows * (share or 1))
            if time.monotonic() - last > EVERY:
                self.write(report)
                last = time.monotonic()

        return tell


def fill(report: SheetReport, sheet: Sheet) -> None:
    """Write into the report what a sheet says."""
    report.changed, report.unchanged = len(sheet.changes), sheet.unchanged
    report.problem_count = len(sheet.problems)
    report.problems = [[each.number, each.head, each.why] for each in sheet.problems[:SHOWN]]
    report.sample = [
        {
            "number": change.number,
            "record": str(change.record) if change.record.pk else "",
            "cells": [[cell.head, cell.before, cell.after] for cell in change.cells],
        }
        for change in sheet.changes[:SHOWN]
    ]


def jobs_folder() -> Path:
    """Where jobs are kept."""
    return Path(settings.DATA_DIR) / "sheets"


def forget_old() -> None:
    """Remove jobs that nobody will come back to."""
    if jobs_folder().is_dir():
        for folder in jobs_folder().iterdir():
            if folder.stat().st_mtime < time.time() - KEPT_DAYS * 86_400:
                shutil.rmtree(folder, ignore_errors=True)
