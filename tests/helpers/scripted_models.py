"""A stand-in for the manager at the services' edge: leases whose deltas the test hands out one by one.

The real manager runs in the end-to-end tests; here the test needs to stop between two deltas.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from app.errors import AppError, ModelNotFound
from app.manager.ports import ProgressListener
from app.types.generation import Delta, Finished, GenerateRequest, Priority, StopReason, TextDelta, ToolSpec, Usage
from app.types.messages import Message
from app.types.models import (
    BackendName,
    Capability,
    LoadedModel,
    LoadState,
    ModelInfo,
    ModelSource,
    ModelSpec,
    SourceKind,
)
from app.types.streams import AnswerPhase, AnswerProgress

MODEL = ModelSpec("tiny", "Tiny", ModelSource(SourceKind.ENGINE, "echo"))


@dataclass
class ScriptedModels:
    """Hands out what `feed` puts in, to the request that runs."""

    models: list[str] = field(default_factory=list)
    requests: list[GenerateRequest] = field(default_factory=list)
    needs: list[frozenset[Capability]] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    """With which the leases were asked for."""
    closed: int = 0
    """How many streams were left before their end."""
    known: ModelSpec | None = MODEL
    backend: BackendName = BackendName.ECHO
    """The engine that has the model; it may change before the first token."""
    note: str = ""
    """What is said of the default model."""
    took_over: str = ""
    """What is said of an engine that took over; it may come before the first token."""
    context_tokens: int = 8192
    """The window; a word is a token, and nothing else is."""
    deaf: bool = False
    """It is loaded, and does not count all the same."""
    asked: list[tuple[Message, ...]] = field(default_factory=list)
    """What was counted beside answers."""
    counted: int = 0
    """How often tokens were counted."""
    state: LoadState = LoadState.LOADED
    ahead: list[GenerateRequest] = field(default_factory=list)
    """What was to be read ahead."""
    ahead_ended: int = 0
    """How many of those were called off."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by each request."""
    leaving: asyncio.Event | None = None
    """When set by the test: what an engine waits for between its last delta and the end of its stream."""
    abilities: frozenset[Capability] = frozenset({Capability.TEXT, Capability.TOOLS})
    """What the model can do as it is loaded."""
    _deltas: asyncio.Queue[Delta | AppError] = field(default_factory=asyncio.Queue)

    def feed(self, *deltas: Delta | AppError | str) -> None:
        """More deltas for the running answer; a text is a `TextDelta`, an error ends the stream."""
        for delta in deltas:
            self._deltas.put_nowait(TextDelta(delta) if isinstance(delta, str) else delta)

    def finish(self, *texts: str) -> None:
        """The given texts and then the end."""
        self.feed(*texts, Finished(StopReason.FINISHED, Usage(10, 4, len(texts), 0.1, 50.0)))

    def info(self, model_id: str) -> ModelInfo:
        """The one model."""
        takes = tuple(sorted((self.known or MODEL).capabilities))
        window = self.context_tokens
        return ModelInfo(model_id, MODEL.name, self.state, self.backend, capabilities=takes, context_tokens=window)

    async def count_tokens(
        self, model_id: str, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()
    ) -> int | None:
        """The words, those of tools included, while it is loaded."""
        assert model_id == MODEL.id
        if self.state is not LoadState.LOADED or self.deaf:
            return None
        self.asked.append(messages)
        return _words(messages, tools)

    async def read_ahead(self, model_id: str, request: GenerateRequest) -> None:
        """Never comes to an end by itself."""
        assert model_id == MODEL.id
        self.ahead.append(request)
        try:
            await asyncio.Event().wait()
        finally:
            self.ahead_ended += 1

    def resolve(self, wanted: str | None) -> ModelSpec:
        """The one model, unless the test took it away."""
        if self.known is None or wanted not in (None, self.known.id):
            raise ModelNotFound("No model is installed.")
        return self.known

    def default_note(self) -> str:
        """What the test says."""
        return self.note

    @asynccontextmanager
    async def lease(
        self,
        model_id: str,
        needs: frozenset[Capability],
        on_progress: ProgressListener,
        priority: Priority = Priority.INTERACTIVE,
    ) -> AsyncIterator[ScriptedLease]:
        """A lease at once."""
        self.models.append(model_id)
        self.needs.append(needs)
        self.priorities.append(priority)
        on_progress(AnswerProgress(AnswerPhase.LOADING))
        yield ScriptedLease(self)

    async def stream(self, request: GenerateRequest) -> AsyncIterator[Delta]:
        """What the test feeds."""
        self.requests.append(request)
        self.arrived.set()
        ended = False
        try:
            while not ended:
                delta = await self._deltas.get()
                ended = isinstance(delta, Finished | AppError)
                if isinstance(delta, AppError):
                    raise delta
                yield delta
            if self.leaving is not None:
                await self.leaving.wait()
        finally:
            self.closed += not ended


@dataclass(frozen=True)
class ScriptedLease:
    """One lease of `ScriptedModels`."""

    models: ScriptedModels

    @property
    def backend(self) -> BackendName:
        """The engine that has the model now."""
        return self.models.backend

    @property
    def note(self) -> str:
        """Who took over from whom."""
        return self.models.took_over

    @property
    def loaded(self) -> LoadedModel:
        """What it can do."""
        return LoadedModel(MODEL.id, self.context_tokens, 0.0, abilities=self.models.abilities)

    @property
    def context_tokens(self) -> int:
        """The window."""
        return self.models.context_tokens

    def generate(self, request: GenerateRequest) -> AsyncIterator[Delta]:
        """What the test feeds."""
        return self.models.stream(request)

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """The words, those of tools included."""
        self.models.counted += 1
        return _words(messages, tools)


def _words(messages: tuple[Message, ...], tools: tuple[ToolSpec, ...]) -> int:
    texts = (*(message.text for message in messages), *(tool.description for tool in tools))
    return sum(len(text.split()) for text in texts)
