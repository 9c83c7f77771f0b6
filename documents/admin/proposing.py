"""Proposals in the admin: a contributor's form of a record, the list of what waits, and the decision."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm, modelform_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from archive.editing import DefaultingFilter, ReadOnlyAdmin

from ..desk import proposals
from ..models import Proposal
from ..roles import RECORDS
from .act import report, value_shown
from .conflict import compared


def propose_page(request: HttpRequest, app: str, model: str, pk: int | None = None) -> HttpResponse:
    """The form of a record, or of a new one, whose contents are not saved but proposed."""
    if f"{app}.{model}" not in RECORDS:
        raise Http404("no such kind of record")
    if not request.user.has_perm(f"{app}.view_{model}"):
        raise PermissionDenied
    target: Any = apps.get_model(app, model)
    if pk is None and not getattr(admin.site._registry[target], "proposed_new", False):
        raise Http404("no record of this kind stands for itself")
    # The form writes what was typed into its record; `stored` is as it is, and that of a new one empty.
    record, stored = (get_object_or_404(target, pk=pk) if pk else target() for _each in range(2))
    form = form_for(request, record)(request.POST or None, instance=record)
    reason = request.POST.get("reason", "").strip()
    back = reverse(f"admin:{app}_{model}_change", args=[pk]) if pk else reverse(f"admin:{app}_{model}_changelist")
    if request.method == "POST" and form.is_valid():
        found = proposals.differences(stored, form.cleaned_data)
        if found:
            proposals.propose(stored if pk else form.instance, found, reason, request.user)
            messages.success(request, gettext("Proposed. An archivist will decide on it."))
            return HttpResponseRedirect(back)
        messages.info(request, gettext("Nothing was changed in the form."))
    context = {
        **admin.site.each_context(request),
        "title": gettext("Propose a change") if pk else gettext("Propose a new record: %s") % target._meta.verbose_name,
        "record": stored if pk else None,
        "back": back,
        "opts": target._meta,
        "form": form,
        "reason": reason,
        "media": form.media,
    }
    return render(request, "admin/desk/propose.html", context)


def form_for(request: HttpRequest, record: Any) -> type[ModelForm]:
    """The form of a record as an archivist has it, with all that may be edited in it."""
    model_admin = admin.site._registry[type(record)]
    fixed = {*model_admin.get_readonly_fields(request, record if record.pk else None)}
    listed: list[Any] = (
        flatten_fieldsets(model_admin.fieldsets) if model_admin.fieldsets else list(model_admin.fields or ())
    )
    listed = listed or [field.name for field in record._meta.fields if field.editable and not field.primary_key]
    made_by: Any = partial(model_admin.formfield_for_dbfield, request=request)
    fields = [name for name in listed if name not in fixed]
    return modelform_factory(type(record), form=model_admin.form, fields=fields, formfield_callback=made_by)


class StateFilter(DefaultingFilter):
    title = _("state")
    parameter_name = "decided"
    default = Proposal.State.OPEN.label

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, state.label) for state in Proposal.State if state != Proposal.State.OPEN]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(state=self.value() or Proposal.State.OPEN)


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("subject", "what", "reason", "user", "at", "state")
    list_filter = (StateFilter,)
    list_select_related = ("user",)
    search_fields = ("subject", "reason", "user__username")
    asked = ("subject", "user", "at", "reason", "state")
    answered = ("answer", "decided", "decided_by", "act")
    change_form_template = "admin/desk/proposal.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Who decides sees all, others what they proposed."""
        rows = super().get_queryset(request)
        return rows if self.may_decide(request) else rows.filter(user=request.user.pk)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.asked if obj is None or obj.state == Proposal.State.OPEN else (*self.asked, *self.answered)

    def may_decide(self, request: HttpRequest) -> bool:
        return request.user.has_perm("documents.change_proposal")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<int:pk>/decide/", view, name="documents_proposal_decide"), *super().get_urls()]

    @admin.display(description=_("changes"))
    def what(self, proposal: Proposal) -> SafeString:
        model: Any = apps.get_model(proposal.model)
        names = ", ".join(str(model._meta.get_field(each["field"]).verbose_name) for each in proposal.changes)
        kind = model._meta.verbose_name if proposal.object_id else gettext("new %s") % model._meta.verbose_name
        return format_html("{}: {}", kind, names)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        proposal: Any = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if proposal:
            record = proposals.record_of(proposal)
            context = {
                "record": record,
                "record_address": address_of(record) if record else "",
                "alike": [(each, address_of(each)) for each in proposals.alike(proposal) or ()],
                "new": proposal.object_id is None,
                "rows": list(rows_of(proposal, record)),
                "may_decide": proposal.state == Proposal.State.OPEN and self.may_decide(request),
                "following": following(proposal) if self.may_decide(request) else None,
            }
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept or decline a proposal, and go to the next one."""
        if not self.may_decide(request):
            raise PermissionDenied
        proposal = get_object_or_404(Proposal, pk=pk)
        answer = request.POST.get("answer", "").strip()
        here = reverse("admin:documents_proposal_change", args=[pk])
        try:
            if request.POST.get("do") == "accept":
                report(self, request, proposals.accept(proposal, request.user, answer))
            else:
                proposals.decline(proposal, request.user, answer)
                messages.success(request, gettext("Declined. Whoever proposed it sees your answer."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(here)
        after = following(proposal)
        name = "admin:documents_proposal_change" if after else "admin:documents_proposal_changelist"
        return HttpResponseRedirect(reverse(name, args=[after.pk] if after else []))


def address_of(record: Any) -> str:
    """The address of a record's form."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def following(proposal: Proposal) -> Proposal | None:
    """The proposal that waits after this one, or else the first that waits."""
    rest = proposals.waiting().exclude(pk=proposal.pk)
    return rest.filter(at__gte=proposal.at).first() or rest.first()


def rows_of(proposal: Proposal, record: Any) -> Iterator[tuple[str, str, Any, str]]:
    """The changes for the page: the field, what it held, what it would hold, and what it holds if that is another."""
    model: Any = apps.get_model(proposal.model)
    for change in proposal.changes:
        field = model._meta.get_field(change["field"])
        before, after = value_shown(field, change["before"]), value_shown(field, change["after"])
        now = proposals.value_of(record, field.name) if record else change["before"]
        other = value_shown(field, now) if now != change["before"] and proposal.state == Proposal.State.OPEN else ""
        yield str(field.verbose_name), before, compared(before, after), other
