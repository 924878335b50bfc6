"""One front end at the core's local door: hello, then calls, channels and events until it leaves."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from app.bridge.channels import ChannelHub, ChannelItem
from app.bridge.frames import (
    CallFrame,
    EndFrame,
    ErrorFrame,
    FollowFrame,
    Hello,
    ItemsFrame,
    Message,
    ReplyFrame,
    UnfollowFrame,
    encode_message,
    parse_message,
)
from app.bridge.names import Caller
from app.bridge.registry import CommandRegistry
from app.daemon.unread import Unread
from app.errors import AppError, Busy, CoreUnavailable, FrameError
from app.framing import PROTOCOL_VERSION, FrameDecoder
from app.types.streams import StreamItem
from app.wire import to_wire

log = logging.getLogger(__name__)

MAX_CALLS = 256
"""Calls of one front end that may run at the same time."""
MAX_ITEMS_PER_FRAME = 500

_CALLERS = (Caller.UI, Caller.CLI)


@dataclass(frozen=True, slots=True)
class Host:
    """What every connection shares with the server."""

    registry: CommandRegistry
    channels: ChannelHub
    version: str
    max_unread: int
    on_change: Callable[[Connection], None]
    """Called when a front end has said hello and when it is gone."""
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    """Running calls of all connections: a call outlives its front end, so that nothing half done stays behind."""


class Connection(asyncio.Protocol):
    """One connected socket. Runs on the core's event loop; nothing here waits for the other side."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._decoder = FrameDecoder()
        self._transport: asyncio.Transport | None = None
        self._calls = 0
        self._follows: dict[int, Callable[[], None]] = {}
        self._items: list[tuple[int, int, Any]] = []
        self._caller: Caller | None = None
        self._unread = Unread(host.max_unread)

    @property
    def greeted(self) -> bool:
        """Whether a front end is connected and has said hello."""
        return self._caller is not None and self._transport is not None

    @property
    def open(self) -> bool:
        """Whether the socket is still there."""
        return self._transport is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the socket, if the same user opened it."""
        self._transport = cast("asyncio.Transport", transport)
        if not _same_user(transport.get_extra_info("socket")):
            log.warning("a connection of another user was refused")
            self._transport.abort()
        self._host.on_change(self)

    def data_received(self, data: bytes) -> None:
        """Handle every whole message; a damaged one ends this connection only."""
        try:
            for frame in self._decoder.feed(data):
                self._handle(parse_message(frame))
        except FrameError as exc:
            log.info("a connection ends: %s (%s)", exc.message, exc.detail)
            self.send(ErrorFrame(None, exc.to_dict()))
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave all channels; running calls go on."""
        if exc is not None:
            log.info("a connection broke: %s", exc)
        self._transport = None
        for leave in self._follows.values():
            leave()
        self._follows.clear()
        self._items.clear()
        self._host.on_change(self)

    def close(self) -> None:
        """Send what is buffered, then end."""
        self._flush_items()
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """End now."""
        if self._transport is not None:
            self._transport.abort()

    def send(self, message: Message) -> None:
        """Send a message after everything that was sent before."""
        self.write(encode_message(message))

    def write(self, data: bytes, *, reply: bool = False) -> None:
        """Send an encoded message; a front end that left too much unread is dropped instead and may come back."""
        self._flush_items()
        self._write(data, reply=reply)

    def _write(self, data: bytes, *, reply: bool = False) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if self._unread.too_much(transport.get_write_buffer_size()):
            log.info("a front end does not read; it is dropped")
            transport.abort()
            return
        self._unread.add(len(data), reply=reply)
        transport.write(data)

    def _handle(self, message: Message) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if isinstance(message, Hello) and self._caller is None:
            self._greet(message)
        elif self._caller is None:
            raise FrameError("The first message of a connection has to be a hello.")
        elif isinstance(message, CallFrame):
            self._call(message, self._caller)
        elif isinstance(message, FollowFrame):
            self._follow(message)
        elif isinstance(message, UnfollowFrame):
            self._follows.pop(message.id, lambda: None)()
        else:
            raise FrameError(f"A front end may not send {type(message).__name__}.")

    def _greet(self, hello: Hello) -> None:
        if hello.caller not in _CALLERS:
            raise FrameError(f"There is no front end {hello.caller!r}."[:200])
        self._caller = Caller(hello.caller)
        self.send(Hello(PROTOCOL_VERSION, self._host.version, os.getpid()))
        self._host.on_change(self)

    def _call(self, call: CallFrame, caller: Caller) -> None:
        if self._calls >= MAX_CALLS:
            error = Busy("Too many requests run at the same time.", hint="Try again in a moment.")
            self.send(ErrorFrame(call.id, error.to_dict()))
            return
        self._calls += 1
        task = asyncio.get_running_loop().create_task(self._run(call, caller))
        self._host.tasks.add(task)
        task.add_done_callback(self._host.tasks.discard)

    async def _run(self, call: CallFrame, caller: Caller) -> None:
        try:
            result = await self._host.registry.dispatch(call.command, call.args, caller)
            data = encode_message(ReplyFrame(call.id, result))
        except AppError as exc:
            data = encode_message(ErrorFrame(call.id, exc.to_dict()))
        except asyncio.CancelledError:
            gone = CoreUnavailable("Tektra's core ended before it could answer.", hint="Try again.")
            self.send(ErrorFrame(call.id, gone.to_dict()))
            raise
        finally:
            self._calls -= 1
        self.write(data, reply=True)

    def _follow(self, follow: FollowFrame) -> None:
        if follow.id in self._follows:
            raise FrameError("A front end used one number for two channels.")
        try:
            channel = self._host.channels.get(follow.channel)
            self._follows[follow.id] = lambda: None
            self._follows[follow.id] = channel.receive(partial(self._on_item, follow.id), follow.after)
        except AppError as exc:
            self._follows.pop(follow.id, None)
            self.send(EndFrame(follow.id, follow.after, exc.to_dict()))
            return
        if channel.ended and self._follows.pop(follow.id, None) is not None:
            self.send(EndFrame(follow.id, channel.seq, None))

    def _on_item(self, follow: int, item: ChannelItem) -> None:
        if item.end:
            self._follows.pop(follow, None)
            self.send(EndFrame(follow, item.seq, item.error.to_dict() if item.error else None))
            return
        if not self._items:
            asyncio.get_running_loop().call_soon(self._flush_items)
        self._items.append((follow, item.seq, item.data))

    def _flush_items(self) -> None:
        """Send the items of this turn of the event loop, those in a row in one frame."""
        items, self._items = self._items, []
        start = 0
        for index in range(1, len(items) + 1):
            row = index - start
            if index < len(items) and row < MAX_ITEMS_PER_FRAME and items[index][:2] == _next(items[index - 1]):
                continue
            follow, seq, _ = items[start]
            data = [to_wire(value, StreamItem) for _, _, value in items[start:index]]
            self._write(encode_message(ItemsFrame(follow, seq, data)))
            start = index


def _next(item: tuple[int, int, Any]) -> tuple[int, int]:
    return item[0], item[1] + 1


def _same_user(sock: socket.socket) -> bool:
    """Whether the other end runs as our user, where the system can tell; the socket's mode says so everywhere."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    layout = struct.Struct("3i")
    _, uid, _ = layout.unpack(sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, layout.size))
    return bool(uid == os.getuid())
