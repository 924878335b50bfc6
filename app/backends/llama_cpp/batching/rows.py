"""How many rows one call computes together on the processor. Pure.

Below `TILE` rows, flash attention computes each row by itself: what comes out depends neither on who else is in the
batch, nor on how a prompt was cut, nor on where in the cache a conversation lies. From there on it computes in tiles:
long prompts are read up to a third quicker, but the last bits of the result depend on where the tiles begin. So a long
prompt goes in tiles while nobody writes, and all else in few rows.
"""

from __future__ import annotations

TILE = 64
LONG = 256
"""Tokens to be read from which on a prompt goes in tiles: a turn of a chat is below, a paste or a document above."""
TILE_S = 1.0
"""What one tile may take at most, since Stop waits for it. Where it takes longer the model is large, and attention is
so small a part of the work that tiles win little."""


def step_rows(budget: int, *, writers: int, long: bool, tokens_per_s: float, room: int) -> int:
    """Prompt tokens for a step: `budget`, made to fit what is computed together.

    Args:
        budget: What the time allows.
        writers: Rows of answers in the same step.
        long: Whether all prompts of the step are long ones.
        tokens_per_s: How quickly prompts are read.
        room: For how many prompt tokens the cache had cells lately; a tile is not worth driving anybody out.
    """
    if long and not writers and tokens_per_s * TILE_S >= TILE:
        return max(budget, min(TILE, room))
    return max(1, min(budget, TILE - 1 - writers))
