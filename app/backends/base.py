"""The interface between the manager and an engine.

An `Engine` (say "the kind of engine") is a light description that needs no heavy import: its name, its capabilities,
whether it is installed here, whether
it can run a certain model, and how to make a `Backend`. A `Backend` is one running instance that holds one model,
usually in a worker process of its own.
Not in it: history, storage, the tool loop, retries, HTTP, Qt. Rarer abilities are small optional protocols beside
these.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

from app.types.generation import Delta, GenerateRequest
from app.types.messages import Message
from app.types.models import BackendName, Capability, LoadedModel, LoadSpec, ModelFacts, ModelSpec
from app.types.status import WorkerStatus


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do with a suitable model."""

    abilities: frozenset[Capability]
    parallel: int = 1
    """How many answers one instance can write at once."""
    prefix_cache: bool = False
    """Reuses what was evaluated for the same conversation."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether an engine can be used on this machine, and if not, why and what to do."""

    usable: bool
    reason: str = ""
    hint: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """Whether an engine can run one certain model."""

    ok: bool
    reason: str = ""


class Backend(Protocol):
    """One engine instance that holds at most one model. All methods run on the core's event loop and never block it."""

    @property
    def capabilities(self) -> Capabilities:
        """Fixed for the life of the instance."""
        ...

    async def load(self, spec: LoadSpec) -> LoadedModel:
        """Load the model; the instance starts its process here if it has none.

        Raises:
            ModelFileError: The file cannot be used.
            WorkerDied: The process ended while loading; `params["signal"]` names the signal, if it was one.
            EngineError: The engine refused.
        """
        ...

    async def unload(self) -> None:
        """Let go of the model and give its memory back."""
        ...

    def generate(self, request: GenerateRequest) -> AsyncIterator[Delta]:
        """Stream one answer; the last delta is `Finished`. Closing the iterator stops the engine within one token, and
        returns when it has stopped.

        Raises:
            PromptTooLong: With prompt_tokens and context_tokens.
            WorkerDied: In mid-answer; what came before stays valid. `params["before_first_token"]` is True when
            nothing had been sampled.
            Busy: More requests than `parallel` plus the instance's queue.
        """
        ...

    async def embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        """One vector per text.

        Raises:
            Unsupported: The engine or the model has no embeddings.
        """
        ...

    async def count_tokens(self, messages: tuple[Message, ...]) -> int:
        """Tokens of the rendered prompt, as `generate` would evaluate it."""
        ...

    async def status(self) -> WorkerStatus:
        """Process id, state, memory; answers also while the engine computes."""
        ...

    async def ping(self) -> None:
        """Return when the process answers.

        Raises:
            WorkerDied: It does not.
        """
        ...

    async def close(self) -> None:
        """End the process; safe to call twice and in any state."""
        ...


class Engine(Protocol):
    """One kind of engine, as the manager's selection sees it."""

    @property
    def name(self) -> BackendName:
        """As in models.toml."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What instances of it can do."""
        ...

    def availability(self) -> Availability:
        """Whether it is installed here; cheap enough to ask at every selection."""
        ...

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        """Whether it can run this model, from its source and, for a GGUF, its header."""
        ...

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance without a model.

        `on_exit(cause)` is called on the event loop when its process ends unasked.
        """
        ...
