"""What a request may ask of an engine, checked before it reaches one: C code trusts what it is given."""

from __future__ import annotations

import math
from typing import NamedTuple

from app.backends.structured.formats import grammar_for
from app.backends.structured.tools import check_tools, forces_a_call
from app.errors import InvalidInput
from app.types.generation import FormatKind, GenerateRequest, Sampling

MAX_INT = 2**31 - 1
MAX_SEED = 2**32 - 2
"""llama.cpp takes 32 bits, and the highest number means "draw one"."""
MAX_LAST_N = 2**20
"""Tokens to look back on; memory is taken for each."""
MAX_CHOICES = 16
MAX_LOGPROBS = 20
MAX_STOP_STRINGS = 64
MAX_STOP_LENGTH = 1024
MAX_BREAKERS = 16
MAX_BREAKER_BYTES = 40
"""llama.cpp cuts longer ones off."""
MAX_BIASES = 1024
MAX_BIAS = 1000.0
MAX_WRITTEN = 4 * 1024 * 1024
MAX_CONVERSATION = 256


class Range(NamedTuple):
    """The numbers that a setting may have, both ends included."""

    low: float
    high: float


RANGES = {
    "temperature": Range(0.0, 100.0),
    "top_k": Range(0, MAX_INT),
    "top_p": Range(0.0, 1.0),
    "min_p": Range(0.0, 1.0),
    "typical_p": Range(0.0, 1.0),
    "repeat_penalty": Range(0.01, 10.0),
    "presence_penalty": Range(-10.0, 10.0),
    "frequency_penalty": Range(-10.0, 10.0),
    "repeat_last_n": Range(-1, MAX_LAST_N),
    "dry_multiplier": Range(0.0, 100.0),
    "dry_base": Range(1.0, 10.0),
    "dry_allowed_length": Range(0, 1024),
    "dry_last_n": Range(-1, MAX_LAST_N),
    "xtc_probability": Range(0.0, 1.0),
    "xtc_threshold": Range(0.0, 1.0),
    "mirostat": Range(0, 2),
    "mirostat_tau": Range(0.0, 100.0),
    "mirostat_eta": Range(0.0, 10.0),
    "seed": Range(0, MAX_SEED),
    "max_tokens": Range(0, MAX_INT),
}
"""Every setting of `Sampling` that is a number."""


def check_request(request: GenerateRequest) -> None:
    """Accept requests that every engine can take.

    Raises:
        InvalidInput: The first thing that cannot be used, with what is allowed.
    """
    check_sampling(request.sampling)
    _check_number("choices", request.choices, Range(1, MAX_CHOICES))
    if request.top_logprobs is not None:
        _check_number("top_logprobs", request.top_logprobs, Range(0, MAX_LOGPROBS))
    _check_number("written_tokens", request.written_tokens, Range(0, MAX_INT))
    _check_length("written", request.written, MAX_WRITTEN)
    _check_length("conversation", request.conversation, MAX_CONVERSATION)
    check_tools(request.tools, request.tool_choice)
    if forces_a_call(request.tool_choice) and request.format.kind is not FormatKind.TEXT:
        raise InvalidInput(
            "An answer that has to call a tool cannot have a form as well.",
            hint="Leave out the form, or leave the choice of tools to the model.",
            params={"setting": "format"},
        )
    grammar_for(request.format)


def check_sampling(sampling: Sampling) -> None:
    """Accept numbers that every engine can take.

    Raises:
        InvalidInput: The first one that is out of range, with its name and the range.
    """
    for name, allowed in RANGES.items():
        value = getattr(sampling, name)
        if value is not None:
            _check_number(name, value, allowed)
    _check_stop(sampling.stop)
    _check_breakers(sampling.dry_breakers)
    _check_bias(sampling)


def _check_number(name: str, value: float, allowed: Range) -> None:
    low, high = allowed
    if not low <= value <= high:  # also false for NaN
        raise InvalidInput(
            f"The setting “{name}” is out of range.",
            hint=f"Use a number from {low} to {high}.",
            params={"setting": name, "low": low, "high": high},
        )


def _check_length(name: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidInput(
            f"The setting “{name}” is too long.",
            hint=f"Use at most {longest} characters.",
            params={"setting": name, "high": longest},
        )


def _check_stop(stop: tuple[str, ...]) -> None:
    if len(stop) > MAX_STOP_STRINGS or any(not 0 < len(text) <= MAX_STOP_LENGTH for text in stop):
        raise InvalidInput(
            "The stop strings cannot be used.",
            hint=f"Use at most {MAX_STOP_STRINGS} strings of 1 to {MAX_STOP_LENGTH} characters.",
            params={"setting": "stop"},
        )


def _check_breakers(breakers: tuple[str, ...]) -> None:
    sizes = [len(text.encode("utf-8", "replace")) if "\x00" not in text else 0 for text in breakers]
    if len(breakers) > MAX_BREAKERS or any(not 0 < size <= MAX_BREAKER_BYTES for size in sizes):
        raise InvalidInput(
            "The setting “dry_breakers” cannot be used.",
            hint=f"Use at most {MAX_BREAKERS} strings of 1 to {MAX_BREAKER_BYTES} bytes, without NUL.",
            params={"setting": "dry_breakers"},
        )


def _check_bias(sampling: Sampling) -> None:
    if len(sampling.logit_bias) > MAX_BIASES:
        raise InvalidInput(
            "The setting “logit_bias” has too many entries.",
            hint=f"Use at most {MAX_BIASES}.",
            params={"setting": "logit_bias", "high": MAX_BIASES},
        )
    for entry in sampling.logit_bias:
        banned = entry.bias == -math.inf
        if not 0 <= entry.token <= MAX_INT or not (banned or -MAX_BIAS <= entry.bias <= MAX_BIAS):
            raise InvalidInput(
                "The setting “logit_bias” is out of range.",
                hint=f"Use token numbers from 0, and a bias from {-MAX_BIAS} to {MAX_BIAS}, or minus infinity to ban.",
                params={"setting": "logit_bias", "low": -MAX_BIAS, "high": MAX_BIAS},
            )
