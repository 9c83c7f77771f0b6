"""`python -m tests.nightly NAME COMMAND…`: run a part of `make nightly`, and write down what it tried and lost.

All it says goes to the terminal and into `nightly/NAME.log` of the data folder; how it ended, how long it took and its
counts are added to `nightly/results.txt` there, whether it ends well or not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

COUNTED = re.compile(r"[^:]+: tried \d+, .*|\w+: nothing lost|Done \d+ runs in .*|\d+ (?:passed|failed).*")


def main(name: str, command: list[str]) -> int:
    """Run the command as the part `name`; returns its exit status."""
    folder = Path(os.environ["YANLU_DATA"]) / "nightly"
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    lines: list[str] = []
    with (folder / f"{name}.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            log.write(line)
            lines.append(line)
    status = process.wait()
    took = round((time.monotonic() - began) / 60)
    ended = "passed" if status == 0 else f"failed with status {status}"
    with (folder / "results.txt").open("a", encoding="utf-8") as results:
        print(f"{name}, {datetime.now():%Y-%m-%d %H:%M}: {ended} after {took} minutes", file=results)
        results.writelines(f"  {line}\n" for line in counts(lines))
    return status


def counts(lines: Iterable[str]) -> list[str]:
    """The lines of an output that count something.

    >>> counts(["sheet: tried 4, survived 4, lost 0\\n", ".full_disk: nothing lost\\n", "\\n", "1 passed in 9s\\n"])
    ['sheet: tried 4, survived 4, lost 0', 'full_disk: nothing lost', '1 passed in 9s']
    """
    said = (line.strip().lstrip(".") for line in lines)
    return [line for line in said if COUNTED.fullmatch(line)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
