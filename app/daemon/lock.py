"""The exclusive lock of one installation's core.

The lock is the operating system's (`flock`), so a core that is killed loses it at once and a file that stayed behind
is harmless.
"""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout


class CoreLock:
    """Held by the one core of an installation for its whole life. Used from the core's main thread."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, thread_local=False)

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return bool(self._lock.is_locked)

    def acquire(self) -> bool:
        """Take the lock; False when another core has it."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Let go; twice is once."""
        if self.held:
            self._lock.release()
