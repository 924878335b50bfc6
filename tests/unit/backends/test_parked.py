"""Conversations that were moved out of the cache."""

from __future__ import annotations

from app.backends.llama_cpp.cache.parked import MIN_UNITS, ParkingLot
from tests.helpers.prompts import prompt_of

LONG = 4 * MIN_UNITS


def data(size: int) -> memoryview:
    return memoryview(bytearray(size))


def tokens(first: int, count: int = LONG) -> list[int]:
    return list(range(first, first + count))


def test_only_what_is_worth_it_and_fits_is_taken() -> None:
    lot = ParkingLot(100)
    assert lot.takes(tokens(0), 100, MIN_UNITS)
    assert not lot.takes(tokens(0), 101, MIN_UNITS)
    assert not lot.takes(tokens(0, MIN_UNITS - 1), 10, MIN_UNITS)


def test_the_oldest_make_room() -> None:
    lot = ParkingLot(100)
    for first in (0, 1000, 2000):
        lot.put(tokens(first), data(40))
    assert (len(lot), lot.bytes) == (2, 80)
    assert lot.take(prompt_of(tokens(0, LONG + 9)), 0, 2) is None
    assert lot.take(prompt_of(tokens(1000, LONG + 9)), 0, 2)
    assert lot.bytes == 40


def test_a_conversation_is_parked_once() -> None:
    lot = ParkingLot(100)
    lot.put(tokens(0), data(10))
    lot.put(tokens(0, LONG + 50), data(20))
    assert (len(lot), lot.bytes) == (1, 20)


def test_it_comes_back_when_it_has_clearly_more_than_the_cache() -> None:
    lot = ParkingLot(100)
    lot.put(tokens(0), data(10))
    longer = prompt_of(tokens(0, LONG + 9))
    assert lot.take(longer, LONG - MIN_UNITS + 1, 2) is None
    parked = lot.take(longer, LONG - MIN_UNITS, 2)
    assert parked
    assert parked.units == tokens(0)
    assert len(lot) == 0


def test_a_mere_common_beginning_is_not_worth_copying_it_all_back() -> None:
    lot = ParkingLot(100)
    lot.put(tokens(0, 3 * LONG), data(10))
    assert lot.take(prompt_of([*tokens(0, LONG), -1, -2]), 0, 2) is None


def test_nothing_is_parked() -> None:
    lot = ParkingLot()
    lot.put(tokens(0), data(10))
    lot.clear()
    assert lot.take(prompt_of(tokens(0)), 0, 2) is None
