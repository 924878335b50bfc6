"""The ranges of sampling numbers, checked before they reach an engine: C code trusts what it is given."""

from __future__ import annotations

from app.errors import InvalidInput
from app.types.generation import GenerateRequest, Sampling

MAX_INT = 2**31 - 1
MAX_SEED = 2**32 - 2
"""llama.cpp takes 32 bits, and the highest number means "draw one"."""
MAX_TEMPERATURE = 100.0
MAX_REPEAT_PENALTY = 10.0
MAX_CHOICES = 16
MAX_LOGPROBS = 20
MAX_STOP_STRINGS = 64
MAX_STOP_LENGTH = 1024


def check_request(request: GenerateRequest) -> None:
    """Accept requests that every engine can take.

    Raises:
        InvalidInput: The first number that is out of range.
    """
    check_sampling(request.sampling)
    _check_number("choices", request.choices, 1, MAX_CHOICES)
    if request.top_logprobs is not None:
        _check_number("top_logprobs", request.top_logprobs, 0, MAX_LOGPROBS)


def check_sampling(sampling: Sampling) -> None:
    """Accept numbers that every engine can take.

    Raises:
        InvalidInput: The first one that is out of range, with its name and the range.
    """
    _check_number("temperature", sampling.temperature, 0.0, MAX_TEMPERATURE)
    _check_number("top_k", sampling.top_k, 0, MAX_INT)
    _check_number("top_p", sampling.top_p, 0.0, 1.0)
    _check_number("min_p", sampling.min_p, 0.0, 1.0)
    _check_number("repeat_penalty", sampling.repeat_penalty, 0.01, MAX_REPEAT_PENALTY)
    if sampling.seed is not None:
        _check_number("seed", sampling.seed, 0, MAX_SEED)
    if sampling.max_tokens is not None:
        _check_number("max_tokens", sampling.max_tokens, 0, MAX_INT)
    _check_stop(sampling.stop)


def _check_number(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # also false for NaN
        raise InvalidInput(
            f"The setting “{name}” is out of range.",
            hint=f"Use a number from {low} to {high}.",
            params={"setting": name, "low": low, "high": high},
        )


def _check_stop(stop: tuple[str, ...]) -> None:
    if len(stop) > MAX_STOP_STRINGS or any(not 0 < len(text) <= MAX_STOP_LENGTH for text in stop):
        raise InvalidInput(
            "The stop strings cannot be used.",
            hint=f"Use at most {MAX_STOP_STRINGS} strings of 1 to {MAX_STOP_LENGTH} characters.",
            params={"setting": "stop"},
        )
