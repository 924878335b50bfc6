"""Streams over real connections. The server here is scripted, because real ones cannot be made to stall or to lie."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager, suppress

import pytest
from openai import AsyncOpenAI

from app.backends.openai_api.body import chat_body
from app.backends.openai_api.chunks import ChunkReader
from app.backends.openai_api.quirks import Quirks
from app.backends.openai_api.stream import Silence, stream_chat
from app.errors import AppError, EngineError, EngineUnavailable, KeyRefused, PromptTooLong
from app.net.client import Net
from app.net.terms import NetOptions
from app.types.generation import Delta, Finished, GenerateRequest, Sampling, StopReason, TextDelta
from app.types.messages import Message, Role
from app.types.privacy import LedgerEntry, Purpose

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
DONE = b"data: [DONE]\n\n"
KEY = "sk-only-for-tests"
REQUEST = GenerateRequest((Message.of(Role.USER, "Hi"),), Sampling(stop=("END",)))
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class NoLedger:
    def note(self, entry: LedgerEntry) -> None:
        """Forget it."""


def event(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return f"data: {json.dumps({'choices': [choice]})}\n\n".encode()


def sends(*pieces: bytes, stays: bool = False) -> Script:
    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        if stays:
            await reader.read()

    return script


@asynccontextmanager
async def client_of(script: Script) -> AsyncIterator[AsyncOpenAI]:
    """A client whose server answers every request by the script."""
    serving: list[asyncio.Task[None] | None] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.current_task())
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
            await reader.readexactly(int(length.split(b":")[1]))
            await script(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    http = Net(NetOptions, NoLedger()).client("test", Purpose.ANSWER)
    client = AsyncOpenAI(api_key=KEY, base_url=f"http://127.0.0.1:{port}/v1", http_client=http, max_retries=0)
    try:
        yield client
    finally:
        await client.close()
        server.close()
        await asyncio.gather(*filter(None, serving))


def answer(client: AsyncOpenAI, silence: Silence | None = None) -> AsyncGenerator[Delta, None]:
    reader = ChunkReader(REQUEST, Quirks(), who="It", secret=KEY)
    return stream_chat(client, chat_body("m", REQUEST, Quirks()), reader, who="It", silence=silence)


async def outcome(script: Script, silence: Silence | None = None) -> tuple[str, Finished | AppError]:
    """The text, and the end or the error."""
    text = ""
    async with client_of(script) as client:
        try:
            async for delta in answer(client, silence):
                if isinstance(delta, TextDelta):
                    text += delta.text
                elif isinstance(delta, Finished):
                    return text, delta
        except AppError as exc:
            end = exc
    assert KEY not in f"{end.message}{end.hint}{end.detail}{end.params}"
    return text, end


async def test_a_whole_answer() -> None:
    pieces = (HEAD, b": hello\n\n", event("Hel"), b"event: odd\n\n", event("lo", "stop"), DONE)
    text, end = await outcome(sends(*pieces))
    assert text == "Hello"
    assert isinstance(end, Finished)
    assert end.reason is StopReason.FINISHED


QUICK = Silence(first_s=0.2, between_s=0.2)


@pytest.mark.parametrize(
    ("pieces", "text", "first"),
    [((), "", True), ((HEAD,), "", True), ((HEAD, event("Hel")), "Hel", False)],
    ids=["no head", "no event", "in the middle"],
)
async def test_silence_is_an_error(pieces: tuple[bytes, ...], text: str, first: bool) -> None:
    said, end = await outcome(sends(*pieces, stays=True), QUICK)
    assert said == text
    assert isinstance(end, EngineUnavailable)
    assert end.params == {"reason": "timeout", "before_first_token": first}


async def test_comments_that_keep_a_dead_stream_open_do_not_count() -> None:
    """As mistral.rs does when an answer fails early."""

    async def keeps_alive(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + event("Hel"))
        while not writer.is_closing():
            writer.write(b": keep-alive\n\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with asyncio.timeout(30):
        said, end = await outcome(keeps_alive, QUICK)
    assert said == "Hel"
    assert isinstance(end, EngineUnavailable)
    assert end.params["reason"] == "timeout"


async def test_a_connection_that_closes_early_keeps_what_came() -> None:
    said, end = await outcome(sends(HEAD, event("one EN")))
    assert said == "one EN", "also what was held back for a stop string"
    assert isinstance(end, EngineUnavailable)
    assert end.params["before_first_token"] is False
    _, end = await outcome(sends())
    assert isinstance(end, EngineUnavailable)


def reply(status: str, kind: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (reply("200 OK", "text/html", b"<html>Sign in</html>"), EngineUnavailable),
        (reply("502 Bad Gateway", "text/html", b"<html>nginx</html>"), EngineUnavailable),
        (reply("200 OK", "application/json", b'{"choices": []}'), EngineUnavailable),
        (reply("200 OK", "application/json", b'{"error": {"message": "boom"}}'), EngineError),
        (reply("200 OK", "application/json", b"{"), EngineUnavailable),
        (
            reply("401 Unauthorized", "application/json", b'{"error": {"message": "Bearer sk-only-for-tests"}}'),
            KeyRefused,
        ),
        (
            reply("422 X", "application/json", b'{"message": "Prompt sequence length is greater than 8192"}'),
            PromptTooLong,
        ),
        (HEAD + b"data: {broken\n\n", EngineUnavailable),
        (HEAD + b"data: Prompt sequence length is greater than 8192\n\n" + DONE, PromptTooLong),
        (HEAD + b'data: {"error": {"message": "boom"}}\n\n', EngineError),
        (HEAD + b"<!doctype html><p>no events\n", EngineUnavailable),
        (b"SMTP ready\r\n", EngineUnavailable),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
async def test_everything_else_than_an_answer(data: bytes, kind: type[AppError]) -> None:
    _, end = await outcome(sends(data))
    assert isinstance(end, AppError)
    assert type(end) is kind
    assert end.message
    assert end.hint


async def test_leaving_the_stream_closes_the_connection_at_once() -> None:
    closed = asyncio.Event()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + event("one"))
        await reader.read()
        closed.set()

    async with client_of(endless) as client, aclosing(answer(client)) as deltas:
        assert await anext(deltas) == TextDelta("one")
        await deltas.aclose()
        async with asyncio.timeout(10):
            await closed.wait()


async def test_a_stop_string_closes_the_connection_too() -> None:
    closed = asyncio.Event()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + event("one EN") + event("D two"))
        await reader.read()
        closed.set()

    said, end = await outcome(endless)
    assert said == "one "
    assert isinstance(end, Finished)
    assert end.reason is StopReason.STOP_STRING
    async with asyncio.timeout(10):
        await closed.wait()


async def test_nobody_there() -> None:
    async with client_of(sends()) as client:
        nowhere = client.with_options(base_url="http://127.0.0.1:1/v1")
        with pytest.raises(EngineUnavailable) as refused:
            await anext(answer(nowhere))
    assert refused.value.params["reason"] == "refused"
