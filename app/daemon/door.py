"""The core's local door: a Unix socket on which front ends call commands, follow channels and hear events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.bridge.channels import ChannelHub
from app.bridge.events import EventBus
from app.bridge.registry import CommandRegistry
from app.daemon.lock import CoreLock

MAX_UNREAD_BYTES = 8 * 1024 * 1024
"""What the core keeps for a client that does not read; beyond it the client is dropped and may come back."""


class SocketServer:
    """Serves every front end of one installation. Runs on the core's event loop."""

    def __init__(
        self,
        registry: CommandRegistry,
        channels: ChannelHub,
        bus: EventBus,
        path: Path,
        lock: CoreLock,
        *,
        on_clients_changed: Callable[[int], None] = lambda _: None,
        version: str = __version__,
        max_unread: int = MAX_UNREAD_BYTES,
    ) -> None:
        """`lock` must be held before `start`: it is what makes a socket file that lies there a stale one."""
        raise NotImplementedError

    @property
    def clients(self) -> int:
        """How many front ends are connected and have said hello."""
        raise NotImplementedError

    async def start(self) -> None:
        """Open the socket (0600), replacing a stale file; twice is once.

        Raises:
            CoreUnavailable: The socket cannot be made.
        """
        raise NotImplementedError

    async def stop(self) -> None:
        """Take no more connections, cancel running calls, send what was promised for at most 2 s; twice is once."""
        raise NotImplementedError
