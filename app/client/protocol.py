"""The client's side of the local socket without I/O: bytes in, typed happenings out; methods give bytes to send.

Both clients are built on it: `aio.AsyncClient` for terminals and the window's `SocketBridge`. What it knows about
followed channels outlives a connection, so that a client that comes back goes on where it was. Values are decoded
when they are taken, and cattrs is imported by the first call only: a window paints before that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app import __version__
from app.bridge.events import EventPayload, decode_event
from app.bridge.frames import (
    CallFrame,
    EndFrame,
    ErrorFrame,
    EventFrame,
    FollowFrame,
    Hello,
    ItemsFrame,
    Message,
    ReplyFrame,
    UnfollowFrame,
    encode_message,
    parse_message,
)
from app.bridge.names import Caller, EventName
from app.errors import AppError, ChannelGone, FrameError, InvalidInput, error_from_dict
from app.framing import PROTOCOL_VERSION, FrameDecoder


@dataclass(frozen=True, slots=True)
class Connected:
    """The core said hello."""

    hello: Hello


@dataclass(frozen=True, slots=True)
class ReplyReceived:
    """A call's result, in its declared type."""

    call: int
    result: Any


@dataclass(frozen=True, slots=True)
class CallFailed:
    """A call's error."""

    call: int
    error: AppError


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a followed channel: a `StreamItem`."""

    follow: int
    seq: int
    data: Any


@dataclass(frozen=True, slots=True)
class ChannelEnded:
    """A followed channel is over, or cannot be followed any more because of the error."""

    follow: int
    error: AppError | None


@dataclass(frozen=True, slots=True)
class EventReceived:
    """A fact from the core."""

    name: EventName
    payload: EventPayload


@dataclass(frozen=True, slots=True)
class Refused:
    """The core ends this connection, and why."""

    error: AppError


Happening = Connected | ReplyReceived | CallFailed | Item | ChannelEnded | EventReceived | Refused


@dataclass(slots=True)
class _Followed:
    channel: str
    last: int


class ClientProtocol:
    """One front end's conversation with the core, over as many connections as it takes. Not thread-safe."""

    def __init__(self, caller: Caller, version: str = __version__) -> None:
        self._caller = caller
        self._version = version
        self._decoder = FrameDecoder()
        self._next_id = 0
        self._calls: dict[int, str] = {}
        self._follows: dict[int, _Followed] = {}

    def hello(self) -> bytes:
        """The first bytes of a connection."""
        return encode_message(Hello(PROTOCOL_VERSION, self._version, os.getpid(), self._caller))

    def call(self, signature: Callable[..., Any], arguments: dict[str, Any]) -> tuple[int, bytes]:
        """Begin a call: its number and what to send.

        Raises:
            InvalidInput: An argument has no JSON form.
            FrameError: The arguments are too large.
        """
        call = self.begin(signature)
        try:
            return call, encode_call(call, signature, arguments)
        except AppError:
            self.forget(call)
            raise

    def begin(self, signature: Callable[..., Any]) -> int:
        """A call's number, where `encode_call` makes its bytes elsewhere."""
        from app.bridge.calls import command_name

        call = self._number()
        self._calls[call] = command_name(signature)
        return call

    def forget(self, call: int) -> None:
        """A call that was begun is not made after all."""
        self._calls.pop(call, None)

    def follow(self, channel: str, after: int = 0) -> tuple[int, bytes]:
        """Begin to follow a channel: its number here and what to send. Without a connection send nothing now."""
        follow = self._number()
        self._follows[follow] = _Followed(channel, after)
        return follow, encode_message(FollowFrame(follow, channel, after))

    def unfollow(self, follow: int) -> bytes:
        """Leave a channel; items that are on their way are dropped. Nothing to send when it has ended."""
        return b"" if self._follows.pop(follow, None) is None else encode_message(UnfollowFrame(follow))

    def resume_bytes(self) -> bytes:
        """On a new connection, after the hello: follow every channel again from the last item that was taken."""
        return b"".join(
            encode_message(FollowFrame(follow, known.channel, known.last)) for follow, known in self._follows.items()
        )

    def connection_lost(self) -> list[int]:
        """Forget what belonged to the connection; returns the calls that get no answer any more."""
        self._decoder = FrameDecoder()
        lost = list(self._calls)
        self._calls.clear()
        return lost

    def receive(self, data: bytes) -> Iterator[Happening]:
        """Take bytes that arrived and yield what they say, decoding as the caller goes on. Exhaust one iterator
        before the next.

        Raises:
            FrameError: The stream is damaged; end this connection.
        """
        for frame in self._decoder.feed(data):
            yield from self._happenings(parse_message(frame))

    def _happenings(self, message: Message) -> Iterator[Happening]:
        if isinstance(message, ItemsFrame):
            yield from self._items(message)
        elif isinstance(message, EventFrame):
            yield from self._event(message)
        elif isinstance(message, ReplyFrame):
            yield from self._reply(message)
        elif isinstance(message, ErrorFrame):
            yield from self._failure(message)
        elif isinstance(message, EndFrame):
            if self._follows.pop(message.id, None) is not None:
                yield ChannelEnded(message.id, error_from_dict(message.error) if message.error else None)
        elif isinstance(message, Hello):
            yield Connected(message)
        else:
            raise FrameError(f"The core may not send {type(message).__name__}.")

    def _items(self, message: ItemsFrame) -> Iterator[Happening]:
        from app.types.streams import StreamItem
        from app.wire import from_wire

        for seq, data in enumerate(message.data, message.seq):
            known = self._follows.get(message.id)
            if known is None:
                return
            if seq <= known.last:
                continue
            if seq > known.last + 1:
                del self._follows[message.id]
                yield ChannelEnded(message.id, ChannelGone("A piece of this stream is missing.", hint=_OPEN_AGAIN))
                return
            known.last = seq
            try:
                item = from_wire(StreamItem, data)
            except InvalidInput as exc:
                del self._follows[message.id]
                yield ChannelEnded(message.id, exc)
                return
            yield Item(message.id, seq, item)

    def _event(self, message: EventFrame) -> Iterator[Happening]:
        """Events of a newer core that this version does not know are passed over."""
        try:
            name, payload = decode_event(message.name, message.data)
        except InvalidInput:
            return
        yield EventReceived(name, payload)

    def _reply(self, message: ReplyFrame) -> Iterator[Happening]:
        from app.bridge.calls import decode_result

        name = self._calls.pop(message.id, None)
        if name is None:
            return
        try:
            result = decode_result(name, message.result)
        except InvalidInput as exc:
            yield CallFailed(message.id, exc)
            return
        yield ReplyReceived(message.id, result)

    def _failure(self, message: ErrorFrame) -> Iterator[Happening]:
        error = error_from_dict(message.error)
        if message.id is None:
            yield Refused(error)
        elif self._calls.pop(message.id, None) is not None:
            yield CallFailed(message.id, error)

    def _number(self) -> int:
        self._next_id += 1
        return self._next_id


_OPEN_AGAIN = "Open the chat again."


def encode_call(call: int, signature: Callable[..., Any], arguments: dict[str, Any]) -> bytes:
    """What to send for a call that was begun. In any thread.

    Raises:
        InvalidInput: An argument has no JSON form.
        FrameError: The arguments are too large.
    """
    from app.bridge.calls import command_name, encode_arguments

    return encode_message(CallFrame(call, command_name(signature), encode_arguments(signature, arguments)))
