"""Remarks and paragraphs in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.editing import RecordAdmin
from archive.guard import GuardedForm

from ..desk.conflicts import nearest
from ..models import Paragraph, Quotation, Remark
from .sheets import SheetAdmin


class RemarkForm(GuardedForm):
    def clean(self) -> dict[str, Any]:
        """A remark runs from a paragraph of its document to one that is not before it."""
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        document = cleaned.get("document") or getattr(self.instance, "document", None)
        if first is None or last is None or document is None:
            return cleaned
        if first > last:
            self.add_error("last", _("A remark cannot end before it starts."))
        elif document.paragraphs.filter(sequence__in={first, last}).count() != len({first, last}):
            self.add_error("first", _("The document has no such paragraphs."))
        return cleaned


@admin.register(Remark)
class RemarkAdmin(RecordAdmin, SheetAdmin):
    public_url = "documents:remark"
    form = RemarkForm
    list_display = ("label", "speaker", "position", "document", "meeting", "sequence", "first", "last")
    list_select_related = ("speaker", "document", "meeting")
    list_filter = (("speaker", admin.EmptyFieldListFilter),)
    search_fields = ("label", "position", "speaker__name", "document__title", "=public_id")
    search_help_text = _("Speaker, position, title of the document, or address.")
    autocomplete_fields = ("document", "meeting", "speaker")
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": (("label", "position"), "speaker", "speaker_name", "meeting")}),
        (_("Where it stands"), {"fields": ("document", ("sequence", "first", "last"))}),
        (_("Import"), {"fields": ("machine_said", "run"), "classes": ("collapse",)}),
    )
    readonly_fields = ("machine_said", "run")


class ParagraphForm(GuardedForm):
    def clean_text(self) -> str:
        """Every quotation of the paragraph must still be found in it; `save_model` moves them to their new places."""
        text = self.cleaned_data["text"]
        if self.instance.pk and text != self.instance.text:
            standing = self.instance.quotations.exclude(status=Quotation.Status.REJECTED)
            if lost := [quotation.text for quotation in standing if quotation.text not in text]:
                raise ValidationError(
                    _("The paragraph would lose these quotations; correct or reject them first: %(lost)s"),
                    params={"lost": " / ".join(words[:30] for words in lost)},
                )
        return text


@admin.register(Paragraph)
class ParagraphAdmin(RecordAdmin):
    public_url = "documents:paragraph"
    form = ParagraphForm
    list_display = ("opening", "kind", "level", "page", "document", "sequence")
    list_select_related = ("document",)
    list_filter = ("kind",)
    search_fields = ("text", "=public_id")
    search_help_text = _("Words of it, or address.")
    autocomplete_fields = ("document",)
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("text", ("kind", "level"), ("mark", "page"))}),
        (_("Where it stands"), {"fields": ("document", "sequence")}),
        (_("Import"), {"fields": ("machine_said", "run"), "classes": ("collapse",)}),
    )
    readonly_fields = ("machine_said", "run")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("source_map")

    @admin.display(description=_("text"))
    def opening(self, paragraph: Paragraph) -> str:
        return paragraph.text[:60] + ("…" if len(paragraph.text) > 60 else "")

    def save_model(self, request: HttpRequest, obj: Paragraph, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "text" in form.changed_data:
            for quotation in obj.quotations.all():
                move_into(quotation, obj.text, request.user)


def move_into(quotation: Quotation, text: str, user: Any) -> None:
    """Set the quotation's ends to where its words stand in the paragraph's new text."""
    start = nearest(quotation.text, text, quotation.start)
    if start is not None and start != quotation.start:
        quotation.start, quotation.end = start, start + len(quotation.text)
        quotation._history_user = user  # type: ignore[attr-defined]
        quotation.save()
