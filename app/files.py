"""Files of our own, written whole: either the old content stays or the new one is complete."""

from __future__ import annotations

import glob
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Buffer = bytes | bytearray | memoryview

_NEW = ".new"
_OWNER_ONLY = 0o600


def write_atomically(
    file: Path,
    data: bytes | tuple[Buffer, ...],
    *,
    durable: bool = True,
    mode: int = _OWNER_ONLY,
    before_replace: Callable[[], None] | None = None,
) -> None:
    """Replace a file as a whole, owner-only unless another `mode` is given; a kill or a full disk in the middle leaves
    the old one. Large contents may come in parts, so that they need not be copied together.

    With `durable` a power cut does, too, at the price of waiting for the disk: leave it out where the content can be
    learnt again and the event loop must not wait. `before_replace` is called when only the last step is left; what it
    raises leaves the old file.

    Raises:
        OSError: It could not be written; the old file is unharmed.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = temporary_name(file)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _OWNER_ONLY), "wb") as stream:
            for part_data in (data,) if isinstance(data, bytes) else data:
                stream.write(part_data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        if mode != _OWNER_ONLY:
            part.chmod(mode)
        if before_replace is not None:
            before_replace()
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def temporary_name(file: Path) -> Path:
    """A name beside `file` for what is being written; one thread uses it for one file at a time."""
    return file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}{_NEW}")


def temporary_pattern(file: Path) -> str:
    """Matches the files beside `file` that `write_atomically` leaves when it is killed."""
    return f".{glob.escape(file.name)}.*{_NEW}"
