"""The core's local door: a Unix socket on which front ends call commands, follow channels and hear events."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app import __version__
from app.bridge.channels import ChannelHub
from app.bridge.events import PAYLOADS, EventBus, EventPayload
from app.bridge.frames import EventFrame, encode_message
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.daemon.connection import Connection, Host
from app.daemon.lock import CoreLock
from app.errors import CoreUnavailable
from app.wire import to_wire

log = logging.getLogger(__name__)

MAX_UNREAD_BYTES = 8 * 1024 * 1024
"""What the core keeps for a client that does not read; beyond it the client is dropped and may come back."""
FLUSH_S = 2.0
"""How long a stopping core goes on sending what it promised."""


class SocketServer:
    """Serves every front end of one installation. Runs on the core's event loop.

    Emit `core.stopped` before `stop`, so that front ends know why the door closes.
    """

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
        self._bus = bus
        self._path = path
        self._lock = lock
        self._on_clients_changed = on_clients_changed
        self._host = Host(registry, channels, version, max_unread, self._on_change)
        self._connections: set[Connection] = set()
        self._nobody = asyncio.Event()
        self._nobody.set()
        self._clients = 0
        self._server: asyncio.Server | None = None
        self._leave_bus: Callable[[], None] = lambda: None

    @property
    def clients(self) -> int:
        """How many front ends are connected and have said hello."""
        return self._clients

    async def start(self) -> None:
        """Open the socket (0600), replacing a stale file; twice is once.

        Raises:
            CoreUnavailable: The socket cannot be made.
        """
        if self._server is not None:
            return
        if not self._lock.held:
            raise RuntimeError("the lock has to be held before the door opens")
        listener = self._bind()
        self._server = await asyncio.get_running_loop().create_unix_server(
            lambda: Connection(self._host), sock=listener, start_serving=False
        )
        await self._server.start_serving()
        self._leave_bus = self._bus.listen(self._on_event)
        log.info("listening on %s", self._path)

    async def stop(self) -> None:
        """Take no more connections, cancel running calls, send what was promised for at most 2 s; twice is once."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        self._path.unlink(missing_ok=True)
        self._leave_bus()
        running = [task for task in self._host.tasks if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for connection in list(self._connections):
            connection.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(FLUSH_S):
                await self._nobody.wait()
        for connection in list(self._connections):
            connection.abort()
        await self._nobody.wait()

    def _bind(self) -> socket.socket:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.unlink(missing_ok=True)
            listener.bind(os.fspath(self._path))
            self._path.chmod(0o600)
        except OSError as exc:
            listener.close()
            raise CoreUnavailable(
                "Tektra's core cannot open its local socket.",
                hint="Check that the folder exists and that its disk is not full.",
                detail=f"{self._path}: {exc}",
            ) from exc
        return listener

    def _on_change(self, connection: Connection) -> None:
        if connection.open:
            self._connections.add(connection)
            if self._server is None:
                connection.abort()
        else:
            self._connections.discard(connection)
        if self._connections:
            self._nobody.clear()
        else:
            self._nobody.set()
        clients = sum(known.greeted for known in self._connections)
        if clients != self._clients:
            self._clients = clients
            self._on_clients_changed(clients)

    def _on_event(self, name: EventName, payload: EventPayload) -> None:
        data = encode_message(EventFrame(name, to_wire(payload, PAYLOADS[name])))
        for connection in list(self._connections):
            if connection.greeted:
                connection.write(data)
