"""Speakers: the list, and the page of one: offices, own words, words quoted by others, and whom they quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import visibility
from documents.models import Contribution, Document, Meeting, Participation
from documents.search.listed import speakers_holding
from documents.search.query import Query
from people.models import Speaker, Tenure

from .charts import Axis, Stretch, axis, network, years_of
from .counting import count_of
from .facets import Choice, Flags, Text
from .listing import Listing, Sort
from .paging import Key
from .quoting import Ties, naming, ties_of, with_quoter
from .records import RecordPage
from .remarks import with_words
from .tallies import MANY, tally

SHOWN = 12  # of each kind on a speaker's page; the lists have the rest
NAMED = 24


def counted(rows: QuerySet[Speaker]) -> QuerySet[Speaker]:
    """Speakers with the number of their remarks, their documents and the quotations of them."""
    return rows.annotate(
        remark_count=count_of(visibility.remarks(), "speaker"),
        quotation_count=count_of(visibility.quotations(), "speakers"),
        document_count=count_of(visibility.contributions(), "speaker", "document"),
    )


@dataclass(frozen=True, slots=True)
class Outline:
    """How much there is of a speaker, and, where it is much, keys of the earliest remarks and quotations."""

    remark_count: int
    quotation_count: int
    document_count: int
    remarks: list[int] | None = None
    quotations: list[int] | None = None


def outline(speaker: Speaker, much: bool) -> Outline:
    """What a speaker's page begins with: for somebody with a hundred thousand remarks it takes a second."""
    numbers: Any = counted(Speaker.objects.filter(pk=speaker.pk)).get()
    if not much:
        return Outline(numbers.remark_count, numbers.quotation_count, numbers.document_count)
    remarks, quotations = visibility.remarks().filter(speaker=speaker), visibility.quotations().filter(speakers=speaker)
    keys: dict[str, list[int]] = {"remarks": [], "quotations": []}
    for what, key in _both(remarks.order_by(*BY_DAY), quotations.order_by(*BY_DAY), SHOWN):
        keys[what].append(key)
    return Outline(numbers.remark_count, numbers.quotation_count, numbers.document_count, **keys)


def _both(remarks: QuerySet[Any], quotations: QuerySet[Any], most: int) -> QuerySet[Any, Any]:
    """Which (`remarks` or `quotations`) and keys of so many of the first of each, in one query."""
    some, others = (
        rows.model._default_manager.filter(pk__in=rows.values("pk")[:most]).order_by().values_list(Value(what), "pk")
        for what, rows in (("remarks", remarks), ("quotations", quotations))
    )
    return some.union(others, all=True)


def earliest(rows: QuerySet[Any], keys: list[int] | None) -> QuerySet[Any]:
    """The first of `rows` by day, known by their keys or looked for."""
    known = rows if keys is None else rows.filter(pk__in=keys)
    return known.order_by(*BY_DAY)[:SHOWN]


def presence() -> dict[str, tuple[Text, Q]]:
    """How people are in the archive."""
    here = OuterRef("pk")
    written = visibility.contributions().exclude(role=Contribution.Role.SPEAKER)
    return {
        "spoke": (_("spoke"), Q(Exists(visibility.remarks().filter(speaker=here)))),
        "quoted": (_("is quoted"), Q(Exists(visibility.quotations().filter(speakers=here)))),
        "wrote": (_("wrote or edited"), Q(Exists(written.filter(speaker=here)))),
        "attended": (_("took part"), Q(Exists(visibility.participations().filter(speaker=here)))),
        "named": (_("is named"), Q(Exists(visibility.mentions().filter(speaker=here)))),
    }


class SpeakerList(Listing):
    template_name = "site/speakers.html"
    name = "speakers"
    title = _("People")
    facets = (
        Flags("presence", _("In the archive"), presence),
        Choice("kind", _("Kind"), "kind", lambda: list(Speaker.Kind.choices)),
    )
    sorts = (
        Sort("name", _("name (pinyin)"), (Key("sort_key"), Key("public_id"))),
        Sort("remarks", _("most remarks"), (Key("remark_count", True), Key("public_id")), by_count=True),
        Sort("quotations", _("most quoted"), (Key("quotation_count", True), Key("public_id")), by_count=True),
    )

    def rows(self) -> QuerySet[Speaker]:
        return visibility.heard_speakers()

    def holding(self, query: Query) -> Q:
        return speakers_holding(query)

    def shown(self, rows: QuerySet[Speaker]) -> QuerySet[Speaker]:
        ways = presence()
        return counted(rows).annotate(attended=ways["attended"][1], named=ways["named"][1]).defer("imported")


@dataclass(slots=True)
class Held:
    """An office held: when, and what shows it. Dates are EDTF; of an office only printed, the first and last day."""

    position: str
    organization: str = ""
    start: str = ""
    end: str = ""
    source: str = ""
    shown_by: list[Document | Meeting] = field(default_factory=list)
    stretch: Stretch | None = None  # of the axis that all offices share


def offices(
    tenures: Iterable[Tenure], contributions: Iterable[Contribution], participations: Iterable[Participation]
) -> list[Held]:
    """Offices over time: those on record, and those printed beside the name, oldest first."""
    recorded = [Held(t.position, t.organization, t.start, t.end, t.source) for t in tenures]
    printed: dict[str, Held] = {}
    shown: list[tuple[str, str, Document | Meeting]] = [
        (row.position, row.document.date, row.document) for row in contributions if row.position
    ]
    shown += [(row.position, row.meeting.date, row.meeting) for row in participations if row.position]
    for position, day, where in sorted(shown, key=lambda item: (item[1] or "9999", str(item[2]))):
        office = printed.setdefault(position, Held(position, start=day))
        office.end = day or office.end
        if where not in office.shown_by:
            office.shown_by.append(where)
    for office in printed.values():
        if office.end == office.start:
            office.end = ""
    return sorted([*recorded, *printed.values()], key=lambda office: (office.start or "9999", office.position))


def placed(held: Iterable[Held]) -> Axis | None:
    """The axis of the offices, each of which is told its stretch of it; None where years do not differ."""
    held = list(held)
    drawn = axis([(office.start, office.end) for office in held])
    if drawn:
        for office, stretch in zip(held, drawn.stretches, strict=True):
            office.stretch = stretch
    return drawn


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who quotes the speaker, or is quoted by them, or both: how often each way."""

    public_id: str
    name: str
    quotes: int = 0  # the speaker
    quoted: int = 0  # by the speaker


def beside(ties: Ties) -> list[Beside]:
    """The people of both sides of a network, those with most ties first.

    >>> beside(Ties(quotes=[("b", "古人", 2)], quoted_by=[("b", "古人", 1)]))
    [Beside(public_id='b', name='古人', quotes=1, quoted=2)]
    """
    found: dict[str, Beside] = {}
    for public_id, name, n in ties.quoted_by:
        found[public_id] = Beside(public_id, name, quotes=n)
    for public_id, name, n in ties.quotes:
        found[public_id] = replace(found.get(public_id, Beside(public_id, name)), quoted=n)
    return sorted(found.values(), key=lambda each: -each.quotes - each.quoted)[:NAMED]


class SpeakerPage(RecordPage):
    name = "speaker"
    template_name = "site/speaker.html"
    way = ((_("People"), "documents:speakers"),)

    def rows(self) -> QuerySet[Speaker]:
        return visibility.speakers().prefetch_related("names", "tenures").defer("imported")

    def missing(self, public_id: str) -> HttpResponse:
        """A merged speaker's page is that of the one it was merged into."""
        merged = (
            Speaker.objects.filter(public_id=public_id, merged_into__isnull=False).select_related("merged_into").first()
        )
        if merged and merged.merged_into:
            return HttpResponsePermanentRedirect(reverse("documents:speaker", args=[merged.merged_into.public_id]))
        return super().missing(public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        speaker = self.record
        contributions = list(
            self.of(visibility.contributions()).select_related("document__publication").order_by(*BY_DAY)
        )
        participations = list(
            self.of(visibility.participations()).select_related("meeting").order_by("meeting__date_earliest", "pk")
        )
        held = offices(speaker.tenures.all(), contributions, participations)
        quoted = visibility.quotations().filter(speakers=speaker)
        number = cache(lambda: _both(self.of(visibility.remarks()), quoted, MANY).count())
        known = tally(f"outline {speaker.pk}", number, lambda: outline(speaker, number() > MANY)).found
        known = known or outline(speaker, much=False)
        told = tally(f"ties {speaker.pk}", number, lambda: ties_of(speaker))
        ties = told.found or Ties()
        return super().get_context_data(
            offices=held,
            axis=placed(held),
            years=years_of(ties.said, ties.quoted),
            still_counting=told.found is None,
            contributions=contributions,
            meetings=list({row.meeting_id: row for row in participations}.values()),
            known=known,
            remarks=earliest(self.of(with_words(visibility.remarks())), known.remarks).select_related(
                "document", "meeting"
            ),
            quotations=earliest(with_quoter(quoted), known.quotations).select_related(
                "document__publication", "cited_work"
            ),
            works=ties.works[:NAMED],
            people=beside(ties),
            network=network(ties.quoted_by, ties.quotes),
            naming=naming(speaker, SHOWN),
            **kwargs,
        )

    def of(self, rows: QuerySet) -> QuerySet:
        """Those of `rows` that are this speaker's."""
        return rows.filter(speaker=self.record)


BY_DAY = ("document__date_earliest", "document__public_id", "sequence")
