"""The database thread: runs every database job, one after the other, off the event loop."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.errors import StoreError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]


class DatabaseThread:
    """One thread with a queue. `run` is for any event loop; jobs run on the thread in the order they came.

    A job that was handed over always runs: cancelling whoever waits for it only drops the result, so that a
    transaction is never torn.
    """

    def __init__(self, name: str = "store") -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[], T]) -> T:
        """Run `work` on the thread and return what it returns, or raise what it raises.

        Raises:
            StoreError: The thread has ended.
        """
        return await self.submit(work)

    def submit(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Like `run`, for a caller on the event loop that does not wait now.

        Raises:
            StoreError: The thread has ended.
        """
        if self._closed:
            raise StoreError("The chat database is closed.", hint="Start Tektra again.")
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, done))
        return done

    def close(self) -> None:
        """End the thread after the jobs that it already has; twice is once."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            result: Any = None
            failure: BaseException | None = None
            try:
                result = job.work()
            except BaseException as exc:
                failure = exc
            _deliver(job, result, failure)
            del job, result, failure  # a waiting thread must not keep the last result alive


def _deliver(job: _Job, result: Any, failure: BaseException | None) -> None:
    def settle() -> None:
        if job.done.done():  # whoever waited was cancelled
            return
        if failure is None:
            job.done.set_result(result)
        else:
            job.done.set_exception(failure)

    try:
        job.loop.call_soon_threadsafe(settle)
    except RuntimeError:  # the loop was closed; nobody waits any more
        return
