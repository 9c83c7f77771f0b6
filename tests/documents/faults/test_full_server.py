"""A PostgreSQL server without room: the import says so, nothing half is left, and with room again it goes on.

The server is one of its own, so this runs once, beside the tests on SQLite.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_faults import run


@pytest.mark.usefixtures("small_disk")
def test_a_server_without_room_for_tables_or_log_loses_nothing(tmp_path: Path) -> None:
    told = run("full_server", data=tmp_path)
    assert told == "tables_without_room: nothing lost\nlog_without_room: nothing lost\n"
