"""How many prompt tokens fit into one step, so that it takes the wanted time. Pure: tokens and seconds in, tokens out.

A step also evaluates one row for each answer that is being written, so the time of those is learnt too and taken off.
"""

from __future__ import annotations

SHARED_S = 0.07
"""A step while others write or for drafts: it must stay below a tenth of a second, also when a guess is a bit off."""
ALONE_S = 0.25
"""A step when nobody else waits: larger chunks are quicker; Stop takes effect after it."""
FIRST_CHUNK = 16
MIN_CHUNK = 3
"""A step beside others reads no fewer: deep in a long prompt, on a slow machine, more would hold them up."""
LEAST_SHARE = 0.25
"""Of the time, what prompts get however long the rows of answers take: they would starve otherwise."""
BLOCK = 64
"""Engines compute so many rows at once on the processor; a chunk that is a bit longer pays for a second round."""
_MEMORY = 0.3
"""Weight of the newest measurement of what rows cost."""


class ChunkSizer:
    """Learns the speed of a model on this machine from the steps that were made."""

    def __init__(self, max_tokens: int) -> None:
        self._max = max_tokens
        self._least = min(MIN_CHUNK, max_tokens)
        self._speed = FIRST_CHUNK / SHARED_S
        self._row_s = 0.0
        self._limit = max_tokens

    @property
    def tokens_per_s(self) -> float:
        """How quickly prompts are read."""
        return self._speed

    @property
    def room(self) -> int:
        """The largest chunk: less than was asked for while the engine has no room for more."""
        return self._limit

    def take(self, rows: int, seconds: float) -> int:
        """Prompt tokens for a step of so many seconds that has so many rows of answers, too."""
        left = max(seconds - rows * self._row_s, seconds * LEAST_SHARE)
        wanted = int(self._speed * left)
        if wanted > BLOCK:
            wanted -= wanted % BLOCK
        return max(self._least, min(wanted, self._limit))

    def measured(self, tokens: int, rows: int, seconds: float) -> None:
        """A step took so long. The speed grows at most twofold, since the first steps pay for cold memory."""
        if rows and not tokens:
            self._row_s += (_MEMORY if self._row_s else 1.0) * (seconds / rows - self._row_s)
        if tokens < self._least:  # the tail of a prompt says little about speed
            return
        spent = max(seconds - rows * self._row_s, seconds * LEAST_SHARE, 1e-6)
        self._speed = min(tokens / spent, self._speed * 2)
        self._limit = min(self._limit * 2, self._max)

    def shrink(self, tokens: int) -> bool:
        """The engine had no room for so many at once: halve; False when that is not possible."""
        self._limit = max(self._least, tokens // 2)
        return tokens > self._least
