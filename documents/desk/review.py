"""Review of quotations: the queue of what the machine found, and the decisions on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents.models import Act, Quotation
from people.models import Speaker

from .acts import Doing, act
from .rules import rule_label
from .stretches import stretch

UNSURE = 0.7  # below this the machine itself doubts
MOST_AT_ONCE = 20_000
RULES_SOUGHT_IN = 20_000


@dataclass(frozen=True, slots=True)
class Queue:
    """Which quotations wait, in which order: the least sure first, or document by document.

    Empty values narrow nothing. `below` and `above` are bounds of confidence, the first excluded.
    """

    rule: str = ""
    kind: str = ""
    document: str = ""  # its public id
    below: float | None = None
    above: float | None = None
    order: str = "unsure"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Queue:
        """The queue that a page's address names; what makes no sense in it is left out."""
        order = query.get("order", "")
        return cls(
            rule=query.get("rule", ""),
            kind=query["kind"] if query.get("kind") in Quotation.Kind.values else "",
            document=query.get("document", ""),
            below=_number(query.get("below", "")),
            above=_number(query.get("above", "")),
            order=order if order in ("unsure", "document") else "unsure",
        )

    def query(self) -> dict[str, str]:
        """The queue as the parameters of an address."""
        values = {name: getattr(self, name) for name in ("rule", "kind", "document", "below", "above")}
        given = {name: str(value) for name, value in values.items() if value not in ("", None)}
        return given | ({"order": self.order} if self.order != "unsure" else {})

    def waiting(self) -> QuerySet[Quotation]:
        """The quotations of the queue in its order."""
        rows = Quotation.objects.filter(status=Quotation.Status.MACHINE)
        for name, lookup in (("rule", "rule"), ("kind", "kind"), ("document", "document__public_id")):
            if value := getattr(self, name):
                rows = rows.filter(**{lookup: value})
        if self.below is not None:
            rows = rows.filter(confidence__lt=self.below)
        if self.above is not None:
            rows = rows.filter(confidence__gte=self.above)
        return rows.order_by(*self._keys())

    def after(self, quotation: Quotation) -> QuerySet[Quotation]:
        """Those of the queue that come after a quotation, whether it still waits or not."""
        return self.waiting().filter(self._beyond(quotation, "gt"))

    def before(self, quotation: Quotation) -> QuerySet[Quotation]:
        """Those that come before it, the nearest first."""
        return self.waiting().filter(self._beyond(quotation, "lt")).reverse()

    def _keys(self) -> tuple[str, ...]:
        return ("document_id", "sequence", "pk") if self.order == "document" else ("confidence", "pk")

    def _beyond(self, quotation: Quotation, side: str) -> Q:
        """The condition of coming later (`gt`) or earlier (`lt`) in the order of the keys."""
        condition, equal = Q(), Q()
        for key in self._keys():
            value = getattr(quotation, key)
            condition |= equal & Q(**{f"{key}__{side}": value})
            equal &= Q(**{key: value})
        first = self._keys()[0]
        # Implied by the rest, but a bound that databases use to begin in the middle of an index.
        return Q(**{f"{first}__{side}e": getattr(quotation, first)}) & condition

    def narrowed(self, **values: Any) -> Queue:
        """The queue with other bounds."""
        return replace(self, **values)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def rules_waiting() -> list[tuple[str, str]]:
    """The rules by which quotations that wait were read, name and words; of a long queue those of its beginning."""
    waiting = Quotation.objects.filter(status=Quotation.Status.MACHINE).order_by("confidence", "pk")
    rules = set(waiting.values_list("rule", flat=True)[:RULES_SOUGHT_IN]) - {""}
    return sorted(((rule, rule_label(rule)) for rule in rules), key=lambda each: each[1])


def state_of(quotation: Quotation) -> str:
    """What a reviewer decides about, in a word; if it is another when the decision comes, somebody was quicker."""
    speakers = ",".join(str(pk) for pk in sorted(quotation.speakers.values_list("pk", flat=True)))
    return f"{quotation.status}:{quotation.start}-{quotation.end}:{speakers}"


def confirm(quotation: Quotation, user: Any) -> Doing:
    """It is a quotation, and it is read rightly."""
    return _decide(quotation, user, Quotation.Status.CONFIRMED)


def reject(quotation: Quotation, user: Any) -> Doing:
    """It is nobody's words."""
    return _decide(quotation, user, Quotation.Status.REJECTED)


def reopen(quotation: Quotation, user: Any) -> Doing:
    """Nothing is decided about it after all."""
    return _decide(quotation, user, Quotation.Status.MACHINE)


def _decide(quotation: Quotation, user: Any, status: str) -> Doing:
    with act(user, Act.Kind.REVIEW, _subject(quotation)) as doing:
        doing.set([quotation], status=status)
    return doing


def correct(quotation: Quotation, user: Any, speakers: Sequence[Speaker] | None = None, **values: Any) -> Doing:
    """It is a quotation, but reads otherwise: other speakers (none makes it nobody's), other ends, other fields.

    Raises ValidationError if the ends are not in the paragraph.
    """
    with act(user, Act.Kind.REVIEW, _subject(quotation)) as doing:
        if any(values.get(name, getattr(quotation, name)) != getattr(quotation, name) for name in ("start", "end")):
            ends = {name: values.get(name, getattr(quotation, name)) for name in ("start", "end")}
            values |= stretch(quotation.paragraph, **ends)
        if speakers is not None:
            doing.link(quotation, "speakers", [speaker.pk for speaker in speakers])
            values["speaker_name"] = ";".join(speaker.name for speaker in speakers)[:200]
        doing.set([quotation], **values)
        if doing.changes:
            doing.set([quotation], status=Quotation.Status.CORRECTED)
        else:
            doing.set([quotation], status=Quotation.Status.CONFIRMED)
    return doing


def confirm_all(queue: Queue, user: Any, newest: int) -> Doing:
    """Confirm everything that waits in a queue, up to the key `newest`, which the preview knew."""
    rows = list(queue.waiting().filter(pk__lte=newest)[:MOST_AT_ONCE])
    with act(user, Act.Kind.REVIEW, _("all of a queue: %s") % (describe(queue) or _("everything"))) as doing:
        doing.set(rows, status=Quotation.Status.CONFIRMED)
    return doing


def describe(queue: Queue) -> str:
    """A queue in words."""
    parts = []
    if queue.rule:
        parts.append(_("rule “%s”") % rule_label(queue.rule))
    if queue.kind:
        parts.append(str(Quotation.Kind(queue.kind).label))
    if queue.above is not None:
        parts.append(_("confidence from %s") % queue.above)
    if queue.below is not None:
        parts.append(_("confidence under %s") % queue.below)
    if queue.document:
        parts.append(_("document %s") % queue.document)
    return _(", ").join(parts)


def _subject(quotation: Quotation) -> str:
    return "“" + quotation.text[:60] + "”"
