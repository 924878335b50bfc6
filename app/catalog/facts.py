"""Remembers what headers, and configurations of model folders, say, so that listing models reads each once."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

from app.errors import ModelFileError
from app.gguf import read_folder, read_header
from app.types.models import ModelFacts

_CONFIG = "config.json"
Stamp = tuple[int, int, int, int]


class FactsCache:
    """Facts by path, for as long as the file or folder stays the same. Any thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[Path, tuple[Stamp, ModelFacts | ModelFileError]] = {}

    def of(self, path: Path) -> ModelFacts:
        """The facts of a file or a model folder; what was wrong with it is remembered as well.

        Raises:
            ModelFileError: As `read_header` and `read_folder`.
        """
        stamp = _stamp(path)
        if stamp is None:
            return read_header(path)
        with self._lock:
            known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, _look(path))
            with self._lock:
                self._known[path] = known
        if isinstance(known[1], ModelFileError):
            raise known[1].copy()
        return known[1]


def _look(path: Path) -> ModelFacts | ModelFileError:
    try:
        return read_folder(path) if path.is_dir() else read_header(path)
    except ModelFileError as exc:
        return exc


def _stamp(path: Path) -> Stamp | None:
    """Changes with the content, and (by the change time) with the right to read it."""
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode) and (path / _CONFIG).is_file():
            config = (path / _CONFIG).stat()
            return config.st_mtime_ns, config.st_ctime_ns, config.st_size, info.st_mtime_ns
    except (OSError, ValueError):
        return None
    return info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino
