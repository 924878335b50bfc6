"""How long it takes to decide which engine gets a model, with 500 models in the catalogue.

The goal is 1 ms for a decision, however it is made: by the pure function alone, or with everything that is collected
for it (settings, engines, notes, what the model's file says), remembered or not. Read more strictly, as 1 ms for the
decisions about all 500 models together, it is met where a list is drawn again and nothing has changed: each engine is
looked at once, and every decision is remembered. The first decisions about all of them take some tenths of a
millisecond each.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.backends.base import Availability, Capabilities, Support
from app.bridge.signatures import Selection
from app.manager.demand import Demand
from app.manager.selection import Candidate, Orders, select
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind
from tests.bench.report import Goal, Result, bench, figure
from tests.unit.manager.harness import World

MODELS = 500
GOAL = Goal("<=", 1.0)
"""Milliseconds."""
ENGINES: tuple[BackendName, ...] = tuple(name for name in BackendName if name is not BackendName.ECHO)


@bench("selection")
def selection() -> Iterator[Result]:
    """The pure function for one model and for 500; then the manager's decisions with 500 models in its catalogue."""
    yield figure("selection", "one_decision", "ms", best(lambda: decide("m")), goal=GOAL, note="the pure function")
    names = [f"m{number}" for number in range(MODELS)]
    every = best(lambda: [decide(name) for name in names])
    each = f"the pure function {MODELS} times: {every / MODELS:.3f} ms each"
    yield figure("selection", f"{MODELS}_decisions", "ms", every, note=each)
    with tempfile.TemporaryDirectory() as folder:
        yield from _managed(world_of(Path(folder)))


def _managed(world: World) -> Iterator[Result]:
    manager, specs = world.manager, world.source.models()
    planner = manager._planner

    def every() -> None:
        """As a list of models does it."""
        survey = planner.survey()
        for spec in specs:
            planner.selection(spec, survey=survey)

    anew = timed(every)
    total = f"nothing remembered: all {MODELS} take {anew:.0f} ms"
    yield figure("selection", f"one_of_{MODELS}_models_anew", "ms", anew / MODELS, goal=GOAL, note=total)
    one = best(lambda: manager.explain(specs[MODELS // 2].id))
    yield figure(
        "selection", f"one_of_{MODELS}_models", "ms", one, goal=GOAL, note="remembered, engines looked at anew"
    )
    note = "all of them together, remembered, engines looked at once"
    yield figure("selection", f"all_{MODELS}_models", "ms", best(every), goal=GOAL, note=note)
    yield figure("selection", f"list_of_{MODELS}_models", "ms", best(manager.models), note="with states and figures")


def decide(model_id: str) -> Selection:
    """One decision among five engines that all can, with measured speeds and memory for the first three."""
    model = ModelSpec(model_id, model_id, ModelSource(SourceKind.FILE, f"/{model_id}.gguf"))
    return select(model, Demand(), CANDIDATES, Orders(shipped=ENGINES), 3 << 30)


CANDIDATES: dict[BackendName, Candidate] = {
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
