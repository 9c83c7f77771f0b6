"""The home page: what the archive is, what is new in it, when people met, who and what is quoted most."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from documents import visibility
from documents.models import Quotation
from people.models import Speaker

from .charts import timeline
from .counting import count_of
from .documents import with_facts
from .tallies import number_of, tally
from .works import naming_a_work

NEW = 6
RECENT_MEETINGS = 10
MOST = 10
MACHINE = Quotation.Status.MACHINE


class HomePage(TemplateView):
    template_name = "site/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = visibility.heard_meetings().filter(date_earliest__isnull=False)
        told = visibility.documents().filter(meeting=OuterRef("pk"))
        counted = tally("home", lambda: number_of(visibility.quotations()), count)
        return super().get_context_data(
            title=_("Who said what, where and when"),
            new=with_facts(visibility.documents().filter(parent=None)).order_by("-created", "public_id")[:NEW],
            meetings=meetings.filter(Exists(told))
            .annotate(remark_count=count_of(visibility.remarks(), "meeting"))
            .order_by("-date_earliest", "public_id")[:RECENT_MEETINGS],
            timeline=timeline(counted.found["years"] if counted.found else []),
            counted_at=counted.at,
            **(counted.found or {}),
            **kwargs,
        )


def count() -> dict[str, Any]:
    """What the page says of the whole archive: how much there is, of which years, who and what is quoted most."""
    meetings, quotations = visibility.heard_meetings(), visibility.quotations()
    by_year = meetings.filter(date_earliest__isnull=False).order_by().values_list(ExtractYear("date_earliest"))
    # 有人 and 群众 stand for somebody else in every document: their numbers add up to nobody's.
    named = quotations.filter(speakers__kind__in=(Speaker.Kind.PERSON, Speaker.Kind.BODY))
    people = named.values("speakers__public_id", "speakers__name")
    works = naming_a_work().values("key", "title")
    return {
        "counts": {
            "documents": visibility.documents().count(),
            "meetings": meetings.count(),
            "remarks": visibility.remarks().count(),
            **quotations.aggregate(quotations=Count("pk"), checked=Count("pk", filter=~Q(status=MACHINE))),
            "speakers": visibility.heard_speakers().count(),
        },
        "years": list(by_year.annotate(n=Count("pk")).order_by("extractyear1")),
        "people": list(people.annotate(n=Count("pk")).order_by("-n", "speakers__sort_key")[:MOST]),
        "works": list(works.annotate(n=Count("pk")).order_by("-n", "key")[:MOST]),
    }
