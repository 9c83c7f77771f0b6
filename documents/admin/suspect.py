"""Texts that look damaged, in the admin: to be corrected, or said to be right as they are."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.editing import DefaultingFilter, ReadOnlyAdmin

from ..desk.acts import act
from ..desk.suspects import damage
from ..models import Act, SuspectText
from .act import report

AROUND = 40


class DismissedFilter(DefaultingFilter):
    title = _("right as it is")
    parameter_name = "dismissed"
    default = _("to be looked at")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("right as it is"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(dismissed=self.value() == "yes")


@admin.register(SuspectText)
class SuspectTextAdmin(ReadOnlyAdmin):
    list_display = ("place", "reason", "document", "settling")
    list_display_links = None
    list_filter = (DismissedFilter, "reason")
    list_select_related = ("paragraph__document",)
    search_fields = ("paragraph__text", "paragraph__document__title")
    actions = ("right_as_they_are",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("documents.change_paragraph")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("paragraph__source_map")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; a button in a row posts `right=<key>`."""
        if (key := request.POST.get("right", "")).isdecimal():
            if not self.has_settle_permission(request):
                raise PermissionDenied
            self.right_as_they_are(request, SuspectText.objects.filter(pk=key))
            return HttpResponseRedirect(request.get_full_path())
        return super().changelist_view(request, extra_context)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, in which each row knows whether it is this person's to decide, and the first has keys."""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        for number, row in enumerate(rows):
            row.first, row.may_settle = number == 0, self.has_settle_permission(request)
        changelist.result_list = rows
        return changelist

    @admin.display(description=_("text"))
    def place(self, row: Any) -> SafeString:
        """The damaged place with what stands around it."""
        text = row.paragraph.text
        low, high = found[1] if (found := damage(text)) else (0, 0)
        start, end = max(low - AROUND, 0), min(high + AROUND, len(text))
        return format_html(
            '<a href="{}"{}>{}{}<mark>{}</mark>{}{}</a>{}',
            reverse("admin:documents_paragraph_change", args=[row.paragraph_id]),
            SafeString(' data-key="1"') if row.first else "",
            "…" if start else "",
            text[start:low],
            text[low:high],
            text[high:end],
            "…" if end < len(text) else "",
            SafeString(" <kbd>1</kbd>") if row.first else "",
        )

    @admin.display(description=_("document"))
    def document(self, row: Any) -> str:
        return str(row.paragraph.document)

    @admin.display(description=_("settle"))
    def settling(self, row: Any) -> SafeString | str:
        if row.dismissed or not row.may_settle:
            return "—"
        key, hint = (SafeString(' data-key="2"'), SafeString(" <kbd>2</kbd>")) if row.first else ("", "")
        label = gettext("Right as it is")
        return format_html('<button type="submit" name="right" value="{}"{}>{}{}</button>', row.pk, key, label, hint)

    @admin.action(description=_("The selected texts are right as they are"), permissions=["settle"])
    def right_as_they_are(self, request: HttpRequest, queryset: QuerySet) -> None:
        rows = list(queryset.select_related("paragraph"))
        subject = rows[0].paragraph.text[:60] if len(rows) == 1 else gettext("%d texts") % len(rows)
        with act(request.user, Act.Kind.TEXT, f"{gettext('right as it is')}: {subject}") as doing:
            doing.set(rows, dismissed=True)
        report(self, request, doing)
