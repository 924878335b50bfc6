"""The manager's own background tasks: kept from being forgotten, awaited at the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from app.manager.timers import Timers, limited

log = logging.getLogger(__name__)


class Tasks:
    """A set of running tasks. Runs on the core's event loop."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start a task; an exception that nobody awaits is logged."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def drain(self, timers: Timers, limit_s: float) -> None:
        """Wait until nothing runs; what takes longer than the limit is cancelled."""
        try:
            await limited(timers, limit_s, self._all_ended())
        except TimeoutError:
            log.error("%d background tasks did not end within %g s", len(self._running), limit_s)
            for task in tuple(self._running):
                task.cancel()

    async def _all_ended(self) -> None:
        while self._running:
            await asyncio.wait(tuple(self._running))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a background task failed", exc_info=error)
