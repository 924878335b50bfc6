"""Which sequence of the cache a prompt gets, and from which one it takes over its beginning. Pure.

The longest common prefix over all sequences counts, also over those that are in use. A sequence that is free and mostly
the same conversation is gone on with where it is; otherwise the beginning is copied, which costs neither time nor
memory, into the free sequence that was not used for longest, so that the other conversation stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.backends.llama_cpp.cache.prefix import reusable
from app.backends.llama_cpp.prompting.prompt import Prompt, Unit


@dataclass(frozen=True, slots=True)
class SlotView:
    """One sequence, as the choice sees it."""

    id: int
    units: Sequence[Unit]
    free: bool
    used_at: int


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """Where a prompt goes."""

    target: int
    source: int
    """The sequence whose beginning it takes over; the target itself where nothing is copied."""
    kept: int
    """Positions that need no evaluation."""


def choose_slot(slots: Sequence[SlotView], prompt: Prompt, evaluated: int) -> SlotChoice | None:
    """The sequence for a prompt of which so many tokens have to be evaluated anyhow; None while all are in use."""
    free = [slot for slot in slots if slot.free]
    if not free:
        return None
    kept = {slot.id: reusable(slot.units, prompt, evaluated=evaluated) for slot in slots}
    source = max(slots, key=lambda slot: (kept[slot.id], slot.free, slot.used_at))
    length = kept[source.id]
    if source.free and length and len(source.units) - length <= length:
        return SlotChoice(source.id, source.id, length)
    others = [slot for slot in free if slot.id != source.id or not length] or free
    target = min(others, key=lambda slot: (len(slot.units) > 0, slot.used_at))
    return SlotChoice(target.id, source.id if length else target.id, length)
