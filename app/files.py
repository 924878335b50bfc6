"""Files of our own, written whole: either the old content stays or the new one is complete."""

from __future__ import annotations

import glob
import os
import threading
from contextlib import suppress
from pathlib import Path

Buffer = bytes | bytearray | memoryview

_NEW = ".new"


def write_atomically(file: Path, data: bytes | tuple[Buffer, ...], *, durable: bool = True) -> None:
    """Replace a file as a whole, owner-only; a kill or a full disk in the middle leaves the old one. Large contents
    may come in parts, so that they need not be copied together.

    With `durable` a power cut does, too, at the price of waiting for the disk: leave it out where the content can be
    learnt again and the event loop must not wait.

    Raises:
        OSError: It could not be written; the old file is unharmed.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}{_NEW}")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as stream:
            for part_data in (data,) if isinstance(data, bytes) else data:
                stream.write(part_data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def temporary_pattern(file: Path) -> str:
    """Matches the files beside `file` that `write_atomically` leaves when it is killed."""
    return f".{glob.escape(file.name)}.*{_NEW}"
