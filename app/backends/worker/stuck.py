"""Notices an engine that never comes back from the choice of one token, and for which answer it was made.

A grammar with many readings can keep native code busy for ever, where nothing can interrupt it and all answers wait. A
choice takes milliseconds, so it needs not the patience that the reading of a large picture needs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.backends.worker.marker import NO_JOB, WORDS, Mark, Work

LOOK_S = 5.0
"""How often an engine is looked at that answers."""
LOOKS = 3
"""So often in a row the same choice in the same step, and it is stuck: ten to fifteen seconds."""
STUCK = f"it was stuck {WORDS[Work.SAMPLING]}"


class Handle(Protocol):
    """A timer that runs."""

    def cancel(self) -> None:
        """It is not to fire any more."""
        ...


class StuckWatch:
    """Looks at one worker while it answers. Runs on the core's event loop.

    Args:
        look: What the worker is at; None when it answers nothing, or is gone.
        on_stuck: Called once with the choice that does not end.
        later: Starts a timer, as `asyncio.AbstractEventLoop.call_later`.
    """

    def __init__(
        self,
        look: Callable[[], Mark | None],
        on_stuck: Callable[[Mark], None],
        later: Callable[[float, Callable[[], None]], Handle],
    ) -> None:
        self._look = look
        self._on_stuck = on_stuck
        self._later = later
        self._timer: Handle | None = None
        self._last: Mark | None = None
        self._seen = 0

    def begin(self) -> None:
        """An answer is asked for; from now on until nothing is answered any more it looks. Twice is once."""
        if self._timer is None:
            self._last, self._seen = None, 0
            self._timer = self._later(LOOK_S, self._due)

    def close(self) -> None:
        """The worker has ended."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        mark = self._look()
        if mark is None:
            return
        choosing = mark.work is Work.SAMPLING and mark.job != NO_JOB
        self._seen = self._seen + 1 if mark == self._last else 1
        self._last = mark
        if choosing and self._seen >= LOOKS:
            self._on_stuck(mark)
        else:
            self._timer = self._later(LOOK_S, self._due)
