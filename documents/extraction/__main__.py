"""`python -m documents.extraction FILE…`: what the engine finds, as interchange JSON Lines on standard output.

With --gazetteer FOLDER (speakers.json, works.json) the engine knows those names beforehand; without it, none.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from archive.lib.piped import run
from documents.readers import SourceError, read_sources
from people.names import Gazetteer

from .interchange import to_records
from .pipeline import extract


def main(arguments: list[str] | None = None) -> int:
    """Print the records of every file; 1 if one of them cannot be read, else 0."""
    parser = argparse.ArgumentParser(prog="python -m documents.extraction", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--gazetteer", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    gazetteer = Gazetteer.read(options.gazetteer) if options.gazetteer else Gazetteer()
    failed = 0
    for path in options.files:
        folder = "" if path.parent == Path() else f"{path.parent.as_posix().rstrip('/')}/"
        for source in read_sources(path, path.parent):
            if isinstance(source, SourceError):
                print(f"{folder}{source}", file=sys.stderr)
                failed = 1
                continue
            for record in to_records(source, extract(source, gazetteer)):
                print(json.dumps(record, ensure_ascii=False))
    return failed


if __name__ == "__main__":
    run(main)
