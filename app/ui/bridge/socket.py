"""The window's bridge to the core, over `CoreLink`: replies, channels that go on after a reconnect, events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from app.bridge.names import Caller
from app.client.launch import Spawn, spawn_core
from app.client.protocol import (
    CallFailed,
    ChannelEnded,
    ClientProtocol,
    EventReceived,
    Happening,
    Item,
    ReplyReceived,
    encode_call,
)
from app.config.paths import Paths
from app.errors import AppError, CoreUnavailable
from app.ui.bridge.base import LinkState, Reply, UiBridge
from app.ui.bridge.link import LAST_S, CoreLink
from app.ui.bridge.outbox import Outbox
from app.ui.spoken import spoken

P = ParamSpec("P")
R = TypeVar("R")

HEAVY_BYTES = 256 * 1024
"""A call with more than this in files is made into bytes elsewhere: base64 and JSON of 20 MB take a quarter second."""
_Follower = tuple[Callable[[Any], None], Callable[[AppError | None], None]]


class SocketBridge(UiBridge):
    """The real `UiBridge`. Lives in the GUI thread.

    Signals: those of `UiBridge`. A call in flight when the connection breaks is rejected with `CoreUnavailable`,
    after `link_changed` told why. Whatever the core says arrives in the language of the window.
    """

    def __init__(self, paths: Paths, parent: QObject | None = None, *, spawn: Spawn = spawn_core) -> None:
        """Does nothing before `start`; `spawn` starts a core process."""
        super().__init__(parent)
        self._protocol = ClientProtocol(Caller.UI)
        self._core = CoreLink(paths, self._protocol, spawn, self)
        self._calls: dict[int, Reply[Any]] = {}
        self._follows: dict[int, _Follower] = {}
        self._outbox = Outbox(self._core.write, self._not_made, self)
        self._core.state_changed.connect(self._on_state)
        self._core.happened.connect(self._on_happened)
        self._core.dropped.connect(self._on_dropped)

    @property
    def link(self) -> LinkState:
        """The connection now."""
        return self._core.state

    def start(self) -> None:
        """Connect, starting a core when there is none. Returns at once; `link_changed` tells the rest."""
        self._core.open()

    def start_core(self) -> None:
        """Start the core after it was stopped on purpose or could not be started."""
        if self.link in (LinkState.STOPPED, LinkState.FAILED):
            self._core.open()

    def close(self) -> None:
        """Leave the core for good; calls in flight are rejected, channels end without a word. Twice is once."""
        self._follows.clear()
        self._outbox.finish(LAST_S)
        self._core.close()

    def invoke(self, signature: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> Reply[R]:
        """Call a command. While the core is away the call is rejected with `CoreUnavailable`."""
        if args:
            raise TypeError("commands take keyword arguments only")
        reply: Reply[R] = Reply()
        try:
            if self.link is not LinkState.CONNECTED:
                raise _away()
            if _weight(kwargs) > HEAVY_BYTES:
                call = self._protocol.begin(signature)
                self._calls[call] = reply
                self._outbox.make(call, partial(encode_call, call, signature, dict(kwargs)))
                return reply
            call, data = self._protocol.call(signature, dict(kwargs))
        except AppError as exc:
            # Later, so that the caller can say `then` first.
            QTimer.singleShot(0, self, partial(self._reject, reply, exc))
            return reply
        self._calls[call] = reply
        self._outbox.send(data)
        return reply

    def follow(
        self, channel: str, after: int, on_item: Callable[[Any], None], on_end: Callable[[AppError | None], None]
    ) -> Callable[[], None]:
        """Receive a channel's items after the given number; call the result to leave. See `UiBridge.follow`."""
        follow, data = self._protocol.follow(channel, after)
        self._follows[follow] = (on_item, on_end)
        self._outbox.send(data)
        return partial(self._unfollow, follow)

    def _unfollow(self, follow: int) -> None:
        self._follows.pop(follow, None)
        self._outbox.send(self._protocol.unfollow(follow))

    def _not_made(self, call: int, error: AppError) -> None:
        self._protocol.forget(call)
        reply = self._calls.pop(call, None)
        if reply is not None:
            self._reject(reply, error)

    def _reject(self, reply: Reply[Any], error: AppError) -> None:
        error = spoken(error)
        if not reply.reject(error):
            self.unhandled.emit(error)

    @Slot(object, object)
    def _on_state(self, state: LinkState, error: AppError | None) -> None:
        self.link_changed.emit(state, spoken(error))

    @Slot(object)
    def _on_happened(self, happening: Happening) -> None:
        if isinstance(happening, Item):
            follower = self._follows.get(happening.follow)
            if follower is not None:
                follower[0](spoken(happening.data))
        elif isinstance(happening, ChannelEnded):
            follower = self._follows.pop(happening.follow, None)
            if follower is not None:
                follower[1](spoken(happening.error))
        elif isinstance(happening, ReplyReceived):
            reply = self._calls.pop(happening.call, None)
            if reply is not None:
                reply.resolve(spoken(happening.result))
        elif isinstance(happening, CallFailed):
            reply = self._calls.pop(happening.call, None)
            if reply is not None:
                self._reject(reply, happening.error)
        elif isinstance(happening, EventReceived):
            self.core_event.emit(happening.name, spoken(happening.payload))

    @Slot(object)
    def _on_dropped(self, calls: list[int]) -> None:
        self._outbox.clear()
        for call in calls:
            reply = self._calls.pop(call, None)
            if reply is not None:
                self._reject(reply, _away())


def _weight(arguments: Mapping[str, Any]) -> int:
    """Bytes of files among the arguments of a call."""
    single = arguments.get("attachment")
    several = arguments.get("attachments", ())
    return sum(len(file.data) for file in (*several, *((single,) if single is not None else ())))


def _away() -> CoreUnavailable:
    return CoreUnavailable("Tektra's core is away just now.", hint="Try again when the window is connected.")
