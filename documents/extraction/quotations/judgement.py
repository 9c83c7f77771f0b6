"""Quotation against term: how likely a stretch between marks is somebody's words.

What speaks for and against is a list of signs (signs.py); their weights (words/quotation_weights.txt) were fitted by
logistic regression to annotated stretches, so that the sum is a probability. No sign looks at who is named: whose
words they are is the business of the attribution stage.
"""

from __future__ import annotations

from functools import cache
from math import exp

from archive.lib.chinese import simplify

from ..lexicon import FOLDER
from .marks import Stretch
from .signs import Setting, signs

BEFORE, AFTER = 48, 28  # characters of context that are looked at


def setting(text: str, stretch: Stretch, repeated: int) -> Setting:
    """The setting of a stretch of `text`; `repeated` is how often the document has it between marks."""
    before = simplify(text[max(0, stretch.mark_start - BEFORE) : stretch.mark_start]).rstrip()
    after = simplify(text[stretch.mark_end : stretch.mark_end + AFTER]).lstrip()
    continued = not (stretch.opened and stretch.closed)
    return Setting(before, simplify(text[stretch.start : stretch.end]), after, repeated, continued)


def likelihood(place: Setting) -> float:
    """The probability that the stretch is a quotation.

    >>> likelihood(Setting("周大山同志指出：", "没有调查就没有发言权。", "这句话")) > 0.9
    True
    >>> likelihood(Setting("继续推进", "村村亮", "工程，")) < 0.1
    True
    """
    weights = fitted_weights()
    total = weights["always"] + sum(weights.get(sign, 0.0) for sign in signs(place))
    return 1 / (1 + exp(-total))


@cache
def fitted_weights() -> dict[str, float]:
    """The weight of each sign, from words/quotation_weights.txt."""
    rows = (FOLDER / "quotation_weights.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.partition("#")[0].split() for row in rows)
    return {pair[0]: float(pair[1]) for pair in pairs if pair}
