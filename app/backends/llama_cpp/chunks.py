"""How many prompt tokens to evaluate at once, so that one step takes about a tenth of a second. Pure."""

from __future__ import annotations

AIM_S = 0.1
"""One chunk: Stop takes effect after it, and progress moves with it."""
FIRST_CHUNK = 16
MIN_CHUNK = 8
"""Below this a step costs as much as a full one."""


class ChunkSizer:
    """Learns the speed of a model on this machine from the chunks that were evaluated."""

    def __init__(self, max_tokens: int) -> None:
        self._max = max_tokens
        self._size = min(FIRST_CHUNK, max_tokens)

    def take(self, remaining: int) -> int:
        """Tokens for the next chunk of a prompt that has so many left. Avoids small tails, and a single token always:
        engines compute one row with other kernels, which round differently, and greedy answers should not depend on it.
        """
        if remaining <= min(self._size * 3 // 2, self._max):
            return remaining
        return self._size - 1 if remaining == self._size + 1 and self._size > 1 else self._size

    def measured(self, tokens: int, seconds: float) -> None:
        """A chunk of so many tokens took so long. Grows at most twofold, since the first chunk pays for cold memory."""
        if tokens < min(MIN_CHUNK, self._max):  # the tail of a prompt says little about speed
            return
        wanted = int(tokens * AIM_S / max(seconds, 1e-6))
        self._size = max(min(MIN_CHUNK, self._max), min(wanted, self._size * 2, self._max))

    def shrink(self) -> bool:
        """The engine found no room for this many at once: halve; False when that is not possible."""
        if self._size <= 1:
            return False
        self._size //= 2
        return True
