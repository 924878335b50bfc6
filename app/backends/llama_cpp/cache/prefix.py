"""Which part of what is cached a prompt can keep. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.backends.llama_cpp.prompting.prompt import Prompt, Unit

MIN_EVALUATED = 2
"""One token has to be evaluated, to get its logits; two, since one alone is rounded differently (see `steps`)."""


def common_prefix(left: Sequence[Unit], right: Sequence[Unit]) -> int:
    """Length of the equal beginning of two prompts."""
    if type(left) is not type(right):  # slices of a list and a tuple are never equal
        left, right = list(left), list(right)
    low, high = 0, min(len(left), len(right))
    while low < high:  # whole slices are compared in C
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def reusable(cached: Sequence[Unit], prompt: Prompt, *, evaluated: int = MIN_EVALUATED) -> int:
    """How many positions of the cache the prompt can keep, if so many of its tokens have to be evaluated anyhow."""
    return prompt.keepable(max(0, min(common_prefix(cached, prompt.units), len(prompt) - evaluated)))
