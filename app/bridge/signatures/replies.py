"""What commands reply that is not a value of the core's own."""

from __future__ import annotations

from dataclasses import dataclass

from app.types.chats import ChatMessage, ChatSummary
from app.types.models import BackendName, LoadedModel, MemoryEstimate, ModelFacts, ModelInfo


@dataclass(frozen=True, slots=True)
class AnswerStarted:
    """What `chat.send`, `chat.retry` and `chat.continue` reply; follow `answer.channel` for the rest."""

    chat: ChatSummary
    prompt: ChatMessage
    answer: ChatMessage


@dataclass(frozen=True, slots=True)
class RankedEngine:
    """One engine's place in a selection and why."""

    backend: BackendName
    usable: bool
    reason: str
    hint: str = ""
    """What would help, where that is not another engine."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which engine gets a model, and the ranked reasons; `chosen` is None when nothing can run it."""

    model_id: str
    chosen: BackendName | None
    ranking: tuple[RankedEngine, ...]


@dataclass(frozen=True, slots=True)
class ModelDetails:
    """Everything that is known about one model."""

    info: ModelInfo
    facts: ModelFacts | None = None
    """Of its file's header, if it has a file."""
    estimate: MemoryEstimate | None = None
    """What it will take with the engine and the context window that it would get now."""
    loaded: LoadedModel | None = None


@dataclass(frozen=True, slots=True)
class StopReply:
    """Whether the core ends now; when not, how many answers keep it."""

    stopping: bool
    answering: int = 0
