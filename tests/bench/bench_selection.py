"""How long it takes to decide which engine gets a model, and to list 500 of them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.backends.base import Availability, Capabilities, Support
from app.manager.demand import Demand
from app.manager.selection import Candidate, Orders, select
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind
from tests.bench.report import Goal, Result, bench, figure
from tests.unit.manager.harness import World

MODELS = 500
GOAL_MS = 1.0
ENGINES: tuple[BackendName, ...] = tuple(name for name in BackendName if name is not BackendName.ECHO)


@bench("selection")
def selection() -> Iterator[Result]:
    """One decision among five engines; then each of those for 500 models, with all that is collected for it."""
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

        yield figure("selection", f"each_of_{MODELS}_models_anew", "ms", timed(decide) / MODELS)
        again = best(decide) / MODELS
        yield figure("selection", f"each_of_{MODELS}_models", "ms", again, goal=Goal("<=", GOAL_MS))
        yield figure("selection", f"list_of_{MODELS}_models", "ms", best(world.manager.models))


def world_of(folder: Path) -> World:
    """A manager with 500 models and all engines."""
    world = World(folder / "notes.json")
    for name in ENGINES[1:]:
        world.add_engine(name)
    for number in range(MODELS - len(world.source.specs)):
        world.source.add(f"model-{number}")
    world.options = replace(world.options, local_only=False)
    return world


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def best(work: Callable[[], object], runs: int = 15) -> float:
    """The quickest of several runs: others on the machine only ever add to it."""
    return min(timed(work) for _ in range(runs))
