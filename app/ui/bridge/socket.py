"""The window's link to the core: QLocalSocket in the GUI thread, no threads, no asyncio."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.config.paths import Paths
from app.ui.bridge.base import UiBridge


class SocketBridge(UiBridge):
    """The real `UiBridge`. Lives in the GUI thread."""

    def __init__(
        self, paths: Paths, parent: QObject | None = None, *, spawn: Callable[[Paths], subprocess.Popen[bytes]]
    ) -> None:
        """Does nothing before `start`."""
        raise NotImplementedError

    def start(self) -> None:
        """Connect, starting a core when there is none. Returns at once; `link_changed` tells the rest."""
        raise NotImplementedError

    def close(self) -> None:
        """Leave the core for good; calls in flight are rejected. Twice is once."""
        raise NotImplementedError
