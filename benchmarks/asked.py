"""What is asked of an archive: stretches of its own texts, by length and by how often they are met."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable

from documents.models import SearchText

LENGTHS = (1, 2, 3, 4, 8)  # characters
QUERIES = 200
SAMPLE = 20_000


def queries(random_: random.Random) -> dict[str, list[str]]:
    """Stretches of real texts by length, the commonest hundredth and the rarest half of those sampled."""
    ids = list(
        SearchText.objects.order_by("id").values_list("id", flat=True)[:: max(SearchText.objects.count() // SAMPLE, 1)]
    )
    texts = list(
        SearchText.objects.filter(id__in=random_.sample(ids, min(len(ids), 5_000))).values_list("folded", flat=True)
    )
    found: dict[str, list[str]] = {}
    for length in LENGTHS:
        counts = Counter(
            text[at : at + length]
            for text in texts
            if len(text) > length
            for at in random_.sample(range(len(text) - length), min(len(text) - length, 30))
        )
        ranked = [word for word, _ in counts.most_common()]
        common, rare = ranked[: max(len(ranked) // 100, 20)], ranked[len(ranked) // 2 :]
        for name, pool in (("frequent", common), ("rare", rare)):
            found[f"{length} {name}"] = [random_.choice(pool) for _ in range(QUERIES)]
    return found


def of_all_kinds(asked: dict[str, list[str]]) -> list[str]:
    """QUERIES of them, of each class as many."""
    return [word for words in asked.values() for word in words[: QUERIES // len(asked)]]


def measure(call: Callable[[str], object], words: list[str]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds of `call` over `words`, after a warm round."""
    for word in words[:20]:
        call(word)
    times = []
    for word in words:
        begin = time.perf_counter()
        call(word)
        times.append((time.perf_counter() - begin) * 1_000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]
