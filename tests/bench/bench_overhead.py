"""Tokens per second through the manager over the same engine's own backend, both in one run.

What the manager adds to each token is the same for all engines; what an engine's adapter adds over its own API is
measured for the servers, whose API is the peer.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from app.backends.registry import engines
from app.manager.manager import UnifiedModelManager
from app.types.generation import Delta, TextDelta
from app.types.models import LoadSpec
from tests.bench.bench_engine import starter
from tests.bench.bench_switching import LOCAL, MODEL, REQUEST, first_token, managed, usable
from tests.bench.report import Goal, Result, bench, figure

ROUNDS = 3
GOAL = Goal(">=", 0.95, "ratio")


@bench("overhead")
def overhead() -> Iterator[Result]:
    """Our path against the engine alone, in turns, for each engine that is present."""
    yield from asyncio.run(measured())


async def measured() -> list[Result]:
    """All figures."""
    found = engines()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        async with managed(found, Path(folder)) as manager:
            for name in [name for name in LOCAL if await usable(found[name])]:
                await first_token(manager, name)
                alone = found[name].create(lambda _: None)
                await alone.load(LoadSpec(MODEL, str(starter()), context_tokens=2048))
                try:
                    ours, theirs = [], []
                    for _ in range(ROUNDS):  # in turns, so that what else the machine does hits both
                        ours.append(await through(manager))
                        theirs.append(await rate(alone.generate(REQUEST)))
                finally:
                    await alone.close()
                value, peer = statistics.median(ours), statistics.median(theirs)
                results.append(
                    figure("overhead", str(name), "tokens/s", value, peer="engine alone", peer_value=peer, goal=GOAL)
                )
    return results


async def through(manager: UnifiedModelManager) -> float:
    """Tokens per second of one leased answer."""
    async with manager.lease(MODEL) as lease:
        return await rate(lease.generate(REQUEST))


async def rate(deltas: AsyncIterator[Delta]) -> float:
    """Tokens per second after the first one."""
    first, last, tokens = 0.0, 0.0, 0
    async for delta in deltas:
        if isinstance(delta, TextDelta):
            last = time.perf_counter()
            first = first or last
            tokens += delta.tokens
    return (tokens - 1) / max(last - first, 1e-9)
