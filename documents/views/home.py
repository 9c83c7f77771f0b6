"""The home page: what the archive is, what is new in it, when people met, who and what is quoted most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractYear
from django.views.generic import TemplateView

from documents import visibility

from .counting import count_of
from .documents import with_facts
from .works import naming_a_work

NEW = 6
RECENT_MEETINGS = 10
MOST = 10
HEIGHT = 48  # of the timeline's longest bar
STEP = 12  # from one year to the next


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the timeline: how many meetings, and where its bar stands."""

    year: int
    count: int
    x: int
    y: int
    height: int


class Timeline(NamedTuple):
    """Meetings by year, ready to draw."""

    years: list[Year]
    width: int
    bar: int  # width of a bar


def timeline(counts: list[tuple[int, int]]) -> Timeline:
    """The bars of (year, number) in order; years without meetings are gaps, and spans over 60 years are squeezed.

    >>> [(bar.year, bar.x, bar.height) for bar in timeline([(1957, 1), (1959, 2)]).years]
    [(1957, 0, 24), (1959, 24, 48)]
    """
    if not counts:
        return Timeline([], 0, 0)
    first, last = counts[0][0], counts[-1][0]
    most = max(count for _year, count in counts)
    step = STEP if last - first < 60 else max(3, 60 * STEP // (last - first + 1))
    bars = []
    for year, count in counts:
        height = max(3, round(HEIGHT * count / most))
        bars.append(Year(year, count, (year - first) * step, HEIGHT - height, height))
    return Timeline(bars, (last - first + 1) * step, max(2, step - 3))


class HomePage(TemplateView):
    template_name = "site/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings, quotations = visibility.heard_meetings(), visibility.quotations()
        told = visibility.documents().filter(meeting=OuterRef("pk"))
        by_year = meetings.filter(date_earliest__isnull=False).order_by().values_list(ExtractYear("date_earliest"))
        return super().get_context_data(
            new=with_facts(visibility.documents().filter(parent=None)).order_by("-created", "public_id")[:NEW],
            meetings=meetings.filter(Exists(told), date_earliest__isnull=False)
            .annotate(remark_count=count_of(visibility.remarks(), "meeting"))
            .order_by("-date_earliest", "public_id")[:RECENT_MEETINGS],
            timeline=timeline(list(by_year.annotate(n=Count("pk")).order_by("extractyear1"))),
            people=quotations.filter(speakers__isnull=False)
            .values("speakers__public_id", "speakers__name")
            .annotate(n=Count("pk"))
            .order_by("-n", "speakers__sort_key")[:MOST],
            works=naming_a_work().values("key", "title").annotate(n=Count("pk")).order_by("-n", "key")[:MOST],
            counts={
                "documents": visibility.documents().count(),
                "meetings": meetings.count(),
                "remarks": visibility.remarks().count(),
                "quotations": quotations.count(),
                "speakers": visibility.heard_speakers().count(),
            },
            **kwargs,
        )
