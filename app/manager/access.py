"""How a request comes to a running instance: wait, load, change engines, or recover after a crash."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import Busy, Cancelled, WorkerDied
from app.manager.keeper import Keeper
from app.manager.loader import Loader
from app.manager.notes import EngineNotes
from app.manager.planner import Planner
from app.manager.policy import NO_DEATHS, keeps_engine, misses_projector
from app.manager.ports import ProgressListener
from app.manager.slot import Instance, Slot, SlotState
from app.manager.supervision import Supervisor
from app.types.generation import Usage
from app.types.models import Capability
from app.types.streams import AnswerPhase, AnswerProgress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for what."""

    slot: Slot
    needs: frozenset[Capability]
    ticket: int
    """Its place in the order of all requests."""
    tell: ProgressListener


class Access:
    """Finds instances for requests. Runs on the core's event loop."""

    def __init__(
        self,
        planner: Planner,
        notes: EngineNotes,
        keeper: Keeper,
        loader: Loader,
        supervisor: Supervisor,
        on_change: Callable[[Slot], None],
    ) -> None:
        self._planner = planner
        self._notes = notes
        self._keeper = keeper
        self._loader = loader
        self._supervisor = supervisor
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

    async def ready(self, request: Request) -> Instance:
        """The instance that serves this request; loads it when there is none.

        Raises:
            AppError: It could not be loaded, or the load was called off.
            Busy: Another request uses the model with an engine that cannot do this.
        """
        slot = request.slot
        while True:
            self.check_open()
            if slot.closing is not None:
                await asyncio.wait([slot.closing])
            elif slot.state is SlotState.DOWN and slot.instance is not None:
                await self._keeper.unload(slot)  # it could not be ended before: try again
            elif slot.state is SlotState.LOADED and slot.instance is not None:
                if self._fits(request, slot.instance):
                    return slot.instance
                await self._keeper.unload(slot)
            elif slot.job is not None:
                await slot.job.wait(request.tell)
            else:
                if slot.state is SlotState.DOWN:
                    slot.deaths = NO_DEATHS  # somebody tries again: everything counts anew
                self._supervisor.begin(slot, request.needs, request.ticket)

    async def recover(
        self, request: Request, instance: Instance, error: WorkerDied, *, goes_on: bool, may_learn: bool
    ) -> Instance:
        """After a death in an answer: the instance to go on with, once it is there.

        With `may_learn` the death may be a sign that the model has to be loaded in another way; that is tried at once,
        and an answer of which nothing has come starts over, whoever is to blame. Otherwise an answer that `goes_on`
        waits for the restart.

        Raises:
            WorkerDied: The answer does not go on, and nothing that can be done differently is left.
            Cancelled: The manager is closed.
        """
        slot = request.slot
        self._supervisor.died(slot, instance, error.message)
        self.check_open()
        note = self._loader.learn(error, slot, request.needs, instance) if may_learn else ""
        starts_over = bool(note) and error.params["before_first_token"]
        if slot.state is SlotState.DOWN or not (starts_over or goes_on):
            raise error
        if note and slot.job is not None:
            slot.job.tell(AnswerProgress(AnswerPhase.LOADING, note=note))
            slot.job.hurry.set()
        return await self.ready(request)

    async def measure(self, instance: Instance) -> None:
        """An answer is over: see what memory the engine has come to."""
        if not instance.retired:
            await self._loader.measure(instance)

    def answered(self, slot: Slot, instance: Instance, usage: Usage) -> None:
        """An answer came to its end: the engine works, and this fast."""
        slot.deaths = NO_DEATHS
        self._notes.remember_answer(instance.digest, instance.engine, usage)
        self._on_change(slot)

    def stuck(self, slot: Slot, instance: Instance, cause: str) -> None:
        """The engine does not stop: end its process."""
        self._supervisor.died(slot, instance, cause)

    def _fits(self, request: Request, instance: Instance) -> bool:
        slot = request.slot
        selection = self._planner.check(slot.spec, request.needs)
        blind = misses_projector(request.needs, slot.spec, instance.spec, instance.loaded)
        if not blind and keeps_engine(selection, instance.engine, self._planner.session):
            return True
        if slot.turns.active + slot.pins == 1:
            return False  # nobody else uses it: it can change engines, or be loaded anew
        if not blind and request.needs <= instance.backend.capabilities.abilities:
            return True
        raise Busy(
            f"{slot.spec.name} is answering with an engine that cannot do this.",
            hint="Wait until that answer has ended, then try again.",
            params={"answering": slot.turns.active},
        )


def ending() -> Cancelled:
    """For whoever comes, or still waits, when the manager closes."""
    return Cancelled("Tektra is ending.", hint="Start it again to go on.")
