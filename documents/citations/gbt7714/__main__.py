"""python -m documents.citations.gbt7714 ITEMS.json: an entry a line for the items of a CSL-JSON list.

An item that cannot be read leaves an empty line, so that lines and items keep in step, and a message on stderr; the
exit status is then 1. A file that is no CSL-JSON at all ends with status 2.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from archive.lib.piped import run

from ..csl import CSLError, Item, read_list
from . import EDITIONS, STYLES, entry


def main(arguments: list[str] | None = None) -> int:
    """Print the entries; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m documents.citations.gbt7714", description=__doc__)
    parser.add_argument("--edition", choices=list(EDITIONS), default="2025", help="of the standard (default: 2025)")
    parser.add_argument("--style", choices=STYLES, default="numeric", help="(default: numeric)")
    parser.add_argument("items", metavar="ITEMS.json", help="a CSL-JSON list in UTF-8; - reads standard input")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        data = sys.stdin.buffer.read() if options.items == "-" else Path(options.items).read_bytes()
        values = read_list(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError, CSLError) as error:
        print(f"{options.items}: {error}", file=sys.stderr)
        return 2
    status = 0
    for number, value in enumerate(values, start=1):
        try:
            print(entry(Item.from_json(value, f"item {number}"), options.edition, options.style))
        except CSLError as error:
            print(f"{options.items}: {error}", file=sys.stderr)
            print()
            status = 1
    return status


if __name__ == "__main__":
    run(main)
