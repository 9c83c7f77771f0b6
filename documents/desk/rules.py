"""The engine's rules of attribution in words that an archivist reads."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS: dict[str, str | Promise] = {
    "verb-before": gettext_lazy("a verb of saying before it"),
    "verb-after": gettext_lazy("a verb of saying after it"),
    "noun-before": gettext_lazy("the name of a text before it"),
    "said-of": gettext_lazy("said to be somebody's words"),
    "words-of": gettext_lazy("called the words of somebody"),
    "titled": gettext_lazy("under the title of somebody's text"),
    "label": gettext_lazy("a speaker's label before it"),
    "owner": gettext_lazy("called somebody's own"),
    "possessive": gettext_lazy("called somebody's"),
    "seen-by": gettext_lazy("called what somebody thinks"),
    "reported": gettext_lazy("reported speech around it"),
    "is-after": gettext_lazy("said after it whose it is"),
    "told-after": gettext_lazy("told after it who put it so"),
    "quoted-first": gettext_lazy("quoted first, its speaker named further on"),
    "of-after": gettext_lazy("called somebody's after it"),
    "from-after": gettext_lazy("its origin named after it"),
    "sentence-after": gettext_lazy("explained by the next sentence"),
    "action": gettext_lazy("what somebody does beside it"),
    "acts-after": gettext_lazy("what somebody does after it"),
    "alternates": gettext_lazy("two speak by turns"),
    "goes-on": gettext_lazy("somebody's words go on in this paragraph"),
    "same-speaker": gettext_lazy("the same speaker goes on"),
    "same-cue": gettext_lazy("under the same cue as the one before"),
    "same-source": gettext_lazy("the same source (同上)"),
    "continued": gettext_lazy("continues the one before"),
    "bracket": gettext_lazy("its origin in brackets after it"),
    "dash": gettext_lazy("its origin after a dash"),
    "excerpt": gettext_lazy("an excerpt of what the person named before it said"),
    "note": gettext_lazy("its origin in a note"),
    "lead-in": gettext_lazy("a sentence that introduces several"),
    "in-turn": gettext_lazy("alone under a speaker's name"),
    "topic": gettext_lazy("the person the passage is about"),
    "standing": gettext_lazy("whoever the text speaks of"),
    "told-of": gettext_lazy("after words of the person the text is about"),
    "proverb": gettext_lazy("introduced as a saying"),
    "unresolved": gettext_lazy("a word for somebody, not clear whom"),
    "unattributed": gettext_lazy("nobody is named"),
}
UNRESOLVED = "-unresolved"  # the engine's ending for a rule that found a word for somebody, but not who it is


def rule_label(rule: str) -> str:
    """A rule as an archivist reads it; one that is not known here as the engine calls it.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     rule_label("bracket"), rule_label("verb-before-unresolved"), rule_label("of my own")
    ('its origin in brackets after it', 'a verb of saying before it, but not clear who is meant', 'of my own')
    """
    known = LABELS.get(rule.removesuffix(UNRESOLVED))
    if known is None:
        return rule
    return _("%(rule)s, but not clear who is meant") % {"rule": known} if rule.endswith(UNRESOLVED) else str(known)
