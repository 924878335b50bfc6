"""Memory as figures: who fits, who goes, how large a window may be."""

from __future__ import annotations

import pytest

from app.manager.budget import (
    CONTEXT_STEP,
    MIN_RESERVE,
    Budget,
    Resident,
    choose_victim,
    fits,
    free_bytes,
    gigabytes,
    is_over,
    largest_context,
    most_bytes,
    resident,
)
from app.types.models import MemoryEstimate

GIB = 1024**3
LIMITED = Budget(max_models=3, limit=1000)


def held(taken: int, claimed: int = 0, *, in_use: bool = False, last_used: float = 0.0) -> Resident:
    return Resident(in_use, last_used, taken, claimed)


def test_the_idlest_model_goes_first_and_nothing_goes_while_all_are_used() -> None:
    residents = [("used", held(1, in_use=True, last_used=1.0)), ("fresh", held(1, last_used=9.0)), ("old", held(1))]
    assert choose_victim(residents) == "old"
    assert choose_victim(residents[:1]) is None
    assert choose_victim([]) is None


def test_a_limit_is_shared_by_all_models() -> None:
    assert free_bytes(LIMITED, [held(300), held(200)]) == 500
    assert fits(500, LIMITED, [held(300), held(200)])
    assert not fits(501, LIMITED, [held(300), held(200)])
    assert most_bytes(LIMITED, [held(300), held(2000)]) == 1000


def test_without_a_limit_it_is_what_the_machine_has_but_for_a_reserve() -> None:
    large = Budget(1, available=100 * GIB)
    assert free_bytes(large, []) == 95 * GIB
    assert free_bytes(Budget(1, available=GIB), []) == GIB - MIN_RESERVE
    assert most_bytes(Budget(1, available=MIN_RESERVE // 2), []) == 0


def test_what_the_system_calls_available_though_a_model_needs_it_is_not_free() -> None:
    budget = Budget(2, available=10 * GIB)
    free = free_bytes(budget, [])
    assert free_bytes(budget, [held(3 * GIB, claimed=2 * GIB)]) == free - 2 * GIB
    # When it goes, all that it has comes back, but what was counted as available already comes back once.
    assert most_bytes(budget, [held(3 * GIB, claimed=2 * GIB)]) == free + GIB


def test_a_model_of_unknown_size_is_only_counted() -> None:
    assert fits(0, LIMITED, [held(5000), held(5000)])
    assert not fits(0, LIMITED, [held(1), held(1), held(1)])
    assert fits(0, Budget(max_models=0), [])


def test_what_a_loaded_model_takes() -> None:
    estimate = MemoryEstimate(weights=100, cache=50, compute=30, overhead=20)

    def taken(measured: int, known: MemoryEstimate | None, *, mapped: bool) -> tuple[int, int]:
        one = resident(in_use=True, last_used=1.0, measured=measured, estimate=known, mapped=mapped)
        return one.taken, one.claimed

    assert taken(150, estimate, mapped=True) == (200, 100 + 50)
    assert taken(150, estimate, mapped=False) == (200, 50)
    assert taken(260, estimate, mapped=True) == (260, 100)
    assert taken(60, estimate, mapped=True) == (200, 60 + 140)
    assert taken(260, None, mapped=True) == (260, 0)


@pytest.mark.parametrize(
    ("have", "wanted", "expected"),
    [
        (1000 + 10 * 4096, 8192, 4096),
        (1000 + 10 * 4096 - 1, 8192, 4096 - CONTEXT_STEP),
        (10**9, 8192, 8192),
        (10**9, 1000, 768),
        (1000, 8192, 0),
        (0, 100, 0),
    ],
)
def test_the_largest_window_that_fits(have: int, wanted: int, expected: int) -> None:
    assert largest_context(lambda tokens: 1000 + 10 * tokens, have, wanted) == expected


def test_sizes_for_people() -> None:
    assert gigabytes(1_540_000_000) == "1.5 GB"


@pytest.mark.parametrize(
    ("budget", "taken", "over"),
    [
        (Budget(2), (5, 5), False),
        (Budget(1), (5, 5), True),
        (Budget(0), (5,), False),
        (Budget(2, limit=10), (5, 5), False),
        (Budget(2, limit=9), (5, 5), True),
        (Budget(1, limit=9), (), False),
    ],
)
def test_what_is_more_than_is_allowed_now(budget: Budget, taken: tuple[int, ...], over: bool) -> None:
    held = [Resident(in_use=False, last_used=0.0, taken=size) for size in taken]
    assert is_over(budget, held) is over
