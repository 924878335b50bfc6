"""From switching the engine to the first token of the next answer, for each engine that is present.

The time holds the end of the old engine, the load by the new one and its reading of the prompt. Engines that are absent
are left out with the reason on the standard error.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.backends.base import Engine, Probes
from app.backends.registry import engines
from app.gguf import read_header
from app.manager.manager import UnifiedModelManager
from app.manager.notes import EngineNotes
from app.manager.ports import EngineOptions, ManagerOptions
from app.manager.timers import LoopTimers
from app.process import is_alive
from app.types.generation import GenerateRequest, Sampling, TextDelta
from app.types.messages import Message, Role
from app.types.models import BackendName, ModelSource, ModelSpec, SourceKind
from tests.bench.bench_engine import starter
from tests.bench.report import Result, bench, figure
from tests.unit.manager.harness import FakeSource, Recorder

TOKENS = 64
LOCAL = (BackendName.LLAMA_CPP, BackendName.MISTRAL_RS, BackendName.OLLAMA)
"""Engines that take the starter model's file; Ollama once it was handed over."""
REQUEST = GenerateRequest(
    (Message.of(Role.USER, "Tell me about the sea."),), Sampling(temperature=0.0, max_tokens=TOKENS)
)
MODEL = "smollm2:135m"


@bench("switching")
def switching() -> Iterator[Result]:
    """Seconds to the first token after a switch, from llama.cpp to each other engine and back."""
    yield from asyncio.run(measured())


async def measured() -> list[Result]:
    """All figures."""
    found = engines()
    names = [name for name in LOCAL if await usable(found[name])]
    results = []
    with tempfile.TemporaryDirectory() as folder:
        async with managed(found, Path(folder)) as manager:
            for name in names:  # proves each of them once, so that the figures are those of every later switch
                await first_token(manager, name)
            for name in [*names[1:], *names[:1]] if len(names) > 1 else []:  # one alone has nothing to switch to
                seconds = await first_token(manager, name)
                results.append(figure("switching", f"to_{name}", "s", seconds))
    return results


async def usable(engine: Engine) -> bool:
    """Whether an engine can have the starter model; says why where it cannot."""
    if isinstance(engine, Probes):
        await engine.probe()
    found = engine.availability()
    spec = ModelSpec(MODEL, "SmolLM2", ModelSource(SourceKind.FILE, str(starter())))
    support = engine.supports(spec, read_header(starter())) if found.usable else None
    reason = found.reason if support is None else "" if support.ok else support.reason
    if reason:
        sys.stderr.write(f"{engine.name} is left out: {reason}\n")
    return not reason


@asynccontextmanager
async def managed(found: dict[BackendName, Engine], folder: Path) -> AsyncIterator[UnifiedModelManager]:
    """A manager over real engines."""
    source = FakeSource()
    source.specs[MODEL] = ModelSpec(MODEL, "SmolLM2", ModelSource(SourceKind.FILE, str(starter())))
    source.facts_of[MODEL] = read_header(starter())
    options = ManagerOptions(engines={name: EngineOptions(context_tokens=2048) for name in BackendName})
    notes = EngineNotes(folder / "notes.json", "bench", time.time)
    manager = UnifiedModelManager(
        source, found, lambda: options, notes, Recorder(), LoopTimers(), lambda: False, is_alive, lambda: 1 << 40
    )
    await manager.start()
    try:
        yield manager
    finally:
        await manager.close()


async def first_token(manager: UnifiedModelManager, name: BackendName) -> float:
    """Switch, ask, and stop at the first token."""
    started = time.perf_counter()
    manager.switch_backend(name)
    async with manager.lease(MODEL) as lease:
        assert lease.backend is name, f"{name} did not take the model: {lease.note}"
        async for delta in lease.generate(REQUEST):
            if isinstance(delta, TextDelta):
                return time.perf_counter() - started
    raise AssertionError(f"{name} said nothing")
