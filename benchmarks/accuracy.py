"""How right the engine is, on every annotated file there is: `python -m benchmarks.accuracy` writes docs/accuracy.md,
and docs/accuracy.json for `benchmarks.gains` to compare with.

Scored with `score.py` of the folder `shared` beside the repository, which holds the reference annotations; the
invented samples of `fixtures/sources` are scored by the same measures. Beside the engine stand two baselines for
quotations: every pair of marks with the nearest known name before it, and one regular expression of a cue.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from archive.lib.words import read_rows
from documents.extraction import ENGINE_VERSION
from documents.extraction.interchange import to_records
from documents.extraction.pipeline import extract
from documents.readers import read_source
from people.names import Gazetteer

from . import gains

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REPORT = ROOT / "docs" / "accuracy.md"
LAYOUTS = {stem: layout for layout, stems in read_rows(Path(__file__).parent / "layouts.txt").items() for stem in stems}
BY_LAYOUT = ("title", "date", "people (name, role)", "headings", "paragraphs", "debris kept out")
SETS = {
    "founding sources": (SHARED / "sources", SHARED / "gold"),
    "further annotated sources": (SHARED / "dev" / "sources", SHARED / "dev" / "gold"),
    "invented samples": (ROOT / "fixtures" / "sources", ROOT / "tests" / "goldens"),
    "invented layouts": (ROOT / "tests" / "corpus" / "sources", ROOT / "tests" / "corpus" / "gold"),
    "invented quotations": tuple(ROOT / "tests" / "corpus" / "quotations" / folder for folder in ("sources", "gold")),
}
QUOTATION_ROWS = ("quotations found", "quotations found and attributed", "works cited")
Record = dict[str, Any]
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
MARKED = re.compile("“([^“”]{5,})”")
CUE = re.compile("([一-鿿]{2,4}?)(?:同志|主席|总理)?(?:指出|强调|说|讲|认为|提出)[，：:]?“([^“”]{5,})”")


def main() -> int:
    """Score everything and write the report; 1 where the reference folder is missing."""
    if not (SHARED / "score.py").is_file():
        print(f"{SHARED} is not there: the reference annotations cannot be scored.", file=sys.stderr)
        return 1
    score = load(SHARED / "score.py")
    gazetteer = Gazetteer.read(ROOT / "fixtures")
    parts = [HEAD.format(version=ENGINE_VERSION, day=date.today())]
    judged: list[tuple[float, bool]] = []
    stored: dict[str, dict[str, float]] = {}
    everything: list[tuple[Record, list[Record]]] = []
    for title in SETS:
        wanted, found = read_set(title, gazetteer)
        total = scored(score, wanted, found)
        stored[title] = figures(total)
        parts += [table(title, total, len(wanted)), baselines(score, wanted, found, gazetteer)]
        judged += list(judgements(score, wanted, found))
        everything += [(gold, found[gold["file"]]) for gold in wanted if is_whole(gold)]
    parts.append(layouts(score, everything))
    parts.append(reliability(judged))
    parts.append(corpus(gazetteer))
    REPORT.write_text("\n".join(parts), encoding="utf-8")
    gains.STORED.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))
    return 0


HEAD = """# Accuracy

Written by `make accuracy` with engine {version} on {day}; nothing here is entered by hand. P is
precision, R recall, F1 their harmonic mean, all over all files of a set together. Texts count as found when their
letters, digits and ideographs agree.

Whoever wrote the rules had these texts before the eyes, so they are more often right here than on texts that nobody has
looked at. **[unseen.md](unseen.md)** has those: quotations are found as often there, and rightly attributed in six of
ten.
"""


def load(path: Path) -> ModuleType:
    """A Python file as a module, wherever it stands."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def read(path: Path, gazetteer: Gazetteer) -> list[Record]:
    """The interchange records of one source file."""
    source = read_source(path, path.parent)
    return to_records(source, extract(source, gazetteer))


def read_set(title: str, gazetteer: Gazetteer) -> tuple[list[Record], dict[str, list[Record]]]:
    """The annotations of a set, and the engine's records of each of its files."""
    sources, golds = SETS[title]
    wanted = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(golds.glob("*.json"))]
    return wanted, {gold["file"]: read(sources / gold["file"], gazetteer) for gold in wanted}


def scored(score: ModuleType, wanted: list[Record], found: dict[str, list[Record]]) -> Any:
    """The tallies of all measures over all files of a set together."""
    total = score.Score()
    for gold in wanted:
        for want, have in score.pair_documents(gold["documents"], found[gold["file"]]):
            score.score_document(total, gold["file"], want, have)
    if not any(is_whole(gold) for gold in wanted):
        total.rows = {row: tally for row, tally in total.rows.items() if row in QUOTATION_ROWS}
    return total


def is_whole(gold: Record) -> bool:
    """Whether a file is annotated for more than its quotations."""
    return any("title" in document for document in gold["documents"])


def figures(total: Any) -> dict[str, float]:
    """The F1 of every measure."""
    return {row: round(tally.f1, 4) for row, tally in total.rows.items()}


def table(title: str, total: Any, files: int) -> str:
    """The measures of one set."""
    lines = [
        f"## {title.capitalize()} ({files} files)",
        "",
        "| measure | P | R | F1 | of |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row, tally in total.rows.items():
        lines.append(f"| {row} | {tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f} | {tally.tp + tally.fn} |")
    return "\n".join(lines) + "\n"


def layouts(score: ModuleType, everything: list[tuple[Record, list[Record]]]) -> str:
    """F1 by kind of source, over all sets (layouts.txt says which file is of which kind)."""
    kinds: dict[str, list[tuple[Record, list[Record]]]] = defaultdict(list)
    for gold, found in everything:
        kinds[LAYOUTS.get(Path(gold["file"]).stem, "other")].append((gold, found))
    lines = [
        "## By kind of source (F1, all sets)",
        "",
        f"| kind of source | files | {' | '.join(BY_LAYOUT)} |",
        f"| --- | --- |{' --- |' * len(BY_LAYOUT)}",
    ]
    for kind, files in sorted(kinds.items()):
        rows = scored(score, [gold for gold, _ in files], {gold["file"]: found for gold, found in files}).rows
        cells = " | ".join(f"{rows[row].f1:.3f}" if row in rows else "–" for row in BY_LAYOUT)
        lines.append(f"| {kind.replace('-', ' ')} | {len(files)} | {cells} |")
    return "\n".join(lines) + "\n"


def baselines(score: ModuleType, wanted: list[Record], found: dict[str, list[Record]], gazetteer: Gazetteer) -> str:
    """Quotations found and attributed by two simple ways on the same paragraphs."""
    names = re.compile("|".join(sorted(map(re.escape, gazetteer.by_form), key=len, reverse=True)))

    def nearest(paragraph: str) -> Iterable[Record]:
        for marked in MARKED.finditer(paragraph):
            before = list(names.findall(paragraph[: marked.start()]))
            known = gazetteer.candidates(before[-1]) if before else ()
            yield {"text": marked[1], "speaker": known[0].name if known else None, "work": None}

    def cued(paragraph: str) -> Iterable[Record]:
        for cue in CUE.finditer(paragraph):
            yield {"text": cue[2], "speaker": cue[1], "work": None}

    lines = ["| quotations | found F1 | found and attributed F1 |", "| --- | --- | --- |"]
    ways: dict[str, Callable[[str], Iterable[Record]] | None] = {
        "the engine": None, "marks + nearest name": nearest, "cue regex": cued
    }  # fmt: skip
    for name, way in ways.items():
        total = score.Score()
        for gold in wanted:
            for want, have in score.pair_documents(gold["documents"], found[gold["file"]]):
                have = have or {}
                if way is not None:
                    have = {**have, "quotations": [q for text in have.get("paragraphs", []) for q in way(text)]}
                score.score_document(total, gold["file"], want, have)
        rows = (total.rows["quotations found"], total.rows["quotations found and attributed"])
        lines.append(f"| {name} | {rows[0].f1:.3f} | {rows[1].f1:.3f} |")
    return "\n".join(lines) + "\n"


def judgements(score: ModuleType, wanted: list[Record], found: dict[str, list[Record]]) -> Iterable[tuple[float, bool]]:
    """The confidence of every quotation of the engine, and whether it is one and rightly attributed."""
    for gold in wanted:
        for want, have in score.pair_documents(gold["documents"], found[gold["file"]]):
            for gold_q, got_q in score.match(want.get("quotations", []), (have or {}).get("quotations", [])):
                if got_q is None or (gold_q and gold_q.get("optional")):
                    continue
                speakers = (
                    [score.person(n) for n in (gold_q.get("speaker"), *gold_q.get("accept_speakers", []))]
                    if gold_q
                    else []
                )
                yield got_q["confidence"], bool(gold_q) and score.person(got_q.get("speaker")) in speakers


def reliability(judged: list[tuple[float, bool]]) -> str:
    """How often quotations of each confidence are right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[max(i for i, low in enumerate(BINS[:-1]) if confidence >= low)].append((confidence, right))
    lines = [
        "## Reliability of the confidence (all sets)",
        "",
        "| confidence | quotations | mean confidence | right |",
        "| --- | --- | --- | --- |",
    ]
    for i, rows in sorted(bins.items()):
        mean = sum(confidence for confidence, _right in rows) / len(rows)
        share = sum(right for _confidence, right in rows) / len(rows)
        lines.append(f"| {BINS[i]:.1f}–{min(BINS[i + 1], 1):.1f} | {len(rows)} | {mean:.2f} | {share:.2f} |")
    return "\n".join(lines) + "\n"


def corpus(gazetteer: Gazetteer) -> str:
    """Title, date and authors against the catalogue of the unannotated corpus, and the engine's rate on it."""
    packed = SHARED / "corpus" / "real.tar.gz"
    if not packed.is_file():
        return ""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        files = sorted(path for path in Path(folder).rglob("*") if path.suffix in (".txt", ".md"))
        size, begin = sum(path.stat().st_size for path in files), time.process_time()
        records = {path.name: read(path, gazetteer) for path in files}
        rate = size / (time.process_time() - begin) / 1e6
        truth = [json.loads(line) for path in Path(folder).rglob("truth.jsonl") for line in path.open(encoding="utf-8")]
    fold = sys.modules["score"].fold
    titles = dated = dates = people = authors = 0
    for want in truth:
        have: Record = next((r for r in records.get(want["file"], []) if r["part"] is None), {})
        titles += fold(have.get("title")) == fold(want["title"])
        dated += bool(want["date"])
        dates += bool(want["date"]) and have.get("date") == want["date"]
        named = {fold(p["name"]) for p in have.get("people", []) if p["role"] in ("author", "speaker")}
        people += len({fold(name) for name in want["authors"]})
        authors += len({fold(name) for name in want["authors"]} & named)
    return f"""## Unannotated corpus ({len(files)} files, {len(truth)} in the catalogue)

| measure | share | of |
| --- | --- | --- |
| title right | {titles / len(truth):.3f} | {len(truth)} |
| date right | {dates / dated:.3f} | {dated} |
| authors found | {authors / people:.3f} | {people} |

The engine alone read {size / 1e6:.1f} MB at {rate:.2f} MB of UTF-8 a second of processor time on one core.
"""


if __name__ == "__main__":
    sys.exit(main())
