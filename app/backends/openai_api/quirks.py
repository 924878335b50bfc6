"""How the dialect of a server differs from OpenAI's own. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from app.backends.thinking import ThinkingTags

OPENAI_SAMPLERS: Mapping[str, str] = MappingProxyType(
    {
        "temperature": "temperature",
        "top_p": "top_p",
        "presence_penalty": "presence_penalty",
        "frequency_penalty": "frequency_penalty",
        "logit_bias": "logit_bias",
        "seed": "seed",
    }
)
"""Fields of `Sampling`, and what OpenAI calls them."""
PICTURES = frozenset({"png", "jpeg", "webp", "gif"})
"""What OpenAI takes."""


class ThinkingSwitch(StrEnum):
    """How a server is told to think, or not to."""

    NONE = "none"
    """It cannot be told."""
    FIELD = "enable_thinking"
    """`enable_thinking: true` (mistral.rs)."""
    TEMPLATE = "chat_template_kwargs"
    """`chat_template_kwargs: {"enable_thinking": true}` (llama.cpp, vLLM)."""
    EFFORT = "reasoning_effort"
    """`reasoning_effort: "medium"` or `"none"` (OpenAI)."""


@dataclass(frozen=True, slots=True)
class Quirks:
    """A server's dialect; the defaults are OpenAI's own."""

    samplers: Mapping[str, str] = field(default_factory=lambda: OPENAI_SAMPLERS)
    """Which fields of `Sampling` are sent, and under which names. Lengths and stop strings are not among them."""
    max_tokens: str = "max_completion_tokens"
    """The name of the limit."""
    stops: int = 0
    """How many stop strings are sent. All of them are enforced here anyway; a server that ends at one by itself says
    "stop" as at the end of a turn, so that the reason is lost, while its usage is not."""
    usage: bool = True
    """Wants `stream_options` to tell its usage."""
    json_object: bool = True
    """Knows `json_object`; otherwise a schema says the same."""
    thinking: ThinkingSwitch = ThinkingSwitch.NONE
    tags: ThinkingTags | None = None
    """What marks thoughts within the text, where the server leaves that to us."""
    pictures: frozenset[str] = PICTURES
    """Kinds of pictures that it takes; () where it takes none."""
    caption: bool = False
    """A picture cannot stand alone: an empty text goes with it."""
    choices: bool = True
    """Takes `n`."""
    logprobs: bool = True
    forced_calls: bool = True
    """Can be made to call a tool; otherwise whether one is called is the model's choice."""
    tool_names: bool = False
    """A tool's result carries the tool's name."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Sent with every request."""
