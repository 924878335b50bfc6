"""The terminal's client against a real door: finding, starting, replacing, following, and what breaks."""

from __future__ import annotations

import asyncio
import functools
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator

import pytest

from app import __version__
from app.bridge.events import EmptyEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_list, chat_open, chat_rename, chat_send, chat_stop, core_status, store_retry
from app.client import aio, launch
from app.client.aio import AsyncClient
from app.config.paths import Paths, resolve_paths
from app.errors import ChannelGone, ChatNotFound, CoreUnavailable
from app.types.streams import AnswerEnded, AnswerText
from tests.helpers.link_core import CHATS, LinkCore, core_starter, start_core
from tests.helpers.waiting import wait_until_async


@pytest.fixture
def paths() -> Paths:
    found = resolve_paths()
    found.ensure()
    return found


@pytest.fixture
async def core(paths: Paths) -> AsyncIterator[LinkCore]:
    async with LinkCore(paths.runtime) as running:
        yield running


class Cores:
    """Core processes of one test; they all end with it."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.started: list[subprocess.Popen[bytes]] = []

    def spawn(self, paths: Paths) -> subprocess.Popen[bytes]:
        self.started.append(core_starter()(paths))
        return self.started[-1]

    async def running(self, *arguments: str) -> subprocess.Popen[bytes]:
        self.started.append(start_core(self.paths, *arguments))
        await wait_until_async(self.paths.socket.exists)
        return self.started[-1]

    def end(self) -> None:
        for child in self.started:
            child.kill()
            child.wait()


@pytest.fixture
def cores(paths: Paths) -> Iterator[Cores]:
    made = Cores(paths)
    yield made
    made.end()


async def test_calls_are_typed_and_errors_come_back(paths: Paths, core: LinkCore) -> None:
    async with await AsyncClient.connect(paths, spawn=False) as client:
        assert client.hello.pid == os.getpid()
        assert await client.invoke(chat_list) == CHATS
        assert (await client.invoke(chat_rename, chat_id="c", title="Neu")).title == "Neu"
        with pytest.raises(ChatNotFound):
            await client.invoke(chat_open, chat_id="nobody")
    await client.close()
    with pytest.raises(CoreUnavailable):
        await client.invoke(chat_list)


async def test_an_answer_streams_and_can_be_read_again(paths: Paths, core: LinkCore) -> None:
    async with await AsyncClient.connect(paths, spawn=False) as client:
        answer = (await client.invoke(chat_send, text="one two three")).answer
        assert answer.channel is not None
        got = [item async for item in client.follow(answer.channel)]
        assert "".join(item.text for item in got if isinstance(item, AnswerText)) == "one two three"
        assert isinstance(got[-1], AnswerEnded)
        assert [item async for item in client.follow(answer.channel, 3)] == got[3:]
        with pytest.raises(ChannelGone):
            _ = [item async for item in client.follow("nothing")]


async def test_two_clients_see_one_answer(paths: Paths, core: LinkCore) -> None:
    async with (
        await AsyncClient.connect(paths, spawn=False) as one,
        await AsyncClient.connect(paths, spawn=False) as two,
    ):
        answer = (await one.invoke(chat_send, text="wait here")).answer
        assert answer.channel is not None
        stream = two.follow(answer.channel, 1)
        assert await anext(stream) == AnswerText("wait")
        await one.invoke(chat_stop, message_id=answer.id)
        rest = [item async for item in stream]
        assert isinstance(rest[-1], AnswerEnded)
        assert (await one.invoke(core_status)).clients == 2


async def test_events_arrive(paths: Paths, core: LinkCore) -> None:
    async with await AsyncClient.connect(paths, spawn=False) as client:
        events = client.events()
        first = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0)
        await client.invoke(store_retry)
        assert await first == (EventName.MODELS_CHANGED, EmptyEvent())
        await core.stop()
        assert [event async for event in events] == []
        assert [event async for event in client.events()] == []


async def test_a_stopping_core_ends_calls_and_channels_with_a_reason(paths: Paths, core: LinkCore) -> None:
    async with await AsyncClient.connect(paths, spawn=False) as client:
        answer = (await client.invoke(chat_send, text="wait")).answer
        assert answer.channel is not None
        stream = client.follow(answer.channel, 1)
        assert await anext(stream) == AnswerText("wait")
        call = asyncio.ensure_future(client.invoke(chat_rename, chat_id="c", title="slow"))
        await wait_until_async(lambda: core.renaming == 1)
        await core.stop()
        with pytest.raises(CoreUnavailable):
            await call
        with pytest.raises(CoreUnavailable):
            await anext(stream)
        with pytest.raises(CoreUnavailable):
            _ = [item async for item in client.follow(answer.channel)]


async def test_without_spawn_no_core_is_an_answer(paths: Paths, cores: Cores) -> None:
    with pytest.raises(CoreUnavailable) as caught:
        await AsyncClient.connect(paths, spawn=False)
    assert caught.value.params == {"running": False}
    dead = await cores.running()
    dead.kill()
    dead.wait()
    assert paths.socket.exists()
    with pytest.raises(CoreUnavailable):
        await AsyncClient.connect(paths, spawn=False)


async def test_a_core_is_started_over_what_a_killed_one_left(paths: Paths, cores: Cores) -> None:
    dead = await cores.running()
    dead.kill()
    dead.wait()
    async with await AsyncClient.connect(paths, spawn=True, spawn_core=cores.spawn) as client:
        assert client.hello.pid == cores.started[-1].pid != dead.pid


async def test_clients_that_start_at_once_meet_in_one_core(paths: Paths, cores: Cores) -> None:
    connect = functools.partial(AsyncClient.connect, paths, spawn=True, spawn_core=cores.spawn)
    clients = await asyncio.gather(*(connect() for _ in range(3)))
    assert len(cores.started) == 3
    assert len({client.hello.pid for client in clients}) == 1
    losers = [core for core in cores.started if core.pid != clients[0].hello.pid]
    assert [core.wait(20) for core in losers] == [0, 0]
    for client in clients:
        await client.close()


async def test_a_core_that_does_not_start_is_explained(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "RESPAWN_S", 0.0)
    monkeypatch.setattr(launch, "core_command", lambda **_: ["/bin/sh", "-c", "echo broken database >&2; exit 7"])
    with pytest.raises(CoreUnavailable, match="exit code 7") as caught:
        await AsyncClient.connect(paths, spawn=True)
    assert "broken database" in caught.value.detail


async def test_an_idle_core_of_another_version_is_replaced(paths: Paths, cores: Cores) -> None:
    other = await cores.running("9.9.9")
    async with await AsyncClient.connect(paths, spawn=True, spawn_core=cores.spawn) as client:
        assert client.hello.version == __version__
    assert other.wait(20) == 0


async def test_a_busy_core_of_another_version_is_waited_for(
    paths: Paths, cores: Cores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aio, "WAITING_RETRY_S", 0.01)
    other = await cores.running("9.9.9", "busy")
    async with await AsyncClient.connect(paths, spawn=False) as seen:
        assert seen.hello.version == "9.9.9"
    connecting = asyncio.ensure_future(AsyncClient.connect(paths, spawn=True, spawn_core=cores.spawn))
    done, _ = await asyncio.wait([connecting], timeout=0.3)
    assert not done
    other.send_signal(signal.SIGUSR1)
    async with await connecting as client:
        assert client.hello.version == __version__


async def test_a_core_that_stays_busy_is_named(paths: Paths, cores: Cores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aio, "START_DEADLINE_S", 0.1)
    monkeypatch.setattr(aio, "WAITING_RETRY_S", 0.01)
    await cores.running("9.9.9", "busy")
    with pytest.raises(CoreUnavailable, match="still answering"):
        await AsyncClient.connect(paths, spawn=True, spawn_core=cores.spawn)


async def test_versions_never_replace_each_other_for_ever(paths: Paths, cores: Cores) -> None:
    await cores.running("9.9.9")

    def spawn_other(paths: Paths) -> subprocess.Popen[bytes]:
        cores.started.append(start_core(paths, "8.8.8"))
        return cores.started[-1]

    with pytest.raises(CoreUnavailable, match=r"8\.8\.8"):
        await AsyncClient.connect(paths, spawn=True, spawn_core=spawn_other)


async def test_a_core_that_hangs_is_not_waited_for_for_ever(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aio, "HELLO_S", 0.05)

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_unix_server(say_nothing, paths.socket)
    with pytest.raises(CoreUnavailable, match="does not answer"):
        await AsyncClient.connect(paths, spawn=False)
    server.close()
    await server.wait_closed()


async def test_something_else_on_the_socket_is_an_error(paths: Paths) -> None:
    async def talk_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await reader.read()
        writer.close()

    server = await asyncio.start_unix_server(talk_nonsense, paths.socket)
    with pytest.raises(CoreUnavailable):
        await AsyncClient.connect(paths, spawn=False)
    server.close()
    await server.wait_closed()
