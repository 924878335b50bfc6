"""Prompt chunks that take about a tenth of a second."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.chunks import AIM_S, FIRST_CHUNK, MIN_CHUNK, ChunkSizer

MANY = 1_000_000


def size_of(sizer: ChunkSizer) -> int:
    return sizer.take(MANY)


def settle(sizer: ChunkSizer, tokens_per_s: float) -> int:
    for _ in range(12):
        sizer.measured(size_of(sizer), size_of(sizer) / tokens_per_s)
    return size_of(sizer)


@pytest.mark.parametrize(
    ("tokens_per_s", "expected"), [(160, 16), (1000, 100), (50_000, 512), (20, MIN_CHUNK), (1e9, 512)]
)
def test_the_size_settles_where_a_step_takes_the_aim(tokens_per_s: float, expected: int) -> None:
    assert settle(ChunkSizer(512), tokens_per_s) == pytest.approx(expected, abs=1)
    assert AIM_S == 0.1


def test_it_grows_at_most_twofold_at_a_time() -> None:
    sizer = ChunkSizer(512)
    sizer.measured(FIRST_CHUNK, 0.0)
    assert size_of(sizer) == 2 * FIRST_CHUNK


def test_it_falls_at_once_when_the_machine_gets_slow() -> None:
    sizer = ChunkSizer(512)
    assert settle(sizer, 50_000) == 512
    sizer.measured(512, 5.0)
    assert size_of(sizer) == 10


def test_the_tail_of_a_prompt_teaches_nothing() -> None:
    sizer = ChunkSizer(512)
    sizer.measured(1, 0.05)
    assert size_of(sizer) == FIRST_CHUNK


def test_a_tiny_batch_is_the_limit() -> None:
    sizer = ChunkSizer(4)
    assert size_of(sizer) == 4
    assert settle(sizer, 1e6) == 4


def test_shrinking_ends_at_one() -> None:
    sizer = ChunkSizer(4)
    assert [sizer.shrink(), size_of(sizer), sizer.shrink(), size_of(sizer), sizer.shrink()] == [True, 2, True, 1, False]


@pytest.mark.parametrize("batch", [2, 3, 8, 16, 100, 512])
def test_a_prompt_is_cut_without_single_tokens(batch: int) -> None:
    for prompt in range(2, 300):
        sizer = ChunkSizer(batch)
        left = prompt
        while left:
            chunk = sizer.take(left)
            assert 1 < chunk <= batch or batch == 2
            left -= chunk


def test_a_small_tail_is_taken_along() -> None:
    assert ChunkSizer(512).take(FIRST_CHUNK + 6) == FIRST_CHUNK + 6
