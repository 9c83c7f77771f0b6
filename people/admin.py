"""Speakers, their names and offices, in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.editing import DefaultingFilter, HistoryAdmin, RecordAdmin, RowInline
from archive.lib.edtf import without_zeros

from .models import Speaker, SpeakerName, Tenure


class SpeakerNameInline(RowInline):
    model = SpeakerName


class TenureInline(RowInline):
    model = Tenure


class MergedFilter(DefaultingFilter):
    """Speakers that were merged into others are kept for their addresses, and shown only when asked for."""

    title = _("merged")
    parameter_name = "merged"
    default = _("standing")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("merged into another"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(merged_into__isnull=self.value() != "yes")


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin):
    proposed_new = True
    list_display = ("name", "kind", "born", "died", "note_in_short", "sort_key", "authority")
    list_filter = (MergedFilter, "kind", "authority")
    search_fields = ("name", "names__form", "sort_key", "=public_id", "=wikidata")
    search_help_text = _("Name, any other form of it, pinyin, address or Wikidata number.")
    inlines = (SpeakerNameInline, TenureInline)
    fieldsets = (
        (None, {"fields": ("name", "sort_key", "kind", ("birth", "death"), "note", "sources")}),
        (_("Authority"), {"fields": ("authority", ("wikidata", "viaf"))}),
        (_("Import"), {"fields": ("machine_said",), "classes": ("collapse",)}),
    )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """Speakers merged away are no answer where a speaker is to be chosen."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, term)

    @admin.display(description=_("born"), ordering="birth")
    def born(self, speaker: Speaker) -> str:
        return without_zeros(speaker.birth)

    @admin.display(description=_("died"), ordering="death")
    def died(self, speaker: Speaker) -> str:
        return without_zeros(speaker.death)

    @admin.display(description=_("note"))
    def note_in_short(self, speaker: Speaker) -> str:
        return speaker.note[:40] + ("…" if len(speaker.note) > 40 else "")


@admin.register(SpeakerName)
class SpeakerNameAdmin(HistoryAdmin):
    proposed_new = True
    list_display = ("form", "speaker", "kind", "start", "end")
    list_select_related = ("speaker",)
    list_filter = ("kind",)
    search_fields = ("form", "speaker__name")
    autocomplete_fields = ("speaker",)


@admin.register(Tenure)
class TenureAdmin(HistoryAdmin):
    proposed_new = True
    list_display = ("position", "organization", "speaker", "start", "end", "source")
    list_select_related = ("speaker",)
    search_fields = ("position", "organization", "speaker__name")
    autocomplete_fields = ("speaker",)
