"""An engine that does what a test tells it, inside the test's own process.

It stands in at the edge of the protocols `Engine` and `Backend` of `app/backends/base.py`: there is no worker process,
no pipe and no model behind it, only "process ids" that count as alive until they end. What real workers do is shown by
the contract tests; this one shows what the manager does with an engine that is slow, refuses, hangs or crashes at a
chosen moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import deque
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from app.backends.base import Availability, Capabilities, Support
from app.errors import AppError, Cancelled, EngineError, Unsupported, WorkerDied
from app.manager.proof import REQUEST
from app.types.embeddings import Embeddings, EmbedRequest
from app.types.generation import Delta, Finished, GenerateRequest, PromptRead, StopReason, TextDelta, ToolSpec, Usage
from app.types.messages import Message
from app.types.models import (
    BackendName,
    Capability,
    DeviceInfo,
    LoadedModel,
    LoadSpec,
    MemoryEstimate,
    ModelFacts,
    ModelSpec,
)
from app.types.status import WorkerState, WorkerStatus

_pids = itertools.count(1000)


@dataclass
class FakeLoad:
    """How one load goes. `release` holds it until the test sets it; then `error` ends it, or it succeeds."""

    release: asyncio.Event | None = None
    error: Exception | None = None
    exits: str = ""
    """Why the process ends right after the load, while the load still counts as good."""
    stubborn: bool = False
    """Being called off is taken for `release`: then come the error, or the success."""


@dataclass
class FakeAnswer:
    """How one answer goes: the prompt is read, `texts` come, then `error`, or the end with `usage`."""

    texts: tuple[str, ...] = ("Hello", " there")
    release: asyncio.Event | None = None
    """Holds the answer in prefill, before its first token."""
    release_after: asyncio.Event | None = None
    """Holds it after its last text."""
    error: Exception | None = None
    error_behind_end: WorkerDied | None = None
    """The process ends although the answer was complete."""
    extra: tuple[Delta, ...] = ()
    """Comes before the texts."""
    usage: Usage = field(default_factory=lambda: Usage(completion_tokens=20, tokens_per_s=50.0))


def crash(signal: str = "SIGSEGV") -> WorkerDied:
    """What a backend raises when its process ended by a signal."""
    return WorkerDied(f"The engine stopped: it crashed ({signal}).", params={"signal": signal})


class FakeBackend:
    """One scripted instance."""

    def __init__(self, engine: FakeEngine, on_exit: Callable[[str], None]) -> None:
        self._engine = engine
        self._on_exit = on_exit
        self._end = asyncio.Event()
        self._error: Exception | None = None
        self.pid: int | None = None
        self.spec: LoadSpec | None = None
        self.dies_with: WorkerDied | None = None
        """What the other answers are told when one takes the process down; None for the same."""
        self.closed = 0
        self.answering = 0
        self.stopped = 0
        """Answers that were closed before their end."""

    @property
    def capabilities(self) -> Capabilities:
        return self._engine.capabilities

    async def load(self, spec: LoadSpec) -> LoadedModel:
        self.pid = next(_pids)
        self._engine.alive.add(self.pid)
        self.spec = spec
        self._engine.loads.append(spec)
        script = self._engine.load_scripts.popleft() if self._engine.load_scripts else FakeLoad()
        if script.release is not None:
            with contextlib.suppress(*([asyncio.CancelledError] if script.stubborn else [])):
                await self._hold(script.release)
        if script.error is not None:
            if isinstance(script.error, WorkerDied):
                self._fall(script.error)
            raise script.error
        if script.exits:
            self._leave()
            self._on_exit(script.exits)
        return LoadedModel(
            spec.model_id,
            spec.context_tokens,
            0.1,
            engine_version="fake",
            parallel=self._engine.parallel,
            abilities=frozenset({Capability.TEXT, *([Capability.IMAGE] if spec.projector else [])}),
            self_test="It sees: “A red circle.”" if spec.projector and spec.look else "",
        )

    async def unload(self) -> None:
        self.spec = None

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        script = self._engine.script_for(request)
        if self._end.is_set():
            raise self._error or EngineError("No model is loaded.")
        self.answering += 1
        try:
            yield PromptRead(1, 2, 0)
            if script.release is not None:
                await self._hold(script.release)
            for delta in script.extra:
                yield delta
            for text in script.texts:
                yield TextDelta(text)
            if script.release_after is not None:
                await self._hold(script.release_after)
            if script.error is not None:
                if isinstance(script.error, WorkerDied):
                    self._fall(script.error)
                raise script.error
            yield Finished(StopReason.FINISHED, script.usage)
            if script.error_behind_end is not None:
                self._fall(script.error_behind_end)
                raise script.error_behind_end
        except (GeneratorExit, asyncio.CancelledError):
            self.stopped += 1
            if self._engine.stop_hangs is not None:
                await self._engine.stop_hangs.wait()
            if self._engine.stop_error is not None:
                raise self._engine.stop_error from None
            raise
        finally:
            self.answering -= 1

    async def embed(self, request: EmbedRequest) -> Embeddings:
        raise Unsupported(f"No embeddings of {len(request.texts)} texts.")

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        return _words(messages, tools)

    async def status(self) -> WorkerStatus:
        if self._engine.status_release is not None:
            await self._engine.status_release.wait()
        if self._engine.status_error is not None:
            raise self._engine.status_error
        state = WorkerState.BUSY if self.answering else WorkerState.IDLE
        memory = self._engine.memory.get(self.spec.model_id if self.spec else "", 4096)
        return WorkerStatus(self.pid, self._engine.name, "told by the worker", state, memory, steps=self._engine.steps)

    async def devices(self) -> tuple[DeviceInfo, ...]:
        if isinstance(self._engine.devices, AppError):
            raise self._engine.devices
        return self._engine.devices

    async def ping(self) -> None:
        if self._end.is_set():
            raise WorkerDied("gone")

    async def close(self) -> None:
        self.closed += 1
        if self._engine.close_release is not None:
            await self._engine.close_release.wait()
        if self._engine.close_error is not None:
            raise self._engine.close_error
        self._error = self._error or Cancelled("The engine was closed.")
        self._leave()

    def kill(self, error: WorkerDied | None = None) -> None:
        """The process ends from outside: whoever waits for it gets the error, and the manager is told."""
        self._fall(error or crash("SIGKILL"))

    def _fall(self, error: WorkerDied) -> None:
        self._error = self.dies_with or error
        self._leave()
        self._on_exit(error.message.removeprefix("The engine stopped: ").removesuffix("."))

    def _leave(self) -> None:
        if self.pid is not None and not self._engine.immortal:
            self._engine.alive.discard(self.pid)
        self._end.set()

    async def _hold(self, release: asyncio.Event) -> None:
        """Wait for the test, or for the end of the process."""
        waits = [asyncio.ensure_future(event.wait()) for event in (release, self._end)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if self._end.is_set() and self._error is not None:
            raise self._error


class FakeEngine:
    """A scripted kind of engine. Scripts are used up in order; without one, everything works at once."""

    def __init__(
        self,
        name: BackendName = BackendName.LLAMA_CPP,
        abilities: frozenset[Capability] = frozenset({Capability.TEXT, Capability.CONTINUE}),
        parallel: int = 1,
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(abilities)
        self.parallel = parallel
        self.available = Availability(usable=True)
        self.refuses: dict[str, str] = {}
        """Reasons, by model id or architecture."""
        self.load_scripts: deque[FakeLoad] = deque()
        self.answers: deque[FakeAnswer] = deque()
        self.loads: list[LoadSpec] = []
        self.requests: list[GenerateRequest] = []
        self.backends: list[FakeBackend] = []
        self.alive: set[int] = set()
        self.proof = FakeAnswer(("The sea is a vast and mysterious realm.",))
        """What it says to the known question with which an engine proves itself."""
        self.asked = 0
        """How often somebody wanted to know whether it is there."""
        self.proofs = 0
        """How often it was asked that."""
        self.immortal = False
        """Processes stay although they were closed."""
        self.close_release: asyncio.Event | None = None
        self.close_error: AppError | None = None
        self.stop_hangs: asyncio.Event | None = None
        self.stop_error: AppError | None = None
        self.cache_per_token: dict[str, int] = {}
        """Bytes, by the name in a model's header; nothing is predicted of others."""
        self.memory: dict[str, int] = {}
        """What the process of a model is measured to take, by model id."""
        self.steps: int | None = None
        self.devices: tuple[DeviceInfo, ...] | AppError = ()
        self.status_release: asyncio.Event | None = None
        self.status_error: AppError | None = None
        self.kept_back = ""
        """Where “Local only” keeps it from."""

    def withheld(self, model: ModelSpec) -> str:
        return self.kept_back if model.id in self.refuses else ""

    def availability(self) -> Availability:
        self.asked += 1
        return self.available

    def script_for(self, request: GenerateRequest) -> FakeAnswer:
        """How the next answer goes; the question with which engines prove themselves has one of its own."""
        if request == REQUEST:
            self.proofs += 1
            return self.proof
        self.requests.append(request)
        return self.answers.popleft() if self.answers else FakeAnswer()

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        reason = self.refuses.get(model.id) or (self.refuses.get(facts.architecture) if facts else None)
        return Support(ok=not reason, reason=reason or "")

    def estimate(self, facts: ModelFacts, spec: LoadSpec) -> MemoryEstimate | None:
        per_token = self.cache_per_token.get(facts.name)
        return None if per_token is None else MemoryEstimate(facts.file_bytes, per_token * spec.context_tokens, 0, 0)

    def create(self, on_exit: Callable[[str], None]) -> FakeBackend:
        backend = FakeBackend(self, on_exit)
        self.backends.append(backend)
        return backend

    @property
    def running(self) -> list[FakeBackend]:
        """Instances whose process is alive."""
        return [backend for backend in self.backends if backend.pid in self.alive]


def _words(messages: tuple[Message, ...], tools: tuple[ToolSpec, ...]) -> int:
    texts = (*(message.text for message in messages), *(tool.description for tool in tools))
    return sum(len(text.split()) for text in texts)
