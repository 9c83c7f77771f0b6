"""PDF files with a text layer. pdfium reads them in a process of its own: it is native code, and files are hostile."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from .base import Decoded, SourceError, printable
from .limits import Limits

PROGRAM = Path(__file__).with_name("pdf_pages.py")


def read_pdf(key: str, data: bytes, limits: Limits) -> Decoded:
    """The lines of a PDF, pages parted by form feeds.

    Raises SourceError for scans, broken and protected files, and for those that crash pdfium or keep it busy.
    """
    patience = limits.seconds * limits.patience
    numbers = (limits.pages, limits.characters, limits.memory, int(limits.seconds) + 1)
    command = [sys.executable, "-I", str(PROGRAM), *map(str, numbers)]
    try:
        done = subprocess.run(  # noqa: S603 - a program of ours, nothing of the file in its arguments
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(key, None, f"reading it took longer than {patience:g} seconds") from error
    try:
        answer = json.loads(done.stdout)
        place, problem, text = answer["place"], answer["problem"], answer["text"]
    except (ValueError, TypeError, KeyError) as error:
        busy = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        why = f"reading it took longer than {limits.seconds:g} seconds" if busy else "damaged: pdfium broke off in it"
        raise SourceError(key, None, f"{why} (exit status {done.returncode})") from error
    if problem:
        raise SourceError(key, place, problem)
    return Decoded(printable(text), "pdf", "text/plain")
