"""The engine line at the foot of the sidebar, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.types.models import BackendName
from app.types.status import CoreStatus, WorkerState
from app.ui.window.picker_model import engine_name

GB = 1_000_000_000


class EngineState(StrEnum):
    """What the line's dot says."""

    RUNNING = "running"
    STARTING = "starting"
    DOWN = "down"
    NONE = "none"
    """No engine is needed yet."""


@dataclass(frozen=True, slots=True)
class EngineLine:
    """What the line shows: engines by name, the memory of all workers, and of the machine where it is known."""

    state: EngineState
    engines: str
    used_gb: float
    total_gb: int
    cause: str = ""


_STARTING = (WorkerState.STARTING, WorkerState.LOADING, WorkerState.RESTARTING)


def engine_line(status: CoreStatus | None) -> EngineLine:
    """Sum up the workers."""
    workers = status.workers if status is not None else ()
    total = round(status.memory_total_bytes / GB) if status is not None else 0
    if not workers:
        return EngineLine(EngineState.NONE, "", 0.0, total)
    backends: list[BackendName] = []
    for worker in workers:
        if worker.backend not in backends:
            backends.append(worker.backend)
    cause = next((worker.cause for worker in workers if worker.state is WorkerState.DOWN), "")
    if all(worker.state is WorkerState.DOWN for worker in workers):
        state = EngineState.DOWN
    elif any(worker.state in _STARTING for worker in workers):
        state = EngineState.STARTING
    else:
        state = EngineState.RUNNING
    used = sum(worker.memory_bytes for worker in workers) / GB
    return EngineLine(state, ", ".join(engine_name(name) for name in backends), round(used, 1), total, cause)
