"""What the core and a worker say to each other, and the interface of an engine inside a worker.

Core to worker, always with an `id` that the answers repeat (but `hello`, `cancel` and `exit`):

    {"op": "hello", "version": 1}
    {"op": "load", "id": 1, "spec": LoadSpec}                  → {"id": 1, "result": LoadedModel}
    {"op": "generate", "id": 2, "request": GenerateRequest}    → {"id": 2, "deltas": [Delta, …]}, then result null
    {"op": "count_tokens", "id": 3, "messages": [Message, …]}  → {"id": 3, "result": 17}
    {"op": "unload", "id": 4}                                  → {"id": 4, "result": null}
    {"op": "ping", "id": 5}                                    → {"id": 5, "result": null}, also in mid-answer
    {"op": "cancel", "id": 2}                                  request 2 ends with the error `cancelled`
    {"op": "exit"}                                             let go of the model and end

An error is {"id": N, "error": AppError.to_dict()}. The worker's first frame is {"hello": {"version", "pid", "engine"}}.
Requests are answered in order; only `ping`, `cancel` and `exit` overtake. The end of the pipe is the end of the worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from app.types.generation import Delta, GenerateRequest
from app.types.messages import Message
from app.types.models import LoadedModel, LoadSpec


class Op(StrEnum):
    """What the core may ask of a worker."""

    HELLO = "hello"
    LOAD = "load"
    GENERATE = "generate"
    COUNT_TOKENS = "count_tokens"
    UNLOAD = "unload"
    PING = "ping"
    CANCEL = "cancel"
    EXIT = "exit"


Emit = Callable[[Delta], None]


class WorkerEngine(Protocol):
    """An engine inside a worker process. All methods are called from the process's main thread, one at a time.

    Errors are `AppError`s; anything else is a bug and travels as `InternalError` with its traceback.
    """

    def load(self, spec: LoadSpec) -> LoadedModel:
        """Load a model, letting go of an earlier one first."""
        ...

    def generate(self, request: GenerateRequest, emit: Emit, stop: threading.Event) -> None:
        """Emit the answer, `Finished` last. Return as soon as `stop` is set; what was emitted stays valid.

        The sampling numbers have been checked (`app.backends.sampling`).
        """
        ...

    def count_tokens(self, messages: tuple[Message, ...]) -> int:
        """Tokens of the rendered prompt, as `generate` would evaluate it."""
        ...

    def unload(self) -> None:
        """Let go of the model; nothing happens without one."""
        ...
