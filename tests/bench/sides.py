"""The two sides of a comparison: our llama.cpp worker and llama.cpp's own server, asked the same in the same way."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from app.backends.base import Backend
from app.backends.registry import engines
from app.backends.worker.process import WORKER_ENVIRONMENT
from app.process import own_environment
from app.types.generation import GenerateRequest, Priority, Sampling, TextDelta, TokenBias
from app.types.messages import Message, Role
from app.types.models import BackendName, LoadSpec

END_TOKENS = (0, 2)
"""Of the starter model: banned, so that every answer has the wanted length."""
PEER = "xllamacpp"

Turns = tuple[tuple[str, str], ...]
"""(role, text) of each turn."""


@dataclass(slots=True)
class Timeline:
    """When an answer was asked for and when each of its tokens came, in seconds of one clock."""

    asked_at: float = 0.0
    token_at: list[float] = field(default_factory=list)
    text: str = ""

    @property
    def first_token_s(self) -> float:
        """The wait for the first token."""
        return self.token_at[0] - self.asked_at


class Side(Protocol):
    """An engine with the starter model loaded."""

    @property
    def pid(self) -> int:
        """Its process, for the memory."""
        ...

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """Ask greedily for exactly so many tokens."""
        ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What both sides get."""

    model: Path
    threads: int
    parallel: int
    context: int = 8192


class OurSide:
    """Our engine through its backend, as the core uses it."""

    def __init__(self, backend: Backend, pid: int) -> None:
        self._backend = backend
        self.pid = pid

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """Ask greedily for exactly so many tokens."""
        line = Timeline(asked_at=time.perf_counter())
        async for delta in self._backend.generate(request(turns, tokens)):
            if isinstance(delta, TextDelta):
                line.token_at += [time.perf_counter()] * delta.tokens
                line.text += delta.text
        return line

    async def draft(self, turns: Turns) -> None:
        """Let the engine read ahead, as while somebody types."""
        reading = replace(request(turns, 0), priority=Priority.DRAFT)
        async for _ in self._backend.generate(reading):
            pass


class PeerSide:
    """llama.cpp's own server, over its streaming HTTP interface."""

    def __init__(self, url: str, pid: int) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 0
        self.pid = pid

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """Ask greedily for exactly so many tokens."""
        body = {
            "messages": [{"role": role, "content": text} for role, text in turns],
            "max_tokens": tokens,
            "temperature": 0,
            "repeat_penalty": 1.0,
            "ignore_eos": True,
            "stream": True,
        }
        line = Timeline(asked_at=time.perf_counter())
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(_http_post("/v1/chat/completions", json.dumps(body).encode()))
            async for data in _events(reader):
                text = data["choices"][0]["delta"].get("content") if data["choices"] else None
                if text:
                    line.token_at.append(time.perf_counter())
                    line.text += text
        finally:
            writer.close()
        return line


def request(turns: Turns, tokens: int) -> GenerateRequest:
    """The same question for our engine."""
    messages = tuple(Message.of(Role(role), text) for role, text in turns)
    banned = tuple(TokenBias(token, float("-inf")) for token in END_TOKENS)
    sampling = Sampling(temperature=0.0, repeat_penalty=1.0, max_tokens=tokens, logit_bias=banned)
    return GenerateRequest(messages, sampling)


@asynccontextmanager
async def our_side(setup: Setup) -> AsyncIterator[OurSide]:
    """Our engine in its worker process, loaded."""
    backend = engines()[BackendName.LLAMA_CPP].create(lambda _cause: None)
    try:
        spec = LoadSpec(
            "bench", str(setup.model), context_tokens=setup.context, threads=setup.threads, parallel=setup.parallel
        )
        await backend.load(spec)
        pid = (await backend.status()).pid
        if pid is None:
            raise RuntimeError("the worker has ended")
        yield OurSide(backend, pid)
    finally:
        await backend.close()


@asynccontextmanager
async def peer_side(setup: Setup) -> AsyncIterator[PeerSide]:
    """llama.cpp's server, loaded."""
    if find_spec(PEER) is None:
        raise RuntimeError(f"{PEER} is missing; install it with: pip install -e '.[bench]'")
    command = [sys.executable, "-P", "-m", "tests.bench.peer_server", str(setup.model)]
    command += ["--threads", str(setup.threads), "--parallel", str(setup.parallel), "--context", str(setup.context)]
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=own_environment(**WORKER_ENVIRONMENT),
    )
    try:
        if process.stdout is None or process.stdin is None:
            raise RuntimeError("the peer has no pipes")
        yield PeerSide(json.loads(await process.stdout.readline())["url"], process.pid)
    finally:
        process.kill()
        await process.wait()


def _http_post(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _events(reader: asyncio.StreamReader) -> AsyncIterator[dict[str, Any]]:
    """The server's events; what else an HTTP answer has is passed over. One event comes in one chunk."""
    status = await reader.readline()
    if b" 200 " not in status:
        raise RuntimeError(f"the peer answered {status!r}: {await reader.read()!r}")
    while line := await reader.readline():
        if line.startswith(b"data: {"):
            yield json.loads(line[6:])
        elif line.startswith(b"data: [DONE]"):
            return
