"""Which tokens the engine's cache holds, and how much of it the next prompt can keep. Pure bookkeeping."""

from __future__ import annotations

from collections.abc import Sequence


def common_prefix(left: Sequence[int], right: Sequence[int]) -> int:
    """Length of the equal beginning of two token lists."""
    length = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        length += 1
    return length


MIN_EVALUATED = 2
"""One token has to be evaluated, to get its logits; two, since one alone is rounded differently (see `chunks`)."""


def reusable(cached: Sequence[int], prompt: Sequence[int]) -> int:
    """How many tokens of the cache the prompt can keep."""
    return max(0, min(common_prefix(cached, prompt), len(prompt) - MIN_EVALUATED))
