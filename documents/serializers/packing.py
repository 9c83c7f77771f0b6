"""Many files into one folder or one .zip, the same bytes each time; there as a whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a .zip can name: when a file was packed is not part of it


class Package(Protocol):
    """Where files go."""

    def write(self, name: str, content: Iterable[bytes]) -> None:
        """Add a file, whose content comes piece by piece."""


@contextmanager
def package(target: Path) -> Iterator[Package]:
    """A new folder, or a .zip file, at `target`; what goes wrong leaves nothing.

    Raises FileExistsError for a folder that holds something; a .zip is put in the place of an older one.
    """
    zipped = target.suffix.lower() == ".zip"
    if not zipped and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target} is there and not empty")
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        if zipped:
            with ZipFile(part / "package", "w", ZIP_DEFLATED) as file:
                yield Zipped(file)
            (part / "package").chmod(0o644)
            (part / "package").replace(target)
        else:
            yield Folder(part)
            part.chmod(0o755)
            part.replace(target)
    finally:
        if part.exists():
            shutil.rmtree(part)


class Folder:
    """A folder that is being filled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: Iterable[bytes]) -> None:
        """Add a file; folders in its name are made."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(content)


class Zipped:
    """A .zip that is being filled."""

    def __init__(self, file: ZipFile) -> None:
        self.file = file

    def write(self, name: str, content: Iterable[bytes]) -> None:
        """Add a file."""
        info = ZipInfo(name, EPOCH)
        info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
        with self.file.open(info, "w", force_zip64=True) as file:
            for piece in content:
                file.write(piece)
