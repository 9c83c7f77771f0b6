"""The page on which records that are one are merged: what is suggested, a preview, and the act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editing import field_label, yes_or_no
from archive.lib.edtf import without_zeros
from people.merging import counts
from people.models import Speaker

from ..desk import duplicates, merging, surveys
from ..models import Fingerprint, SearchText, Survey
from .act import report

MOST = 20
SHOWN = {
    "speaker": ("name", "kind", "birth", "death", "note", "authority", "wikidata"),
    "meeting": ("name", "date", "end_date", "place", "host", "theme"),
    "publication": ("title", "kind", "publisher", "place", "year", "isbn", "issn"),
    "work": ("title", "date", "occasion", "forms"),
    "document": ("title", "kind", "date", "publication", "locator", "meeting", "source", "published"),
}


@dataclass(frozen=True)
class Choice:
    """One of the records to merge, with what the page shows of it."""

    record: Any
    values: list[str]
    names: str
    counts: list[tuple[str, int]]
    address: str


@admin.action(description=gettext_lazy("Merge the selected records…"), permissions=["change"])
def merge_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
    """Go to the preview of merging a selection."""
    keys = [str(pk) for pk in queryset.values_list("pk", flat=True)[:MOST]]
    return HttpResponseRedirect(address_of(queryset.model._meta.model_name or "", keys))


def address_of(kind: str, keys: list[str]) -> str:
    """The address of the preview of merging these records."""
    return reverse("admin:merge") + "?" + urlencode({"kind": kind, "ids": ",".join(keys)})


def merge_page(request: HttpRequest) -> HttpResponse:
    """What may be there twice; with `?kind=…&ids=…` the preview of merging those."""
    kind = request.GET.get("kind", "")
    if kind not in merging.MERGEABLE:
        return duplicates_page(request)
    records = chosen(kind, request.GET.get("ids", ""))
    problem = ""
    if request.method == "POST":
        if not request.user.has_perm(
            f"{records[0]._meta.app_label}.change_{kind}" if records else "people.change_speaker"
        ):
            raise PermissionDenied
        problem = decide(request, records)
        if not problem:
            return HttpResponseRedirect(following(records))
    choices = [choice_of(kind, record) for record in records]
    labels = [field_label(merging.MERGEABLE[kind](), name) for name in SHOWN[kind]]
    context = {
        **admin.site.each_context(request),
        "title": _("Merge"),
        "kind": kind,
        "choices": choices,
        "rows": list(zip(labels, *(choice.values for choice in choices), strict=True)),
        "problem": problem,
        "standing": max(choices, key=weight).record.pk if choices else None,
        "two": len(choices) == 2,
        "following": following(records),
    }
    return render(request, "admin/desk/merge.html", context)


def duplicates_page(request: HttpRequest) -> HttpResponse:
    """What may be there twice."""
    if request.method == "POST":  # look again
        surveys.take(Survey.Of.DUPLICATES, duplicates.seek)
        return HttpResponseRedirect(request.get_full_path())
    suspicion = duplicates.suspicion()
    pairs = [
        (
            pair,
            (meta := pair.one._meta).verbose_name,
            address_of(meta.model_name, [str(pair.one.pk), str(pair.other.pk)]),
        )
        for pair in suspicion.pairs
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Suspected duplicates"),
        "pairs": pairs,
        "more": suspicion.more,
        "at": suspicion.at,
    }
    return render(request, "admin/desk/duplicates.html", context)


def following(records: list[Any]) -> str:
    """The address of the first suggestion that is not about these records; that of the list if there is none."""
    shown = {(type(record), record.pk) for record in records}
    for pair in duplicates.suggested():
        both = {(type(each), each.pk) for each in (pair.one, pair.other)}
        if not both & shown:
            return address_of(pair.one._meta.model_name, [str(pair.one.pk), str(pair.other.pk)])
    return reverse("admin:merge")


def chosen(kind: str, ids: str) -> list[Any]:
    """The records named in the address that still stand."""
    keys = [int(key) for key in ids.split(",")[:MOST] if key.isdecimal()]
    rows = merging.MERGEABLE[kind]._default_manager.filter(pk__in=keys).order_by("pk")
    return [row for row in rows if not getattr(row, "merged_into_id", None)]


def choice_of(kind: str, record: Any) -> Choice:
    """What is shown of one record."""
    values = [value_of(record, name) for name in SHOWN[kind]]
    names = "、".join(form.form for form in record.names.all()[:10]) if isinstance(record, Speaker) else ""
    address = reverse(f"admin:{record._meta.app_label}_{kind}_change", args=[record.pk])
    # What search keeps is made anew and is nobody's concern.
    return Choice(record, values, names, counts(record, but=[SearchText, Fingerprint]), address)


def value_of(record: Any, name: str) -> str:
    """A field as it is read."""
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    if isinstance(value, bool):
        return yes_or_no(value)
    if name in ("birth", "death"):
        return without_zeros(value) or "—"
    return "—" if value in (None, "") else str(value)


def weight(choice: Choice) -> tuple[bool, int]:
    """Which of the records should stay: one of the authority file, else the one most used."""
    return bool(getattr(choice.record, "authority", False)), sum(number for _what, number in choice.counts)


def decide(request: HttpRequest, records: list[Any]) -> str:
    """Merge, or remember that they are not one; returns what is wrong, or nothing."""
    if request.POST.get("do") == "apart" and len(records) == 2:
        duplicates.keep_apart(records[0], records[1], request.user)
        return ""
    winner = next((record for record in records if str(record.pk) == request.POST.get("standing")), None)
    if winner is None or len(records) < 2:
        return _("Choose which record stays; at least two are needed, and somebody may have merged them meanwhile.")
    report(None, request, merging.merge([record for record in records if record != winner], winner, request.user))
    return ""
