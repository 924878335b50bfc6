"""Which prompt tokens go into the next step. Pure: numbers in, a plan out.

A step is one batch: first one row for each answer that is being written, which needs no decision, then prompt tokens:

- higher priority first; what those leave over goes to the next;
- equals share alike; whoever needs less than its share gets all it needs, and the others share the rest;
- a share is never so small that it would only cost time: where there are too many, those who waited longest are served;
- a picture or a sound is one call that cannot be cut, so it is a step of its own;
- never a single token of several: engines compute one row with other kernels, which round differently, and greedy
  answers should not depend on how a prompt was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MIN_SHARE = 8
"""Tokens below which a share is not worth its overhead."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A prompt that is being read."""

    key: int
    left: int
    """Tokens of text up to the next picture or sound, or to the end; 0 where a picture or a sound comes next."""
    priority: int
    """Lower numbers first."""
    served: int
    """Number of the last step that it was in."""


@dataclass(frozen=True, slots=True)
class Share:
    """What of one prompt goes into a step."""

    key: int
    tokens: int
    """0: its picture or sound, and nothing else is in this step."""


def share_out(readers: Sequence[Reader], budget: int) -> list[Share]:
    """Divide a step's tokens among the prompts."""
    if not readers:
        return []
    waiting = sorted(readers, key=lambda reader: (reader.priority, reader.served, reader.key))
    if waiting[0].left == 0:
        return [Share(waiting[0].key, 0)]
    shares: list[Share] = []
    text = [reader for reader in waiting if reader.left]
    for _priority, equals in groupby(text, key=lambda reader: reader.priority):
        for share in _among_equals(list(equals), budget):
            shares.append(share)
            budget -= share.tokens
        if budget < MIN_SHARE:
            break
    return shares


def cut(left: int, size: int) -> int:
    """How many of the tokens that are left to take when there is room for `size`."""
    if left <= size:
        return left
    return size - 1 if left == size + 1 and size > 2 else size


def _among_equals(readers: Sequence[Reader], budget: int) -> Iterator[Share]:
    served = readers[: max(1, budget // MIN_SHARE)]
    for number, reader in enumerate(sorted(served, key=lambda reader: reader.left)):
        tokens = cut(reader.left, budget // (len(served) - number))
        budget -= tokens
        yield Share(reader.key, tokens)
