"""Which files an import reads, and the key of each: its path below the import root."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.readers import SUFFIXES


@dataclass(frozen=True, slots=True)
class SourcePath:
    """A file to read. `root` is the folder below which `key` is its path, with forward slashes."""

    path: Path
    key: str
    root: str


def find_sources(paths: Iterable[Path], root: Path | None = None) -> tuple[list[SourcePath], list[Path]]:
    """The files at and below `paths` in a stable order, each once, and those left out because nothing reads them.

    A folder is its own root, a file's root is its folder, unless `root` is given; then every path must lie below it.
    Hidden files and folders are passed over. Raises FileNotFoundError for a path that does not exist and ValueError
    for one outside `root`.
    """
    found: dict[Path, SourcePath] = {}
    left_out: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
        base = (root or (path if path.is_dir() else path.parent)).resolve()
        for file in _files(path):
            if path.is_dir() and file.suffix.lower() not in SUFFIXES:
                left_out.append(file)
                continue
            place = file.parent.resolve() / file.name
            if place not in found:
                found[place] = SourcePath(file, _key(place, base), str(base))
    return list(found.values()), left_out


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder, name)


def _key(path: Path, root: Path) -> str:
    """The key, in Unicode's composed form, so that a folder copied from a Mac keeps its keys."""
    if not path.is_relative_to(root):
        raise ValueError(f"{path} does not lie below the import root {root}")
    return unicodedata.normalize("NFC", path.relative_to(root).as_posix())
