"""The states of the connection to the core; without Qt, so that view models can decide on them."""

from __future__ import annotations

from enum import StrEnum


class LinkState(StrEnum):
    """The connection to the core."""

    CONNECTING = "connecting"
    """Looking for a core, or starting one."""
    CONNECTED = "connected"
    LOST = "lost"
    """The core died; it is being started again."""
    WAITING = "waiting"
    """A core of another version is busy; it is replaced when it is idle."""
    STOPPED = "stopped"
    """The core was ended on purpose: the window offers Start."""
    FAILED = "failed"
    """No core could be started; the reason comes with the signal."""
