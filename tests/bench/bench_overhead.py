"""What Tektra adds to an engine: answers through the manager and the backend against the engine's own API.

Both sides have the same model, settings and options, and are asked in turn within one run, so that what else the
machine does hits both; who begins changes from pair to pair. Prompts differ in a number at their beginning, so that
nobody has read one before. Each figure is that of the pair whose ratio is the median. One engine alone:
`make bench ARGS=overhead.mlx`.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial

from app.manager.manager import UnifiedModelManager
from app.types.generation import GenerateRequest, TextDelta
from app.types.models import Speculation
from tests.bench.own_apis import OWN_APIS
from tests.bench.present import ENGINES, Absent, Present, managed, present, proven
from tests.bench.report import Goal, Result, absent, bench, figure, median_pair
from tests.bench.timeline import Answers, Timeline, Turns, messages_of
from tests.contract.cases import GREEDY

QUESTION = "Tell me a long story about the sea."
"""The limit ends every answer to it."""
TOKENS, PAIRS = 64, 9
SLOW = {"mistral_rs": (32, 5), "mistral_rs_program": (32, 5), "mlx": (24, 5)}
"""Tokens and pairs of engines that write, and read, some ten tokens a second here."""
OURS = "Tektra"
GOAL = Goal(">=", 0.95, "ratio")


class OurPath:
    """As an answer goes: a lease of the manager, then its backend."""

    def __init__(self, manager: UnifiedModelManager, here: Present) -> None:
        self._manager = manager
        self._here = here

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Answers`."""
        request = GenerateRequest(messages_of(turns), replace(GREEDY, max_tokens=tokens))
        line = Timeline()
        async with self._manager.lease(self._here.model.id, backend=self._here.name) as lease:
            async for delta in lease.generate(request):
                if isinstance(delta, TextDelta):
                    line.add(delta.text, delta.tokens)
        return line


def overhead(name: str) -> Iterator[Result]:
    """One engine; one that is not here is named with the reason in place of figures."""
    try:
        with present(name) as here:
            yield from asyncio.run(measured(name, here))
    except Absent as exc:
        yield absent(f"overhead.{name}", "tokens_per_s", "tokens/s", str(exc))


for _name in ENGINES:
    bench(f"overhead.{_name}")(partial(overhead, _name))


async def measured(name: str, here: Present) -> list[Result]:
    """Speed and first token against each of the engine's own APIs."""
    tokens, pairs = SLOW.get(name, (TOKENS, PAIRS))
    async with AsyncExitStack() as stack:
        # Guessing ahead is off: the other side has no such thing.
        manager = await stack.enter_async_context(managed(here, speculation=Speculation.OFF))
        sides: dict[str, Answers] = {OURS: OurPath(manager, here)}
        for peer, open_side in OWN_APIS[name].items():
            sides[peer] = await stack.enter_async_context(open_side(here))
        number = itertools.count(100)
        for side in sides.values():
            await proven(side.answer(asked(next(number)), 4))
        lines: dict[str, list[Timeline]] = {who: [] for who in sides}
        for turn in range(pairs):
            for who in sides if turn % 2 else reversed(sides):
                line = await sides[who].answer(asked(next(number)), tokens)
                if line.tokens < tokens:
                    raise RuntimeError(f"{name} by {who} wrote only {line.tokens} tokens: {line.text!r}")
                lines[who].append(line)
    results: list[Result] = []
    for peer in OWN_APIS[name]:
        results += compared(f"overhead.{name}", peer, list(zip(lines[OURS], lines[peer], strict=True)))
    return results


def asked(number: int) -> Turns:
    """A prompt that nobody has read."""
    return (("system", f"{number}."), ("user", QUESTION))


def compared(bench_name: str, peer: str, pairs: list[tuple[Timeline, Timeline]]) -> Iterator[Result]:
    """The figures of all pairs."""
    for metric, unit, of, goal in MEASURES:
        ours, theirs = median_pair([(of(mine), of(other)) for mine, other in pairs])
        yield figure(bench_name, metric, unit, ours, peer=peer, peer_value=theirs, goal=goal)


MEASURES: tuple[tuple[str, str, Callable[[Timeline], float], Goal | None], ...] = (
    ("tokens_per_s", "tokens/s", lambda line: line.tokens_per_s, GOAL),
    ("first_token", "s", lambda line: line.first_token_s, None),
)
