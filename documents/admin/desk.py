"""The desk: its index in place of the admin's, and where its pages are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.site import ArchiveAdminSite, DeskPage

from ..desk import waiting
from ..desk.review import UNSURE, Queue
from . import importing, merging, names, parting, proposing, replacing, review, sheets, text, versions

pages = (
    DeskPage("review/", "review", review.review_page, "documents.view_quotation", gettext_lazy("Review")),
    DeskPage("review/all/", "review_bulk", review.bulk_page, "documents.view_quotation"),
    DeskPage("names/", "names", names.names_page, "people.view_speaker", gettext_lazy("Names")),
    DeskPage("speakers/<int:pk>/part/", "part", parting.part_page, "people.change_speaker"),
    DeskPage("text/<int:pk>/", "text", text.text_page, "documents.view_sourcefile"),
    DeskPage("sheets/<str:token>/", "sheet_job", sheets.job_page, "documents.change_document"),
    DeskPage("propose/<str:app>/<str:model>/<int:pk>/", "propose", proposing.propose_page, "documents.add_proposal"),
    DeskPage("propose/<str:app>/<str:model>/", "propose_new", proposing.propose_page, "documents.add_proposal"),
    DeskPage("merge/", "merge", merging.merge_page, "people.change_speaker", gettext_lazy("Duplicates")),
    DeskPage(
        "replace/", "replace", replacing.replace_page, "documents.change_document", gettext_lazy("Find and replace")
    ),
    DeskPage("versions/<str:app>/<str:model>/<int:pk>/", "versions", versions.versions_page, "documents.view_document"),
    DeskPage("import/", "import", importing.import_page, "documents.add_importrun", gettext_lazy("Import")),
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


def tasks(request: HttpRequest) -> list[Task]:
    """What waits for this person."""
    may = request.user.has_perm
    found = []
    review_address = reverse("admin:review")
    if may("documents.view_quotation"):
        unsure = waiting.quotations(Queue(below=UNSURE))
        found.append(
            Task(
                _("Unsure quotations"),
                unsure,
                f"{review_address}?below={UNSURE}",
                _("The machine itself doubts whether they are quotations, or whose."),
            )
        )
        everything = waiting.quotations(Queue())
        found.append(Task(_("All quotations not yet reviewed"), everything, review_address, ""))
    if may("people.view_speaker"):
        found.append(
            Task(
                _("Unresolved names"),
                waiting.names(),
                reverse("admin:names"),
                _("Printed names that are tied to nobody. One decision settles all occurrences."),
            )
        )
    if may("people.change_speaker"):
        found.append(
            Task(
                _("Suspected duplicates"),
                waiting.duplicates(),
                reverse("admin:merge"),
                _("Speakers, meetings, publications, works and documents that may be there twice."),
            )
        )
    if may("documents.view_conflict"):
        found.append(
            Task(
                _("Conflicts"),
                waiting.conflicts(),
                reverse("admin:documents_conflict_changelist"),
                _("An import says something new about what was edited here."),
            )
        )
    if may("documents.change_proposal"):
        found.append(
            Task(
                _("Proposals"),
                waiting.proposals(),
                reverse("admin:documents_proposal_changelist"),
                _("What contributors would change or add."),
            )
        )
    if may("documents.view_document"):
        found.append(
            Task(
                _("Documents with problems"),
                waiting.documents_with_problems(),
                reverse("admin:documents_document_changelist") + "?problems=yes",
                _("What the import could not make out."),
            )
        )
        found.append(
            Task(
                _("Suspect texts"),
                waiting.suspects(),
                reverse("admin:documents_suspecttext_changelist"),
                _("Characters that no sound text has: wrong encodings, traces of scanning."),
            )
        )
    if may("documents.view_importrun"):
        failed = waiting.Count(len(waiting.failed_files()))
        found.append(
            Task(
                _("Failed files"),
                failed,
                "#desk-imports",
                _("Not in the archive; the reasons are told with the imports."),
            )
        )
    return found


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
