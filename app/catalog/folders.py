"""Remembers which projector files a folder holds, so that a list of models reads each folder once."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

SETTLED_S = 2.0
"""A folder that changed so shortly before it was read may change again within the same tick of its clock."""
_NAME = re.compile(r".*mmproj.*\.gguf", re.IGNORECASE)


class FolderCache:
    """Names by folder, for as long as the folder stays the same. Any thread may call it."""

    def __init__(self, wall_clock: Callable[[], float] = time.time) -> None:
        self._wall_clock = wall_clock
        self._lock = threading.Lock()
        self._known: dict[Path, tuple[int, tuple[Path, ...]]] = {}

    def of(self, folder: Path) -> tuple[Path, ...]:
        """What by its name may be a projector, in order; nothing for a folder that cannot be read."""
        try:
            changed = folder.stat().st_mtime_ns
            with self._lock:
                known = self._known.get(folder)
            if known is not None and known[0] == changed:
                return known[1]
            found = tuple(sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name)))
        except (OSError, ValueError):
            return ()
        if self._wall_clock() - changed / 1e9 > SETTLED_S:
            with self._lock:
                self._known[folder] = (changed, found)
        return found
