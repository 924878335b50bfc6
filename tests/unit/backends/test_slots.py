"""Which sequence of the cache a prompt gets."""

from __future__ import annotations

from app.backends.llama_cpp.cache.slots import SlotChoice, SlotView, choose_slot
from tests.helpers.prompts import prompt_of

PROMPT = prompt_of(list(range(10)))


def view(number: int, units: int | list[int], *, free: bool = True, used_at: int = 0) -> SlotView:
    """A sequence that holds the beginning of the prompt, or something else."""
    return SlotView(number, list(range(units)) if isinstance(units, int) else units, free, used_at)


def choose(*slots: SlotView) -> SlotChoice | None:
    return choose_slot(slots, PROMPT, 2)


def test_none_is_free() -> None:
    assert choose(view(0, 9, free=False)) is None


def test_an_empty_one_before_another_conversation() -> None:
    assert choose(view(0, [99], used_at=1), view(1, 0, used_at=9)) == SlotChoice(1, 1, 0)


def test_the_one_not_used_for_longest_before_newer_ones() -> None:
    assert choose(view(0, [99], used_at=3), view(1, [98], used_at=2)) == SlotChoice(1, 1, 0)


def test_the_same_conversation_goes_on_in_place() -> None:
    assert choose(view(0, 0), view(1, 6), view(2, 3)) == SlotChoice(1, 1, 6)
    assert choose(view(0, 0), view(1, [0, 1, 2, 3, 77, 78])) == SlotChoice(1, 1, 4)


def test_a_conversation_that_only_begins_alike_is_copied_and_stays() -> None:
    assert choose(view(0, 0), view(1, [0, 1, 77, 78, 79])) == SlotChoice(0, 1, 2)


def test_a_busy_one_is_copied() -> None:
    assert choose(view(0, 0), view(1, 9, free=False)) == SlotChoice(0, 1, 8)


def test_a_free_one_before_a_busy_one_with_the_same_beginning() -> None:
    assert choose(view(0, 8, free=False, used_at=9), view(1, 8, used_at=1)) == SlotChoice(1, 1, 8)


def test_the_only_free_one_is_taken_though_much_of_it_is_lost() -> None:
    assert choose(view(0, [0, 1, 77, 78, 79, 80])) == SlotChoice(0, 0, 2)
