"""The pages on which files are imported: put them in, see what would be made, confirm, watch, take it all back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..desk import uploads, waiting
from ..importing.undo import CannotUndo, undo_run
from ..models import Document, ImportRun, SourceFile
from ..readers import ARCHIVES, SUFFIXES
from ..sentences import told

UNDONE_AT_ONCE = 100  # files; a larger run is taken back by a process of its own
SHOWN = 500
NAMED = 20  # documents of a run that is to be taken back


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Files to import."""

    sources = forms.FileField(
        label=gettext_lazy("Files, or a .zip of them"),
        widget=ManyFiles(attrs={"multiple": True, "accept": ",".join(sorted([*SUFFIXES, *ARCHIVES]))}),
    )


def import_page(request: HttpRequest) -> HttpResponse:
    """Take files; then go to the page of the upload."""
    if request.method == "POST":
        if files := request.FILES.getlist("sources"):
            upload = uploads.receive(files, request.user)
            if upload.report().total:
                uploads.begin(upload, dry_run=True)
            return HttpResponseRedirect(reverse("admin:upload", args=[upload.token]))
        messages.error(request, _("Choose at least one file."))
    context = {
        **admin.site.each_context(request),
        "title": _("Import files"),
        "form": UploadForm(),
        "suffixes": " ".join(sorted([*SUFFIXES, *ARCHIVES])),
        "runs": waiting.recent_runs(10),
    }
    return render(request, "admin/desk/import.html", context)


def upload_page(request: HttpRequest, token: str) -> HttpResponse:
    """How far an upload is. A script asks for the state alone (`X-Part: item`)."""
    upload = uploads.Upload.find(token)
    if upload is None:
        raise Http404("no such upload")
    report = upload.report()
    if request.method == "POST":
        if report.user != request.user.pk and not request.user.has_perm("documents.change_importrun"):
            raise PermissionDenied
        if request.POST.get("do") == "import" and report.state == "tried":
            uploads.begin(upload, dry_run=False)
        elif request.POST.get("do") == "try" and not report.working:
            uploads.begin(upload, dry_run=True)
        return HttpResponseRedirect(request.path)
    outcomes = ("new", "changed", "unchanged", "copy", "failed")
    lines = sorted(report.lines, key=lambda line: (not line.reason, line.key))[:SHOWN]
    context = {
        "report": report,
        "token": token,
        "lines": lines,
        "rows": with_documents(lines),
        "done": len(report.lines),
        "counts": {outcome: report.count(outcome) for outcome in outcomes},
        "conflicts": sum(line.conflicts for line in report.lines),
        "documents": sum(line.documents for line in report.lines),
        "outcomes": OUTCOMES,
        "undo_run": report.state == "imported" and may_undo(request, report.run),
    }
    if request.headers.get("X-Part") == "item":
        return render(request, "admin/desk/upload_state.html", context)
    page = {**admin.site.each_context(request), "title": TITLES[report.state], **context}
    return render(request, "admin/desk/upload.html", page)


TITLES = {
    "new": gettext_lazy("Import files"),
    "trying": gettext_lazy("Trying the files"),
    "tried": gettext_lazy("What would be made"),
    "importing": gettext_lazy("Importing"),
    "imported": gettext_lazy("Imported"),
    "failed": gettext_lazy("The import stopped"),
}
OUTCOMES = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed files"),
    "unchanged": gettext_lazy("unchanged"),
    "copy": gettext_lazy("copies"),
    "failed": gettext_lazy("failed"),
}


def with_documents(lines: list[uploads.Line]) -> list[tuple[uploads.Line, list[tuple[dict[str, Any], Document]]]]:
    """Each line with its documents: what was read of each, and its row, not saved where the archive has none yet."""
    read = {each["public_id"]: each for line in lines for each in line.contents}
    stored = Document.objects.filter(public_id__in=list(read)).only("public_id", "title", "kind", "date")
    rows = {row.public_id: row for row in stored}
    for public_id, each in read.items():
        rows.setdefault(public_id, Document(title=each["title"], kind=each["kind"], date=each["date"]))
    return [(line, [(each, rows[each["public_id"]]) for each in line.contents]) for line in lines]


def leave_failed(request: HttpRequest) -> HttpResponse:
    """Let the desk wait no longer for a file that failed."""
    if request.method == "POST" and (key := request.POST.get("key", "")):
        waiting.leave_failed(key)
        messages.success(request, _("%s is not waited for any longer.") % key)
    return HttpResponseRedirect(reverse("admin:index"))


def may_undo(request: HttpRequest, run: int | None) -> bool:
    """Whether this person may take a run back: his own, or as an administrator anybody's."""
    found = ImportRun.objects.filter(pk=run or 0).exclude(status__in=("running", "undone")).first()
    if found is None or not request.user.has_perm("documents.add_importrun"):
        return False
    return found.user_id == request.user.pk or request.user.has_perm("documents.change_importrun")


def undoing(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """What the page tells of a run that may be taken back."""
    files = SourceFile.objects.filter(run=run, current=True)
    documents = Document.objects.filter(source__in=files.values("pk")).order_by("title", "pk")
    return {
        **admin.site.each_context(request),
        "title": _("Take this import back?"),
        "run": run,
        "new_files": files.filter(version=1).count(),
        "changed_files": files.filter(version__gt=1).count(),
        "documents": documents.count(),
        "some": documents.only("title", "kind")[:NAMED],
    }


def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what would be taken back with a whole run; take it back once that is confirmed."""
    run = get_object_or_404(ImportRun, pk=pk)
    back = HttpResponseRedirect(reverse("admin:documents_importrun_change", args=[pk]))
    if not may_undo(request, pk):
        if request.method != "POST":
            return back
        raise PermissionDenied
    if request.POST.get("do") != "undo":
        return render(request, "admin/desk/undo_import.html", undoing(request, run))
    if sum(run.counts.get(name, 0) for name in ("new", "changed", "copy")) > UNDONE_AT_ONCE:
        uploads.start("undo_import", str(pk))
        messages.info(request, _("The run is being taken back; look here again in a while."))
        return back
    try:
        undone = undo_run(run)
    except CannotUndo as error:
        messages.error(request, _("Nothing was undone: %s") % told(str(error)))
        return back
    removed, restored = len(undone.removed), len(undone.put_back)
    messages.success(request, ngettext("%d file was taken out.", "%d files were taken out.", removed) % removed)
    if restored:
        said = ngettext(
            "%d file was put back as it was before.", "%d files were put back as they were before.", restored
        )
        messages.success(request, said % restored)
    for sentence in undone.left[:20]:
        messages.warning(request, told(sentence))
    return back
