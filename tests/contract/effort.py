"""What an engine's processes weigh and compute, by their own clocks: other work on the machine does not disturb it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.types.status import WorkerStatus

if TYPE_CHECKING:
    import psutil

    from tests.contract.cases import Case

_LOOK_S = 0.1
_STILL = 0.2
"""Of the time between two looks: who computes less than that is at rest."""


def processes_of(case: Case, status: WorkerStatus) -> tuple[int, ...]:
    """The engine's processes, as far as they can be seen."""
    if case.processes:
        return case.processes()
    return (status.pid,) if status.pid else ()


def resident_bytes(pids: tuple[int, ...]) -> int:
    """What processes and their children hold in memory."""
    return int(_total(pids, lambda process: float(process.memory_info().rss)))


@dataclass(frozen=True, slots=True)
class Effort:
    """Counts what some processes compute from now on."""

    pids: tuple[int, ...]
    began: float
    processors: int
    """As many compute for the engine."""

    @property
    def seconds(self) -> float:
        """How long they computed so far, as if each processor were theirs."""
        return (_cpu_seconds(self.pids) - self.began) / self.processors

    async def seconds_until_rest(self) -> float:
        """How long they computed, as if each processor were theirs, until they did next to nothing."""
        before, at = _cpu_seconds(self.pids), time.monotonic()
        while True:
            await asyncio.sleep(_LOOK_S)
            now, later = _cpu_seconds(self.pids), time.monotonic()
            if now - before < _STILL * (later - at):
                return (before - self.began) / self.processors
            before, at = now, later


def rest_of(case: Case, status: WorkerStatus) -> Effort:
    """Begin to count for an engine, whose processes have to be seen."""
    pids = processes_of(case, status)
    assert pids, "nobody can tell what this engine computes"
    return Effort(pids, _cpu_seconds(pids), case.spec.threads or os.cpu_count() or 1)


def _cpu_seconds(pids: tuple[int, ...]) -> float:
    return _total(pids, lambda process: float(sum(process.cpu_times()[:2])))


def _total(pids: tuple[int, ...], figure: Callable[[psutil.Process], float]) -> float:
    import psutil

    total = 0.0
    for pid in pids:
        try:
            process = psutil.Process(pid)
            total += sum(map(figure, [process, *process.children(recursive=True)]))
        except psutil.Error:  # it has ended
            continue
    return total
