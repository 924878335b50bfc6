"""What the core and a worker say to each other, and the interface of an engine inside a worker.

Core to worker, always with an `id` that the answers repeat (but `hello`, `cancel` and `exit`):

    {"op": "hello", "version": 2}
    {"op": "load", "id": 1, "spec": LoadSpec}                  → {"id": 1, "result": LoadedModel}
    {"op": "generate", "id": 2, "request": GenerateRequest}    → {"id": 2, "deltas": [Delta, …]}, then result null
    {"op": "count_tokens", "id": 3, "messages": [Message, …], "tools": [ToolSpec, …]} → {"id": 3, "result": 17}
    {"op": "embed", "id": 4, "request": EmbedRequest}          → {"id": 4, "result": Embeddings}
    {"op": "tokenize", "id": 5, "text": "…"}                   → {"id": 5, "result": [TokenText, …]}
    {"op": "detokenize", "id": 6, "tokens": [1, 2]}            → {"id": 6, "result": "…"}
    {"op": "save_state", "id": 7, "messages": […], "tools": […], "path": "…"} → {"id": 7, "result": StateInfo}
    {"op": "load_state", "id": 8, "path": "…"}                 → {"id": 8, "result": StateInfo}
    {"op": "devices", "id": 9}                                 → {"id": 9, "result": [DeviceInfo, …]}
    {"op": "unload", "id": 10}                                 → {"id": 10, "result": null}
    {"op": "ping", "id": 11}                                   → {"id": 11, "result": null}, also in mid-answer
    {"op": "cancel", "id": 2}                                  request 2 ends with the error `cancelled`
    {"op": "exit"}                                             let go of the model and end

An error is {"id": N, "error": AppError.to_dict()}. The worker's first frame is {"hello": {"version", "pid", "engine"}}.
Answers run side by side, as many as the engine takes; other requests are served between two of their steps, in order.
Between two parts of a long one (`embed`, `save_state`) answers begin and go on, and it can be cancelled there. `ping`,
`cancel` and `exit` overtake. `load` and `unload` end every answer that still runs. The end of the pipe is the
end of the worker.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

from app.backends.worker.marker import Work
from app.errors import AppError
from app.types.embeddings import Embeddings, EmbedRequest, StateInfo, TokenText
from app.types.generation import Delta, GenerateRequest, ToolSpec
from app.types.messages import Message
from app.types.models import DeviceInfo, LoadedModel, LoadSpec


class Op(StrEnum):
    """What the core may ask of a worker."""

    HELLO = "hello"
    LOAD = "load"
    GENERATE = "generate"
    COUNT_TOKENS = "count_tokens"
    EMBED = "embed"
    TOKENIZE = "tokenize"
    DETOKENIZE = "detokenize"
    SAVE_STATE = "save_state"
    LOAD_STATE = "load_state"
    DEVICES = "devices"
    UNLOAD = "unload"
    PING = "ping"
    CANCEL = "cancel"
    EXIT = "exit"


Between: TypeAlias = Callable[[], None]
"""What a long request calls between two parts of its work, so that others need not wait for all of it. Raises
`Cancelled` when nobody waits for the request any more."""


class Job(Protocol):
    """One answer that the core wants, on its way through an engine. Belongs to the engine's thread."""

    @property
    def request(self) -> GenerateRequest:
        """What is wanted; its numbers have been checked (`app.backends.sampling`)."""
        ...

    def stopped(self) -> bool:
        """Nobody waits for it any more: end it at the next step, with what was emitted."""
        ...

    def emit(self, delta: Delta) -> None:
        """Send a delta on."""
        ...

    def end(self, error: AppError | None = None) -> None:
        """Always the last call: after `Finished` of every choice, after `stopped`, or with what went wrong."""
        ...

    def alone(self, work: Work = Work.ANSWER) -> AbstractContextManager[None]:
        """While the engine works for this job only: if the process dies meanwhile, the others are not to blame. What
        it does goes into the words of the error, and decides what helps. Costs less than half a microsecond.
        """
        ...

    def wait(self, seconds: float) -> bool:
        """Pause, at most until it is stopped; whether it is. For engines that write one answer at a time."""
        ...


class WorkerEngine(Protocol):
    """An engine inside a worker process. All methods are called from the process's main thread.

    Errors are `AppError`s; anything else is a bug and travels as `InternalError` with its traceback.
    """

    def load(self, spec: LoadSpec) -> LoadedModel:
        """Load a model, letting go of an earlier one first."""
        ...

    def unload(self) -> None:
        """Let go of the model and end every job; nothing happens without one."""
        ...

    def start(self, job: Job) -> None:
        """Take in one answer. An engine that writes one at a time does it all here; others only note it down. What it
        raises ends the job.
        """
        ...

    @property
    def busy(self) -> bool:
        """Whether `step` has something to do."""
        ...

    def step(self) -> None:
        """Work for about a tenth of a second at most, then return. Never raises for the sake of a single job."""
        ...

    def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Tokens of the rendered prompt, as an answer would evaluate it."""
        ...


@runtime_checkable
class TokenEngine(Protocol):
    """Optional: see `app.backends.base.Tokens`."""

    def tokenize(self, text: str) -> tuple[TokenText, ...]:
        """The tokens of a plain text."""
        ...

    def detokenize(self, tokens: tuple[int, ...]) -> str:
        """The text of tokens."""
        ...


@runtime_checkable
class EmbeddingEngine(Protocol):
    """Optional: see `app.backends.base.Backend.embed`."""

    def embed(self, request: EmbedRequest, between: Between) -> Embeddings:
        """The vectors of texts."""
        ...


@runtime_checkable
class StateEngine(Protocol):
    """Optional: see `app.backends.base.States`."""

    def save_state(
        self, messages: tuple[Message, ...], path: str, between: Between, tools: tuple[ToolSpec, ...] = ()
    ) -> StateInfo:
        """Write what the cache holds of a conversation."""
        ...

    def load_state(self, path: str) -> StateInfo:
        """Put a saved conversation into the cache."""
        ...


@runtime_checkable
class DeviceEngine(Protocol):
    """Optional: see `app.backends.base.Devices`."""

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Every device that this build can compute on."""
        ...
