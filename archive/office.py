"""Files of Office programs, sent while they are made.

A workbook and a text are zips of small parts and a long one, the sheet or the body. A frame is made once by the library
that knows the format; the long part is then written into it row by row, and what is ready goes out at once. So a reader
sees a download of any length begin, and the server holds a piece of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator

PIECE = 2**14  # bytes that go out at once at least


def filled(frame: bytes, part: str, split: Callable[[str], tuple[str, str]], content: Iterable[str]) -> Iterator[bytes]:
    """The zip `frame` in pieces, with `content` in its `part` where `split` cuts that in two."""
    with zipfile.ZipFile(io.BytesIO(frame)) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    before, after = split(contents.pop(part).decode())
    out = _Outbox()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in contents.items():
            made.writestr(name, data)
        with made.open(part, "w") as body:
            body.write(before.encode())
            for piece in content:
                body.write(piece.encode("utf-8", "replace"))
                if out.held >= PIECE:
                    yield out.taken()
            body.write(after.encode())
    yield out.taken()


class _Outbox(io.RawIOBase):
    """A file that is written to at one end and taken away at the other. That it cannot seek tells `zipfile` to write
    sizes behind the parts."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []
        self.held = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._written.append(piece)
        self.held += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        data, self._written, self.held = b"".join(self._written), [], 0
        return data
