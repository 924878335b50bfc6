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
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol, runtime_checkable

from app.types.embeddings import Embeddings, EmbedRequest, StateInfo, TokenText
from app.types.engines import EngineState, PullProgress
from app.types.generation import Delta, GenerateRequest, Sampling, ToolSpec
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
from app.types.status import WorkerStatus

ALL_SAMPLERS = frozenset(field.name for field in fields(Sampling))


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do with a suitable model."""

    abilities: frozenset[Capability]
    prefix_cache: bool = False
    """Reuses what was evaluated for the same conversation."""
    progress: bool = True
    """Sends `PromptRead` while it reads a prompt."""
    exact_counts: bool = True
    """`count_tokens` is what `generate` would evaluate; otherwise it is an estimate that is rather too high."""
    samplers: frozenset[str] = ALL_SAMPLERS
    """Fields of `Sampling` that it obeys; the others are left out."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether an engine can be used on this machine, and if not, why and what to do."""

    usable: bool
    reason: str = ""
    hint: str = ""
    version: str = ""
    state: EngineState = EngineState.READY
    """For front ends; READY or STARTS_ON_USE where `usable`."""
    where: str = ""
    """Program or address, as `EngineInfo.where`."""


@dataclass(frozen=True, slots=True)
class Support:
    """Whether an engine can run one certain model."""

    ok: bool
    reason: str = ""
    abilities: frozenset[Capability] | None = None
    """What the model can do with this engine; None: what its entry in the catalogue says."""


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
            nothing had been sampled; `params["culprit"]` is True or False where it is known whether this very request
            brought the process down, and None where it is not.
            Busy: More requests than `parallel` plus the instance's queue.
        """
        ...

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """The vectors of texts.

        Raises:
            Unsupported: The engine or the model has no embeddings.
        """
        ...

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Tokens of the rendered prompt, as `generate` would evaluate it with these tools offered."""
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


@runtime_checkable
class Tokens(Protocol):
    """Optional ability of a backend: show how a model splits text."""

    async def tokenize(self, text: str) -> tuple[TokenText, ...]:
        """The tokens of a plain text; what looks like a control token is text, too."""
        ...

    async def detokenize(self, tokens: tuple[int, ...]) -> str:
        """The text of tokens.

        Raises:
            InvalidInput: A number is no token of this model.
        """
        ...


@runtime_checkable
class States(Protocol):
    """Optional ability of a backend: keep what was read of a conversation in a file, and take it back."""

    async def save_state(self, messages: tuple[Message, ...], path: str, tools: tuple[ToolSpec, ...] = ()) -> StateInfo:
        """Write what the cache holds of this conversation, with these tools offered; reads what is missing first.

        Raises:
            EngineError: The file cannot be written.
        """
        ...

    async def load_state(self, path: str) -> StateInfo:
        """Put a saved conversation into the cache; the next prompt that begins like it need not be read again.

        Raises:
            InvalidInput: The file is damaged, or belongs to another model, context form or build.
        """
        ...


@runtime_checkable
class Devices(Protocol):
    """Optional ability of a backend: say what its installed build can compute on; needs no loaded model."""

    async def devices(self) -> tuple[DeviceInfo, ...]:
        """Every device, the processor included."""
        ...


@runtime_checkable
class Estimates(Protocol):
    """Optional ability of an engine: say before loading what a model will take. Pure and quick."""

    def estimate(self, facts: ModelFacts, spec: LoadSpec) -> MemoryEstimate | None:
        """Bytes for this model with these parameters; None where the header says too little."""
        ...


@runtime_checkable
class Probes(Protocol):
    """Optional ability of an engine: look whether it is there. `availability`, `supports` and `kept` then answer from
    what was found, without waiting.
    """

    async def probe(self) -> None:
        """Look now; ends within 3 s and raises nothing."""
        ...


@runtime_checkable
class Withholds(Protocol):
    """Optional ability of an engine: say what “Local only” keeps it from."""

    def withheld(self, model: ModelSpec) -> str:
        """Where a request to this model would go ("https://host:port") if “Local only” were off; "" where it is not
        what stands in the way.
        """
        ...


@runtime_checkable
class Keeps(Protocol):
    """Optional ability of an engine: it has models of its own (Ollama's, a provider's)."""

    def kept(self) -> tuple[ModelSpec, ...]:
        """As the last probe found them: with sources of the kind ENGINE, and this engine as their first preference."""
        ...


@runtime_checkable
class Pulls(Protocol):
    """Optional ability of an engine: fetch and remove models of its own, and take a file of ours."""

    def pull(self, name: str) -> AsyncIterator[PullProgress]:
        """Let it fetch a model; closing the iterator stops that.

        Raises:
            InvalidInput: The name cannot be one.
            ModelNotFound: Nobody has it.
            EngineUnavailable: It does not answer.
        """
        ...

    def name_for(self, model_id: str) -> str:
        """The name under which it looks for a model of ours that was handed over."""
        ...

    def hand_over(self, path: Path, name: str, *, projector: Path | None = None) -> AsyncIterator[PullProgress]:
        """Give it a GGUF under a name of its own, and the projector that lets it see.

        Raises:
            ModelFileError: The file cannot be read.
            EngineUnavailable: It does not answer.
        """
        ...

    async def remove(self, name: str) -> None:
        """Delete one of its models.

        Raises:
            ModelNotFound: It has none of this name.
        """
        ...


@dataclass(frozen=True, slots=True)
class ProcessEnd:
    """How an engine's process ended unasked."""

    cause: str
    """In words, to follow "The engine stopped: "."""
    signal: str = ""
    """Such as "SIGSEGV"; "" where none ended it."""
    exit_code: int | None = None
    work: str = ""
    """What it was doing, in a word; "" where that is not known."""
    last_lines: str = ""
    """What it printed last."""


@runtime_checkable
class Ends(Protocol):
    """Optional ability of a backend: say how its process ended, for the record of crashes."""

    @property
    def last_end(self) -> ProcessEnd | None:
        """Of the last process; None while none ended unasked. Set before `on_exit` is called."""
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
