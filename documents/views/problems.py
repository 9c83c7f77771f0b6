"""What in a query could not be understood, in the words of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.search.query import Problem
from documents.search.typed import MAX_CHARACTERS

from .facets import Text
from .wording import FIELDS_WRITTEN, KINDS_WRITTEN

PROBLEMS: dict[str, Callable[[str], str]] = {
    "too_long": lambda typed: _("Only the first %(n)s characters were looked for.") % {"n": MAX_CHARACTERS},
    "too_many_terms": lambda typed: _("Only the first words were looked for."),
    "bad_date": lambda typed: (
        _("“%(typed)s” is no date and was left out. A date is written 1957, 1957-05, 1957年5月4日 or 1950..1957.")
        % {"typed": typed}
    ),
    "bad_kind": lambda typed: (
        _("There is no kind “%(typed)s”; it was left out. There are %(kinds)s.")
        % {"typed": typed, "kinds": _listed(KINDS_WRITTEN)}
    ),
    "empty_field": lambda typed: _("Nothing stands after “%(typed)s:”; it was left out.") % {"typed": typed},
    "unknown_field": lambda typed: (
        _("“%(typed)s:” narrows nothing; it was looked for as a word. What narrows: %(fields)s.")
        % {"typed": typed, "fields": _listed(FIELDS_WRITTEN)}
    ),
    "no_words": lambda typed: _("Nothing was asked for: marks and signs alone are not looked for."),
    "only_not": lambda typed: _("Say also what is wanted, not only what is not."),
}


def said(problems: Iterable[Problem], found: bool = False) -> list[str]:
    """The problems of a query in the words of a page, given whether anything was found.

    Chinese words before a colon (乔远山：论修渠) are a title sooner than a field: only if nothing holds them are the
    names of fields told.
    """
    return [
        PROBLEMS[code](typed)
        for code, typed in problems
        if not (code == "unknown_field" and found and not typed.isascii())
    ]


def _listed(written: Mapping[str, Text]) -> str:
    return pgettext("between names", ", ").join(map(str, written.values()))
