"""Greedy answers that were computed in batches of different sizes: where may they differ?

The size of a batch changes the kernels and so the rounding. Where the two best tokens are almost equally likely, either
may win; from there on the texts go their own ways.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.types.generation import ChosenToken, Delta, TextDelta

TIE = 0.05
"""Two logits closer than this may change places."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first token at which two answers part."""

    position: int
    margin: float
    """Between the two best logits there, in the answer that was computed alone."""

    @property
    def is_tie(self) -> bool:
        """Whether rounding explains it."""
        return self.margin < TIE


def tokens_of(deltas: Iterable[Delta]) -> list[ChosenToken]:
    """The tokens of an answer that was asked for with at least two log-probabilities."""
    return [token for delta in deltas if isinstance(delta, TextDelta) for token in delta.logprobs]


def difference(alone: list[ChosenToken], other: list[ChosenToken]) -> Difference | None:
    """Where `other` parts from what was computed alone; None when it is the same as far as both go."""
    for position, (left, right) in enumerate(zip(alone, other, strict=False)):
        if left.chosen.token != right.chosen.token:
            best, second = sorted((token.logprob for token in left.alternatives), reverse=True)[:2]
            return Difference(position, best - second)
    return None
