"""One load from start to end: choose the engine, make room, load, and try once more where that can help."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from app.errors import AppError, EngineError, ModelFileError, OutOfMemory, WorkerDied
from app.manager.budget import gigabytes, largest_context
from app.manager.demand import Demand
from app.manager.devices import DeviceList, own_memory
from app.manager.notes import EngineNotes
from app.manager.planner import Plan, Planner
from app.manager.ports import ProgressListener
from app.manager.prover import Prover
from app.manager.remedies import Failure, failure, next_rule
from app.manager.room import Line, Room
from app.manager.slot import Instance, Slot
from app.manager.takeover import lasts, may_take_over, other_engine_note, refused, words
from app.manager.troubles import Troubles
from app.types.models import BackendName, LoadedModel, LoadSpec, ModelSpec
from app.types.streams import AnswerPhase, AnswerProgress

log = logging.getLogger(__name__)

ROOM_NOTE = "Memory ran out: idle models were unloaded, trying again."

ExitListener = Callable[[Slot, Instance, str], None]
"""Told when the process of an instance ended unasked, with the cause as one sentence."""


class Loader:
    """Turns a slot into a running instance. Runs on the core's event loop; a cancelled load ends its process."""

    def __init__(
        self,
        planner: Planner,
        notes: EngineNotes,
        room: Room,
        devices: DeviceList,
        prover: Prover,
        troubles: Troubles,
        discard: Callable[[Instance], Awaitable[bool]],
        on_exit: ExitListener,
    ) -> None:
        self._planner = planner
        self._notes = notes
        self._room = room
        self._devices = devices
        self._prover = prover
        self._troubles = troubles
        self._discard = discard
        self._on_exit = on_exit

    async def load(self, slot: Slot, demand: Demand, ticket: int, tell: ProgressListener) -> Instance:
        """Load the slot's model with the engine that suits the demand; the caller takes charge of the instance.

        When one engine fails, and nothing helps it, the next one in the ranking takes over.

        Raises:
            NoEngineForModel: Nothing can run it.
            ModelFileError: Its file cannot be used.
            OutOfMemory: It does not fit, even alone.
            EngineError: The engine failed, and nothing that can be tried helped.
        """
        asked, took_over, memory_failed = demand, "", False
        with self._room.line() as line:
            while True:
                plan = await self._plan(slot, demand, line)
                try:
                    instance = await self._attempt(slot, plan, ticket, tell)
                except (EngineError, ModelFileError) as error:
                    log.info("loading %s with %s failed: %s", slot.spec.id, plan.engine.name, error.message)
                    note = await self._help(error, slot, plan, memory_failed=memory_failed)
                    memory_failed = memory_failed or failure(error) is Failure.OUT_OF_MEMORY
                    if not note:
                        demand, note = self._pass_on(error, slot, plan, demand)
                        took_over = note
                    tell(AnswerProgress(AnswerPhase.LOADING, note=note))
                else:
                    instance.demand, instance.note = asked, took_over
                    return instance

    def learn(self, error: WorkerDied, slot: Slot, demand: Demand, instance: Instance) -> tuple[str, bool]:
        """After a death that may be cured: note it; says what happens next and whether another engine does it, or ""
        when nothing helps.
        """
        if failure(error) is not Failure.CRASH:
            return "", False
        engine, digest = instance.engine, instance.digest
        note = self._learn(error, engine, digest, instance.spec)
        if note:
            return note, False
        cause = words(error)
        chosen = self._planner.next_engine(slot.spec, demand.without(engine, cause))
        return (other_engine_note(engine, cause, chosen), True) if chosen else ("", False)

    def fails_alone(self, slot: Slot, demand: Demand) -> bool:
        """Whether a failed load says nothing about the model: it was asked of one engine, and another would answer."""
        chosen = self._planner.selection(slot.spec).chosen if demand.backend is not None else None
        return chosen is not None and chosen is not demand.backend

    async def measure(self, instance: Instance) -> None:
        """Note what an instance has come to take; what cannot be asked is left as it was."""
        try:
            status = await instance.backend.status()
        except AppError:
            return
        instance.pid = status.pid or instance.pid  # a server may have come back by itself as another process
        now = status.memory_bytes
        instance.memory_bytes = max(instance.memory_bytes, now)
        if now and instance.estimate is not None and not instance.loaded.gpu_layers:  # a card's memory is not seen here
            formula = instance.estimate.total - instance.estimate.overhead
            self._notes.remember_memory(instance.digest, instance.engine, instance.memory_bytes - formula)

    def look_where(self, slot: Slot, demand: Demand) -> bool:
        """Whether another machine will compute it, so that it needs no room here; the slot is told."""
        slot.elsewhere = self._planner.goes_elsewhere(slot.spec, demand)
        return slot.elsewhere

    async def _plan(self, slot: Slot, demand: Demand, line: Line) -> Plan:
        """What to do next, at the head of the line of loads where it is this machine that loads."""
        while True:
            if self.look_where(slot, demand):
                line.leave()
            else:
                await line.enter()
            plan = await self._planner.plan(slot.spec, demand)
            if plan.elsewhere is slot.elsewhere:  # or it changed while files were looked at
                return plan

    async def _attempt(self, slot: Slot, plan: Plan, ticket: int, tell: ProgressListener) -> Instance:
        if not plan.elsewhere:
            slot.need = await self._need(slot, plan)
            await self._room.make(slot, ticket, lambda: tell(AnswerProgress(AnswerPhase.QUEUED)))
        tell(AnswerProgress(AnswerPhase.LOADING))
        instance = self._create(slot, plan)
        await self._start(slot, instance, plan)
        return instance

    async def _need(self, slot: Slot, plan: Plan) -> int:
        """What the model needs of the machine's memory.

        Where that is more than there is, devices with memory of their own may take a part: how much, the engine
        decides while it loads.
        """
        need, have = plan.need, self._room.most(slot)
        if need > have and plan.spec.gpu_layers != 0:
            need = max(0, need - own_memory(await self._devices.of(plan.engine)))
        if need > have and plan.estimate is not None:  # an engine that says nothing beforehand refuses by itself
            raise too_large(slot.spec, plan, have)
        return need

    def _create(self, slot: Slot, plan: Plan) -> Instance:
        def exited(cause: str) -> None:
            instance.exit_cause = f"The engine stopped: {cause}."
            self._on_exit(slot, instance, instance.exit_cause)

        unloaded = LoadedModel(plan.spec.model_id, 0, 0.0)
        backend = plan.engine.create(exited)
        instance = Instance(plan.engine.name, backend, plan.spec, plan.digest, unloaded, plan.estimate)
        instance.wishes, instance.version = plan.wishes, plan.version
        return instance

    async def _start(self, slot: Slot, instance: Instance, plan: Plan) -> None:
        slot.starting = instance
        try:
            instance.loaded = await instance.backend.load(instance.spec)
            status = await instance.backend.status()
            instance.pid, instance.memory_bytes = status.pid, status.memory_bytes
            if instance.exit_cause is not None:
                raise WorkerDied(instance.exit_cause, hint="Try again.")
            self._note_look(instance, plan.projector)
            await self._prover.check(slot.spec, instance, plan.version)
        except BaseException:
            await self._discard(instance)
            raise
        finally:
            slot.starting = None

    def _note_look(self, instance: Instance, projector: str) -> None:
        """Keep what the model saw in a test picture, or bring back what it saw at an earlier load."""
        if not projector:
            return
        if instance.loaded.self_test:
            self._notes.remember_look(instance.digest, instance.engine, projector, instance.loaded.self_test)
        else:
            known = self._notes.look(instance.digest, instance.engine, projector)
            instance.loaded = replace(instance.loaded, self_test=known)

    async def _help(self, error: AppError, slot: Slot, plan: Plan, *, memory_failed: bool) -> str:
        """After a failed load: do what may help this engine; says what, or "". For lack of memory there is one more try
        only.
        """
        kind = failure(error)
        if kind is Failure.CRASH:
            return self._learn(error, plan.engine.name, plan.digest, plan.spec)
        if (
            kind is Failure.OUT_OF_MEMORY
            and not (refused(error) or memory_failed)
            and await self._room.evict_idle(slot)
        ):
            return ROOM_NOTE
        return ""

    def _learn(self, error: AppError, engine: BackendName, digest: str, spec: LoadSpec) -> str:
        """After a crash: note what may cure it and say so, or that nothing did."""
        rule = next_rule(spec, error)
        if rule is not None:
            self._notes.remember_remedy(digest, engine, rule.remedy, error.message)
            return rule.note
        self._notes.remember_failure(digest, engine, error.message)
        return ""

    def _pass_on(self, error: AppError, slot: Slot, plan: Plan, demand: Demand) -> tuple[Demand, str]:
        """Let the next engine take over.

        Raises:
            AppError: There is none.
        """
        engine, cause = plan.engine.name, words(error)
        demand = demand.without(engine, cause)
        if lasts(error):
            self._troubles.note(plan.digest, engine, cause)
        chosen = self._planner.next_engine(slot.spec, demand) if may_take_over(error) else None
        if chosen is None or (refused(error) and not self._planner.foresees(slot.spec, chosen)):
            raise self._planner.exhausted(slot.spec, demand, error) from error
        log.info("%s takes over %s from %s: %s", chosen, slot.spec.id, engine, error.message)
        return demand, other_engine_note(engine, cause, chosen)


def too_large(model: ModelSpec, plan: Plan, have: int) -> OutOfMemory:
    """Why a model is refused before it is loaded, and what would fit."""

    def needed(tokens: int) -> int:
        estimate = plan.with_context(tokens)
        return estimate.total if estimate else 0

    largest = largest_context(needed, have, plan.spec.context_tokens)
    shorter = f"Set its context window to {largest:,} tokens or less" if largest else "Choose a smaller model"
    return OutOfMemory(
        f"{model.name} needs about {gigabytes(plan.need)} of memory with a context window of "
        f"{plan.spec.context_tokens:,} tokens, but only {gigabytes(have)} can be had.",
        hint=f"{shorter}, close other programs, or raise limits.memory_mb where it is set.",
        params={
            "model_id": model.id,
            "need_bytes": plan.need,
            "have_bytes": have,
            "context_tokens": plan.spec.context_tokens,
            "largest_context": largest,
        },
    )
