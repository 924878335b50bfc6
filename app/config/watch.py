"""Notices that the person's file changed outside, by looking at its version every second.

No system facility is used: those miss changes behind symlinks and on network folders, and one look a second costs
nothing. A change counts when two looks have found the same version, so that half-written files and the moment between
an editor's removal and its new file are passed over.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from app.config.keeper import ConfigKeeper
from app.config.person_file import Stamp, stamp_of

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0

Sleep = Callable[[float], Awaitable[None]]


class Settling:
    """Decides when a change is complete. Pure."""

    def __init__(self) -> None:
        self._changing = False
        self._last: Stamp = None

    def look(self, found: Stamp, known: Stamp) -> bool:
        """Whether what was `found` now is a new version that has come to rest; `known` is the one in force."""
        settled = self._changing and found == self._last
        self._changing, self._last = found != known and not settled, found
        return settled and found != known


class ConfigWatch:
    """Lets the keeper read the file again after changes. Lives on the core's event loop.

    Our own writes are none: the keeper has read them already when the next look comes.
    """

    def __init__(self, keeper: ConfigKeeper, sleep: Sleep = asyncio.sleep) -> None:
        self._keeper = keeper
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._run(), name="watch settings")

    async def stop(self) -> None:
        """Look no more; twice is once."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        settling = Settling()
        while True:
            await self._sleep(LOOK_EVERY_S)
            try:
                found = await asyncio.to_thread(stamp_of, self._keeper.paths.user_config)
                if settling.look(found, self._keeper.seen):
                    await self._keeper.reload()
            except Exception:
                log.exception("looking at the settings failed")
