"""How mistral.rs differs from OpenAI's dialect, and how long it may think. Pure."""

from __future__ import annotations

from types import MappingProxyType

from app.backends.openai_api.quirks import Quirks, ThinkingSwitch
from app.backends.openai_api.stream import Silence
from app.backends.thinking import ThinkingTags

SAMPLER_NAMES = MappingProxyType(
    {
        "temperature": "temperature",
        "top_k": "top_k",
        "top_p": "top_p",
        "min_p": "min_p",
        "repeat_penalty": "repetition_penalty",
        "presence_penalty": "presence_penalty",
        "frequency_penalty": "frequency_penalty",
        "dry_multiplier": "dry_multiplier",
        "dry_base": "dry_base",
        "dry_allowed_length": "dry_allowed_length",
        "dry_breakers": "dry_sequence_breakers",
        "logit_bias": "logit_bias",
    }
)
PICTURES = frozenset({"png", "jpeg", "webp", "gif", "bmp", "tiff"})
SLOWEST = 10.0
"""Tokens a second at which a prompt is read, at the very least."""
FIRST_S = 60.0
BETWEEN_S = 60.0


def quirks_of(*, sees: bool, tags: ThinkingTags | None) -> Quirks:
    """The dialect for one model."""
    return Quirks(
        samplers=SAMPLER_NAMES,
        max_tokens="max_tokens",
        usage=False,
        json_object=False,
        thinking=ThinkingSwitch.FIELD,
        tags=tags,
        pictures=PICTURES if sees else frozenset(),
        caption=True,
        forced_calls=False,
        tool_names=True,
    )


def silence_for(prompt_tokens: int) -> Silence:
    """Longer for a longer prompt: nothing comes while it is read."""
    return Silence(FIRST_S + prompt_tokens / SLOWEST, BETWEEN_S)
