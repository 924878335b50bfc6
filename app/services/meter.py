"""Counts what an answer produced, for answers without figures of the engine: stopped, failed, interrupted."""

from __future__ import annotations

from collections.abc import Callable

from app.types.generation import Usage


class Meter:
    """Figures of one answer as the core saw it. `clock` gives seconds, monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._started = clock()
        self._first: float | None = None
        self._last = 0.0
        self._tokens = 0
        self._prompt = 0
        self._reused = 0

    def start(self) -> None:
        """The engine has the request now; waiting before it does not count."""
        self._started = self._clock()

    def read(self, prompt_tokens: int, reused_tokens: int) -> None:
        """The prompt's size became known."""
        self._prompt, self._reused = prompt_tokens, reused_tokens

    def add(self, tokens: int) -> None:
        """More tokens came."""
        self._last = self._clock()
        self._first = self._last if self._first is None else self._first
        self._tokens += tokens

    def usage(self) -> Usage | None:
        """The figures so far; None when no token came."""
        if self._first is None:
            return None
        seconds = self._last - self._first
        speed = (self._tokens - 1) / seconds if self._tokens > 1 and seconds > 0 else 0.0
        return Usage(self._prompt, self._reused, self._tokens, self._first - self._started, speed)


def add_usage(before: Usage | None, after: Usage | None) -> Usage | None:
    """Figures of an answer that went on: its tokens, the speed over all of them, the wait for the first one.

    What was not measured of a part (0) counts for nothing.
    """
    if before is None or after is None:
        return after or before
    began = before if before.completion_tokens else after
    return Usage(
        prompt_tokens=after.prompt_tokens,
        reused_tokens=after.reused_tokens,
        completion_tokens=before.completion_tokens + after.completion_tokens,
        first_token_s=began.first_token_s,
        tokens_per_s=_speed((before, after)),
    )


def _speed(parts: tuple[Usage, ...]) -> float:
    """Weighted by time, so that a quick word at the end does not speak for a long slow answer."""
    measured = [part for part in parts if part.tokens_per_s > 0 and part.completion_tokens > 0]
    seconds = sum(part.completion_tokens / part.tokens_per_s for part in measured)
    return sum(part.completion_tokens for part in measured) / seconds if seconds else 0.0
