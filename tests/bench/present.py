"""The engines that are here, each with the starter model in a form that it runs, and the manager over them.

How an engine is brought to life is said once, in the contract suite's cases.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.backends.base import Engine, Probes
from app.backends.registry import engines
from app.errors import AppError
from app.gguf import read_folder, read_header
from app.hardware import default_threads
from app.manager.manager import UnifiedModelManager
from app.manager.notes import EngineNotes
from app.manager.ports import EngineOptions, ManagerOptions
from app.manager.takeover import UNFIT
from app.manager.timers import LoopTimers
from app.process import is_alive
from app.types.models import BackendName, ModelFacts, ModelSource, ModelSpec, SourceKind, Speculation, Tuning
from tests.contract.cases import CASES, CONTEXT_TOKENS, Case
from tests.unit.manager.harness import FakeSource, Recorder

ENGINES = tuple(name for name in CASES if name != BackendName.ECHO)
"""As the contract suite calls them: mistral.rs is there as a package and as a program."""
HUB = "llama_cpp"
"""The engine of the starter model, which is always there."""


class Absent(Exception):
    """An engine is not here, or cannot run the starter model; the text says why."""


@dataclass(frozen=True, slots=True)
class Present:
    """An engine that is here."""

    case: Case
    engine: Engine
    model: ModelSpec

    @property
    def name(self) -> BackendName:
        """As the manager calls it."""
        return self.case.name


@contextmanager
def present(name: str) -> Iterator[Present]:
    """What an engine needs, such as a server, until the end of the block.

    Raises:
        Absent: It is not here.
    """
    with ExitStack() as stack:
        try:
            case = stack.enter_context(CASES[name]())
        except (pytest.skip.Exception, pytest.fail.Exception) as exc:
            raise Absent(exc.msg) from exc
        yield Present(case, engines(case.deps)[case.name], model_of(case))


def model_of(case: Case) -> ModelSpec:
    """As it stands in the catalogue."""
    kind = SourceKind.FILE if Path(case.spec.path).is_absolute() else SourceKind.ENGINE
    return ModelSpec(case.spec.model_id, "SmolLM2", ModelSource(kind, case.spec.path))


def facts_of(model: ModelSpec) -> ModelFacts | None:
    """What its file or folder says."""
    path = Path(model.source.location)
    if model.source.kind is not SourceKind.FILE:
        return None
    return read_folder(path) if path.is_dir() else read_header(path)


@asynccontextmanager
async def managed(*here: Present, speculation: Speculation = Speculation.AUTO) -> AsyncIterator[UnifiedModelManager]:
    """A manager over these engines and their models, which has looked for them. All have one core less than there are:
    on a busy machine an engine that takes them all comes to a crawl.

    Raises:
        Absent: One of them cannot run its model.
    """
    source = FakeSource()
    for one in here:
        source.specs[one.model.id] = one.model
        if facts := facts_of(one.model):
            source.facts_of[one.model.id] = facts
        if isinstance(one.engine, Probes):
            await one.engine.probe()
        found = one.engine.availability()
        support = one.engine.supports(one.model, source.facts(one.model))
        if reason := found.reason if not found.usable else "" if support.ok else support.reason:
            raise Absent(reason)
    tuning = Tuning(speculation=speculation)
    options = EngineOptions(threads=default_threads(), context_tokens=CONTEXT_TOKENS, tuning=tuning)
    settings = ManagerOptions(engines=dict.fromkeys(BackendName, options))
    with tempfile.TemporaryDirectory() as folder:
        notes = EngineNotes(Path(folder) / "notes.json", "bench", time.time)
        found_engines = {one.name: one.engine for one in here}
        manager = UnifiedModelManager(
            source,
            found_engines,
            lambda: settings,
            notes,
            Recorder(),
            LoopTimers(),
            lambda: False,
            is_alive,
            lambda: 1 << 40,
        )
        await manager.start()
        try:
            yield manager
        finally:
            await manager.close()


async def proven(answer: Awaitable[object]) -> None:
    """The first answer of an engine, before which it proves itself.

    Raises:
        Absent: Its answers cannot be used.
    """
    try:
        await answer
    except AppError as exc:
        if exc.params.get("reason") != UNFIT:
            raise
        raise Absent(exc.message) from exc
