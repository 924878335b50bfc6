"""The sequences of the engine's cache, kept in step with the library: who has which one, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.backends.llama_cpp.cache.parked import MIN_STRAY_UNITS, MIN_UNITS, ParkingLot
from app.backends.llama_cpp.cache.prefix import MIN_EVALUATED, common_prefix, reusable
from app.backends.llama_cpp.cache.slots import SlotView, choose_slot
from app.backends.llama_cpp.cache.states import Kept
from app.backends.llama_cpp.prompting.prompt import Prompt, Unit


class CacheContext(Protocol):
    """What the cache needs of the native context."""

    @property
    def lacked_room(self) -> bool:
        """Whether the last `restore` failed for want of room only."""
        ...

    def forget_from(self, sequence: int, position: int) -> bool:
        """Drop everything from a position on; False when this kind of model cannot forget in part."""
        ...

    def copy(self, source: int, target: int, end: int) -> None:
        """Let an empty sequence have the beginning of another one."""
        ...

    def length(self, sequence: int) -> int:
        """Positions of a sequence in the cache."""
        ...

    def state_size(self, sequence: int) -> int:
        """Bytes of a sequence's state."""
        ...

    def state_of(self, sequence: int) -> memoryview | None:
        """A copy of a sequence's state; None when the library does not give it."""
        ...

    def restore(self, sequence: int, data: bytearray | memoryview) -> bool:
        """Replace a sequence by a state; when it fails the sequence is empty."""
        ...


class Keeper(Protocol):
    """Keeps conversations on disk (`kept.KeptStates`)."""

    def before_read(
        self, conversation: str, prompt: Sequence[Unit], cached: int, sequence: int, tokens_per_s: float
    ) -> tuple[int, ...] | None:
        """Restore a conversation; what the sequence holds now, or None when nothing was touched."""
        ...

    def after_answer(self, conversation: str, units: Sequence[Unit], sequence: int, *, others: bool) -> None:
        """An answer ended."""
        ...

    def before_loss(self, conversation: str, units: Sequence[Unit], sequence: int, *, others: bool) -> None:
        """The sequence is about to hold something else."""
        ...

    def flush(self) -> None:
        """Wait, within limits, for what is being written."""
        ...


class Slot:
    """One sequence of the cache."""

    __slots__ = ("conversation", "free", "id", "units", "used_at")

    def __init__(self, number: int) -> None:
        self.id = number
        self.units: list[Unit] = []
        """What stands at its positions."""
        self.free = True
        self.used_at = 0
        self.conversation = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a prompt has in the cache already."""

    conversation: str
    kept: int
    evaluated: int
    tokens_per_s: float


class Cache:
    """All sequences of one context. Belongs to the engine's thread."""

    def __init__(self, context: CacheContext, slots: int, lot: ParkingLot, keeper: Keeper | None = None) -> None:
        self._context = context
        self._lot = lot
        self._keeper = keeper
        self._slots = [Slot(number) for number in range(slots)]
        self._clock = 0

    @property
    def in_use(self) -> int:
        """Sequences that belong to somebody."""
        return sum(not slot.free for slot in self._slots)

    @property
    def has_free(self) -> bool:
        """Whether `acquire` would find a sequence."""
        return any(slot.free for slot in self._slots)

    def acquire(
        self, prompt: Prompt, conversation: str, tokens_per_s: float, *, evaluated: int = MIN_EVALUATED
    ) -> Slot | None:
        """A sequence that holds as much of the prompt as was ever read and can be kept; None while all are in use."""
        alone = not self.in_use
        if alone:
            self._move_aside(prompt, evaluated)
        views = [SlotView(slot.id, slot.units, slot.free, slot.used_at) for slot in self._slots]
        choice = choose_slot(views, prompt, evaluated)
        if choice is None:
            return None
        slot = self._slots[choice.target]
        if choice.source != choice.target or not choice.kept:
            self._drop(slot, 0, others=not alone)
        if choice.source != choice.target:
            self._context.copy(choice.source, slot.id, choice.kept)
            slot.units = self._slots[choice.source].units[: choice.kept]
        kept = self._fetch(slot, prompt, _Found(conversation, choice.kept, evaluated, tokens_per_s))
        self._truncate(slot, kept)
        slot.free = False
        slot.conversation = conversation
        self._touch(slot)
        return slot

    def release(self, slot: Slot, *, others: bool) -> None:
        """Its owner is done with it; what it holds stays for the next one, but for guesses after the end."""
        self.repair(slot)
        slot.free = True
        self._touch(slot)
        if self._keeper and slot.conversation:
            self._keeper.after_answer(slot.conversation, slot.units, slot.id, others=others)

    def repair(self, slot: Slot) -> None:
        """After a failure an unknown part of a batch may be in the cache: go back to what is known."""
        self._truncate(slot, len(slot.units))

    def evict(self) -> bool:
        """There is no room: empty the free sequence that was not used for longest; False when there is none."""
        idle = [slot for slot in self._slots if slot.free and slot.units]
        if not idle:
            return False
        slot = min(idle, key=lambda slot: slot.used_at)
        self._park(slot)
        self._drop(slot, 0, others=True)
        return True

    def copied(self, units: Sequence[Unit]) -> Kept | None:
        """A copy of the sequence that has most of a text read; None where the library gives none."""
        slot = max(self._slots, key=lambda slot: common_prefix(slot.units, units))
        tokens = tuple(unit for unit in slot.units if isinstance(unit, int))
        data = self._context.state_of(slot.id) if tokens and len(tokens) == len(slot.units) else None
        return None if data is None else Kept(tokens, data)

    def adopt(self, kept: Kept) -> bool:
        """Put a text that was read elsewhere into a free sequence; False if the library or the room do not allow it."""
        free = [slot for slot in self._slots if slot.free]
        if not free:
            return False
        slot = min(free, key=lambda slot: (len(slot.units) > 0, slot.used_at))
        self._drop(slot, 0, others=self.in_use > 0)
        while not self._context.restore(slot.id, kept.data):
            if not self._context.lacked_room or not self.evict():
                return False
        slot.units = list(kept.tokens)
        self._touch(slot)
        return True

    def save_all(self) -> None:
        """The end, for which there is little time: what is worth it is kept on disk, the newest first."""
        for slot in sorted(self._slots, key=lambda slot: -slot.used_at):
            if self._keeper and slot.conversation and slot.units:
                self._keeper.before_loss(slot.conversation, slot.units, slot.id, others=False)
                self._keeper.flush()
        self._lot.clear()

    def check(self) -> None:
        """Whether the library holds what is written down here; for tests.

        Raises:
            AssertionError: It does not.
        """
        for slot in self._slots:
            held = self._context.length(slot.id)
            if held != len(slot.units):
                raise AssertionError(f"sequence {slot.id} holds {held} positions instead of {len(slot.units)}")

    def _move_aside(self, prompt: Prompt, evaluated: int) -> None:
        """Nobody runs: what the prompt does not go on with leaves the cache, but for what finds no other place."""
        held = [slot for slot in self._slots if slot.units]
        kept = {slot.id: reusable(slot.units, prompt, evaluated=evaluated) for slot in held}
        best = max(held, key=lambda slot: (kept[slot.id], slot.used_at), default=None)
        for slot in held:
            shared = kept[slot.id] if slot is best else 0
            if shared and len(slot.units) - shared <= shared:
                continue
            if self._park(slot) or len(slot.units) < _least(slot):
                self._drop(slot, shared, others=False)

    def _park(self, slot: Slot) -> bool:
        if not self._lot.takes(slot.units, self._context.state_size(slot.id), _least(slot)):
            return False
        data = self._context.state_of(slot.id)
        if data is not None:
            self._lot.put(slot.units, data)
        return data is not None

    def _drop(self, slot: Slot, kept: int, *, others: bool) -> None:
        """Keep the beginning of a sequence only, which is nobody's conversation then."""
        if self._keeper and slot.conversation and slot.units:
            self._keeper.before_loss(slot.conversation, slot.units, slot.id, others=others)
        self._truncate(slot, kept)
        slot.conversation = ""

    def _fetch(self, slot: Slot, prompt: Prompt, found: _Found) -> int:
        """Take a conversation back into a sequence that has `found.kept` of the prompt; what it has then."""
        if parked := self._lot.take(prompt, found.kept, found.evaluated):
            restored = self._context.restore(slot.id, parked.data)
            slot.units = [*parked.units] if restored else []
            return reusable(slot.units, prompt, evaluated=found.evaluated)
        if self._keeper and found.conversation:
            units = self._keeper.before_read(found.conversation, prompt.units, found.kept, slot.id, found.tokens_per_s)
            if units is not None:
                slot.units = list(units)
                return reusable(slot.units, prompt, evaluated=found.evaluated)
        return found.kept

    def _truncate(self, slot: Slot, kept: int) -> None:
        """Keep so much of a sequence, or nothing where the model cannot forget in part."""
        if kept == len(slot.units) == self._context.length(slot.id):
            return
        if not self._context.forget_from(slot.id, kept) or self._context.length(slot.id) != kept:
            kept = 0  # recurrent models keep one state, not one for each position
            self._context.forget_from(slot.id, 0)
        del slot.units[kept:]

    def _touch(self, slot: Slot) -> None:
        self._clock += 1
        slot.used_at = self._clock


def _least(slot: Slot) -> int:
    """How many units a sequence must have to be worth parking."""
    return MIN_UNITS if slot.conversation else MIN_STRAY_UNITS
