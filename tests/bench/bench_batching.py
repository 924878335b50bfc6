"""Our engine against llama.cpp's own server: speed with several streams, first tokens, prompt speed, memory.

Both sides have the same file, threads, context window and number of sequences, and their own defaults for the rest.
They are measured in turn, so that a slow minute of the machine hits both.
"""

from __future__ import annotations

import asyncio
import random
import statistics
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from app.hardware import default_threads
from tests.bench.bench_engine import starter
from tests.bench.report import Goal, Result, bench, figure
from tests.bench.sides import PEER, OurSide, PeerSide, Setup, Side, our_side, peer_side
from tests.bench.timeline import Turns

STREAMS = (1, 2, 4, 8)
ANSWER_TOKENS = 64
RUNS = 3
WORDS_PER_TOKEN = 1.0
"""Of the words below, with the starter model's vocabulary."""
AT_LEAST = Goal(">=", 1.0, "ratio")
TOPICS = ("the sea", "a lighthouse", "snow", "an old train", "two brothers", "a garden", "the moon", "a lost key")
WORDS = ("river", "stone", "window", "garden", "letter", "music", "winter", "silver", "mountain", "paper", "orange")

Measure = Callable[[Side], Awaitable[float]]


def text_of(tokens: int, seed: int) -> str:
    """About so many tokens that nothing has seen before."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, no secret
    return " ".join(draw.choice(WORDS) for _ in range(int(tokens * WORDS_PER_TOKEN))) + "."


def user(text: str) -> Turns:
    """A conversation of one turn."""
    return (("user", text),)


class Seeds:
    """Numbers that were not there before: for prompts that no cache has."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """Another one."""
        self._last += 1
        return self._last


SEEDS = Seeds()


async def streams(side: Side, count: int) -> float:
    """Tokens per second of so many answers together, from the first token of all to the last."""
    asked = [side.answer(user(f"Tell me a long story about {TOPICS[i]}."), ANSWER_TOKENS) for i in range(count)]
    lines = await asyncio.gather(*asked)
    every = sorted(at for line in lines for at in line.token_at)
    return (len(every) - 1) / (every[-1] - every[0])


async def cold_first_token(side: Side) -> float:
    """Seconds to the first token of a prompt of about 700 tokens that nothing has seen."""
    return (await side.answer(user(text_of(700, SEEDS.next())), 4)).first_token_s


async def prompt_speed(side: Side) -> float:
    """Prompt tokens per second over about 1,500 of them."""
    count = 1500
    line = await side.answer(user(text_of(count, SEEDS.next())), 2)
    return count / line.first_token_s


async def warm_first_token(side: Side) -> float:
    """Seconds to the first token of a chat's next turn, with about 1,500 tokens before it."""
    seed = SEEDS.next()
    turns = user(text_of(1500, seed))
    first = await side.answer(turns, 8)
    waits: list[float] = []
    for number in range(3):
        turns = (*turns, ("assistant", first.text), ("user", f"Number {number}: and what else is there to say?"))
        first = await side.answer(turns, 8)
        waits.append(first.first_token_s)
    return statistics.median(waits)


async def sent_after_typing(side: Side) -> float:
    """Seconds to the first token after Send, for a pasted prompt of about 1,500 tokens.

    Our side was given the paste as a draft, and time to read it; the peer has no such thing.
    """
    turns = user(text_of(1500, SEEDS.next()))
    if isinstance(side, OurSide):
        await side.draft(turns)
    return (await side.answer(turns, 4)).first_token_s


async def in_turn(setup: Setup, measure: Measure, runs: int = RUNS) -> tuple[float, float]:
    """The medians of both sides."""
    async with our_side(setup) as ours, peer_side(setup) as peer:
        for side in (ours, peer):
            await side.answer(user("Hello."), 4)
        pairs = [(await measure(ours), await measure(peer)) for _ in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def compare(name: str, unit: str, measure: Measure, goal: Goal, parallel: int = 4) -> Result:
    """One figure of both sides."""
    setup = Setup(starter(), default_threads(), parallel)
    ours, theirs = asyncio.run(in_turn(setup, measure))
    return figure("batching", name, unit, ours, peer=PEER, peer_value=theirs, goal=goal)


@bench("batching")
def batching() -> Iterator[Result]:
    """Everything that is compared with llama.cpp's server."""
    for count in STREAMS:
        yield compare(f"tokens_per_s_{count}_streams", "tokens/s", _streams_of(count), AT_LEAST, parallel=max(STREAMS))
    yield compare("prompt_tokens_per_s", "tokens/s", prompt_speed, AT_LEAST)
    yield compare("first_token_cold_700", "s", cold_first_token, Goal("<=", 1.0, "ratio"))
    yield compare("first_token_long_chat", "s", warm_first_token, Goal("<=", 1 / 1.2, "ratio"))
    yield compare("first_token_after_typing_1500", "s", sent_after_typing, Goal("<=", 0.2, "ratio"))


@bench("batching_memory")
def batching_memory() -> Iterator[Result]:
    """The most memory that either process held at any time: four answers of long prompts at once."""
    ours, theirs = asyncio.run(_peaks(Setup(starter(), default_threads(), 4)))
    goal = Goal("<=", 1.0, "ratio")
    yield figure("batching_memory", "peak_memory", "MiB", ours, peer=PEER, peer_value=theirs, goal=goal)


async def _peaks(setup: Setup) -> tuple[float, float]:
    async with our_side(setup) as ours:
        mine = await _peak(ours)
    async with peer_side(setup) as peer:
        return mine, await _peak(peer)


async def _peak(side: OurSide | PeerSide) -> float:
    prompts = [user(text_of(1000, seed)) for seed in range(-4, 0)]
    await asyncio.gather(*(side.answer(prompt, 32) for prompt in prompts))
    return peak_mib(side.pid)


def peak_mib(pid: int) -> float:
    """The largest resident set that a process ever had."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} has no memory figure")


def _streams_of(count: int) -> Measure:
    async def measure(side: Side) -> float:
        return await streams(side, count)

    return measure
