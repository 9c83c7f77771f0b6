"""How quick a search is, beside Tantivy on the same texts: `python -m benchmarks.search` on a generated archive.

200 warm queries a class; a class is a length in characters and a frequency. Milliseconds, median and p95, and the
ratio to Tantivy's median in the same run (pairs with places and single characters, newest first, as ours).
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

import tantivy  # noqa: E402

from archive.lib.chinese import pairs  # noqa: E402
from documents.models import SearchText  # noqa: E402
from documents.search.base import facets, search, snippet  # noqa: E402
from documents.search.query import parse  # noqa: E402

CLASSES = [
    (1, "frequent"),
    (1, "rare"),
    (2, "frequent"),
    (2, "rare"),
    (3, "frequent"),
    (3, "rare"),
    (4, "frequent"),
    (4, "rare"),
    (8, "frequent"),
    (8, "rare"),
]
QUERIES = 200
SAMPLE = 20_000


def queries(random_: random.Random) -> dict[str, list[str]]:
    """Stretches of real texts by length, the commonest tenth and the rarest half of those sampled."""
    ids = list(
        SearchText.objects.order_by("id").values_list("id", flat=True)[:: max(SearchText.objects.count() // SAMPLE, 1)]
    )
    texts = list(
        SearchText.objects.filter(id__in=random_.sample(ids, min(len(ids), 5_000))).values_list("folded", flat=True)
    )
    found: dict[str, list[str]] = {}
    for length in sorted({length for length, _ in CLASSES}):
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


def tantivy_index(folder: str) -> tantivy.Index:
    """Tantivy over the same tokens, with the key to sort by."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("tokens", tokenizer_name="whitespace", index_option="position")
    schema.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    schema.add_text_field("folded", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("key", stored=True, fast=True, indexed=True)
    index = tantivy.Index(schema.build(), path=folder)
    writer = index.writer(200_000_000, 1)
    for row in SearchText.objects.only("id", "folded").iterator(5_000):
        writer.add_document(
            tantivy.Document(
                tokens=" ".join(pairs(row.folded)),
                characters=" ".join(set(row.folded)),
                folded=row.folded[:30_000],
                key=row.id,
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def in_tantivy(index: tantivy.Index, word: str) -> None:
    """The twenty newest texts that hold the word, with their text, and how many there are."""
    searcher = index.searcher()
    if len(word) > 2:
        query = tantivy.Query.phrase_query(index.schema, "tokens", list(pairs(word)))
    else:
        query = tantivy.Query.term_query(index.schema, "tokens" if len(word) == 2 else "characters", word)
    result = searcher.search(query, 20, count=True, order_by_field="key")
    for _, address in result.hits:
        snippet(str(searcher.doc(address)["folded"][0]), [word])


def in_ours(word: str, order: str) -> None:
    """One page of hits as the site shows it: hits, capped total, snippets."""
    query = parse(word)
    for hit in search(query, order).hits:
        snippet(hit.folded, query.terms)


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


def main() -> None:
    """Measure every class and print a table; as JSON with --json."""
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        index = tantivy_index(folder)
        for name, words in queries(random.Random(7)).items():  # noqa: S311
            peer = measure(lambda word: in_tantivy(index, word), words)
            ours = measure(lambda word: in_ours(word, "date"), words)
            ranked = measure(lambda word: in_ours(word, "rank"), words)
            narrowed = measure(lambda word: facets(parse(word), search(parse(word))), words)
            rows[name] = {"tantivy": peer, "date": ours, "ratio": ours[0] / peer[0], "rank": ranked, "facets": narrowed}
            print(
                name,
                {k: [round(x, 2) for x in v] if isinstance(v, tuple) else round(v, 2) for k, v in rows[name].items()},
                flush=True,
            )
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
