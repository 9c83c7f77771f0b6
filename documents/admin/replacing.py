"""The page on which words are found and replaced in many records at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.editing import field_label

from ..desk import replacing
from ..desk.replacing import FIELDS, Replacement
from ..models import Document
from .act import report
from .conflict import compared


def replace_page(request: HttpRequest) -> HttpResponse:
    """What is to be replaced where; then every record that would change, to be ticked; then the act."""
    given = request.POST if request.method == "POST" else request.GET
    model, _dot, field = given.get("where", "paragraph.text").partition(".")
    values = {name: given.get(name, "") for name in ("find", "put", "document")}
    sought = Replacement(model, field, values["find"][:200], values["put"][:200], values["document"].strip()[:32])
    context: dict[str, Any] = {"sought": sought, "where": f"{model}.{field}", "places": places(request)}
    if "find" in given:
        try:
            sought.check()
            if not may(request, sought):
                raise PermissionDenied
            if request.method == "POST":
                return done(request, sought)
            context |= previewed(sought)
        except ValidationError as error:
            context["problem"] = " ".join(error.messages)
    if sought.document:
        context["document"] = Document.objects.filter(public_id=sought.document).first()
    page = {**admin.site.each_context(request), "title": _("Find and replace"), "most": replacing.MOST, **context}
    return render(request, "admin/desk/replace.html", page)


def may(request: HttpRequest, sought: Replacement) -> bool:
    """Whether this person may change records of the kind."""
    meta = sought.target._meta
    return request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}")


def places(request: HttpRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields in which words can be replaced, by kind of record."""
    found = []
    for model, fields in FIELDS.items():
        name, app = model._meta.model_name, model._meta.app_label
        if request.user.has_perm(f"{app}.change_{name}"):
            labels = [(f"{name}.{field}", field_label(model(), field)) for field in fields]
            found.append((capfirst(str(model._meta.verbose_name)), labels))
    return found


def previewed(sought: Replacement) -> dict[str, Any]:
    """What the page shows before anything is done."""
    hits, count = replacing.preview(sought)
    shown = [
        {
            "key": hit.key,
            "record": hit.record,
            "address": reverse(f"admin:{hit.record._meta.app_label}_{sought.model}_change", args=[hit.record.pk]),
            "document": getattr(hit.record, "document", None),
            "change": compared(*around(hit.before, hit.after, sought)),
        }
        for hit in hits
    ]
    more = count > replacing.MOST
    return {"hits": shown, "more": more, "asked": True}


def around(before: str, after: str, sought: Replacement, width: int = 30) -> tuple[str, str]:
    """Both texts, of long ones what stands around the first place and the last."""
    low = max(before.find(sought.find) - width, 0)
    tail = max(len(before) - before.rfind(sought.find) - len(sought.find) - width, 0)
    one, other = before[low : len(before) - tail], after[low : len(after) - tail]
    lead, end = "…" if low else "", "…" if tail else ""
    return f"{lead}{one}{end}", f"{lead}{other}{end}"


def done(request: HttpRequest, sought: Replacement) -> HttpResponse:
    """Replace in what was ticked."""
    doing, late = replacing.replace(sought, request.POST.getlist("hit"), request.user)
    report(None, request, doing)
    if late:
        told = ngettext(
            "%d record was changed since the preview and was left alone.",
            "%d records were changed since the preview and were left alone.",
            late,
        )
        messages.warning(request, told % late)
    return HttpResponseRedirect(reverse("admin:replace"))
