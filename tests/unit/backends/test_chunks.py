"""Prompt chunks that make a step take the wanted time."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.batching.chunks import ALONE_S, BLOCK, FIRST_CHUNK, MIN_CHUNK, SHARED_S, ChunkSizer


def settled(
    tokens_per_s: float, *, rows: int = 0, row_s: float = 0.0, limit: int = 512, seconds: float = SHARED_S
) -> int:
    """The size after some steps on a machine of this speed."""
    sizer = ChunkSizer(limit)
    for _ in range(12):
        sizer.measured(0, rows, rows * row_s)
        size = sizer.take(rows, seconds)
        sizer.measured(size, rows, rows * row_s + size / tokens_per_s)
    return sizer.take(rows, seconds)


@pytest.mark.parametrize(
    ("tokens_per_s", "expected"), [(200, 14), (700, 49), (50_000, 512), (20, MIN_CHUNK), (1e9, 512)]
)
def test_the_size_settles_where_a_step_takes_the_aim(tokens_per_s: float, expected: int) -> None:
    assert settled(tokens_per_s) == pytest.approx(expected, abs=1)
    assert SHARED_S < 0.1


def test_who_is_alone_gets_larger_chunks() -> None:
    assert settled(1000, seconds=ALONE_S) > 2 * settled(1000)


def test_the_time_of_the_answers_rows_is_taken_off() -> None:
    assert settled(700, rows=4, row_s=0.01) == pytest.approx(21, abs=2)


def test_slow_rows_do_not_starve_prompts() -> None:
    assert settled(2000, rows=4, row_s=0.1) == MIN_CHUNK


def test_long_chunks_are_whole_blocks() -> None:
    assert settled(2000) == 2 * BLOCK


def test_it_grows_at_most_twofold_at_a_time() -> None:
    sizer = ChunkSizer(512)
    sizer.measured(FIRST_CHUNK, 0, 0.0)
    assert sizer.take(0, SHARED_S) == 2 * FIRST_CHUNK


def test_it_falls_at_once_when_the_machine_gets_slow() -> None:
    sizer = ChunkSizer(512)
    for _ in range(9):
        sizer.measured(512, 0, 0.001)
    sizer.measured(512, 0, 5.0)
    assert sizer.take(0, SHARED_S) == int(512 / 5.0 * SHARED_S)
    assert sizer.tokens_per_s == pytest.approx(102.4)
    sizer.measured(512, 0, 500.0)
    assert sizer.take(0, SHARED_S) == MIN_CHUNK


def test_the_tail_of_a_prompt_teaches_nothing() -> None:
    sizer = ChunkSizer(512)
    sizer.measured(1, 0, 0.05)
    assert sizer.take(0, SHARED_S) == FIRST_CHUNK


def test_a_tiny_batch_is_the_limit() -> None:
    assert settled(1e6, limit=4) == 4


def test_without_room_the_chunk_is_halved_and_grows_again() -> None:
    sizer = ChunkSizer(512)
    for _ in range(9):
        sizer.measured(512, 0, 0.001)
    assert sizer.shrink(512)
    assert sizer.take(0, SHARED_S) == 256
    assert sizer.shrink(32)
    assert sizer.take(0, SHARED_S) == 16
    sizer.measured(16, 0, 0.001)
    assert sizer.take(0, SHARED_S) == 32
    assert not sizer.shrink(MIN_CHUNK)


def test_want_of_room_is_told_and_passes() -> None:
    sizer = ChunkSizer(512)
    assert sizer.room == 512
    assert sizer.shrink(100)
    assert sizer.room == 50
    sizer.measured(50, 0, 0.1)
    assert sizer.room == 100
