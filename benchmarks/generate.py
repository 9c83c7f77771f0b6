"""Fill the configured database with a made-up archive of a realistic shape: `python -m benchmarks.generate`.

Seeded: the same options give the same archive. Names and words follow Zipf's law, paragraphs the lengths of real
ones (log-normal, mean about 180 characters). Rows are written as they are stored, not imported.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path

import django

from archive.lib.words import read_words

SURNAMES = read_words(Path(__file__).with_name("surnames.txt"))
GIVEN = "建国志远文华秀英明德光永春海波长江安民学军玉兰家兴世昌宝成立新少平振东晓峰正伟思和克勤恩泽广胜天佑仁义"
WORDS = read_words(Path(__file__).with_name("words.txt"))
PARTICLES = ["的", "了", "在", "是", "和", "要", "把", "对", "也", "都", "就", "从"]
START, DAYS = date(1946, 5, 15), 27_000
BATCH = 2_000


def zipf(items: Sequence[str], random_: random.Random, exponent: float = 1.0) -> Iterator[str]:
    """Endless picks from `items`, the n-th in proportion to 1/n^exponent."""
    weights = list(accumulate(1 / (n + 2) ** exponent for n in range(len(items))))
    while True:
        yield from random_.choices(items, cum_weights=weights, k=4_096)


class Writer:
    """Makes words, sentences and paragraphs."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 (no secret)
        ideographs = [chr(c) for c in range(0x4E00, 0x6000)]
        coined = ["".join(self.random.choices(ideographs, k=2)) for _ in range(30_000)]
        self.words = zipf([*WORDS, *coined], self.random)
        self.particles = zipf(PARTICLES, self.random)

    def name(self) -> str:
        """A person's name of two or three characters."""
        return self.random.choice(SURNAMES) + "".join(self.random.choices(GIVEN, k=self.random.choice((1, 2, 2, 2))))

    def sentence(self) -> str:
        """Some words with a particle here and there, and a full stop."""
        words = []
        for word in islice(self.words, self.random.randint(4, 16)):
            words += [word, next(self.particles)] if self.random.random() < 0.4 else [word]
            if self.random.random() < 0.12:
                words.append("，")
        return "".join(words).rstrip("，") + "。"

    def text(self, mean: int = 180) -> str:
        """Sentences of about `mean` characters together, log-normally spread."""
        wanted = self.random.lognormvariate(math.log(mean) - 0.32, 0.8)
        parts: list[str] = []
        length = 0
        while length < wanted:
            parts.append(self.sentence())
            length += len(parts[-1])
        return "".join(parts)


def main() -> None:
    """Read the options and write the archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    from benchmarks.rows import fill

    fill(Writer(options.seed), options.paragraphs)


def day(random_: random.Random) -> date:
    """A day between 1946 and 2020, later ones likelier."""
    return START + timedelta(days=int(DAYS * random_.random() ** 0.7))


if __name__ == "__main__":
    main()
