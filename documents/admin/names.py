"""The pages on which names that are tied to nobody are settled, a name at a time."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from people.models import Speaker, SpeakerName
from people.names import is_person_name

from ..desk import names, surveys
from ..desk.suggestions import speakers_named, suggest
from ..models import Document, Survey
from .act import report

PER_PAGE = 50
SHOWN = 300  # occurrences on the page of one name; a decision is on those that are shown


def names_page(request: HttpRequest) -> HttpResponse:
    """The list of names, or with `?name=` one of them with all its occurrences."""
    if name := request.GET.get("name", ""):
        return name_page(request, name[:200])
    if request.method == "POST":  # look again
        surveys.take(Survey.Of.NAMES, names.count_names)
        return HttpResponseRedirect(request.get_full_path())
    search = request.GET.get("q", "").strip()[:50]
    queue = names.queue(search)
    page = Paginator(queue.names, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(waiting, address_of(waiting.name), kinds_in_words(waiting)) for waiting in page]
    context = {
        **admin.site.each_context(request),
        "title": _("Unresolved names"),
        "page": page,
        "rows": rows,
        "search": search,
        "more": queue.more,
        "at": queue.at,
        "left": names.left_alone().order_by("-at")[:20],
    }
    return render(request, "admin/desk/names.html", context)


def address_of(name: str) -> str:
    """The address of the page of one name."""
    return reverse("admin:names") + "?" + urlencode({"name": name})


def kinds_in_words(waiting: names.Waiting) -> str:
    """How often a name occurs as what: 发言 3，提及 1."""
    models = {model._meta.model_name: model._meta.verbose_name for model in (*names.NAME_FIELDS, names.Quotation)}
    return _(", ").join(f"{models[kind]} {count}" for kind, count in waiting.kinds.most_common())


def name_page(request: HttpRequest, name: str) -> HttpResponse:
    """One name: where it stands, who may be meant, and the decision."""
    found = names.occurrences(name)[:SHOWN]
    problem = ""
    if request.method == "POST":
        if not request.user.has_perms(("people.change_speaker", "documents.change_quotation")):
            raise PermissionDenied
        problem = decide(request, name, found)
        if not problem:
            return HttpResponseRedirect(following(name))
    on = found[0].row.document.date if found and found[0].row.document_id else ""
    position = next((each.position for each in found if each.position), "")
    by_document: dict[Document, list[names.Occurrence]] = {}
    for each in found:
        by_document.setdefault(each.row.document, []).append(each)
    context = {
        **admin.site.each_context(request),
        "title": _("The name “%s”") % name,
        "name": name,
        "problem": problem,
        "by_document": list(by_document.items()),
        "count": len(found),
        "suggestions": suggest(name, names.documents_of(found)[:20], position, on),
        "forms": SpeakerName.Kind.choices,
        "remember": SpeakerName.Kind.ALIAS if is_person_name(name) else "",
        "kinds": Speaker.Kind.choices,
        "following": following(name),
        "typed": request.POST,
    }
    return render(request, "admin/desk/name.html", context)


def decide(request: HttpRequest, name: str, found: list[names.Occurrence]) -> str:
    """Do what was asked; returns what is wrong with it, or nothing."""
    what, _colon, key = request.POST.get("do", "").partition(":")
    rows = list(names.chosen(found, request.POST.getlist("occurrence")))
    if what == "leave":
        left = names.leave(name, request.user)
        link = format_html(
            '<a href="{}">{}</a>', reverse("admin:documents_act_change", args=[left.pk]), _("Look or undo")
        )
        messages.success(request, format_html("{} {}", _("“%s” is left alone.") % name, link))
        return ""
    if not rows:
        return _("Tick at least one occurrence.")
    if what == "create":
        kind = request.POST.get("kind", "")
        kind = kind if kind in Speaker.Kind.values else Speaker.Kind.PERSON
        full = request.POST.get("full", "").strip()[:200] or name
        note = request.POST.get("note", "").strip()[:1000]
        report(None, request, names.settle_as_new(name, rows, request.user, full=full, kind=kind, note=note))
        return ""
    speakers = list(Speaker.objects.filter(pk=key, merged_into=None)) if what == "choose" and key.isdecimal() else []
    if what == "type":
        speakers, unknown = speakers_named(request.POST.get("speaker", ""))
        if unknown or len(speakers) != 1:
            return _("Name exactly one speaker, chosen from the list.")
    if not speakers:
        return _("Nothing was decided.")
    remember = request.POST.get("remember", "")
    remember = remember if remember in SpeakerName.Kind.values else ""
    report(None, request, names.settle(name, speakers[0], rows, request.user, remember))
    return ""


def following(name: str) -> str:
    """The address of the name that comes after this one in the queue, or of the list."""
    waiting = [each.name for each in names.waiting_names()]
    place = waiting.index(name) + 1 if name in waiting else 0
    rest = [each for each in waiting[place:] if each != name]
    return address_of(rest[0]) if rest else reverse("admin:names")
