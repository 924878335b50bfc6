"""How a request comes to a running instance: wait, load, change engines, or recover after a crash."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.errors import AppError, Cancelled, WorkerDied
from app.manager.demand import Demand
from app.manager.keeper import Keeper
from app.manager.loader import Loader
from app.manager.notes import EngineNotes
from app.manager.planner import Planner
from app.manager.policy import NO_DEATHS, misses_projector
from app.manager.ports import ProgressListener
from app.manager.slot import Instance, LoadJob, Slot, SlotState
from app.manager.supervision import Supervisor
from app.manager.takeover import lasts, other_engine_note, words
from app.manager.troubles import Troubles
from app.types.generation import Usage
from app.types.models import BackendName
from app.types.streams import AnswerPhase, AnswerProgress

log = logging.getLogger(__name__)


QUEUED = AnswerProgress(AnswerPhase.QUEUED)


@dataclass(slots=True)
class Request:
    """Who asks for what."""

    slot: Slot
    demand: Demand
    """Learns which engines failed."""
    ticket: int
    """Its place in the order of all requests."""
    tell: ProgressListener
    note: str = ""
    """Why another engine answers than the one that comes first; "" where none took over."""


class Access:
    """Finds instances for requests. Runs on the core's event loop."""

    def __init__(
        self,
        planner: Planner,
        notes: EngineNotes,
        keeper: Keeper,
        loader: Loader,
        supervisor: Supervisor,
        troubles: Troubles,
        on_change: Callable[[Slot], None],
    ) -> None:
        self._planner = planner
        self._notes = notes
        self._keeper = keeper
        self._loader = loader
        self._supervisor = supervisor
        self._troubles = troubles
        self._on_change = on_change
        self._open = True

    def shut(self) -> None:
        """From now on every request is refused."""
        self._open = False

    def check_open(self) -> None:
        """Refuse when the manager is closed.

        Raises:
            Cancelled: It is.
        """
        if not self._open:
            raise ending()

    async def ready(self, request: Request, only: BackendName | None = None) -> Instance:
        """The instance that serves this request, held for it until `release`; loads it when there is none.

        With `only`, no other engine will do: an answer has begun with it.

        Raises:
            AppError: It could not be loaded, or the load was called off.
        """
        self.release(request)
        asked = request.demand
        request.demand = replace(asked, backend=only or asked.backend)
        try:
            instance = await self._instance(request)
        finally:
            request.demand = asked
            request.slot.changers.discard(request.ticket)
            request.slot.released.set()
        request.slot.holders[request.ticket] = instance
        return instance

    def release(self, request: Request) -> None:
        """The request does not use its instance any more."""
        if request.slot.holders.pop(request.ticket, None) is not None:
            request.slot.released.set()

    async def _instance(self, request: Request) -> Instance:
        slot = request.slot
        while True:
            self.check_open()
            if slot.closing is not None:
                await asyncio.wait([slot.closing])
            elif slot.state is SlotState.DOWN and slot.instance is not None:
                await self._keeper.unload(slot)  # it could not be ended before: try again
            elif slot.state is SlotState.LOADED and slot.instance is not None:
                fits = self._fits(request, slot.instance)
                if fits and not slot.stands_back(request.ticket):
                    request.note = slot.instance.note or request.note
                    return slot.instance
                if fits or slot.held_by_others(request.ticket):
                    await self._stand_by(request, changes=not fits)
                else:
                    await self._keeper.unload(slot)
            elif slot.job is not None:
                await self._join(request, slot.job)
            else:
                if slot.state is SlotState.DOWN:
                    slot.deaths = NO_DEATHS  # somebody tries again: everything counts anew
                self._supervisor.begin(slot, request.demand, request.ticket)

    async def _stand_by(self, request: Request, *, changes: bool) -> None:
        """Wait until others have let go of the model, or have it as they need it."""
        slot = request.slot
        if changes:
            slot.changers.add(request.ticket)
        request.tell(QUEUED)
        slot.released.clear()
        await slot.released.wait()

    async def _join(self, request: Request, job: LoadJob) -> None:
        """Wait for a load; how one fails that was made for other demands says nothing about this request."""
        try:
            instance = await job.wait(request.tell)
        except AppError:
            if job.demand.backend is request.demand.backend or not self._open:
                raise
            log.info("a load for %s failed; loading %s anew", job.demand.backend, request.slot.spec.id)
        else:
            request.note = instance.note or request.note

    async def recover(
        self, request: Request, instance: Instance, error: WorkerDied, *, goes_on: bool, may_learn: bool
    ) -> Instance:
        """After a death in an answer: the instance to go on with, once it is there.

        With `may_learn` the death may be a sign that the model has to be loaded in another way; that is tried at once,
        and an answer of which nothing has come starts over, whoever is to blame. Otherwise an answer that `goes_on`
        waits for the restart. Once something has come, it goes on with the same engine or not at all.

        Raises:
            WorkerDied: The answer does not go on, and nothing that can be done differently is left.
            Cancelled: The manager is closed.
        """
        slot = request.slot
        self._supervisor.died(slot, instance, error.message)
        self.check_open()
        only = None if error.params["before_first_token"] else instance.engine
        demand = replace(request.demand, backend=only or request.demand.backend)
        note, changes = self._loader.learn(error, slot, demand, instance) if may_learn else ("", False)
        starts_over = bool(note) and only is None
        if slot.state is SlotState.DOWN or not (starts_over or goes_on):
            raise error
        if changes:
            request.note = note
        if note and slot.job is not None:
            slot.job.tell(AnswerProgress(AnswerPhase.LOADING, note=note))
            slot.job.hurry.set()
        return await (self.ready(request) if only is None else self._same_again(request, only, error))

    async def _same_again(self, request: Request, engine: BackendName, error: WorkerDied) -> Instance:
        """The engine that died, once it is back."""
        job = request.slot.job
        if job is not None:
            job.demand = replace(job.demand, backend=engine)
        try:
            return await self.ready(request, engine)
        except Cancelled:
            raise
        except AppError as failed:
            raise WorkerDied(
                f"{error.message} It did not come back: {failed.message}",
                hint=failed.hint,
                detail=failed.detail,
                params=error.params,
            ) from failed

    async def take_over(self, request: Request, instance: Instance, error: AppError) -> Instance:
        """After a failure before the first token: the instance of the next engine, once it is there.

        Raises:
            AppError: Nothing can take over: the same error, or one that tells of all engines that were tried.
        """
        slot, engine, cause = request.slot, instance.engine, words(error)
        demand = request.demand.without(engine, cause)
        if lasts(error):
            self._troubles.note(instance.digest, engine, cause)
        chosen = self._planner.next_engine(slot.spec, demand)
        if chosen is None:
            raise self._planner.exhausted(slot.spec, demand, error)
        request.demand = demand
        request.note = other_engine_note(engine, cause, chosen)
        log.info("%s failed with %s before its first token: %s", engine, slot.spec.id, error.message)
        request.tell(AnswerProgress(AnswerPhase.LOADING, note=request.note))
        return await self.ready(request)

    async def measure(self, instance: Instance) -> None:
        """An answer is over: see what memory the engine has come to."""
        if not instance.retired:
            await self._loader.measure(instance)

    def answered(self, slot: Slot, instance: Instance, usage: Usage) -> None:
        """An answer came to its end: the engine works, and this fast; why it is this engine has been said."""
        slot.deaths = NO_DEATHS
        instance.note = ""
        alone = slot.turns.active <= 1
        self._notes.remember_answer(instance.digest, instance.engine, instance.version, usage, alone=alone)
        self._on_change(slot)

    def stuck(self, slot: Slot, instance: Instance, cause: str) -> None:
        """The engine does not stop: end its process."""
        self._supervisor.died(slot, instance, cause)

    def _fits(self, request: Request, instance: Instance) -> bool:
        slot = request.slot
        selection = self._planner.check(slot.spec, request.demand)
        if instance.outdated:
            return False
        if misses_projector(request.demand.needs, slot.spec, instance.spec, instance.loaded):
            return False
        return self._planner.keeps(slot.spec, selection, instance)


def ending() -> Cancelled:
    """For whoever comes, or still waits, when the manager closes."""
    return Cancelled("Tektra is ending.", hint="Start it again to go on.")
