"""What a change of the engine gained and lost: `python -m benchmarks.gains` compares with docs/accuracy.json.

That file holds the F1 of every measure of every set as `make accuracy` last wrote it. Sets that this machine lacks are
left out and said so; nothing fails here, floors are held by the tests.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

STORED = Path(__file__).resolve().parents[1] / "docs" / "accuracy.json"
LEAST = 0.0005  # a difference that is no rounding
Figures = dict[str, dict[str, float]]


def main() -> int:
    """Score every set that is here and print what differs from the figures stored."""
    from . import accuracy  # scores with score.py, which need not be there

    if not (accuracy.SHARED / "score.py").is_file():
        print(f"{accuracy.SHARED} is not there: the reference annotations cannot be scored, nothing is compared.")
        return 0
    score = accuracy.load(accuracy.SHARED / "score.py")
    gazetteer = accuracy.Gazetteer.read(accuracy.ROOT / "fixtures")
    now = {
        title: accuracy.figures(accuracy.scored(score, *accuracy.read_set(title, gazetteer))) for title in accuracy.SETS
    }
    before: Figures = json.loads(STORED.read_text(encoding="utf-8")) if STORED.is_file() else {}
    lines = list(differences(before, now))
    print("\n".join(lines or ["Nothing gained, nothing lost."]))
    return 0


def differences(before: Figures, now: Figures) -> Iterator[str]:
    """A line for each measure that differs, losses first within a set.

    >>> list(differences({"a": {"title": 0.9, "date": 1.0}}, {"a": {"title": 0.95, "date": 0.98, "notes": 1.0}}))
    ['a: date lost 0.020 (1.000, now 0.980)', 'a: title gained 0.050 (0.900, now 0.950)', 'a: notes is new (1.000)']
    """
    for title, measures in now.items():
        old = before.get(title, {})
        both = sorted((value - old[name], name) for name, value in measures.items() if name in old)
        for change, name in both:
            if abs(change) >= LEAST:
                word = "gained" if change > 0 else "lost"
                yield f"{title}: {name} {word} {abs(change):.3f} ({old[name]:.3f}, now {measures[name]:.3f})"
        yield from (f"{title}: {name} is new ({value:.3f})" for name, value in measures.items() if name not in old)


if __name__ == "__main__":
    sys.exit(main())
