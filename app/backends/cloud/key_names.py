"""Which providers ever got a key: names alone, so that every key can be deleted again, whatever the settings say."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

from app.files import write_atomically

log = logging.getLogger(__name__)

MAX_BYTES = 1024 * 1024


class KeyNames:
    """The names in one small JSON file. Any thread may use it; one that cannot be written costs a log line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def all(self) -> tuple[str, ...]:
        """The names; a missing or broken file counts as empty."""
        try:
            if self._path.stat().st_size > MAX_BYTES:
                raise ValueError("it is too large")
            stored = json.loads(self._path.read_bytes())
            if not isinstance(stored, list) or not all(isinstance(name, str) for name in stored):
                raise ValueError("it is no list of names")
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except (OSError, ValueError, RecursionError) as exc:
            log.warning("the names of providers with keys cannot be read: %s", exc)
            return ()
        return tuple(stored)

    def add(self, name: str) -> None:
        """This provider gets a key."""
        with self._lock:
            known = self.all()
            if name not in known:
                self._write((*known, name))

    def remove(self, name: str) -> None:
        """Its key is gone."""
        with self._lock:
            known = self.all()
            if name in known:
                self._write(tuple(other for other in known if other != name))

    def _write(self, names: tuple[str, ...]) -> None:
        try:
            write_atomically(self._path, json.dumps(names).encode())
        except OSError as exc:
            log.warning("the names of providers with keys cannot be kept: %s", exc)
