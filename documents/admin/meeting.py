"""Meetings and who took part, in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.editing import HistoryAdmin, RecordAdmin, RowInline

from ..models import Meeting, Participation
from .citing import CitedAdmin
from .merging import merge_selected
from .sheets import SheetAdmin


class ParticipationInline(RowInline):
    model = Participation
    fields = ("sequence", "label", "speaker", "position", "role")
    autocomplete_fields = ("speaker",)


@admin.register(Meeting)
class MeetingAdmin(CitedAdmin, RecordAdmin, SheetAdmin):
    public_url = "documents:meeting"
    proposed_new = True
    list_display = ("name", "date", "end_date", "place", "host", "series", "authority")
    list_filter = ("authority",)
    date_hierarchy = "date_earliest"
    search_fields = ("name", "theme", "host", "place", "series", "=date", "=public_id")
    search_help_text = _("Name, theme, host, place, series, date in EDTF, or address.")
    inlines = (ParticipationInline,)
    actions = (merge_selected,)
    fieldsets = (
        (None, {"fields": ("name", ("date", "end_date"), "date_printed", "place", "host", "theme", "series")}),
        (_("Authority"), {"fields": ("authority",)}),
        (_("Import"), {"fields": ("machine_said", "run"), "classes": ("collapse",)}),
    )
    readonly_fields = ("machine_said", "run")


@admin.register(Participation)
class ParticipationAdmin(HistoryAdmin):
    proposed_new = True
    list_display = ("label", "speaker", "position", "role", "meeting")
    list_select_related = ("speaker", "meeting")
    list_filter = ("role", ("speaker", admin.EmptyFieldListFilter))
    search_fields = ("label", "position", "speaker__name", "meeting__name")
    autocomplete_fields = ("meeting", "document", "speaker")
    fields = ("meeting", "document", "sequence", "label", "speaker", "position", "role")
    ordering = ("-id",)
