"""Acts in the admin: what was done to many records at once, and the way to undo it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from archive.editing import ReadOnlyAdmin, yes_or_no

from ..desk.acts import Doing, undo
from ..models import Act

NOTHING = "—"  # what is shown of an empty value


def report(model_admin: Any, request: HttpRequest, doing: Doing) -> None:
    """Tell the archivist what an act changed, with the way to undo it."""
    stored = doing.act
    if stored is None:
        messages.info(request, _("Nothing had to be changed."))
        return
    changed = ngettext("%d record changed.", "%d records changed.", stored.count) % stored.count
    link = format_html(
        '<a href="{}">{}</a>', reverse("admin:documents_act_change", args=[stored.pk]), _("Look or undo")
    )
    messages.success(request, format_html("{} {}", changed, link))


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "subject", "count", "user", "undone")
    list_filter = ("kind", ("undone", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("subject",)
    date_hierarchy = "at"
    fields = ("kind", "subject", "count", "user", "at", "undone", "undone_by")
    change_form_template = "admin/desk/act.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("changes")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        undo_view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", undo_view, name="documents_act_undo"), *super().get_urls()]

    def may_undo(self, request: HttpRequest, stored: Act) -> bool:
        """One's own acts, and for those who may change acts (administrators) everybody's."""
        return stored.undone is None and (stored.user_id == request.user.pk or self._may_undo_all(request))

    def _may_undo_all(self, request: HttpRequest) -> bool:
        return request.user.has_perm("documents.change_act")

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        stored: Any = self.get_object(request, object_id)
        context = {"changes": list(lines(stored)), "may_undo": self.may_undo(request, stored)} if stored else {}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo one act and say what could not be undone."""
        stored = get_object_or_404(Act, pk=pk)
        if not self.may_undo(request, stored):
            messages.error(request, _("This act was undone before, or is not yours to undo."))
        else:
            collisions = undo(stored, request.user)
            messages.success(request, _("Undone."))
            for collision in collisions[:20]:
                messages.warning(request, str(collision))
            if len(collisions) > 20:
                messages.warning(request, _("And %d more that were changed since.") % (len(collisions) - 20))
        return HttpResponseRedirect(reverse("admin:documents_act_change", args=[pk]))


def lines(stored: Act, limit: int = 200) -> Any:
    """What an act changed, a line a change, at most `limit`: (model, field, before, after, records)."""
    from django.apps import apps

    for change in stored.changes[:limit]:
        model = apps.get_model(change["model"])
        field = model._meta.get_field(change["field"]) if "field" in change else None
        records = model._default_manager.in_bulk(change.get("pks", [])[:10])
        concerned = len(change.get("pks") or change.get("rows") or ())
        yield {
            "what": change["do"],
            "model": model._meta.verbose_name if concerned == 1 else model._meta.verbose_name_plural,
            "field": getattr(field, "verbose_name", ""),
            "before": value_shown(field, change.get("before")),
            "after": value_shown(field, change.get("after")),
            "records": list(records.values()),
            "more": max(len(change.get("pks", ())) - 10, 0),
            "rows": [row["fields"] for row in change.get("rows", ())][:10],
        }


def value_shown(field: Any, value: Any) -> str:
    """A stored value as it is read: a record by its name, a choice by its label."""
    if value in (None, "", []):
        return NOTHING
    if field is None:
        return str(value)
    if field.is_relation:
        keys = value if isinstance(value, list) else [value]
        return "; ".join(str(record) for record in field.related_model._default_manager.filter(pk__in=keys)) or str(
            value
        )
    if isinstance(value, bool):
        return yes_or_no(value)
    return str(dict(field.flatchoices).get(value, value))
