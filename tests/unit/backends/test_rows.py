"""How many rows are computed together on the processor."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.batching.rows import TILE, TILE_S, step_rows

QUICK = 2 * TILE / TILE_S
SLOW = TILE / TILE_S / 2


@pytest.mark.parametrize(
    ("budget", "writers", "long", "speed", "room", "rows"),
    [
        (512, 0, True, QUICK, 512, 512),
        (30, 0, True, QUICK, 512, TILE),
        (30, 0, True, QUICK, 40, 40),
        (8, 0, True, QUICK, 8, 8),
        (512, 1, True, QUICK, 512, TILE - 2),
        (512, 0, False, QUICK, 512, TILE - 1),
        (512, 0, True, SLOW, 512, TILE - 1),
        (16, 3, False, QUICK, 512, 16),
        (16, 200, False, QUICK, 512, 1),
    ],
)
def test_tiles_are_for_long_prompts_that_nobody_shares_a_step_with(
    budget: int, writers: int, long: bool, speed: float, room: int, rows: int
) -> None:
    assert step_rows(budget, writers=writers, long=long, tokens_per_s=speed, room=room) == rows
