"""The pages on which quotations are reviewed: one after the other by keyboard, or many at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.lib.edtf import without_zeros
from people.models import Speaker

from ..desk import places, review, stretches, waiting
from ..desk.acts import Doing, undo
from ..desk.review import Queue
from ..desk.rules import rule_label
from ..desk.suggestions import speakers_named, suggest_for
from ..models import Act, Quotation
from .act import report

PREVIEWED = 30


def review_page(request: HttpRequest) -> HttpResponse:
    """One quotation of a queue; a decision posted here answers with the next one.

    A script asks for the item alone (`X-Part: item`), so that a decision is one request.
    """
    queue = Queue.read(request.GET)
    at = _quotation(request.GET.get("at", ""))
    told: dict[str, Any] = {}
    if request.method == "POST":
        if not request.user.has_perm("documents.change_quotation"):
            raise PermissionDenied
        at, told = _decide(request, queue, at)
        if request.headers.get("X-Part") != "item":
            for name, level in (("done", messages.INFO), ("problem", messages.ERROR)):
                if told.get(name):
                    messages.add_message(request, level, told[name])
            return HttpResponseRedirect(_address(queue, at))
    elif at is None:
        at = queue.waiting().select_related("document").first()
    context = {**_item(queue, at), "may_decide": request.user.has_perm("documents.change_quotation"), **told}
    if request.headers.get("X-Part") == "item":
        return render(request, "admin/desk/review_item.html", context)
    title = _("Review of quotations")
    rules = review.rules_waiting()
    page = {**admin.site.each_context(request), "title": title, "rules": rules, **context}
    return render(request, "admin/desk/review.html", page)


def _quotation(public_id: str) -> Quotation | None:
    return Quotation.objects.filter(public_id=public_id).first() if public_id else None


def _address(queue: Queue, at: Quotation | None, name: str = "admin:review") -> str:
    query = queue.query() | ({"at": at.public_id} if at else {})
    return reverse(name) + ("?" + urlencode(query) if query else "")


@transaction.atomic
def _decide(request: HttpRequest, queue: Queue, at: Quotation | None) -> tuple[Quotation | None, dict[str, Any]]:
    """Do what was asked; returns the quotation to show next and what to say of it."""
    what, _colon, key = request.POST.get("do", "").partition(":")
    if what == "undo":
        return _undo(request, at)
    if at is None:
        return None, {"problem": _("This quotation is no longer there.")}
    at = Quotation.objects.select_for_update().get(pk=at.pk)
    if request.POST.get("state") != review.state_of(at):
        return at, {"problem": _("Somebody else changed this quotation meanwhile; here it is as it is now.")}
    try:
        doing, made = _act(request, what, key, at)
    except ValidationError as error:
        return at, {"problem": " ".join(error.messages), "typed": request.POST}
    done = {"done": f"{at.get_status_display()}: “{at.text[:40]}”", "undo": doing.act.pk if doing.act else None}
    if what == "join":
        return at, done
    following = queue.after(at).first() or queue.waiting().exclude(pk=at.pk).first()
    return made or following, done


def _act(request: HttpRequest, what: str, key: str, at: Quotation) -> tuple[Doing, Quotation | None]:
    """Do what was asked; returns it, and the quotation that it made, which is looked at next."""
    if what == "split":
        where = request.POST.get("at", "")
        return stretches.split(at, request.user, int(where) if where.isdecimal() else None, **_typed_ends(request))
    return _one(request, what, key, at), None


def _one(request: HttpRequest, what: str, key: str, at: Quotation) -> Doing:
    """A decision that leaves one quotation one."""
    user = request.user
    if what == "confirm":
        return review.confirm(at, user)
    if what == "reject":
        return review.reject(at, user)
    if what == "reopen":
        return review.reopen(at, user)
    if what == "join":
        return stretches.join(at, user)
    if what == "nobody":
        return review.correct(at, user, [], kind=Quotation.Kind.SAYING, label="")
    if what == "choose" and key.isdecimal():
        return review.correct(at, user, list(Speaker.objects.filter(pk=key)), **_typed_ends(request))
    if what == "correct":
        return _correct(request, at)
    raise ValidationError(_("Nothing was decided."))


def _correct(request: HttpRequest, at: Quotation) -> Doing:
    """What was typed into the fields below the paragraph."""
    speakers, unknown = speakers_named(request.POST.get("speakers", ""))
    if unknown:
        raise ValidationError(
            _("No speaker, or several, of the name %(names)s. Choose one of the list.") % {"names": "; ".join(unknown)}
        )
    values: dict[str, Any] = {name: request.POST.get(name, "").strip()[:500] for name in ("work", "occasion")}
    if request.POST.get("kind") in Quotation.Kind.values:
        values["kind"] = request.POST["kind"]
    return review.correct(at, request.user, speakers, **values, **_typed_ends(request))


def _typed_ends(request: HttpRequest) -> dict[str, int]:
    ends = {name: request.POST.get(name, "") for name in ("start", "end")}
    return {name: int(value) for name, value in ends.items() if value.isdecimal()}


def _undo(request: HttpRequest, at: Quotation | None) -> tuple[Quotation | None, dict[str, Any]]:
    """Take back one's own last decision and show its quotation again."""
    key = request.POST.get("undo", "")
    mine = Act.objects.filter(pk=int(key) if key.isdecimal() else 0, user=request.user.pk, undone=None)
    if (last := mine.filter(kind=Act.Kind.REVIEW).first()) is None:
        return at, {"problem": _("There is nothing to undo.")}
    collisions = undo(last, request.user)
    keys = [pk for change in last.changes for pk in change.get("pks", ())]
    back = Quotation.objects.filter(pk__in=keys[:1]).first()
    return back or at, {"done": _("Undone."), "problem": "; ".join(map(str, collisions))}


def _item(queue: Queue, at: Quotation | None) -> dict[str, Any]:
    """What the page shows of one quotation."""
    context: dict[str, Any] = {"queue": queue, "queue_text": review.describe(queue), "count": waiting.quotations(queue)}
    context["address"] = _address(queue, None)
    if at is None:
        return context
    related = ("document__publication", "document__meeting", "document__source", "paragraph", "cited_work")
    quotation = Quotation.objects.select_related(*related).prefetch_related("speakers").get(pk=at.pk)
    source = quotation.document.source
    before, after = places.neighbours(quotation.paragraph)
    return context | {
        "quotation": quotation,
        "pieces": places.pieces_of(quotation, places.others_in(quotation)),
        "evidence_elsewhere": bool(quotation.evidence) and places.evidence_span(quotation) is None,
        "before": before,
        "after": after,
        "source": source,
        "text_address": _text_address(quotation),
        "stretch": places.source_stretch(source, quotation.source_start, quotation.source_end),
        "suggestions": suggest_for(quotation),
        "speakers_typed": "; ".join(f"{each.name}〔{each.public_id}〕" for each in quotation.speakers.all()),
        "kinds": Quotation.Kind.choices,
        "rule_text": rule_label(quotation.rule),
        "state": review.state_of(quotation),
        "here": _address(queue, quotation),
        "following": _link(queue, queue.after(quotation).first()),
        "preceding": _link(queue, queue.before(quotation).first()),
        "joinable": stretches.following(quotation),
        "continuation": _link(queue, stretches.continuation(quotation)),
        "undecided": quotation.status == Quotation.Status.MACHINE,
    }


def _text_address(quotation: Quotation) -> str:
    source = quotation.document.source_id
    at = quotation.source_start or quotation.paragraph.source_start or 0
    return reverse("admin:text", args=[source]) + f"?at={at}" if source else ""


def _link(queue: Queue, at: Quotation | None) -> str:
    return _address(queue, at) if at else ""


def bulk_page(request: HttpRequest) -> HttpResponse:
    """Confirm all of a queue: first what that would be, then, once said, done as one act."""
    queue = Queue.read(request.GET)
    rows = queue.waiting()
    if request.method == "POST":
        if not request.user.has_perm("documents.change_quotation"):
            raise PermissionDenied
        newest = request.POST.get("newest", "")
        if newest.isdecimal():
            report(None, request, review.confirm_all(queue, request.user, int(newest)))
            return HttpResponseRedirect(reverse("admin:review"))
    count = rows.order_by().count()
    sample: list[Any] = list(rows.select_related("document").prefetch_related("speakers")[:PREVIEWED])
    for quotation in sample:
        quotation.rule_text = rule_label(quotation.rule)
    done_now = min(count, review.MOST_AT_ONCE)
    context = {
        **admin.site.each_context(request),
        "title": _("Confirm many quotations at once"),
        "queue": queue,
        "queue_text": review.describe(queue),
        "address": _address(queue, None, "admin:review_bulk"),
        "review_address": _address(queue, None),
        "rules": review.rules_waiting(),
        "count": count,
        "newest": rows.order_by().aggregate(newest=Max("pk"))["newest"],
        "sample": sample,
        "button": ngettext("Confirm this %d quotation", "Confirm these %d quotations", done_now) % done_now,
        "narrow": bool(queue.query().keys() - {"order"}),
    }
    return render(request, "admin/desk/review_bulk.html", context)


def speaker_options(request: HttpRequest) -> JsonResponse:
    """Speakers whose name or other form begins with what is typed, each with its address to tell namesakes apart."""
    typed = request.GET.get("q", "").strip()[:50]
    if not typed:
        return JsonResponse({"options": []})
    standing = Speaker.objects.filter(merged_into=None)
    rows = standing.filter(Q(name__startswith=typed) | Q(names__form__startswith=typed) | Q(sort_key__startswith=typed))
    options = [
        {
            "value": f"{row.name}〔{row.public_id}〕",
            "label": " ".join((row.name, without_zeros(row.birth), row.note[:30])).strip(),
        }
        for row in rows.distinct().order_by("sort_key", "pk")[:12]
    ]
    return JsonResponse({"options": options})
