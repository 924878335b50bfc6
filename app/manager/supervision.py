"""How models come and come back: loads, workers that die, restarts with growing pauses, and giving up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.errors import AppError, InternalError, WorkerDied
from app.manager.demand import TEXT, Demand
from app.manager.keeper import Keeper
from app.manager.loader import Loader
from app.manager.policy import after_death
from app.manager.room import Room
from app.manager.slot import Instance, LoadJob, Slot, SlotState, stopped
from app.manager.takeover import other_engine_note
from app.manager.tasks import Tasks
from app.manager.timers import Timers
from app.types.streams import AnswerPhase, AnswerProgress

log = logging.getLogger(__name__)

RESTARTING = AnswerProgress(AnswerPhase.LOADING, note="The engine stopped and starts again.")


class DeathListener(Protocol):
    """Told of a worker that ended unasked."""

    def __call__(self, slot: Slot, cause: str, *, restarting: bool) -> None:
        """`cause` is one sentence; `restarting` says whether it comes back by itself."""
        ...


class Supervisor:
    """Starts loads and restarts, one job per slot. Runs on the core's event loop."""

    def __init__(
        self,
        loader: Loader,
        keeper: Keeper,
        room: Room,
        timers: Timers,
        tasks: Tasks,
        next_ticket: Callable[[], int],
        on_death: DeathListener,
        overdue: Callable[[Slot], bool],
    ) -> None:
        self._loader = loader
        self._keeper = keeper
        self._room = room
        self._timers = timers
        self._tasks = tasks
        self._next_ticket = next_ticket
        self._on_death = on_death
        self._overdue = overdue

    def begin(self, slot: Slot, demand: Demand, ticket: int) -> LoadJob:
        """Start to load an empty or failed slot."""
        self._loader.look_where(slot, demand)
        phase = AnswerPhase.QUEUED if self._room.must_wait(slot) else AnswerPhase.LOADING
        job = LoadJob(AnswerProgress(phase), demand, supervised=False)
        slot.job = job
        job.task = self._tasks.spawn(self._load(slot, job, ticket))
        self._keeper.step(slot, SlotState.LOADING)
        return job

    def abort(self, slot: Slot) -> None:
        """Call the slot's load or restart off; whoever waits for it is told."""
        job = slot.job
        if job is not None:
            if job.task is not None:
                job.task.cancel()
            self._drop(slot, job)

    def settle(self, slot: Slot) -> None:
        """Somebody left: if nobody uses the model now, its load is called off or its keep-alive time begins."""
        slot.last_used = self._timers.now()
        if not slot.wanted:
            if slot.job is not None and not slot.job.supervised:
                self.abort(slot)
            elif slot.state is SlotState.LOADED and not self.let_go(slot):
                self._keeper.arm(slot)
        self._room.poke()

    def let_go(self, slot: Slot) -> bool:
        """Unload a model that nobody uses and that should be loaded in another way; whether that was so."""
        overdue = slot.state is SlotState.LOADED and not slot.wanted and self._overdue(slot)
        if overdue:
            log.info("unloading %s: another engine, or another way to load it, was asked for", slot.spec.id)
            self._keeper.start_unload(slot)
        return overdue

    def died(self, slot: Slot, instance: Instance, cause: str) -> None:
        """The process of an instance ended unasked: restart it after a pause, or leave it down. Twice is once."""
        if instance.retired or slot.instance is not instance:
            return
        instance.retired = True
        slot.instance = None
        self._keeper.stay(slot)
        self._tasks.spawn(self._bury(instance))
        delay = self._count_death(slot, cause)
        if delay is None:
            self._give_up(slot, WorkerDied(cause, hint="Try again.", params={"model_id": slot.spec.id}))
        else:
            job = LoadJob(RESTARTING, replace(instance.demand, needs=TEXT), supervised=True)
            slot.job = job
            job.task = self._tasks.spawn(self._restart(slot, job, delay, instance, cause))
            self._keeper.step(slot, SlotState.RESTARTING, cause)
        self._room.poke()

    async def _load(self, slot: Slot, job: LoadJob, ticket: int) -> None:
        try:
            instance = await self._loader.load(slot, job.demand, ticket, job.tell)
        except WorkerDied as error:
            if self._fail(slot, job, error):
                self._on_death(slot, error.message, restarting=False)
        except Exception as exc:
            self._fail(slot, job, _as_app_error(exc))
        else:
            self._attach(slot, job, instance)

    async def _restart(self, slot: Slot, job: LoadJob, delay: float | None, dead: Instance, cause: str) -> None:
        while delay is not None:
            await self._pause(job, delay)
            if not slot.wanted and self._room.is_full(slot):
                self._drop(slot, job)  # another model has its place meanwhile, and nobody asks for this one
                return
            self._keeper.step(slot, SlotState.LOADING)
            try:
                instance = await self._loader.load(slot, job.demand, self._next_ticket(), job.tell)
            except WorkerDied as error:
                if slot.job is not job:
                    return
                delay = self._count_death(slot, error.message)
                if delay is None:
                    self._fail(slot, job, error)
                else:
                    job.tell(RESTARTING)
                    self._keeper.step(slot, SlotState.RESTARTING, error.message)
            except Exception as exc:
                self._fail(slot, job, _as_app_error(exc))
                return
            else:
                instance.note = instance.note or _moved(dead, cause, instance)
                self._attach(slot, job, instance)
                return

    def _drop(self, slot: Slot, job: LoadJob) -> None:
        slot.job = None
        self._keeper.step(slot, SlotState.EMPTY)
        job.fail(stopped())

    def _count_death(self, slot: Slot, cause: str) -> float | None:
        slot.deaths, delay = after_death(slot.deaths, self._timers.now())
        log.warning("the worker of %s died (%d in a row): %s", slot.spec.id, slot.deaths.count, cause)
        self._on_death(slot, cause, restarting=delay is not None)
        return delay

    async def _pause(self, job: LoadJob, delay: float) -> None:
        timer = self._timers.call_later(delay, job.hurry.set)
        try:
            await job.hurry.wait()
        finally:
            timer.cancel()
        job.hurry.clear()

    def _attach(self, slot: Slot, job: LoadJob, instance: Instance) -> None:
        if slot.job is not job:  # called off in the moment in which it succeeded
            self._tasks.spawn(self._bury(instance))
            return
        slot.job = None
        slot.instance = instance
        self._keeper.step(slot, SlotState.LOADED)
        slot.turns.widen(instance.loaded.parallel)
        job.succeed(instance)
        self.settle(slot)

    def _fail(self, slot: Slot, job: LoadJob, error: AppError) -> bool:
        """False when the load had been called off, and so cannot fail."""
        if slot.job is not job:
            return False
        slot.job = None
        job.fail(error)
        if self._loader.fails_alone(slot, job.demand):
            self._keeper.step(slot, SlotState.EMPTY)
            self._room.poke()
        else:
            self._give_up(slot, error)
        return True

    def _give_up(self, slot: Slot, error: AppError) -> None:
        self._keeper.step(slot, SlotState.DOWN, error.message)
        slot.turns.fail_all(error)
        self._room.poke()

    async def _bury(self, instance: Instance) -> None:
        await self._keeper.discard(instance)


def _moved(dead: Instance, cause: str, chosen: Instance) -> str:
    """Why another engine came back than the one that died; "" where it is the same, or the person wished it."""
    if chosen.engine is dead.engine or chosen.wishes != dead.wishes:
        return ""
    return other_engine_note(dead.engine, cause, chosen.engine)


def _as_app_error(exc: Exception) -> AppError:
    if isinstance(exc, AppError):
        return exc
    log.error("loading a model failed unexpectedly", exc_info=exc)
    return InternalError("Loading the model hit an unexpected problem.", hint="Try again; the log has the details.")
