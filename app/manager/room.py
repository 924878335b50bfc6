"""Room in memory: one load at a time, and no more loaded models than allowed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from app.manager.policy import choose_victim
from app.manager.slot import Slot, SlotState


class Room:
    """Who may load next. Runs on the core's event loop.

    Loads go in the order in which they ask for `lock`. The one that holds it and finds no room waits until a loaded
    model is idle; meanwhile newer requests for the loaded models stand back, so that a busy model cannot keep
    another one out for ever.

    Args:
        slots: All slots, by model.
        limit: How many models may be loaded now.
        evict: Unloads a slot and confirms that its process is gone.
        on_change: Called when requests that stood back may go.
    """

    def __init__(
        self,
        slots: Mapping[str, Slot],
        limit: Callable[[], int],
        evict: Callable[[Slot], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        self.lock = asyncio.Lock()
        self._slots = slots
        self._limit = limit
        self._evict = evict
        self._on_change = on_change
        self._claim: int | None = None
        self._freed = asyncio.Event()

    def may_go(self, slot: Slot, ticket: int) -> bool:
        """Whether a request may use a slot, or has to stand back for an older one that waits for memory."""
        return slot.state is not SlotState.LOADED or self._claim is None or ticket < self._claim

    def is_full(self, newcomer: Slot) -> bool:
        """Whether another model would have to go for this one."""
        return len(self._residents(newcomer)) >= max(1, self._limit())

    def must_wait(self, newcomer: Slot) -> bool:
        """Whether a load that asked now would have to wait for another load, or for an answer to end."""
        others = [slot for slot in self._slots.values() if slot is not newcomer]
        if self.lock.locked() or any(slot.state is SlotState.LOADING for slot in others):
            return True
        residents = [(slot, slot.resident) for slot in self._residents(newcomer)]
        return self.is_full(newcomer) and choose_victim(residents) is None

    def poke(self) -> None:
        """Some model may be idle or gone now."""
        self._freed.set()

    async def make(self, newcomer: Slot, ticket: int, on_wait: Callable[[], None]) -> None:
        """Wait for room, unloading the idlest models; call it while holding `lock`.

        Raises:
            EngineError: An idle model could not be unloaded.
        """
        try:
            while self.is_full(newcomer):
                self._claim = ticket
                victim = choose_victim([(slot, slot.resident) for slot in self._residents(newcomer)])
                if victim is not None:
                    await self._evict(victim)
                    continue
                on_wait()
                self._freed.clear()
                await self._freed.wait()
        finally:
            if self._claim is not None:
                self._claim = None
                self._on_change()

    async def evict_idle(self, newcomer: Slot) -> bool:
        """Unload every idle model; False when there was none."""
        idle = [slot for slot in self._residents(newcomer) if not slot.resident.in_use]
        for slot in idle:
            if not slot.resident.in_use:  # somebody may have come since
                await self._evict(slot)
        return bool(idle)

    def _residents(self, newcomer: Slot) -> list[Slot]:
        return [slot for slot in self._slots.values() if slot.instance is not None and slot is not newcomer]
