"""The desk: its index in place of the admin's, and where its pages are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.site import ArchiveAdminSite, DeskPage

from ..desk import waiting
from ..desk.review import UNSURE, Queue
from . import importing, merging, names, parting, proposing, replacing, review, sheets, text, versions

pages = (
    DeskPage("review/", "review", review.review_page, "documents.view_quotation", _("Review")),
    DeskPage("review/all/", "review_bulk", review.bulk_page, "documents.view_quotation"),
    DeskPage("names/", "names", names.names_page, "people.view_speaker", _("Names")),
    DeskPage("speakers/<int:pk>/part/", "part", parting.part_page, "people.change_speaker"),
    DeskPage("text/<int:pk>/", "text", text.text_page, "documents.view_sourcefile"),
    DeskPage("sheets/<str:token>/", "sheet_job", sheets.job_page, "documents.change_document"),
    DeskPage("propose/<str:app>/<str:model>/<int:pk>/", "propose", proposing.propose_page, "documents.add_proposal"),
    DeskPage("propose/<str:app>/<str:model>/", "propose_new", proposing.propose_page, "documents.add_proposal"),
    DeskPage("merge/", "merge", merging.merge_page, "people.change_speaker", _("Duplicates")),
    DeskPage("replace/", "replace", replacing.replace_page, "documents.change_document", _("Find and replace")),
    DeskPage("versions/<str:app>/<str:model>/<int:pk>/", "versions", versions.versions_page, "documents.view_document"),
    DeskPage("import/", "import", importing.import_page, "documents.add_importrun", _("Import")),
    DeskPage("import/left/", "leave_failed", importing.leave_failed, "documents.add_importrun"),
    DeskPage("import/<str:token>/", "upload", importing.upload_page, "documents.add_importrun"),
    DeskPage("import/undo/<int:pk>/", "undo_import", importing.undo_import, "documents.add_importrun"),
    DeskPage("review/speakers/", "review_speakers", review.speaker_options, "people.view_speaker"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the desk: what waits, how many, and where it is worked off."""

    title: str
    count: waiting.Count
    address: str
    help: str


@dataclass(frozen=True, slots=True)
class Work:
    """What may wait for those with a permission: how it is counted, and the page (and its query) where it is done."""

    permission: str
    title: str | Promise
    count: Callable[[], waiting.Count]
    page: str
    query: str = ""
    help: str | Promise = ""

    def task(self) -> Task:
        """It as it waits now."""
        address = reverse(f"admin:{self.page}") if self.page else ""
        return Task(str(self.title), self.count(), address + self.query, str(self.help))


WORK = (
    Work(
        "documents.view_quotation",
        _("Unsure quotations"),
        lambda: waiting.quotations(Queue(below=UNSURE)),
        "review",
        f"?below={UNSURE}",
        _("The machine itself doubts whether they are quotations, or whose."),
    ),
    Work(
        "documents.view_quotation",
        _("All quotations not yet reviewed"),
        lambda: waiting.quotations(Queue()),
        "review",
    ),
    Work(
        "people.view_speaker",
        _("Unresolved names"),
        waiting.names,
        "names",
        help=_("Printed names that are tied to nobody. One decision settles all occurrences."),
    ),
    Work(
        "people.change_speaker",
        _("Suspected duplicates"),
        waiting.duplicates,
        "merge",
        help=_("Speakers, meetings, publications, works and documents that may be there twice."),
    ),
    Work(
        "documents.view_conflict",
        _("Conflicts"),
        waiting.conflicts,
        "documents_conflict_changelist",
        help=_("An import says something new about what was edited here."),
    ),
    Work(
        "documents.change_proposal",
        _("Proposals"),
        waiting.proposals,
        "documents_proposal_changelist",
        help=_("What contributors would change or add."),
    ),
    Work(
        "documents.view_document",
        _("Documents with problems"),
        waiting.documents_with_problems,
        "documents_document_changelist",
        "?problems=yes",
        _("What the import could not make out."),
    ),
    Work(
        "documents.view_document",
        _("Suspect texts"),
        waiting.suspects,
        "documents_suspecttext_changelist",
        help=_("Characters that no sound text has: wrong encodings, traces of scanning."),
    ),
    Work(
        "documents.view_importrun",
        _("Failed files"),
        lambda: waiting.Count(len(waiting.failed_files())),
        "",
        "#desk-imports",
        _("Not in the archive; the reasons are told with the imports."),
    ),
)


def tasks(request: HttpRequest) -> list[Task]:
    """What waits for this person."""
    return [work.task() for work in WORK if request.user.has_perm(work.permission)]


def desk(request: HttpRequest) -> dict[str, Any]:
    """What the desk shows to this person."""
    context: dict[str, Any] = {
        "tasks": tasks(request),
        "acts": waiting.recent_acts(request.user),
        "entries": waiting.recent_entries(request.user),
    }
    if request.user.has_perm("documents.view_quotation"):
        context["reviewed"] = waiting.reviewed()
    if request.user.has_perm("documents.view_importrun"):
        context["runs"] = waiting.recent_runs()
        context["failed"] = waiting.failed_files()
    return context


site = cast(ArchiveAdminSite, admin.site)
site.desk_pages.extend(pages)
site.desk_index = desk
