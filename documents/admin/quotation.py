"""Quotations and mentions in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.editing import HistoryAdmin, RecordAdmin
from archive.guard import GuardedForm

from ..desk.conflicts import nearest
from ..models import Mention, Quotation
from .citing import CitedAdmin
from .sheets import SheetAdmin


class QuotationForm(GuardedForm):
    """Keeps the words and their place together: either may be given, and the paragraph must hold them there."""

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "evidence": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        paragraph = cleaned.get("paragraph") or getattr(self.instance, "paragraph", None)
        if paragraph is None or any(name in self.errors for name in ("text", "start", "end")):
            return cleaned
        moved = {"start", "end"} & {*self.changed_data}
        if "text" in self.changed_data and not moved:
            self._place_text(cleaned, paragraph.text)
        else:
            self._take_text(cleaned, paragraph.text)
        return cleaned

    def _place_text(self, cleaned: dict[str, Any], text: str) -> None:
        """Find the typed words in the paragraph, at the place nearest to the old one."""
        start = nearest(cleaned["text"], text, cleaned.get("start") or 0)
        if start is None:
            self.add_error("text", _("The paragraph does not hold these words."))
        else:
            cleaned["start"], cleaned["end"] = start, start + len(cleaned["text"])

    def _take_text(self, cleaned: dict[str, Any], text: str) -> None:
        """Take the words that stand between the two places."""
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is None or end is None:
            return
        if not start < end <= len(text):
            self.add_error(
                "end", _("The paragraph has %(n)d characters; a quotation ends after it starts.") % {"n": len(text)}
            )
        elif "text" in self.changed_data and cleaned["text"] != text[start:end]:
            self.add_error("text", _("Between these places stands “%(words)s”.") % {"words": text[start:end]})
        else:
            cleaned["text"] = text[start:end]


class ConfidenceFilter(admin.SimpleListFilter):
    """Bands of confidence."""

    title = _("confidence")
    parameter_name = "sure"
    bands = {"high": (0.9, 1.01), "fair": (0.7, 0.9), "low": (0.0, 0.7)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("high", _("0.9 and more")), ("fair", _("0.7 to 0.9")), ("low", _("under 0.7"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if (band := self.bands.get(self.value() or "")) is None:
            return queryset
        return queryset.filter(confidence__gte=band[0], confidence__lt=band[1])


class NamelessFilter(admin.SimpleListFilter):
    """Whether a quotation is tied to a speaker."""

    title = _("speaker")
    parameter_name = "tied"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("known")), ("name", _("a name only")), ("no", _("nobody named"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        loose = ~Q(Exists(Quotation.speakers.through.objects.filter(quotation=OuterRef("pk"))))
        match self.value():
            case "yes":
                return queryset.exclude(loose)
            case "name":
                return queryset.filter(loose).exclude(speaker_name="")
            case "no":
                return queryset.filter(loose, speaker_name="")
        return queryset


@admin.register(Quotation)
class QuotationAdmin(CitedAdmin, RecordAdmin, SheetAdmin):
    public_url = "documents:quotation"
    form = QuotationForm
    list_display = ("words", "speakers_shown", "work", "kind", "status", "confidence", "document")
    list_filter = ("status", "kind", ConfidenceFilter, NamelessFilter)
    search_fields = ("text", "speaker_name", "label", "work", "=public_id")
    search_help_text = _("Words of it, speaker, work or address.")
    autocomplete_fields = ("document", "speakers", "meeting")
    raw_id_fields = ("paragraph",)
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("text", ("kind", "status"))}),
        (_("Whose words"), {"fields": ("label", "speaker_name", "speakers", "work", "occasion", "meeting")}),
        (_("Where they stand"), {"fields": ("document", "paragraph", ("start", "end"), "sequence")}),
        (_("What it rests on"), {"fields": ("evidence", ("rule", "confidence"))}),
        (_("Import"), {"fields": ("machine_said", "run"), "classes": ("collapse",)}),
    )
    readonly_fields = ("machine_said", "run")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("document").prefetch_related("speakers")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A quotation stays in its paragraph; only the ends move."""
        return (*self.readonly_fields, "document", "paragraph", "sequence") if obj else self.readonly_fields

    @admin.display(description=_("text"), ordering="text")
    def words(self, quotation: Quotation) -> str:
        return quotation.text[:60] + ("…" if len(quotation.text) > 60 else "")

    @admin.display(description=_("speakers"), ordering="speaker_name")
    def speakers_shown(self, quotation: Quotation) -> str:
        names = [speaker.name for speaker in quotation.speakers.all()]
        return "; ".join(names) or (f"({quotation.speaker_name})" if quotation.speaker_name else "—")


@admin.register(Mention)
class MentionAdmin(HistoryAdmin):
    list_display = ("label", "name", "position", "speaker", "document")
    list_select_related = ("speaker", "document")
    list_filter = (("speaker", admin.EmptyFieldListFilter),)
    search_fields = ("label", "name", "position", "speaker__name")
    autocomplete_fields = ("document", "speaker")
    raw_id_fields = ("paragraph",)
    ordering = ("-id",)
