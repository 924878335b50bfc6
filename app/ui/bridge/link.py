"""The window's connection to the core: QLocalSocket in the GUI thread, no threads, no asyncio.

It connects, starts a core where there is none, and comes back after the core died. What arrived is handled in slices
of a few milliseconds, so that a flood never freezes the window.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalSocket

from app.bridge.events import StoppedEvent
from app.bridge.frames import Hello
from app.bridge.signatures import StopReply, core_stop
from app.client.launch import (
    TAKEOVER_GRACE_S,
    WAITING_RETRY_S,
    CoreStarter,
    Spawn,
    VersionDecision,
    version_decision,
    version_error,
)
from app.client.protocol import (
    CallFailed,
    ClientProtocol,
    Connected,
    EventReceived,
    Happening,
    Refused,
    ReplyReceived,
)
from app.config.paths import Paths
from app.errors import AppError, FrameError
from app.ui.bridge.base import LinkState

log = logging.getLogger(__name__)

SLICE_S = 0.006
"""How long one turn of the event loop may handle what arrived."""
READ_BYTES = 64 * 1024
UNREAD_BYTES = 1024 * 1024
"""What Qt keeps before the core has to wait."""
HELLO_S = 10.0
"""How long a core that accepted the connection may take to say hello."""
LAST_S = 3.0
"""How long a window that closes may take to hand over what it has to send."""
LOOK_S = 1.0
"""How often a window whose core was ended on purpose, or failed, looks whether somebody started one."""


class CoreLink(QObject):
    """Keeps one connection to the core. Lives in the GUI thread.

    Signals:
        state_changed(state: LinkState, error: AppError | None): Never twice in a row for the same state.
        happened(happening: Happening): A reply, an item, an event …, in the order of arrival.
        dropped(calls: list[int]): The connection is gone, and these calls get no answer any more.
    """

    state_changed = Signal(object, object)
    happened = Signal(object)
    dropped = Signal(object)

    def __init__(self, paths: Paths, protocol: ClientProtocol, spawn: Spawn, parent: QObject) -> None:
        """Does nothing before `open`."""
        super().__init__(parent)
        self.state = LinkState.CONNECTING
        self._path = os.fspath(paths.socket)
        self._starter = CoreStarter(paths, spawn)
        self._protocol = protocol
        self._happenings: Iterator[Happening] = iter(())
        self._trying = False
        self._hello: Hello | None = None
        self._leaving: StoppedEvent | None = None
        self._room_call: int | None = None
        self._makes_room = False
        self._replaced = False
        self._closed = False
        self._socket = QLocalSocket(self)
        self._socket.setReadBufferSize(UNREAD_BYTES)
        self._attempt = self._timer(self._connect)
        self._slice = self._timer(self._drain)
        self._patience = self._timer(self._on_silence)
        self._ask_again = self._timer(self._ask_for_room)
        self._socket.connected.connect(self._on_connected)
        self._socket.readyRead.connect(self._drain)
        self._socket.stateChanged.connect(self._on_socket_state)

    def open(self) -> None:
        """Connect, starting a core where there is none; nothing after `close`."""
        if self._closed:
            return
        self._replaced = False
        self._starter.begin()
        self._change(LinkState.CONNECTING)
        self._connect()

    def write(self, data: bytes) -> None:
        """Send; bytes that are given while there is no connection are dropped."""
        if self.state is LinkState.CONNECTED:
            self._send(data)

    def close(self) -> None:
        """Leave for good, without a signal of the state. Twice is once."""
        if self._closed:
            return
        self._closed = True
        self.state = LinkState.STOPPED
        for timer in (self._attempt, self._slice, self._patience, self._ask_again):
            timer.stop()
        self._socket.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._socket.flush()
        end = time.monotonic() + LAST_S
        while self._socket.bytesToWrite() and time.monotonic() < end:
            # A draft, or the last question, may be more than the system takes at once.
            if not self._socket.waitForBytesWritten(round(LAST_S * 1000)):
                break
        self._socket.abort()
        self.dropped.emit(self._protocol.connection_lost())

    def _send(self, data: bytes) -> None:
        """The socket may be gone already, while what it brought is still being handled; then `_on_gone` follows."""
        if data and self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            self._socket.write(data)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    def _change(self, state: LinkState, error: AppError | None = None) -> None:
        if state is not self.state:
            log.info("link to the core: %s", state)
            self.state = state
            self.state_changed.emit(state, error)

    @Slot()
    def _connect(self) -> None:
        if not self._trying:
            self._attempt.stop()
            self._trying = True
            self._socket.connectToServer(self._path)

    @Slot()
    def _on_connected(self) -> None:
        self._patience.start(_ms(HELLO_S))
        self._send(self._protocol.hello())

    @Slot()
    def _on_silence(self) -> None:
        log.info("the core does not say hello")
        self._socket.abort()

    @Slot(QLocalSocket.LocalSocketState)
    def _on_socket_state(self, state: QLocalSocket.LocalSocketState) -> None:
        if state is QLocalSocket.LocalSocketState.UnconnectedState:
            self._slice.start(0)

    @Slot()
    def _drain(self) -> None:
        """Handle what arrived for one slice of time; when all of it is handled and the socket is gone, say so."""
        deadline = time.monotonic() + SLICE_S
        while (happening := self._take()) is not None:
            self._handle(happening)
            if self._closed:
                return
            if time.monotonic() > deadline:
                self._slice.start(0)
                return
        if self._trying and self._socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            self._on_gone()

    def _take(self) -> Happening | None:
        try:
            while True:
                happening = next(self._happenings, None)
                if happening is not None or not self._socket.bytesAvailable():
                    return happening
                self._happenings = self._protocol.receive(bytes(self._socket.read(READ_BYTES).data()))
        except FrameError as exc:
            log.info("the core's messages are damaged: %s", exc.detail)
            self._happenings = iter(())
            self._socket.abort()
            return None

    def _handle(self, happening: Happening) -> None:
        if isinstance(happening, Connected):
            self._patience.stop()
            self._hello = happening.hello
            self._settle_version(happening.hello)
        elif isinstance(happening, ReplyReceived | CallFailed) and happening.call == self._room_call:
            self._room_call = None
            reply = happening.result if isinstance(happening, ReplyReceived) else StopReply(stopping=False)
            if self._hello is not None:
                self._settle_version(self._hello, reply)
        elif isinstance(happening, Refused):
            log.info("the core ends the connection: %s", happening.error.message)
        else:
            if isinstance(happening, EventReceived) and isinstance(happening.payload, StoppedEvent):
                self._leaving = happening.payload
            self.happened.emit(happening)

    def _settle_version(self, hello: Hello, asked: StopReply | None = None) -> None:
        decision = version_decision(hello, asked, replaced=self._replaced)
        if decision is VersionDecision.USE:
            self._starter.connected()
            self._send(self._protocol.resume_bytes())
            self._change(LinkState.CONNECTED)
        elif decision is VersionDecision.REPLACE:
            self._ask_for_room()
        elif decision is VersionDecision.START:
            self._makes_room = self._replaced = True
        elif decision is VersionDecision.WAIT:
            self._change(LinkState.WAITING, version_error(hello, busy=True))
            self._ask_again.start(_ms(WAITING_RETRY_S))
        else:
            self._change(LinkState.FAILED, version_error(hello))
            self._socket.abort()

    @Slot()
    def _ask_for_room(self) -> None:
        self._room_call, data = self._protocol.call(core_stop, {"only_if_idle": True, "on_purpose": False})
        self._send(data)

    def _on_gone(self) -> None:
        """The attempt failed or the connection ended, and everything that had arrived is handled."""
        self._patience.stop()
        self._ask_again.stop()
        self._trying = False
        hello, self._hello = self._hello, None
        leaving, self._leaving = self._leaving, None
        makes_room, self._makes_room = self._makes_room, False
        calls = self._protocol.connection_lost()
        if hello is None:
            self._retry()
        elif self.state is LinkState.FAILED:
            log.info("a core of version %s stays; not trying again by itself", hello.version)
        elif makes_room:
            self._starter.begin()
            self._connect()
        elif leaving is not None and leaving.on_purpose:
            self._change(LinkState.STOPPED)
            self._attempt.start(_ms(LOOK_S))
        else:
            self._starter.lost(grace_s=TAKEOVER_GRACE_S if leaving else 0.0)
            self._change(LinkState.LOST)
            self._connect()
        self.dropped.emit(calls)

    def _retry(self) -> None:
        """Nobody answered: wait, give up, or only look on."""
        wait = LOOK_S
        if self.state not in (LinkState.STOPPED, LinkState.FAILED):
            try:
                wait = self._starter.connect_failed()
            except AppError as exc:
                self._change(LinkState.FAILED, exc)
        self._attempt.start(_ms(wait))


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))
