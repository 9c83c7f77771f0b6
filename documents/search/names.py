"""Texts of names, looked through without those of documents, which are a thousand times as many."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan

from documents.models import Meeting, SearchText

from .entries import ROWS, text_id

_FIRST = text_id(None, 0, SearchText.Kind.NAME, 0)
NAMES = (_FIRST, _FIRST + ROWS)  # the keys of the texts of people, who have no day: from one to below another


def holding(words: Iterable[str]) -> Q:
    """Texts that hold one of the folded words."""
    return reduce(or_, (Q(GreaterThan(StrIndex("folded", Value(word)), 0)) for word in words))


def naming(kind: SearchText.Kind, words: Iterable[str]) -> QuerySet[SearchText]:
    """The texts of people (`NAME`) or of meetings that hold one of the folded words.

    People have no day, so that the keys of their texts lie together; those of meetings are found from the meetings.
    """
    rows = SearchText.objects.filter(holding(words), kind=kind)
    if kind == SearchText.Kind.MEETING:
        return rows.filter(ref__in=Meeting.objects.values("public_id"))
    return rows.filter(pk__gte=NAMES[0], pk__lt=NAMES[1])


def whole(words: Iterable[str]) -> Q:
    """Texts of names of which one of the folded words is a whole form."""
    forms = Concat(Value(" "), "folded", Value(" "), output_field=TextField())
    return reduce(or_, (Q(GreaterThan(StrIndex(forms, Value(f" {word} ")), 0)) for word in words))
