"""Works that texts quote by name, in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.editing import RecordAdmin

from ..models import Work
from .merging import merge_selected
from .sheets import SheetAdmin


@admin.register(Work)
class WorkAdmin(RecordAdmin, SheetAdmin):
    public_url = "documents:work"
    proposed_new = True
    list_display = ("title", "authors_shown", "date", "occasion")
    search_fields = ("title", "forms", "authors__name", "=public_id")
    search_help_text = _("Title, author or address.")
    autocomplete_fields = ("authors",)
    actions = (merge_selected,)
    fieldsets = (
        (None, {"fields": ("title", "authors", "date", "occasion", "forms", "sources")}),
        (_("Import"), {"fields": ("machine_said", "run"), "classes": ("collapse",)}),
    )
    readonly_fields = ("machine_said", "run")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("authors")

    @admin.display(description=_("authors"))
    def authors_shown(self, work: Work) -> str:
        return "; ".join(author.name for author in work.authors.all()) or "—"
