"""From switching the engine in the middle of a chat to the first token of the next answer.

Each engine that is present is measured from llama.cpp and back to it, with the same history. The time holds the end of
the old engine, the load by the new one, and its reading of the whole chat. mistral.rs and Ollama take over the very
model, and the switch is that of the engine; MLX takes a folder and a provider has models of its own, so there the chat
goes on with another model, for which the manager lets go of the first. One engine alone:
`make bench ARGS=switching.mlx`.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial

from app.manager.manager import UnifiedModelManager
from app.types.generation import GenerateRequest, TextDelta
from tests.bench.present import ENGINES, HUB, Absent, Present, managed, present, proven
from tests.bench.report import Result, absent, bench, figure
from tests.bench.timeline import Turns, messages_of
from tests.contract.cases import GREEDY

ROUNDS = 3
TURNS: Turns = (
    ("user", "Name the largest sea."),
    ("assistant", "The largest sea is the Philippine Sea, which lies in the west of the Pacific Ocean."),
    ("user", "And how deep is it?"),
    ("assistant", "It is more than ten kilometres deep in the Mariana Trench, the deepest place that is known."),
    ("user", "Who was the first to go down there?"),
)
"""About a hundred tokens."""
_numbers = itertools.count(101)


@dataclass(frozen=True, slots=True)
class Switched:
    """One switch."""

    first_token_s: float
    load_s: float
    """Of that, what the engine says its load took."""


def switching(name: str) -> Iterator[Result]:
    """From llama.cpp to one engine and back; one that is not here is named with the reason in place of figures."""
    try:
        with present(HUB) as hub, present(name) as other:
            yield from asyncio.run(measured(name, hub, other))
    except Absent as exc:
        yield absent(f"switching.{name}", f"to_{name}", "s", str(exc))


for _name in ENGINES:
    if _name != HUB:
        bench(f"switching.{_name}")(partial(switching, _name))


async def measured(name: str, hub: Present, other: Present) -> list[Result]:
    """The median of some switches in each direction."""
    found: dict[str, list[Switched]] = {f"to_{name}": [], f"from_{name}": []}
    async with managed(hub, other) as manager:
        for one in (other, hub):  # each proves itself once, so that the figures are those of every later switch
            await proven(switch(manager, one))
        for _ in range(ROUNDS):
            found[f"to_{name}"].append(await switch(manager, other))
            found[f"from_{name}"].append(await switch(manager, hub))
    return [_result(f"switching.{name}", metric, switches) for metric, switches in found.items()]


async def switch(manager: UnifiedModelManager, to: Present) -> Switched:
    """Switch, go on with the chat, and stop at the first token."""
    chat = (("system", f"{next(_numbers)}."), *TURNS)  # another one, so that no server has read it before
    request = GenerateRequest(messages_of(chat), replace(GREEDY, max_tokens=8))
    started = time.perf_counter()
    manager.switch_backend(to.name)
    async with manager.lease(to.model.id) as lease, aclosing(lease.generate(request)) as deltas:
        async for delta in deltas:
            if isinstance(delta, TextDelta):
                if lease.backend is not to.name:
                    raise RuntimeError(f"{to.name} did not take the model: {lease.note}")
                return Switched(time.perf_counter() - started, lease.loaded.load_s)
    raise RuntimeError(f"{to.name} said nothing")


def _result(bench_name: str, metric: str, switches: list[Switched]) -> Result:
    seconds = statistics.median(one.first_token_s for one in switches)
    load = statistics.median(one.load_s for one in switches)
    return figure(bench_name, metric, "s", seconds, note=f"{load:.2f} s of it are the engine's load")
