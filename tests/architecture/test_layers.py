"""The shape of the code, as docs/architecture.md draws it: layers, pure engine, stages apart, small files.

That imports point down only is held by the import-linter contracts in pyproject.toml (`make contracts`); here stands
what they cannot say.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from pkgutil import walk_packages

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("archive", "people", "documents")
PURE = (
    "archive.lib",
    "people.names",
    "documents.readers",
    "documents.extraction",
    "documents.citations",
    "documents.reuse",
    "documents.search.query",
)
STAGES = ("layout", "structure", "metadata", "mentions", "turns", "quotations", "attribution")
# What Django calls by itself and no code imports.
ENTRANCES = re.compile(r"\w+\.(apps|migrations.*|templatetags.*)|archive\.(settings|wsgi|serving|site|language)")
EXTRACTION = ROOT / "documents" / "extraction"


def python_files() -> list[Path]:
    folders = (*PACKAGES, "tests", "benchmarks")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules_below(name: str) -> list[str]:
    """`name` and every module below it, found without importing any."""
    path = ROOT.joinpath(*name.split("."))
    below = [module.name for module in walk_packages([str(path)], f"{name}.")] if path.is_dir() else []
    return [name, *below]


def imported_modules(path: Path) -> set[str]:
    """The full names that a file imports, relative ones resolved; `from a import b` counts as a and a.b."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            source = ".".join(part for part in (base, node.module) if part)
            found |= {source, *(f"{source}.{alias.name}" for alias in node.names)}
    return found


def stage_of(module: str) -> str | None:
    below = module.removeprefix("documents.extraction.")
    return next((stage for stage in STAGES if below != module and below.split(".")[0] == stage), None)


def test_the_engine_loads_without_django() -> None:
    names = [name for pure in PURE for name in modules_below(pure)]
    assert len(names) > 20, "the engine's modules were not found"
    script = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg2', 'import_export')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (loaded.returncode, loaded.stderr, loaded.stdout.split()) == (0, "", [])


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_there_and_only_the_pipeline_calls_it(stage: str) -> None:
    assert (EXTRACTION / f"{stage}.py").exists() or (EXTRACTION / stage / "__init__.py").exists()
    callers = {
        module_name(path)
        for path in EXTRACTION.rglob("*.py")
        if stage_of(module_name(path)) != stage and any(stage_of(name) == stage for name in imported_modules(path))
    }
    assert callers == {"documents.extraction.pipeline"}


def test_every_module_has_its_place_in_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    placed = [name for layer in layers for name in re.findall(r"[\w.]+", layer)]
    homeless = [
        name
        for package in PACKAGES
        for name in modules_below(package)
        if name != package
        and not ENTRANCES.fullmatch(name)
        and not any(f"{name}.".startswith(f"{layer}.") for layer in placed)
    ]
    assert homeless == []


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_and_its_name_says_its_job(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
