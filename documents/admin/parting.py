"""The page on which a speaker who was two people is parted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Speaker

from ..desk import names, parting
from ..desk.suggestions import speakers_named
from ..models import Document
from .act import report


def part_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that hangs on a speaker; what is ticked goes to another."""
    speaker = get_object_or_404(Speaker, pk=pk, merged_into=None)
    found = parting.occurrences_of(speaker)
    problem = ""
    if request.method == "POST":
        if not request.user.has_perms(("people.change_speaker", "documents.change_quotation")):
            raise PermissionDenied
        problem = decide(request, speaker, found)
        if not problem:
            return HttpResponseRedirect(reverse("admin:people_speaker_change", args=[pk]))
    by_document: dict[Document, list[names.Occurrence]] = {}
    for each in found:
        by_document.setdefault(each.row.document, []).append(each)
    context = {
        **admin.site.each_context(request),
        "title": _("Part “%(name)s”") % {"name": speaker},
        "speaker": speaker,
        "by_document": list(by_document.items()),
        "count": len(found),
        "ticked": request.POST.getlist("occurrence"),
        "typed": request.POST,
        "problem": problem,
    }
    return render(request, "admin/desk/part.html", context)


def decide(request: HttpRequest, speaker: Speaker, found: list[names.Occurrence]) -> str:
    """Do what was asked; returns what is wrong with it, or nothing."""
    rows: list[Any] = list(names.chosen(found, request.POST.getlist("occurrence")))
    if not rows:
        return _("Tick what belongs to the other person.")
    if len(rows) == len(found):
        return _("Everything is ticked: correct the speaker's own record instead.")
    if request.POST.get("do") == "create":
        name = request.POST.get("full", "").strip()[:200] or speaker.name
        note = request.POST.get("note", "").strip()[:1000]
        if not note and name == speaker.name:
            return _("Two people of one name need a note that tells them apart.")
        report(None, request, parting.part(speaker, rows, request.user, name=name, note=note, kind=speaker.kind))
        return ""
    speakers, unknown = speakers_named(request.POST.get("speaker", ""))
    if unknown or len(speakers) != 1 or speakers[0].pk == speaker.pk:
        return _("Name exactly one other speaker, chosen from the list.")
    report(None, request, parting.part(speaker, rows, request.user, speakers[0]))
    return ""
