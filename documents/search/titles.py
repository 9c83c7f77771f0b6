"""Publications and works whose title holds the words: columns of a few thousand rows, looked through as they are."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length

from archive.lib.chinese import scripts
from documents import visibility
from documents.models import Publication, Work

from .query import Query

MOST = 3
AROUND = "《》〈〉“”「」『』 "


def publications_titled(query: Query, typed: str) -> list[Publication]:
    """Publications in which a public document appeared and whose title holds every word, the shortest first."""
    rows = visibility.publications().filter(_holding("title", query, typed))
    return list(rows.defer("imported", "claimed_by").order_by(Length("title"), "pk")[:MOST])


def works_titled(query: Query, typed: str) -> list[Work]:
    """Works that a public document quotes and whose title, or another of their titles, holds every word.

    A work that is only a title in the texts comes without a public id, and where its whole title was typed: there may
    be a million quotations, in which only a whole title is found by an index.
    """
    quoted = Exists(visibility.quotations().filter(cited_work=OuterRef("pk")))
    held = _holding("title", query, typed) | _holding("forms", query, typed)
    found = list(Work.objects.filter(held).filter(quoted).defer("imported").order_by(Length("title"), "pk")[:MOST])
    if len(found) == MOST or len(query.all_of) > 1:  # several words are no whole title
        return found
    named = visibility.quotations().filter(cited_work=None, work__in=scripts(typed.strip(AROUND))).exclude(work="")
    titles = named.order_by("work").values_list("work", flat=True).distinct()[:MOST]
    return [*found, *(Work(title=title) for title in titles)][:MOST]


def _holding(field: str, query: Query, typed: str) -> Q:
    """The condition that a field holds what is typed, or each of its words, in either script."""
    words = Q()
    for group in query.all_of:
        either = Q(pk__in=[])
        for term in group:
            for form in scripts(term):
                either |= Q(**{f"{field}__icontains": form})
        words &= either
    return words | Q(**{f"{field}__icontains": typed.strip(AROUND)})
