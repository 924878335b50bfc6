"""When an engine fails before its first token: whether another one may take over, and what is said of it. Pure."""

from __future__ import annotations

from app.errors import (
    AppError,
    Busy,
    Cancelled,
    EngineError,
    KeyRefused,
    ModelFileError,
    OutOfMemory,
    PromptTooLong,
    Unsupported,
)
from app.types.models import BackendName

_OWN_FAULT = (PromptTooLong, Cancelled, KeyRefused)
"""What another engine would not do better, or must not do unasked: a refused key never sends a text elsewhere."""
UNFIT = "unfit"
"""`params["reason"]` of an engine that did not prove itself."""


NAMES = {
    BackendName.LLAMA_CPP: "llama.cpp",
    BackendName.MISTRAL_RS: "mistral.rs",
    BackendName.OLLAMA: "Ollama",
    BackendName.MLX: "MLX",
    BackendName.CLOUD: "The cloud provider",
    BackendName.ECHO: "Echo",
}
"""How sentences call engines."""


def may_take_over(error: AppError) -> bool:
    """Whether another engine may be tried after this error, if nothing of an answer has come yet."""
    if isinstance(error, Busy):
        return error.params.get("reason") == "server"  # and not our own queue
    return isinstance(error, EngineError | ModelFileError) and not isinstance(error, _OWN_FAULT)


def lasts(error: AppError) -> bool:
    """Whether the next request would meet it again unforeseen: not where it was about what this one wanted, nor where
    the figures tell.
    """
    return not refused(error) and not isinstance(error, Unsupported) and error.params.get("reason") != UNFIT


def refused(error: AppError) -> bool:
    """Whether a model was refused by figures alone, because memory cannot reach; nothing was tried."""
    return isinstance(error, OutOfMemory) and bool(error.params.get("need_bytes"))


def words(error: AppError) -> str:
    """How an engine failed, as one sentence."""
    return error.message.strip() or "It failed."


def other_engine_note(failed: BackendName, cause: str, chosen: BackendName) -> str:
    """Why an answer comes from another engine than the one that comes first."""
    return f"{NAMES[failed]} failed: {cause} {NAMES[chosen]} took over."
