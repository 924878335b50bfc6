"""What was read of a conversation as a file of the person's: `chat.save_state` and `chat.load_state`, in the worker."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext

from app.backends.llama_cpp.cache.states import export_state, import_state
from app.backends.llama_cpp.loading.loaded import Loaded
from app.backends.worker.marker import Work
from app.backends.worker.protocol import Between
from app.errors import AppError, EngineError, InvalidInput, Unsupported
from app.hardware import memory_available
from app.types.embeddings import StateInfo
from app.types.generation import Delta, GenerateRequest, Priority, Sampling, ToolSpec
from app.types.messages import Message

MEMORY_SHARE = 0.5
"""Of the free memory, how much a file may take while it is read."""


class _Reading:
    """A job of the worker itself, which only reads. Belongs to the engine's thread."""

    def __init__(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...]) -> None:
        self.request = GenerateRequest(messages, Sampling(max_tokens=0), tools=tools, priority=Priority.NORMAL)
        self.left = False
        """Whoever asked does not wait any more."""
        self.ended = False
        self.error: AppError | None = None

    def stopped(self) -> bool:
        """Whether it is to end."""
        return self.left

    def emit(self, delta: Delta) -> None:
        """Nobody follows it."""

    def end(self, error: AppError | None = None) -> None:
        """Note the end."""
        self.ended, self.error = True, error

    def alone(self, work: Work = Work.STATE) -> AbstractContextManager[None]:  # noqa: ARG002 (of the protocol)
        """Nothing is marked: the core knows whom it asked."""
        return nullcontext()

    def wait(self, seconds: float) -> bool:
        """Pause."""
        time.sleep(seconds)
        return False


def save_state(
    loaded: Loaded, messages: tuple[Message, ...], path: str, between: Between, tools: tuple[ToolSpec, ...] = ()
) -> StateInfo:
    """Read what is missing of a conversation, then write all of it to a file. Each `between` is a step of the engine.

    Raises:
        Cancelled: `between` says that nobody waits any more.
        InvalidInput: The path is no place for a file.
        Unsupported: There are pictures or sounds in it.
        EngineError: The file cannot be written.
    """
    reading = _Reading(messages, tools)
    prompt = loaded.prompt(reading.request)
    if prompt.media:
        raise Unsupported("A chat with pictures or sounds cannot be kept in a file.", hint="Keep one with text only.")
    loaded.start(reading, time.perf_counter())
    try:
        while not reading.ended:
            between()
    finally:
        reading.left = True
    if reading.error:
        raise reading.error
    kept = loaded.cache.copied(prompt.units)
    if kept is None:
        raise EngineError("llama.cpp does not give what it has read.", hint="Try again.")
    return export_state(path, loaded.mark, kept.tokens, kept.data)


def load_state(loaded: Loaded, path: str) -> StateInfo:
    """Put a kept conversation into the cache.

    Raises:
        InvalidInput: The file is damaged, does not fit, or belongs to another model, context form or build.
    """
    kept = import_state(path, loaded.mark, loaded.context_tokens, int(memory_available() * MEMORY_SHARE))
    if not loaded.cache.adopt(kept):
        raise InvalidInput("llama.cpp does not accept the saved state.", hint="Save it again.", detail=path)
    return StateInfo(len(kept.tokens), len(kept.data))
