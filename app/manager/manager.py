"""The UnifiedModelManager: every model behind one door, whatever engine runs it.

A model is used through a lease: `async with manager.lease(model_id) as lease: async for delta in
lease.generate(request)`. The lease waits for its turn, loads the model when needed (making room first), and keeps it
loaded. Around that stand the keep-alive time, restarts of workers that die, and what is remembered about engines.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from app.backends.base import Backend, Ends, Engine, ProcessEnd
from app.bridge.signatures import ModelDetails, Selection
from app.errors import Busy, ModelNotFound
from app.manager.access import Access, Request, ending
from app.manager.budget import Budget
from app.manager.demand import ANY_TEXT, TEXT, Demand
from app.manager.devices import DeviceList
from app.manager.digest import digest_in_thread
from app.manager.drafts import Drafts
from app.manager.engine_roll import EngineRoll
from app.manager.gate import Gate, KeptBack, nobody
from app.manager.keeper import CLOSE_LIMIT_S, Keeper
from app.manager.lease import Lease
from app.manager.loader import Loader
from app.manager.notes import EngineNotes
from app.manager.planner import Planner
from app.manager.ports import CrashListener, ManagerListener, ManagerOptions, ModelSource, ProgressListener
from app.manager.probing import Probing
from app.manager.prover import Prover
from app.manager.report import Reporter
from app.manager.room import Room
from app.manager.slot import Instance, Slot, SlotState
from app.manager.supervision import Supervisor
from app.manager.tasks import Tasks
from app.manager.timers import Timers
from app.manager.troubles import Troubles
from app.manager.turns import Turns
from app.types.engines import EngineInfo
from app.types.generation import GenerateRequest, Priority, ToolSpec
from app.types.messages import Message
from app.types.models import BackendName, Capability, DeviceInfo, ModelInfo, ModelSpec
from app.types.status import WorkerStatus
from app.types.streams import AnswerPhase, AnswerProgress

SLICE_S = 0.005
"""For so long decisions may keep everything else waiting."""
QUEUED = AnswerProgress(AnswerPhase.QUEUED)


def _nobody(_: AnswerProgress) -> None:
    """For requests whose progress nobody follows."""


def _no_record(_model_id: str, _backend: BackendName, _cause: str, _end: ProcessEnd | None) -> None:
    """For managers whose crashes nobody records."""


class UnifiedModelManager:
    """All models and their engines. Runs on the core's event loop; tells its listener of changes and deaths.

    Args:
        source: The catalogue.
        engines: Every engine of this build.
        options: The settings now; asked at every decision.
        notes: What is remembered about engines on this machine.
        listener: Told of changed models and dead workers.
        timers: Clock and timers.
        has_amx: Whether the processor has AMX tiles, on which a stock llama.cpp crashes.
        is_alive: Whether a process with this id runs.
        memory_available: Bytes that the system could give now.
        digest: Of a large file's content.
        on_crash: Told of every engine process that ended unasked.
        on_kept_back: Told of every request that “Local only” refuses.
    """

    def __init__(
        self,
        source: ModelSource,
        engines: Mapping[BackendName, Engine],
        options: Callable[[], ManagerOptions],
        notes: EngineNotes,
        listener: ManagerListener,
        timers: Timers,
        has_amx: Callable[[], bool],
        is_alive: Callable[[int], bool],
        memory_available: Callable[[], int],
        digest: Callable[[Path], Awaitable[str]] = digest_in_thread,
        on_crash: CrashListener = _no_record,
        on_kept_back: KeptBack = nobody,
    ) -> None:
        self._source = source
        self._options = options
        self._notes = notes
        self._listener = listener
        self._timers = timers
        self._memory_available = memory_available
        self._on_crash = on_crash
        self._slots: dict[str, Slot] = {}
        self._tasks = Tasks()
        self._tickets = itertools.count(1)
        self._closing: asyncio.Task[None] | None = None
        troubles = Troubles(timers.now, self._look_again)
        self._planner = Planner(source, engines, options, notes, has_amx, digest, troubles, self._most_of_all)
        self._gate = Gate(engines, self._planner, on_kept_back)
        self._reporter = Reporter(source, self._planner, timers)
        self._keeper = Keeper(timers, self._tasks, options, is_alive, self._changed, self._freed)
        self._room = Room(self._slots, self._budget, self._keeper.unload, self._let_go)
        self._devices = DeviceList(engines, self._running, options, timers)
        loader = Loader(
            self._planner,
            notes,
            self._room,
            self._devices,
            Prover(notes, timers),
            troubles,
            self._keeper.discard,
            self._exited,
        )
        self._supervisor = Supervisor(
            loader, self._keeper, self._room, timers, self._tasks, self._next_ticket, self._died, self._overdue
        )
        self._access = Access(self._planner, notes, self._keeper, loader, self._supervisor, troubles, self._changed)
        self._drafts = Drafts(self._keeper, timers)
        self._roll = EngineRoll(source, engines, self._planner)
        self._probing = Probing(engines, options, source, self._planner, timers, self._tasks, self._found_anew)

    async def start(self) -> None:
        """Read what is remembered about engines. Loads no model."""
        self._notes.read()
        self._probing.start()

    async def close(self) -> None:
        """Refuse new work, send everybody who waits away, end every engine; within a time limit, and twice is once."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    def models(self) -> tuple[ModelInfo, ...]:
        """Every model of the catalogue with its state."""
        self._probing.refresh()
        survey, default = self._planner.survey(), self._source.default_id()
        return tuple(
            self._reporter.info(spec, self._slots.get(spec.id), survey, default) for spec in self._source.models()
        )

    async def decide(self) -> None:
        """Decide for every model of which something changed, a few at a time, because other people's answers are
        streamed meanwhile; the lists of models and engines then come at once.
        """
        self._probing.refresh()
        until = time.perf_counter() + SLICE_S
        for spec in self._source.models():
            self._planner.selection(spec)
            if time.perf_counter() > until:
                await asyncio.sleep(0)
                until = time.perf_counter() + SLICE_S

    def info(self, model_id: str) -> ModelInfo:
        """One model with its state.

        Raises:
            ModelNotFound: Nothing has this name.
        """
        spec = self._source.get(model_id)
        return self._info(spec, self._slots.get(spec.id))

    def explain(self, model_id: str) -> Selection:
        """Which engine would run a model now, and why."""
        return self._planner.selection(self._source.get(model_id))

    def details(self, model_id: str) -> ModelDetails:
        """Everything that is known about one model.

        Raises:
            ModelNotFound: Nothing has this name.
        """
        spec = self._source.get(model_id)
        return self._reporter.details(spec, self._slots.get(spec.id))

    async def devices(self) -> tuple[DeviceInfo, ...]:
        """What the installed engines can compute on; starts a worker for a moment where none runs."""
        self._access.check_open()
        return await self._devices.all()

    def switch_backend(self, name: str) -> None:
        """Put an engine first for the rest of this session. Running answers end on the engine that they have; the next
        ones come from the new one, and what is not used any more is unloaded.

        Raises:
            InvalidInput: This version has no such engine.
        """
        self._planner.prefer(name)
        self.engines_changed()

    def forget_switch(self) -> None:
        """Go back to the settings' order; what another engine should have now is unloaded when nobody uses it."""
        self._planner.session = None
        self.engines_changed()

    def remember_engine(self, model_id: str, backend: BackendName | None) -> None:
        """Choose the engine of one model for good; None forgets the choice. `engines_changed` lets it take effect, and
        this may be called in a thread.

        Raises:
            ModelNotFound: Nothing has this name.
            InvalidInput: This version has no such engine.
            ModelError: It could not be saved.
        """
        self._source.prefer(self._source.get(model_id).id, None if backend is None else self.named(backend))

    def named(self, name: str) -> BackendName:
        """An engine of this build by its name.

        Raises:
            InvalidInput: There is none.
        """
        return self._planner.named(name)

    def engines(self) -> tuple[EngineInfo, ...]:
        """Every engine of this build with its state, in the global order."""
        self._probing.refresh()
        return self._roll.all()

    def models_of(self, backend: BackendName) -> tuple[str, ...]:
        """Ids of the models that an engine could answer with now; the default one first."""
        return self._roll.models_of(backend)

    async def probe(self, backend: BackendName | None = None) -> None:
        """Look anew whether an engine, or each of them, is there."""
        self._access.check_open()
        await self._probing.look_now(backend)

    def look(self) -> None:
        """Look anew at every engine, in the background; what is found out is told."""
        for backend in BackendName:
            self._probing.look(backend)

    async def try_anew(self, model_id: str, backend: BackendName) -> None:
        """Forget that an engine failed, or was unfit, with a model; an idle instance of it goes, so that the next
        lease of this engine loads it from the beginning.

        Raises:
            ModelNotFound: Nothing has this name.
        """
        slot = self._slot(model_id)
        self._planner.forgive(slot.spec, backend)
        if slot.instance is not None and slot.instance.engine is backend and not slot.wanted:
            await self._keeper.unload(slot)

    def engines_changed(self) -> None:
        """Somebody changed which engines are wanted, or what they do: what failed is tried again, what is in the wrong
        place goes, and all are told.
        """
        self._planner.try_all_again()
        self._rearrange()

    def _found_anew(self, engine: BackendName) -> None:
        """A look showed something new about one engine; what failed with the others still counts."""
        self._planner.try_again(engine)
        self._rearrange()

    def _rearrange(self) -> None:
        for slot in tuple(self._slots.values()):
            self._supervisor.let_go(slot)
        self._listener.engines_changed()

    def limits_changed(self) -> None:
        """Keep-alive times, or how many models may be in memory and how large, are others now. What idles too long or
        is too much goes at once; what answers goes when another model needs its room.
        """
        for slot in tuple(self._slots.values()):
            self._keeper.arm_anew(slot)
        for slot in self._room.surplus():
            self._keeper.start_unload(slot)
        self._room.poke()

    def load_settings_changed(self, backend: BackendName) -> None:
        """What an engine's models are loaded with is different now: those that nobody uses are unloaded, the others
        when their answers have ended; the next answer loads them anew.
        """
        for slot in tuple(self._slots.values()):
            for instance in (slot.instance, slot.starting):
                if instance is not None and instance.engine is backend:
                    instance.outdated = True
            self._supervisor.let_go(slot)

    async def load(self, model_id: str) -> ModelInfo:
        """Load a model ahead of the first question; one that is down is started afresh.

        Raises:
            AppError: It could not be loaded, or `unload` called it off.
        """
        self._access.check_open()
        slot = self._slot(model_id)
        with self._pinned(slot):
            request = Request(slot, ANY_TEXT, self._next_ticket(), _nobody)
            try:
                await self._access.ready(request)
            finally:
                self._access.release(request)
        return self._info(slot.spec, slot)

    async def unload(self, model_id: str) -> ModelInfo:
        """Give a model's memory back; a load that only waits for `load` is called off.

        Raises:
            Busy: It is answering, or answers wait for it.
            EngineError: Its process could not be ended, or the engine does not let go of it.
        """
        slot = self._known_slot(model_id)
        if slot.turns.active or slot.turns.waiting or (slot.pins and slot.state is SlotState.LOADED):
            raise Busy(
                f"{slot.spec.name} is answering.",
                hint="Stop its answers first, or wait until they have ended.",
                params={"answering": slot.turns.active, "queued": slot.turns.waiting},
            )
        task = slot.job.task if slot.job else None
        self._supervisor.abort(slot)
        if task is not None:
            await asyncio.wait([task])
        instance = slot.instance
        await self._keeper.unload(slot)
        if instance is not None and instance.unwilling is not None:
            raise instance.unwilling.copy()
        if slot.state is SlotState.DOWN:
            self._keeper.step(slot, SlotState.EMPTY)
        return self._info(slot.spec, slot)

    async def read_ahead(self, model_id: str, request: GenerateRequest) -> None:
        """Let a loaded model read a prompt that is still being written; nothing is generated, and nothing waits.

        Returns when that is done, or at once where it cannot be: the model is not loaded, all its turns are taken, or
        its engine keeps nothing or may be on another machine. Cancelling stops it. See `app.manager.drafts`.

        Raises:
            ModelNotFound: Nothing has this name.
        """
        spec = self._source.get(model_id)
        slot = self._slots.get(spec.id)
        if slot is not None:
            await self._drafts.read(slot, request)

    async def count_tokens(
        self, model_id: str, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()
    ) -> int | None:
        """Tokens of a prompt, where a model that is loaded can tell at once; see `app.manager.drafts`."""
        slot = self._slots.get(self._source.get(model_id).id)
        return None if slot is None else await self._drafts.count(slot, messages, tools)

    @asynccontextmanager
    async def lease(
        self,
        model_id: str,
        needs: frozenset[Capability] = TEXT,
        on_progress: ProgressListener = _nobody,
        priority: Priority = Priority.INTERACTIVE,
        backend: BackendName | None = None,
    ) -> AsyncIterator[Lease]:
        """A turn at a model, loaded by an engine that can do `needs`. Do not take a second lease inside.

        With `backend` only this engine will do, whatever comes first otherwise, and no other takes over when it fails.
        One model is on one engine at a time: who wants another one waits until the answers of the first have ended.

        `on_progress` hears of QUEUED and LOADING phases; without any the model was ready. Cancelling the task leaves
        at once, whatever it waits for. As many have a turn at once as the engine writes answers at once; the others
        wait by `priority`, and among equals in the order of their coming.

        Raises:
            Busy: Too many answers wait for this model.
            NoEngineForModel: Nothing can run it with these needs.
            AppError: It could not be loaded.
        """
        self._access.check_open()
        slot = self._slot(model_id)
        demand = Demand(needs, backend)
        self._gate.check(slot.spec, demand)
        request = Request(slot, demand, self._next_ticket(), on_progress)
        try:
            limit = self._options().max_queue
            await slot.turns.take(request.ticket, priority, limit, lambda: on_progress(QUEUED))
            try:
                lease = Lease(await self._access.ready(request), request, self._access, self._timers)
                try:
                    yield lease
                finally:
                    await lease.close()
            finally:
                self._access.release(request)
                slot.turns.give_back()
        finally:
            self._supervisor.settle(slot)

    async def status(self) -> tuple[WorkerStatus, ...]:
        """Every worker: running, starting again, or down."""
        workers = await asyncio.gather(*(self._reporter.worker(slot) for slot in tuple(self._slots.values())))
        return tuple(worker for worker in workers if worker is not None)

    def _slot(self, model_id: str) -> Slot:
        spec = self._source.get(model_id)
        slot = self._slots.get(spec.id)
        if slot is None:
            slot = Slot(spec, Turns(lambda ticket: self._room.may_go(self._slots[spec.id], ticket)))
            self._slots[spec.id] = slot
        slot.spec = spec
        return slot

    def _known_slot(self, model_id: str) -> Slot:
        """Also of a model that the catalogue has forgotten meanwhile."""
        try:
            return self._slot(model_id)
        except ModelNotFound:
            if model_id in self._slots:
                return self._slots[model_id]
            raise

    @contextmanager
    def _pinned(self, slot: Slot) -> Iterator[None]:
        slot.pins += 1
        try:
            yield
        finally:
            slot.pins -= 1
            self._supervisor.settle(slot)

    def _next_ticket(self) -> int:
        return next(self._tickets)

    def _changed(self, slot: Slot) -> None:
        self._listener.model_changed(self._info(slot.spec, slot))

    def _info(self, spec: ModelSpec, slot: Slot | None) -> ModelInfo:
        return self._reporter.info(spec, slot, self._planner.survey(), self._source.default_id())

    def _overdue(self, slot: Slot) -> bool:
        """Whether the person asked for another engine than the one that has this model; where it is the right one by
        what they ask for now, that is noted, so that only their next change moves the model.
        """
        instance = slot.instance
        if instance is None:
            return False
        if instance.outdated:
            return True
        selection = self._planner.selection(slot.spec)
        if selection.chosen is instance.engine:
            instance.wishes = self._planner.wishes(slot.spec)
        return selection.chosen is not None and not self._planner.keeps(slot.spec, selection, instance)

    def _budget(self) -> Budget:
        options = self._options()
        available = 0 if options.memory_bytes else self._memory_available()
        return Budget(options.max_loaded_models, options.memory_bytes, available)

    def _running(self) -> dict[BackendName, Backend]:
        loaded = (slot.instance for slot in self._slots.values() if slot.state is SlotState.LOADED)
        return {instance.engine: instance.backend for instance in loaded if instance is not None}

    def _most_of_all(self) -> int:
        return self._room.most_of_all()

    def _look_again(self, engine: BackendName) -> None:
        self._probing.look(engine)

    def _freed(self) -> None:
        self._room.poke()

    def _exited(self, slot: Slot, instance: Instance, cause: str) -> None:
        end = instance.backend.last_end if isinstance(instance.backend, Ends) else None
        self._on_crash(slot.spec.id, instance.engine, cause, end)
        self._supervisor.died(slot, instance, cause)

    def _died(self, slot: Slot, cause: str, *, restarting: bool) -> None:
        self._listener.worker_died(slot.spec.id, cause, restarting=restarting)

    def _let_go(self) -> None:
        for slot in tuple(self._slots.values()):
            slot.turns.poke()

    async def _close(self) -> None:
        self._access.shut()
        for slot in self._slots.values():
            self._keeper.stay(slot)
            slot.turns.fail_all(ending())
            slot.released.set()
            self._supervisor.abort(slot)
            self._keeper.start_unload(slot)
        await self._tasks.drain(self._timers, 2 * CLOSE_LIMIT_S)
