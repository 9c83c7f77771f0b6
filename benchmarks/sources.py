"""Made-up source files in the layout of records of meetings, for measuring imports."""

from __future__ import annotations

from pathlib import Path

from benchmarks.generate import Writer, day


def write_sources(folder: Path, files: int, seed: int = 1) -> int:
    """Write so many files, each the record of a meeting of some twenty paragraphs; returns their bytes.

    Another seed makes other files under other names.
    """
    writer = Writer(seed)
    people = [writer.name() for _ in range(max(files // 3, 20))]
    written = 0
    for number in range(files):
        place = folder / f"{seed}-{number // 500:03}" / f"{number:06}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        written += place.write_bytes(record(writer, people, number).encode())
    return written


def record(writer: Writer, people: list[str], number: int) -> str:
    """The record of a meeting: title, date, turns, quotations in some of them."""
    random_ = writer.random
    on = day(random_)
    present = random_.sample(people, 4)
    lines = [f"{next(writer.words)}工作座谈会发言纪要（{number}）", f"（{on.year}年{on.month}月{on.day}日）"]
    for turn in range(random_.randint(5, 12)):
        lines.append(f"{present[turn % 4]}：{writer.text(120)}")
        if random_.random() < 0.5:
            lines.append(f"{random_.choice(people)}同志指出：“{writer.sentence()}”{writer.text(100)}")
    return "\n\n".join(lines) + "\n"
