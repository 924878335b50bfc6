"""The backend over a real echo worker, where only the scripted engine can bring it into the state."""

from __future__ import annotations

import asyncio
import fcntl
import sys
import termios
from collections.abc import AsyncIterator

import pytest

from app.backends.echo.engine import EchoEngine
from app.backends.worker.backend import WorkerBackend
from app.errors import EngineError, FrameError, WorkerDied
from app.framing import MAX_HEADER_BYTES
from app.types.generation import Delta, GenerateRequest, PromptRead, TextDelta
from app.types.messages import Message, Role
from app.types.models import LoadSpec
from app.types.status import WorkerState
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.waiting import wait_until_async

NEARLY_FULL = 60_000
"""Bytes; a pipe holds 65,536."""
SPEC = LoadSpec("echo", "", context_tokens=100_000)


@pytest.fixture
async def backend() -> AsyncIterator[WorkerBackend]:
    engine = EchoEngine()
    instance = WorkerBackend(engine.name, engine.capabilities, lambda _: None)
    await instance.load(SPEC)
    yield instance
    await instance.close()


def request(text: str) -> GenerateRequest:
    return GenerateRequest((Message.of(Role.USER, text),))


def waiting_bytes(reader: asyncio.ReadTransport) -> int:
    """What lies in a pipe."""
    answer = fcntl.ioctl(reader.get_extra_info("pipe"), termios.FIONREAD, b"\0" * 4)
    return int.from_bytes(answer, sys.byteorder)


async def texts(backend: WorkerBackend, text: str) -> list[str]:
    return [delta.text async for delta in backend.generate(request(text)) if isinstance(delta, TextDelta)]


async def test_a_crash_in_mid_answer_keeps_what_came_before(
    backend: WorkerBackend, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("SIGSEGV")
    came: list[Delta] = []

    async def collect() -> None:
        async for delta in backend.generate(request("/echo crash_after=3\none two three four")):
            came.append(delta)  # noqa: PERF401 (it has to survive the exception)

    with pytest.raises(WorkerDied, match="memory access error") as caught:
        await collect()
    assert [delta.text for delta in came if isinstance(delta, TextDelta)] == ["one", " two", " three"]
    params = caught.value.params
    assert (params["signal"], params["exit_code"], params["before_first_token"]) == ("SIGSEGV", -11, False)
    assert "Segmentation fault" in caught.value.detail
    end = backend.last_end
    assert end is not None
    assert (end.signal, end.exit_code) == ("SIGSEGV", -11)
    assert "Segmentation fault" in end.last_lines


@pytest.mark.parametrize("name", ["KILL", "ABRT", "ILL", "BUS", "FPE", "TERM"])
async def test_every_signal_is_explained(backend: WorkerBackend, name: str, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(f"SIG{name}")
    with pytest.raises(WorkerDied, match=rf"\(SIG{name}\)") as caught:
        await texts(backend, f"/echo crash signal={name}")
    assert caught.value.params["before_first_token"] is True


async def test_a_crash_at_load_is_the_error_of_the_load(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("SIGSEGV")
    exits: list[str] = []
    backend = EchoEngine().create(exits.append)
    with pytest.raises(WorkerDied) as caught:
        await backend.load(LoadSpec("echo", "", options={"load_crash": True}))
    assert caught.value.params["signal"] == "SIGSEGV"
    assert (await backend.status()).state is WorkerState.DOWN
    assert len(exits) == 1
    await backend.close()


async def test_requests_behind_a_crash_learn_of_it_too(backend: WorkerBackend, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("SIGSEGV")
    waiting = asyncio.create_task(texts(backend, "/echo read_s=0.3 crash"))
    answers = await asyncio.gather(waiting, texts(backend, "second"), return_exceptions=True)
    assert [type(answer) for answer in answers] == [WorkerDied, WorkerDied]


async def test_an_engine_error_leaves_the_worker_as_it_was(backend: WorkerBackend) -> None:
    before = (await backend.status()).pid
    with pytest.raises(EngineError, match="no such luck"):
        await texts(backend, "/echo fail=no_such_luck fail_after=2")
    assert await texts(backend, "hello") == ["hello"]
    assert (await backend.status()).pid == before


async def test_closing_a_stream_returns_only_when_the_engine_has_stopped(backend: WorkerBackend) -> None:
    answer = backend.generate(request("/echo deaf"))
    await anext(answer)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(answer.aclose(), 0.2)
    assert (await backend.status()).state is WorkerState.BUSY
    await backend.ping()


async def test_a_message_over_the_limit_is_refused_and_the_worker_lives(backend: WorkerBackend) -> None:
    with pytest.raises(FrameError, match="too large"):
        await texts(backend, "x" * (MAX_HEADER_BYTES + 1))
    assert await texts(backend, "hello") == ["hello"]


async def test_fifty_thousand_tokens_arrive_in_order(backend: WorkerBackend) -> None:
    pieces = await texts(backend, "/echo tokens=50000\n0123456789 abc")
    text = "".join(pieces)
    assert text == ("0123456789 abc " * 20_000)[: len(text)]
    assert text.count(" ") >= 16_000


async def test_a_slow_reader_does_not_hold_the_engine_up(backend: WorkerBackend) -> None:
    process = backend._process
    assert process
    reader = process._reader
    assert reader
    answer = backend.generate(request("/echo tokens=50000"))
    assert isinstance(await anext(answer), PromptRead)
    reader.pause_reading()
    await wait_until_async(lambda: waiting_bytes(reader) >= NEARLY_FULL, what="the pipe to fill up")
    reader.resume_reading()
    tokens = [delta.tokens async for delta in answer if isinstance(delta, TextDelta)]
    assert sum(tokens) == 50_000
    assert max(tokens) > 1, "what waited came joined"


async def test_a_load_can_follow_a_load(backend: WorkerBackend) -> None:
    both = await asyncio.gather(backend.load(SPEC), backend.load(LoadSpec("other", "")))
    assert [loaded.model_id for loaded in both] == ["echo", "other"]
    assert (await backend.status()).model_id == "other"
