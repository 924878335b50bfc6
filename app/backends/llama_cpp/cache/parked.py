"""Conversations that were moved out of the engine's cache into plain memory, within a budget. Pure.

All sequences share the cells of one cache, and every answer pays for each cell that is in use, also for those of
others. So before an answer begins while no other runs, whatever else was read is moved aside. That it is alone in the
cache then also means that its rounding, and so its greedy text, is that of an engine that had just been started.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.backends.llama_cpp.cache.prefix import common_prefix, reusable
from app.backends.llama_cpp.prompting.prompt import Prompt, Unit

MAX_BYTES = 256 * 1024 * 1024
MIN_UNITS = 16
"""Fewer are read again. A first question and its answer are often short, and the title is asked for in between."""
MIN_STRAY_UNITS = 64
"""The same for what belongs to no chat: it seldom goes on, and programs ask many short things."""
WORTH = 0.5
"""Least share of a parked conversation that a prompt must begin with, so that copying it all back pays."""


@dataclass(frozen=True, slots=True)
class Parked:
    """What a sequence held."""

    units: list[Unit]
    data: memoryview


class ParkingLot:
    """Parked conversations, the one that was parked last at the end. Belongs to the engine's thread."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._parked: list[Parked] = []

    def __len__(self) -> int:
        return len(self._parked)

    @property
    def bytes(self) -> int:
        """Memory that is taken."""
        return sum(len(parked.data) for parked in self._parked)

    def takes(self, units: Sequence[Unit], size: int, least: int) -> bool:
        """Whether a conversation of so many bytes is worth it and fits, if need be in the place of older ones."""
        return len(units) >= least and size <= self._max_bytes

    def put(self, units: Sequence[Unit], data: memoryview) -> None:
        """Keep a conversation; an earlier state of the same one goes, and then the oldest ones until it fits."""
        self._parked = [old for old in self._parked if common_prefix(old.units, units) < len(old.units)]
        while self._parked and self.bytes + len(data) > self._max_bytes:
            del self._parked[0]
        self._parked.append(Parked(list(units), data))

    def take(self, prompt: Prompt, kept: int, evaluated: int) -> Parked | None:
        """The conversation that a prompt goes on with, if it has clearly more of it than the cache, which has `kept`
        units; it is not parked any more.
        """
        gains = [reusable(parked.units, prompt, evaluated=evaluated) for parked in self._parked]
        best = max(range(len(gains)), key=lambda number: gains[number], default=-1)
        if best < 0 or gains[best] - kept < MIN_UNITS or gains[best] < WORTH * len(self._parked[best].units):
            return None
        return self._parked.pop(best)

    def clear(self) -> None:
        """Give the memory back."""
        self._parked.clear()
