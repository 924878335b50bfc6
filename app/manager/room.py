"""Room in memory: one load at a time, no more models than allowed, and no more than memory holds.

What another machine computes takes none: it neither counts nor waits, and nobody waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

from app.manager.budget import Budget, Resident, choose_victim, fits, is_over, most_bytes
from app.manager.slot import Slot, SlotState


class Line:
    """One load's place in the line of loads, which go one after the other. Belongs to the core's event loop."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock = lock
        self._held = False

    async def enter(self) -> None:
        """Wait until all who came earlier have loaded; twice is once."""
        if not self._held:
            await self._lock.acquire()
            self._held = True

    def leave(self) -> None:
        """Let the next one go; twice is once."""
        if self._held:
            self._held = False
            self._lock.release()


class Room:
    """Who may load next. Runs on the core's event loop.

    Loads go in the order in which they enter the `line`. The one whose turn it is and finds no room waits until a
    loaded model is idle; meanwhile newer requests for the loaded models stand back, so that a busy model cannot keep
    another one out for ever.

    Args:
        slots: All slots, by model.
        budget: What models may have together now.
        evict: Unloads a slot and confirms that its process is gone.
        on_change: Called when requests that stood back may go.
    """

    def __init__(
        self,
        slots: Mapping[str, Slot],
        budget: Callable[[], Budget],
        evict: Callable[[Slot], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        self._lock = asyncio.Lock()
        self._slots = slots
        self._budget = budget
        self._evict = evict
        self._on_change = on_change
        self._claim: int | None = None
        self._freed = asyncio.Event()

    @contextmanager
    def line(self) -> Iterator[Line]:
        """For one load: a place in the line, which is left at the end."""
        line = Line(self._lock)
        try:
            yield line
        finally:
            line.leave()

    def may_go(self, slot: Slot, ticket: int) -> bool:
        """Whether a request may use a slot, or has to stand back for an older one that waits for memory."""
        return slot.state is not SlotState.LOADED or slot.elsewhere or self._claim is None or ticket < self._claim

    def is_full(self, newcomer: Slot) -> bool:
        """Whether another model would have to go for this one."""
        return not newcomer.elsewhere and not fits(newcomer.need, self._budget(), self._held(newcomer))

    def most(self, newcomer: Slot) -> int:
        """The bytes that this model could have if all others went."""
        return most_bytes(self._budget(), self._held(newcomer))

    def most_of_all(self) -> int:
        """The bytes that one model could have if all that are loaded went."""
        return most_bytes(self._budget(), [slot.resident for slot in self._slots.values() if _holds_memory(slot)])

    def must_wait(self, newcomer: Slot) -> bool:
        """Whether a load that asked now would have to wait for another load, or for an answer to end."""
        if newcomer.elsewhere:
            return False
        others = [slot for slot in self._slots.values() if slot is not newcomer and not slot.elsewhere]
        if self._lock.locked() or any(slot.state is SlotState.LOADING for slot in others):
            return True
        return self.is_full(newcomer) and self._victim(newcomer) is None and bool(self._residents(newcomer))

    def surplus(self) -> tuple[Slot, ...]:
        """The idle models that have to go for the others to keep within what the person allows now."""
        budget = self._budget()
        held = [slot for slot in self._slots.values() if slot.state is SlotState.LOADED and not slot.elsewhere]
        gone: list[Slot] = []
        while is_over(budget, [slot.resident for slot in held]):
            victim = choose_victim([(slot, slot.resident) for slot in held if not slot.wanted])
            if victim is None:
                break
            held.remove(victim)
            gone.append(victim)
        return tuple(gone)

    def poke(self) -> None:
        """Some model may be idle or gone now."""
        self._freed.set()

    async def make(self, newcomer: Slot, ticket: int, on_wait: Callable[[], None]) -> None:
        """Wait for room for `newcomer.need`, unloading the idlest models; call it at the head of the line.

        It is given the room when it is alone, whatever the figures say then: they were looked at before.

        Raises:
            EngineError: An idle model could not be unloaded.
        """
        try:
            while self._residents(newcomer) and self.is_full(newcomer):
                self._claim = ticket
                victim = self._victim(newcomer)
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

    def _victim(self, newcomer: Slot) -> Slot | None:
        return choose_victim([(slot, slot.resident) for slot in self._residents(newcomer)])

    def _held(self, newcomer: Slot) -> list[Resident]:
        return [slot.resident for slot in self._residents(newcomer)]

    def _residents(self, newcomer: Slot) -> list[Slot]:
        return [slot for slot in self._slots.values() if _holds_memory(slot) and slot is not newcomer]


def _holds_memory(slot: Slot) -> bool:
    return slot.instance is not None and not slot.elsewhere
