"""`python -m tests.documents.faults.killing [TRIALS [SEED]]`: kill -9 at random moments, and look at what is left.

Half of the processes are killed at a random statement or commit, half at a random moment. A trial is survived if the
archive is whole afterwards (an act is done or not done, a file is there or not), no edit is lost, and the same work
done again ends as if nothing had happened. Prints a line for each act, and fails if anything was lost.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from .acts import ACTS, Act, state  # noqa: E402
from .trials import Child, Databases, seconds_of  # noqa: E402


class Trials:
    """The trials of one act."""

    def __init__(self, databases: Databases, act: Act, empty: str) -> None:
        self.databases, self.act = databases, act
        self.base = databases.new(empty)
        Child(self.base, act.before).result()
        self.before = self.state(self.base)
        with databases.temporary(self.base) as calm:
            self.seconds, said = seconds_of(lambda: Child(calm, act.do).result())
            self.steps = said["steps"]
            self.after = self.state(calm)

    @staticmethod
    def state(database: str) -> dict[str, Any]:
        return Child(database, state).result()["answer"]

    def try_once(self, chance: random.Random, by_step: bool) -> list[str]:
        """Kill one process; what was lost."""
        with self.databases.temporary(self.base) as database:
            if by_step:
                child = Child(database, self.act.do, chance.randrange(1, self.steps + 1))
            else:
                child = Child(database, self.act.do)
                time.sleep(chance.uniform(0, self.seconds))
                child.kill()
            child.wait()
            lost = self.lost(self.state(database))
            Child(database, self.act.do).result()
            return lost + self.differs(self.state(database))

    def lost(self, now: dict[str, Any]) -> list[str]:
        """What is wrong with the archive after the kill."""
        lost = [f"torn: {each}" for each in now["torn"] if each not in self.before["torn"] + self.after["torn"]]
        if self.before["edited"] and not now["edited"]:
            lost.append("an edit")
        told = [{key: each[key] for key in ("export", "rows")} for each in (now, self.before, self.after)]
        if self.act.whole and told[0] not in told[1:]:
            lost.append("neither done nor undone")
        if now["documents"] > max(self.before["documents"], self.after["documents"]):
            lost.append("documents from nowhere")
        return lost

    def differs(self, now: dict[str, Any]) -> list[str]:
        """Where the archive is not as after undisturbed work."""
        return [f"{key} differs" for key in ("export", "search", "edited", "torn") if now[key] != self.after[key]]


def main(trials: int, seed: int) -> int:
    """Try all acts in turn."""
    chance = random.Random(seed)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        try:
            empty = databases.new()
            Child(empty, lambda: django.core.management.call_command("migrate", verbosity=0)).result()
            for number, (name, act) in enumerate(ACTS.items()):
                mine = Trials(databases, act, empty)
                times = trials // len(ACTS) + (number < trials % len(ACTS))
                lost = [mine.try_once(chance, by_step=bool(n % 2)) for n in range(times)]
                bad = [each for each in lost if each]
                print(f"{name}: tried {times}, survived {times - len(bad)}, lost {len(bad)}", *bad[:5], flush=True)
                failed += len(bad)
        finally:
            databases.close()
    return 1 if failed else 0


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*(numbers + [20, 20261127][len(numbers) :])))
