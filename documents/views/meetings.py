"""Meetings: the list, and the page of one with who took part and what was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from documents import visibility
from documents.models import Meeting, Participation, Remark
from documents.search.listed import meetings_holding
from documents.search.query import Query

from .counting import count_of
from .documents import with_facts
from .facets import Dated, Record, Words
from .listing import Listing, Sort
from .paging import Key, neighbours, page_of
from .records import RecordPage
from .remarks import with_words

IN_ORDER = (Key("date_earliest", nullable=True), Key("public_id"))
REMARKS = 200
BAR = 100  # width of the longest bar


class MeetingList(Listing):
    template_name = "site/meetings.html"
    name = "meetings"
    title = _("Meetings")
    facets = (
        Dated("date", _("Year"), "date_earliest"),
        Words("series", _("Series"), "series", visibility.heard_meetings),
        Words("place", _("Place"), "place", visibility.heard_meetings),
        Record("speaker", _("Participant"), visibility.speakers, "participations__speaker", many=True),
    )
    sorts = (
        Sort("newest", _("newest first"), (Key("date_earliest", True, True), Key("public_id"))),
        Sort("oldest", _("oldest first"), IN_ORDER),
        Sort("remarks", _("most remarks"), (Key("remark_count", True), Key("public_id")), by_count=True),
        Sort("name", _("by pinyin"), (Key("sort_key"), Key("public_id"))),
    )

    def rows(self) -> QuerySet[Meeting]:
        return visibility.heard_meetings()

    def holding(self, query: Query) -> Q:
        return meetings_holding(query)

    def shown(self, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
        return rows.annotate(
            remark_count=count_of(visibility.remarks(), "meeting"),
            participant_count=count_of(visibility.participations().exclude(role=Participation.Role.ABSENT), "meeting"),
        ).defer("claimed_by", "imported")


class Office(NamedTuple):
    """Those who took part in one office (`position`), in the order in which they are printed."""

    position: str
    people: list[Participation]


class Said(NamedTuple):
    """A remark on the agenda, with the width (0 to 100) of the bar that shows its length."""

    remark: Remark
    width: int


def by_office(participations: Iterable[Participation]) -> list[Office]:
    """Participants under their offices, in printed order; who is named in several documents stands once."""
    offices: dict[str, dict[object, Participation]] = {}
    placed: set[object] = set()
    rows = list(participations)
    for row in [row for row in rows if row.position] + [row for row in rows if not row.position]:
        person = row.speaker_id or row.label
        if person not in placed:
            placed.add(person)
            offices.setdefault(row.position, {})[person] = row
    return [Office(position, list(people.values())) for position, people in offices.items()]


class MeetingPage(RecordPage):
    name = "meeting"
    template_name = "site/meeting.html"
    way = ((_("Meetings"), "documents:meetings"),)
    record: Meeting

    def rows(self) -> QuerySet[Meeting]:
        return visibility.meetings().defer("claimed_by", "imported")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.record
        people = visibility.participations().filter(meeting=meeting).select_related("speaker")
        rows = list(people.order_by("sequence", "id"))
        page = page_of(
            with_words(visibility.remarks().filter(meeting=meeting))
            .select_related("speaker", "document")
            .annotate(of=F("document__public_id"))
            .defer("document__claims", "document__imported"),
            (Key("of"), Key("sequence")),
            REMARKS,
            after=self.request.GET.get("after", ""),
            before=self.request.GET.get("before", ""),
        )
        chairs = [row for row in rows if row.role == Participation.Role.CHAIR]
        in_the_chair = meeting.host in {row.label for row in chairs}  # 主持人：叶长青
        longest = max((remark.length for remark in page.rows), default=0) or 1
        return super().get_context_data(
            participants=rows,
            chairs=chairs,
            held_by="" if in_the_chair else meeting.host,
            offices=by_office(row for row in rows if row.role == Participation.Role.PARTICIPANT),
            absent=by_office(row for row in rows if row.role == Participation.Role.ABSENT),
            page=page,
            agenda=[Said(remark, max(1, round(BAR * remark.length / longest))) for remark in page.rows],
            documents=with_facts(visibility.documents().filter(meeting=meeting)).order_by("date_earliest", "public_id"),
            quoted=visibility.quotations().filter(meeting=meeting).count(),
            neighbours=self.neighbours(),
            **kwargs,
        )

    def neighbours(self) -> tuple[Meeting | None, Meeting | None]:
        """The meetings before and after in the series."""
        if not self.record.series:
            return None, None
        return neighbours(visibility.meetings().filter(series=self.record.series), IN_ORDER, self.record)
