"""Spreadsheets in the admin: out by the list's filters, back in with a preview of just the changed cells."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from import_export.tmp_storages import TempFolderStorage
from tablib import Dataset

from ..desk.sheet_changes import apply_sheet, read_sheet
from ..desk.sheet_jobs import SheetJob
from ..desk.sheets import SHEETS, text_of
from .act import report

MOST_ROWS_AT_ONCE = 5_000  # a longer spreadsheet is read and written by a process of its own
MOST_ROWS_IN = 200_000
MOST_ROWS_OUT = 50_000
MOST_BYTES = 20 * 2**20


class SheetForm(forms.Form):
    """A spreadsheet to read, or the one that was previewed to be written."""

    file = forms.FileField(label=gettext_lazy("Spreadsheet (CSV or XLSX)"))


class TakingOutForm(ExportForm):
    """What an export asks for, with a format chosen: a workbook."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["format"]
        chosen.choices = [choice for choice in chosen.choices if choice[0]]


class SheetAdmin(ImportExportModelAdmin):
    """Lets the records of a list out as a spreadsheet and back in."""

    formats = (XLSX, CSV)
    to_encoding = "utf-8-sig"  # without a byte order mark Excel reads UTF-8 as the system's old encoding
    export_form_class = TakingOutForm

    def get_export_resource_classes(self, request: HttpRequest) -> list[Any]:
        return [SHEETS[self.model]]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows of the list as it is narrowed, up to as many as a spreadsheet bears."""
        return super().get_export_queryset(request)[:MOST_ROWS_OUT]

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """The form, or the spreadsheet; an address that narrows by what is no field leads to all, as in the list."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read a spreadsheet and show what it would change; nothing is saved."""
        self._check(request)
        form = SheetForm(request.POST or None, request.FILES or None)
        context: dict[str, Any] = {"form": form}
        if request.method == "POST" and form.is_valid():
            dataset = self._read(form)
            if dataset is not None and len(dataset) > MOST_ROWS_AT_ONCE:
                job = SheetJob.receive(self.model, dataset, form.cleaned_data["file"].name, request.user)
                return HttpResponseRedirect(reverse("admin:sheet_job", args=[job.token]))
            if dataset is not None:
                sheet = read_sheet(SHEETS[self.model](), dataset)
                context |= {"sheet": sheet, "name": form.cleaned_data["file"].name}
                if sheet.changes and not sheet.problems:
                    kept = TempFolderStorage(encoding="utf-8")
                    kept.save(dataset.export("csv").encode())
                    request.session[self._kept()] = {"file": kept.name, "name": context["name"]}
        return self._page(request, context)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write what the preview showed, if it still holds."""
        self._check(request)
        kept = request.session.pop(self._kept(), None) if request.method == "POST" else None
        if kept is None:
            messages.error(request, _("There is no preview to confirm; choose the file again."))
            return HttpResponseRedirect(reverse("admin:{}_{}_import".format(*self.get_model_info())))
        with transaction.atomic():
            sheet = read_sheet(SHEETS[self.model](), previewed(kept["file"]))
            if sheet.problems:
                return self._page(request, {"form": SheetForm(), "sheet": sheet, "name": kept["name"]})
            report(self, request, apply_sheet(sheet, request.user, kept["name"]))
        return HttpResponseRedirect(reverse("admin:{}_{}_changelist".format(*self.get_model_info())))

    def _check(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _kept(self) -> str:
        """Where the session keeps a previewed sheet until it is confirmed."""
        return "sheet-" + "-".join(self.get_model_info())

    def _read(self, form: SheetForm) -> Dataset | None:
        """The uploaded file as a table; None, with an error in the form, if it is none."""
        file = form.cleaned_data["file"]
        try:
            dataset = table_of(file)
        except ValueError as error:
            form.add_error("file", str(error))
            return None
        if len(dataset) > MOST_ROWS_IN:
            most = {"n": len(dataset), "most": MOST_ROWS_IN}
            form.add_error("file", _("%(n)d rows are too many at once; bring them in by %(most)d.") % most)
            return None
        return dataset

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        page = {
            **self.admin_site.each_context(request),
            "title": _("Bring a spreadsheet in"),
            "opts": self.model._meta,
            "may_add": SHEETS[self.model].may_add,
            "confirm": reverse("admin:{}_{}_process_import".format(*self.get_model_info())),
            **context,
        }
        return TemplateResponse(request, "admin/desk/sheet.html", page)


def job_page(request: HttpRequest, token: str) -> HttpResponse:
    """How far a long spreadsheet is. A script asks for the state alone (`X-Part: item`); posting confirms it."""
    job = SheetJob.find(token)
    if job is None:
        raise Http404("no such spreadsheet")
    report_of = job.report()
    model: Any = apps.get_model(report_of.model)
    owner = report_of.user == request.user.pk or request.user.is_superuser
    if not owner or not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
        raise PermissionDenied
    if request.method == "POST":
        if report_of.state == "read" and report_of.changed and not report_of.problem_count:
            job.confirm()
        return HttpResponseRedirect(request.path)
    context = {"report": report_of, "opts": model._meta, "address": request.path}
    if request.headers.get("X-Part") == "item":
        return render(request, "admin/desk/sheet_job_state.html", context)
    page = {**admin.site.each_context(request), "title": _("Bring a spreadsheet in"), **context}
    return render(request, "admin/desk/sheet_job.html", page)


def previewed(name: str) -> Dataset:
    """The table that a preview put aside, which is read once."""
    storage = TempFolderStorage(name=name, encoding="utf-8", read_mode="r")
    text = storage.read()
    storage.remove()
    return Dataset().load(text, format="csv")


def table_of(file: UploadedFile) -> Dataset:
    """The rows of an uploaded CSV (UTF-8, else GB18030) or XLSX, all cells texts. Raises ValueError if it is none."""
    if (file.size or 0) > MOST_BYTES:
        raise ValueError(_("The file is larger than 20 MB."))
    data = file.read()
    try:
        is_book = data.startswith(b"PK")
        read = Dataset().load(data if is_book else decoded(data), format="xlsx" if is_book else "csv")
    except Exception as error:
        raise ValueError(_("This cannot be read as a CSV or XLSX spreadsheet.")) from error
    return Dataset(*([text_of(cell) for cell in row] for row in read), headers=[text_of(head) for head in read.headers])


def decoded(data: bytes) -> str:
    """The text of a CSV file as spreadsheet programs write it: UTF-8 with or without a mark, UTF-16, or GB18030.

    >>> decoded("姓名".encode("gb18030")), decoded("姓名".encode("utf-8-sig")), decoded("姓名".encode("utf-16"))
    ('姓名', '姓名', '姓名')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
