"""The two sides of a comparison: our llama.cpp worker and llama.cpp's own server, asked the same in the same way."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from app.backends.base import Backend
from app.backends.registry import engines
from app.backends.worker.process import WORKER_ENVIRONMENT
from app.process import own_environment
from app.types.generation import GenerateRequest, Priority, Sampling, TextDelta, TokenBias
from app.types.models import BackendName, LoadSpec
from tests.bench.plain_http import by_http
from tests.bench.timeline import Answers, Timeline, Turns, messages, messages_of

END_TOKENS = (0, 2)
"""Of the starter model: banned, so that every answer has the wanted length."""
PEER = "xllamacpp"


class Side(Answers, Protocol):
    """An engine with the starter model loaded; its answers have exactly as many tokens as are asked for."""

    @property
    def pid(self) -> int:
        """Its process, for the memory."""
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
        line = Timeline()
        async for delta in self._backend.generate(request(turns, tokens)):
            if isinstance(delta, TextDelta):
                line.add(delta.text, delta.tokens)
        return line

    async def draft(self, turns: Turns) -> None:
        """Let the engine read ahead, as while somebody types."""
        reading = replace(request(turns, 0), priority=Priority.DRAFT)
        async for _ in self._backend.generate(reading):
            pass


class PeerSide:
    """llama.cpp's own server, over its streaming HTTP interface."""

    def __init__(self, url: str, pid: int) -> None:
        self._url = url
        self.pid = pid

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """Ask greedily for exactly so many tokens."""
        body = {"max_tokens": tokens, "temperature": 0, "repeat_penalty": 1.0, "ignore_eos": True}
        return await by_http(f"{self._url}/v1", body | {"messages": messages(turns)})


def request(turns: Turns, tokens: int) -> GenerateRequest:
    """The same question for our engine."""
    banned = tuple(TokenBias(token, float("-inf")) for token in END_TOKENS)
    sampling = Sampling(temperature=0.0, repeat_penalty=1.0, max_tokens=tokens, logit_bias=banned)
    return GenerateRequest(messages_of(turns), sampling)


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
