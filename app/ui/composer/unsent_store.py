"""The files in which a window keeps what was not sent or saved. Several windows of one person have one place each."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.files import Buffer, write_atomically
from app.ui.composer.unsent_model import MAX_FILE

log = logging.getLogger(__name__)

PLACES = 8
"""Windows that keep something; those beyond keep nothing."""


class UnsentStore:
    """One window's place. Made in the GUI thread; `read` and `write` belong into another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: QLockFile | None = None
        self._place = 0

    def take(self) -> bool:
        """Take the first place that no running window has; what a killed one left there is adopted."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as exc:
            log.info("there is no place for what is not sent yet: %s", exc)
            return False
        for place in range(PLACES):
            lock = QLockFile(str(self._folder / f"{place}.lock"))
            lock.setStaleLockTime(0)  # however old: a running window has it as long as it runs
            if lock.tryLock(0):
                self._lock, self._place = lock, place
                return True
        return False

    def leave(self) -> None:
        """The window goes; what is kept stays for the next one."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def read(self, kind: str) -> bytes:
        """What lies there."""
        try:
            with self._path(kind).open("rb") as file:
                return file.read(MAX_FILE)
        except OSError:
            return b""

    def write(self, kind: str, data: bytes | tuple[Buffer, ...] | None) -> bool:
        """Replace it, or take it away with None; whether that was possible."""
        try:
            if data is None:
                with suppress(FileNotFoundError):
                    self._path(kind).unlink()
            else:
                write_atomically(self._path(kind), data, durable=False)
        except OSError as exc:
            log.info("what is not sent yet could not be kept: %s", exc)
            return False
        return True

    def _path(self, kind: str) -> Path:
        return self._folder / f"{self._place}.{kind}"
