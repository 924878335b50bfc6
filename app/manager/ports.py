"""What the manager needs from the rest of the core: small protocols and values, handed in by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.types.models import BackendName, ModelFacts, ModelInfo, ModelSpec, StateFolder, Tuning
from app.types.streams import AnswerProgress

ProgressListener = Callable[[AnswerProgress], None]
"""Told on the event loop what an answer waits for; must return quickly."""


class ModelSource(Protocol):
    """The catalogue, as far as the manager needs it. Synchronous and quick: small files only."""

    def models(self) -> tuple[ModelSpec, ...]:
        """Every known model."""
        ...

    def get(self, model_id: str, /) -> ModelSpec:
        """A model by its id, alias or path.

        Raises:
            ModelNotFound: Nothing has this name.
        """
        ...

    def locate(self, spec: ModelSpec) -> Path:
        """The model's file.

        Raises:
            ModelFileError: It is missing or unreadable.
        """
        ...

    def facts(self, spec: ModelSpec) -> ModelFacts | None:
        """What its header says; None where there is no file to look at.

        Raises:
            ModelFileError: The file is truncated or not a model.
        """
        ...

    def default_id(self) -> str | None:
        """The model of new chats, if there is one."""
        ...

    def preferred(self, model_id: str, /) -> BackendName | None:
        """The engine that the person chose for a model, if any."""
        ...

    def prefer(self, model_id: str, backend: BackendName | None, /) -> None:
        """Remember that choice; None forgets it.

        Raises:
            ModelError: It could not be saved.
        """
        ...

    def set_kept(self, backend: BackendName, specs: tuple[ModelSpec, ...], /) -> None:
        """Take over what an engine keeps itself, in place of what it kept before."""
        ...


class ManagerListener(Protocol):
    """Who is told of changes. Called on the event loop; must return quickly and not call the manager back."""

    def model_changed(self, info: ModelInfo) -> None:
        """A model's state, engine or measured speed changed."""
        ...

    def engines_changed(self) -> None:
        """An engine came, went, or has other models; or the order of engines changed."""
        ...

    def worker_died(self, model_id: str, cause: str, *, restarting: bool) -> None:
        """An engine process ended unasked; `restarting` says whether it comes back by itself."""
        ...


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """One `[backends.X]` table."""

    enabled: bool = True
    threads: int = 0
    """0 leaves the choice to the engine."""
    context_tokens: int = 8192
    """The context window of models that name none; 0 is the one that the model was trained for."""
    gpu_layers: int = 0
    batch_tokens: int = 512
    parallel: int = 1
    """Answers that one model writes at once, where the engine can."""
    tuning: Tuning = field(default_factory=Tuning)
    keep_alive_s: float = 300.0
    """How long an unused model stays loaded; 0 unloads at once, a negative number keeps it. A model's own goes over it.
    """


@dataclass(frozen=True, slots=True)
class ManagerOptions:
    """The settings that the manager obeys; read anew at every decision, so a reload takes effect by itself."""

    order: tuple[BackendName, ...] = (BackendName.LLAMA_CPP,)
    """The global order of engines."""
    order_is_set: bool = False
    """The person set that order: measured speed does not go over it."""
    local_only: bool = True
    """No engine may compute on another machine."""
    engines: Mapping[BackendName, EngineOptions] = field(default_factory=dict)
    """An engine that is not listed has the defaults."""
    max_loaded_models: int = 1
    max_queue: int = 8
    """Answers that may wait for one model."""
    memory_bytes: int = 0
    """For all models together; 0 is what the machine has free."""
    states: StateFolder = field(default_factory=StateFolder)
    """Where engines keep what they have read of conversations."""

    def of(self, engine: BackendName) -> EngineOptions:
        """One engine's options."""
        return self.engines.get(engine, EngineOptions())
