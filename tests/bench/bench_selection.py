"""How long it takes to decide which engine gets a model, with 500 models in the catalogue.

The goal is 1 ms for a decision, however it is made: by the pure function alone, or with everything that is collected
for it (settings, engines, notes, what the model's file says), remembered or not. Read more strictly, as 1 ms for the
decisions about all 500 models together, it is met where a list is drawn again and nothing has changed: each engine is
looked at once, and every decision is remembered. The first decisions about all of them take some tenths of a
millisecond each.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.backends.base import Availability, Capabilities, Support
from app.backends.registry import EngineDeps, engines
from app.bridge.signatures import Selection
from app.gguf import read_header
from app.hardware import memory_available
from app.manager.demand import Demand
from app.manager.manager import UnifiedModelManager
from app.manager.notes import EngineNotes
from app.manager.ports import ManagerOptions
from app.manager.selection import Candidate, Orders, select
from app.manager.timers import LoopTimers
from app.process import is_alive
from app.types.engines import ProviderKind, ProviderSpec
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind
from tests.bench.report import Goal, Result, bench, figure
from tests.contract.cases import starter_file
from tests.unit.manager.harness import FakeSource, Recorder

MODELS = 500
ANEW_RUNS = 3
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
        yield from asyncio.run(_managed(Path(folder)))


async def _managed(folder: Path) -> list[Result]:
    anew = min(timed(partial(decide_all, manager_of(folder, run))) for run in range(ANEW_RUNS))
    manager = manager_of(folder, ANEW_RUNS)
    decide_all(manager)
    one = best(lambda: manager.explain(f"model-{MODELS // 2}"))
    together = best(lambda: decide_all(manager))
    listed = best(manager.models)
    await manager.close()
    every_note = f"nothing remembered: all {MODELS} take {anew:.0f} ms"
    all_note = "all of them together, remembered, engines looked at once"
    return [
        figure("selection", f"one_of_{MODELS}_models_anew", "ms", anew / MODELS, goal=GOAL, note=every_note),
        figure("selection", f"one_of_{MODELS}_models", "ms", one, goal=GOAL, note="remembered; engines looked at"),
        figure("selection", f"all_{MODELS}_models", "ms", together, goal=GOAL, note=all_note),
        figure("selection", f"list_of_{MODELS}_models", "ms", listed, note="with states and figures"),
    ]


def decide_all(manager: UnifiedModelManager) -> None:
    """As a list of models does it."""
    planner = manager._planner
    survey = planner.survey()
    for spec in manager._source.models():
        planner.selection(spec, survey=survey)


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


def manager_of(folder: Path, run: int) -> UnifiedModelManager:
    """A manager with the real engines, as they are on this machine, and 500 models with the header of a real file; only
    its catalogue is in memory.
    """
    providers = (ProviderSpec("near", ProviderKind.OPENAI, "http://127.0.0.1:9/v1", ("tiny",)),)
    header = read_header(starter_file())
    source = FakeSource()
    for number in range(MODELS):
        name = f"model-{number}"
        source.specs[name] = ModelSpec(name, name, ModelSource(SourceKind.FILE, f"/models/{name}.gguf"))
        source.facts_of[name] = replace(header, name=f"{name} of run {run}")
    return UnifiedModelManager(
        source,
        engines(EngineDeps(providers=lambda: providers)),
        lambda: ManagerOptions(order=ENGINES),
        EngineNotes(folder / "notes.json", "bench", time.time),
        Recorder(),
        LoopTimers(),
        lambda: False,
        is_alive,
        memory_available,
    )


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def best(work: Callable[[], object], runs: int = 15) -> float:
    """The quickest of several runs: others on the machine only ever add to it."""
    return min(timed(work) for _ in range(runs))
