"""How long the first word of an answer is waited for, said every second once nothing else is heard."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

TICK_S = 1.0
QUIET_S = 3.0
"""After so long without any news it is said."""
WORDS = "Waiting for the first word…"


class Waiting:
    """Counts the seconds until `stop`. Lives on one event loop, in `async with`.

    Args:
        say: Shows a line in place of the last one.
        now: Seconds of a clock.
        pause: Waits for some of them.
    """

    def __init__(
        self,
        say: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._say = say
        self._now = now
        self._pause = pause
        self._began = self._heard = now()
        self._words = ""
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Waiting:
        self._task = asyncio.create_task(self._count())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop()

    def heard(self, words: str = "") -> None:
        """There is news; `words` say what is waited for instead of the first word."""
        self._heard, self._words = self._now(), words

    def stop(self) -> None:
        """The first word is here, or will not come. Twice is once."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _count(self) -> None:
        while True:
            await self._pause(TICK_S)
            if self._now() - self._heard >= QUIET_S:
                self._say(f"{self._words or WORDS} {self._now() - self._began:.0f} s")
