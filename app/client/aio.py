"""The terminal's link to the core: an asyncio Unix socket around `ClientProtocol`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from typing import Any, ParamSpec, Self, TypeVar

from app.bridge.events import EventPayload
from app.bridge.frames import Hello
from app.bridge.names import Caller, EventName
from app.bridge.signatures import StopReply, core_stop
from app.client.launch import (
    START_DEADLINE_S,
    WAITING_RETRY_S,
    CoreStarter,
    Spawn,
    VersionDecision,
    spawn_core,
    version_decision,
    version_error,
)
from app.client.protocol import (
    CallFailed,
    ChannelEnded,
    ClientProtocol,
    Connected,
    EventReceived,
    Happening,
    Item,
    Refused,
    ReplyReceived,
)
from app.config.paths import Paths
from app.errors import AppError, CoreUnavailable, FrameError

P = ParamSpec("P")
R = TypeVar("R")

HELLO_S = 10.0
"""How long a core that accepted a connection may take to say hello."""
_READ_BYTES = 256 * 1024

_Items = asyncio.Queue[Item | ChannelEnded]


class AsyncClient:
    """One connection to the core. Belongs to the event loop that made it; get one from `connect`.

    When the core goes away, calls and channels end with `CoreUnavailable`; a terminal does not reconnect.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, caller: Caller) -> None:
        self._reader = reader
        self._writer = writer
        self._protocol = ClientProtocol(caller)
        self._hello: asyncio.Future[Hello] = asyncio.get_running_loop().create_future()
        self._calls: dict[int, asyncio.Future[Any]] = {}
        self._channels: dict[int, _Items] = {}
        self._listeners: set[asyncio.Queue[EventReceived | None]] = set()
        self._gone: AppError | None = None
        self._task = asyncio.create_task(self._read())

    @classmethod
    async def connect(
        cls,
        paths: Paths,
        *,
        spawn: bool,
        caller: Caller = Caller.CLI,
        spawn_core: Spawn = spawn_core,
    ) -> Self:
        """Find the core. With `spawn` one is started where there is none, and an idle one of another version is
        replaced; without it the core is taken as it is (see `hello`).

        Raises:
            CoreUnavailable: No core answers, or one of another version keeps answering a question.
        """
        if not spawn:
            return await cls._attach(paths, caller)
        starter = CoreStarter(paths, spawn_core)
        replaced = False
        while True:
            try:
                client = await cls._attach(paths, caller)
            except CoreUnavailable:
                await asyncio.sleep(starter.connect_failed())
                continue
            if await _usable(client, replaced=replaced):
                return client
            replaced = True
            starter.begin()

    @property
    def hello(self) -> Hello:
        """What the core said of itself."""
        return self._hello.result()

    async def invoke(self, signature: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call a command and wait for its result.

        Raises:
            AppError: Whatever the command raised, or `CoreUnavailable` when the core went away.
        """
        if args:
            raise TypeError("commands take keyword arguments only")
        if self._gone is not None:
            raise self._gone
        call, data = self._protocol.call(signature, dict(kwargs))
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._calls[call] = future
        try:
            self._writer.write(data)
            return await future
        finally:
            self._calls.pop(call, None)

    async def follow(self, channel: str, after: int = 0) -> AsyncGenerator[Any, None]:
        """The items of a channel after the given number, until its end.

        Raises:
            AppError: Why the channel ended early.
        """
        if self._gone is not None:
            raise self._gone
        items: _Items = asyncio.Queue()
        follow, data = self._protocol.follow(channel, after)
        self._channels[follow] = items
        self._writer.write(data)
        try:
            while isinstance(happening := await items.get(), Item):
                yield happening.data
            if happening.error is not None:
                raise happening.error
        finally:
            self._channels.pop(follow, None)
            if not self._writer.is_closing():
                self._writer.write(self._protocol.unfollow(follow))

    async def events(self) -> AsyncGenerator[tuple[EventName, EventPayload], None]:
        """Facts from the core, until it goes away."""
        queue: asyncio.Queue[EventReceived | None] = asyncio.Queue()
        if self._gone is not None:
            return
        self._listeners.add(queue)
        try:
            while (event := await queue.get()) is not None:
                yield event.name, event.payload
        finally:
            self._listeners.discard(queue)

    async def wait_gone(self) -> None:
        """Return when the core has closed the connection."""
        await asyncio.wait([self._task])

    async def close(self) -> None:
        """Leave; twice is once."""
        self._task.cancel()
        await asyncio.wait([self._task])

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @classmethod
    async def _attach(cls, paths: Paths, caller: Caller) -> Self:
        try:
            reader, writer = await asyncio.open_unix_connection(os.fspath(paths.socket))
        except OSError as exc:
            raise _no_core(str(exc)) from exc
        client = cls(reader, writer, caller)
        writer.write(client._protocol.hello())
        try:
            async with asyncio.timeout(HELLO_S):
                await client._hello
        except TimeoutError as exc:
            await client.close()
            raise CoreUnavailable("Tektra's core does not answer.", hint="Try: tektra daemon stop.") from exc
        except BaseException:
            await client.close()
            raise
        return client

    async def _read(self) -> None:
        try:
            while data := await self._reader.read(_READ_BYTES):
                for happening in self._protocol.receive(data):
                    self._handle(happening)
            self._end(_broken("the core closed the connection"))
        except (OSError, FrameError) as exc:
            self._end(_broken(str(exc)))
        except asyncio.CancelledError:
            self._end(_broken("this side closed the connection"))
        finally:
            self._writer.close()
            with suppress(OSError):
                await self._writer.wait_closed()

    def _handle(self, happening: Happening) -> None:
        if isinstance(happening, Item | ChannelEnded):
            if happening.follow in self._channels:
                self._channels[happening.follow].put_nowait(happening)
        elif isinstance(happening, ReplyReceived | CallFailed):
            self._settle(happening)
        elif isinstance(happening, EventReceived):
            for queue in self._listeners:
                queue.put_nowait(happening)
        elif isinstance(happening, Connected):
            if not self._hello.done():
                self._hello.set_result(happening.hello)
        elif isinstance(happening, Refused):
            self._end(happening.error)

    def _settle(self, happening: ReplyReceived | CallFailed) -> None:
        future = self._calls.get(happening.call)
        if future is None or future.done():
            return
        if isinstance(happening, ReplyReceived):
            future.set_result(happening.result)
        else:
            future.set_exception(happening.error)

    def _end(self, error: AppError) -> None:
        if self._gone is not None:
            return
        self._gone = error
        for future in [self._hello, *self._calls.values()]:
            if not future.done():
                future.set_exception(error)
        for follow, items in self._channels.items():
            items.put_nowait(ChannelEnded(follow, error))
        for queue in self._listeners:
            queue.put_nowait(None)


async def _usable(client: AsyncClient, *, replaced: bool) -> bool:
    """Whether this core is of our version; when False it was asked to end and has closed the connection.

    Raises:
        CoreUnavailable: It is of another version and stays.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + START_DEADLINE_S
    asked: StopReply | None = None
    while clock() < deadline:
        decision = version_decision(client.hello, asked, replaced=replaced)
        if decision is VersionDecision.USE:
            return True
        if decision is VersionDecision.START:
            await client.wait_gone()
            return False
        if decision is VersionDecision.GIVE_UP:
            break
        if decision is VersionDecision.WAIT:
            await asyncio.sleep(WAITING_RETRY_S)
        asked = await client.invoke(core_stop, only_if_idle=True, on_purpose=False)
    await client.close()
    raise version_error(client.hello, busy=asked is not None)


def _no_core(detail: str) -> CoreUnavailable:
    return CoreUnavailable(
        "Tektra's core is not running.",
        hint="Start Tektra, or run: tektra daemon start.",
        detail=detail,
        params={"running": False},
    )


def _broken(detail: str) -> CoreUnavailable:
    return CoreUnavailable(
        "The connection to Tektra's core broke.", hint="Try again; what had arrived is kept.", detail=detail
    )
