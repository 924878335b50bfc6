"""How long a running answer stands still while a long prompt arrives beside it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from itertools import pairwise

from app.hardware import default_threads
from tests.bench.bench_batching import SEEDS, text_of, user
from tests.bench.bench_engine import starter
from tests.bench.report import Goal, Result, bench, figure
from tests.bench.sides import OurSide, Setup, our_side

RUNS = 2
PROMPT_TOKENS = 3000
RUNNING_TOKENS = 300
"""They last for most of the time that such a prompt takes, or all of it."""
BEGIN_S = 0.5
"""From the question to a stream that runs."""
PASTE_CHARS = 1_900_000
"""Of a paste that fits no context window: it is split into tokens all the same."""


@bench("stalls")
def stalls() -> Iterator[Result]:
    """The 99th percentile, which has a goal, and the longest pause."""
    reading, refusing = asyncio.run(_measure())
    yield figure("stalls", "gap_p99_beside_3000_tokens", "ms", _percentile(reading, 0.99), goal=Goal("<=", 100.0))
    yield figure("stalls", "gap_max_beside_3000_tokens", "ms", max(reading))
    yield figure("stalls", "gap_max_beside_paste_of_1.9_mb", "ms", max(refusing), goal=Goal("<=", 100.0))


async def _measure() -> tuple[list[float], list[float]]:
    reading: list[float] = []
    refusing: list[float] = []
    async with our_side(Setup(starter(), default_threads(), parallel=4)) as side:
        await side.answer(user("Hello."), 4)
        for _ in range(RUNS):
            reading += await _gaps_beside(side, text_of(PROMPT_TOKENS, SEEDS.next()))
            refusing += await _gaps_beside(side, "The wind and the sea. " * (PASTE_CHARS // 22))
    return reading, refusing


async def _gaps_beside(side: OurSide, text: str) -> list[float]:
    """Milliseconds between the pieces of a running answer while another prompt is read."""
    running = asyncio.create_task(side.answer(user("Tell me a long story about the sea."), RUNNING_TOKENS))
    await asyncio.sleep(BEGIN_S)
    arrived = time.perf_counter()
    await asyncio.gather(side.answer(user(text), 1), return_exceptions=True)  # a paste that does not fit is refused
    left = time.perf_counter()
    line = await running
    times = sorted({at for at in line.token_at if arrived - 1.0 <= at <= left + 1.0})
    return [(after - before) * 1000 for before, after in pairwise(times)]


def _percentile(figures: list[float], share: float) -> float:
    return sorted(figures)[min(len(figures) - 1, int(share * len(figures)))]
