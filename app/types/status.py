"""What `tektra ps` and the window's status line show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.types.models import BackendName


class WorkerState(StrEnum):
    """The life of a worker process."""

    STARTING = "starting"
    LOADING = "loading"
    IDLE = "idle"
    BUSY = "busy"
    RESTARTING = "restarting"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """One engine worker."""

    pid: int | None
    backend: BackendName
    model_id: str
    state: WorkerState
    memory_bytes: int = 0
    """Resident set size."""
    queued: int = 0
    restarts: int = 0
    cause: str = ""
    """Why it is down, in words."""
    steps: int | None = None
    """How often the engine came round, where that is known: one that is busy while this stands still hangs."""


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """Whether chats can be read and written, and what happened to the database at start."""

    writable: bool
    path: str
    problem: dict[str, Any] | None = None
    """`AppError.to_dict()` of what is wrong, if anything is."""
    recovered_chats: int = 0
    set_aside: str = ""
    """Where a corrupt database was kept."""
    last_backup: str = ""
    """The newest backup that can be restored."""
    last_backup_at: float | None = None


@dataclass(frozen=True, slots=True)
class CoreStatus:
    """The core process and everything it runs."""

    pid: int
    version: str
    started_at: float
    memory_bytes: int
    clients: int
    lingers: bool
    """True when it ends by itself after its last client."""
    answering: int
    store: StoreStatus
    workers: tuple[WorkerStatus, ...]
    config_problems: tuple[str, ...] = ()
    home: str = ""
    memory_total_bytes: int = 0
    """The machine's memory; 0 when it is not known."""
