"""What people, programs and the operating system do to a running engine, with the smallest real model there is."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.base import Backend
from app.backends.registry import engines
from app.errors import AppError, EngineError, ModelFileError
from app.process import memory_bytes
from app.types.generation import GenerateRequest
from app.types.models import BackendName, LoadSpec
from tests.contract.cases import ask, collect, stream
from tests.helpers.ties import difference, tokens_of

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]

MODEL = Path(__file__).parents[1] / "data" / "vision" / "colour-shape.gguf"
SPEC = LoadSpec("tiny", str(MODEL), context_tokens=4096, threads=1, parallel=4)
CANCELS = 500
CROWD = 7
"""At once beside the one that stays: as many as the worker takes, half of them in its queue."""
REQUESTS = 2000
FUZZED_FILES = 60
MIB = 1024 * 1024


def create() -> Backend:
    """An instance without a model."""
    return engines()[BackendName.LLAMA_CPP].create(lambda _cause: None)


@pytest.fixture
async def backend() -> AsyncIterator[Backend]:
    instance = create()
    await instance.load(SPEC)
    yield instance
    await instance.close()


async def load_error(backend: Backend, spec: LoadSpec) -> AppError | None:
    """What a load ended with."""
    try:
        await backend.load(spec)
    except AppError as error:
        return error
    return None


def question(chance: random.Random, words: int) -> str:
    """Words of which nobody has asked before."""
    return " ".join(chance.choice(("which", "colour", "shape", "what", "is", "the", "picture")) for _ in range(words))


async def cancelled_somewhere(backend: Backend, chance: random.Random) -> None:
    """One request, left in the queue, while it is read, or while it is written."""
    request = ask(question(chance, chance.choice((3, 60, 400))), max_tokens=200)
    after = chance.choice((0, 0, 1, 2, 5, 40))
    async with aclosing(stream(backend, request)) as deltas:
        if after:
            async for _ in deltas:
                after -= 1
                if not after:
                    break
        else:
            first = asyncio.ensure_future(anext(deltas))
            for _ in range(chance.randrange(4)):
                await asyncio.sleep(0)
            first.cancel()
            await asyncio.wait([first])


def witness() -> GenerateRequest:
    """An answer that goes on for as long as it may."""
    return replace(ask("What is in the picture?", max_tokens=64), top_logprobs=2)


async def test_after_500_cancels_nothing_is_left_and_the_others_have_said_their_own(backend: Backend) -> None:
    chance = random.Random(4)  # noqa: S311 - repeatable, no secret
    alone = tokens_of((await collect(backend, witness())).deltas)
    said = []
    for _ in range(0, CANCELS, CROWD):
        crowd = [cancelled_somewhere(backend, chance) for _ in range(CROWD)]
        answer = asyncio.ensure_future(collect(backend, witness()))
        await asyncio.gather(*crowd)
        said.append(tokens_of((await answer).deltas))
    started = time.perf_counter()
    await collect(backend, ask("Hello", max_tokens=1))
    assert time.perf_counter() - started < 2
    for tokens in said:
        parted = difference(alone, tokens)
        assert parted is None or parted.is_tie, parted
        assert parted is not None or len(tokens) == len(alone)


async def test_memory_stays_flat_over_2000_requests(backend: Backend) -> None:
    chance = random.Random(5)  # noqa: S311 - repeatable, no secret

    async def some(count: int) -> None:
        for _ in range(count):
            await collect(backend, ask(question(chance, 12), max_tokens=3))

    pid = (await backend.status()).pid
    assert pid is not None
    await asyncio.gather(*(some(REQUESTS // 10) for _ in range(4)))
    before = memory_bytes(pid)
    await asyncio.gather(*(some(REQUESTS * 3 // 20) for _ in range(4)))
    assert memory_bytes(pid) < before + 4 * MIB


async def test_a_file_with_damaged_bytes_is_refused_or_read_but_never_the_end(tmp_path: Path) -> None:
    backend = create()
    chance = random.Random(6)  # noqa: S311 - repeatable, no secret
    sound = MODEL.read_bytes()
    path = tmp_path / "bent.gguf"
    for _ in range(FUZZED_FILES):
        bent = bytearray(sound)
        for _ in range(chance.randrange(1, 6)):
            bent[chance.randrange(24_000)] = chance.randrange(256)
        path.write_bytes(bent)
        error = await load_error(backend, replace(SPEC, path=str(path)))
        assert error is None or (isinstance(error, ModelFileError | EngineError) and error.message and error.hint), (
            error
        )
    await backend.load(SPEC)
    await collect(backend, ask("Hello", max_tokens=2))
    await backend.close()
