"""A bridge without a core, for UI tests: replies are scripted, calls are recorded, events are sent by hand.

As with the real one, nothing is delivered inside `invoke`: replies come from Qt's event loop, or at `flush()`.

    bridge = FakeBridge()
    bridge.answer(chat_list, (summary,))                    # every call gets this value
    bridge.answer(chat_rename, lambda chat_id, title: …)    # or what a function makes of the arguments
    bridge.answer(chat_send, StoreFull("The disk is full."))  # or this error
    held = bridge.hold(model_load)                          # the next call waits: held.resolve(…) or held.reject(…)
    bridge.arguments(chat_rename)                           # [{"chat_id": "c1", "title": "New"}]
    bridge.emit_event(EventName.CHAT_CHANGED, ChatEvent(summary))
    bridge.send("channel-1", AnswerText("Hel"), AnswerText("lo"))
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar, cast

from PySide6.QtCore import QTimer, Slot

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.errors import AppError, ChannelGone, CoreUnavailable
from app.ui.bridge.base import LinkState, Reply, UiBridge

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Call:
    """One recorded call."""

    command: str
    arguments: dict[str, Any]


class Held:
    """The next call of a command, kept waiting until the test decides."""

    def __init__(self, bridge: FakeBridge) -> None:
        self._bridge = bridge
        self.reply: Reply[Any] | None = None

    def resolve(self, result: Any) -> None:
        """Deliver the result, now."""
        assert self.reply is not None, "the command was not called yet"
        self.reply.resolve(result)

    def reject(self, error: AppError) -> None:
        """Deliver an error, now."""
        assert self.reply is not None, "the command was not called yet"
        self._bridge.deliver_error(self.reply, error)


@dataclass
class _Follower:
    on_item: Callable[[Any], None]
    on_end: Callable[[AppError | None], None]
    after: int


@dataclass
class _Channel:
    items: list[Any] = field(default_factory=list)
    followers: list[_Follower] = field(default_factory=list)
    ended: bool = False


class FakeBridge(UiBridge):
    """See the module's docstring. Lives in the GUI thread."""

    def __init__(self, link: LinkState = LinkState.CONNECTED) -> None:
        super().__init__()
        self._link = link
        self._answers: dict[str, Any] = {}
        self._held: dict[str, list[Held]] = {}
        self._queue: list[Callable[[], None]] = []
        self._channels: dict[str, _Channel] = {}
        self._closed = False
        self.calls: list[Call] = []
        self.starts = 0
        self.unhandled_errors: list[AppError] = []

    # What a test scripts.

    def answer(self, signature: Callable[..., Awaitable[R]], result: R | AppError | Callable[..., R]) -> None:
        """From now on the command replies with a value, an error, or what a function makes of its arguments."""
        self._answers[_name(signature)] = result

    def hold(self, signature: Callable[..., Awaitable[Any]]) -> Held:
        """Keep the next call of the command waiting."""
        held = Held(self)
        self._held.setdefault(_name(signature), []).append(held)
        return held

    def arguments(self, signature: Callable[..., Awaitable[Any]]) -> list[dict[str, Any]]:
        """The arguments of every call of a command so far."""
        return [call.arguments for call in self.calls if call.command == _name(signature)]

    def set_link(self, state: LinkState, error: AppError | None = None) -> None:
        """Change the connection."""
        self._link = state
        self.link_changed.emit(state, error)

    def emit_event(self, name: EventName, payload: EventPayload) -> None:
        """A fact from the core."""
        self.core_event.emit(name, payload)

    def open_channel(self, channel: str, *items: Any) -> None:
        """Make a channel known before somebody follows it."""
        self._channels.setdefault(channel, _Channel()).items.extend(items)

    def send(self, channel: str, *items: Any) -> None:
        """Items for whoever follows the channel, now; they are also kept for later followers."""
        known = self._channels.setdefault(channel, _Channel())
        for item in items:
            known.items.append(item)
            for follower in list(known.followers):
                follower.on_item(item)

    def end(self, channel: str, error: AppError | None = None) -> None:
        """End a channel."""
        known = self._channels.setdefault(channel, _Channel())
        known.ended = True
        followers, known.followers = known.followers, []
        for follower in followers:
            follower.on_end(error)

    def followers(self, channel: str) -> int:
        """How many follow the channel now."""
        return len(self._channels[channel].followers) if channel in self._channels else 0

    def flush(self) -> None:
        """Deliver every waiting reply, also those that come up meanwhile."""
        while self._queue:
            self._queue.pop(0)()

    def close(self) -> None:
        """Deliver nothing any more: the widgets that wait for it are going."""
        self._queue.clear()
        self._channels.clear()
        self._closed = True

    # What the window sees.

    @property
    def link(self) -> LinkState:
        """The connection now."""
        return self._link

    def invoke(self, signature: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> Reply[R]:
        """Record the call and reply as scripted."""
        inspect.signature(signature).bind(*args, **kwargs)
        name = _name(signature)
        self.calls.append(Call(name, dict(kwargs)))
        reply: Reply[R] = Reply()
        if self._link is not LinkState.CONNECTED:
            self._later(lambda: self.deliver_error(reply, CoreUnavailable("Tektra's core does not answer.")))
        elif self._held.get(name):
            self._held[name].pop(0).reply = reply
        else:
            assert name in self._answers, f"the test has no answer for {name}"
            self._later(lambda: self._reply(reply, name, dict(kwargs)))
        return reply

    def follow(
        self, channel: str, after: int, on_item: Callable[[Any], None], on_end: Callable[[AppError | None], None]
    ) -> Callable[[], None]:
        """Replay what the channel has after `after`, then go on live."""
        known = self._channels.get(channel)
        if known is None:
            self._later(lambda: on_end(ChannelGone("This stream has ended.")))
            return lambda: None
        follower = _Follower(on_item, on_end, after)
        self._later(lambda: self._replay(known, follower))
        return lambda: self._leave(known, follower)

    def start_core(self) -> None:
        """Count the request."""
        self.starts += 1

    def deliver_error(self, reply: Reply[Any], error: AppError) -> None:
        """Reject a reply; an error that nobody handles is emitted and recorded."""
        if not reply.reject(error):
            self.unhandled_errors.append(error)
            self.unhandled.emit(error)

    def _reply(self, reply: Reply[Any], name: str, arguments: dict[str, Any]) -> None:
        result = self._answers[name]
        try:
            result = cast("Callable[..., Any]", result)(**arguments) if callable(result) else result
        except AppError as exc:
            result = exc
        if isinstance(result, AppError):
            self.deliver_error(reply, result)
        else:
            reply.resolve(result)

    def _replay(self, known: _Channel, follower: _Follower) -> None:
        if follower.after < 0:
            return
        for item in known.items[follower.after :]:
            follower.on_item(item)
        if known.ended:
            follower.on_end(None)
        else:
            known.followers.append(follower)

    def _leave(self, known: _Channel, follower: _Follower) -> None:
        follower.after = -1
        if follower in known.followers:
            known.followers.remove(follower)

    def _later(self, task: Callable[[], None]) -> None:
        if self._closed:
            return
        self._queue.append(task)
        QTimer.singleShot(0, self, self._deliver_one)

    @Slot()
    def _deliver_one(self) -> None:
        if self._queue:
            self._queue.pop(0)()


def _name(signature: Callable[..., Any]) -> str:
    return str(signature.__dict__["command_name"])
