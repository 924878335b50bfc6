"""One load from start to end: choose the engine, make room, load, and try once more where that can help."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from app.errors import EngineError, WorkerDied
from app.manager.notes import EngineNotes
from app.manager.planner import Plan, Planner
from app.manager.policy import Remedy, remedy
from app.manager.ports import ProgressListener
from app.manager.room import Room
from app.manager.slot import Instance, Slot
from app.types.models import BackendName, Capability, LoadedModel
from app.types.streams import AnswerPhase, AnswerProgress

log = logging.getLogger(__name__)

SAFE_NOTE = "Starting again with safe parameters."
ROOM_NOTE = "Memory ran out: idle models were unloaded, trying again."

ExitListener = Callable[[Slot, Instance, str], None]
"""Told when the process of an instance ended unasked, with the cause as one sentence."""


def other_engine_note(failed: BackendName, chosen: BackendName) -> str:
    """Why an answer comes from another engine than planned."""
    return f"{failed} crashed with this model; {chosen} takes over."


class Loader:
    """Turns a slot into a running instance. Runs on the core's event loop; a cancelled load ends its process."""

    def __init__(
        self,
        planner: Planner,
        notes: EngineNotes,
        room: Room,
        discard: Callable[[Instance], Awaitable[bool]],
        on_exit: ExitListener,
    ) -> None:
        self._planner = planner
        self._notes = notes
        self._room = room
        self._discard = discard
        self._on_exit = on_exit

    async def load(self, slot: Slot, needs: frozenset[Capability], ticket: int, tell: ProgressListener) -> Instance:
        """Load the slot's model with the engine that suits `needs`; the caller takes charge of the instance.

        Raises:
            NoEngineForModel: Nothing can run it.
            ModelFileError: Its file cannot be used.
            EngineError: The engine failed, and nothing that can be tried helped.
        """
        async with self._room.lock:
            await self._room.make(slot, ticket, lambda: tell(AnswerProgress(AnswerPhase.QUEUED)))
            tell(AnswerProgress(AnswerPhase.LOADING))
            may_make_room = True
            while True:
                instance = self._create(slot, self._planner.plan(slot.spec, needs))
                try:
                    await self._start(slot, instance)
                except EngineError as error:
                    log.info("loading %s with %s failed: %s", slot.spec.id, instance.engine, error.message)
                    cure = remedy(error, safe_mode=instance.spec.safe_mode, may_make_room=may_make_room)
                    if cure is Remedy.MAKE_ROOM:
                        may_make_room = False
                        note = ROOM_NOTE if await self._room.evict_idle(slot) else ""
                    else:
                        note = self._learn(cure, error, slot, needs, instance)
                    if not note:
                        raise
                    tell(AnswerProgress(AnswerPhase.LOADING, note=note))
                else:
                    return instance

    def learn(self, error: WorkerDied, slot: Slot, needs: frozenset[Capability], instance: Instance) -> str:
        """After a crash before the first token: note it; says what happens next, or "" when nothing helps."""
        cure = remedy(error, safe_mode=instance.spec.safe_mode, may_make_room=False)
        return self._learn(cure, error, slot, needs, instance)

    def _create(self, slot: Slot, plan: Plan) -> Instance:
        def exited(cause: str) -> None:
            instance.exit_cause = f"The engine stopped: {cause}."
            self._on_exit(slot, instance, instance.exit_cause)

        unloaded = LoadedModel(plan.spec.model_id, 0, 0.0)
        instance = Instance(plan.engine.name, plan.engine.create(exited), plan.spec, plan.digest, unloaded)
        return instance

    async def _start(self, slot: Slot, instance: Instance) -> None:
        slot.starting = instance
        try:
            instance.loaded = await instance.backend.load(instance.spec)
            instance.pid = (await instance.backend.status()).pid
            if instance.exit_cause is not None:
                raise WorkerDied(instance.exit_cause, hint="Try again.")
        except BaseException:
            await self._discard(instance)
            raise
        finally:
            slot.starting = None

    def _learn(
        self, cure: Remedy, error: EngineError, slot: Slot, needs: frozenset[Capability], instance: Instance
    ) -> str:
        engine, digest = instance.engine, instance.digest
        if cure is Remedy.SAFE_MODE:
            self._notes.remember_safe_mode(digest, engine, error.message)
            return SAFE_NOTE
        if cure is Remedy.OTHER_ENGINE:
            self._notes.remember_failure(digest, engine, error.message)
            chosen = self._planner.selection(slot.spec, needs).chosen
            if chosen is not None and not self._notes.recent_failure(digest, chosen):
                return other_engine_note(engine, chosen)
        return ""
