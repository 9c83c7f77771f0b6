"""`python -m tests.documents.hostile.fuzzing -max_total_time=60`: bytes that seek ways through the readers (atheris).

Part of `make nightly`, which installs atheris. The first byte chooses the reader; out of it must come a text that can
be stored or a SourceError. libFuzzer keeps an input that fails as `crash-…` and ends with a status other than 0.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Begin with sound files of every kind."""
    import atheris

    with atheris.instrument_imports(include=["documents.readers"]):  # before they are loaded for the first time
        from documents.readers import READERS, SourceError, read_bytes
    from .corpus import good

    ends = sorted(end for end in READERS if end != ".pdf")  # pdfium runs in a process of its own: no ways to follow

    def one(data: bytes) -> None:
        if data:
            try:
                text = read_bytes(f"a{ends[data[0] % len(ends)]}", data[1:]).text
            except SourceError:
                return
            assert "\0" not in text
            text.encode()

    with tempfile.TemporaryDirectory() as folder:
        for end, data in good().items():
            if end in ends:
                (Path(folder) / f"good{end}").write_bytes(bytes([ends.index(end)]) + data)
        atheris.Setup([sys.argv[0], folder, *sys.argv[1:]], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
