"""Two versions of a record side by side, and the way back to the older one."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..desk import versions
from .act import report, value_shown
from .conflict import compared


def versions_page(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """`?old=…&new=…`, entries of the history or `now`; posting goes back to the older one."""
    try:
        target: Any = apps.get_model(app, model)
    except LookupError as error:
        raise Http404("no such kind of record") from error
    if not hasattr(target, "history") or target not in admin.site._registry:
        raise Http404("no such kind of record")
    if not request.user.has_perm(f"{app}.view_{model}"):
        raise PermissionDenied
    record = get_object_or_404(target, pk=pk)
    older, newer = (versions.version(record, request.GET.get(name, "")) for name in ("old", "new"))
    if older is None or newer is None:
        raise Http404("no such version")
    if when(older) > when(newer):
        older, newer = newer, older
    may = older is not record and request.user.has_perm(f"{app}.change_{model}")
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        try:
            report(None, request, versions.go_back(record, older, request.user, request.POST.get("reason", "")[:100]))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse(f"admin:{app}_{model}_history", args=[pk]))
    context = {
        **admin.site.each_context(request),
        "title": _("Two versions"),
        "record": record,
        "opts": target._meta,
        "older": heading(older),
        "newer": heading(newer),
        "rows": [row(each) for each in versions.compare(record, older, newer)],
        "may": may,
        "back_changes": [each.field.verbose_name for each in versions.compare(record, older, record)],
        "history": reverse(f"admin:{app}_{model}_history", args=[pk]),
    }
    return render(request, "admin/desk/versions.html", context)


def when(version: Any) -> Any:
    """The moment of a version; the record itself is the newest."""
    return getattr(version, "history_date", None) or timezone.now()


def heading(version: Any) -> str:
    """What stands above a version."""
    if not hasattr(version, "history_date"):
        return _("now")
    return f"{timezone.localtime(version.history_date):%Y-%m-%d %H:%M:%S} {version.history_user or _('import')}"


def row(difference: versions.Difference) -> tuple[str, str, Any]:
    """A field of the comparison: its name, the older value, the newer one with what differs marked."""
    before, after = (value_shown(difference.field, value) for value in (difference.before, difference.after))
    return str(difference.field.verbose_name), before, compared(before, after)
