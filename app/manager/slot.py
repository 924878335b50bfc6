"""One model's place in the manager: its state machine, its running instance, its line and its current load."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from app.backends.base import Backend
from app.errors import AppError, Cancelled, InternalError
from app.manager.budget import Resident, resident
from app.manager.demand import ANY_TEXT, Demand
from app.manager.policy import NO_DEATHS
from app.manager.ports import ProgressListener
from app.manager.timers import TimerHandle
from app.manager.turns import Turns
from app.types.models import BackendName, LoadedModel, LoadSpec, LoadState, MemoryEstimate, ModelSpec
from app.types.status import WorkerState
from app.types.streams import AnswerProgress


class SlotState(StrEnum):
    """The life of a model in the manager."""

    EMPTY = "empty"
    LOADING = "loading"
    """From the decision to load: also while it waits for memory."""
    LOADED = "loaded"
    UNLOADING = "unloading"
    RESTARTING = "restarting"
    """Its worker died and comes back after a pause."""
    DOWN = "down"
    """It failed; `cause` says how. The next request starts it afresh."""


ALLOWED: dict[SlotState, frozenset[SlotState]] = {
    SlotState.EMPTY: frozenset({SlotState.LOADING}),
    SlotState.LOADING: frozenset({SlotState.LOADED, SlotState.RESTARTING, SlotState.EMPTY, SlotState.DOWN}),
    SlotState.LOADED: frozenset({SlotState.UNLOADING, SlotState.RESTARTING, SlotState.DOWN}),
    SlotState.UNLOADING: frozenset({SlotState.EMPTY, SlotState.DOWN}),
    SlotState.RESTARTING: frozenset({SlotState.LOADING, SlotState.EMPTY, SlotState.DOWN}),
    SlotState.DOWN: frozenset({SlotState.LOADING, SlotState.UNLOADING, SlotState.EMPTY}),
}
"""Every step there is."""

LOAD_STATES = {
    SlotState.EMPTY: LoadState.READY,
    SlotState.LOADING: LoadState.LOADING,
    SlotState.LOADED: LoadState.LOADED,
    SlotState.UNLOADING: LoadState.READY,
    SlotState.RESTARTING: LoadState.LOADING,
    SlotState.DOWN: LoadState.FAILED,
}
"""How a state reads in the model picker."""

WORKER_STATES = {
    SlotState.LOADING: WorkerState.LOADING,
    SlotState.UNLOADING: WorkerState.IDLE,
    SlotState.RESTARTING: WorkerState.RESTARTING,
    SlotState.DOWN: WorkerState.DOWN,
}
"""How a state without a talking worker reads in `tektra ps`; an empty slot is not shown."""


@dataclass(slots=True)
class Instance:
    """One backend with the model that it holds, from before its load to after its end."""

    engine: BackendName
    backend: Backend
    spec: LoadSpec
    digest: str
    """Of the model, for the notes."""
    loaded: LoadedModel
    estimate: MemoryEstimate | None = None
    """What it was predicted to take."""
    memory_bytes: int = 0
    """The most that was measured: all resident memory of its process, mapped weights included."""
    pid: int | None = None
    exit_cause: str | None = None
    """Set when the process ended unasked."""
    unwilling: AppError | None = None
    """Why an engine that has no process of ours may still hold the model."""
    retired: bool = False
    """We let go of it: whatever it still says does not count."""
    demand: Demand = ANY_TEXT
    """What it was loaded for."""
    wishes: tuple[BackendName, ...] = ()
    """Which engines person and model wanted, first things first, when this one was found to be the right one."""
    version: str = ""
    """Of the engine, as it was found when this was loaded."""
    outdated: bool = False
    """It was loaded with other settings than there are now: the next answer has it loaded anew."""
    note: str = ""
    """Why it is not the engine that would have come first; "" where it is, or once an answer has said it."""


class LoadJob:
    """One load in progress, shared by everybody who waits for it. Runs on the core's event loop."""

    def __init__(self, progress: AnswerProgress, demand: Demand, *, supervised: bool) -> None:
        self.supervised = supervised
        """A restart: it goes on also when nobody waits for it."""
        self.demand = demand
        """For the next attempt: an answer that goes on wants the engine that it began with."""
        self.task: asyncio.Task[None] | None = None
        self.hurry = asyncio.Event()
        """Somebody wants it now: pauses end."""
        self._done: asyncio.Future[Instance] = asyncio.get_running_loop().create_future()
        self._progress = progress
        self._listeners: list[ProgressListener] = []

    def tell(self, progress: AnswerProgress) -> None:
        """Pass on what the load is doing; whoever joins later hears the last word first.

        A phase that goes on keeps its note.
        """
        if progress == self._progress or (progress.phase is self._progress.phase and not progress.note):
            return
        self._progress = progress
        for listener in tuple(self._listeners):
            listener(progress)

    async def wait(self, tell: ProgressListener) -> Instance:
        """Join: wait for the instance, and hear of the progress meanwhile. Giving up leaves the load alone."""
        self._listeners.append(tell)
        tell(self._progress)
        try:
            await asyncio.wait([self._done])
        finally:
            self._listeners.remove(tell)
        return self._done.result()

    def succeed(self, instance: Instance) -> None:
        """Hand the instance to everybody who waits."""
        self._done.set_result(instance)

    def fail(self, error: AppError) -> None:
        """Hand the error to everybody who waits; nobody has to."""
        self._done.set_exception(error)
        self._done.exception()  # seen, so that asyncio does not complain when nobody waits


class Slot:
    """Everything the manager knows about one model. Runs on the core's event loop."""

    def __init__(self, spec: ModelSpec, turns: Turns) -> None:
        self.spec = spec
        self.turns = turns
        self.state = SlotState.EMPTY
        self.cause = ""
        """Why it is down or restarts, as one sentence."""
        self.instance: Instance | None = None
        """While it holds memory: loaded, being unloaded, or impossible to end."""
        self.starting: Instance | None = None
        """While it loads."""
        self.job: LoadJob | None = None
        self.closing: asyncio.Task[None] | None = None
        self.need = 0
        """Bytes that its last load was predicted to take; 0 for not known."""
        self.elsewhere = False
        """Another machine computes it, or did last: it takes no memory of this one."""
        self.drafts = 0
        """Prompts that are being read ahead."""
        self.pins = 0
        """Loads ahead of the first question, which nobody may call off but who asked for them."""
        self.deaths = NO_DEATHS
        self.last_used = 0.0
        self.holders: dict[int, Instance] = {}
        """Who works with which instance, by ticket."""
        self.changers: set[int] = set()
        """Tickets of those who wait for the model to be idle, so that they can have it in another way."""
        self.released = asyncio.Event()
        """Set when a holder left."""
        self.keep_alive: TimerHandle | None = None

    @property
    def in_use(self) -> bool:
        """Whether somebody works with the instance now."""
        return self.turns.active > 0 or self.pins > 0

    @property
    def wanted(self) -> bool:
        """Whether somebody works with it, or waits to."""
        return self.in_use or self.turns.waiting > 0

    def held_by_others(self, ticket: int) -> bool:
        """Whether others than this request work with the instance."""
        return any(who != ticket and held is self.instance for who, held in self.holders.items())

    def stands_back(self, ticket: int) -> bool:
        """Whether an older request waits for the instance to go."""
        return any(changer < ticket for changer in self.changers)

    @property
    def resident(self) -> Resident:
        """For the choice of whose memory to take back; what cannot be unloaded now counts as in use."""
        stays = self.state not in (SlotState.LOADED, SlotState.DOWN)
        held = self.instance
        return resident(
            in_use=self.in_use or stays,
            last_used=self.last_used,
            measured=held.memory_bytes if held else 0,
            estimate=held.estimate if held else None,
            mapped=held.spec.tuning.mmap if held else False,
        )

    def move(self, state: SlotState, cause: str = "") -> None:
        """Take one step of the state machine.

        Raises:
            InternalError: There is no such step.
        """
        if state not in ALLOWED[self.state]:
            raise InternalError(f"A model cannot go from {self.state} to {state}.")
        self.state = state
        self.cause = cause


def stopped() -> Cancelled:
    """For whoever waited for a load that was called off."""
    return Cancelled("Loading the model was stopped.", hint="Load it again when you need it.")
