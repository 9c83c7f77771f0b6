"""What in a query could not be understood, in the words of a page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.search.query import MAX_CHARACTERS

from .wording import KINDS_WRITTEN

PROBLEMS = {
    "too_long": lambda: _("Only the first %(n)s characters were looked for.") % {"n": MAX_CHARACTERS},
    "too_many_terms": lambda: _("Only the first words were looked for."),
    "bad_date": lambda: _("A date is written 1957, 1957-05 or 1950..1957; this one was left out."),
    "bad_kind": lambda: (
        _("There is no such kind; it was left out. There are %(kinds)s.")
        % {"kinds": pgettext("between names", ", ").join(str(name) for name in KINDS_WRITTEN.values())}
    ),
    "no_words": lambda: _("Nothing was asked for: marks and signs alone are not looked for."),
    "only_not": lambda: _("Say also what is wanted, not only what is not."),
}
