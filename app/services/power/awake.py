"""Keeps the computer from going to sleep by itself while answers run. Whatever fails here, no answer does."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from typing import Protocol

log = logging.getLogger(__name__)

LINGER_S = 5.0
"""So long after the last answer: the next one may follow at once."""


class Inhibitor(Protocol):
    """One way to keep a system awake."""

    async def take(self) -> None:
        """Keep it awake from now on. Raises OSError where that does not work."""

    async def release(self) -> None:
        """Let it sleep again; twice is once."""


class Awake:
    """Follows the number of running answers. Lives on the core's event loop."""

    def __init__(
        self,
        count: Callable[[], int],
        wanted: Callable[[], bool],
        inhibitor: Inhibitor,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._count = count
        self._wanted = wanted
        self._inhibitor = inhibitor
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None
        self._again = asyncio.Event()
        self._failed = False

    def update(self) -> None:
        """Answers began or ended, or the setting changed."""
        self._again.set()
        if self._task is None and self._needed():
            self._task = asyncio.create_task(self._keep(), name="keep awake")
            self._task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Let the computer sleep; twice is once."""
        task = self._task
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _needed(self) -> bool:
        return not self._failed and self._count() > 0 and self._wanted()

    async def _keep(self) -> None:
        try:
            await self._inhibitor.take()
            while True:
                self._again.clear()
                if self._needed():
                    await self._again.wait()
                    continue
                if self._wanted():
                    await self._sleep(LINGER_S)
                if not self._needed():
                    return
        finally:
            await self._inhibitor.release()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            self._failed = True  # it would fail again; not a line in the log for every answer
            log.info("the computer cannot be kept awake: %s", error)
        else:
            self.update()


class ChildInhibitor:
    """A small program of the system that keeps it awake as long as it runs. It reads from us: our end is its own."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._child: asyncio.subprocess.Process | None = None

    async def take(self) -> None:
        """Start it."""
        pipe, quiet = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        self._child = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=quiet, stderr=quiet)

    async def release(self) -> None:
        """Let it end, and see that it does."""
        child, self._child = self._child, None
        if child is None or child.returncode is not None:
            return
        if child.stdin is not None:
            child.stdin.close()
        try:
            async with asyncio.timeout(1.0):
                await child.wait()
        except TimeoutError:
            child.kill()
            await child.wait()


class WindowsInhibitor:
    """Tells Windows, for the thread of the event loop."""

    _CONTINUOUS, _SYSTEM = 0x80000000, 0x00000001

    async def take(self) -> None:
        """The system is needed."""
        self._set(self._CONTINUOUS | self._SYSTEM)

    async def release(self) -> None:
        """It is not needed any more."""
        self._set(self._CONTINUOUS)

    def _set(self, flags: int) -> None:
        import ctypes

        library = getattr(ctypes, "windll", None)
        if library is None or not library.kernel32.SetThreadExecutionState(flags):
            raise OSError("Windows refused")


class NoInhibitor:
    """Where nothing can be done."""

    async def take(self) -> None:
        """Say so."""
        raise OSError("there is no program for it")

    async def release(self) -> None:
        """Nothing was taken."""


def inhibitor(platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which) -> Inhibitor:
    """The way of this system."""
    if platform == "win32":
        return WindowsInhibitor()
    if platform == "darwin" and (program := which("caffeinate")):
        return ChildInhibitor((program, "-i", "-w", str(os.getpid())))
    program, reader = which("systemd-inhibit"), which("cat")
    if program and reader:
        why = ("--what=idle:sleep", "--who=Tektra", "--why=An answer is being written", "--mode=block")
        return ChildInhibitor((program, *why, reader))
    return NoInhibitor()
