"""Notices an engine that hangs in the middle of an answer.

Silence alone proves nothing: a long tool call is sent as one piece, and an answer may wait for room beside others. So
what counts is whether the engine still comes round (`WorkerStatus.steps`); where an engine does not tell, silence has
to do. The limit is generous, because one step may be the encoding of a large picture on a slow machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from app.errors import AppError
from app.manager.slot import Instance
from app.manager.timers import TimerHandle, Timers

LOOK_S = 60.0
"""How often a silent engine is looked at."""
LOOKS = 5
"""So often in a row without any movement, and it hangs: five minutes."""
HUNG = "The engine did nothing for five minutes and was ended."


class Watch:
    """Watches over one stream of an instance, from its creation to `close`. Runs on the core's event loop.

    `on_hang()` is called once, when the engine does not move any more.
    """

    def __init__(self, instance: Instance, timers: Timers, on_hang: Callable[[], None]) -> None:
        self._instance = instance
        self._timers = timers
        self._on_hang = on_hang
        self._heard = False
        self._still = 0
        self._steps: int | None = None
        self._look: asyncio.Task[None] | None = None
        self._timer: TimerHandle = timers.call_later(LOOK_S, self._due)

    def heard(self) -> None:
        """The engine said something."""
        self._heard = True

    def close(self) -> None:
        """The stream is over."""
        self._timer.cancel()
        if self._look is not None:
            self._look.cancel()

    def _due(self) -> None:
        self._look = asyncio.create_task(self._look_once(), name="watch")

    async def _look_once(self) -> None:
        heard, self._heard = self._heard, False
        try:
            steps = (await self._instance.backend.status()).steps
        except AppError:
            steps = None
        moved = steps is not None and steps != self._steps
        self._steps = steps
        self._still = 0 if heard or moved else self._still + 1
        if self._still >= LOOKS:
            self._on_hang()
        else:
            self._timer = self._timers.call_later(LOOK_S, self._due)
