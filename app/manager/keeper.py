"""How models go: unloading with confirmation, and the keep-alive time of those that nobody uses."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from app.errors import AppError, EngineError
from app.manager.policy import keep_alive_s
from app.manager.ports import ManagerOptions
from app.manager.slot import Instance, Slot, SlotState
from app.manager.tasks import Tasks
from app.manager.timers import Timers, limited

log = logging.getLogger(__name__)

CLOSE_LIMIT_S = 10.0
"""What an engine gets to end its process; it kills it by itself long before that."""


class Keeper:
    """Unloads models and moves their slots' state. Runs on the core's event loop.

    A backend is closed, never reused: the end of its process is what gives all its memory back.

    Args:
        timers: Clock and timers.
        tasks: Runs the unloads.
        options: The settings now.
        is_alive: Whether a process with this id runs.
        on_change: Told of every new state of a slot.
        on_freed: Told that a model may be idle or gone.
    """

    def __init__(
        self,
        timers: Timers,
        tasks: Tasks,
        options: Callable[[], ManagerOptions],
        is_alive: Callable[[int], bool],
        on_change: Callable[[Slot], None],
        on_freed: Callable[[], None],
    ) -> None:
        self._timers = timers
        self._tasks = tasks
        self._options = options
        self._is_alive = is_alive
        self._on_change = on_change
        self._on_freed = on_freed

    def step(self, slot: Slot, state: SlotState, cause: str = "") -> None:
        """Move a slot and tell of it."""
        slot.move(state, cause)
        self._on_change(slot)

    def stay(self, slot: Slot) -> None:
        """Call the keep-alive timer off."""
        if slot.keep_alive is not None:
            slot.keep_alive.cancel()
            slot.keep_alive = None

    def arm(self, slot: Slot) -> None:
        """Nobody uses this loaded model now: unload it after its keep-alive time, unless somebody wants it then."""
        self._arm(slot, 0.0)

    def arm_anew(self, slot: Slot) -> None:
        """The keep-alive times may be others now: an idle model has what is left of its own."""
        if slot.state is SlotState.LOADED and not slot.wanted:
            self._arm(slot, self._timers.now() - slot.last_used)

    def start_unload(self, slot: Slot) -> None:
        """Begin to end the instance of a slot, if it has one; `slot.closing` runs until that is done."""
        self.stay(slot)
        if slot.closing is None and slot.instance is not None:
            slot.instance.retired = True
            slot.closing = self._tasks.spawn(self._close(slot, slot.instance))
            self.step(slot, SlotState.UNLOADING)

    async def unload(self, slot: Slot) -> None:
        """End the instance of a slot, if it has one, and confirm that its process is gone.

        Raises:
            EngineError: The process could not be ended.
        """
        self.start_unload(slot)
        if slot.closing is not None:
            await asyncio.wait([slot.closing])
        if slot.state is SlotState.DOWN and slot.instance is not None:
            raise EngineError(slot.cause, hint="Restart Tektra to free its memory.", params={"model_id": slot.spec.id})

    async def discard(self, instance: Instance) -> bool:
        """End an instance's process; False when it could not be confirmed that it is gone. Never raises."""
        instance.retired = True
        try:
            await limited(self._timers, CLOSE_LIMIT_S, instance.backend.close())
        except TimeoutError:
            log.error("the worker of %s did not end within %g s", instance.spec.model_id, CLOSE_LIMIT_S)
            return False
        except Exception as exc:  # it died while it was being ended: just as well, if it is gone
            if instance.pid is None and isinstance(exc, AppError):
                instance.unwilling = exc
            log.info("the worker of %s ended in its own way: %s", instance.spec.model_id, exc)
        return instance.pid is None or not self._is_alive(instance.pid)

    async def _close(self, slot: Slot, instance: Instance) -> None:
        gone = await self.discard(instance)
        slot.closing = None
        if gone:
            slot.instance = None
            self.step(slot, SlotState.EMPTY)
        else:
            self.step(slot, SlotState.DOWN, f"{slot.spec.name} could not be unloaded: its engine process does not end.")
        self._on_freed()

    def _arm(self, slot: Slot, passed_s: float) -> None:
        self.stay(slot)
        seconds = keep_alive_s(slot.spec, self._options().of(slot.instance.engine)) if slot.instance else 0.0
        if seconds >= 0:
            slot.keep_alive = self._timers.call_later(max(0.0, seconds - passed_s), lambda: self._expired(slot))

    def _expired(self, slot: Slot) -> None:
        slot.keep_alive = None
        if slot.state is SlotState.LOADED and not slot.wanted:
            log.info("unloading %s: nobody used it for a while", slot.spec.id)
            self.start_unload(slot)
