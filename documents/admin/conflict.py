"""Conflicts in the admin: what the machine said, what it says now and what a person wrote, side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Indel

from archive.editing import DefaultingFilter, NamedValuesFilter, ReadOnlyAdmin, field_label
from people.models import Record

from ..desk.conflicts import KINDS, records_of, settle
from ..models import Conflict
from .act import NOTHING, report


class ResolutionFilter(DefaultingFilter):
    title = _("resolution")
    parameter_name = "settled"
    default = _("open")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("kept the edit")), ("machine", _("took the machine's"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(resolution=self.value() or "")


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    list_display = ("about", "field_shown", "before", "now", "edited", "settling")
    list_display_links = None
    list_filter = (ResolutionFilter, ("model", NamedValuesFilter), ("field", NamedValuesFilter))
    search_fields = ("=public_id", "mine", "machine_new")
    actions = ("keep_mine", "take_machine")
    list_per_page = 25

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may_settle(self, request: HttpRequest) -> bool:
        return request.user.has_perm("documents.change_conflict")

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return self.may_settle(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; a button in a row posts `settle=mine:<key>` or `settle=machine:<key>`."""
        resolution, _colon, key = request.POST.get("settle", "").partition(":")
        if resolution in ("mine", "machine") and key.isdecimal():
            if not self.may_settle(request):
                raise PermissionDenied
            report(self, request, settle(Conflict.objects.filter(pk=key), resolution, request.user))
            return HttpResponseRedirect(request.get_full_path())
        title = gettext("Conflicts between imports and edits")
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list with the records of its rows at hand."""
        changelist = super().get_changelist_instance(request)
        conflicts = list(changelist.result_list)
        records = records_of(conflicts)
        for number, conflict in enumerate(conflicts):
            conflict.first = number == 0
            conflict.record = records.get(conflict.public_id)
            conflict.may_settle = self.may_settle(request) and not conflict.resolution
        changelist.result_list = conflicts
        return changelist

    @admin.display(description=_("record"))
    def about(self, conflict: Any) -> SafeString | str:
        kind = KINDS[conflict.model]._meta.verbose_name
        if conflict.record is None:
            return f"{kind} {conflict.public_id} ({gettext('is no longer there')})"
        try:
            name = f"admin:{conflict.record._meta.app_label}_{conflict.model}_change"
            return format_html(
                '{} <a href="{}">{}</a>', kind, reverse(name, args=[conflict.record.pk]), in_words(conflict.record)
            )
        except NoReverseMatch:
            return f"{kind} {in_words(conflict.record)}"

    @admin.display(description=_("field"), ordering="field")
    def field_shown(self, conflict: Any) -> str:
        return field_label(KINDS[conflict.model](), conflict.field) if conflict.field else gettext("(the whole record)")

    @admin.display(description=_("machine, before"))
    def before(self, conflict: Any) -> str:
        return stated(conflict.machine_old)

    @admin.display(description=_("machine, now"))
    def now(self, conflict: Any) -> SafeString | str:
        if not conflict.field or conflict.machine_new in (None, "", []):
            return gettext("no longer found")
        return compared(stated(conflict.machine_old), stated(conflict.machine_new))

    @admin.display(description=_("edited"))
    def edited(self, conflict: Any) -> SafeString | str:
        return (
            compared(stated(conflict.machine_old), stated(conflict.mine)) if conflict.field else stated(conflict.mine)
        )

    @admin.display(description=_("settle"))
    def settling(self, conflict: Any) -> SafeString | str:
        if not conflict.may_settle:
            return conflict.get_resolution_display()
        choices = (
            ("mine", gettext("Keep the edit") if conflict.field else gettext("Keep the record")),
            ("machine", gettext("Take the machine's") if conflict.field else gettext("Remove the record")),
        )
        return format_html_join(
            " ",
            '<button type="submit" name="settle" value="{}:{}"{}>{}{}</button>',
            (
                (
                    resolution,
                    conflict.pk,
                    format_html(' data-key="{}"', key) if conflict.first else "",
                    label,
                    format_html(" <kbd>{}</kbd>", key) if conflict.first else "",
                )
                for key, (resolution, label) in enumerate(choices, 1)
            ),
        )

    @admin.action(description=_("Keep the edits of the selected conflicts"), permissions=["settle"])
    def keep_mine(self, request: HttpRequest, queryset: QuerySet) -> None:
        report(self, request, settle(queryset, Conflict.Resolution.MINE, request.user))

    @admin.action(description=_("Take the machine's word in the selected conflicts"), permissions=["settle"])
    def take_machine(self, request: HttpRequest, queryset: QuerySet) -> None:
        report(self, request, settle(queryset, Conflict.Resolution.MACHINE, request.user))


def in_words(record: Record) -> str:
    """The name of a record; of one that has none, its address and what a person wrote in it."""
    name = str(record).strip()
    if name and name != record.public_id:
        return name
    return " ".join([record.public_id, *(stated(record.stated(field)) for field in record.edited_fields())])


def stated(value: Any) -> str:
    """A value of a conflict as it is read.

    >>> stated(["s1", "s2"]), stated(None), stated("南塬")
    ('s1; s2', '—', '南塬')
    """
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "—"
    return "—" if value in (None, "") else str(value)


def compared(old: str, new: str) -> SafeString:
    """The new value with what differs from the old one marked, punctuation too.

    >>> compared("南塬县", "南源县")
    '南<del>塬</del><ins>源</ins>县'
    >>> compared("—", "南源县")
    '<ins>南源县</ins>'
    """
    old, new = ("" if value == NOTHING else value for value in (old, new))
    pieces: list[str] = []
    dropped = added = ""
    for step in [*Indel.opcodes(old, new), None]:
        if step is None or step.tag == "equal":
            pieces.append(format_html("<del>{}</del>", dropped) if dropped else "")
            pieces.append(format_html("<ins>{}</ins>", added) if added else "")
            pieces.append(escape(new[step.dest_start : step.dest_end]) if step else "")
            dropped = added = ""
        else:
            dropped += old[step.src_start : step.src_end]
            added += new[step.dest_start : step.dest_end]
    return format_html_join("", "{}", ((piece,) for piece in pieces))
