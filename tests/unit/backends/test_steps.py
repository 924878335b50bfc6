"""Which prompt tokens go into a step."""

from __future__ import annotations

import random

import pytest

from app.backends.llama_cpp.batching.steps import MIN_SHARE, Reader, Share, cut, share_out


def plan(*readers: tuple[int, int], budget: int, served: tuple[int, ...] = ()) -> dict[int, int]:
    """Shares of readers given as (left, priority)."""
    steps = served or (0,) * len(readers)
    wanted = [Reader(key, left, priority, steps[key]) for key, (left, priority) in enumerate(readers)]
    return {share.key: share.tokens for share in share_out(wanted, budget)}


def test_nobody_reads() -> None:
    assert share_out([], 100) == []


def test_one_gets_all() -> None:
    assert plan((1000, 1), budget=64) == {0: 64}


def test_equals_share_alike_and_what_one_does_not_need_goes_to_the_others() -> None:
    assert plan((1000, 1), (1000, 1), budget=64) == {0: 32, 1: 32}
    assert plan((1000, 1), (10, 1), (1000, 1), budget=64) == {0: 27, 1: 10, 2: 27}


def test_higher_priority_goes_first_and_leaves_the_rest() -> None:
    assert plan((1000, 2), (1000, 0), budget=64) == {1: 64}
    assert plan((1000, 2), (20, 0), budget=64) == {1: 20, 0: 44}


def test_where_there_are_too_many_those_who_waited_longest_are_served() -> None:
    assert plan((90, 1), (90, 1), (90, 1), budget=MIN_SHARE, served=(5, 3, 4)) == {1: MIN_SHARE}
    assert set(plan((90, 1), (90, 1), (90, 1), budget=2 * MIN_SHARE, served=(5, 3, 4))) == {1, 2}


def test_everybody_has_a_turn() -> None:
    served = [0, 0, 0]
    for step in range(1, 10):
        (key,) = plan((90, 1), (90, 1), (90, 1), budget=MIN_SHARE, served=tuple(served))
        served[key] = step
    assert sorted(served) == [7, 8, 9]


def test_a_picture_is_a_step_of_its_own() -> None:
    assert share_out([Reader(4, 0, 1, 0), Reader(5, 90, 1, 3)], 64) == [Share(4, 0)]
    assert share_out([Reader(4, 0, 1, 3), Reader(5, 90, 1, 0)], 64) == [Share(5, 64)]


@pytest.mark.parametrize(("left", "size", "expected"), [(5, 8, 5), (8, 8, 8), (9, 8, 7), (10, 8, 8), (3, 2, 2)])
def test_a_cut_leaves_no_single_token(left: int, size: int, expected: int) -> None:
    assert cut(left, size) == expected


def test_no_plan_exceeds_the_budget_or_leaves_a_single_token() -> None:
    rng = random.Random(4)  # noqa: S311 (no secret)
    for _ in range(2000):
        budget = rng.randint(MIN_SHARE, 200)
        readers = [
            Reader(key, rng.randint(2, 300), rng.randint(0, 2), rng.randint(0, 9)) for key in range(rng.randint(1, 9))
        ]
        shares = share_out(readers, budget)
        assert 0 < sum(share.tokens for share in shares) <= budget
        assert len({share.key for share in shares}) == len(shares)
        for share in shares:
            assert share.tokens > 1
            assert readers[share.key].left - share.tokens != 1
