"""What an operator relies on: safe settings, static files that all exist, complete translations."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "archive" / "locale").glob("*/*/LC_MESSAGES/*.po"))


def manage(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` in a fresh process with its own data folder and none of this process's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "YANLU_DATA": str(data), **environment},
        capture_output=True,
        text=True,
    )


def test_deployment_check_says_nothing(tmp_path: Path) -> None:
    done = manage(
        "check", "--deploy", "--fail-level", "DEBUG", data=tmp_path, HTTPS="1", ALLOWED_HOSTS="archive.example"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    shown = manage("shell", "-v0", "-c", "from django.conf import settings; print(settings.DEBUG)", data=tmp_path)
    assert shown.stdout.split() == ["False"]


def test_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    show = ("shell", "-v0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    first, second = manage(*show, data=tmp_path), manage(*show, data=tmp_path)
    assert len(first.stdout.strip()) >= 50
    assert first.stdout == second.stdout
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_secret_key_of_the_environment_goes_first(tmp_path: Path) -> None:
    show = ("shell", "-v0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    assert manage(*show, data=tmp_path, SECRET_KEY="from-outside").stdout.strip() == "from-outside"
    assert not (tmp_path / "secret_key").exists()


def test_processes_that_start_at_once_end_with_one_key(tmp_path: Path) -> None:
    show = "from archive.settings import SECRET_KEY; print(SECRET_KEY)"
    environment = {"PATH": os.environ["PATH"], "YANLU_DATA": str(tmp_path)}
    started = [
        subprocess.Popen([sys.executable, "-c", show], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in started}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_repository_holds_no_secret() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.split("\0")[:-1]
    assert not [name for name in names if Path(name).name in (".env", "secret_key", "id_rsa")]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/.env", "/data/"} <= set(ignored)


def test_limits_are_read_from_the_environment(tmp_path: Path) -> None:
    show = ("shell", "-v0", "-c", "from django.conf import settings; print(settings.RATE_LIMITS)")
    shown = manage(*show, data=tmp_path, RATE_LIMITS="search=7;api=3")
    assert shown.stdout.strip() == "{'search': 7, 'suggest': 300, 'export': 20, 'login': 20, 'api': 3, 'oai': 60}"


def test_every_static_file_that_another_names_is_there(tmp_path: Path) -> None:
    done = manage("collectstatic", "--noinput", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()


def test_every_model_has_its_migration(tmp_path: Path) -> None:
    done = manage("makemigrations", "--check", "--dry-run", data=tmp_path)
    assert done.returncode == 0, done.stdout


def compiled_messages(mo: BinaryIO) -> dict[object, object]:
    return {(m.context, str(m.id)): m.string for m in read_mo(mo) if m.id}


def test_there_are_translations() -> None:
    assert CATALOGUES


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT / "archive" / "locale")))
def test_every_message_is_translated_and_compiled(path: Path) -> None:
    with path.open("rb") as file:
        written = read_po(file)
    assert [m.id for m in written if m.id and not all([m.string] if isinstance(m.string, str) else m.string)] == []
    assert [m.id for m in written if m.id and m.fuzzy] == []
    fresh = BytesIO()
    write_mo(fresh, written)
    fresh.seek(0)
    with path.with_suffix(".mo").open("rb") as file:
        assert compiled_messages(file) == compiled_messages(fresh), "run `make messages`"
