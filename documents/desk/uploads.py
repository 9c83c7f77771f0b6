"""Files put in through the browser: kept in a folder, tried, and imported by a process that says how far it is.

A folder of an upload holds `files/` and `report.json`, which the process writes and the page reads.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents.importing.run import Run, is_alive
from documents.importing.sources import SourcePath, find_sources
from documents.importing.store import Result, first_failure
from documents.readers import ARCHIVES, MAX_BYTES, SourceError, read_source, unpack

from .processes import start

ROOT = "uploaded"  # the import root of every uploaded file, so that a file uploaded again is a new version of itself
KEPT_DAYS = 14
EVERY = 0.5  # seconds between two writings of the report
TOKEN_BYTES = 12


@dataclass(slots=True)
class Line:
    """What became, or would become, of one file."""

    key: str
    outcome: str
    documents: int = 0
    conflicts: int = 0
    original: str = ""
    place: str = ""
    reason: str = ""
    encoding: str = ""
    contents: list[dict[str, Any]] = field(default_factory=list)
    newcomers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """How far the work on an upload is. `state`: new, trying, tried, importing, imported, failed."""

    state: str = "new"
    total: int = 0
    lines: list[Line] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    run: int | None = None
    process: int = 0
    user: int | None = None

    @property
    def working(self) -> bool:
        return self.state in ("trying", "importing")

    @property
    def changes(self) -> bool:
        """Whether any file is, or would be, new to the archive or other than it was."""
        return any(line.outcome in ("new", "changed", "copy") for line in self.lines)

    def count(self, outcome: str) -> int:
        return sum(line.outcome == outcome for line in self.lines)


class Upload:
    """One upload, known by its token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.folder = uploads_folder() / token

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @classmethod
    def find(cls, token: str) -> Upload | None:
        """The upload of this token, if there is one."""
        named = cls(token) if token.isascii() and token.isalnum() else None
        return named if named and (named.folder / "report.json").is_file() else None

    def report(self) -> Report:
        """How far the work is; work whose process is gone has failed."""
        values = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        report = Report(**{**values, "lines": [Line(**line) for line in values["lines"]]})
        if report.working and report.process and not is_alive(report.process):
            report.state = "failed"
            report.problems.append(_("The work stopped half-way. Whole files are in the archive or not at all."))
        return report

    def write(self, report: Report) -> None:
        """Put the report down, so that a reader sees the old or the new one."""
        draft = self.folder / f"report.{os.getpid()}.draft"
        draft.write_text(json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8")
        draft.replace(self.folder / "report.json")

    def sources(self) -> tuple[list[SourcePath], list[str]]:
        """The files that readers know, and the names of the others."""
        found, left_out = find_sources([self.files], self.files)
        sources = [SourcePath(each.path, each.key, ROOT) for each in found]
        return sources, [path.relative_to(self.files).as_posix() for path in left_out]


def uploads_folder() -> Path:
    """Where uploads are kept."""
    return Path(settings.DATA_DIR) / "uploads"


def receive(uploaded: Iterable[UploadedFile], user: Any) -> Upload:
    """Keep uploaded files, those of archives one by one; what cannot be kept is a problem in the report."""
    forget_old()
    upload = Upload(secrets.token_hex(TOKEN_BYTES))  # never begins with -, which a command takes for an option
    upload.files.mkdir(parents=True)
    report = Report(user=user.pk if user else None)
    for file in uploaded:
        try:
            keep(upload, file)
        except SourceError as error:
            report.problems.append(str(error))
    sources, report.left_out = upload.sources()
    report.total = len(sources)
    upload.write(report)
    return upload


def keep(upload: Upload, file: UploadedFile) -> None:
    """Write one uploaded file into the upload's folder.

    Raises SourceError for what is too large or no archive, and for a name that no file here may have: Windows takes 255
    characters, most other systems 255 bytes, which are 85 characters of Chinese.
    """
    name = PurePosixPath((file.name or "").replace("\\", "/")).name
    if not name or name.startswith("."):
        raise SourceError(file.name or "?", None, _("a file needs a name"))
    if (file.size or 0) > MAX_BYTES:
        raise SourceError(name, None, _("the file is too large"))
    data = file.read()
    members = unpack(name, data) if Path(name).suffix.lower() in ARCHIVES else [(name, data)]
    for key, content in members:
        place = upload.files.joinpath(*PurePosixPath(key).parts)
        try:
            if place.exists():
                raise SourceError(key, None, _("another file of this name is in the same upload"))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        except OSError as error:
            raise SourceError(key, None, error.strerror or str(error)) from error


def forget_old() -> None:
    """Remove uploads that nobody will come back to; what was imported of them is in the archive."""
    if not uploads_folder().is_dir():
        return
    for folder in uploads_folder().iterdir():
        if folder.stat().st_mtime < time.time() - KEPT_DAYS * 86_400:
            shutil.rmtree(folder, ignore_errors=True)


def begin(upload: Upload, dry_run: bool) -> None:
    """Start trying or importing an upload in a process of its own."""
    report = upload.report()
    report.state, report.lines, report.process = ("trying" if dry_run else "importing"), [], 0
    upload.write(report)
    start("import_upload", upload.token, *(["--dry-run"] if dry_run else []))


def work(upload: Upload, dry_run: bool, user: Any) -> Report:
    """Try or import an upload, writing down how far it is. What goes wrong as a whole is written down too."""
    report = upload.report()
    report.state, report.lines, report.process = ("trying" if dry_run else "importing"), [], os.getpid()
    upload.write(report)
    try:
        sources, report.left_out = upload.sources()
        run = Run(sources, dry_run=dry_run, user=user)
        report.total, report.run = len(sources), run.row.pk if run.row else None
        written = time.monotonic()
        paths = {each.key: each.path for each in sources}
        for result in run.results():
            report.lines.append(line_of(result, paths.get(result.key), upload.files))
            if time.monotonic() - written > EVERY:
                upload.write(report)
                written = time.monotonic()
        report.state = "tried" if dry_run else "imported"
    except Exception as error:
        report.state = "failed"
        first = first_failure(error)
        report.problems.append(f"{type(first).__name__}: {first}")
        raise
    finally:
        report.process = 0
        upload.write(report)
    return report


def line_of(result: Result, path: Path | None, root: Path) -> Line:
    """What the page says of one file."""
    line = Line(result.key, str(result.outcome), result.documents, result.conflicts, result.original)
    line.contents, line.newcomers = [asdict(content) for content in result.contents], list(result.newcomers)
    if result.problem:
        line.place, line.reason = result.problem.place or "", result.problem.reason
    elif path is not None:
        line.encoding = encoding_of(path, root)
    return line


def encoding_of(path: Path, root: Path) -> str:
    """How a file was decoded; nothing where it cannot be read."""
    try:
        return read_source(path, root).encoding
    except SourceError:
        return ""
