"""How long it takes to decide which engine gets a model, and to list 500 of them."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.backends.base import Availability, Capabilities, Support
from app.backends.registry import engines
from app.manager.demand import Demand
from app.manager.selection import Candidate, Orders, select
from app.manager.survey import MEMORY_STEP
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind
from tests.bench.report import Goal, Result, bench, figure
from tests.unit.manager.harness import World

MODELS = 500
GOAL_MS = 1.0
HELD_MS = 20.0
ENGINES: tuple[BackendName, ...] = tuple(name for name in BackendName if name is not BackendName.ECHO)


@bench("selection")
def selection() -> Iterator[Result]:
    """One decision among five engines; then each of those for 500 models, with all that the real engines tell."""
    model = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/m.gguf"))
    candidates: dict[BackendName, Candidate] = {
        name: Candidate(
            Capabilities(frozenset(Capability)),
            enabled=True,
            availability=Availability(usable=True),
            support=Support(ok=True),
            tokens_per_s=10.0 * number,
            need_bytes=number << 30,
        )
        for number, name in enumerate(ENGINES, 1)
    }
    orders = Orders(shipped=ENGINES)
    decision = best(lambda: select(model, Demand(), candidates, orders, 3 << 30))
    yield figure("selection", "one_decision", "ms", decision, goal=Goal("<=", GOAL_MS))
    with tempfile.TemporaryDirectory() as folder:
        world = world_of(Path(folder))
        specs = world.source.models()

        def decide() -> None:
            for spec in specs:
                world.manager.explain(spec.id)

        world.manager.explain(specs[0].id)  # the engines have been looked at
        anew = min(timed(decide) for _ in change_often(world)) / MODELS
        yield figure("selection", f"each_of_{MODELS}_models_anew", "ms", anew, goal=Goal("<=", GOAL_MS))
        again = best(decide) / MODELS
        yield figure("selection", f"each_of_{MODELS}_models", "ms", again, goal=Goal("<=", GOAL_MS))
        listed, held = asyncio.run(listing(world))
        yield figure("selection", f"list_of_{MODELS}_models", "ms", listed)
        yield figure("selection", f"loop_held_by_{MODELS}_models_anew", "ms", held, goal=Goal("<=", HELD_MS))


def world_of(folder: Path) -> World:
    """A manager with 500 models and the real engines, installed here or not."""
    world = World(folder / "notes.json", kinds=engines())
    world.options = replace(world.options, order=ENGINES)
    for number in range(MODELS - len(world.source.specs)):
        world.source.add(f"model-{number}")
    world.options = replace(world.options, local_only=False)
    return world


def change_often(world: World, times: int = 5) -> Iterator[None]:
    """Something changes that all decisions depend on, before each turn."""
    for _ in range(times):
        world.manager.switch_backend(BackendName.OLLAMA)
        world.manager.forget_switch()
        world.available -= MEMORY_STEP
        yield


async def listing(world: World) -> tuple[float, float]:
    """Milliseconds for a list when nothing is new, and the longest for which a new one holds the event loop."""
    await world.manager.probe()
    await world.manager.decide()
    listed = best(world.manager.models)
    waits = [await longest_wait(world.manager.decide) for _ in change_often(world)]
    await world.manager.close()
    return listed, min(waits)


async def longest_wait(work: Callable[[], Awaitable[None]]) -> float:
    """Milliseconds for which the event loop did nothing else, at most."""
    longest, last = 0.0, time.perf_counter()
    task = asyncio.ensure_future(work())
    while not task.done():
        await asyncio.sleep(0)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    return longest * 1000


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def best(work: Callable[[], object], runs: int = 15) -> float:
    """The quickest of several runs: others on the machine only ever add to it."""
    return min(timed(work) for _ in range(runs))
