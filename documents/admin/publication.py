"""Publications in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.editing import RecordAdmin

from ..models import Publication
from .citing import CitedAdmin
from .merging import merge_selected
from .sheets import SheetAdmin


@admin.register(Publication)
class PublicationAdmin(CitedAdmin, RecordAdmin, SheetAdmin):
    public_url = "documents:publication"
    proposed_new = True
    list_display = ("title", "kind", "publisher", "place", "year", "isbn", "issn")
    list_filter = ("kind",)
    actions = (merge_selected,)
    search_fields = ("title", "publisher", "=isbn", "=issn", "=public_id")
    search_help_text = _("Title, publisher, ISBN, ISSN or address.")
    fieldsets = (
        (None, {"fields": ("title", "kind", ("publisher", "place", "year"), ("isbn", "issn"))}),
        (_("Import"), {"fields": ("machine_said", "run"), "classes": ("collapse",)}),
    )
    readonly_fields = ("machine_said", "run")
