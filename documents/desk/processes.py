"""Work that takes longer than a page may: done by management commands in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.conf import settings


def start(*arguments: str) -> int:
    """Let a management command run in a process of its own; returns the process's number."""
    manage = Path(settings.BASE_DIR) / "manage.py"
    process = subprocess.Popen(  # noqa: S603 - the arguments are ours
        [sys.executable, str(manage), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return process.pid
