"""Of questions that come faster than they can be answered, only the newest is worked for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
Job = Callable[[], Awaitable[T]]


class Newest(Generic[T]):
    """One job per key at a time; of those that wait for it the newest answers for all. Lives on one event loop."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, tuple[Job[T], asyncio.Future[T]]] = {}
        self._running: dict[Hashable, asyncio.Task[None]] = {}

    async def run(self, key: Hashable, job: Job[T]) -> T:
        """The result of this job, or of one that came after it."""
        waiting = self._waiting.get(key)
        future = waiting[1] if waiting else asyncio.get_running_loop().create_future()
        self._waiting[key] = (job, future)
        if key not in self._running:
            self._running[key] = asyncio.create_task(self._work(key), name="newest")
        return await asyncio.shield(future)

    async def close(self) -> None:
        """Call off what runs and what waits."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, key: Hashable) -> None:
        try:
            while key in self._waiting:
                job, future = self._waiting.pop(key)
                await self._answer(job, future)
        finally:
            del self._running[key]
            left = self._waiting.pop(key, None)
            if left is not None:
                left[1].cancel()

    async def _answer(self, job: Job[T], future: asyncio.Future[T]) -> None:
        try:
            result = await job()
        except Exception as exc:
            future.set_exception(exc)
            future.exception()  # whoever asked may be gone
        except BaseException:
            future.cancel()
            raise
        else:
            future.set_result(result)
