"""Prompt chunks that take about a tenth of a second."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.chunks import AIM_S, FIRST_CHUNK, MIN_CHUNK, ChunkSizer


def settle(sizer: ChunkSizer, tokens_per_s: float) -> int:
    for _ in range(12):
        sizer.measured(sizer.size, sizer.size / tokens_per_s)
    return sizer.size


@pytest.mark.parametrize(
    ("tokens_per_s", "expected"), [(160, 16), (1000, 100), (50_000, 512), (20, MIN_CHUNK), (1e9, 512)]
)
def test_the_size_settles_where_a_step_takes_the_aim(tokens_per_s: float, expected: int) -> None:
    assert settle(ChunkSizer(512), tokens_per_s) == pytest.approx(expected, abs=1)
    assert AIM_S == 0.1


def test_it_grows_at_most_twofold_at_a_time() -> None:
    sizer = ChunkSizer(512)
    sizer.measured(FIRST_CHUNK, 0.0)
    assert sizer.size == 2 * FIRST_CHUNK


def test_it_falls_at_once_when_the_machine_gets_slow() -> None:
    sizer = ChunkSizer(512)
    assert settle(sizer, 50_000) == 512
    sizer.measured(512, 5.0)
    assert sizer.size == 10


def test_the_tail_of_a_prompt_teaches_nothing() -> None:
    sizer = ChunkSizer(512)
    sizer.measured(1, 0.05)
    assert sizer.size == FIRST_CHUNK


def test_a_tiny_batch_is_the_limit() -> None:
    sizer = ChunkSizer(4)
    assert sizer.size == 4
    assert settle(sizer, 1e6) == 4


def test_shrinking_ends_at_one() -> None:
    sizer = ChunkSizer(4)
    assert [sizer.shrink(), sizer.size, sizer.shrink(), sizer.size, sizer.shrink()] == [True, 2, True, 1, False]
