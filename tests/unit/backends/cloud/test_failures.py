"""What goes wrong at a provider, told apart in clear words, and never with the key in it.

The servers here stand at the protocol's edge: no real one can be made to refuse a key, stall, or send a web page.
"""

from __future__ import annotations

import asyncio
import io
import logging
import socket
import ssl
import subprocess
import traceback
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.openai_api.stream import Silence
from app.errors import (
    AppError,
    Busy,
    EngineError,
    EngineUnavailable,
    InvalidInput,
    KeyRefused,
    LocalOnly,
    ModelNotFound,
    PromptTooLong,
)
from app.types.engines import ProviderKind
from app.types.generation import TextDelta
from app.types.models import ModelSource, ModelSpec, SourceKind
from app.types.privacy import Verdict
from tests.helpers.edge_server import Asked, edge_server, reply, says
from tests.unit.backends.cloud.desk import KEY, PARTS, Desk, ask, collect, events, failure, provider

KINDS = pytest.mark.parametrize("kind", list(ProviderKind))
ECHOED = f"Incorrect API key provided: {KEY}. You sent Bearer {KEY}, that is {KEY[:12]}*******."
HTML = reply(200, b"<!doctype html><html>Please log in", kind="text/html")


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever any library says at any level is looked at."""
    caplog.set_level(logging.DEBUG)


def leaks(*shown: object) -> list[str]:
    """The pieces of the key that are in anything of this."""
    text = "\n".join(map(repr, shown)) + "\n".join(map(str, shown))
    return [part for part in PARTS if part in text]


async def failed(
    desk: Desk, kind: ProviderKind, url: str, caplog: pytest.LogCaptureFixture, patience_s: float = 30
) -> AppError:
    """How an answer fails; the key is in nothing of it."""
    desk.specs = (provider(url, kind),)
    backend = await desk.backend()
    backend.silence = Silence(patience_s, patience_s)
    with pytest.raises(AppError) as caught:
        await collect(backend)
    printed = io.StringIO()
    traceback.print_exception(caught.value, file=printed)
    status = await backend.status()
    assert leaks(caught.value, caught.value.to_dict(), printed.getvalue(), caplog.text, desk.entries, status) == []
    assert caught.value.message.endswith((".", "…"))
    assert caught.value.hint
    return caught.value


STATUSES: dict[str, tuple[bytes, type[AppError], str]] = {
    "wrong key": (failure(401, ECHOED, "invalid_api_key"), KeyRefused, "wrong, or it has expired"),
    "forbidden": (failure(403, ECHOED), KeyRefused, "does not allow"),
    "no such model": (failure(404, f"no model for {KEY}"), ModelNotFound, "does not know"),
    "too many": (failure(429, "slow down", retry_after="17"), Busy, "too much to do"),
    "overloaded": (failure(529, "overloaded"), Busy, "too much to do"),
    "server error": (failure(500, f"oops {KEY}"), EngineError, "failed"),
    "bad gateway": (reply(502, b"<html>Bad gateway", kind="text/html"), EngineUnavailable, "web page"),
    "bad request": (failure(400, f"what is {KEY}?"), InvalidInput, "does not accept"),
    "web page": (HTML, EngineUnavailable, "web page"),
    "no events": (reply(body=b'{"hello": 1}'), EngineUnavailable, "unusable"),
    "plain text": (reply(body=b"hello", kind="text/plain"), EngineUnavailable, "unusable"),
    "redirect": (reply(307, location="http://127.0.0.1:9/v1"), EngineUnavailable, "another address"),
    "closed before anything": (b"", EngineUnavailable, "closed the connection"),
    "closed early": (events(), EngineUnavailable, "closed the connection"),
}


@KINDS
@pytest.mark.parametrize("case", STATUSES)
async def test_each_failure_has_its_words(kind: ProviderKind, case: str, caplog: pytest.LogCaptureFixture) -> None:
    data, wanted, words = STATUSES[case]
    async with edge_server(says(data)) as server:
        error = await failed(Desk(), kind, server.url, caplog)
    assert isinstance(error, wanted)
    assert words in error.message
    assert server.connections == 1, "nothing is asked twice without a person's knowledge"


@KINDS
async def test_a_busy_provider_says_how_long(kind: ProviderKind, caplog: pytest.LogCaptureFixture) -> None:
    async with edge_server(says(failure(429, "slow down", retry_after="17"))) as server:
        error = await failed(Desk(), kind, server.url, caplog)
    assert error.params["retry_after_s"] == 17
    assert "17 s" in error.hint


@KINDS
async def test_a_context_that_is_too_small_is_told_with_its_numbers(
    kind: ProviderKind, caplog: pytest.LogCaptureFixture
) -> None:
    words = "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens."
    async with edge_server(says(failure(400, words, "context_length_exceeded"))) as server:
        error = await failed(Desk(), kind, server.url, caplog)
    assert isinstance(error, PromptTooLong)
    assert (error.params["context_tokens"], error.params["prompt_tokens"]) == (8192, 9001)


@KINDS
async def test_a_stall_is_noticed(kind: ProviderKind, caplog: pytest.LogCaptureFixture) -> None:
    async def stall(asked: Asked, _writer: asyncio.StreamWriter) -> None:
        await asked.gone.wait()

    async with edge_server(stall) as server:
        error = await failed(Desk(), kind, server.url, caplog, patience_s=1)
        async with asyncio.timeout(5):
            await server.asked[0].gone.wait()
    assert error.params == {"reason": "timeout", "before_first_token": True}


def beginning(kind: ProviderKind) -> bytes:
    """The head of a stream, and its first word."""
    head = b"HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\n\r\n"
    if kind is ProviderKind.OPENAI:
        return head + b'data: {"choices":[{"index":0,"delta":{"content":"One"}}]}\n\n'
    return (
        head
        + b'event: x\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"One"}}\n\n'
    )


@KINDS
async def test_a_stall_in_the_middle_keeps_what_came(kind: ProviderKind) -> None:
    async def stall(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning(kind))
        while not asked.gone.is_set():  # only keeping the connection open is not saying something
            writer.write(b": ping\n\n")
            await asyncio.sleep(0.05)

    desk = Desk()
    async with edge_server(stall) as server:
        desk.specs = (provider(server.url, kind),)
        backend = await desk.backend()
        backend.silence = Silence(20, 0.3)
        deltas = backend.generate(ask())
        first = await anext(deltas)
        with pytest.raises(EngineUnavailable, match="stopped in the middle") as caught:
            await anext(deltas)
    assert isinstance(first, TextDelta)
    assert first.text == "One"
    assert caught.value.params["before_first_token"] is False


@KINDS
async def test_a_stream_that_breaks_off_is_not_a_whole_answer(kind: ProviderKind) -> None:
    desk = Desk()
    async with edge_server(says(beginning(kind))) as server:
        desk.specs = (provider(server.url, kind),)
        with pytest.raises(EngineUnavailable, match="closed the connection") as caught:
            await collect(await desk.backend())
    assert caught.value.params["before_first_token"] is False
    assert server.connections == 1


@KINDS
async def test_leaving_an_answer_ends_the_connection_at_once(kind: ProviderKind) -> None:
    async def endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning(kind))
        await asked.gone.wait()

    desk = Desk()
    async with edge_server(endless) as server:
        desk.specs = (provider(server.url, kind),)
        backend = await desk.backend()
        async with aclosing(backend.generate(ask())) as deltas:
            await anext(deltas)
        async with asyncio.timeout(1):
            await server.asked[0].gone.wait()
        assert (await backend.status()).state == "idle"


@KINDS
async def test_cancelling_while_nothing_has_come_ends_it_too(kind: ProviderKind) -> None:
    began = asyncio.Event()

    async def silent(asked: Asked, _writer: asyncio.StreamWriter) -> None:
        began.set()
        await asked.gone.wait()

    desk = Desk()
    async with edge_server(silent) as server:
        desk.specs = (provider(server.url, kind),)
        task = asyncio.create_task(collect(await desk.backend()))
        await began.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(1):
            await server.asked[0].gone.wait()


@KINDS
async def test_an_error_in_the_middle_of_a_stream(kind: ProviderKind, caplog: pytest.LogCaptureFixture) -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": f"busy {KEY}"}}
    async with edge_server(says(events(error))) as server:
        found = await failed(Desk(), kind, server.url, caplog)
    assert isinstance(found, Busy if kind is ProviderKind.ANTHROPIC else EngineError)


@KINDS
async def test_nobody_there(kind: ProviderKind, caplog: pytest.LogCaptureFixture) -> None:
    async with edge_server(says(b"")) as server:
        url = server.url
    error = await failed(Desk(), kind, url, caplog)
    assert isinstance(error, EngineUnavailable)
    assert error.params["reason"] == "refused"
    assert "does not answer" in error.message


@KINDS
async def test_a_name_that_nobody_knows(
    kind: ProviderKind, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = await failed(Desk(local_only=False), kind, "https://api.exmaple.invalid", caplog)
    assert "was not found" in error.message


@pytest.fixture
def certificate(tmp_path: Path) -> ssl.SSLContext:
    """A server's context whose certificate nobody trusts."""
    key, file = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", str(key), "-out", str(file)]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context


@KINDS
async def test_a_certificate_that_is_not_trusted(
    kind: ProviderKind, certificate: ssl.SSLContext, caplog: pytest.LogCaptureFixture
) -> None:
    async with edge_server(says(b""), certificate) as server:
        error = await failed(Desk(), kind, server.url.replace("http:", "https:"), caplog)
    assert "not trusted" in error.message
    assert "certificate authority" in error.hint


@KINDS
async def test_https_towards_a_server_that_only_speaks_http(
    kind: ProviderKind, caplog: pytest.LogCaptureFixture
) -> None:
    async def complain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(reply(400))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(complain, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        error = await failed(Desk(), kind, f"https://127.0.0.1:{port}", caplog)
    assert "secure connection" in error.message


@KINDS
async def test_local_only_keeps_everything_here(kind: ProviderKind, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    error = await failed(desk, kind, "https://api.example.com", caplog)
    assert isinstance(error, LocalOnly)
    assert [entry.verdict for entry in desk.entries] == [Verdict.BLOCKED], "once: nobody tries again"


@KINDS
def test_only_what_local_only_alone_stops_is_kept_back(kind: ProviderKind) -> None:
    far = provider("https://api.example.com", kind)
    near, off = provider("http://127.0.0.1:9", kind, "near"), replace(far, name="off", enabled=False)
    desk = Desk(specs=(far, near, off))

    def withheld(location: str, source: SourceKind = SourceKind.ENGINE) -> str:
        return desk.engine().withheld(ModelSpec(location, location, ModelSource(source, location)))

    assert withheld("p/m") == "https://api.example.com:443"
    assert [withheld("near/m"), withheld("off/m"), withheld("none/m"), withheld("p/m", SourceKind.FILE)] == [""] * 4
    desk.local_only = False
    assert withheld("p/m") == ""


@KINDS
async def test_a_refusing_proxy(kind: ProviderKind, caplog: pytest.LogCaptureFixture) -> None:
    async with edge_server(says(reply(407))) as server:
        desk = Desk(local_only=False, proxy=f"http://me:pass-word@127.0.0.1:{server.port}")
        error = await failed(desk, kind, "https://api.example.com", caplog)
    assert "proxy" in error.message
    assert "pass-word" not in repr(error.to_dict()) + caplog.text


@KINDS
async def test_a_dead_proxy_is_blamed_and_not_the_provider(
    kind: ProviderKind, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{closed.getsockname()[1]}"
        error = await failed(Desk(local_only=False, proxy=proxy), kind, "https://api.example.com", caplog)
    assert error.message == f"The proxy {proxy} does not answer."


async def test_a_provider_has_a_minute_for_its_first_word() -> None:
    desk = Desk()
    desk.specs = (provider("http://127.0.0.1:9/v1", ProviderKind.OPENAI),)
    assert (await desk.backend()).silence.first_s == 60.0
