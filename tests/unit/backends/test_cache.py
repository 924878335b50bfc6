"""The sequences of the cache, kept in step with a library that is played by lists."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.backends.llama_cpp.cache.cache import Cache, Slot
from app.backends.llama_cpp.cache.parked import MIN_STRAY_UNITS, MIN_UNITS, ParkingLot
from app.backends.llama_cpp.prompting.prompt import Unit
from tests.helpers.prompts import prompt_of

LONG = 4 * MIN_UNITS


class Library:
    """The library's side: what each sequence holds."""

    def __init__(self, sequences: int, *, forgets_in_part: bool = True) -> None:
        self.held: list[list[int]] = [[] for _ in range(sequences)]
        self.forgets_in_part = forgets_in_part
        self.gives_states = True
        self.takes_states = True
        self.lacked_room = False
        self._states: dict[int, list[int]] = {}

    def forget_from(self, sequence: int, position: int) -> bool:
        if position and position < len(self.held[sequence]) and not self.forgets_in_part:
            return False
        del self.held[sequence][position:]
        return True

    def copy(self, source: int, target: int, end: int) -> None:
        assert not self.held[target]
        self.held[target] = self.held[source][: end if self.forgets_in_part else None]

    def length(self, sequence: int) -> int:
        return len(self.held[sequence])

    def state_size(self, sequence: int) -> int:
        return len(self.held[sequence])

    def state_of(self, sequence: int) -> memoryview | None:
        data = memoryview(bytearray(len(self.held[sequence])))
        self._states[id(data.obj)] = [*self.held[sequence]]
        return data if self.gives_states else None

    def restore(self, sequence: int, data: bytearray | memoryview) -> bool:
        self.held[sequence] = []
        if self.takes_states:
            assert isinstance(data, memoryview)
            self.held[sequence] = [*self._states[id(data.obj)]]
        return self.takes_states


class Disk:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, str, int]] = []
        self.kept: tuple[int, ...] | None = None
        self.library: Library | None = None

    def before_read(
        self,
        conversation: str,
        prompt: Sequence[Unit],  # noqa: ARG002 (as in all three: the interface's)
        cached: int,
        sequence: int,
        tokens_per_s: float,  # noqa: ARG002
    ) -> tuple[int, ...] | None:
        self.noted.append(("read", conversation, cached))
        if self.kept is not None and self.library:
            self.library.held[sequence] = [*self.kept]
        return self.kept

    def after_answer(self, conversation: str, units: Sequence[Unit], sequence: int, *, others: bool) -> None:  # noqa: ARG002
        self.noted.append(("answered", conversation, len(units)))

    def before_loss(self, conversation: str, units: Sequence[Unit], sequence: int, *, others: bool) -> None:  # noqa: ARG002
        self.noted.append(("lost", conversation, len(units)))

    def flush(self) -> None:
        self.noted.append(("flushed", "", 0))


class Bench:
    """A cache over a library, and short ways to use it."""

    def __init__(self, slots: int = 3, *, forgets_in_part: bool = True, lot: int = 10_000) -> None:
        self.library = Library(slots, forgets_in_part=forgets_in_part)
        self.disk = Disk()
        self.disk.library = self.library
        self.lot = ParkingLot(lot)
        self.cache = Cache(self.library, slots, self.lot, self.disk)

    def acquire(self, tokens: list[int], conversation: str = "") -> Slot:
        slot = self.cache.acquire(prompt_of(tokens), conversation, 100.0)
        assert slot
        self.cache.check()
        return slot

    def read(self, slot: Slot, tokens: list[int]) -> None:
        """Evaluate what is missing."""
        self.library.held[slot.id] += tokens[len(slot.units) :]
        slot.units += tokens[len(slot.units) :]

    def use(self, tokens: list[int], conversation: str = "") -> int:
        """Read a prompt whole and let go of its sequence; how many of it were there already."""
        slot = self.acquire(tokens, conversation)
        kept = len(slot.units)
        assert self.library.held[slot.id] == tokens[:kept]
        self.read(slot, tokens)
        self.cache.release(slot, others=False)
        self.cache.check()
        return kept


def tokens(first: int, count: int = LONG) -> list[int]:
    return list(range(first, first + count))


def test_a_conversation_goes_on_where_it_was() -> None:
    bench = Bench()
    assert bench.use(tokens(0)) == 0
    assert bench.use(tokens(0, LONG + 9)) == LONG
    assert [len(held) for held in bench.library.held] == [LONG + 9, 0, 0]


def test_while_nobody_runs_another_conversation_is_moved_aside_and_comes_back() -> None:
    bench = Bench()
    bench.use(tokens(0))
    bench.use(tokens(5000))
    assert sum(map(len, bench.library.held)) == LONG
    assert bench.use(tokens(0, LONG + 9)) == LONG
    assert len(bench.lot) == 1


def test_what_two_conversations_begin_with_stays() -> None:
    bench = Bench()
    bench.use(tokens(0))
    assert bench.use([*tokens(0, 10), *tokens(5000)]) == 10
    assert bench.use(tokens(0, LONG + 9)) == LONG


def test_while_others_run_the_beginning_is_copied() -> None:
    bench = Bench()
    first = bench.acquire(tokens(0))
    bench.read(first, tokens(0))
    second = bench.acquire(tokens(0))
    assert second is not first
    assert len(second.units) == LONG - 2
    assert bench.cache.in_use == 2


def test_all_are_in_use() -> None:
    bench = Bench(1)
    bench.acquire(tokens(0))
    assert not bench.cache.has_free
    assert bench.cache.acquire(prompt_of([1, 2]), "", 100.0) is None


def test_without_room_the_free_one_that_was_not_used_for_longest_goes() -> None:
    bench = Bench()
    busy = [bench.acquire(tokens(first)) for first in (0, 5000, 9000)]
    for slot, first in zip(busy, (0, 5000, 9000), strict=True):
        bench.read(slot, tokens(first))
    assert not bench.cache.evict()
    bench.cache.release(busy[1], others=True)
    bench.cache.release(busy[0], others=True)
    assert bench.cache.evict()
    assert [len(held) for held in bench.library.held] == [LONG, 0, LONG]
    assert bench.cache.evict()
    assert not bench.cache.evict()
    assert len(bench.lot) == 2


def test_what_fits_nowhere_else_stays_until_the_room_is_needed() -> None:
    bench = Bench(lot=10)
    bench.use(tokens(0))
    bench.use(tokens(5000))
    assert bench.use(tokens(0, LONG + 2)) == LONG
    bench.use([1, 2, 3])
    bench.use([4, 5, 6])
    assert sum(map(len, bench.library.held)) == 2 * LONG + 2 + 3


def test_a_state_that_the_library_does_not_give_stays() -> None:
    bench = Bench()
    bench.library.gives_states = False
    bench.use(tokens(0))
    bench.use(tokens(5000))
    assert len(bench.lot) == 0
    assert bench.use(tokens(0, LONG + 9)) == LONG


def test_a_state_that_the_library_does_not_take_back_is_read_again() -> None:
    bench = Bench()
    bench.use(tokens(0))
    bench.use(tokens(5000))
    bench.library.takes_states = False
    assert bench.use(tokens(0, LONG + 9)) == 0


def test_a_model_that_cannot_forget_in_part_begins_again() -> None:
    bench = Bench(forgets_in_part=False)
    bench.use(tokens(0))
    assert bench.use(tokens(0, LONG + 9)) == LONG
    assert bench.use([*tokens(0, LONG - 9), -1, -2]) == 0
    first = bench.acquire(tokens(0))
    bench.read(first, tokens(0))
    assert bench.acquire([*tokens(0, LONG // 2), -1, -2]).units == []


def test_after_a_failure_it_goes_back_to_what_is_known() -> None:
    bench = Bench()
    slot = bench.acquire(tokens(0))
    bench.read(slot, tokens(0))
    bench.library.held[slot.id] += [7, 8, 9]
    bench.cache.repair(slot)
    bench.cache.check()
    assert len(slot.units) == LONG


def test_the_disk_is_told_what_ends_and_what_is_lost() -> None:
    bench = Bench()
    bench.use(tokens(0), "sea")
    bench.use(tokens(5000), "land")
    bench.cache.save_all()
    assert bench.disk.noted == [
        ("read", "sea", 0),
        ("answered", "sea", LONG),
        ("lost", "sea", LONG),
        ("read", "land", 0),
        ("answered", "land", LONG),
        ("lost", "land", LONG),
        ("flushed", "", 0),
    ]
    assert len(bench.lot) == 0


def test_a_conversation_from_the_disk_is_not_read_again() -> None:
    bench = Bench()
    bench.disk.kept = tuple(tokens(0))
    assert bench.use(tokens(0, LONG + 9), "sea") == LONG


def test_a_copy_is_taken_of_the_sequence_that_has_most_of_a_text() -> None:
    bench = Bench()
    first = bench.acquire(tokens(0))
    bench.read(first, tokens(0))
    bench.use(tokens(5000))
    kept = bench.cache.copied(tokens(5000, LONG + 5))
    assert kept is not None
    assert kept.tokens == tuple(tokens(5000))
    bench.library.gives_states = False
    assert bench.cache.copied(tokens(5000)) is None


def test_there_is_no_copy_of_nothing_and_none_of_a_picture() -> None:
    bench = Bench(slots=1)
    assert bench.cache.copied(tokens(0)) is None
    slot = bench.acquire(tokens(0))
    slot.units += [*tokens(0, 10), ("media", "abc", 0)]
    assert bench.cache.copied(slot.units) is None


def test_a_text_that_was_read_elsewhere_takes_a_free_sequence() -> None:
    bench = Bench()
    bench.use(tokens(0), "chat")
    kept = bench.cache.copied(tokens(0))
    assert kept is not None
    bench.use(tokens(5000))
    assert bench.cache.adopt(kept)
    bench.cache.check()
    assert tokens(0) in bench.library.held
    assert bench.use(tokens(0, LONG + 9)) == LONG


def test_only_want_of_room_empties_idle_sequences_for_a_text() -> None:
    bench = Bench()
    first = bench.acquire(tokens(0))
    bench.read(first, tokens(0))
    second = bench.acquire(tokens(5000))
    bench.read(second, tokens(5000))
    for slot in (first, second):
        bench.cache.release(slot, others=True)
    kept = bench.cache.copied(tokens(0))
    assert kept is not None
    bench.library.takes_states = False
    assert not bench.cache.adopt(kept), "a state of another kind"
    assert sorted(map(len, bench.library.held)) == [0, LONG, LONG]
    bench.library.lacked_room = True
    assert not bench.cache.adopt(kept)
    assert sorted(map(len, bench.library.held)) == [0, 0, 0]
    bench.cache.check()


def test_a_text_that_finds_no_place_leaves_the_running_ones_alone() -> None:
    bench = Bench(slots=2)
    first = bench.acquire(tokens(0))
    bench.read(first, tokens(0))
    kept = bench.cache.copied(tokens(0))
    assert kept is not None
    bench.library.takes_states = False
    assert not bench.cache.adopt(kept)
    bench.cache.check()
    bench.acquire(tokens(5000))
    assert not bench.cache.adopt(kept)
    assert bench.library.held[first.id] == tokens(0)


@pytest.mark.parametrize(("conversation", "parked"), [("", 0), ("chat", 1)])
def test_what_is_short_is_parked_only_where_it_belongs_to_a_chat(conversation: str, parked: int) -> None:
    bench = Bench()
    bench.use(tokens(0, MIN_STRAY_UNITS - 1), conversation)
    bench.use(tokens(1000))
    assert len(bench.lot) == parked
