"""Source files, the runs that read them, and retired addresses in the admin: to be read, not changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.editing import NamedValuesFilter, ReadOnlyAdmin, kind_label

from ..models import Address, Deletion, ImportRun, SourceFile
from ..sentences import place_told, told
from .importing import may_undo

# What a run counts, by the names of `documents.importing.store.Outcome` and two of its own.
COUNTED = {
    "new": _("new"),
    "changed": _("changed files"),
    "unchanged": _("unchanged"),
    "copy": _("copies"),
    "failed": _("failed"),
    "documents": _("documents"),
    "conflicts": _("conflicts"),
}

CHOSEN = {
    "again": _("known files read again"),
    "replace": _("another file of the same name replaced"),
}


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    list_display = ("key", "version", "current", "size_shown", "encoding", "media_type", "engine_version", "run")
    list_select_related = ("run",)
    list_filter = ("current", "encoding", "media_type", ("same_as", admin.EmptyFieldListFilter))
    search_fields = ("key", "=sha256")
    search_help_text = _("Part of the path, or the whole SHA-256.")
    exclude = ("data",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("data")

    @admin.display(description=_("size"), ordering="size")
    def size_shown(self, source: SourceFile) -> str:
        return filesizeformat(source.size)


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "status", "counted", "problem_count", "user", "engine_version", "finished")
    list_select_related = ("user",)
    list_filter = ("status",)
    date_hierarchy = "started"
    fields = ("started", "finished", "user", "engine_version", "status", "counted", "chosen", "problem_list")
    readonly_fields = (*fields, "left_list")
    change_form_template = "admin/desk/run.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What stands after the run was taken back is told where anything does."""
        return [*self.fields, "left_list"] if obj and obj.left else self.fields

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        mine = object_id.isdecimal() and may_undo(request, int(object_id))
        return super().change_view(request, object_id, form_url, {"may_undo": mine, **(extra_context or {})})

    @admin.display(description=_("counts"))
    def counted(self, run: ImportRun) -> str:
        return ", ".join(f"{COUNTED.get(name, name)} {count}" for name, count in run.counts.items() if count) or "—"

    @admin.display(description=_("options"))
    def chosen(self, run: ImportRun) -> str:
        """How the run was asked to import, and from where; not which process did it."""
        said = [str(CHOSEN[name]) for name in CHOSEN if run.options.get(name)]
        return "; ".join([*said, *map(str, run.options.get("roots", ()))]) or "—"

    @admin.display(description=_("problems"))
    def problem_count(self, run: ImportRun) -> int:
        return len(run.problems)

    @admin.display(description=_("problems"))
    def problem_list(self, run: ImportRun) -> str:
        if not run.problems:
            return gettext("None.")
        rows = ((each["key"], place_told(each["place"]), told(each["reason"])) for each in run.problems)
        return format_html("<ul>{}</ul>", format_html_join("", "<li><b>{}</b> {} {}</li>", rows))

    @admin.display(description=_("left by undoing"))
    def left_list(self, run: ImportRun) -> str:
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((told(each),) for each in run.left or ()))
        )


@admin.register(Address)
class AddressAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "kind_shown", "label", "target", "reason_told", "at")
    list_filter = (("kind", NamedValuesFilter), ("target", admin.EmptyFieldListFilter))
    search_fields = ("=public_id", "=target", "label")
    fields = ("public_id", "kind_shown", "target", "label", "reason_told", "at")
    readonly_fields = fields

    @admin.display(description=_("kind"), ordering="kind")
    def kind_shown(self, address: Address) -> str:
        return kind_label(address.kind)

    @admin.display(description=_("reason"), ordering="reason")
    def reason_told(self, address: Address) -> str:
        return told(address.reason) or "—"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Deletion)
class DeletionAdmin(ReadOnlyAdmin):
    """Rows a person removed. Deleting one of these lets the next import bring the row again."""

    list_display = ("kind_shown", "said", "document", "at")
    list_select_related = ("document",)
    list_filter = (("kind", NamedValuesFilter),)
    search_fields = ("=public_id", "document__title")
    fields = ("document", "kind_shown", "public_id", "sequence", "said", "at")
    readonly_fields = fields

    @admin.display(description=_("kind"), ordering="kind")
    def kind_shown(self, deletion: Deletion) -> str:
        return kind_label(deletion.kind)

    @admin.display(description=_("as imported"))
    def said(self, deletion: Deletion) -> str:
        words = (str(value) for name, value in deletion.imported.items() if name in ("text", "label", "name", "title"))
        return " / ".join(words)[:80] or deletion.public_id
