"""What was read of conversations and need not be read again: keys and values with the tokens that they are of.

A few conversations are kept, as many as the context window has tokens together, the latest first.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MAX_KEPT = 8


@dataclass(slots=True, eq=False)
class Read:
    """Tokens, and MLX's caches (one for each layer) that hold them."""

    layers: list[Any]
    tokens: list[int] = field(default_factory=list)


def common_prefix(one: list[int], other: list[int]) -> int:
    """How many tokens two lists begin with together."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


class Caches:
    """Belongs to the engine's thread.

    Args:
        make: New caches that hold nothing.
        can_trim: Whether the last tokens can be taken out of caches; not so with recurrent layers.
        trim: Take so many tokens out of caches.
        max_tokens: That are kept together.
    """

    def __init__(
        self,
        make: Callable[[], list[Any]],
        can_trim: Callable[[list[Any]], bool],
        trim: Callable[[list[Any], int], object],
        max_tokens: int,
    ) -> None:
        self._make = make
        self._can_trim = can_trim
        self._trim = trim
        self._max_tokens = max_tokens
        self._kept: list[Read] = []
        """The one that was used last is the last."""

    def take(self, prompt: list[int]) -> Read:
        """Caches that hold the longest known beginning of a prompt, but never all of it: its last token has to be
        evaluated to go on from there.
        """
        best, length = None, 0
        for read in self._kept:
            common = min(common_prefix(read.tokens, prompt), len(prompt) - 1)
            if common > length and (common == len(read.tokens) or self._can_trim(read.layers)):
                best, length = read, common
        if best is None:
            return Read(self._make())
        surplus = len(best.tokens) - length
        if surplus > length:  # another conversation that only begins alike: it keeps its own
            best = Read(copy.deepcopy(best.layers), list(best.tokens))
        else:
            self._kept.remove(best)
        if surplus:
            self._trim(best.layers, surplus)
            del best.tokens[length:]
        return best

    def keep(self, read: Read) -> None:
        """Take caches back; the oldest are let go of where that is too much."""
        if not read.tokens:
            return
        self._kept.append(read)
        while len(self._kept) > MAX_KEPT or (
            len(self._kept) > 1 and sum(len(kept.tokens) for kept in self._kept) > self._max_tokens
        ):
            del self._kept[0]
