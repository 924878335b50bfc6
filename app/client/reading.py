"""How far a prompt has been read, for people: figures that do not jump, and none at all for what is done at once."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from app.types.streams import AnswerPhase, AnswerProgress

QUICK_S = 0.7
"""Reading that takes less is not worth a figure."""
TRUST = 0.4
"""How much a new estimate of the end counts against those before it."""

NumberText = Callable[[float, int], str]
"""A number with that many decimals, written as the person's locale does."""


class Reading:
    """The progress of one prompt. `clock` gives seconds, monotonic."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._total = 0
        self._done = 0
        self._end: float | None = None

    def take(self, progress: AnswerProgress) -> None:
        """What the core says; any other phase than reading begins anew."""
        if progress.phase is not AnswerPhase.READING:
            self._since = None
            return
        now = self._clock()
        if self._since is None:
            self._since = now
        if progress.total_tokens != self._total or progress.done_tokens < self._done:
            self._end = None  # the engine begins, or begins again
        self._total, self._done = progress.total_tokens, progress.done_tokens
        if progress.remaining_s is not None and math.isfinite(progress.remaining_s):
            end = now + max(0.0, progress.remaining_s)
            self._end = end if self._end is None else (1 - TRUST) * self._end + TRUST * end

    def words(self, number: NumberText) -> str:
        """For instance "43 % · about 5 s"; "" while there is nothing to say."""
        now = self._clock()
        if self._since is None or now - self._since < QUICK_S or self._total <= 0:
            return ""
        share = f"{number(min(100, 100 * self._done // self._total), 0)} %"
        return share if self._end is None else f"{share} · {about(self._end - now, number)}"


def about(seconds: float, number: NumberText) -> str:
    """A time in round figures: to the second, from ten on to five seconds, from one minute on to minutes."""
    if seconds <= 10:
        return f"about {number(max(1, math.ceil(seconds)), 0)} s"
    if seconds < 57.5:
        return f"about {number(5 * round(seconds / 5), 0)} s"
    return f"about {number(max(1, round(seconds / 60)), 0)} min"
