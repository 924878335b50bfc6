"""What an engine is asked to do, and what it streams back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.types.messages import Message


class StopReason(StrEnum):
    """Why an answer ended."""

    FINISHED = "finished"
    """The model ended its turn."""
    LENGTH = "length"
    """`max_tokens` was reached."""
    CONTEXT = "context"
    """The context window is full."""
    STOP_STRING = "stop_string"
    """A stop string appeared."""
    STOPPED = "stopped"
    """The person pressed Stop."""
    INTERRUPTED = "interrupted"
    """The core died; what had arrived is kept."""
    FAILED = "failed"
    """The engine failed; the message carries the error."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen. A temperature of 0 is greedy."""

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.9
    min_p: float = 0.05
    repeat_penalty: float = 1.1
    """1.0 is off; looks at the last 64 tokens."""
    seed: int | None = None
    """None draws a new one for every answer."""
    max_tokens: int | None = None
    """None: what is left of the context."""
    stop: tuple[str, ...] = ()
    """Strings that end the answer; they are not part of it."""


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    """One answer to produce.

    With `continue_final` the last message is an open assistant turn and the engine goes on from its last character.
    """

    messages: tuple[Message, ...]
    sampling: Sampling = field(default_factory=Sampling)
    continue_final: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """The figures under an answer, as the engine measured them."""

    prompt_tokens: int = 0
    reused_tokens: int = 0
    """Of the prompt, how many came from the cache and were not evaluated again."""
    completion_tokens: int = 0
    first_token_s: float = 0.0
    """Seconds from the request's arrival at the engine to its first token."""
    tokens_per_s: float = 0.0
    """Decode speed after the first token."""


@dataclass(frozen=True, slots=True)
class PromptRead:
    """Delta: the prompt is being evaluated; sent after each chunk, also once at the end."""

    done_tokens: int
    total_tokens: int
    reused_tokens: int


@dataclass(frozen=True, slots=True)
class TextDelta:
    """Delta: more text, always whole characters."""

    text: str
    tokens: int = 1
    """How many tokens this text took."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Delta: always the last one of a stream that did not raise."""

    reason: StopReason
    usage: Usage


Delta = PromptRead | TextDelta | Finished
