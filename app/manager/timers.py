"""Time for the manager: a clock, timers and time limits that tests can stand in for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class TimerHandle(Protocol):
    """A call that has been arranged."""

    def cancel(self) -> None:
        """Call it off; too late is harmless."""
        ...


class Timers(Protocol):
    """A steady clock and calls in the future, on the event loop."""

    def now(self) -> float:
        """Seconds since some fixed moment; never goes back."""
        ...

    def call_later(self, delay_s: float, callback: Callable[[], object]) -> TimerHandle:
        """Arrange a call."""
        ...


class LoopTimers:
    """The event loop's own clock. Use inside a running loop."""

    def now(self) -> float:
        """The loop's time."""
        return asyncio.get_running_loop().time()

    def call_later(self, delay_s: float, callback: Callable[[], object]) -> TimerHandle:
        """The loop's timer."""
        return asyncio.get_running_loop().call_later(delay_s, callback)


async def limited(timers: Timers, limit_s: float, work: Coroutine[Any, Any, T]) -> T:
    """Await `work`, for at most `limit_s` seconds.

    Raises:
        TimeoutError: The limit passed; the work was cancelled.
    """
    task = asyncio.ensure_future(work)
    expired = False

    def expire() -> None:
        nonlocal expired
        expired = not task.done()
        task.cancel()

    timer = timers.call_later(limit_s, expire)
    try:
        await asyncio.wait([task])
    finally:
        timer.cancel()
        if not task.done():  # whoever waits here was cancelled
            task.cancel()
            await asyncio.wait([task])
    if expired:
        if not task.cancelled():
            task.exception()  # seen; the limit is what counts
        raise TimeoutError
    return task.result()
