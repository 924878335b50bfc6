"""Notices that the computer slept, and cleans up after it: engines are looked at, and answers of servers whose
connection did not survive are kept as interrupted, so that a person can let them go on.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from app.types.chats import ChatMessage, MessageStatus, ToolStatus
from app.types.models import BackendName

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
NOTICED_S = 10.0
"""A shorter nap, or a step of the clock by its server, harms nobody."""
GRACE_S = 30.0
"""So long after waking a server may take to go on."""
SERVERS = frozenset({BackendName.CLOUD, BackendName.OLLAMA, BackendName.MISTRAL_RS})

OPEN = frozenset({ToolStatus.ASKED, ToolStatus.RUNNING})


class Running(Protocol):
    """Answers that run."""

    def running_now(self) -> tuple[ChatMessage, ...]:
        """As they are now."""
        ...

    async def stop(self, message_ids: Iterable[str], status: MessageStatus) -> None:
        """End them; what had arrived is kept."""
        ...


class SleepClock:
    """Adds up how far the clock of the day, or of the machine, ran ahead of the one that stands still in sleep."""

    def __init__(self, awake: Callable[[], float] = time.monotonic, real: Callable[[], float] | None = None) -> None:
        self._awake = awake
        self._real = real or _real_clock()
        self._ahead = self._real() - self._awake()

    def slept(self) -> float:
        """Seconds of sleep since the last look; 0.0 for what is too short to count."""
        ahead = self._real() - self._awake()
        slept, self._ahead = ahead - self._ahead, ahead
        return slept if slept >= NOTICED_S else 0.0


class SleepWatch:
    """Looks every few seconds. Lives on the core's event loop."""

    def __init__(
        self,
        answers: Running,
        look_at_engines: Callable[[], None],
        clock: SleepClock | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._answers = answers
        self._look_at_engines = look_at_engines
        self._clock = clock or SleepClock()
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._run(), name="watch sleep")

    async def stop(self) -> None:
        """Look no more; twice is once."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await self._sleep(LOOK_EVERY_S)
            slept = self._clock.slept()
            if slept:
                try:
                    await self._woke(slept)
                except Exception:
                    log.exception("cleaning up after the computer's sleep failed")

    async def _woke(self, slept: float) -> None:
        log.info("the computer slept for %.0f s", slept)
        self._look_at_engines()
        before = {answer.id: _size(answer) for answer in self._answers.running_now() if _is_read(answer)}
        if not before:
            return
        await self._sleep(GRACE_S)
        now = [answer for answer in self._answers.running_now() if _is_read(answer)]
        silent = [answer.id for answer in now if before.get(answer.id) == _size(answer)]
        if silent:
            log.info("answers whose connection did not survive: %d", len(silent))
            await self._answers.stop(silent, MessageStatus.INTERRUPTED)


def _is_read(answer: ChatMessage) -> bool:
    """Whether a server is writing it: while a person decides on a tool, or the tool works, nothing is connected."""
    return answer.backend in SERVERS and not any(use.status in OPEN for use in answer.tools)


def _size(answer: ChatMessage) -> tuple[int, int]:
    return len(answer.text), len(answer.thinking)


def _real_clock() -> Callable[[], float]:
    """A clock that goes on in sleep: Linux has one that nobody sets; elsewhere it is the time of day."""
    if sys.platform == "linux":
        return lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.time
