"""The core's door with real sockets: calls, channels, events, and everything a client can do wrong."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import struct
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from app.bridge.events import EmptyEvent
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
from app.bridge.names import EventName
from app.daemon.connection import MAX_CALLS
from app.daemon.lock import CoreLock
from app.errors import CoreUnavailable
from app.framing import FrameDecoder, encode_frame
from app.types.streams import AnswerText
from tests.helpers.link_core import LinkCore
from tests.helpers.waiting import wait_until_async

HELLO = Hello(1, "0.1.0", 1, "ui")


class Raw:
    """A client by hand: says what it wants, hears what comes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self._decoder = FrameDecoder()
        self._heard: list[Message] = []

    @classmethod
    async def open(cls, core: LinkCore, hello: Hello | None = HELLO) -> Raw:
        raw = cls(*await asyncio.open_unix_connection(os.fspath(core.folder / "core.sock")))
        if hello is not None:
            raw.say(hello)
            assert isinstance(await raw.hear(), Hello)
        return raw

    def say(self, *messages: Message) -> None:
        self.writer.write(b"".join(encode_message(message) for message in messages))

    async def hear(self) -> Message | None:
        """The next message; None at the end of the connection."""
        while not self._heard:
            data = await asyncio.wait_for(self.reader.read(65536), 10)
            if not data:
                return None
            self._heard += [parse_message(frame) for frame in self._decoder.feed(data)]
        return self._heard.pop(0)

    @property
    def transport(self) -> asyncio.Transport:
        return cast("asyncio.Transport", self.writer.transport)

    async def close(self) -> None:
        self.writer.close()
        try:
            await self.writer.wait_closed()
        except OSError:
            return


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[LinkCore]:
    async with LinkCore(tmp_path) as running:
        yield running


def rename(call: int, title: str = "t") -> CallFrame:
    return CallFrame(call, "chat.rename", {"chat_id": "c", "title": title})


async def test_the_socket_is_the_owners_alone_and_gone_after_the_stop(tmp_path: Path) -> None:
    core = LinkCore(tmp_path)
    assert await core.start()
    await core.server.start()
    assert stat.S_IMODE((tmp_path / "core.sock").stat().st_mode) == 0o600
    await core.stop()
    await core.stop()
    assert not (tmp_path / "core.sock").exists()


async def test_a_stale_socket_is_replaced_only_under_the_lock(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "core.sock"))
    core = LinkCore(tmp_path)
    with pytest.raises(RuntimeError, match="lock"):
        await core.server.start()
    assert (tmp_path / "core.sock").exists()
    async with core:
        await (await Raw.open(core)).close()


async def test_a_second_core_leaves_the_first_ones_socket_alone(core: LinkCore) -> None:
    second = LinkCore(core.folder)
    assert not await second.start()
    await second.stop()
    await (await Raw.open(core)).close()


async def test_a_folder_that_is_gone_is_a_clear_error(tmp_path: Path) -> None:
    core = LinkCore(tmp_path / "gone")
    core.lock = CoreLock(tmp_path / "core.lock")
    core.server._lock = core.lock
    assert core.lock.acquire()
    with pytest.raises(CoreUnavailable, match="cannot open"):
        await core.server.start()
    core.lock.release()


async def test_clients_are_counted_after_their_hello(tmp_path: Path) -> None:
    counts: list[int] = []
    async with LinkCore(tmp_path, on_clients_changed=counts.append) as core:
        first, second = await Raw.open(core), await Raw.open(core)
        silent = await Raw.open(core, hello=None)
        await first.close()
        await second.close()
        await wait_until_async(lambda: core.server.clients == 0)
        await silent.close()
    assert counts == [1, 2, 1, 0]


async def test_a_hundred_calls_at_once_each_get_their_answer(core: LinkCore) -> None:
    raw = await Raw.open(core)
    raw.say(rename(1, "slow"), *(rename(call, f"t{call}") for call in range(2, 101)))
    replies = [await raw.hear() for _ in range(99)]
    titles = {reply.id: reply.result["title"] for reply in replies if isinstance(reply, ReplyFrame)}
    assert titles == {call: f"t{call}" for call in range(2, 101)}
    core.gate.set()
    last = await raw.hear()
    assert isinstance(last, ReplyFrame)
    assert last.id == 1
    await raw.close()


async def test_too_many_calls_are_refused_one_by_one(core: LinkCore) -> None:
    raw = await Raw.open(core)
    raw.say(*(rename(call, "slow") for call in range(1, MAX_CALLS + 2)))
    refused = await raw.hear()
    assert isinstance(refused, ErrorFrame)
    assert (refused.id, refused.error["code"]) == (MAX_CALLS + 1, "busy")
    core.gate.set()
    replies = [await raw.hear() for _ in range(MAX_CALLS)]
    assert all(isinstance(reply, ReplyFrame) for reply in replies)
    await raw.close()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (CallFrame(7, "no.such", {}), "unsupported"),
        (CallFrame(7, "chat.rename", {"chat_id": "c"}), "invalid_input"),
        (CallFrame(7, "chat.rename", {"chat_id": 1, "title": []}), "invalid_input"),
        (CallFrame(7, "chat.open", {"chat_id": "nobody"}), "chat_not_found"),
    ],
)
async def test_a_bad_call_gets_an_error_and_the_connection_goes_on(core: LinkCore, call: CallFrame, code: str) -> None:
    raw = await Raw.open(core)
    raw.say(call, rename(8))
    error, reply = await raw.hear(), await raw.hear()
    assert isinstance(error, ErrorFrame)
    assert (error.id, error.error["code"]) == (7, code)
    assert isinstance(reply, ReplyFrame)
    await raw.close()


GARBAGE: list[tuple[str, bytes]] = [
    ("noise", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("oversize", struct.pack(">II", 2**31, 0)),
    ("oversize payload", struct.pack(">II", 2, 2**31)),
    ("empty header", struct.pack(">II", 0, 0)),
    ("not json", struct.pack(">II", 3, 0) + b"{{{"),
    ("not an object", struct.pack(">II", 2, 0) + b"[]"),
    ("unknown kind", encode_frame({"t": "shout"})),
    ("no kind", encode_frame({})),
    ("kind of the wrong type", encode_frame({"t": ["call"]})),
    ("field missing", encode_frame({"t": "call", "id": 1})),
    ("field of the wrong type", encode_frame({"t": "call", "id": True, "command": "x", "args": {}})),
    ("a core's message", encode_message(EventFrame("chat.created", {}))),
    ("a second hello", encode_message(HELLO)),
]


@pytest.mark.parametrize("greeted", [True, False])
@pytest.mark.parametrize(("name", "data"), GARBAGE)
async def test_garbage_ends_that_connection_with_an_error(
    core: LinkCore, name: str, data: bytes, *, greeted: bool
) -> None:
    good, bad = await Raw.open(core), await Raw.open(core, HELLO if greeted else None)
    if name == "a second hello" and not greeted:
        bad.say(HELLO)
        await bad.hear()
    bad.writer.write(data)
    error = await bad.hear()
    assert isinstance(error, ErrorFrame)
    assert (error.id, error.error["code"]) == (None, "frame")
    assert await bad.hear() is None
    good.say(rename(1))
    assert isinstance(await good.hear(), ReplyFrame)
    await good.close()
    await bad.close()


async def test_callers_that_may_not_use_this_door_are_refused(core: LinkCore) -> None:
    raw = await Raw.open(core, hello=None)
    raw.say(Hello(1, "0.1.0", 1, "http_remote"))
    assert isinstance(await raw.hear(), ErrorFrame)
    assert await raw.hear() is None
    await raw.close()


async def test_half_a_frame_waits_for_its_rest(core: LinkCore) -> None:
    raw = await Raw.open(core)
    data = encode_message(rename(1))
    for byte in data:
        raw.writer.write(bytes([byte]))
        await raw.writer.drain()
    assert isinstance(await raw.hear(), ReplyFrame)
    raw.writer.write(data[:10])
    await raw.close()
    await wait_until_async(lambda: core.server.clients == 0)


async def test_events_reach_everybody_who_said_hello(core: LinkCore) -> None:
    first, second = await Raw.open(core), await Raw.open(core)
    core.bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
    for raw in (first, second):
        assert await raw.hear() == EventFrame("models.changed", {})
        await raw.close()


async def follow(raw: Raw, last: int) -> list[Any]:
    """Everything that comes until the channel's end, or until the item `last`."""
    got: list[Any] = []
    while not got or not (got[-1] == "end" or got[-1][0] == last):
        message = await raw.hear()
        if isinstance(message, ItemsFrame):
            got += [(message.seq + index, data["text"]) for index, data in enumerate(message.data)]
        else:
            assert isinstance(message, EndFrame)
            got.append("end")
    return got


@pytest.mark.parametrize("after", range(6))
async def test_a_channel_is_resumed_at_every_point(core: LinkCore, after: int) -> None:
    channel = core.channels.open()
    for number in (1, 2, 3):
        channel.send(AnswerText(f"t{number}"))
    first = await Raw.open(core)
    first.say(FollowFrame(1, channel.id, min(after, 3)))
    if after < 3:
        assert await follow(first, 3) == [(seq, f"t{seq}") for seq in range(after + 1, 4)]
    await first.close()
    channel.send(AnswerText("t4"))
    second = await Raw.open(core)
    second.say(FollowFrame(9, channel.id, min(after, 4)))
    if after < 4:
        assert await follow(second, 4) == [(seq, f"t{seq}") for seq in range(after + 1, 5)]
    else:
        second.say(rename(2))
        assert isinstance(await second.hear(), ReplyFrame)
    channel.send(AnswerText("t5"))
    channel.close()
    assert await follow(second, 99) == [(5, "t5"), "end"]
    second.say(FollowFrame(10, channel.id, after))
    expected = [(seq, f"t{seq}") for seq in range(after + 1, 6)]
    assert await follow(second, 99) == [*expected, "end"]
    await second.close()


async def test_following_past_the_end_ends_at_once(core: LinkCore) -> None:
    channel = core.channels.open()
    channel.close()
    raw = await Raw.open(core)
    raw.say(FollowFrame(1, channel.id, 50))
    assert await raw.hear() == EndFrame(1, 1, None)
    await raw.close()


async def test_an_unknown_channel_is_gone(core: LinkCore) -> None:
    raw = await Raw.open(core)
    raw.say(FollowFrame(1, "nothing", 0))
    end = await raw.hear()
    assert isinstance(end, EndFrame)
    assert end.error is not None
    assert end.error["code"] == "channel_gone"
    await raw.close()


async def test_a_channel_that_was_left_is_silent(core: LinkCore) -> None:
    channel = core.channels.open()
    raw = await Raw.open(core)
    raw.say(FollowFrame(1, channel.id, 0), UnfollowFrame(1), UnfollowFrame(1), rename(2))
    assert isinstance(await raw.hear(), ReplyFrame)
    channel.send(AnswerText("unheard"))
    raw.say(rename(3))
    assert isinstance(await raw.hear(), ReplyFrame)
    await raw.close()


async def test_many_items_travel_in_few_frames_and_in_order(core: LinkCore) -> None:
    one, two = core.channels.open(), core.channels.open()
    raw = await Raw.open(core)
    raw.say(FollowFrame(1, one.id, 0), FollowFrame(2, two.id, 0), rename(3))
    await raw.hear()
    for number in range(1200):
        one.send(AnswerText(str(number)))
    two.send(AnswerText("two"))
    core.bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
    heard = [await raw.hear() for _ in range(5)]
    sizes = [(frame.id, frame.seq, len(frame.data)) for frame in heard if isinstance(frame, ItemsFrame)]
    assert sizes == [(1, 1, 500), (1, 501, 500), (1, 1001, 200), (2, 1, 1)]
    assert isinstance(heard[-1], EventFrame)
    await raw.close()


async def test_who_does_not_read_is_dropped_and_nobody_else_suffers(tmp_path: Path) -> None:
    async with LinkCore(tmp_path, max_unread=200_000) as core:
        good, lazy = await Raw.open(core), await Raw.open(core)
        lazy.transport.pause_reading()
        channel = core.channels.open()
        lazy.say(FollowFrame(1, channel.id, 0))
        good.say(FollowFrame(1, channel.id, 0), rename(2))
        assert isinstance(await good.hear(), ReplyFrame)
        sent = 0
        while core.server.clients == 2:
            sent = channel.send(AnswerText("x" * 10_000))
            assert sent < 1000
            await follow(good, sent)
        lazy.transport.resume_reading()
        heard = 0
        while isinstance(frame := await lazy.hear(), ItemsFrame):
            heard = frame.seq + len(frame.data) - 1
        assert 0 < heard < sent
        await lazy.close()
        back = await Raw.open(core)
        back.say(FollowFrame(5, channel.id, heard))
        assert [seq for seq, _ in await follow(back, sent)] == list(range(heard + 1, sent + 1))
        await back.close()
        await good.close()


async def test_one_large_reply_passes_whatever_the_limit(tmp_path: Path) -> None:
    async with LinkCore(tmp_path, max_unread=1000) as core:
        raw = await Raw.open(core)
        raw.say(CallFrame(1, "chat.open", {"chat_id": "full"}))
        reply = await raw.hear()
        assert isinstance(reply, ReplyFrame)
        assert len(reply.result["messages"][0]["text"]) == 4_000_000
        await raw.close()


async def test_who_reads_a_large_reply_is_kept_whatever_comes_meanwhile(tmp_path: Path) -> None:
    async with LinkCore(tmp_path, max_unread=1_500_000) as core:
        raw, other = await Raw.open(core), await Raw.open(core)
        raw.transport.pause_reading()
        raw.say(CallFrame(1, "chat.open", {"chat_id": "full"}), CallFrame(2, "chat.open", {"chat_id": "full"}))
        for number in range(20):  # something else happens, of which everybody hears
            core.bus.emit(EventName.CHATS_CHANGED, EmptyEvent())
            other.say(rename(number))
            while not isinstance(await other.hear(), ReplyFrame):
                pass
        assert core.server.clients == 2
        raw.transport.resume_reading()
        replies = [one for _ in range(22) if isinstance(one := await raw.hear(), ReplyFrame)]
        assert [len(one.result["messages"][0]["text"]) for one in replies] == [4_000_000] * 2
        await raw.close()
        await other.close()


async def test_a_call_is_finished_though_its_front_end_is_gone(core: LinkCore) -> None:
    raw = await Raw.open(core)
    raw.say(rename(1, "slow"))
    await wait_until_async(lambda: core.renaming == 1)
    task = next(iter(core.server._host.tasks))
    await raw.close()
    await wait_until_async(lambda: core.server.clients == 0)
    core.gate.set()
    await task
    assert not task.cancelled()


async def test_a_stop_answers_running_calls_and_ends_every_connection(core: LinkCore) -> None:
    raw, silent = await Raw.open(core), await Raw.open(core, hello=None)
    raw.say(rename(1, "slow"))
    await wait_until_async(lambda: core.renaming == 1)
    await core.stop()
    error = await raw.hear()
    assert isinstance(error, ErrorFrame)
    assert (error.id, error.error["code"]) == (1, "core_unavailable")
    assert await raw.hear() is None
    assert await silent.hear() is None
    await raw.close()
    await silent.close()


async def test_a_stop_does_not_wait_for_who_does_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.daemon.door.FLUSH_S", 0.01)
    core = LinkCore(tmp_path)
    assert await core.start()
    lazy = await Raw.open(core)
    lazy.transport.pause_reading()
    lazy.say(CallFrame(1, "chat.open", {"chat_id": "full"}))
    await wait_until_async(lambda: core.opened == 1)
    await core.stop()
    assert core.server.clients == 0
    await lazy.close()
