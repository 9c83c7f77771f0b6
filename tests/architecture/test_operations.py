"""docs/operations.md is what an operator types: its service is started, its units and web server rules are read."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.M | re.S)
UNITS = [text for kind, text in BLOCKS if kind == "ini" and text.startswith("[")]
SERVICE = next(text for text in UNITS if "gunicorn" in text)
ENVIRONMENT = next(text for kind, text in BLOCKS if kind == "ini" and "DATABASE_URL" in text)
KEYS = {
    "Unit": {"Description", "After"},
    "Service": {
        "Type", "NotifyAccess", "User", "WorkingDirectory", "EnvironmentFile", "StateDirectory", "ExecStart",
        "ExecReload", "KillMode", "TimeoutStopSec", "Restart", "MemoryMax", "NoNewPrivileges", "PrivateTmp",
        "ProtectHome", "ProtectSystem", "ReadWritePaths",
    },
    "Timer": {"OnCalendar", "Persistent"},
    "Install": {"WantedBy"},
}  # fmt: skip


def commands(unit: str) -> list[list[str]]:
    """The command lines of a unit, with the interpreter of this run in place of the server's."""
    lines = re.findall(r"^ExecStart=(.*)$", unit, re.M)
    return [shlex.split(line.replace("/srv/yanlu/.venv/bin/", f"{Path(sys.executable).parent}/")) for line in lines]


def environment(data: Path) -> dict[str, str]:
    """The environment that the documents give, on SQLite in `data`."""
    said = dict(line.split("=", 1) for line in ENVIRONMENT.split())
    said |= {"YANLU_DATA": str(data), "DATABASE_URL": f"sqlite:///{data / 'yanlu.sqlite3'}"}
    return {"PATH": os.environ["PATH"], "HOME": str(data), "PYTHONUNBUFFERED": "1", **said}


class Server:
    """The documented service, as its unit starts it, on a free port."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        for arguments in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment(data), check=True)
        self.log = (data / "log").open("w+", encoding="utf-8")
        (command,) = commands(SERVICE)
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}"], cwd=ROOT, env=environment(data), stderr=self.log
        )

    def get(self, address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of one request; no redirect is followed."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{address}", headers=headers)
        opener = urllib.request.build_opener(NoRedirect)
        try:
            with opener.open(request, timeout=30) as response:
                return response.status, response.read(), dict(response.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read(), dict(error.headers)

    def wait(self) -> None:
        """Until it answers."""
        for _ in range(300):
            try:
                if self.get("/health/live")[0] == 200:
                    return
            except OSError:
                pass
            assert self.process.poll() is None, self.logged()
            time.sleep(0.1)
        raise AssertionError(f"the service did not start:\n{self.logged()}")

    def logged(self) -> str:
        return Path(self.log.name).read_text(encoding="utf-8")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("served"))
    made.wait()
    yield made
    made.process.terminate()
    made.process.wait(30)


THROUGH_PROXY = {"Host": "archive.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


def test_the_documented_service_serves(server: Server) -> None:
    assert json.loads(server.get("/health/ready")[1])["status"] == "ready"
    status, body, headers = server.get("/", **THROUGH_PROXY)
    assert (status, headers["Strict-Transport-Security"].split(";")[0]) == (200, "max-age=31536000")
    sheet = re.search(rb'href="(/static/site/site\.[0-9a-f]+\.css)"', body)
    assert sheet
    status, _, headers = server.get(sheet[1].decode(), **THROUGH_PROXY)
    assert (status, "immutable" in headers["Cache-Control"]) == (200, True)
    assert server.get("/", Host="archive.example")[0] == 301
    assert server.get("/", **{**THROUGH_PROXY, "Host": "elsewhere.example"})[0] == 400


def test_ten_thousand_characters_are_asked_for_and_answered(server: Server) -> None:
    status, body, _ = server.get(f"/search/?q={quote('渠' * 10_000)}", **THROUGH_PROXY)
    assert (status, "只检索了前 1000 个字符" in body.decode()) == (200, True)
    assert "large_client_header_buffers 4 128k" in TEXT


def test_its_processes_count_together_and_log_as_json(server: Server) -> None:
    for _ in range(12):
        _, _, headers = server.get("/meetings/", **{**THROUGH_PROXY, "X-Request-ID": "0123456789abcdef"})
        assert headers["X-Request-ID"] == "0123456789abcdef"
    counted = server.get("/metrics")[1].decode()
    found = re.search(r'^yanlu_requests_total\{.*view="documents:meetings"\} (\d+)', counted, re.M)
    assert found
    assert int(found[1]) == 12
    assert server.get("/metrics", **THROUGH_PROXY)[0] == 403
    lines = [json.loads(line) for line in server.logged().splitlines() if "documents:meetings" in line]
    assert len(lines) == 12
    assert {(line["client"], line["status"], line["request_id"]) for line in lines} == {
        ("192.0.2.7", 200, "0123456789abcdef")
    }


def test_a_reload_answers_everybody_meanwhile(server: Server) -> None:
    server.process.send_signal(signal.SIGHUP)
    for _ in range(30):
        assert server.get("/speakers/", **THROUGH_PROXY)[0] == 200
    assert server.process.poll() is None


def test_every_unit_is_one_systemd_can_read() -> None:
    assert len(UNITS) == 3
    for unit in UNITS:
        parser = ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        parser.read_string(unit)
        for section in parser.sections():
            assert set(parser[section]) <= KEYS[section]
        assert all(Path(command[0]).exists() for command in commands(unit))


def test_the_daily_commands_run(server: Server, tmp_path: Path) -> None:
    (unit,) = [text for text in UNITS if "oneshot" in text]
    unit = unit.replace("/var/lib/yanlu/backups", str(tmp_path)).replace("$$", "$").replace("%%", "%")
    for command in commands(unit):
        subprocess.run(command, cwd=ROOT, env=environment(server.data), check=True, capture_output=True)
    assert len(list(tmp_path.glob("???.zip"))) == 1


def test_nginx_takes_its_configuration(nginx: str, tmp_path: Path) -> None:
    (rules,) = [text for kind, text in BLOCKS if kind == "nginx"]
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=archive.example", "-keyout", key,
         "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    rules = re.sub(r"/etc/ssl/\S+\.pem", str(certificate), rules)
    rules = re.sub(r"/etc/ssl/\S+\.key", str(key), rules)
    config = tmp_path / "nginx.conf"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
    start = f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\n"
    config.write_text(f"{start}http {{\naccess_log off;\n{folders}{rules}}}\n", encoding="utf-8")
    done = subprocess.run([nginx, "-t", "-p", tmp_path, "-c", config], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_proxy_rules_agree_with_the_settings() -> None:
    (rules,) = [text for kind, text in BLOCKS if kind == "nginx"]
    assert "PROXIES=1" in ENVIRONMENT
    assert "$proxy_add_x_forwarded_for" in rules
    assert "client_max_body_size 500m" in rules
