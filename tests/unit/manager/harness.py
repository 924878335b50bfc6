"""A manager with fake engines, a fake catalogue and fake time, and questions that a test can follow."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.backends.base import Engine, ProcessEnd
from app.errors import AppError, ModelFileError, ModelNotFound
from app.manager.demand import TEXT
from app.manager.digest import file_digest
from app.manager.manager import UnifiedModelManager
from app.manager.notes import EngineNotes
from app.manager.ports import EngineOptions, ManagerOptions
from app.types.generation import Finished, GenerateRequest, TextDelta
from app.types.messages import Message, Role
from app.types.models import (
    BackendName,
    Capability,
    LoadState,
    ModelFacts,
    ModelInfo,
    ModelSource,
    ModelSpec,
    SourceKind,
    Speculation,
    Tuning,
)
from app.types.privacy import Purpose
from app.types.streams import AnswerPhase, AnswerProgress
from tests.helpers.fake_backend import FakeBackend, FakeEngine

GIB = 1024**3
PLAIN = Tuning(flash_attention="off", speculation=Speculation.OFF)
"""Of the remedies, only safe parameters change anything about this."""
REQUEST = GenerateRequest((Message.of(Role.USER, "Hi"),))


class FakeTimer:
    """One arranged call."""

    def __init__(self, callback: Callable[[], object]) -> None:
        self.callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class FakeTimers:
    """A clock that a test turns by hand."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._order = itertools.count()
        self._arranged: list[tuple[float, int, FakeTimer]] = []

    def now(self) -> float:
        return self._now

    def call_later(self, delay_s: float, callback: Callable[[], object]) -> FakeTimer:
        timer = FakeTimer(callback)
        heapq.heappush(self._arranged, (self._now + delay_s, next(self._order), timer))
        return timer

    def pending(self) -> list[float]:
        """Seconds until each arranged call."""
        return sorted(round(at - self._now, 3) for at, _, timer in self._arranged if not timer.cancelled)

    def turn(self, seconds: float) -> None:
        """Turn the clock on and make the calls that are due; nothing else runs meanwhile."""
        end = self._now + seconds
        while self._arranged and self._arranged[0][0] <= end:
            at, _, timer = heapq.heappop(self._arranged)
            self._now = at
            if not timer.cancelled:
                timer.callback()
        self._now = end


class FakeSource:
    """A catalogue in memory."""

    def __init__(self) -> None:
        self.specs: dict[str, ModelSpec] = {}
        self.facts_of: dict[str, ModelFacts] = {}
        self.missing: set[str] = set()
        self.default: str | None = None
        self.preferences: dict[str, BackendName] = {}
        self.kept: dict[BackendName, tuple[ModelSpec, ...]] = {}

    def add(self, model_id: str, *preferences: BackendName) -> ModelSpec:
        spec = ModelSpec(model_id, model_id.upper(), ModelSource(SourceKind.FILE, f"/m/{model_id}.gguf"), preferences)
        self.specs[model_id] = spec
        self.facts_of[model_id] = ModelFacts("llama", name=model_id, trained_context=2048, file_bytes=100)
        return spec

    def models(self) -> tuple[ModelSpec, ...]:
        return tuple(self.specs.values())

    def get(self, model_id: str) -> ModelSpec:
        if model_id not in self.specs:
            raise ModelNotFound(f"No model is called {model_id}.")
        return self.specs[model_id]

    def locate(self, spec: ModelSpec) -> Path:
        if spec.id in self.missing:
            raise ModelFileError(f"{spec.source.location} is missing.")
        return Path(spec.source.location)

    def facts(self, spec: ModelSpec) -> ModelFacts | None:
        return self.facts_of.get(spec.id)

    def default_id(self) -> str | None:
        return self.default

    def preferred(self, model_id: str) -> BackendName | None:
        return self.preferences.get(model_id)

    def prefer(self, model_id: str, backend: BackendName | None) -> None:
        self.preferences.pop(model_id, None)
        if backend is not None:
            self.preferences[model_id] = backend

    def set_kept(self, backend: BackendName, specs: tuple[ModelSpec, ...]) -> None:
        self.kept[backend] = specs


@dataclass
class Recorder:
    """What the manager told."""

    states: list[tuple[str, LoadState]] = field(default_factory=list)
    deaths: list[tuple[str, str, bool]] = field(default_factory=list)
    engines: int = 0
    """How often engines changed."""

    def model_changed(self, info: ModelInfo) -> None:
        self.states.append((info.id, info.state))

    def engines_changed(self) -> None:
        self.engines += 1

    def worker_died(self, model_id: str, cause: str, *, restarting: bool) -> None:
        self.deaths.append((model_id, cause, restarting))


class Question:
    """One answer that is asked for in a task of its own."""

    def __init__(self, manager: UnifiedModelManager, model_id: str, needs: frozenset[Capability]) -> None:
        self.progress: list[AnswerProgress] = []
        self.text = ""
        self.backend: BackendName | None = None
        self.task = asyncio.create_task(self._run(manager, model_id, needs))

    @property
    def phases(self) -> list[AnswerPhase]:
        return [progress.phase for progress in self.progress]

    @property
    def notes(self) -> list[str]:
        return [progress.note for progress in self.progress if progress.note]

    @property
    def done(self) -> bool:
        return self.task.done()

    async def _run(self, manager: UnifiedModelManager, model_id: str, needs: frozenset[Capability]) -> str:
        async with manager.lease(model_id, needs, self.progress.append) as lease:
            async for delta in lease.generate(REQUEST):
                if isinstance(delta, TextDelta):
                    self.text += delta.text
                elif isinstance(delta, Finished):
                    self.backend = lease.backend
        return self.text

    async def stop(self) -> None:
        """Press Stop: the task is over when this returns, without any time passing."""
        self.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self.task

    async def error(self) -> AppError:
        """The error that ended it."""
        with pytest.raises(AppError) as caught:
            await self.task
        return caught.value


async def digest_at_once(path: Path) -> str:
    """Without a thread, whose end the event loop could not foresee."""
    return file_digest(path)


class World:
    """Everything around one manager under test."""

    def __init__(
        self, notes_file: Path, source: FakeSource | None = None, kinds: dict[BackendName, Engine] | None = None
    ) -> None:
        """`kinds` are engines to use in place of the fake ones."""
        self.timers = FakeTimers()
        self.source = source or FakeSource()
        self.source.add("a")
        self.source.add("b")
        self.llama = FakeEngine()
        self.engines: dict[BackendName, FakeEngine] = {BackendName.LLAMA_CPP: self.llama}
        self.options = ManagerOptions(max_queue=20, engines={BackendName.LLAMA_CPP: EngineOptions(tuning=PLAIN)})
        self.amx = False
        self.available = 64 * GIB
        """Bytes that the system could give."""
        self.wall = 1_700_000_000.0
        self.notes_file = notes_file
        self.notes = EngineNotes(notes_file, "machine", lambda: self.wall)
        self.recorder = Recorder()
        self.questions: list[Question] = []
        self.kept_back: list[tuple[BackendName, Purpose, str]] = []
        self.crashes: list[tuple[str, BackendName, str, ProcessEnd | None]] = []
        self.manager = UnifiedModelManager(
            self.source,
            kinds or self.engines,
            lambda: self.options,
            self.notes,
            self.recorder,
            self.timers,
            lambda: self.amx,
            lambda pid: any(pid in engine.alive for engine in self.engines.values()),
            lambda: self.available,
            digest_at_once,
            on_crash=lambda model_id, engine, cause, end: self.crashes.append((model_id, engine, cause, end)),
            on_kept_back=lambda *refusal: self.kept_back.append(refusal),
        )

    def add_engine(self, name: BackendName, parallel: int = 1) -> FakeEngine:
        """One more engine, last in the order."""
        engine = FakeEngine(name, parallel=parallel)
        self.engines[name] = engine
        engines = {**self.options.engines, name: EngineOptions(tuning=PLAIN)}
        self.options = replace(self.options, order=(*self.options.order, name), engines=engines)
        return engine

    def keep_alive(self, seconds: float) -> None:
        """How long the first engine's models stay unused."""
        self.options = replace(
            self.options, engines={BackendName.LLAMA_CPP: EngineOptions(keep_alive_s=seconds, tuning=PLAIN)}
        )

    def ask(self, model_id: str = "a", needs: frozenset[Capability] = TEXT) -> Question:
        """Ask for an answer."""
        question = Question(self.manager, model_id, needs)
        self.questions.append(question)
        return question

    async def asked(self, model_id: str = "a") -> Question:
        """Ask, and let everything run that can."""
        question = self.ask(model_id)
        await quiet()
        return question

    @property
    def worker(self) -> FakeBackend:
        """The newest instance of the first engine."""
        return self.llama.backends[-1]

    def state(self, model_id: str = "a") -> LoadState:
        """As the picker shows it."""
        return self.manager.info(model_id).state

    async def turn(self, seconds: float) -> None:
        """Let everything run that can, then time pass, then again everything that can."""
        await quiet()
        self.timers.turn(seconds)
        await quiet()


async def quiet(rounds: int = 60) -> None:
    """Let every task run until it waits for something; no time passes."""
    for _ in range(rounds):
        await asyncio.sleep(0)
