"""The exclusive lock of one installation's core, and the note beside it that says who holds it.

The lock is the operating system's (`flock`), so a core that is killed loses it at once and a file that stayed behind
is harmless. The note is a file of its own, because taking the lock may truncate the locked file.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from app import __version__


@dataclass(frozen=True, slots=True)
class LockHolder:
    """The core that took the lock last; for messages only, since it may be gone."""

    pid: int
    version: str
    socket: str


class CoreLock:
    """Held by the one core of an installation for its whole life. Used from the core's main thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(path, thread_local=False)

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return bool(self._lock.is_locked)

    def acquire(self, socket: Path) -> bool:
        """Take the lock and note who has it; False when another core does."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        holder = LockHolder(os.getpid(), __version__, str(socket))
        temporary = self._note.with_suffix(".tmp")
        temporary.write_text(json.dumps(asdict(holder)), "utf-8")
        temporary.replace(self._note)
        return True

    def holder(self) -> LockHolder | None:
        """Who took the lock last, or None when the note is missing or damaged."""
        try:
            data = json.loads(self._note.read_text("utf-8"))
            return LockHolder(int(data["pid"]), str(data["version"]), str(data["socket"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def release(self) -> None:
        """Let go; twice is once."""
        if self.held:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    @property
    def _note(self) -> Path:
        return self.path.with_suffix(".json")
