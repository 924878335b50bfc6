"""Ends what an instance waits for, when the instance itself is ended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.errors import Cancelled


class Halt:
    """Ends the waits of one instance at once. Belongs to the event loop."""

    def __init__(self) -> None:
        self._waits: set[asyncio.Timeout] = set()
        self.halted = False

    @asynccontextmanager
    async def within(self, limit_s: float | None = None) -> AsyncIterator[None]:
        """Wait for so long at most; None is for ever.

        Raises:
            TimeoutError: The time is over.
            Cancelled: It was halted.
        """
        try:
            async with asyncio.timeout(0 if self.halted else limit_s) as wait:
                self._waits.add(wait)
                try:
                    yield
                finally:
                    self._waits.discard(wait)
        except TimeoutError:
            if self.halted:
                raise Cancelled("The engine was closed.") from None
            raise

    def halt(self) -> None:
        """End all waits, and let none begin."""
        self.halted = True
        for wait in self._waits:
            if not wait.expired():  # one that ends already cannot be moved
                wait.reschedule(asyncio.get_running_loop().time())
